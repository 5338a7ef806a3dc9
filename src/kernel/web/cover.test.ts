import { expect, test } from 'vitest'
import { axisMarks, coverGaps } from './cover.ts'
import type { CoverInterval } from './cover.ts'

const day = (n: number, hour = 0) => new Date(Date.UTC(2026, 10, n, hour)).toISOString()
const order = (from: string, to: string | null): CoverInterval => ({ from, to, kind: 'order', label: '' })

test.each<[string, CoverInterval[], [string, string][]]>([
  ['none at all', [], [[day(1), day(10)]]],
  ['full', [order(day(1), day(10))], []],
  ['running', [order(day(1), null)], []],
  ['touching', [order(day(1), day(4)), order(day(4), day(10))], []],
  ['a gap of an hour', [order(day(1), day(4)), order(day(4, 1), null)], [[day(4), day(4, 1)]]],
  ['overlapping and unordered', [order(day(5), day(10)), order(day(1), day(6))], []],
  ['late start', [order(day(2), null)], [[day(1), day(2)]]],
  ['ended', [order(day(1), day(8))], [[day(8), day(10)]]],
  ['one inside another', [order(day(1), day(9)), order(day(2), day(3))], [[day(9), day(10)]]],
  ['begins after the end', [order(day(12), null)], [[day(1), day(10)]]],
])('gaps: %s', (_, intervals, gaps) => {
  expect(coverGaps(intervals, day(1), day(10)).map((gap) => [gap.from, gap.to])).toEqual(gaps)
})

test('axis marks are Baghdad midnights, at most six', () => {
  const marks = axisMarks(day(1, 5), day(28, 5))
  expect(marks.length).toBeLessThanOrEqual(6)
  expect(marks.every((mark) => mark.endsWith('T21:00:00.000Z'))).toBe(true)
})
