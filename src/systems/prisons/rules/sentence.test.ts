import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '#kernel/clock/calendar.ts'
import { computeSentence } from './sentence.ts'
import type { Sentence, SentenceInput, SentenceKind } from './sentenceTypes.ts'

let made = 0

/** 'temporary 7y 6m 3d from 2024-01-01' and the like. */
function sentence(kind: SentenceKind, length: string, from: string | undefined, more: Partial<Sentence> = {}): Sentence {
  const part = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(length)?.[1] ?? 0)
  made += 1
  return {
    id: `s${made}`, kind, years: part('y'), months: part('m'), days: part('d'), article: 'Penal 443',
    judgmentDate: from ?? '2024-01-01', startsOn: from, ...more,
  }
}

interface Case {
  name: string
  input: SentenceInput
  lastDay: string | null
  eligibleOn?: string | null
  why?: string
  warns?: string[]
}

const one = (kind: SentenceKind, length: string, from: string, more: Partial<Sentence> = {}): SentenceInput => ({ sentences: [sentence(kind, length, from, more)] })

const lengths: Case[] = [
  { name: 'one year: the first day counts', input: one('simple-detention', '1y', '2024-01-10'), lastDay: '2025-01-09' },
  { name: 'one year across 29 February', input: one('simple-detention', '1y', '2023-03-01'), lastDay: '2024-02-29' },
  { name: 'one year begun on 29 February', input: one('simple-detention', '1y', '2024-02-29'), lastDay: '2025-02-27', warns: ['prisons.sentence-month-end'] },
  { name: 'four years begun on 29 February', input: one('strict-detention', '4y', '2024-02-29'), lastDay: '2028-02-28' },
  { name: 'one year begun on 28 February of a leap year', input: one('simple-detention', '1y', '2024-02-28'), lastDay: '2025-02-27' },
  { name: 'one month from 31 January, common year', input: one('simple-detention', '1m', '2025-01-31'), lastDay: '2025-02-27', warns: ['prisons.sentence-month-end'] },
  { name: 'one month from 31 January, leap year', input: one('simple-detention', '1m', '2024-01-31'), lastDay: '2024-02-28', warns: ['prisons.sentence-month-end'] },
  { name: 'one month from 1 February', input: one('simple-detention', '1m', '2025-02-01'), lastDay: '2025-02-28' },
  { name: 'three months from 30 November', input: one('simple-detention', '3m', '2024-11-30'), lastDay: '2025-02-27', warns: ['prisons.sentence-month-end'] },
  { name: 'six months from 15 August', input: one('simple-detention', '6m', '2024-08-15'), lastDay: '2025-02-14' },
  { name: 'thirty days', input: one('simple-detention', '30d', '2024-02-01'), lastDay: '2024-03-01' },
  { name: 'two days', input: one('simple-detention', '2d', '2024-12-31'), lastDay: '2025-01-01' },
  { name: 'seven years, six months, ten days', input: one('temporary', '7y 6m 10d', '2020-05-05'), lastDay: '2027-11-14' },
  { name: 'life is twenty years', input: one('life', '', '2010-06-15'), lastDay: '2030-06-14' },
  { name: 'life ignores a written term', input: one('life', '99y', '2010-06-15'), lastDay: '2030-06-14' },
  { name: 'fifteen years', input: one('temporary', '15y', '2011-01-01'), lastDay: '2025-12-31' },
  { name: 'begun on 1 January of the year 2000', input: one('temporary', '10y', '2000-01-01'), lastDay: '2009-12-31' },
]

const held = (from: string, to: string, sentenceIds?: string[]) => ({ from, to, sentenceIds })

const credits: Case[] = [
  { name: 'ten days credited', input: { ...one('simple-detention', '1y', '2024-01-10'), detention: [held('2023-12-31', '2024-01-09')] }, lastDay: '2024-12-30' },
  { name: 'a single day held counts one', input: { ...one('simple-detention', '1y', '2024-01-10'), detention: [held('2023-06-01', '2023-06-01')] }, lastDay: '2025-01-08' },
  { name: 'the day of the move is not counted twice', input: { ...one('simple-detention', '1y', '2024-01-10'), detention: [held('2024-01-01', '2024-01-10')] }, lastDay: '2024-12-31' },
  { name: 'overlapping spans count each day once', input: { ...one('simple-detention', '1y', '2024-01-10'), detention: [held('2023-12-01', '2023-12-10'), held('2023-12-05', '2023-12-12')] }, lastDay: '2024-12-28', warns: ['prisons.sentence-detention-overlap'] },
  { name: 'a span inside another adds nothing', input: { ...one('simple-detention', '1y', '2024-01-10'), detention: [held('2023-12-01', '2023-12-10'), held('2023-12-03', '2023-12-04')] }, lastDay: '2024-12-30', warns: ['prisons.sentence-detention-overlap'] },
  { name: 'adjoining spans', input: { ...one('simple-detention', '1y', '2024-01-10'), detention: [held('2023-12-01', '2023-12-05'), held('2023-12-06', '2023-12-10')] }, lastDay: '2024-12-30' },
  { name: 'a span written backwards counts nothing', input: { ...one('simple-detention', '1y', '2024-01-10'), detention: [held('2023-12-10', '2023-12-01')] }, lastDay: '2025-01-09' },
  { name: 'detention for another matter is not credited', input: { ...one('simple-detention', '1y', '2024-01-10'), detention: [held('2023-12-01', '2023-12-10', ['other'])] }, lastDay: '2025-01-09', warns: ['prisons.sentence-detention-other-matter'] },
  { name: 'detention longer than the sentence', input: { ...one('simple-detention', '1m', '2024-01-10'), detention: [held('2023-01-01', '2023-12-31')] }, lastDay: '2024-01-10', warns: ['prisons.sentence-served-already'] },
  { name: 'detention exactly the sentence', input: { ...one('simple-detention', '10d', '2024-01-11'), detention: [held('2024-01-01', '2024-01-10')] }, lastDay: '2024-01-11', warns: ['prisons.sentence-served-already'] },
  { name: 'one day left', input: { ...one('simple-detention', '10d', '2024-01-11'), detention: [held('2024-01-02', '2024-01-10')] }, lastDay: '2024-01-11' },
  { name: 'no start, but in detention at judgment', input: { sentences: [sentence('simple-detention', '1y', undefined, { judgmentDate: '2024-03-01' })], detention: [held('2024-02-21', '2024-03-05')] }, lastDay: '2025-02-19' },
  { name: 'no start and at liberty at judgment', input: { sentences: [sentence('simple-detention', '1y', undefined)] }, lastDay: null, warns: ['prisons.sentence-start-missing'] },
]

const chain = (a: Sentence, b: Sentence, more: Partial<SentenceInput> = {}): SentenceInput => ({ sentences: [a, b], ...more })
const s = sentence

const several: Case[] = [
  { name: 'two sentences follow one another', input: chain(s('strict-detention', '2y', '2024-01-01'), s('simple-detention', '6m', undefined)), lastDay: '2026-06-30' },
  { name: 'a later memorandum date does not make them run together', input: chain(s('strict-detention', '2y', '2024-01-01'), s('simple-detention', '6m', '2024-05-01')), lastDay: '2026-06-30' },
  { name: 'the order of the papers does not matter', input: chain(s('simple-detention', '6m', '2024-05-01'), s('strict-detention', '2y', '2024-01-01')), lastDay: '2026-06-30' },
  { name: 'a sentence begun after the first had ended starts on its own day', input: chain(s('simple-detention', '6m', '2020-01-01'), s('simple-detention', '6m', '2024-01-01')), lastDay: '2024-06-30' },
  { name: 'twenty and ten years: twenty-five', input: chain(s('life', '', '2010-01-01'), s('temporary', '10y', undefined)), lastDay: '2034-12-31', warns: ['prisons.sentence-ceiling-applied'] },
  { name: 'exactly twenty-five years is not cut', input: chain(s('temporary', '15y', '2010-01-01'), s('temporary', '10y', undefined)), lastDay: '2034-12-31' },
  { name: 'credit comes off after the ceiling', input: chain(s('temporary', '15y', '2010-01-01'), s('temporary', '15y', undefined), { detention: [held('2009-12-22', '2009-12-31')] }), lastDay: '2034-12-21', warns: ['prisons.sentence-ceiling-applied'] },
  { name: 'linked offences: the heaviest alone', input: chain(s('strict-detention', '3y', '2024-01-01', { linkedGroup: 'g' }), s('temporary', '7y', '2024-01-01', { linkedGroup: 'g' })), lastDay: '2030-12-31' },
  { name: 'linked, same kind: the longest alone', input: chain(s('temporary', '6y', '2024-01-01', { linkedGroup: 'g' }), s('temporary', '8y', '2024-01-01', { linkedGroup: 'g' })), lastDay: '2031-12-31' },
  { name: 'imprisonment swallows earlier detention', input: chain(s('temporary', '6y', '2024-01-01'), s('strict-detention', '3y', undefined, { offenceDate: '2023-05-01' })), lastDay: '2029-12-31' },
  { name: 'detention for a later offence is added', input: chain(s('temporary', '6y', '2024-01-01'), s('strict-detention', '3y', undefined, { offenceDate: '2024-05-01', judgmentDate: '2024-09-01' })), lastDay: '2032-12-31' },
  { name: 'only as much as the imprisonment is swallowed', input: chain(s('temporary', '6y', '2024-01-01'), s('strict-detention', '8y', undefined, { offenceDate: '2023-05-01' })), lastDay: '2031-12-31' },
  { name: 'unknown day of the offence: added and said', input: chain(s('temporary', '6y', '2024-01-01'), s('strict-detention', '1y', undefined)), lastDay: '2030-12-31', warns: ['prisons.sentence-offence-date-unknown'] },
  { name: 'ordered to run together', input: chain(s('strict-detention', '2y', '2024-01-01'), s('strict-detention', '3y', '2024-01-01', { concurrent: true })), lastDay: '2026-12-31', warns: ['prisons.sentence-concurrent-adult'] },
  { name: 'after a sentence that is not in the papers', input: { sentences: [s('simple-detention', '6m', '2024-01-01', { consecutiveTo: 'nowhere' })] }, lastDay: null, warns: ['prisons.sentence-chain-broken'] },
  { name: 'suspended: nothing to execute', input: one('simple-detention', '1y', '2024-01-01', { suspended: true }), lastDay: null },
  { name: 'suspension revoked', input: one('simple-detention', '1y', '2025-01-01', { suspended: true, judgmentDate: '2024-01-01', suspensionRevokedOn: '2024-12-20' }), lastDay: '2025-12-31' },
  { name: 'no length', input: one('simple-detention', '', '2024-01-01'), lastDay: null, warns: ['prisons.sentence-no-length'] },
  { name: 'three years in the boys school twice: five', input: chain(s('boys-school', '3y', '2024-01-01'), s('boys-school', '3y', undefined)), lastDay: '2028-12-31', warns: ['prisons.sentence-ceiling-applied'] },
  { name: 'juvenile measures ordered together run together', input: chain(s('boys-school', '3y', '2024-01-01'), s('boys-school', '2y', '2024-01-01', { concurrent: true })), lastDay: '2026-12-31' },
]

const fine = (amountIqd: number, paidIqd: number, defaultDays: number) => [{ id: 'f1', amountIqd, paidIqd, defaultDays }]

const changes: Case[] = [
  { name: 'an unpaid fine adds its detention', input: { ...one('simple-detention', '6m', '2024-01-01'), fines: fine(500_000, 0, 30) }, lastDay: '2024-07-30' },
  { name: 'half paid: half the detention, part days fall away', input: { ...one('simple-detention', '6m', '2024-01-01'), fines: fine(500_000, 250_000, 31) }, lastDay: '2024-07-15' },
  { name: 'a paid fine adds nothing', input: { ...one('simple-detention', '6m', '2024-01-01'), fines: fine(500_000, 500_000, 30) }, lastDay: '2024-06-30' },
  { name: 'detention beyond the sentence pays the fine', input: { ...one('simple-detention', '10d', '2024-01-11'), detention: [held('2023-12-22', '2024-01-10')], fines: fine(500_000, 0, 10) }, lastDay: '2024-01-11', warns: ['prisons.sentence-fine-credit-rate', 'prisons.sentence-served-already'] },
  { name: 'detention beyond the sentence pays part of the fine', input: { ...one('simple-detention', '10d', '2024-01-11'), detention: [held('2023-12-27', '2024-01-10')], fines: fine(500_000, 0, 10) }, lastDay: '2024-01-15', warns: ['prisons.sentence-fine-credit-rate'] },
  { name: 'remission that nobody switched on is ignored', input: { ...one('simple-detention', '1y', '2024-01-01'), remissions: [{ rule: 'good-conduct', days: 30, decidedOn: '2024-05-01' }] }, lastDay: '2024-12-31', warns: ['prisons.sentence-remission-off'] },
  { name: 'remission switched on', input: { ...one('simple-detention', '1y', '2024-01-01'), remissions: [{ rule: 'x', days: 30, decidedOn: '2024-05-01' }], remissionRules: [{ key: 'x', enabled: true, article: 'Law X', confidence: 'U' }] }, lastDay: '2024-12-01' },
  { name: 'ten days of escape: nine were lost', input: { ...one('simple-detention', '1y', '2024-01-01'), absences: [{ from: '2024-03-01', to: '2024-03-11', reason: 'escape' }] }, lastDay: '2025-01-09', warns: ['prisons.sentence-absence-added'] },
  { name: 'escaped and back the same day: nothing lost', input: { ...one('simple-detention', '1y', '2024-01-01'), absences: [{ from: '2024-03-01', to: '2024-03-01', reason: 'escape' }] }, lastDay: '2024-12-31' },
  { name: 'begun before the judgment', input: one('simple-detention', '1y', '2024-01-01', { judgmentDate: '2024-02-01' }), lastDay: '2024-12-31', warns: ['prisons.sentence-start-before-judgment'] },
  { name: 'life for kidnapping after CPA Order 31', input: one('life', '', '2010-01-01', { article: 'Penal 421' }), lastDay: '2029-12-31', warns: ['prisons.sentence-life-until-death', 'prisons.conditional-release-doubtful'] },
]

const conditional: Case[] = [
  { name: 'four years: three quarters', input: one('strict-detention', '4y', '2021-01-01'), lastDay: '2024-12-31', eligibleOn: '2024-01-01', why: 'prisons.conditional.three-quarters' },
  { name: 'seven months: six months served', input: one('simple-detention', '7m', '2024-01-01'), lastDay: '2024-07-31', eligibleOn: '2024-07-01', why: 'prisons.conditional.six-months' },
  { name: 'six months: over before the day comes', input: one('simple-detention', '6m', '2024-01-01'), lastDay: '2024-06-30', eligibleOn: null, why: 'prisons.conditional.too-short' },
  { name: 'twenty-five years: five years left', input: chain(s('temporary', '15y', '2010-01-01'), s('temporary', '10y', undefined)), lastDay: '2034-12-31', eligibleOn: '2030-01-01', why: 'prisons.conditional.five-years-left' },
  { name: 'credit counts as served', input: { ...one('strict-detention', '4y', '2021-01-01'), detention: [held('2020-12-22', '2020-12-31')] }, lastDay: '2024-12-21', eligibleOn: '2023-12-22', why: 'prisons.conditional.three-quarters' },
  { name: 'juvenile: two thirds', input: one('youths-school', '3y', '2022-01-01'), lastDay: '2024-12-31', eligibleOn: '2024-01-01', why: 'prisons.conditional.two-thirds' },
  { name: 'revoked before', input: { ...one('strict-detention', '4y', '2021-01-01'), conditionalReleaseRevoked: true }, lastDay: '2024-12-31', eligibleOn: null, why: 'prisons.conditional.revoked' },
  { name: 'excluded offence', input: one('temporary', '7y', '2021-01-01', { article: 'Penal 353(1)' }), lastDay: '2027-12-31', eligibleOn: null, why: 'prisons.conditional.excluded' },
  { name: 'already past on arrival: the first day', input: { ...one('simple-detention', '1y', '2024-01-01'), detention: [held('2023-01-15', '2023-12-31')] }, lastDay: '2024-01-15', eligibleOn: '2024-01-01', why: 'prisons.conditional.three-quarters' },
]

describe.each([['lengths', lengths], ['credit', credits], ['several sentences', several], ['changes', changes], ['conditional release', conditional]])('%s', (_, cases) => {
  it.each(cases)('$name', ({ input, lastDay, eligibleOn, why, warns }) => {
    const result = computeSentence(input)
    expect(result.lastDay).toBe(lastDay)
    expect(result.endsAt?.toISOString() ?? null).toBe(lastDay === null ? null : `${lastDay}T09:00:00.000Z`)
    expect(result.warnings.map((w) => w.code).toSorted()).toEqual((warns ?? []).toSorted())
    if (eligibleOn !== undefined) expect(result.conditionalRelease.eligibleOn).toBe(eligibleOn)
    if (why !== undefined) expect(result.conditionalRelease.why).toBe(why)
  })
})

describe('particular answers', () => {
  it('ends 24 hours after the hour it began', () => {
    const startsAt = new Date('2024-05-05T11:30:00Z')
    expect(computeSentence(one('simple-detention', '1d', '2024-05-05', { startsAt })).endsAt).toEqual(new Date('2024-05-06T11:30:00Z'))
    const unknown = computeSentence(one('simple-detention', '1d', '2024-05-05'))
    expect(unknown.endsAt).toEqual(new Date('2024-05-05T21:00:00Z'))
    expect(unknown.warnings.map((w) => w.code)).toEqual(['prisons.sentence-hour-unknown'])
  })

  it('gives a death sentence no end', () => {
    const result = computeSentence(one('death', '', '2024-05-05'))
    expect(result).toMatchObject({ endsAt: null, lastDay: null, startsOn: '2024-05-05', releaseAtOnce: false, conditionalRelease: { eligibleOn: null, why: 'prisons.conditional.death' } })
  })

  it('gives no date at all while one sentence has no start, even if another has', () => {
    const result = computeSentence(chain(s('strict-detention', '2y', undefined), s('simple-detention', '1m', '2024-01-01', { concurrent: true })))
    expect(result.endsAt).toBeNull()
    expect(result.releaseAtOnce).toBe(false)
  })

  it('never takes a sentence without length for one that is served', () => {
    expect(computeSentence(one('simple-detention', '', '2024-01-01')).releaseAtOnce).toBe(false)
  })

  it('says when a suspended sentence is spent', () => {
    const result = computeSentence(one('simple-detention', '1y', '2024-02-29', { suspended: true }))
    expect(result.suspendedUntil).toEqual([{ sentenceId: result.suspendedUntil[0]?.sentenceId, until: '2027-02-28' }])
  })

  it('shows the end without the unpaid fine', () => {
    const result = computeSentence({ ...one('simple-detention', '6m', '2024-01-01'), fines: fine(500_000, 0, 30) })
    expect(result.endsAtIfFinesPaid).toEqual(new Date('2024-06-30T09:00:00Z'))
  })

  it('sets a fine off against detention when nothing else was imposed', () => {
    const result = computeSentence({ sentences: [], detention: [held('2024-01-01', '2024-01-04')], fines: fine(200_000, 0, 20) })
    expect(result).toMatchObject({ releaseAtOnce: true, creditedDays: 4, endsAt: null })
  })

  it('names the moves between the schools', () => {
    const result = computeSentence({ ...one('boys-school', '5y', '2024-06-01'), birthDate: '2010-02-03' })
    expect(result.schoolMoves.map((m) => [m.on, m.to])).toEqual([['2025-02-03', 'youths-school'], ['2028-02-03', 'young-adults-school']])
  })

  it('shows its working in order, each line with its article', () => {
    const { steps } = computeSentence({ ...one('life', '', '2010-06-15'), detention: [held('2010-06-01', '2010-06-14')] })
    expect(steps.map((step) => [step.order, step.textKey, step.article])).toEqual([
      [1, 'prisons.sentence.step.start', 'Penal 90'],
      [2, 'prisons.sentence.step.life', 'Penal 87'],
      [3, 'prisons.sentence.step.credit', 'CPC 295'],
      [4, 'prisons.sentence.step.noon', 'CPC 294'],
      [5, 'prisons.sentence.step.conditional', 'CPC 331'],
    ])
  })
})

describe('for every sentence', () => {
  const start = fc.integer({ min: 0, max: 12_000 }).map((n) => addDays('2000-01-01', n))
  const length = fc.record({ years: fc.integer({ min: 1, max: 15 }), months: fc.integer({ min: 0, max: 11 }), days: fc.integer({ min: 0, max: 29 }) })
  const end = (from: string, term: { years: number; months: number; days: number }, held = 0) => computeSentence({
    sentences: [{ id: 's', kind: 'temporary', article: 'Penal 443', judgmentDate: from, startsOn: from, ...term }],
    detention: held === 0 ? [] : [{ from: addDays(from, -held), to: addDays(from, -1) }],
  }).lastDay ?? ''

  it('a later start never ends earlier', () => fc.assert(fc.property(start, length, (from, term) => end(from, term) <= end(addDays(from, 1), term))))
  it('each day held takes exactly one day off', () => fc.assert(fc.property(start, length, fc.integer({ min: 1, max: 300 }), (from, term, held) => daysBetween(end(from, term, held), end(from, term)) === held)))
  it('two sentences never end before the longer one, nor after 25 years', () => fc.assert(fc.property(start, length, length, (from, a, b) => {
    const both = computeSentence({ sentences: [
      { id: 'a', kind: 'temporary', article: 'Penal 443', judgmentDate: from, startsOn: from, ...a },
      { id: 'b', kind: 'temporary', article: 'Penal 443', judgmentDate: from, startsOn: from, ...b },
    ] }).lastDay ?? ''
    return both >= end(from, a) && both >= end(from, b) && both < addDays(from, 25 * 366)
  })))
})
