import { describe, expect, it } from 'vitest'
import { hourMs } from '#kernel/clock/calendar.ts'
import { legalCover } from './cover.ts'
import type { ChargeMaximum, CoverFact } from './coverFacts.ts'

const at = (text: string) => new Date(`${text.length === 10 ? `${text}T00:00:00` : `${text}:00`}+03:00`)
const arrest = (when: string, ground: 'warrant' | '102' | '103' | 'none' = 'warrant', caseRef?: string): CoverFact => ({ type: 'arrest', id: `arrest-${when}`, at: at(when), ground, caseRef })
/** An order by its first and last day. */
const order = (id: string, made: string, first: string, afterLast: string, more: Partial<Extract<CoverFact, { type: 'order' }>> = {}): CoverFact =>
  ({ type: 'order', id, at: at(made), from: at(first), to: at(afterLast), ...more })
const charge = (when: string, maximum: ChargeMaximum): CoverFact => ({ type: 'charge', id: `charge-${when}`, at: at(when), maximum })
const shape = (facts: CoverFact[], until: string) =>
  legalCover(facts, at(until)).intervals.map((i) => `${i.kind}${i.reason === undefined ? '' : `:${i.reason}`} ${(i.to.getTime() - i.from.getTime()) / hourMs}`)

/** Orders of fifteen days one after another from a day, `count` of them. */
function chain(first: string, count: number): CoverFact[] {
  const start = at(first).getTime()
  return Array.from({ length: count }, (_, n): CoverFact => {
    const from = new Date(start + n * 15 * 24 * hourMs)
    return { type: 'order', id: `o${n}`, at: from, from, to: new Date(from.getTime() + 15 * 24 * hourMs) }
  })
}

describe('arrest and the first papers', () => {
  it('covers 24 hours, then nothing', () =>
    expect(shape([arrest('2026-03-01T20:00')], '2026-03-03T00:00')).toEqual(['arrest 24', 'gap:papers-due 4']))
  it('is covered to the last millisecond before 24 hours', () => {
    expect(legalCover([arrest('2026-03-01T20:00')], at('2026-03-02T20:00'))).toMatchObject({ status: 'gap', coverUntil: at('2026-03-02T20:00') })
    expect(legalCover([arrest('2026-03-01T20:00')], new Date(at('2026-03-02T20:00').getTime() - 1)).status).toBe('covered')
  })
  it('one extension reaches 48 hours, a second gives nothing', () => {
    const more = (id: string, when: string): CoverFact => ({ type: 'papers-extension', id, at: at(when) })
    expect(shape([arrest('2026-03-01T20:00'), more('e1', '2026-03-02T18:00'), more('e2', '2026-03-03T18:00')], '2026-03-04T00:00'))
      .toEqual(['arrest 24', 'papers-extension 24', 'gap:papers-due-again 4'])
  })
  it('a late extension leaves its own gap', () =>
    expect(shape([arrest('2026-03-01T20:00'), { type: 'papers-extension', id: 'e', at: at('2026-03-02T23:00') }], '2026-03-03T20:00')).toEqual(['arrest 24', 'gap:papers-due 3', 'papers-extension 21']))
  it('an arrest without a ground covers nothing', () =>
    expect(legalCover([arrest('2026-03-01T20:00', 'none')], at('2026-03-01T21:00')).intervals).toMatchObject([{ kind: 'gap', reason: 'no-ground', missing: 'release', article: 'CPC 92, 106' }]))
  it('writing the arrest again gives no new 24 hours', () =>
    expect(shape([arrest('2026-03-01T20:00', '102'), arrest('2026-03-02T19:00', '102')], '2026-03-03T00:00')).toEqual(['arrest 24', 'gap:papers-due 4']))
  it('a warrant in another case, executed in custody, covers its own 24 hours', () =>
    expect(shape([arrest('2026-03-01T20:00', '102', 'A'), arrest('2026-03-02T19:00', 'warrant', 'B')], '2026-03-03T20:00')).toEqual(['arrest 23', 'arrest 24', 'gap:papers-due 1']))
  it('the true time of arrest counts, however late it was entered', () => {
    const late: CoverFact = { type: 'arrest', id: 'a', at: at('2026-03-01T08:00'), ground: '103', recordedAt: at('2026-03-02T07:00') }
    expect(legalCover([late], at('2026-03-02T07:30')).coverUntil).toEqual(at('2026-03-02T08:00'))
  })
})

describe('detention orders', () => {
  it('names the order over the arrest, and ends at the midnight after its last day', () => {
    const facts = [arrest('2026-03-01T20:00'), order('o1', '2026-03-02T11:00', '2026-03-01', '2026-03-16')]
    expect(shape(facts, '2026-03-17')).toEqual(['arrest 15', 'order 325', 'gap:order-expired 24'])
    expect(legalCover(facts, at('2026-03-05')).coverUntil).toEqual(at('2026-03-16'))
    expect(legalCover(facts, at('2026-03-02T12:00')).intervals.at(-1)).toMatchObject({ factId: 'o1', also: ['arrest-2026-03-01T20:00'] })
  })
  it('cannot cover time before it was made', () =>
    expect(shape([arrest('2026-03-01T20:00'), order('o1', '2026-03-03T11:00', '2026-03-01', '2026-03-10')], '2026-03-04')).toEqual(['arrest 24', 'gap:papers-due 15', 'order 13']))
  it('covers fifteen days and not one more, first day counted', () =>
    expect(shape([arrest('2026-03-01T08:00'), order('o1', '2026-03-01T10:00', '2026-03-01T10:00', '2026-03-21')], '2026-03-22'))
      .toEqual(['arrest 2', 'order 350', 'gap:order-too-long 120', 'gap:order-expired 24']))
  it('orders that overlap leave no gap, orders a day apart leave a day', () => {
    const first = [arrest('2026-03-01T08:00'), order('o1', '2026-03-01T08:00', '2026-03-01', '2026-03-16')]
    expect(legalCover([...first, order('o2', '2026-03-14T09:00', '2026-03-14', '2026-03-29')], at('2026-03-29')).gaps).toEqual([])
    expect(shape([...first, order('o2', '2026-03-16T09:00', '2026-03-17', '2026-03-30')], '2026-03-18')).toEqual(['order 352', 'gap:order-expired 24', 'order 24'])
  })
  it('a cancelled order covers until its cancellation', () =>
    expect(shape([arrest('2026-03-01T08:00'), order('o1', '2026-03-01T08:00', '2026-03-01', '2026-03-16'), { type: 'order-cancelled', id: 'c', at: at('2026-03-05T08:00'), orderId: 'o1' }], '2026-03-06T08:00'))
      .toEqual(['order 96', 'gap:order-cancelled 24']))
})

describe('the ceiling (CPC 109(C))', () => {
  const start = [arrest('2026-01-01'), ...chain('2026-01-01', 30)]
  const reached = (more: CoverFact[], until = '2027-03-20') => legalCover([...start, ...more], at(until)).gaps[0]
  it.each<[string, CoverFact[], string | undefined, string | undefined]>([
    ['no charge yet: six months', [], '2026-07-01', 'six-months'],
    ['felony: six months', [charge('2026-01-01', { kind: 'life' })], '2026-07-01', 'six-months'],
    ['one year: a quarter is three months', [charge('2026-01-01', { kind: 'term', term: { years: 1 } })], '2026-04-01', 'quarter'],
    ['six months: 1 month 15 days', [charge('2026-01-01', { kind: 'term', term: { months: 6 } })], '2026-02-16', 'quarter'],
    ['two years: both are six months', [charge('2026-01-01', { kind: 'term', term: { years: 2 } })], '2026-07-01', 'quarter'],
    ['capital: none', [charge('2026-01-01', { kind: 'death' })], undefined, undefined],
  ])('%s', (_, more, end, reason) => {
    const gap = reached(more)
    expect(gap?.from).toEqual(end === undefined ? undefined : at(end))
    expect(gap?.reason).toBe(reason)
  })
  it('a graver charge lifts the quarter, a lighter one brings it down at once', () => {
    const light = charge('2026-01-01', { kind: 'term', term: { years: 1 } })
    expect(reached([light, charge('2026-03-01', { kind: 'term', term: { years: 7 } })])).toMatchObject({ from: at('2026-07-01'), reason: 'six-months' })
    expect(reached([charge('2026-01-01', { kind: 'death' }), charge('2026-08-01', { kind: 'term', term: { years: 5 } })])).toMatchObject({ from: at('2026-08-01'), reason: 'six-months' })
    expect(reached([light, charge('2026-03-01', { kind: 'death' })])).toBeUndefined()
  })
  it('the felony court lifts six months to the quarter, until its permission ends', () => {
    const seven = charge('2026-01-01', { kind: 'term', term: { years: 7 } })
    const permit = (until: string): CoverFact => ({ type: 'felony-court-permission', id: 'p', at: at('2026-06-20'), until: at(until) })
    expect(reached([seven, permit('2026-09-01')])).toMatchObject({ from: at('2026-09-01'), reason: 'six-months', missing: 'felony-court-permission' })
    expect(reached([charge('2026-01-01', { kind: 'term', term: { years: 3 } }), permit('2027-01-01')])).toMatchObject({ from: at('2026-10-01'), reason: 'quarter' })
    const kinds = legalCover([...start, seven, permit('2026-09-01')], at('2026-08-20')).intervals.map((i) => i.kind)
    expect(kinds.indexOf('felony-court')).toBeGreaterThan(kinds.lastIndexOf('order'))
    expect(legalCover([...start, seven, permit('2026-09-01')], at('2026-08-20')).intervals.find((i) => i.kind === 'felony-court')?.from).toEqual(at('2026-07-01'))
  })
  it('time away does not count', () => {
    const away: CoverFact[] = [{ type: 'escape', id: 'x', at: at('2026-02-01') }, { type: 'recapture', id: 'r', at: at('2026-03-01') }]
    expect(reached(away)?.from).toEqual(at('2026-07-29'))
  })
  it('shows its working', () => {
    const [ceiling] = legalCover([...start, charge('2026-01-01', { kind: 'term', term: { years: 1 } })], at('2026-02-01')).ceilings
    expect(ceiling).toMatchObject({ caseRef: null, startedAt: at('2026-01-01'), limitedBy: 'quarter', detained: 31 * 24 * hourMs, allowed: 90 * 24 * hourMs, reachedAt: at('2026-04-01') })
  })
})

describe('release, sentence, escape, death', () => {
  const held = [arrest('2026-03-01T08:00'), order('o1', '2026-03-01T08:00', '2026-03-01', '2026-03-16')]
  it('a release order ends cover at that moment, and the reason stays after the order would have ended', () =>
    expect(shape([...held, { type: 'release-order', id: 'r', at: at('2026-03-10T12:00') }], '2026-03-20T12:00')).toEqual(['order 220', 'gap:release-ordered 240']))
  it('a release order in one case leaves the other case’s order standing', () => {
    const facts: CoverFact[] = [arrest('2026-03-01T08:00'), order('oA', '2026-03-01T08:00', '2026-03-01', '2026-03-16', { caseRef: 'A' }),
      order('oB', '2026-03-09T08:00', '2026-03-09', '2026-03-20', { caseRef: 'B' }), { type: 'release-order', id: 'r', at: at('2026-03-10T12:00'), caseRef: 'A' }]
    expect(legalCover(facts, at('2026-03-20')).gaps).toEqual([])
  })
  it('an order made after the release order covers again (CPC 111)', () =>
    expect(shape([...held, { type: 'release-order', id: 'r', at: at('2026-03-10T12:00') }, order('o2', '2026-03-10T15:00', '2026-03-10', '2026-03-20')], '2026-03-11T15:00'))
      .toEqual(['order 220', 'gap:release-ordered 3', 'order 24']))
  it('bail given: release at once', () =>
    expect(shape([...held, { type: 'bail', id: 'b', at: at('2026-03-10T12:00') }, { type: 'release', id: 'r', at: at('2026-03-10T14:00'), onBail: true }], '2026-03-12T14:00'))
      .toEqual(['order 220', 'gap:bail-given 2', 'bail 48']))
  it('running out of cover is never release', () => {
    const cover = legalCover(held, at('2026-06-01'))
    expect(cover).toMatchObject({ status: 'gap', coverUntil: at('2026-03-16') })
    expect(cover.totalDetained).toBe(at('2026-06-01').getTime() - at('2026-03-01T08:00').getTime())
  })
  it('who walked free needs a new paper', () =>
    expect(shape([...held, { type: 'release', id: 'r', at: at('2026-03-05T08:00') }, arrest('2026-03-06T08:00', 'none')], '2026-03-06T10:00')).toEqual(['order 96', 'released 24', 'gap:no-ground 2']))
  it('a sentence covers to noon of its last day', () =>
    expect(shape([...held, { type: 'sentence', id: 's', at: at('2026-03-15T10:00'), from: at('2026-03-15T10:00'), to: at('2026-04-15T12:00') }], '2026-04-15T13:00'))
      .toEqual(['order 338', 'sentence 746', 'gap:sentence-ended 1']))
  it('a sentence without an end has no coverUntil', () =>
    expect(legalCover([...held, { type: 'sentence', id: 's', at: at('2026-03-15T10:00'), from: at('2026-03-15T10:00'), to: null }], at('2026-05-01'))).toMatchObject({ status: 'covered', coverUntil: null }))
  it('escape and recapture', () =>
    expect(shape([...held, { type: 'escape', id: 'e', at: at('2026-03-15T08:00') }, { type: 'recapture', id: 'r', at: at('2026-03-20T08:00') }], '2026-03-21T10:00'))
      .toEqual(['order 336', 'escaped 120', 'arrest 24', 'gap:papers-due 2']))
  it('death ends the story', () =>
    expect(shape([...held, { type: 'death', id: 'd', at: at('2026-03-05T08:00') }, { type: 'release', id: 'r', at: at('2026-03-06T08:00') }], '2026-03-07T08:00')).toEqual(['order 96', 'dead 48']))
  it('before any arrest there is nothing', () => expect(legalCover([], at('2026-03-01'))).toMatchObject({ status: 'away', intervals: [], coverUntil: null }))
})
