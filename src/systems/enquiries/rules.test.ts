import { expect, test } from 'vitest'
import { lockMinutes, proves } from './rules.ts'

test('locks grow: 15 minutes, doubled, 16 hours at most', () => {
  expect([0, 1, 2, 6, 7, 50].map(lockMinutes)).toEqual([15, 30, 60, 960, 960, 960])
})

const name = (mother?: string) => ({ mother }) as never
const person = (mother: string | undefined, date: string | null) => ({ names: [name(mother)], birth: { date, precision: date ? 'day' : 'unknown' } }) as never
test.each([
  ['the whole name and the year', 'فاطمة حسين', 1990, person('فاطمة حسين', '1990-03-14'), true],
  ['another spelling of the same letters', 'فاطمه', 1990, person('فاطمة حسين', '1990-03-14'), true],
  ['the second name alone', 'حسين', 1990, person('فاطمة حسين', '1990-03-14'), false],
  ['another year', 'فاطمة', 1991, person('فاطمة حسين', '1990-03-14'), false],
  ['nothing on record of the mother', 'فاطمة', 1990, person(undefined, '1990-03-14'), false],
  ['nothing on record of the birth', 'فاطمة', 1990, person('فاطمة', null), false],
  ['nobody', 'فاطمة', 1990, undefined, false],
])('%s', (_, mother, birthYear, of, expected) => {
  expect(proves({ mother, birthYear }, of as never)).toBe(expected)
})
