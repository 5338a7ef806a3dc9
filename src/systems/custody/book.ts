/** The booking of an arrest within an act. Sources: CPC 92-103, 106; Const 19(13); Juvenile 48; Mandela 7. */
import { randomInt, randomUUIDv7 } from 'node:crypto'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { findReceiver } from '#kernel/clock/alarms.ts'
import { baghdadDay, hourMs } from '#kernel/clock/calendar.ts'
import { grantAccess, offer } from '#kernel/handover/handover.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { createPerson } from '#kernel/people/people.ts'
import { possibleDuplicates } from '#kernel/people/search.ts'
import { against, note, type Finding } from '#kernel/words/finding.ts'
import { addAccused, getCase, openCase, setAccusedStatus } from '#systems/cases/public.ts'
import { classOf, findOffence, maxPenalty } from '#systems/offences/public.ts'
import { checkWarrant, missingData, type ArrestInput, type Arrested } from './arrested.ts'
import { chargeFactFor } from './charges.ts'
import { projectCustody } from './project.ts'
import { ageAtAct, checkArrest, getArrestGround, lateness } from './rules/arrest.ts'
import { addCustodyCase, findOpenCustody, insertCustody } from './store/custody.ts'
import { insertFact } from './store/facts.ts'
import { insertStep } from './store/steps.ts'

/** From this score on, a person about to be written down is likely written down already. */
const likelyDouble = 0.9
/** An arrest written down later than this needs a reason. */
const lateAfterMs = 2 * hourMs
/** A child waits no longer than this for the juvenile police to answer: "at once" (Juvenile 48). */
const juvenileAnswerHours = 6

/** Six digits that the family types with the custody's number. */
export function newPin(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0')
}

/** What the law, the warrant and the register say about the arrest; nothing is written. */
export async function checkBookingOf(r: Reader, input: ArrestInput, person: Arrested, at: Date, jurisdiction: 'federal' | 'kri') {
  const ground = getArrestGround(input.groundId)
  const arrestedAt = new Date(input.arrestedAt)
  const charge = input.inCase.charge
  const actDay = baghdadDay(!input.inCase.known && input.inCase.occurredAt ? new Date(input.inCase.occurredAt) : arrestedAt)
  const offence = charge === undefined ? undefined : findOffence(charge.offenceCode)
  if (charge !== undefined && offence === undefined) refuse('custody.offence-unknown', { field: 'inCase.charge.offenceCode', params: { code: charge.offenceCode } })
  const findings = checkArrest({
    groundId: input.groundId, arrestedAt, enteredAt: at, place: input.place, arrestedBy: input.arrestedBy, jurisdiction, actDay,
    ...(input.warrant ? { warrantNumber: input.warrant.number } : {}), ...(input.facts ? { facts: input.facts } : {}), ...(person.birth ? { birth: person.birth } : {}),
    ...(offence ? { offenceClass: classOfCharge(offence.code, charge?.circumstance, jurisdiction) } : {}),
  })
  const warrant = ground.asks === 'warrant-number' && input.warrant ? checkWarrant(person, input.warrant) : undefined
  findings.push(...(warrant?.findings ?? []), ...missingData(person))
  if (lateness(arrestedAt, at) > lateAfterMs && (input.lateReason ?? '').length < 3) findings.push(against('custody.late-reason', 'CPC 41, 49(C)', 'T', { field: 'lateReason' }))
  if (person.deceasedOn !== null) findings.push(against('custody.person-dead', 'CPC 93', 'T', { field: 'person', params: { day: person.deceasedOn } }))
  const held = await findOpenCustody(r, person.ids)
  return { findings, held, warrant: warrant?.outcome ?? null, band: ageAtAct(person.birth, actDay, jurisdiction).band, actDay, ground, arrestedAt }
}

function classOfCharge(offenceCode: string, circumstance: string | undefined, jurisdiction: 'federal' | 'kri'): 'F' | 'M' | 'C' | 'X' {
  try {
    return classOf(maxPenalty({ offenceCode, jurisdiction, ...(circumstance ? { circumstance } : {}) }))
  } catch {
    return refuse('custody.offence-unknown', { field: 'inCase.charge.circumstance', params: { code: offenceCode } })
  }
}

export interface Booked { readonly id: string; readonly number: string; readonly personId: string; readonly caseId: string; readonly caseNumber: string; readonly warnings: Finding[]; readonly handedTo: { handoverId: string; officeId: string } | null }

/** Enters an arrest. The act's own record is the new custody. */
export async function book(tx: Tx, input: ArrestInput, person: Arrested, pinHash: string): Promise<Booked> {
  const { record } = tx
  const office = await getOffice(tx, record.office_id)
  if (!custodyOffices.includes(office.kind)) refuse('custody.office-holds-nobody', { status: 403, params: { kind: office.kind } })
  const checked = await checkBookingOf(tx, input, person, tx.at, record.jurisdiction)
  if (checked.held) refuse('custody.held-already', { status: 409, field: 'person', current: { id: checked.held.id, number: checked.held.number }, params: { number: checked.held.number } })
  refuseBlocked(checked.findings)
  const warnings = checked.findings
  const personId = await personOf(tx, input, person)
  const inCase = await caseOf(tx, input, personId)
  warnings.push(...inCase.warnings)
  const { ground, arrestedAt, actDay, band } = checked
  await insertCustody(tx, {
    id: record.id, number: record.number ?? '', person_id: personId, name_display: person.display, name_keys: [...person.keys], sex: person.described.sex ?? null, birth_date: person.birth?.date ?? null,
    birth_precision: person.birthPrecision, age_group: person.birth === undefined ? 'unknown' : band === 'adult' ? 'adult' : 'juvenile', nationality: person.nationality, case_id: inCase.id,
    case_number: inCase.number, act_day: actDay, stage: 'arrested', arrested_at: arrestedAt, entered_at: tx.at, late_reason: input.lateReason || null, ground: ground.cover, ground_id: ground.id,
    ground_article: ground.article, arrest_facts: input.facts || null, warrant_number: input.warrant?.number ?? null, arrest_place: input.place, arrested_by: input.arrestedBy, station_id: office.id,
    held_by: office.id, facility_kind: office.kind, court_id: inCase.courtId, prosecution_id: inCase.prosecutionId, trial_court_id: inCase.trialCourtId, governorate: record.governorate,
    jurisdiction: record.jurisdiction, offence_code: null, article: null, cover_until: null, cover_kind: null, cover_article: null, cover_reason: null, cover_fact_id: null, ceiling_at: null, watch_at: null,
    next_act: null, next_role: null, next_office: null, next_due: null, next_article: null, lawyer_name: null, interpreter: input.interpreter || null, pin_hash: pinHash, ended_at: null, ended_kind: null,
  })
  await addCustodyCase(tx, { custodyId: record.id, caseId: inCase.id, ref: inCase.id })
  await openAccess(tx, record.id, { office: office.id, court: inCase.courtId, prosecution: inCase.prosecutionId, trialCourt: inCase.trialCourtId })
  await linkPerson(tx, record.id, personId, inCase.id)
  await insertFact(tx, record.id, { type: 'arrest', at: arrestedAt, ground: ground.cover, article: ground.article, caseRef: inCase.id, ...(arrestedAt < tx.at ? { recordedAt: tx.at } : {}) })
  await insertFact(tx, record.id, await chargeFactFor(tx, inCase.id, inCase.id, { personId, birth: person.birth, actDay, jurisdiction: record.jurisdiction }, arrestedAt))
  const handedTo = band === 'adult' ? null : await toJuvenilePolice(tx, office, warnings)
  await projectCustody(tx, record.id)
  return { id: record.id, number: record.number ?? '', personId, caseId: inCase.id, caseNumber: inCase.number, warnings, handedTo }
}

/** The kinds of office that may hold a person. */
export const custodyOffices: readonly string[] = ['police-station', 'police-directorate', 'juvenile-police', 'investigation-court', 'misdemeanour-court', 'felony-court', 'juvenile-court', 'prison', 'juvenile-facility']

async function personOf(tx: Tx, input: ArrestInput, person: Arrested): Promise<string> {
  if (person.id !== null) return person.id
  const form = input.person
  if (form.known) return form.id
  const likely = (await possibleDuplicates(tx, person.described)).filter((one) => one.comparison.score >= likelyDouble && !form.seen.includes(one.person.id))
  if (likely.length > 0) refuse('people.looks-like', { status: 409, field: 'person', current: likely, params: { count: likely.length } })
  return createPerson(tx, form.new)
}

interface InCase { id: string; number: string; courtId: string; prosecutionId: string | null; trialCourtId: string | null; warnings: Finding[] }

async function caseOf(tx: Tx, { inCase, groundId }: ArrestInput, personId: string): Promise<InCase> {
  if (!inCase.known) {
    const { caseId, warnings } = await openCase(tx, {
      kind: 'arrest', summary: inCase.summary, place: inCase.place, occurredAt: inCase.occurredAt ? new Date(inCase.occurredAt) : null, flagrante: groundId === 'flagrante',
      accused: [{ personId, ...inCase.charge, status: 'arrested' }], ...(inCase.courtId ? { courtId: inCase.courtId } : {}),
    })
    return viewCase(await getCase(tx, caseId), warnings)
  }
  if (inCase.charge) await addAccused(tx, inCase.id, { personId, ...inCase.charge, status: 'arrested' })
  await setAccusedStatus(tx, inCase.id, [personId], 'arrested')
  tx.also(inCase.id)
  return viewCase(await getCase(tx, inCase.id), [])
}

function viewCase({ id, number, courtId, prosecutionId, trialCourtId }: Awaited<ReturnType<typeof getCase>>, warnings: Finding[]): InCase {
  return { id, number, courtId, prosecutionId, trialCourtId, warnings }
}

/** Who may read the custody, beside the office that holds it. */
export async function openAccess(tx: Tx, custodyId: string, to: { office: string; court: string | null; prosecution: string | null; trialCourt: string | null }): Promise<void> {
  await grantAccess(tx, custodyId, to.office, 'origin')
  if (to.court) await grantAccess(tx, custodyId, to.court, 'judge')
  if (to.prosecution) await grantAccess(tx, custodyId, to.prosecution, 'prosecution')
  if (to.trialCourt) await grantAccess(tx, custodyId, to.trialCourt, 'court')
}

async function linkPerson(tx: Tx, custodyId: string, personId: string, caseId: string): Promise<void> {
  if (tx.ctx.session?.personId === personId) refuse('kernel.conflict-of-interest', { status: 403 })
  await tx.db.insertInto('kernel.record_person').values({ id: randomUUIDv7(), record_id: custodyId, person_id: personId, role: 'detainee' }).onConflict((c) => c.doNothing()).execute()
  await tx.db.insertInto('kernel.record_link').values({ id: randomUUIDv7(), from_id: custodyId, to_id: caseId, why: 'custody' }).onConflict((c) => c.doNothing()).execute()
}

/** A juvenile goes to the juvenile police at once (Juvenile 48): offered in the same act, or kept by those who are the juvenile police. */
async function toJuvenilePolice(tx: Tx, office: { id: string; kind: string }, warnings: Finding[]): Promise<Booked['handedTo']> {
  if (office.kind === 'juvenile-police') {
    await insertStep(tx, { custodyId: tx.record.id, kind: 'juvenile-police', at: tx.at })
    return null
  }
  const officeId = await findReceiver(tx, office.id, 'juvenile-police')
  if (!officeId) {
    warnings.push(note('custody.no-juvenile-police', 'Juvenile 48', 'T'))
    return null
  }
  return { handoverId: await offer(tx, { toOffice: officeId, condition: 'Juvenile 48', answerWithinHours: juvenileAnswerHours }), officeId }
}
