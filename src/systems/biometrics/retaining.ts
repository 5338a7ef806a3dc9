/** Follows the end of a case: the prints of whoever was not convicted are put before the court. */
import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#kernel/act/act.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import { getCase, type Decided } from '#systems/cases/public.ts'
import type { Judged, SentenceChanged } from '#systems/courts/public.ts'
import { endingLaw, endingOfDecision, endingOfVerdict, openUntil, type Ending } from './rules/retention.ts'
import { enrolmentsToJudge, insertRetention, markDue, withdraw } from './store/retention.ts'

/** After a decision of the investigative judge. */
export async function followDecision(tx: Tx, { caseId, outcome, personIds }: Decided): Promise<void> {
  const ending = endingOfDecision(outcome)
  for (const personId of personIds) {
    if (ending !== undefined) await putBefore(tx, { caseId, personId, ending, why: 'judge' })
    else await goOn(tx, caseId, personId)
  }
}

/** After a judgment on one accused. */
export async function followJudgment(tx: Tx, { caseId, personId, verdict }: Judged): Promise<void> {
  const ending = endingOfVerdict(verdict)
  if (ending !== undefined) await putBefore(tx, { caseId, personId, ending, why: 'court' })
  else await goOn(tx, caseId, personId)
}

/** After a challenge: a conviction that fell for good (CPC 259(A)(6)) is an acquittal, and one that is tried again is open. */
export async function followChallenge(tx: Tx, { caseId, personId, why }: SentenceChanged): Promise<void> {
  if (why === 'quashed') await putBefore(tx, { caseId, personId, ending: 'acquitted', why: 'court' })
  if (why === 'retrial' || why === 'set-aside') await goOn(tx, caseId, personId)
}

async function goOn(tx: Tx, caseId: string, personId: string): Promise<void> {
  for (const id of await withdraw(tx, caseId, await samePersonIds(tx, personId))) tx.also(id)
}

/** The court that ended the case, and the prosecution, may from now on read that there are prints, and decide. */
async function putBefore(tx: Tx, o: { caseId: string; personId: string; ending: Ending; why: 'judge' | 'court' }): Promise<void> {
  const enrolments = await enrolmentsToJudge(tx, await samePersonIds(tx, o.personId))
  if (enrolments.length === 0) return
  const facts = await getCase(tx, o.caseId)
  const courtId = o.why === 'judge' ? facts.courtId : (facts.trialCourtId ?? facts.courtId)
  const decidedOn = baghdadDay(tx.at)
  const law = endingLaw[o.ending]
  for (const id of enrolments) {
    await grantAccess(tx, id, courtId, o.why)
    if (facts.prosecutionId) await grantAccess(tx, id, facts.prosecutionId, 'prosecution')
    await insertRetention(tx, {
      id: randomUUIDv7(), enrolment_id: id, case_id: o.caseId, case_number: facts.number, ending: o.ending, article: law.article, confidence: law.confidence, decided_on: decidedOn, open_until: openUntil(o.ending, decidedOn), court_id: courtId,
      since: tx.at, kept_at: null, kept_by: null, withdrawn_at: null,
    })
    await markDue(tx, id, law.article)
    tx.also(id)
  }
}
