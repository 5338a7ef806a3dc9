import { expect, test } from 'vitest'
import { dueChecks, lastWeeks, weekOf, type LastCheck } from './upkeep.ts'

const at = (text: string) => new Date(`${text}+03:00`)
const passed = (look: LastCheck['look'], when: string, ok = true): LastCheck => ({ look, at: at(when), passed: ok })
const scanner = { kind: 'single', state: 'in-use' }

test.each<[string, object, LastCheck[], string, string[]]>([
  ['never checked', {}, [], '2026-11-22T08:00', ['empty', 'finger']],
  ['both passed today', {}, [passed('empty', '2026-11-22T07:00'), passed('finger', '2026-11-22T07:01')], '2026-11-22T23:59', []],
  ['a minute after midnight', {}, [passed('empty', '2026-11-22T23:59'), passed('finger', '2026-11-22T07:01')], '2026-11-23T00:01', ['empty']],
  ['failed today', {}, [passed('empty', '2026-11-22T07:00', false), passed('finger', '2026-11-22T07:01')], '2026-11-22T08:00', ['empty']],
  ['a finger thirty days ago', {}, [passed('empty', '2026-11-22T07:00'), passed('finger', '2026-10-23T07:00')], '2026-11-22T08:00', []],
  ['a finger thirty-one days ago', {}, [passed('empty', '2026-11-22T07:00'), passed('finger', '2026-10-22T23:00')], '2026-11-22T08:00', ['finger']],
  ['a target a leap year ago', {}, [passed('empty', '2028-12-01T07:00'), passed('finger', '2028-12-01T07:00'), passed('bars', '2027-12-01T07:00')], '2028-12-01T08:00', ['bars']],
  ['a target the day before', {}, [passed('empty', '2028-11-30T07:00'), passed('finger', '2028-11-30T07:00'), passed('bars', '2027-12-01T07:00')], '2028-11-30T08:00', []],
  ['out of order', { state: 'out-of-order' }, [], '2026-11-22T08:00', []],
  ['a camera', { kind: 'camera' }, [], '2026-11-22T08:00', []],
])('%s', (_, more, last, now, due) => { expect(dueChecks({ ...scanner, ...more }, last, at(now))).toEqual(due) })

test.each([
  ['2026-11-22T00:00', '2026-11-22'], ['2026-11-21T23:59', '2026-11-15'], ['2026-11-28T23:59', '2026-11-22'], ['2027-01-01T12:00', '2026-12-27'], ['2028-02-29T12:00', '2028-02-27'],
])('%s is in the week of %s', (when, week) => { expect(weekOf(at(when))).toBe(week) })

test('weeks end with the present one', () => { expect(lastWeeks(4, at('2026-11-24T09:00'))).toEqual(['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22']) })
