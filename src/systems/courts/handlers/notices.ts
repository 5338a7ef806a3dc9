import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { addDays, baghdadDay } from '#kernel/clock/calendar.ts'
import { stopClock } from '#kernel/clock/clocks.ts'
import { workCalendarOf } from '#kernel/clock/work-calendar.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import type { CaseFacts } from '#systems/cases/public.ts'
import { getOffence } from '#systems/offences/public.ts'
import { issueNotice, recordPublication, recordService } from '../contract/hearings.ts'
import { checkNotice, checkPublication, earliestFugitiveTrial, noticeDays } from '../rules/notice.ts'
import { getHearingOf, listNoticesOf } from '../store/hearing.ts'
import { accusedOf, actorOf, namesOf, personsOf } from '../store/people.ts'
import type { CourtTables, NoticeRow } from '../store/tables.ts'
import { getOpenTrial } from '../store/trial.ts'
import { actOnCase, warningsIn } from './onCase.ts'

export const noticeHandlers: readonly Handler[] = [
  handle(issueNotice, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.issue-notice', caseId: input.id, version: input.version, basis: 'CPC 143', input, detail: { hearingId: input.hearingId } }, async (tx, facts) => {
      const trial = await getOpenTrial(tx, facts.id)
      const hearing = await getHearingOf(tx, facts.id, input.hearingId)
      if (hearing.state !== 'set') refuse('courts.hearing-opened-already', { status: 409 })
      const fields = await fieldsOf(tx, facts, input)
      const [today, day] = [baghdadDay(tx.at), baghdadDay(hearing.starts_at)]
      const found = checkNotice({ ...fields, hearingAt: hearing.starts_at }, { servedOn: today, hearingOn: day, receivedBy: 'addressee', addressedToAccused: fields.toAccused }, trial.class, await workCalendarOf(tx, trial.court_id))
      refuseBlocked(found)
      const id = randomUUIDv7()
      const { documentId, number } = await issueForm(tx, { form: 'hearing-notice', data: {
        addressee: fields.addressee, capacity: input.capacity, ...(input.address ? { address: input.address } : {}), accused: fields.names, victim: fields.victim, court: fields.court, caseNumber: fields.caseNumber, offence: fields.offence,
        article: fields.article, hearingAt: hearing.starts_at.toISOString(), issuedBy: ctx.session?.personName ?? '',
      } })
      const warnings = warningsIn(found)
      await tx.db.withTables<CourtTables>().insertInto('courts.notice').values({
        id, hearing_id: hearing.id, case_id: facts.id, person_id: input.personId ?? null, to_accused: fields.toAccused, addressee: fields.addressee, capacity: input.capacity, accused: fields.accused, victim: fields.victim, court: fields.court,
        case_number: fields.caseNumber, offence: fields.offence, article: fields.article, hearing_at: hearing.starts_at, issued_at: tx.at, issued_by: actorOf(tx), document_id: documentId, served_at: null, served_by: null, received_by: null,
        receiver: null, proof_document_id: null, recorded_at: null, enough: null, warnings: JSON.stringify(warnings),
      }).execute()
      return { noticeId: id, number, documentId, lastServiceDay: addDays(day, -noticeDays[trial.class]), warnings }
    })),
  handle(recordService, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.record-service', caseId: input.id, version: input.version, basis: 'CPC 143, 147', input, detail: { noticeId: input.noticeId } }, async (tx, facts) => {
      const trial = await getOpenTrial(tx, facts.id)
      const notice = (await listNoticesOf(tx, facts.id)).find((n) => n.id === input.noticeId) ?? refuse('courts.notice-unknown', { status: 404, field: 'noticeId' })
      if (notice.served_at !== null) refuse('courts.served-already', { status: 409 })
      const servedAt = new Date(input.servedAt)
      if (servedAt > tx.at || servedAt < notice.issued_at) refuse('courts.service-time', { field: 'servedAt' })
      const found = checkNotice({ ...noticeOf(notice), hearingAt: notice.hearing_at }, { servedOn: baghdadDay(servedAt), hearingOn: baghdadDay(notice.hearing_at), receivedBy: input.receivedBy, addressedToAccused: notice.to_accused }, trial.class, await workCalendarOf(tx, trial.court_id))
      // A service that came too late or to the wrong hands has happened: it is kept, and the absent are not tried on it.
      const enough = !found.some((f) => f.outcome === 'block')
      const warnings = found.map((f) => ({ ...f, outcome: 'warn' as const }))
      await tx.db.withTables<CourtTables>().updateTable('courts.notice').set({
        served_at: servedAt, served_by: input.servedBy, received_by: input.receivedBy, receiver: input.receiver || null, proof_document_id: input.proofDocumentId ?? null, recorded_at: tx.at, enough, warnings: JSON.stringify(warnings),
      }).where('id', '=', notice.id).execute()
      if (enough && notice.to_accused) await stopWhenServed(tx, facts, notice.hearing_id)
      return { enough, warnings }
    })),
  handle(recordPublication, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.record-service', caseId: input.id, version: input.version, basis: 'CPC 143(C)', input, detail: { publication: input.personId } }, async (tx, facts) => {
      const trial = await getOpenTrial(tx, facts.id)
      if (!(await accusedOf(tx, facts)).some((a) => a.id === input.personId)) refuse('courts.not-accused-here', { field: 'personId' })
      const today = baghdadDay(tx.at)
      if (input.newspapers.some((n) => n.on > today) || (input.broadcastOn ?? today) > today) refuse('courts.publication-in-future', { field: 'newspapers' })
      const earliest = earliestFugitiveTrial({ ...input, hearingOn: '9999-12-31' }, trial.class)
      refuseBlocked(checkPublication({ ...input, hearingOn: '9999-12-31' }, trial.class))
      const id = randomUUIDv7()
      await tx.db.withTables<CourtTables>().insertInto('courts.publication').values({
        id, case_id: facts.id, person_id: input.personId, residence_known: input.residenceKnown, posted_at_residence: input.postedAtResidence, newspapers: JSON.stringify(input.newspapers), broadcast_ordered: input.broadcastOrdered,
        broadcast_on: input.broadcastOn ?? null, recorded_at: tx.at, recorded_by: actorOf(tx),
      }).execute()
      return { publicationId: id, earliestTrial: earliest ?? null }
    })),
]

/** The period before the hearing is kept once every accused has a notice in time. */
async function stopWhenServed(tx: Tx, facts: CaseFacts, hearingId: string): Promise<void> {
  const served = new Set((await listNoticesOf(tx, facts.id)).filter((n) => n.hearing_id === hearingId && n.enough === true).map((n) => n.person_id))
  if ((await accusedOf(tx, facts)).every((a) => served.has(a.id))) await stopClock(tx, { rule: 'CLK-06', recordId: facts.id, state: 'met', outcome: 'served' })
}

async function fieldsOf(tx: Tx, facts: CaseFacts, input: { personId?: string | undefined; addressee?: string | undefined; capacity: string; offence?: string | undefined; article?: string | undefined }) {
  const accused = await accusedOf(tx, facts)
  const victims = await personsOf(tx, facts.id, ['victim', 'complainant'])
  const named = input.personId ? (await namesOf(tx, [input.personId])).get(input.personId) : undefined
  const offences = [...new Set(accused.flatMap((a) => a.charges.map((c) => c.offenceCode)))].map((code) => getOffence(code))
  const kurdish = facts.jurisdiction === 'kri'
  const court = await getOffice(tx, tx.ctx.session?.officeId ?? facts.heldBy)
  return {
    toAccused: accused.some((a) => a.id === input.personId), addressee: (input.addressee || named?.name || '').slice(0, 300), addresseeCapacity: input.capacity, names: accused.map((a) => a.name.slice(0, 300)), accused: accused.map((a) => a.name).join('، '),
    // Where the public right alone is at stake there is no victim by name.
    victim: victims.map((v) => v.name).join('، ').slice(0, 300) || 'الحق العام', court: kurdish ? court.name_ckb : court.name_ar, caseNumber: facts.number,
    offence: (input.offence || offences.map((o) => (kurdish ? o.title.ckb : o.title.ar)).join('، ')).slice(0, 300), article: (input.article || offences.map((o) => o.article).join(', ')).slice(0, 300),
  }
}

function noticeOf(n: NoticeRow) {
  return { addressee: n.addressee, addresseeCapacity: n.capacity, accused: n.accused, victim: n.victim, court: n.court, caseNumber: n.case_number, offence: n.offence, article: n.article }
}
