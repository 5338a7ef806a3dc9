/**
 * What the catalogue of offences and a person's age say about a count of a judgment, in the shapes that the rules ask for.
 * Pure. Sources: Penal 23-27, 87-89, 142-143; Juvenile 3-4; CPC 224, 294-295.
 */
import { addDays, addSpan, daysBetween, noonOf, parseDay, startOfBaghdadDay, type Day, type Span } from '#kernel/clock/calendar.ts'
import { birthRange, type Birth } from '#kernel/people/birth.ts'
import { against, note, type Finding } from '#kernel/words/finding.ts'
import { classOf, findOffence, fineRange, maxPenalty, penaltyOfText, type Charge } from '#systems/offences/public.ts'
import { ceilingFor, isFelony, monthsOf, type ChargedPenalty, type ChargeFacts } from './rules/ceiling.ts'
import { juvenileLimit } from './rules/juvenileMeasure.ts'
import type { OffenceClass, SentenceKind } from './store/tables.ts'

type Jurisdiction = 'federal' | 'kri'

/** An offence as charged: its code in the catalogue, the circumstance, and the day of the act where it is known. */
export interface Qualified { readonly offenceCode: string; readonly circumstance?: string | null | undefined; readonly attempt?: boolean | undefined; readonly actOn?: Day | null | undefined }

/** The age that counts where nothing is known of a birth: an adult's; the judgment then carries a warning. */
export const adultAge = 30

/** Completed years on a day; of the days of birth that are possible the last, since a doubt is decided for the child (Juvenile 4). */
export function ageOn(birth: Birth, day: Day): number | undefined {
  const range = birthRange(birth)
  if (!range) return undefined
  const [born, at] = [parseDay(range.last), parseDay(day)]
  return Math.max(0, at.year - born.year - (at.month < born.month || (at.month === born.month && at.day < born.day) ? 1 : 0))
}

function chargeOf(q: Qualified, jurisdiction: Jurisdiction, age?: number): Charge {
  return { offenceCode: q.offenceCode, jurisdiction, attempt: q.attempt ?? false, ...(q.circumstance ? { circumstance: q.circumstance } : {}), ...(q.actOn ? { actDay: q.actOn } : {}), ...(age === undefined ? {} : { ageAtAct: age }) }
}

/** The penalty of the charged text; undefined where the catalogue has no such offence or circumstance there and then. */
export function chargedPenalty(q: Qualified, jurisdiction: Jurisdiction): ChargedPenalty | undefined {
  const day = q.actOn ?? null
  const found = findOffence(q.offenceCode)?.variants.filter((v) => (v.jurisdiction === 'both' || v.jurisdiction === jurisdiction)
    && (day === null ? v.validTo === undefined : (v.validFrom ?? '') <= day && day <= (v.validTo ?? '9999')))
  return q.circumstance ? found?.find((v) => v.id === q.circumstance) : (found?.find((v) => v.id === 'base') ?? found?.[0])
}

const classNames = { F: 'felony', M: 'misdemeanour', C: 'contravention', X: 'contravention' } as const

/** The class by the heaviest penalty of the text (Penal 23). @throws RangeError for an offence the catalogue does not have */
export function classOfOffence(q: Qualified, jurisdiction: Jurisdiction): OffenceClass {
  return classNames[classOf(penaltyOfText(chargeOf(q, jurisdiction)))]
}

/** The gravest class among the offences of a case. */
export function gravestClass(list: readonly Qualified[], jurisdiction: Jurisdiction): OffenceClass {
  const classes = list.map((q) => classOfOffence(q, jurisdiction))
  return classes.includes('felony') ? 'felony' : classes.includes('misdemeanour') ? 'misdemeanour' : 'contravention'
}

/** What the rules on sentences ask of one count. Undefined where the catalogue has no such offence. */
export function chargeFacts(q: Qualified, o: { jurisdiction: Jurisdiction; age: number; aggravated: boolean; recidivist: boolean }): ChargeFacts | undefined {
  const charged = chargedPenalty(q, o.jurisdiction)
  if (!charged) return undefined
  return { charged, maximum: maxPenalty(chargeOf(q, o.jurisdiction, o.age)), attempt: q.attempt ?? false, aggravated: o.aggravated, recidivist: o.recidivist, ageAtOffence: o.age }
}

/** What the judgment form shows of the law before anything is typed: the heaviest and lightest penalty, the fine, a child's measures. */
export interface Bounds {
  readonly cls: OffenceClass
  readonly article: string
  readonly confidence: 'T' | 'C' | 'P' | 'U'
  readonly ceiling: { readonly kind: 'death' | 'life' | 'custody' | 'fine' | 'open'; readonly months: number | null; readonly imprisonment: boolean; readonly articles: readonly string[] }
  /** Where the text names a floor. */
  readonly leastMonths: number | null
  /** The lightest kind without an excuse or leniency. */
  readonly leastKind: 'death' | 'life' | 'temporary' | 'none'
  readonly fine: { readonly rule: 'no' | 'or' | 'and' | 'and-or'; readonly min: number; readonly max: number; readonly article: string; readonly confidence: string } | null
  readonly juvenile: { readonly article: string; readonly allowed: readonly SentenceKind[]; readonly least: number; readonly most: number } | null
}

/** The bounds of a charge for a person of this age. Undefined where the catalogue has no such offence. */
export function boundsOf(q: Qualified, o: { jurisdiction: Jurisdiction; age: number; aggravated: boolean; recidivist: boolean }): Bounds | undefined {
  const facts = chargeFacts(q, o)
  if (!facts) return undefined
  const ceiling = ceilingFor(facts)
  const { charged } = facts
  const range = fineRange(isFelony(charged) ? 'F' : classOf(facts.maximum))
  const child = o.age < 18 ? juvenileLimit(facts, o.jurisdiction) : undefined
  return {
    cls: classOfOffence(q, o.jurisdiction), article: charged.article, confidence: charged.confidence,
    ceiling: { ...ceiling, months: Number.isFinite(ceiling.months) ? ceiling.months : null },
    leastMonths: charged.min ? monthsOf(charged.min) : null, leastKind: leastKind(charged, facts),
    fine: range && charged.fine !== 'no' ? { rule: charged.fine, min: range.min, max: range.max, article: range.article, confidence: range.confidence } : null,
    juvenile: child ? { article: child.article, allowed: child.allowed, least: child.least, most: child.most } : null,
  }
}

/** The lightest kind of penalty that the text itself allows (Penal 23, 79, 87). An attempt has no floor of its own. */
function leastKind(charged: ChargedPenalty, { attempt, ageAtOffence }: ChargeFacts): Bounds['leastKind'] {
  if (attempt || charged.or === 'detention' || charged.fine === 'or' || charged.fine === 'and-or' || !isFelony(charged)) return 'none'
  if (charged.or === 'temporary') return 'temporary'
  if (charged.max === 'death') return charged.or === 'life' || ageAtOffence < 20 ? 'life' : 'death'
  return charged.max === 'life' ? 'life' : 'temporary'
}

/** A sentence as a judgment imposes it. */
export interface Imposed extends Required<Pick<Span, 'years' | 'months' | 'days'>> { readonly kind: SentenceKind; readonly suspended: boolean; readonly concurrent: boolean; readonly linkedGroup: string | null }

const custodial: readonly SentenceKind[] = ['death', 'life', 'temporary', 'strict-detention', 'simple-detention', 'boys-school', 'youths-school']

/** Whether the sentence deprives of liberty. */
export function isCustodial(kind: SentenceKind): boolean {
  return custodial.includes(kind)
}

/** The length in custody: life is twenty years (Penal 87). */
export function lengthOf(s: Pick<Imposed, 'kind' | 'years' | 'months' | 'days'>): Span {
  return s.kind === 'life' ? { years: 20 } : { years: s.years, months: s.months, days: s.days }
}

/** A sentence on the calendar. `to` is noon of the last day (CPC 294), null for death; `served`: the detention reaches it already (284). */
export interface Planned { readonly index: number; readonly startsOn: Day; readonly from: Date; readonly to: Date | null; readonly creditDays: number; readonly served: boolean }

/**
 * Puts the sentences of one judgment on the calendar, from the day and instant they begin: one after another unless the judgment lets them
 * run together (Penal 143), of linked offences only the heaviest (142), twenty-five years at most (143). Detention before comes off the
 * first that are served (CPC 295). Suspended sentences and fines are left out.
 * @param creditDays days held before `startsOn`
 */
export function planSentences(list: readonly Imposed[], startsOn: Day, at: Date, creditDays: number): Planned[] {
  const planned: Planned[] = []
  let cursor = startsOn
  let from = at
  let credit = creditDays
  const cap = addSpan(startsOn, { years: 25 })
  for (const index of executed(list)) {
    const sentence = list[index]!
    if (sentence.kind === 'death') {
      planned.push({ index, startsOn, from: at, to: null, creditDays: 0, served: false })
      continue
    }
    const begin = sentence.concurrent ? startsOn : cursor
    const capped = earlier(addSpan(begin, lengthOf(sentence)), cap)
    const used = Math.min(sentence.concurrent ? creditDays : credit, Math.max(0, daysBetween(begin, capped)))
    const end = addDays(capped, -used)
    const served = end <= begin
    const start = sentence.concurrent ? at : from
    const noon = noonOf(served ? begin : addDays(end, -1))
    // A single day ends twenty-four hours after it began (294(B)), not at a noon that may be over.
    const to = noon > start ? noon : new Date(start.getTime() + (served ? 0 : 86_400_000))
    planned.push({ index, startsOn: begin, from: start, to, creditDays: used, served })
    if (sentence.concurrent) continue
    credit -= used
    cursor = end
    from = to
  }
  return planned
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b
}

/** Places in the list of the sentences that are executed: custodial, not suspended, of each linked group the heaviest. */
function executed(list: readonly Imposed[]): number[] {
  const weight = (s: Imposed) => (s.kind === 'death' ? 10_000 : monthsOf(lengthOf(s)))
  return list.map((_, i) => i).filter((i) => {
    const s = list[i]!
    if (!isCustodial(s.kind) || s.suspended) return false
    if (s.linkedGroup === null) return true
    const group = list.map((other, n) => ({ other, n })).filter(({ other }) => other.linkedGroup === s.linkedGroup && isCustodial(other.kind) && !other.suspended)
    return group.reduce((best, g) => (weight(g.other) > weight(best.other) ? g : best)).n === i
  })
}

/** Different Baghdad days in spans of instants, both ends counted, each once, none on or after `before` (CPC 295). */
export function daysHeld(spans: readonly { from: Date; to: Date }[], before: Day): number {
  const days = new Set<Day>()
  const limit = startOfBaghdadDay(before).getTime()
  for (const s of spans) {
    for (let t = s.from.getTime(); t < Math.min(s.to.getTime(), limit); t += 86_400_000) days.add(dayOf(t))
    if (s.to.getTime() > s.from.getTime()) days.add(dayOf(Math.min(s.to.getTime(), limit) - 1))
  }
  return [...days].filter((d) => d < before).length
}

function dayOf(t: number): Day {
  return new Date(t + 3 * 3_600_000).toISOString().slice(0, 10)
}

/** The judges of the court that sits: a felony court's judgment names its members (CPC 224(A)); that they are three is not confirmed in a text. */
export function checkPanel(courtKind: string, judges: readonly string[]): Finding[] {
  if (courtKind !== 'felony-court' && courtKind !== 'juvenile-court') return []
  if (judges.length < 2 && courtKind === 'felony-court') return [against('courts.members-missing', 'CPC 224(A)', 'T', { field: 'members' })]
  return judges.length < 3 ? [note('courts.panel-of-three', 'Law 160/1979', 'U', { field: 'members', params: { count: judges.length } })] : []
}
