import { describe, expect, it } from 'vitest'
import { addDays, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import type { ChargeMaximum, CoverFact } from './coverFacts.ts'
import { checkOrder, latestLawfulDay, orderFact, type OrderContext, type ProposedOrder } from './orders.ts'

const at = (text: string) => new Date(`${text}+03:00`)
const arrest: CoverFact = { type: 'arrest', id: 'a', at: at('2026-03-01T20:00:00'), ground: 'warrant' }
const order: ProposedOrder = {
  name: 'علي حسين كاظم', knownAs: 'أبو حسن', surname: 'الجبوري', article: 'Penal 405', firstDay: '2026-03-02', lastDay: '2026-03-16', madeAt: at('2026-03-02T11:00:00'),
  signedBy: 'قاضي التحقيق', sealed: true, by: 'judge',
}
const felony: OrderContext = { facts: [arrest], maximum: { kind: 'life' }, band: 'adult', jurisdiction: 'federal' }
const codes = (o: Partial<ProposedOrder>, c: Partial<OrderContext> = {}) => checkOrder({ ...order, ...o }, { ...felony, ...c }).map((f) => `${f.outcome} ${f.code.slice(8)}`)
const term = (t: ChargeMaximum['term']): ChargeMaximum => ({ kind: 'term', term: t })

describe('form and length', () => {
  it('a full order of fifteen days in a felony stands', () => expect(codes({})).toEqual([]))
  it.each<[string, Partial<ProposedOrder>, string[]]>([
    ['sixteen days', { lastDay: '2026-03-17' }, ['block order-too-long']],
    ['one day', { lastDay: '2026-03-02' }, []],
    ['no known-as', { knownAs: ' ' }, ['block order-field']],
    ['no seal', { sealed: false }, ['block order-seal']],
    ['ends before it starts', { lastDay: '2026-03-01' }, ['block order-ends-before-start']],
    ['over before it is made', { firstDay: '2026-02-20', lastDay: '2026-03-01' }, ['warn order-backdated', 'block order-already-over']],
    ['from the day of arrest', { firstDay: '2026-03-01', lastDay: '2026-03-15' }, ['warn order-backdated']],
    ['begins after the arrest has run out', { firstDay: '2026-03-04', lastDay: '2026-03-10' }, ['warn order-leaves-gap']],
    ['a court’s order of thirty days', { by: 'court', lastDay: '2026-03-31' }, ['warn court-order-long']],
  ])('%s', (_, change, expected) => expect(codes(change)).toEqual(expected))
  it('names what is missing', () => expect(checkOrder({ ...order, surname: '', article: '' }, felony).map((f) => f.field)).toEqual(['surname', 'article']))
  it('made in a gap, beside a live order, after a release order, for one not held', () => {
    expect(codes({ madeAt: at('2026-03-03T08:00:00'), firstDay: '2026-03-03' })).toEqual(['warn gap-remains'])
    expect(codes({}, { facts: [arrest, { ...orderFact('o', order), at: at('2026-03-02T09:00:00') }] })).toEqual(['warn order-overlaps'])
    expect(codes({}, { facts: [arrest, { type: 'release-order', id: 'r', at: at('2026-03-02T10:00:00') }] })).toEqual(['warn gap-remains', 'warn redetention'])
    expect(codes({}, { facts: [] })).toEqual(['warn not-held'])
  })
})

describe('whether detention is allowed', () => {
  it.each<[string, ChargeMaximum, Partial<ProposedOrder>, string[]]>([
    ['capital: mandatory', { kind: 'death' }, {}, ['warn detention-mandatory']],
    ['over three years', term({ years: 3, days: 1 }), {}, []],
    ['three years: release is the rule', term({ years: 3 }), {}, ['block release-presumed']],
    ['three years with fear of flight', term({ years: 3 }), { fearOfFlight: 'هرب سابقاً' }, []],
    ['fine with harm to the investigation', { kind: 'fine' }, { harmToInvestigation: 'التأثير على الشهود' }, []],
    ['fine only', { kind: 'fine' }, {}, ['block release-presumed']],
    ['contravention', term({ months: 3 }), {}, ['block contravention']],
    ['no penalty', { kind: 'none' }, {}, ['block not-punishable']],
  ])('%s', (_, maximum, change, expected) => expect(codes(change, { maximum })).toEqual(expected))
  it('a contravention without a fixed address, within a quarter of its maximum', () => {
    expect(codes({ noFixedAddress: true, lastDay: '2026-03-10' }, { maximum: term({ months: 3 }) })).toEqual([])
    expect(codes({ noFixedAddress: true, lastDay: '2026-03-10' }, { maximum: term({ days: 10 }) })).toEqual(['block over-quarter'])
  })
  it('the investigator in a remote place: felonies only, and to the judge', () => {
    expect(codes({ by: 'investigator' })).toEqual(['warn remote-to-judge'])
    expect(codes({ by: 'investigator' }, { maximum: term({ years: 5 }) })).toEqual(['block remote-felony-only'])
  })
})

describe('children', () => {
  const youth: Partial<OrderContext> = { band: 'youth', age: 16, maximum: term({ years: 3 }), textMaximum: term({ years: 5 }) }
  const kept: Partial<ProposedOrder> = { juvenilePurpose: 'no-guarantor', juvenilePlace: 'observation-home' }
  it.each<[string, Partial<ProposedOrder>, Partial<OrderContext>, string[]]>([
    ['no guarantor, observation home', kept, youth, []],
    ['no purpose', { juvenilePlace: 'observation-home' }, youth, ['block juvenile-purpose']],
    ['with adults', { ...kept, juvenilePlace: 'with-adults' }, youth, ['block juvenile-place']],
    ['kept apart where there is no home', { ...kept, juvenilePlace: 'separated' }, youth, ['warn juvenile-separated']],
    ['contravention', kept, { ...youth, textMaximum: term({ months: 3 }) }, ['block juvenile-contravention']],
    ['capital at 16', { juvenilePlace: 'observation-home' }, { ...youth, textMaximum: { kind: 'death' } }, ['warn juvenile-capital']],
    ['capital at 14', { juvenilePlace: 'observation-home' }, { band: 'boy', age: 14, maximum: term({ years: 5 }), textMaximum: { kind: 'death' } }, ['warn juvenile-capital-fourteen']],
    ['capital at 13 without purpose', { juvenilePlace: 'observation-home' }, { band: 'boy', age: 13, maximum: term({ years: 5 }), textMaximum: { kind: 'death' } }, ['block juvenile-purpose']],
    ['a child', kept, { ...youth, band: 'child', age: 8 }, ['block child-not-responsible']],
    ['a child in the Region', kept, { ...youth, band: 'child', age: 10, jurisdiction: 'kri' }, ['block child-not-responsible']],
  ])('%s', (_, change, context, expected) => expect(codes(change, context)).toEqual(expected))
})

describe('the ceiling', () => {
  const chain = Array.from({ length: 12 }, (_, n): CoverFact => orderFact(`o${n}`, { ...order, firstDay: addDays('2026-01-01', n * 15), lastDay: addDays('2026-01-15', n * 15), madeAt: startOfBaghdadDay(addDays('2026-01-01', n * 15)) }))
  const held: Partial<OrderContext> = { facts: [{ ...arrest, at: at('2026-01-01T00:00:00') }, ...chain] }
  const last: Partial<ProposedOrder> = { firstDay: '2026-06-30', lastDay: '2026-07-10', madeAt: at('2026-06-29T10:00:00') }
  it('six months end on 30 June: the day itself may be named, the next may not', () => {
    expect(codes({ ...last, lastDay: '2026-06-30' }, held)).toEqual([])
    expect(codes(last, held)).toEqual(['block over-six-months'])
    expect(checkOrder({ ...order, ...last }, { ...felony, ...held })[0]?.params).toEqual({ last: '2026-06-30' })
    expect(latestLawfulDay({ ...order, ...last }, { ...felony, ...held })).toBe('2026-06-30')
    expect(latestLawfulDay({ ...order, ...last, firstDay: '2026-07-02' }, { ...felony, ...held })).toBeUndefined()
  })
  it('with the felony court’s permission, and for a capital charge', () => {
    const permission: CoverFact = { type: 'felony-court-permission', id: 'p', at: at('2026-06-20T10:00:00'), until: at('2026-10-01T00:00:00') }
    expect(codes(last, { ...held, facts: [...held.facts!, permission] })).toEqual([])
    expect(codes(last, { ...held, maximum: { kind: 'death' } })).toEqual(['warn detention-mandatory'])
  })
  it('the quarter binds below two years', () =>
    expect(codes({ ...last, firstDay: '2026-03-30', lastDay: '2026-04-10', madeAt: at('2026-03-30T10:00:00'), fearOfFlight: 'x' }, { facts: held.facts!.slice(0, 7), maximum: term({ years: 1 }) })).toEqual(['warn order-overlaps', 'block over-quarter']))
})
