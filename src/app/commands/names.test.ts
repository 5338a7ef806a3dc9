import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { names } from './names.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-names-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, lines: readonly unknown[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))
  return path
}

async function printed(...args: string[]): Promise<string[]> {
  const out: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => { out.push(String(text)); return true })
  try {
    expect(await names.run(args)).toBe(0)
  } finally {
    spy.mockRestore()
  }
  return out.join('').trimEnd().split('\n')
}

test('compare prints a score a line', async () => {
  const pairs = file('pairs.jsonl', [{ a: 'قيس ثامر لفتة', b: 'Qais Thamer Lafta' }, '', { a: 'قيس ثامر لفتة', b: 'Majid Hamid', bornA: '1965', bornB: 1990 }, { a: '', b: 'x' }, { a: 'علي حسن', b: 'Ali Hasan', bornA: ['1965'], bornB: null }])
  const scores = (await printed('compare', '--pairs', pairs)).map(Number)
  expect(scores).toHaveLength(4)
  expect(scores[0]).toBeGreaterThan(0.9)
  expect(scores[1]).toBeLessThan(0.01)
  expect(scores[2]).toBe(0)
})

test('search prints a line a query, in the order of the queries', async () => {
  const pool = file('pool.jsonl', [{ id: 1, latin: ['Qays Thamir Lafta'] }, { id: 'two', latin: 'Majid Hamid Faris' }])
  const queries = file('queries.jsonl', [{ id: 'x', arabic: 'ماجد حامد فارس' }, { id: 7, arabic: 'قيس ثامر' }, { id: 'none', arabic: '' }])
  const lines = (await printed('search', '--pool', pool, '--queries', queries, '--top', '1')).map((line) => JSON.parse(line) as { id: unknown; results: { id: unknown; score: number }[] })
  expect(lines.map(({ id, results }) => [id, results.map((one) => one.id)])).toEqual([['x', ['two']], [7, [1]], ['none', []]])
})

test.each([
  ['a line that is no JSON', ['{"a":"x","b":"y"}', 'nonsense'], /bad\.jsonl, line 2: is not JSON/],
  ['a field of the wrong kind', [{ a: 1, b: 'x' }], /bad\.jsonl, line 1: a: /],
])('%s is named with its number, and nothing is printed', async (_, lines, message) => {
  await expect(printed('compare', '--pairs', file('bad.jsonl', lines))).rejects.toThrow(message)
})

test.each([[['compare']], [['search', '--pool', 'x']], [['what']], [['search', '--pool', 'x', '--queries', 'y', '--top', '0']], [['search', '--pool', '-', '--queries', '-']]])('%j is called wrongly', async (args) => {
  await expect(printed(...args)).rejects.toThrow(/FILE|whole number|standard input/)
})
test('a file that is not there is named', async () => {
  await expect(printed('compare', '--pairs', '/nowhere.jsonl')).rejects.toThrow('/nowhere.jsonl cannot be read: there is no such file')
})
