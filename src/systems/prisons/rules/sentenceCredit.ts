/** What shortens or lengthens a sentence once it stands on the calendar. */
import { addDays, type Day, daysBetween } from '#kernel/clock/calendar.ts'
import { note } from '#kernel/words/finding.ts'
import { fineAfterDetention } from '#systems/offences/public.ts'
import type { Chain } from './sentenceChain.ts'
import { addStep, type Absence, type DetentionSpan, type Fine, type GrantedRemission, type RemissionRule, type Working } from './sentenceTypes.ts'

/** IQD that the fines law takes off for each day of detention (CPC 298). Press source; the sum is the offences system's. */
export const fineCreditPerDayIqd = 1_000_000_000 - fineAfterDetention(1_000_000_000, 1)

/**
 * Number of different days in the spans, both ends counted, each day once, none on or after `before`.
 * A span that ends before it begins counts nothing.
 */
export function countDays(spans: readonly { from: Day; to: Day }[], before?: Day): number {
  const last = before === undefined ? undefined : addDays(before, -1)
  const clipped = spans
    .map((s) => ({ from: s.from, to: last !== undefined && s.to > last ? last : s.to }))
    .filter((s) => s.from <= s.to)
    .toSorted((a, b) => a.from.localeCompare(b.from))
  let count = 0
  let covered: Day | undefined
  for (const s of clipped) {
    const from = covered !== undefined && covered >= s.from ? addDays(covered, 1) : s.from
    if (from > s.to) continue
    count += daysBetween(from, s.to) + 1
    covered = s.to
  }
  return count
}

/**
 * Detention before the sentence comes off its length (Penal 90, CPC 295), however short and whichever place it was in.
 * Only detention for the offence convicted of counts. Returns the days credited to this chain.
 */
export function creditDetention(chain: Chain, detention: readonly DetentionSpan[], working: Working): number {
  const executed = new Set(chain.members.map((m) => m.sentence.id))
  const own = new Set(chain.members.flatMap((m) => m.creditIds))
  const spans = detention.filter((d) => d.sentenceIds === undefined || d.sentenceIds.some((id) => own.has(id)))
  if (spans.some((d) => d.sentenceIds !== undefined && !d.sentenceIds.some((id) => executed.has(id)))) {
    working.warnings.push(note('prisons.sentence-linked-credit', 'CPC 295', 'U'))
  }
  const days = countDays(spans, chain.start)
  const counted = spans.reduce((sum, d) => sum + countDays([d], chain.start), 0)
  if (counted > days) working.warnings.push(note('prisons.sentence-detention-overlap', 'CPC 295', 'T', { params: { days: counted - days } }))
  if (days > 0) addStep(working, { textKey: 'prisons.sentence.step.credit', params: { days }, article: 'CPC 295', confidence: 'T', days: -days })
  return days
}

/** Names the detention that belongs to none of the executed sentences and so is not credited. */
export function warnOtherDetention(chains: readonly Chain[], detention: readonly DetentionSpan[], working: Working): void {
  const own = new Set(chains.flatMap((c) => c.members.flatMap((m) => m.creditIds)))
  for (const d of detention) {
    if (d.sentenceIds === undefined || d.sentenceIds.some((id) => own.has(id))) continue
    working.warnings.push(note('prisons.sentence-detention-other-matter', 'Penal 90', 'T', { params: { from: d.from, to: d.to } }))
  }
}

/** Days the sentence stood still. The day of leaving and the day of return were days in custody and are not added. */
export function addAbsences(chain: Chain, absences: readonly Absence[], working: Working): number {
  const inner = absences.filter((a) => a.from >= chain.start).map((a) => ({ from: addDays(a.from, 1), to: addDays(a.to, -1) }))
  const days = countDays(inner)
  if (days > 0) {
    addStep(working, { textKey: 'prisons.sentence.step.absence', params: { days }, article: 'CPC 283', confidence: 'U', days })
    working.warnings.push(note('prisons.sentence-absence-added', 'CPC 283', 'U', { params: { days } }))
  }
  return days
}

/** Days remitted by rules that an administrator has switched on; the others are named and not counted. */
export function grantRemission(granted: readonly GrantedRemission[], rules: readonly RemissionRule[], working: Working): number {
  let days = 0
  for (const g of granted) {
    const rule = rules.find((r) => r.key === g.rule)
    if (rule === undefined || !rule.enabled) {
      working.warnings.push(note('prisons.sentence-remission-off', rule?.article ?? 'CPC 283', 'U', { params: { rule: `prisons.remission.${g.rule}`, days: g.days } }))
      continue
    }
    days += g.days
    addStep(working, { textKey: 'prisons.sentence.step.remission', params: { rule: `prisons.remission.${g.rule}`, days: g.days, decided: g.decidedOn }, article: rule.article, confidence: rule.confidence, days: -g.days })
  }
  return days
}

/**
 * Detention owed for unpaid fines (CPC 298, 299): days of detention beyond the sentence come off the fines in turn,
 * and what remains of each fine leaves the same share of its detention. Part days fall away.
 * @param excessDays days of detention beyond the sentence.
 */
export function fineDays(fines: readonly Fine[], excessDays: number, working: Working): number {
  let excess = excessDays
  let total = 0
  for (const fine of fines) {
    const unpaid = Math.max(0, fine.amountIqd - fine.paidIqd)
    const used = Math.min(excess, Math.ceil(unpaid / fineCreditPerDayIqd))
    excess -= used
    const left = fineAfterDetention(unpaid, used)
    if (used > 0) {
      addStep(working, { textKey: 'prisons.sentence.step.fine-credit', params: { fine: fine.id, days: used, amount: used * fineCreditPerDayIqd }, article: 'CPC 298', confidence: 'P' })
      working.warnings.push(note('prisons.sentence-fine-credit-rate', 'CPC 298', 'P', { params: { rate: fineCreditPerDayIqd } }))
    }
    const days = fine.amountIqd > 0 ? Math.floor((fine.defaultDays * left) / fine.amountIqd) : 0
    if (days > 0) addStep(working, { textKey: 'prisons.sentence.step.fine-default', params: { fine: fine.id, unpaid: left, days }, article: 'CPC 299', confidence: 'T', days })
    total += days
  }
  return total
}
