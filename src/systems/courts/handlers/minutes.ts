import { randomUUIDv7 } from 'node:crypto'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { addToMinutes, writeMinutes } from '../contract/hearings.ts'
import { checkMinutes } from '../rules/hearing.ts'
import { getHearingOf, listMinutes, seatsOf } from '../store/hearing.ts'
import { actorOf } from '../store/people.ts'
import type { CourtTables } from '../store/tables.ts'
import { actOnCase, warningsIn } from './onCase.ts'

export const minutesHandlers: readonly Handler[] = [
  handle(writeMinutes, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.write-minutes', caseId: input.id, version: input.version, basis: 'CPC 222', input, detail: { hearingId: input.hearingId } }, async (tx, facts) => {
      const hearing = await getHearingOf(tx, facts.id, input.hearingId)
      if (hearing.opened_at === null) refuse('courts.hearing-not-opened', { article: 'CPC 222' })
      if ((await listMinutes(tx, hearing.id)).some((m) => m.kind === 'minutes')) refuse('courts.minutes-written-already', { status: 409, article: 'CPC 222' })
      const seats = await seatsOf(tx, [hearing.id])
      const judges = seats.map((s) => s.name).join('، ')
      const day = baghdadDay(hearing.opened_at)
      const found = checkMinutes({ ...input, date: day, judges })
      refuseBlocked(found)
      const court = await getOffice(tx, hearing.court_id)
      const { documentId, number } = await issueForm(tx, { form: 'hearing-record', data: {
        caseNumber: facts.number, court: facts.jurisdiction === 'kri' ? court.name_ckb : court.name_ar, openedAt: hearing.opened_at.toISOString(), closedAt: tx.at.toISOString(), session: hearing.session, public: hearing.public,
        ...(hearing.secrecy_reason ? { whySecret: secrecy[hearing.secrecy_reason] } : {}), judges: seats.map((s) => s.name), clerk: input.clerk, prosecutor: input.prosecutor, parties: namesIn(input.parties), witnesses: namesIn(input.witnesses),
        papersRead: input.papersRead, requests: input.requests, proceedings: input.procedures, decisions: input.decisions,
      } })
      const id = randomUUIDv7()
      await tx.db.withTables<CourtTables>().insertInto('courts.minutes').values({
        id, hearing_id: hearing.id, case_id: facts.id, kind: 'minutes', day, publicity: input.publicity, judges, clerk: input.clerk, prosecutor: input.prosecutor, parties: input.parties, witnesses: input.witnesses, papers_read: input.papersRead,
        requests: input.requests, procedures: input.procedures, decisions: input.decisions, pages: input.pages, pages_signed: input.pagesSigned, written_at: tx.at, written_by: actorOf(tx), writer: ctx.session?.personName ?? '',
        document_id: documentId, warnings: JSON.stringify(warningsIn(found)),
      }).execute()
      return { minutesId: id, documentId, number }
    })),
  handle(addToMinutes, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.write-minutes', caseId: input.id, version: input.version, basis: 'CPC 222', input, detail: { hearingId: input.hearingId, addition: true } }, async (tx, facts) => {
      const hearing = await getHearingOf(tx, facts.id, input.hearingId)
      if (!(await listMinutes(tx, hearing.id)).some((m) => m.kind === 'minutes')) refuse('courts.minutes-not-written', { status: 409, article: 'CPC 222' })
      const id = randomUUIDv7()
      await tx.db.withTables<CourtTables>().insertInto('courts.minutes').values({
        id, hearing_id: hearing.id, case_id: facts.id, kind: 'addition', day: baghdadDay(tx.at), publicity: null, judges: null, clerk: null, prosecutor: null, parties: null, witnesses: null, papers_read: null, requests: null,
        procedures: input.text, decisions: null, pages: null, pages_signed: null, written_at: tx.at, written_by: actorOf(tx), writer: ctx.session?.personName ?? '', document_id: null, warnings: '[]',
      }).execute()
      return { minutesId: id }
    })),
]

const secrecy = { security: 'المحافظة على الأمن', morals: 'مراعاة الآداب' } as const

/** One name on a line, what follows a dash is its note. */
function namesIn(lines: string): { name: string; note?: string }[] {
  return lines.split('\n').map((line) => line.trim()).filter(Boolean).slice(0, 200).map((line) => {
    const [name, ...rest] = line.split(/\s[-–—]\s/)
    const remark = rest.join(' – ').slice(0, 300)
    return { name: (name ?? line).slice(0, 300), ...(remark ? { note: remark } : {}) }
  })
}
