/** Arrest, release and the next duty. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageAtAct, ageOn, arrestGrounds, type ArrestReport, birthRange, checkArrest, completedYears, getArrestGround, rightsChecklist, turns } from './arrest.ts'
import type { CoverFact } from './coverFacts.ts'
import { type CustodyProgress, duties, nextDuty } from './nextDuty.ts'
import { checkReleaseStep, nextReleaseStep, releaseDelay, type ReleaseFacts, type ReleaseProgress, releaseSteps } from './release.ts'

const at = (text: string) => new Date(`${text}:00+03:00`)

describe('arrest', () => {
  const report: ArrestReport = { groundId: 'flagrante', arrestedAt: at('2026-03-01T20:00'), enteredAt: at('2026-03-01T20:30'), place: 'الكرادة', arrestedBy: 'دورية', facts: 'شوهد', birth: { date: '1990-05-05', precision: 'day' }, jurisdiction: 'federal' }
  const codes = (change: Partial<ArrestReport>) => checkArrest({ ...report, ...change }).map((f) => `${f.outcome} ${f.code.slice(8)}`)
  it.each<[string, Partial<ArrestReport>, string[]]>([
    ['in order', {}, []],
    ['entered three hours late', { enteredAt: at('2026-03-01T23:10') }, ['warn entered-late']],
    ['entered a day late', { enteredAt: at('2026-03-02T20:00') }, ['warn papers-overdue']],
    ['in the future', { arrestedAt: at('2026-03-01T21:00') }, ['block arrest-in-future']],
    ['a warrant without its number', { groundId: 'warrant' }, ['block warrant-number']],
    ['no facts', { facts: '' }, ['block arrest-facts']],
    ['no ground is written down, never refused', { groundId: 'none' }, ['warn no-ground']],
    ['a ground the law does not know', { groundId: 'order from above' }, ['block unknown-ground']],
    ['a contravention is no ground under 102(A)(1)', { offenceClass: 'C' }, ['block ground-needs-misdemeanour']],
    ['born in 2008, year alone: 17 or 18', { birth: { date: '2008-01-01', precision: 'year' } }, ['warn age-to-be-proven', 'warn juvenile-police']],
    ['eight years old', { birth: { date: '2017-05-05', precision: 'day' } }, ['warn child-not-responsible']],
    ['age unknown', { birth: undefined }, ['warn age-unknown']],
  ])('%s', (_, change, expected) => expect(codes(change)).toEqual(expected))
  it('every ground has its article', () => {
    for (const g of arrestGrounds) expect(g.article).toMatch(/^CPC \d/)
    expect(() => getArrestGround('x')).toThrow(RangeError)
  })
  it('the check-list grows for a child and a foreigner', () => {
    const ids = (band: 'adult' | 'youth', foreigner: boolean) => rightsChecklist({ band, foreigner }).map((r) => r.id)
    expect(ids('adult', false)).not.toContain('guardian')
    expect(ids('youth', true)).toEqual(expect.arrayContaining(['guardian', 'consulate']))
  })
})

describe('age', () => {
  it.each([['2008-03-01', '2026-02-28', 17], ['2008-03-01', '2026-03-01', 18], ['2008-02-29', '2026-02-27', 17], ['2008-02-29', '2026-02-28', 18], ['2008-12-31', '2026-01-01', 17]])('born %s, on %s: %i', (born, on, age) => expect(completedYears(born, on)).toBe(age))
  it('1 July is a year alone', () => {
    expect(birthRange({ date: '2008-07-01', precision: 'day' })).toEqual({ first: '2008-01-01', last: '2008-12-31' })
    expect(birthRange({ date: '2008-02-10', precision: 'month' })).toEqual({ first: '2008-02-01', last: '2008-02-29' })
    expect(ageOn({ date: '2008-07-01', precision: 'estimated' }, '2026-06-01')).toEqual({ least: 15, most: 20 })
  })
  it.each([['federal', 9, 'boy'], ['federal', 8, 'child'], ['kri', 10, 'child'], ['kri', 11, 'boy'], ['federal', 15, 'youth'], ['federal', 18, 'adult']] as const)('%s, %i years: %s', (jurisdiction, age, band) =>
    expect(ageAtAct({ date: `${2026 - age}-01-01`, precision: 'day' }, '2026-03-01', jurisdiction).band).toBe(band))
  it('turns 18 on the latest birthday the record allows', () => expect(turns({ date: '2008-07-01', precision: 'year' }, 18)).toBe('2026-12-31'))
})

describe('release', () => {
  const facts = (done: number, more: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
    progress: Object.fromEntries(releaseSteps.slice(0, done).map((s, n) => [s, at(`2026-03-01T1${n}:00`)])), otherLive: [], identityAgrees: true, signed: true, propertyItems: 0, ...more,
  })
  const codes = (step: (typeof releaseSteps)[number], given: ReleaseFacts, when = '2026-03-01T18:00') => checkReleaseStep(step, given, at(when)).map((f) => `${f.outcome} ${f.code.slice(8)}`)
  it('each step in its turn', () => {
    for (const [n, step] of releaseSteps.entries()) expect(codes(step, facts(n))).toEqual([])
    expect(nextReleaseStep(facts(6).progress)).toBeUndefined()
  })
  it.each<[string, (typeof releaseSteps)[number], ReleaseFacts, string[]]>([
    ['freed before it is checked', 'freed', facts(2), ['block release-out-of-order']],
    ['held in another case', 'checked', facts(2, { otherLive: ['2026/12'] }), ['block held-for-other']],
    ['the wrong person', 'freed', facts(3, { identityAgrees: false }), ['block wrong-person']],
    ['identity not looked at', 'checked', facts(2, { identityAgrees: undefined }), ['block identity-not-checked']],
    ['no signature', 'freed', facts(3, { signed: false }), ['block release-not-signed']],
    ['a child not fetched', 'freed', facts(3, { mustBeFetched: true }), ['block child-not-fetched']],
    ['a step twice', 'received', facts(2), ['block release-step-done']],
    ['property left in the store', 'property-returned', facts(4, { propertyItems: 2 }), ['warn property-left']],
    ['the dead are not released', 'freed', facts(3, { dead: true }), ['block release-of-dead']],
  ])('%s', (_, step, given, expected) => expect(codes(step, given)).toEqual(expected))
  it('a day late is said; a time before the step before is refused', () => {
    expect(codes('freed', facts(3), '2026-03-02T10:01')).toEqual(['warn release-delayed'])
    expect(codes('received', facts(1), '2026-03-01T09:00')).toEqual(['block release-before-step'])
    expect(releaseDelay({ ordered: at('2026-03-01T10:00') }, at('2026-03-01T12:00'))).toBe(7_200_000)
    expect(releaseDelay({}, at('2026-03-01T12:00'))).toBeUndefined()
  })
  it('only one step is ever allowed', () => {
    fc.assert(fc.property(fc.subarray([...releaseSteps]), (taken) => {
      const progress: ReleaseProgress = Object.fromEntries(taken.map((s) => [s, at('2026-03-01T10:00')]))
      const open = releaseSteps.filter((s) => checkReleaseStep(s, facts(0, { progress }), at('2026-03-01T11:00')).every((f) => f.outcome !== 'block'))
      expect(open).toEqual(nextReleaseStep(progress) === undefined ? [] : [nextReleaseStep(progress)])
    }))
  })
})

describe('next duty', () => {
  const arrest: CoverFact = { type: 'arrest', id: 'a', at: at('2026-03-01T20:00'), ground: '102' }
  const order: CoverFact = { type: 'order', id: 'o', at: at('2026-03-02T10:00'), from: at('2026-03-02T00:00'), to: at('2026-03-17T00:00') }
  const done = { questionedAt: at('2026-03-02T09:00'), examinedAt: at('2026-03-02T09:00'), familyToldAt: at('2026-03-01T21:00'), papersPresentedAt: at('2026-03-02T08:00') }
  const of = (facts: CoverFact[], more: Partial<CustodyProgress> = {}): CustodyProgress => ({ facts, band: 'adult', heldIn: 'station', jurisdiction: 'federal', ...more })
  it('after an arrest: papers, questioning, family, doctor, all within 24 hours', () => {
    const all = duties(of([arrest]), at('2026-03-01T21:00'))
    expect(all.map((d) => d.verb).sort()).toEqual(['examine', 'present-papers', 'question', 'tell-family'])
    expect(all.every((d) => d.by.getTime() === at('2026-03-02T20:00').getTime() && !d.late)).toBe(true)
  })
  it.each<[string, CustodyProgress, string, object | undefined]>([
    ['papers with the judge', of([arrest], done), '2026-03-02T09:30', { verb: 'order-or-release', role: 'investigative-judge', by: at('2026-03-02T20:00') }],
    ['an extension gives until 48 hours', of([arrest, { type: 'papers-extension', id: 'e', at: at('2026-03-02T12:00') }], { ...done, papersPresentedAt: undefined }), '2026-03-02T13:00', { verb: 'present-papers', by: at('2026-03-03T20:00') }],
    ['under an order: decide the extension by its last day', of([arrest, order], done), '2026-03-10T09:00', { verb: 'decide-extension', article: 'CPC 109(A)', by: new Date(at('2026-03-17T00:00').getTime() - 1), late: false }],
    ['the order ran out', of([arrest, order], done), '2026-03-18T09:00', { verb: 'order-or-release', late: true, by: at('2026-03-17T00:00') }],
    ['a release order', of([arrest, order, { type: 'release-order', id: 'r', at: at('2026-03-05T10:00') }], { ...done, release: { ordered: at('2026-03-05T10:00'), received: at('2026-03-05T11:00') } }), '2026-03-05T12:00', { role: 'station-commander', late: true, by: at('2026-03-05T10:00') }],
    ['a sentence', of([arrest, { type: 'sentence', id: 's', at: at('2026-03-02T10:00'), from: at('2026-03-02T10:00'), to: at('2026-09-01T12:00') }], { ...done, heldIn: 'prison' }), '2026-05-01T10:00', { verb: 'free-at-term', role: 'prison-director', by: at('2026-09-01T12:00') }],
    ['free', of([arrest, { type: 'release', id: 'r', at: at('2026-03-02T10:00') }]), '2026-03-03T10:00', undefined],
    ['no ground', of([{ ...arrest, ground: 'none' }], done), '2026-03-01T20:30', { verb: 'release', role: 'station-commander', late: true }],
  ])('%s', (_, progress, now, expected) => {
    const duty = nextDuty(progress, at(now))
    if (expected === undefined) expect(duty).toBeUndefined()
    else expect(duty).toMatchObject(expected)
  })
  it('a child goes to the juvenile police first', () => expect(nextDuty(of([arrest], { band: 'youth' }), at('2026-03-01T20:05'))).toMatchObject({ verb: 'to-juvenile-police', late: true }))
  it('the felony court’s file goes in ten days, the juvenile court’s in fifteen', () => {
    const file = (court: 'felony' | 'juvenile' | 'misdemeanour') => duties(of([], { judgment: { at: at('2026-03-01T12:00'), court } }), at('2026-03-02T00:00'))
    expect(file('felony')).toMatchObject([{ verb: 'send-file', by: new Date(at('2026-03-12T00:00').getTime() - 1) }])
    expect(file('juvenile')).toMatchObject([{ article: 'Juvenile 71', by: new Date(at('2026-03-17T00:00').getTime() - 1) }])
    expect(file('misdemeanour')).toEqual([])
  })
  it('warns of the ceiling a month ahead', () => {
    const orders = Array.from({ length: 12 }, (_, n): CoverFact => ({ type: 'order', id: `o${n}`, at: new Date(at('2026-01-01T00:00').getTime() + n * 15 * 86_400_000), from: new Date(at('2026-01-01T00:00').getTime() + n * 15 * 86_400_000), to: new Date(at('2026-01-16T00:00').getTime() + n * 15 * 86_400_000) }))
    const progress = of([{ ...arrest, at: at('2026-01-01T00:00') }, ...orders], { ...done })
    expect(duties(progress, at('2026-05-20T10:00')).map((d) => d.verb)).not.toContain('ask-felony-court')
    expect(duties(progress, at('2026-06-10T10:00'))).toEqual(expect.arrayContaining([expect.objectContaining({ verb: 'ask-felony-court', clock: 'CLK-04', by: new Date(at('2026-07-01T00:00').getTime() - 1) })]))
  })
})
