/** How a case comes before a court, and what the hand-over of a person to a prison means for it. */
import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { grantAccess, type Handover, type Offer } from '#kernel/handover/handover.ts'
import { registerHandoverRules, type HandoverRules } from '#kernel/handover/kinds.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { getCase, setCaseStage, whenDecided } from '#systems/cases/public.ts'
import { custodiesOfCase, getCustody, setStage } from '#systems/custody/public.ts'
import { gravestClass } from './law.ts'
import { accusedOf } from './store/people.ts'
import { findOpenTrial, openTrial } from './store/trial.ts'

const trialCourts = ['misdemeanour-court', 'felony-court', 'juvenile-court']
const prisons = ['prison', 'juvenile-facility']

/** A referred case that a trial court accepts is the court's: it is entered in the register, and those held in it are on trial (CPC 130(B), 141). */
export const caseToCourt: HandoverRules = {
  async beforeAccept(tx, open) {
    const facts = await getCase(tx, open.record_id)
    if (facts.stage === 'referred' && facts.trialCourtId !== open.to_office) refuse('courts.not-referred-here', { article: 'CPC 131' })
  },
  async afterAccept(tx, done) {
    const court = await getOffice(tx, done.to_office)
    const facts = await getCase(tx, done.record_id)
    if (!trialCourts.includes(court.kind) || !['referred', 'trial'].includes(facts.stage)) return
    if (facts.stage === 'referred') await setCaseStage(tx, facts.id, 'trial', { trialCourtId: court.id })
    if (await findOpenTrial(tx, facts.id)) return
    const accused = await accusedOf(tx, facts)
    await openTrial(tx, { caseId: facts.id, courtId: court.id, why: 'referral', cls: gravestClass(accused.flatMap((a) => a.charges), facts.jurisdiction), juvenile: facts.juvenile })
    for (const custody of await custodiesOfCase(tx, facts.id)) if (custody.endedAt === null) await setStage(tx, custody.id, 'on-trial', { trialCourtId: court.id })
  },
}

/** A prison that is offered a person may read the case that commits them; for good once it has accepted. */
export const personToPrison: HandoverRules = {
  async beforeOffer(tx, offer) { await openCaseTo(tx, offer) },
  async afterAccept(tx, done) { await openCaseTo(tx, done) },
}

async function openCaseTo(tx: Tx, to: Offer | Handover): Promise<void> {
  const officeId = 'toOffice' in to ? to.toOffice : to.to_office
  if (!prisons.includes((await getOffice(tx, officeId)).kind)) return
  const custody = await getCustody(tx, tx.record.id)
  // An offer that is refused or forgotten gives no lasting sight of the case.
  await grantAccess(tx, custody.caseId, officeId, 'prison', 'toOffice' in to ? new Date(tx.at.getTime() + 72 * 3_600_000) : null)
}

registerHandoverRules('case', caseToCourt)
registerHandoverRules('custody', personToPrison)

/** The court to which a case is referred must see who is held in it. */
whenDecided(async (tx, decided) => {
  if (decided.outcome !== 'refer' || !decided.trialCourtId) return
  for (const custody of await custodiesOfCase(tx, decided.caseId)) await grantAccess(tx, custody.id, decided.trialCourtId, 'court')
})
