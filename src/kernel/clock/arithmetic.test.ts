import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { dueOf, lengthOf, stateOf, warningsOf } from './arithmetic.ts'
import { addDays, baghdadDay, endOfBaghdadDay, hourMs, isWorkingDay, startOfBaghdadDay, type EnteredDay, type WorkCalendar } from './calendar.ts'
import { clockRules, getClockRule } from './rules.ts'

const federal: WorkCalendar = { jurisdiction: 'federal', entered: [] }
const at = (text: string) => new Date(`${text}+03:00`)
const name = { ar: 'عطلة', ckb: 'پشوو', en: 'holiday' }

describe('rules', () => {
  it('there are 23, numbered without gaps, each with three languages, an article and an office outside', () => {
    expect(clockRules.map((r) => r.id)).toEqual(Array.from({ length: 23 }, (_, i) => `CLK-${String(i + 1).padStart(2, '0')}`))
    for (const rule of clockRules) {
      for (const t of [rule.name, rule.trigger]) expect(Object.values(t).every((v) => v.length > 1)).toBe(true)
      expect(rule.article).not.toBe('')
      expect(rule.escalateTo).not.toBe(rule.actor)
    }
  })
  it('an unknown id and a length that is not chosen are refused', () => {
    expect(() => getClockRule('CLK-99')).toThrow(RangeError)
    expect(() => lengthOf(getClockRule('CLK-08'))).toThrow(/contravention, misdemeanour, felony/)
    expect(() => lengthOf(getClockRule('CLK-04'))).toThrow(/computed/)
  })
})

describe('custody periods', () => {
  it.each([
    ['CLK-02', '2026-03-19T23:30:00', {}, at('2026-03-20T23:30:00')],
    ['CLK-01', '2026-03-19T00:00:00', { which: 'first' }, at('2026-03-20T00:00:00')],
    ['CLK-01', '2026-03-19T10:15:00', { which: 'extended' }, at('2026-03-21T10:15:00')],
    ['CLK-03', '2026-03-01T00:00:00', {}, endOfBaghdadDay('2026-03-15')],
    ['CLK-03', '2026-03-01T23:59:00', {}, endOfBaghdadDay('2026-03-15')],
    ['CLK-03', '2024-02-20T08:00:00', {}, endOfBaghdadDay('2024-03-05')],
    ['CLK-03', '2026-02-20T08:00:00', {}, endOfBaghdadDay('2026-03-06')],
    ['CLK-04', '2026-01-01T12:00:00', { length: { months: 6 } }, endOfBaghdadDay('2026-06-30')],
  ] as const)('%s from %s', (id, from, options, due) => expect(dueOf(getClockRule(id), at(from), options)).toEqual(due))
  it('never stretches for a weekend or holiday', () => {
    // 15 days from 6 March 2026 end on Friday 20 March, before Nowruz on Saturday.
    expect(dueOf(getClockRule('CLK-03'), at('2026-03-06T09:00:00'), { holidays: federal })).toEqual(endOfBaghdadDay('2026-03-20'))
  })
})

describe('filing periods (Civil Procedure 25)', () => {
  it.each([
    ['CLK-09', '2026-03-01T11:00:00', {}, '2026-03-31'],
    ['CLK-09', '2026-02-01T00:00:00', {}, '2026-03-03'],
    ['CLK-13', '2026-11-12T11:00:00', {}, '2026-11-19'],
    ['CLK-13', '2026-11-13T11:00:00', {}, '2026-11-22'], // the 20th is a Friday
    ['CLK-08', '2026-11-30T11:00:00', { which: 'misdemeanour' }, '2027-02-28'],
    ['CLK-08', '2027-11-30T11:00:00', { which: 'misdemeanour' }, '2028-02-29'],
    ['CLK-05', '2025-12-21T11:00:00', {}, '2026-03-22'], // Nowruz on a Saturday
    ['CLK-09', '2025-12-02T11:00:00', {}, '2026-01-04'], // New Year, then Friday and Saturday
  ] as const)('%s from %s ends on %s', (id, from, options, day) =>
    expect(dueOf(getClockRule(id), at(from), { ...options, holidays: federal })).toEqual(endOfBaghdadDay(day)))
  it('a chain of an entered feast, a weekend and a fixed holiday is stepped over', () => {
    const eid = ['2026-03-17', '2026-03-18', '2026-03-19'].map((day): EnteredDay => ({ day, name, kind: 'hijri', jurisdiction: 'both' }))
    const due = dueOf(getClockRule('CLK-13'), at('2026-03-10T09:00:00'), { holidays: { jurisdiction: 'federal', entered: eid } })
    expect(baghdadDay(due)).toBe('2026-03-22')
  })
  it('needs the working calendar', () => expect(() => dueOf(getClockRule('CLK-09'), at('2026-03-01T11:00:00'))).toThrow(/working calendar/))
  it('always ends on a working day, at its last millisecond', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
      const due = dueOf(getClockRule('CLK-09'), startOfBaghdadDay(addDays('2010-01-01', n)), { holidays: federal })
      expect(isWorkingDay(baghdadDay(due), federal)).toBe(true)
      expect(due).toEqual(endOfBaghdadDay(baghdadDay(due)))
    }))
  })
})

describe('office periods and periods counted backwards', () => {
  it('ten days to send the file end on the tenth day even on a Friday', () =>
    expect(dueOf(getClockRule('CLK-10'), at('2026-11-10T13:00:00'), { which: 'felony' })).toEqual(endOfBaghdadDay('2026-11-20')))
  it('eight clear days before a hearing', () =>
    expect(dueOf(getClockRule('CLK-06'), at('2026-03-20T09:00:00'), { which: 'felony' })).toEqual(endOfBaghdadDay('2026-03-11')))
})

describe('state', () => {
  const rule = getClockRule('CLK-02')
  const from = at('2026-03-01T08:00:00')
  const due = dueOf(rule, from)
  const after = (hours: number) => new Date(from.getTime() + hours * hourMs)
  it.each([[0, 'running', 0], [17.9, 'running', 0], [18, 'warning', 1], [22, 'warning', 2], [24, 'warning', 2], [24.001, 'missed', 2]] as const)(
    'after %d hours: %s with %d warnings', (hours, state, warnings) => expect(stateOf({ rule, from, due }, after(hours))).toMatchObject({ state, warnings }))
  it('stopped in time and stopped late', () => {
    expect(stateOf({ rule, from, due, stoppedAt: after(24) }, after(99)).state).toBe('met')
    expect(stateOf({ rule, from, due, stoppedAt: after(25) }, after(99)).state).toBe('met-late')
  })
  it('time that no article stops cannot be stopped', () =>
    expect(() => stateOf({ rule, from, due, pauses: [{ from: after(1) }] }, after(2))).toThrow(/no article/))
  it('a pause moves the due instant, overlaps count once, a pause after the end does not revive it', () => {
    const total = getClockRule('CLK-04')
    const clock = { rule: total, from, due: after(100) }
    expect(stateOf({ ...clock, pauses: [{ from: after(10), to: after(20) }, { from: after(15), to: after(30) }] }, after(50)).due).toEqual(after(120))
    expect(stateOf({ ...clock, pauses: [{ from: after(10) }] }, after(60))).toMatchObject({ state: 'paused', due: after(150) })
    expect(stateOf({ ...clock, pauses: [{ from: after(101) }] }, after(200))).toMatchObject({ state: 'missed', due: after(100) })
  })
  it('a new order starts the order clock again', () => {
    const order = getClockRule('CLK-03')
    const first = at('2026-03-01T00:00:00')
    const renewed = at('2026-03-15T10:00:00')
    const clock = { rule: order, from: first, due: dueOf(order, first), restarts: [{ at: renewed, due: dueOf(order, renewed) }] }
    expect(stateOf(clock, at('2026-03-20T00:00:00')).due).toEqual(endOfBaghdadDay('2026-03-29'))
    expect(warningsOf(order, first, dueOf(order, first)).map(baghdadDay)).toEqual(['2026-03-12', '2026-03-14'])
  })
})
