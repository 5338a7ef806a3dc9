/**
 * What other systems may call of custody. Within an act (Tx): addCoverFact, orderRelease, addSentence, setStage. Reading: getCustody,
 * findLiveCustody, custodiesOfCase, custodiesOfPerson, coverOf, detentionSpans, requestsAwaiting. Listening: whenCovered, whenEnded, whenReleaseOrdered, beforeFreeing.
 */
import type { Reader, Tx } from '#kernel/act/act.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import { justAfter, projectCustody } from './project.ts'
import { legalCover } from './rules/cover.ts'
import type { LegalCover } from './rules/coverFacts.ts'
import { factsOf, holdingsOf, sameCase } from './rules/coverSpans.ts'
import { findOpenCustody, getCustodyRow, listCustodiesOfCase, refOf, updateCustody } from './store/custody.ts'
import { insertFact, listFacts, type NewFact } from './store/facts.ts'
import type { CustodyRow, CustodyTables, Proceeding, Stage } from './store/tables.ts'
import { viewCustody, type CustodyFacts } from './views.ts'

export type { CustodyFacts } from './views.ts'
export type { CoverFact, LegalCover } from './rules/coverFacts.ts'
export type { Covered, Ended, Leaving, ReleaseOrdered } from './hooks.ts'
export type { NewFact } from './store/facts.ts'
export type { ReleaseDecision, Stage } from './store/tables.ts'
export type { ReleaseDecided } from './orderRelease.ts'
export { beforeFreeing, whenCovered, whenEnded, whenReleaseOrdered } from './hooks.ts'
export { orderRelease } from './orderRelease.ts'
export { requestsAwaiting } from './store/requests.ts'
/** For the desk, for statistics without names, and for the family's look-up. */
export { dutiesOf, releasesWaiting, searchHeld } from './store/desk.ts'
export { gapsWithoutAlarm, heldFigures, lateReleasesWithoutAlarm, weekFigures, type HeldFigure, type LengthBand, type Untold, type WeekFigure } from './store/figures.ts'
export { words } from './words.ts'
export { custodyByPin, custodyOfRelative, type FamilyAnswer } from './family.ts'

/** The custody, or the refusal that no such record exists for this session. */
export async function getCustody(r: Reader, id: string): Promise<CustodyFacts> {
  return viewCustody(await getCustodyRow(r, id))
}

/** The custody in which a person is held now, under whichever of their ids; undefined when there is none that the session may see. */
export async function findLiveCustody(r: Reader, personId: string): Promise<CustodyFacts | undefined> {
  const row = await findOpenCustody(r, await samePersonIds(r, personId))
  return row && viewCustody(row)
}

/** Open and ended custodies for a case, oldest first. */
export async function custodiesOfCase(r: Reader, caseId: string): Promise<CustodyFacts[]> {
  return (await listCustodiesOfCase(r, caseId)).map(viewCustody)
}

/** All custodies of a person that the session may see, newest first. */
export async function custodiesOfPerson(r: Reader, personId: string): Promise<CustodyFacts[]> {
  const rows: CustodyRow[] = await r.db.withTables<CustodyTables>().selectFrom('custody.custody').selectAll().where('person_id', 'in', await samePersonIds(r, personId)).orderBy('arrested_at', 'desc').execute()
  return rows.map(viewCustody)
}

/**
 * Adds a fact of cover and brings the custody, its clocks and alarms up to it. A fact's `caseRef` is the case's id.
 * `extra` is kept beside the fact (a judgment's id) for whoever wrote it.
 */
export async function addCoverFact(tx: Tx, custodyId: string, fact: NewFact, extra: Readonly<Record<string, unknown>> = {}): Promise<{ factId: string }> {
  const caseRef = fact.caseRef === undefined ? undefined : await refOf(tx, custodyId, fact.caseRef)
  const factId = await insertFact(tx, custodyId, { ...fact, ...(caseRef === undefined ? {} : { caseRef }) }, extra)
  await projectCustody(tx, custodyId)
  return { factId }
}

export interface NewSentence {
  readonly sentenceId: string
  readonly from: Date
  /** Noon of the last day (CPC 294); null while no end can be named (a death sentence). */
  readonly to: Date | null
  readonly article: string
  readonly caseId?: string
}

/**
 * Lets a sentence cover the custody, and counts it as sentenced. From its beginning it takes the place of the case's detention orders: one
 * that names a later day holds nobody beyond the sentence. A later computation of the same sentence is a new fact, and the earlier one covers no longer.
 */
export async function addSentence(tx: Tx, custodyId: string, s: NewSentence): Promise<{ factId: string }> {
  await updateCustody(tx, custodyId, { proceeding: 'sentenced' })
  if (s.from <= tx.at) await endOrders(tx, custodyId, s.caseId)
  const earlier = await sentenceFacts(tx, custodyId, s.sentenceId)
  const added = await addCoverFact(tx, custodyId, { type: 'sentence', at: tx.at, from: s.from, to: s.to, ...(s.caseId ? { caseRef: s.caseId } : {}) }, { sentenceId: s.sentenceId, article: s.article })
  // After the new one, so that there is no moment without cover.
  for (const orderId of earlier) await addCoverFact(tx, custodyId, { type: 'order-cancelled', at: tx.at, orderId }, { why: 'computed-again', sentenceId: s.sentenceId })
  return added
}

/** The facts by which a sentence covers until now. */
async function sentenceFacts(tx: Tx, custodyId: string, sentenceId: string): Promise<string[]> {
  const rows = await tx.db.withTables<CustodyTables>().selectFrom('custody.cover_fact').select(['id', 'data']).where('custody_id', '=', custodyId).where('type', '=', 'sentence').execute()
  const cancelled = new Set(factsOf(await listFacts(tx, custodyId), 'order-cancelled').map((f) => f.orderId))
  return rows.filter((f) => f.data['sentenceId'] === sentenceId && !cancelled.has(f.id)).map((f) => f.id)
}

async function endOrders(tx: Tx, custodyId: string, caseId: string | undefined): Promise<void> {
  const facts = await listFacts(tx, custodyId)
  const ref = caseId === undefined ? undefined : await refOf(tx, custodyId, caseId)
  const cancelled = new Set(factsOf(facts, 'order-cancelled').map((f) => f.orderId))
  for (const order of factsOf(facts, 'order')) {
    if (order.to <= tx.at || cancelled.has(order.id) || !sameCase(order.caseRef, ref)) continue
    await insertFact(tx, custodyId, { type: 'order-cancelled', at: tx.at, orderId: order.id, ...(order.caseRef ? { caseRef: order.caseRef } : {}) }, { why: 'sentence' })
  }
}

/** The stretches a person was held before sentence, covered or not: what is credited (CPC 295). Still held: to now. Half open. */
export async function detentionSpans(r: Reader, custodyId: string): Promise<{ from: Date; to: Date }[]> {
  const facts = await listFacts(r, custodyId)
  const now = justAfter(r.ctx.now).getTime()
  const sentenced = Math.min(now, ...factsOf(facts, 'sentence').map((f) => Math.max(f.from.getTime(), f.at.getTime())))
  return holdingsOf(facts.filter((f) => f.at.getTime() <= now)).filter((h) => h.state === 'held' && h.from < sentenced)
    .map((h) => ({ from: new Date(h.from), to: new Date(Math.min(h.to, sentenced, r.ctx.now.getTime())) }))
}

/** The whole cover of a custody at the session's instant. */
export async function coverOf(r: Reader, custodyId: string): Promise<LegalCover> {
  const row = await getCustodyRow(r, custodyId)
  return legalCover(await listFacts(r, custodyId), justAfter(r.ctx.now), row.jurisdiction)
}

const proceedingOf: Partial<Record<Stage, Proceeding>> = { arrested: 'investigation', detained: 'investigation', referred: 'referred', 'on-trial': 'on-trial', sentenced: 'sentenced' }

/**
 * Says how far the proceedings have come. Being held, a release order, a release, an escape and a death are facts of their own and can't be set.
 * @throws RangeError for a stage that follows from facts
 */
export async function setStage(tx: Tx, custodyId: string, stage: Stage, o: { trialCourtId?: string | null } = {}): Promise<void> {
  const proceeding = proceedingOf[stage]
  if (proceeding === undefined) throw new RangeError(`${stage} follows from the facts of cover: add the fact`)
  await updateCustody(tx, custodyId, { proceeding, ...(o.trialCourtId === undefined ? {} : { trial_court_id: o.trialCourtId }) })
  if (o.trialCourtId) await grantAccess(tx, custodyId, o.trialCourtId, 'court')
  await projectCustody(tx, custodyId)
}
