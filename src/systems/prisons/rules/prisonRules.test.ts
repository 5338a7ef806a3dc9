import { describe, expect, it } from 'vitest'
import { blocking } from '#kernel/words/finding.ts'
import { checkClosing, type Incident, overdueDuties, whoMustBeTold } from './incident.ts'
import { type AdmissionBlocks, checkReception, type CommitmentOrder } from './reception.ts'
import { checkRelease, releaseDue, type ReleaseFacts } from './releaseDue.ts'
import { type Counted, type OnRoll, reconcile } from './roll.ts'

const now = new Date('2026-11-22T08:00:00Z')
const codes = (found: readonly { code: string }[]) => found.map((f) => f.code)

describe('reception', () => {
  const order: CommitmentOrder = { kind: 'imprisonment-memorandum', number: '12', court: 'c', personId: 'p', article: 'Penal 443', measure: '7y', startsOn: '2026-11-01', daysAlreadyHeld: 0, signed: true, sealed: true }
  const blocks: AdmissionBlocks = { identity: 'x', commitment: 'x', arrest: 'x', admittedAt: now, injuriesAndComplaints: '', property: 'none', family: 'none', emergencyContact: 'x' }
  it.each<[string, CommitmentOrder | undefined, string[]]>([
    ['a complete memorandum', order, []],
    ['no order', undefined, ['prisons.reception-no-order']],
    ['another person’s order', { ...order, personId: 'q' }, ['prisons.reception-other-person']],
    ['no time already held', { ...order, daysAlreadyHeld: undefined }, ['prisons.reception-order-field-missing']],
    ['no article and no start', { ...order, article: ' ', startsOn: undefined }, ['prisons.reception-order-field-missing', 'prisons.reception-order-field-missing']],
    ['a detention order without end', { ...order, kind: 'detention-order' }, ['prisons.reception-order-field-missing']],
    ['a detention order that ends this very instant', { ...order, kind: 'detention-order', endsAt: now }, ['prisons.reception-order-expired']],
    ['a detention order unsigned', { ...order, kind: 'detention-order', endsAt: new Date('2026-11-23'), signed: false }, ['prisons.reception-order-unsigned']],
    ['a memorandum unsealed only warns', { ...order, sealed: false }, []],
  ])('%s', (_, given, expected) => expect(codes(blocking(checkReception('p', given, blocks, now)))).toEqual(expected))

  it('warns of each block left empty, and never blocks for it', () => {
    const found = checkReception('p', order, {}, now)
    expect(found).toHaveLength(8)
    expect(blocking(found)).toEqual([])
  })

  it('sends injuries on', () => {
    expect(codes(checkReception('p', order, { ...blocks, injuriesAndComplaints: 'bruises on the back' }, now))).toEqual(['prisons.reception-tell-of-injuries'])
  })
})

describe('incidents', () => {
  const death: Incident = { kind: 'death', occurredAt: now, foreigner: false, told: {} }
  it('names those outside', () => {
    expect(whoMustBeTold('death', false).map((d) => d.recipient)).toEqual(['investigative-judge', 'prosecutor', 'forensic-medicine', 'inspector', 'family'])
    expect(whoMustBeTold('death', true).at(-1)?.recipient).toBe('consulate')
    expect(whoMustBeTold('escape', true).some((d) => d.recipient === 'consulate')).toBe(false)
  })
  it('counts hours from the incident', () => {
    expect(overdueDuties(death, now)).toEqual([])
    expect(overdueDuties(death, new Date(now.getTime() + 1)).map((f) => f.field)).toEqual(['investigative-judge', 'prosecutor', 'forensic-medicine', 'family'])
    expect(overdueDuties(death, new Date(now.getTime() + 24 * 3_600_000 + 1))).toHaveLength(5)
  })
  it('is not closed before those named by law are told', () => {
    expect(blocking(checkClosing(death)).map((f) => f.field)).toEqual(['investigative-judge', 'prosecutor'])
    const told = { 'investigative-judge': now, prosecutor: now, 'forensic-medicine': now, inspector: now, family: now }
    expect(codes(checkClosing({ ...death, told }))).toEqual(['prisons.incident-no-death-certificate', 'prisons.incident-remains'])
    expect(checkClosing({ ...death, told, deathCertificate: '7', remainsHandedTo: 'brother' })).toEqual([])
  })
})

describe('the roll', () => {
  const roll: OnRoll[] = [{ custodyId: 'a', cellId: '1' }, { custodyId: 'b', cellId: '1' }, { custodyId: 'c', cellId: '2', out: 'court' }]
  it.each<[string, Counted[], Partial<ReturnType<typeof reconcile>>]>([
    ['agrees', [{ custodyId: 'b', cellId: '1' }, { custodyId: 'a', cellId: '1' }], { agrees: true, expected: 2, counted: 2 }],
    ['nobody counted', [], { agrees: false, missing: ['a', 'b'], counted: 0 }],
    ['one too many', [{ custodyId: 'a', cellId: '1' }, { custodyId: 'b', cellId: '1' }, { custodyId: 'z', cellId: '1' }], { agrees: false, extra: ['z'] }],
    ['in another cell', [{ custodyId: 'a', cellId: '2' }, { custodyId: 'b', cellId: '1' }], { agrees: false, misplaced: [{ custodyId: 'a', rollCell: '1', countedCell: '2' }] }],
    ['at court, yet inside', [{ custodyId: 'a', cellId: '1' }, { custodyId: 'b', cellId: '1' }, { custodyId: 'c', cellId: '2' }], { agrees: false, insideThoughOut: ['c'], extra: [], misplaced: [] }],
    ['counted twice hides nobody', [{ custodyId: 'a', cellId: '1' }, { custodyId: 'a', cellId: '1' }], { agrees: false, countedTwice: ['a'], missing: ['b'], counted: 1 }],
  ])('%s', (_, count, expected) => expect(reconcile(roll, count)).toMatchObject(expected))
  it('an empty prison agrees with an empty count', () => expect(reconcile([], []).agrees).toBe(true))
})

describe('release', () => {
  const noon = new Date('2026-11-22T09:00:00Z')
  it.each<[string, Date | null, string, ReturnType<typeof releaseDue>]>([
    ['the morning of the day', noon, '2026-11-22T08:59:59Z', { state: 'today', hoursOver: 0, daysLeft: 0 }],
    ['noon itself', noon, '2026-11-22T09:00:00Z', { state: 'today', hoursOver: 0, daysLeft: 0 }],
    ['a millisecond after noon', noon, '2026-11-22T09:00:00.001Z', { state: 'overdue', hoursOver: 0, daysLeft: 0 }],
    ['the next midnight in Baghdad', noon, '2026-11-22T21:00:00Z', { state: 'overdue', hoursOver: 12, daysLeft: -1 }],
    ['just before midnight of the day before', noon, '2026-11-21T20:59:59Z', { state: 'this-week', hoursOver: 0, daysLeft: 1 }],
    ['seven days', noon, '2026-11-15T09:00:00Z', { state: 'this-week', hoursOver: 0, daysLeft: 7 }],
    ['eight days', noon, '2026-11-14T09:00:00Z', { state: 'later', hoursOver: 0, daysLeft: 8 }],
    ['no end', null, '2026-11-14T09:00:00Z', { state: 'no-end', hoursOver: 0 }],
  ])('%s', (_, endsAt, at, due) => expect(releaseDue(endsAt, new Date(at))).toEqual(due))

  const facts: ReleaseFacts = { ground: 'sentence-served', endsAt: noon, otherLiveOrders: [], identityConfirmed: true }
  it.each<[string, Partial<ReleaseFacts>, string, string[], string[]]>([
    ['at noon', {}, '2026-11-22T09:00:00Z', [], []],
    ['in the morning of the last day', {}, '2026-11-22T06:00:00Z', ['prisons.release-before-noon'], []],
    ['the day before', {}, '2026-11-21T12:00:00Z', ['prisons.release-before-end'], ['prisons.release-before-end']],
    ['two hours late', {}, '2026-11-22T11:00:00Z', ['prisons.release-overdue'], []],
    ['another order', { otherLiveOrders: ['55'] }, '2026-11-22T09:00:00Z', ['prisons.release-other-order'], ['prisons.release-other-order']],
    ['no end known', { endsAt: null }, '2026-11-22T09:00:00Z', ['prisons.release-no-end'], ['prisons.release-no-end']],
    ['wrong person', { identityConfirmed: false }, '2026-11-22T09:00:00Z', ['prisons.release-identity'], ['prisons.release-identity']],
    ['acquitted without number', { ground: 'acquittal' }, '2026-11-20T09:00:00Z', ['prisons.release-no-order'], ['prisons.release-no-order']],
    ['acquitted', { ground: 'acquittal', orderNumber: '9' }, '2026-11-20T09:00:00Z', [], []],
    ['conditional, not told', { ground: 'conditional-release', orderNumber: '9' }, '2026-11-20T09:00:00Z', ['prisons.release-conditions-untold'], ['prisons.release-conditions-untold']],
  ])('%s', (_, change, at, all, blocks) => {
    const found = checkRelease({ ...facts, ...change }, new Date(at))
    expect(codes(found)).toEqual(all)
    expect(codes(blocking(found))).toEqual(blocks)
  })
})
