import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeFinger, press } from '#systems/biometrics/engine/synthetic.ts'
import { fingerprint } from './fingerprint.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-fingers-'))
const file = (name: string) => join(folder, name)

beforeAll(() => {
  mkdirSync(file('gallery'))
  mkdirSync(file('probes'))
  for (const [i, seed] of [1, 4].entries()) {
    const finger = makeFinger(seed)
    for (const [name, turn] of [[`gallery/${i}.png`, 0], [`probes/${i}.png`, 20]] as const) {
      const { width, height, pixels } = press(finger, seed + turn, { turn })
      writeFileSync(file(name), encode({ width, height, data: pixels, channels: 1, depth: 8 }))
    }
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What the command prints, and what it says on the error output with its exit code. */
async function ran(...args: string[]): Promise<{ lines: string[]; said: string; status: number }> {
  let text = '', said = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((part) => { text += String(part); return true })
  const complain = vi.spyOn(process.stderr, 'write').mockImplementation((part) => { said += String(part); return true })
  try {
    const status = await fingerprint.run([...args, '--threads', '1'])
    return { lines: text.trimEnd().split('\n'), said, status }
  } finally {
    write.mockRestore()
    complain.mockRestore()
  }
}

async function printed(...args: string[]): Promise<string[]> {
  let text = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((part) => { text += String(part); return true })
  try {
    expect(await fingerprint.run([...args, '--threads', '1'])).toBe(0)
  } finally {
    write.mockRestore()
  }
  return text.trimEnd().split('\n')
}

test('compare prints a,b,score in the order of the file', async () => {
  const pairs = [['gallery/0.png', 'probes/0.png'], ['gallery/0.png', 'probes/1.png'], ['probes/1.png', 'gallery/1.png']].map((pair) => pair.map(file).join(','))
  writeFileSync(file('pairs.csv'), `${pairs.join('\r\n')}\n\n`)
  const lines = await printed('compare', '--pairs', file('pairs.csv'))
  expect(lines.map((line) => line.split(',').slice(0, 2).join(','))).toEqual(pairs)
  const scores = lines.map((line) => Number(line.split(',')[2]))
  expect(scores[0]).toBeGreaterThan(7)
  expect(scores[1]).toBeLessThan(6)
  expect(scores[2]).toBeGreaterThan(7)
})

test('search prints one line a probe in the order of their names, the best first', async () => {
  const lines = (await printed('search', '--gallery', file('gallery'), '--probes', file('probes'), '--top', '1')).map((line) => JSON.parse(line) as { id: string; results: { id: string; score: number }[] })
  expect(lines.map(({ id, results }) => [id, results.map((r) => r.id)])).toEqual([['0.png', ['0.png']], ['1.png', ['1.png']]])
})

test('extract prints one line of JSON an image', async () => {
  const [line] = await printed('extract', file('gallery/0.png'))
  expect(JSON.parse(line!)).toMatchObject({ file: file('gallery/0.png'), reasons: [], template: expect.stringMatching(/^[\w+/]+=*$/) })
})

test('paths with commas and spaces, in quotation marks or not, and beside the list', async () => {
  mkdirSync(file('a b, c'))
  copyFileSync(file('gallery/0.png'), file('a b, c/one, two.png'))
  const comma = file('a b, c/one, two.png'), plain = file('probes/0.png')
  const given = [`"${comma}",${plain}`, `${comma},${plain}`, `${plain},"${comma}"`, 'gallery/0.png,probes/0.png']
  writeFileSync(file('commas.csv'), given.join('\n'))
  const lines = await printed('compare', '--pairs', file('commas.csv'))
  expect(lines.map((line) => line.slice(0, line.lastIndexOf(',')))).toEqual(given)
  expect(new Set(lines.map((line) => line.slice(line.lastIndexOf(',')))).size).toBe(1)
})

test('images that cannot be read are named and passed over, the others are done', async () => {
  writeFileSync(file('text.png'), 'no image')
  writeFileSync(file('some.csv'), `${file('none.png')},${file('gallery/0.png')}\n${file('gallery/0.png')},${file('probes/0.png')}\n${file('text.png')},${file('gallery/1.png')}\n`)
  const pairs = await ran('compare', '--pairs', file('some.csv'))
  expect(pairs).toMatchObject({ status: 1, said: expect.stringMatching(/none\.png: there is no such file[^]*text\.png: is not a PNG/) })
  expect(pairs.lines.map((line) => line.slice(0, line.lastIndexOf(',')))).toEqual([`${file('gallery/0.png')},${file('probes/0.png')}`])
  expect(await ran('extract', file('text.png'), file('gallery/1.png'))).toMatchObject({ status: 1, lines: [expect.stringContaining('gallery/1.png')] })
  mkdirSync(file('mixed'))
  copyFileSync(file('gallery/0.png'), file('mixed/a.png'))
  writeFileSync(file('mixed/b.png'), '')
  expect(await ran('search', '--gallery', file('mixed'), '--probes', file('probes'))).toMatchObject({ status: 1, said: expect.stringContaining('b.png'), lines: [expect.stringContaining('a.png'), expect.any(String)] })
})

test('errors name what is wrong and what to do', async () => {
  await expect(fingerprint.run([])).rejects.toThrow(/--help/)
  await expect(fingerprint.run(['compare', '--pairs', file('none.csv')])).rejects.toThrow(/none\.csv: cannot be read/)
  writeFileSync(file('wrong.csv'), 'only-one\n')
  await expect(fingerprint.run(['compare', '--pairs', file('wrong.csv')])).rejects.toThrow(/line 1: .*two paths/)
  await expect(fingerprint.run(['search', '--gallery', file('nowhere'), '--probes', file('probes')])).rejects.toThrow(/no such folder/)
  await expect(fingerprint.run(['extract', 'a.png', '--dpi', '72'])).rejects.toThrow(/300 to 1000/)
})
