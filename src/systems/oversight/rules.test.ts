import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'
import { suppress, suppressOne } from './rules.ts'
import { sundayOf } from './store/figures.ts'

const cells = (counts: Record<string, number>) => Object.entries(counts).map(([key, count]) => ({ key, count }))
const shown = (counts: Record<string, number>) => Object.fromEntries(suppress(cells(counts)).map((c) => [c.key, c.count]))

test.each([
  ['nothing small: all is shown', { a: 5, b: 90 }, { a: 5, b: 90 }],
  ['zero points at nobody', { a: 0, b: 90, c: 7 }, { a: 0, b: 90, c: 7 }],
  ['one small cell takes the next smallest with it', { a: 4, b: 90, c: 7 }, { a: null, b: 90, c: null }],
  ['two small cells hide each other', { a: 4, b: 90, c: 1 }, { a: null, b: 90, c: null }],
  ['a small cell alone', { a: 3 }, { a: null }],
  ['a small cell beside zero', { a: 3, b: 0 }, { a: null, b: 0 }],
])('%s', (_, counts, expected) => {
  expect(shown(counts as Record<string, number>)).toEqual(expected)
})

test('a number by itself', () => {
  expect([0, 1, 4, 5].map(suppressOne)).toEqual([0, null, null, 5])
})

test.each([['2026-11-22', '2026-11-22'], ['2026-11-21', '2026-11-15'], ['2024-03-02', '2024-02-25'], ['2027-01-01', '2026-12-27']])('the week of %s began on Sunday %s', (day, sunday) => {
  expect(sundayOf(day)).toBe(sunday)
})

test('a file runs no formula and keeps commas, quotes and lines', () => {
  expect(csvOf(['a', 'b'], [['=1+1', 'x,"y"\nz'], [-5, null]])).toBe('\uFEFFa,b\r\n\'=1+1,"x,""y""\nz"\r\n-5,\r\n')
})
