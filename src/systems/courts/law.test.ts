import { describe, expect, it } from 'vitest'
import { ageOn, boundsOf, checkPanel, classOfOffence, daysHeld, planSentences, type Imposed } from './law.ts'

const at = new Date('2026-11-22T09:00:00+03:00')
const custody = (o: Partial<Imposed>): Imposed => ({ kind: 'temporary', years: 0, months: 0, days: 0, suspended: false, concurrent: false, linkedGroup: null, ...o })
const plan = (list: Imposed[], credit = 0) => planSentences(list, '2026-11-22', at, credit).map((p) => [p.index, p.to?.toISOString() ?? null, p.creditDays, p.served])

describe('sentences on the calendar', () => {
  it.each([
    ['seven years end at noon of the last day', [custody({ years: 7 })], 0, [[0, '2033-11-21T09:00:00.000Z', 0, false]]],
    ['detention comes off', [custody({ years: 7 })], 78, [[0, '2033-09-04T09:00:00.000Z', 78, false]]],
    ['life is twenty years', [custody({ kind: 'life' })], 0, [[0, '2046-11-21T09:00:00.000Z', 0, false]]],
    ['death has no end', [custody({ kind: 'death' })], 30, [[0, null, 0, false]]],
    ['one after another, the detention off the first', [custody({ years: 6 }), custody({ kind: 'strict-detention', years: 2 })], 10, [[0, '2032-11-11T09:00:00.000Z', 10, false], [1, '2034-11-11T09:00:00.000Z', 0, false]]],
    ['together where the judgment says so', [custody({ years: 7 }), custody({ years: 6, concurrent: true })], 0, [[0, '2033-11-21T09:00:00.000Z', 0, false], [1, '2032-11-21T09:00:00.000Z', 0, false]]],
    ['of linked offences the heaviest', [custody({ years: 6, linkedGroup: 'a' }), custody({ years: 10, linkedGroup: 'a' })], 0, [[1, '2036-11-21T09:00:00.000Z', 0, false]]],
    ['twenty-five years at most', [custody({ years: 15 }), custody({ years: 15 })], 0, [[0, '2041-11-21T09:00:00.000Z', 0, false], [1, '2051-11-21T09:00:00.000Z', 0, false]]],
    ['a suspended sentence and a fine are not served', [custody({ kind: 'strict-detention', months: 6, suspended: true }), custody({ kind: 'fine' })], 0, []],
    ['detention that reaches the sentence', [custody({ kind: 'simple-detention', months: 1 })], 60, [[0, '2026-11-22T09:00:00.000Z', 30, true]]],
    ['29 February', [custody({ kind: 'strict-detention', years: 1, months: 3, days: 7 })], 0, [[0, '2028-02-28T09:00:00.000Z', 0, false]]],
  ])('%s', (_, list, credit, expected) => expect(plan(list, credit)).toEqual(expected))

  it('one day begun in the afternoon lasts twenty-four hours', () => {
    const afternoon = new Date('2026-11-22T15:00:00+03:00')
    expect(planSentences([custody({ kind: 'simple-detention', days: 1 })], '2026-11-22', afternoon, 0)[0]!.to).toEqual(new Date('2026-11-23T15:00:00+03:00'))
  })
})

describe('days held', () => {
  const span = (from: string, to: string) => ({ from: new Date(`${from}+03:00`), to: new Date(`${to}+03:00`) })
  it.each([
    ['both ends count, the day of judgment does not', [span('2026-11-01T23:30', '2026-11-22T09:00')], 21],
    ['a day in two spans counts once', [span('2026-11-01T08:00', '2026-11-01T10:00'), span('2026-11-01T20:00', '2026-11-02T01:00')], 2],
    ['an end at midnight does not touch the day after', [span('2026-11-01T08:00', '2026-11-03T00:00')], 2],
    ['nothing', [], 0],
  ])('%s', (_, spans, days) => expect(daysHeld(spans, '2026-11-22')).toBe(days))
})

describe('what the catalogue says', () => {
  it('of classes', () => {
    expect(classOfOffence({ offenceCode: 'PC-406' }, 'federal')).toBe('felony')
    expect(classOfOffence({ offenceCode: 'PC-446' }, 'federal')).toBe('misdemeanour')
  })
  it('of bounds, for an adult and for a child', () => {
    const o = { jurisdiction: 'federal' as const, aggravated: false, recidivist: false }
    expect(boundsOf({ offenceCode: 'PC-405' }, { ...o, age: 30 })).toMatchObject({ cls: 'felony', juvenile: null })
    expect(boundsOf({ offenceCode: 'PC-405' }, { ...o, age: 16 })?.juvenile).toMatchObject({ article: 'Juvenile 77(2)', least: 60, most: 180 })
    expect(boundsOf({ offenceCode: 'no such' }, { ...o, age: 30 })).toBeUndefined()
  })
  it('of ages', () => {
    expect(ageOn({ date: '2008-11-23', precision: 'day' }, '2026-11-22')).toBe(17)
    expect(ageOn({ date: '2008-11-22', precision: 'day' }, '2026-11-22')).toBe(18)
    expect(ageOn({ date: '2008-01-01', precision: 'year' }, '2026-11-22')).toBe(17)
    expect(ageOn({ precision: 'unknown' }, '2026-11-22')).toBeUndefined()
  })
  it('of the panel', () => {
    expect(checkPanel('felony-court', ['A']).map((f) => [f.code, f.outcome])).toEqual([['courts.members-missing', 'block']])
    expect(checkPanel('felony-court', ['A', 'B']).map((f) => [f.code, f.outcome])).toEqual([['courts.panel-of-three', 'warn']])
    expect(checkPanel('felony-court', ['A', 'B', 'C'])).toEqual([])
    expect(checkPanel('misdemeanour-court', ['A'])).toEqual([])
  })
})

describe('the floor of a text', () => {
  it.each([
    ['PC-406', {}, 'death'], ['PC-405', {}, 'temporary'], ['PC-446', {}, 'none'], ['PC-443', { attempt: true }, 'none'],
  ])('%s %o: %s', (offenceCode, more, least) => {
    expect(boundsOf({ offenceCode, ...more }, { jurisdiction: 'federal', age: 30, aggravated: false, recidivist: false })?.leastKind).toBe(least)
  })
})
