// Style as a test: what a reader should never meet.
import { globSync, readFileSync, existsSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { expect, test } from 'vitest'
import type { Text } from '#kernel/words/text.ts'

const code = globSync('{src,test,bench}/**/*.{ts,tsx}')
const source = new Map(code.map((file) => [file, readFileSync(file, 'utf8')]))
const mostLines = 300
const mostFunctionLines = 70

/** Data as tables may be long: a catalogue is read by looking up, not from top to bottom. */
const isData = (file: string) => /\/(words\/[\w-]+|words|.*catalogue\/[\w-]+|name-lists|holidays|samples|reference\/[\w-]+)\.ts$/.test(file)

test(`files stay under ${mostLines} lines`, () => {
  expect([...source].filter(([file, text]) => !isData(file) && !file.includes('.test.') && text.split('\n').length > mostLines).map(([file, text]) => `${file}: ${text.split('\n').length}`)).toEqual([])
})

test(`functions stay under ${mostFunctionLines} lines`, () => {
  const long = [...source].filter(([file]) => !file.includes('.test.') && !file.startsWith('test/journeys/')).flatMap(([file, text]) => {
    const lines = text.split('\n')
    return lines.flatMap((line, start) => {
      const opens = /^(export )?(default )?(async )?function\*? (\w+)/.exec(line)
      if (!opens) return []
      const length = lines.slice(start).findIndex((l) => l === '}') + 1
      return length > mostFunctionLines ? [`${file}:${start + 1} ${opens[4]}: ${length}`] : []
    })
  })
  expect(long).toEqual([])
})

test.each([
  ['a silenced compiler', /@ts-(ignore|expect-error|nocheck)/], ['a silenced linter', /oxlint-disable|eslint-disable/],
  ['work left for later', /\b(TODO|FIXME|XXX|HACK)\b/], ['a test that runs alone', /\b(test|it|describe)\.only\(/], ['console.log', /console\.log\(/], ['Math.random', /Math\.random\(/],
  ['an enum or a namespace', /^\s*(export )?(const )?enum \w|^\s*(export )?namespace \w/m],
])('no %s', (_, pattern) => {
  expect([...source].filter(([file, text]) => !file.startsWith('test/tidy/') && pattern.test(text)).map(([file]) => file)).toEqual([])
})

test('no file that only passes other files on', () => {
  expect([...source].filter(([file, text]) => !file.endsWith('/public.ts') && !file.endsWith('/public.tsx') && text.trim() !== '' && text.split('\n').filter((l) => l.trim() && !/^(\/\/|\/\*| \*)/.test(l.trim())).every((l) => /^export .* from '/.test(l))).map(([file]) => file)).toEqual([])
})

test('every system has its README, and the README’s links lead somewhere', () => {
  const systems = globSync('src/systems/*/system.ts').map((file) => dirname(file))
  expect(systems.filter((folder) => !existsSync(join(folder, 'README.md')))).toEqual([])
  const documents = [...globSync('*.md'), ...globSync('{docs,src}/**/*.md')]
  const broken = documents.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((m) => m[1]!)
    .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(posix.join(posix.dirname(file), link))).map((link) => `${file}: ${link}`))
  expect(broken).toEqual([])
})

test('every text is there in Arabic, Kurdish and English', async () => {
  const files = globSync('src/{kernel,systems}/**/words{,/*}.ts').filter((file) => !file.includes('.test.'))
  const missing: string[] = []
  for (const file of files) {
    for (const exported of Object.values((await import(join(process.cwd(), file))) as Record<string, unknown>)) {
      if (typeof exported !== 'object' || exported === null) continue
      for (const [key, text] of Object.entries(exported as Record<string, Partial<Text>>)) {
        if (typeof text === 'object' && text !== null && 'ar' in text && !(text.ar && text.ckb && text.en)) missing.push(`${file}: ${key}`)
      }
    }
  }
  expect(missing).toEqual([])
})

test('the project speaks only of itself', () => {
  const others = new RegExp(['sub-?agent', 'AI assistant', 'language model', 'cha' + 'tgpt', 'cl' + 'aude', 'farm-?bench', '/work/shared'].map((w) => `\\b${w}s?\\b`).join('|'), 'i')
  const texts = [...source, ...[...globSync('*.md'), ...globSync('{docs,src,bench}/**/*.md')].map((file) => [file, readFileSync(file, 'utf8')] as const)]
  expect(texts.filter(([file, text]) => !file.startsWith('test/tidy/') && others.test(text)).map(([file, text]) => `${file}: ${others.exec(text)?.[0]}`)).toEqual([])
})
