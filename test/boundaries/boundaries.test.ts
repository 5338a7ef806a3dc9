// The one-way rule, as an ordinary test: kernel <- systems <- app; a system reaches another only through its public.ts
// (on the web: web/public.tsx), and only if its own system.ts says `needs`; a store names only its own schema and the kernel's.
import { globSync, readFileSync } from 'node:fs'
import { posix as path } from 'node:path'
import { expect, test } from 'vitest'

const files = globSync('src/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$|\/test\//.test(file))
const systemNames = globSync('src/systems/*/system.ts').map((file) => file.split('/')[2]!)
const needs = new Map(systemNames.map((name) => {
  const declared = readFileSync(`src/systems/${name}/system.ts`, 'utf8').match(/needs:\s*\[([^\]]*)\]/)?.[1] ?? ''
  return [name, [...declared.matchAll(/'([^']+)'/g)].map((m) => m[1]!)]
}))

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, spec]) =>
    spec!.startsWith('#') ? path.join('src', spec!.slice(1)) : spec!.startsWith('.') ? path.join(path.dirname(file), spec!) : '').filter(Boolean)
}

const home = (file: string) => ({ area: file.split('/')[1], name: file.split('/')[2] ?? '' })

test('the one-way rule holds', () => {
  const wrong: string[] = []
  for (const file of files) {
    const from = home(file)
    for (const target of importsOf(file)) {
      const to = home(target)
      if (from.area === 'kernel' && to.area !== 'kernel') wrong.push(`${file}: the kernel imports ${target}`)
      if (from.area === 'systems' && to.area === 'app') wrong.push(`${file}: a system imports the app`)
      if (from.area !== 'systems' || to.area !== 'systems' || from.name === to.name) continue
      if (!/\/(public\.ts|web\/public\.tsx)$/.test(target)) wrong.push(`${file}: ${target} is not public`)
      if (!needs.get(from.name)?.includes(to.name)) wrong.push(`${file}: ${from.name} does not declare that it needs ${to.name}`)
    }
  }
  expect(wrong).toEqual([])
})

test('declared needs have no cycle', () => {
  const done = new Set<string>()
  const visit = (name: string, trail: readonly string[]): void => {
    expect(trail, `cycle: ${[...trail, name].join(' -> ')}`).not.toContain(name)
    if (done.has(name)) return
    for (const next of needs.get(name) ?? []) visit(next, [...trail, name])
    done.add(name)
  }
  for (const name of systemNames) visit(name, [])
})

test('a system names only its own tables and the kernel’s', () => {
  const wrong = files.filter((file) => file.startsWith('src/systems/')).flatMap((file) => {
    const others = systemNames.filter((name) => name !== home(file).name)
    const named = [...readFileSync(file, 'utf8').matchAll(/(?:from|join|into|update|table|From|Join|Into|Table)\s*\(?\s*['"]?([a-z_]+)\.[a-z_]+/g)].map((m) => m[1]!)
    return named.filter((schema) => others.includes(schema)).map((schema) => `${file}: names a table of ${schema}`)
  })
  const migrations = globSync('src/systems/*/migrations/*.sql').flatMap((file) => {
    const others = systemNames.filter((name) => name !== home(file).name)
    return others.filter((name) => new RegExp(`\\b${name}\\.[a-z_]+\\b`).test(readFileSync(file, 'utf8').replaceAll(/--.*$/gm, ''))).map((name) => `${file}: names a table of ${name}`)
  })
  expect([...wrong, ...migrations]).toEqual([])
})

test('what runs in the browser imports nothing of the server', () => {
  const wrong = files.filter((file) => /\/web\/|^src\/app\/(web|systems\.web)/.test(file)).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1]!)
      .filter((spec) => spec.startsWith('node:') || ['pg', 'kysely', 'fastify'].includes(spec) || /#(kernel\/(db|ledger|jobs)\/(?!contract\.ts)|.*\/(store|handlers|system)\b)/.test(spec) || /\/(store|handlers|system)\.ts$/.test(spec))
      .filter((spec) => !/#kernel\/web\/system\.ts|^\.\/system\.ts$/.test(spec)).map((spec) => `${file}: ${spec}`))
  expect(wrong).toEqual([])
})
