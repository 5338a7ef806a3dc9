/** What a person is charged with, as a fact of cover: the heaviest penalty decides the ceiling (CPC 109(C)). */
import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { chargesOf, type CaseCharge } from '#systems/cases/public.ts'
import { maxPenalty, penaltyOfText, type Charge, type Maximum } from '#systems/offences/public.ts'
import { ageOn, type Birth } from './rules/arrest.ts'
import type { ChargeMaximum } from './rules/coverFacts.ts'
import type { ChargeFact, StoredFact } from './store/facts.ts'

const weightOfKind = { death: 4, life: 3, term: 2, fine: 1, none: 0 } as const

/** Negative when the first penalty is lighter. A month counts 30 days, a year 12 months. */
export function compareMaximums(a: ChargeMaximum, b: ChargeMaximum): number {
  const days = ({ term }: ChargeMaximum) => ((term?.years ?? 0) * 12 + (term?.months ?? 0)) * 30 + (term?.days ?? 0)
  return weightOfKind[a.kind] - weightOfKind[b.kind] || days(a) - days(b)
}

/** The charge that stands at `at` in each case, the heaviest of them first. */
export function heaviestCharge(facts: readonly StoredFact[], at: Date): ChargeFact | undefined {
  const standing = new Map<string, ChargeFact>()
  for (const fact of facts) if (fact.type === 'charge' && fact.at <= at) standing.set(fact.caseRef ?? '', fact)
  return [...standing.values()].sort((a, b) => compareMaximums(b.maximum, a.maximum))[0]
}

/** The charge that stands at `at` in one case. */
export function chargeInCase(facts: readonly StoredFact[], caseRef: string, at: Date): ChargeFact | undefined {
  return facts.findLast((f): f is ChargeFact => f.type === 'charge' && f.at <= at && (f.caseRef ?? caseRef) === caseRef)
}

/** The accused whose age at the act changes what a charge can lead to. */
export interface Accused { readonly personId: string; readonly birth: Birth | undefined; readonly actDay: string; readonly jurisdiction: 'federal' | 'kri' }

function weigh(charge: CaseCharge, accused: Accused): { charge: CaseCharge; maximum: Maximum; text: Maximum } {
  const actDay = charge.actOn ?? accused.actDay
  const asked: Charge = {
    offenceCode: charge.offenceCode, jurisdiction: accused.jurisdiction, attempt: charge.attempt, actDay,
    ...(charge.circumstance === null ? {} : { circumstance: charge.circumstance }),
    // Of the ages the birth allows the youngest counts: a doubt is decided for the child.
    ...(accused.birth === undefined ? {} : { ageAtAct: Math.max(0, ageOn(accused.birth, actDay).least) }),
  }
  return { charge, maximum: maxPenalty(asked), text: penaltyOfText(asked) }
}

const plain = ({ kind, term }: Maximum): ChargeMaximum => ({ kind, ...(term === undefined ? {} : { term }) })

/**
 * The fact that stands for the person's live charges in a case: the heaviest of them.
 * @throws Refusal when the person is charged with nothing there
 */
export async function chargeFactFor(tx: Tx, caseId: string, ref: string, accused: Accused, at: Date): Promise<ChargeFact> {
  const weighed = (await chargesOf(tx, caseId, accused.personId)).map((charge) => weigh(charge, accused)).sort((a, b) => compareMaximums(b.maximum, a.maximum))
  const heaviest = weighed[0] ?? refuse('custody.not-charged', { article: 'CPC 92', field: 'caseId' })
  return {
    type: 'charge', id: randomUUIDv7(), at, caseRef: ref, maximum: plain(heaviest.maximum),
    charge: { offenceCode: heaviest.charge.offenceCode, circumstance: heaviest.charge.circumstance, attempt: heaviest.charge.attempt, article: heaviest.maximum.article, textMaximum: plain(heaviest.text) },
  }
}
