/**
 * When a sentence ends, with the working. Pure: papers in, days out. Sources: Penal Code 87-93, 142-149; CPC 281-284, 294-299, 331-337;
 * Juvenile Welfare Law 67-69, 81-84.
 */
import { addDays, type Day, dayMs, daysBetween, noonOf, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { blocking, note } from '#kernel/words/finding.ts'
import { conditionalRelease, schoolMoves } from './conditionalRelease.ts'
import { buildChains, type Chain } from './sentenceChain.ts'
import { addAbsences, countDays, creditDetention, fineDays, grantRemission, warnOtherDetention } from './sentenceCredit.ts'
import { type Executable, selectExecutable } from './sentenceSelection.ts'
import { addStep, type ConditionalRelease, type RemissionRule, type Sentence, type SentenceInput, type SentenceResult, type Working } from './sentenceTypes.ts'

/** Kinds of remission known to the platform. The statute texts read contain none, so none is on. */
export const defaultRemissionRules: readonly RemissionRule[] = [
  { key: 'good-conduct', enabled: false, article: 'Law 14/2018', confidence: 'U' },
  { key: 'special-pardon', enabled: false, article: 'CPC 306', confidence: 'U' },
  { key: 'amnesty', enabled: false, article: 'Law 27/2016', confidence: 'U' },
]

/** One chain once everything is taken off and added. `end` is the first day of freedom, without detention for unpaid fines. */
interface ServedChain {
  chain: Chain
  end: Day
  credited: number
}

const nothing: ConditionalRelease = { eligibleOn: null, why: 'prisons.conditional.nothing-to-serve', article: 'CPC 331', confidence: 'T' }

/**
 * Computes the last day and the instant of release (noon in Baghdad, CPC 294) of everything a person must serve.
 * Dates are Baghdad days, money whole dinars. Never throws for papers that are wrong: what is missing comes back in `warnings`,
 * of which the blocking ones mean that no date could be given.
 */
export function computeSentence(input: SentenceInput): SentenceResult {
  const working: Working = { steps: [], warnings: [] }
  const detention = input.detention ?? []
  const { kept, suspendedUntil } = selectExecutable(input.sentences, working)
  const base = { suspendedUntil, steps: working.steps, warnings: working.warnings, schoolMoves: [] }
  const death = kept.find((k) => k.sentence.kind === 'death')
  if (death !== undefined) return { ...base, ...condemned(death.sentence, working) }
  const known = new Set(input.sentences.map((s) => s.id))
  const chains = buildChains(kept, known, detention, working)
  warnOtherDetention(chains, detention, working)
  if (blocking(working.warnings).length > 0) return { ...base, ...empty() }
  if (chains.length === 0) return { ...base, ...finesOnly(input, working) }
  const served = chains.map((chain) => serve(chain, input, working))
  return { ...base, ...finish(served, input, working), schoolMoves: moves(served, input) }
}

function empty(): Omit<SentenceResult, 'suspendedUntil' | 'steps' | 'warnings' | 'schoolMoves'> {
  return { startsOn: null, lastDay: null, endsAt: null, endsAtIfFinesPaid: null, releaseAtOnce: false, creditedDays: 0, conditionalRelease: nothing }
}

function condemned(sentence: Sentence, working: Working): ReturnType<typeof empty> {
  addStep(working, { textKey: 'prisons.sentence.step.death', params: { sentence: sentence.id }, article: 'CPC 285', confidence: 'T' })
  return { ...empty(), startsOn: sentence.startsOn ?? sentence.judgmentDate, conditionalRelease: { ...nothing, why: 'prisons.conditional.death' } }
}

/** A fine alone: the detention already spent comes off the fine; nobody is set an end by a fine that was not turned into detention. */
function finesOnly(input: SentenceInput, working: Working): ReturnType<typeof empty> {
  const credited = countDays(input.detention ?? [])
  const days = fineDays(input.fines ?? [], credited, working)
  return { ...empty(), creditedDays: credited, releaseAtOnce: days === 0 }
}

function serve(chain: Chain, input: SentenceInput, working: Working): ServedChain {
  const credited = creditDetention(chain, input.detention ?? [], working)
  const remitted = grantRemission(input.remissions ?? [], input.remissionRules ?? defaultRemissionRules, working)
  const absent = addAbsences(chain, input.absences ?? [], working)
  return { chain, credited, end: addDays(chain.end, absent - credited - remitted) }
}

function finish(served: readonly ServedChain[], input: SentenceInput, working: Working): ReturnType<typeof empty> {
  const longest = served.reduce((a, b) => (b.end > a.end ? b : a))
  const startsOn = served.reduce((first, s) => (s.chain.start < first ? s.chain.start : first), longest.chain.start)
  const excess = Math.max(0, daysBetween(longest.end, longest.chain.start))
  const fines = fineDays(input.fines ?? [], excess, working)
  const custodyEnd = longest.end < longest.chain.start ? longest.chain.start : longest.end
  const end = addDays(custodyEnd, fines)
  const done = end <= longest.chain.start
  if (done) working.warnings.push(note('prisons.sentence-served-already', 'CPC 284', 'T'))
  const lastDay = done ? longest.chain.start : addDays(end, -1)
  const endsAt = releaseInstant(longest, lastDay, working)
  addStep(working, { textKey: 'prisons.sentence.step.noon', params: { lastDay }, article: 'CPC 294', confidence: 'T', to: lastDay })
  const eligible = done ? nothing : conditionalRelease(
    { start: longest.chain.start, end: custodyEnd, total: longest.chain.total, creditedDays: longest.credited,
      sentences: longest.chain.members.map((m) => m.sentence), revokedBefore: input.conditionalReleaseRevoked ?? false }, working)
  return {
    startsOn, lastDay, endsAt, releaseAtOnce: done, creditedDays: longest.credited, conditionalRelease: eligible,
    endsAtIfFinesPaid: fines === 0 ? endsAt : noonOf(custodyEnd <= longest.chain.start ? longest.chain.start : addDays(custodyEnd, -1)),
  }
}

/** Noon of the last day; a sentence of one day alone ends 24 hours after it began (CPC 294 B). */
function releaseInstant(served: ServedChain, lastDay: Day, working: Working): Date {
  const [only, ...others] = served.chain.members
  const oneDay = others.length === 0 && only !== undefined && isOneDay(only) && lastDay === served.chain.start
  if (!oneDay || served.credited > 0) return noonOf(lastDay)
  const from = only.sentence.startsAt
  addStep(working, { textKey: 'prisons.sentence.step.one-day', params: {}, article: 'CPC 294(B)', confidence: 'T' })
  if (from === undefined) working.warnings.push(note('prisons.sentence-hour-unknown', 'CPC 294(B)', 'T', { field: 'startsAt' }))
  return new Date((from ?? startOfBaghdadDay(lastDay)).getTime() + dayMs)
}

function isOneDay(k: Executable): boolean {
  return k.term.years === 0 && k.term.months === 0 && k.term.days === 1
}

function moves(served: readonly ServedChain[], input: SentenceInput): SentenceResult['schoolMoves'] {
  const { birthDate } = input
  if (birthDate === undefined) return []
  return served.flatMap((s) => {
    const kinds = s.chain.members.map((m) => m.sentence.kind)
    const school = kinds.includes('boys-school') || kinds.includes('youths-school')
    return school ? schoolMoves(birthDate, s.chain.start, s.end, kinds.includes('boys-school')) : []
  })
}
