/** Histories no one thought of: thousands of generated custodies, checked against what must always hold and against a naive reckoning. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, hourMs, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { legalCover } from './cover.ts'
import type { CoverFact } from './coverFacts.ts'

const base = startOfBaghdadDay('2026-01-01').getTime()
const hour = (n: number) => new Date(base + n * hourMs)
const hours = fc.integer({ min: 0, max: 9000 })
const kinds = ['gap', 'arrest', 'papers-extension', 'order', 'felony-court', 'court-order', 'sentence']

const anyOrder = fc.record({ at: hours, shift: fc.integer({ min: -48, max: 48 }), length: fc.integer({ min: 1, max: 500 }), court: fc.boolean() })
  .map(({ at, shift, length, court }): CoverFact => ({ type: 'order', id: '', at: hour(at), from: hour(at + shift), to: hour(at + shift + length), by: court ? 'court' : 'judge' }))
const maximum = fc.constantFrom<Extract<CoverFact, { type: 'charge' }>['maximum']>({ kind: 'death' }, { kind: 'life' }, { kind: 'term', term: { years: 5 } }, { kind: 'term', term: { months: 8 } }, { kind: 'fine' })
const anyFact: fc.Arbitrary<CoverFact> = fc.oneof(
  { weight: 5, arbitrary: anyOrder },
  fc.record({ at: hours, ground: fc.constantFrom('warrant' as const, '102' as const, '103' as const, 'none' as const) }).map(({ at, ground }): CoverFact => ({ type: 'arrest', id: '', at: hour(at), ground })),
  fc.tuple(hours, maximum).map(([at, m]): CoverFact => ({ type: 'charge', id: '', at: hour(at), maximum: m })),
  fc.tuple(hours, fc.integer({ min: 1, max: 4000 })).map(([at, n]): CoverFact => ({ type: 'felony-court-permission', id: '', at: hour(at), until: hour(at + n) })),
  fc.tuple(hours, fc.integer({ min: 1, max: 4000 })).map(([at, n]): CoverFact => ({ type: 'sentence', id: '', at: hour(at), from: hour(at), to: n > 3000 ? null : hour(at + n) })),
  fc.tuple(hours, fc.constantFrom('papers-extension', 'release-order', 'bail', 'release', 'escape', 'recapture', 'death')).map(([at, type]): CoverFact =>
    ({ type: type as 'release', id: '', at: hour(at) })),
)
/** A custody: an arrest at hour 0, then anything. Each fact gets its place as id; some facts belong to one of two cases. */
const history = fc.array(fc.tuple(anyFact, fc.constantFrom(undefined, undefined, 'A', 'B')), { maxLength: 14 }).map((rest): CoverFact[] => [
  { type: 'arrest', id: 'a', at: hour(0), ground: 'warrant' },
  ...rest.map(([f, caseRef], n): CoverFact => ({ ...f, id: `f${n}`, ...(f.type === 'arrest' || caseRef === undefined ? {} : { caseRef }) })),
])
const runs = { numRuns: 400 }

describe('every custody', () => {
  it('is divided from the arrest to now without hole or overlap, and the times add up', () => {
    fc.assert(fc.property(history, fc.integer({ min: 1, max: 10_000 }), (facts, n) => {
      const until = hour(n)
      const cover = legalCover(facts, until)
      expect(cover.intervals[0]?.from).toEqual(hour(0))
      expect(cover.intervals.at(-1)?.to).toEqual(until)
      for (const [i, interval] of cover.intervals.entries()) {
        expect(interval.to > interval.from).toBe(true)
        if (i > 0) expect(interval.from).toEqual(cover.intervals[i - 1]!.to)
        expect((interval.kind === 'gap') === (interval.reason !== undefined && interval.missing !== undefined)).toBe(true)
      }
      const length = (list: typeof cover.intervals) => list.reduce((sum, i) => sum + (i.to.getTime() - i.from.getTime()), 0)
      expect(length(cover.intervals)).toBe(until.getTime() - base)
      expect(cover.totalDetained).toBe(length(cover.intervals.filter((i) => kinds.includes(i.kind))))
      expect(cover.totalGap).toBe(length(cover.gaps))
    }), runs)
  })

  it('does not depend on the order in which facts are given', () => {
    fc.assert(fc.property(history, fc.integer({ min: 1, max: 10_000 }), (facts, n) => {
      expect(legalCover([...facts].reverse(), hour(n))).toEqual(legalCover(facts, hour(n)))
    }), runs)
  })

  it('says now what it will say later of the same time, as long as nothing new happens', () => {
    fc.assert(fc.property(history, fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 900 }), (facts, n, more) => {
      const known = facts.filter((f) => f.at <= hour(n))
      const now = legalCover(known, hour(n))
      const later = legalCover(known, hour(n + more))
      expect(later.totalGap).toBeGreaterThanOrEqual(now.totalGap)
      const end = now.status === 'covered' ? (now.coverUntil ?? hour(n + more)) : hour(n)
      const firstNewGap = later.gaps.find((g) => g.to > hour(n))
      if (now.status === 'covered' && firstNewGap !== undefined) expect(firstNewGap.from).toEqual(end)
      if (now.status === 'covered' && firstNewGap === undefined && now.coverUntil !== null) expect(hour(n + more) <= now.coverUntil).toBe(true)
    }), runs)
  })

  it('never gains a gap from one more order', () => {
    fc.assert(fc.property(history, anyOrder, fc.integer({ min: 1, max: 10_000 }), (facts, extra, n) => {
      const before = legalCover(facts, hour(n)).totalGap
      expect(legalCover([...facts, { ...extra, id: 'extra' }], hour(n)).totalGap).toBeLessThanOrEqual(before)
    }), runs)
  })

  it('never loses a gap to a release order, bail or a cancellation', () => {
    fc.assert(fc.property(history, hours, fc.constantFrom('release-order' as const, 'bail' as const), fc.integer({ min: 1, max: 10_000 }), (facts, at, type, n) => {
      const before = legalCover(facts, hour(n)).totalGap
      expect(legalCover([...facts, { type, id: 'extra', at: hour(at) }], hour(n)).totalGap).toBeGreaterThanOrEqual(before)
    }), runs)
  })
})

describe('orders alone, against a naive reckoning', () => {
  it('covers an hour exactly when the arrest, or an order made by then and not yet fifteen days old, covers it', () => {
    const orders = fc.array(anyOrder, { maxLength: 12 }).map((list) => list.map((o, n): CoverFact => ({ ...o, id: `o${n}` })))
    fc.assert(fc.property(orders, fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 20, maxLength: 40 }), (list, samples) => {
      const facts: CoverFact[] = [{ type: 'arrest', id: 'a', at: hour(0), ground: '102' }, { type: 'charge', id: 'c', at: hour(0), maximum: { kind: 'death' } }, ...list]
      const { intervals } = legalCover(facts, hour(10_000))
      for (const n of samples) {
        const naive = n < 24 || list.some((o) => {
          if (o.type !== 'order' || o.at > hour(n) || o.from > hour(n) || o.to <= hour(n)) return false
          const startDay = new Date(o.from.getTime() + 3 * hourMs).toISOString().slice(0, 10)
          return o.by === 'court' || hour(n) < startOfBaghdadDay(addDays(startDay, 15))
        })
        const found = intervals.find((i) => i.from <= hour(n) && hour(n) < i.to)
        expect(found?.kind !== 'gap', `hour ${n}`).toBe(naive)
      }
    }), { numRuns: 300 })
  })

  it('a judge’s orders never cover more than six months without the felony court, unless the charge is capital', () => {
    const orders = fc.array(anyOrder, { minLength: 5, maxLength: 25 }).map((list) => list.map((o, n): CoverFact => ({ ...o, id: `o${n}`, by: 'judge' } as CoverFact)))
    fc.assert(fc.property(orders, (list) => {
      const cover = legalCover([{ type: 'arrest', id: 'a', at: hour(0), ground: '102' }, ...list], hour(10_000))
      const last = cover.intervals.findLast((i) => i.kind === 'order')
      if (last !== undefined) expect(last.to <= startOfBaghdadDay('2026-07-01')).toBe(true)
    }), { numRuns: 200 })
  })
})
