/** What the investigative judge decides of a case (CPC 130), and the case's way to the court that tries it. */
import { courtOf } from '#systems/cases/law.ts'
import type { DecisionKind } from '#systems/cases/store/tables.ts'
import { startClock } from './clocks.ts'
import { project } from './custody.ts'
import { heldNow, holder, minutes, onCase, say, setStatus, settleAll, type Life } from './life.ts'
import { tell } from './opening.ts'
import { orderRelease } from './orders.ts'
import { decided } from './phrases.ts'
import { acceptOffer, asJson, change, grant, insert, nextNumber, offerTo, setState } from './world.ts'

const articles = { refer: 'CPC 130(B)', release: 'CPC 130(B)', reject: 'CPC 130(A)', 'close-unknown': 'CPC 130(C)' } as const
const releasing = { release: 'CPC 130(B), (D)', reject: 'CPC 130(A), (D)', 'close-unknown': 'CPC 130(C), (D)' } as const
const reasons = { refer: decided.refer, release: decided.release, reject: decided.reject, 'close-unknown': decided.unknown } as const
type Kind = keyof typeof articles & DecisionKind

/** The decision with what follows from it in the same act: notices, release, the case closed or offered to the trial court. */
export function decide(life: Life, at: Date, kind: Kind): void {
  const { w, r, row, rec } = life
  settleAll(life, at)
  const by = holder(w, r, row.values.court_id, 'investigative-judge')
  const trialCourtId = kind === 'refer' ? trialCourtOf(life) : null
  const text = say(life, reasons[kind])
  const personIds = life.accused.map(({ person }) => person.id)
  const deed = onCase(life, { verb: 'cases.decide', at, by, basis: articles[kind], reason: text, detail: { outcome: kind, personIds } })
  const id = w.r.uuid(at)
  insert(w, deed, 'cases.decision', {
    id, case_id: rec.id, number: nextNumber(w, 'decision', by.officeId, at), kind, person_ids: personIds, article: articles[kind], reasons: text, detail: asJson({}), warnings: asJson([]), trial_court_id: trialCourtId, decided_at: at, decided_by: by.accountId,
    judge_name: by.name, office_id: by.officeId, settlement_id: null,
  })
  if (row.values.prosecution_id) tell(life, deed, id, 'decision', row.values.prosecution_id, 'CPC 130(E)')
  if (row.values.station_id !== by.officeId && rec.row.values.office_id === row.values.station_id) tell(life, deed, id, 'decision', row.values.station_id, 'CPC 130(D)')
  change(deed, row, { outcome: kind, outcome_at: at })
  if (trialCourtId) {
    change(deed, row, { stage: 'referred', trial_court_id: trialCourtId })
    grant(w, deed, rec, trialCourtId, 'court')
    offerTo(w, deed, rec, { toOffice: trialCourtId, condition: articles[kind] })
    for (const { c } of heldNow(life)) {
      Object.assign(c.row.values, { proceeding: 'referred', trial_court_id: trialCourtId })
      grant(w, deed, c.rec, trialCourtId, 'court')
      project(w, deed, c)
    }
    return
  }
  setStatus(deed, life.accused, 'free')
  if (kind === 'release') startClock(w, deed, rec, { rule: 'CLK-17', officeId: row.values.court_id, from: at, options: { which: 'judge' } })
  change(deed, row, { stage: 'closed' })
  setState(deed, rec, 'closed')
  for (const { c } of heldNow(life)) orderRelease(life, deed, c, { decision: 'case-closed', article: releasing[kind as 'release'], reason: articles[kind], caseId: rec.id })
}

/** The court that tries it, of the investigation court's own appeal district. */
function trialCourtOf({ w, plan, row }: Life): string {
  const { station, what, jurisdiction } = plan
  const kind = courtOf([{ personId: null, offenceCode: what.code, circumstance: what.circumstance ?? null }], jurisdiction, row.values.juvenile) ?? 'misdemeanour-court'
  if (kind === 'felony-court' || kind === 'juvenile-court') {
    const prefix = kind === 'felony-court' ? 'felony' : 'juvenile-court'
    return w.atlas.byKey(`${prefix}/${station.appeal}`).id
  }
  const [, place] = station.court.key.split('/')
  const own = w.atlas.ofKind('misdemeanour-court').find((o) => o.key === `misdemeanour/${place}`)
  return own?.id ?? w.atlas.receiver(station.court.id, 'misdemeanour-court') ?? w.atlas.byKey(`felony/${station.appeal}`).id
}

/** The court takes the case over and enters it in its register; those held in it are on trial. */
export function receive(life: Life, at: Date): void {
  const { w, r, rec, row } = life
  settleAll(life, at)
  const courtId = row.values.trial_court_id!
  const clerk = holder(w, r, courtId, 'court-clerk')
  const deed = onCase(life, { verb: 'handover.answer', at, by: clerk, detail: { answer: 'accepted' } })
  acceptOffer(w, deed, rec)
  change(deed, row, { stage: 'trial' })
  grant(w, deed, rec, courtId, 'court')
  const court = w.atlas.byId(courtId)
  const cls = row.values.offence_class === 'F' ? 'felony' as const : row.values.offence_class === 'M' ? 'misdemeanour' as const : 'contravention' as const
  const trial = insert(w, deed, 'courts.trial', {
    id: w.r.uuid(at), case_id: rec.id, court_id: courtId, number: nextNumber(w, 'trial', courtId, at), why: 'referral', class: cls, juvenile: row.values.juvenile, opened_at: at, opened_by: clerk.accountId, ended_at: null,
  })
  const judges = w.atlas.holders(courtId, 'trial-judge')
  life.trial = { row: trial, bench: court.kind === 'felony-court' ? judges.slice(0, 3) : judges.slice(0, 1), clerk, hearings: [], seats: new Map(), sheets: new Map(), served: new Map() }
  for (const { c } of heldNow(life)) {
    Object.assign(c.row.values, { proceeding: 'on-trial', trial_court_id: courtId })
    grant(w, deed, c.rec, courtId, 'court')
    project(w, deed, c)
  }
}

/** When a clerk would take an offered file over. */
export function receptionOf(life: Life, referred: Date): Date {
  return minutes(referred, life.r.chance(0.05) ? life.r.between(1500, 3000) : life.r.between(120, 1380))
}
