import { randomUUIDv7 } from 'node:crypto'
import { act, read, type Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { addDays, baghdadDay, endOfBaghdadDay, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { blocking, type Finding } from '#kernel/words/finding.ts'
import { readDiary, recordScene, recordSearch, writeDiary } from '../contract/papers.ts'
import { checkMeasureBeforeComplaint } from '../rules/complaint.ts'
import { atFields, searchFields } from '../form-fields.ts'
import { issueSceneRecord, issueSearchRecord } from '../issue-papers.ts'
import { complaintFacts } from '../law.ts'
import { checkScene, checkSearch } from '../rules/search.ts'
import { tell } from '../store/notice.ts'
import { findDiary, findEntryOffice, insertDiaryEntry, insertScene, insertSearch } from '../store/papers.ts'
import { actorOf } from '../store/party.ts'
import { accusationOf, findCharges } from '../store/charge.ts'
import type { CaseRow } from '../store/tables.ts'
import { viewDiary } from '../views.ts'
import { words } from '../words.ts'
import { actOnCase } from './act-on-case.ts'

/** What stands beside a record as warnings: everything that was found and did not stop it. */
export function warningsIn(found: readonly Finding[]): Finding[] {
  const stopped = blocking(found)
  return found.filter((f) => !stopped.includes(f))
}

/** In an offence that needs a complaint, nothing is done against the offender before it (CPC 8). */
export async function assertComplained(tx: Tx, row: CaseRow): Promise<void> {
  if (row.complained) return
  const setting = { victimIsKin: row.victim_is_kin, againstPublicServant: row.against_public_servant, stateProperty: row.state_property }
  const live = (await findCharges(tx, row.id)).filter((c) => c.ended_at === null)
  const found = live.map((c) => checkMeasureBeforeComplaint(complaintFacts(accusationOf(c), setting), false))
  // One charge that needs no complaint is enough for the case to go on.
  if (live.length > 0 && found.every((f) => f.length > 0)) refuseBlocked(found.flat())
}

export const paperHandlers: readonly Handler[] = [
  handle(writeDiary, async (input, ctx) => {
    const id = randomUUIDv7()
    return act(ctx, { verb: 'cases.write-diary', subject: { kind: 'diary', bare: id }, basis: 'CPC 49(C)', input }, async (tx) => {
      const informedAt = input.informedAt ? new Date(input.informedAt) : tx.at
      if (informedAt > tx.at) refuse('cases.diary-before-report', { article: 'CPC 49(C)', field: 'informedAt' })
      const officeId = ctx.session?.officeId ?? refuse('kernel.sign-in-first', { status: 401 })
      if (input.corrects) await assertOwnEntry(tx, input.corrects, officeId)
      if (input.caseId) {
        const known = await tx.db.selectFrom('kernel.record').select('id').where('id', '=', input.caseId).where('kind', '=', 'case').executeTakeFirst()
        if (!known) refuse('kernel.record-unknown', { status: 404, field: 'caseId' })
        tx.also(input.caseId)
      }
      return insertDiaryEntry(tx, { id, case_id: input.caseId ?? null, officeId, informedAt, informant: input.informant || null, witnesses: null, summary: input.summary, signed: input.signed, corrects: input.corrects ?? null })
    })
  }),
  handle(readDiary, async (input, ctx) => read(ctx, async (r) => {
    const today = baghdadDay(ctx.now)
    const officeId = input.officeId ?? ctx.session?.officeId ?? refuse('kernel.sign-in-first', { status: 401 })
    const rows = await findDiary(r, { officeId, from: startOfBaghdadDay(input.from ?? addDays(today, -6)), to: endOfBaghdadDay(input.to ?? today), before: input.cursor, limit: input.limit })
    return { rows: rows.map(viewDiary), next: rows.length === input.limit ? (rows.at(-1)?.id ?? null) : null }
  })),
  handle(recordSearch, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.record-search', caseId: input.id, version: input.version, basis: 'CPC 82', input, detail: { ground: input.ground, place: input.place } }, async (tx, row) => {
      await assertComplained(tx, row)
      const { startedAt, endedAt, mukhtar, ...rest } = input
      const found = atFields(checkSearch({ ...rest, ...(startedAt ? { startedAt: new Date(startedAt) } : {}), ...(mukhtar ? { mukhtarOrSubstitute: mukhtar } : {}), ...optional('orderNumber', input.orderNumber), ...optional('accusedAbsenceReason', input.accusedAbsenceReason), ...optional('femaleSearcher', input.femaleSearcher) }), searchFields)
      refuseBlocked(found)
      if (startedAt && new Date(startedAt) > tx.at) refuse('cases.time-in-future', { field: 'startedAt' })
      const warnings = warningsIn(found)
      const search = {
        case_id: row.id, ground: input.ground, order_number: input.orderNumber || null, of_place: input.ofPlace, searched_person_id: input.searchedPersonId ?? null, procedures: input.procedures,
        started_at: startedAt ? new Date(startedAt) : tx.at, ended_at: endedAt ? new Date(endedAt) : null, place: input.place, objects_seized: input.objectsSeized, persons_found: input.personsFound,
        remarks: input.remarks, accused_present: input.accusedPresent, accused_absence_reason: input.accusedAbsenceReason || null, owner_present: input.ownerPresent, witnesses: input.witnesses,
        mukhtar: mukhtar || null, signatures: JSON.stringify(input.signatures), female_searched: input.femaleSearched, female_searcher: input.femaleSearcher || null,
        detail: JSON.stringify({ outOfArea: input.outOfArea, localJudgeConsulted: input.localJudgeConsulted, urgent: input.urgent, ownerFound: input.ownerFound }), warnings: JSON.stringify(warnings),
        office_id: ctx.session?.officeId ?? row.station_id, recorded_at: tx.at, recorded_by: actorOf(tx),
      }
      const id = await insertSearch(tx, search)
      const authority = words[`cases.ground.${input.ground}`]?.[row.jurisdiction === 'kri' ? 'ckb' : 'ar'] ?? input.ground
      const documentId = await issueSearchRecord(tx, search, input.orderNumber ? `${authority} ${input.orderNumber}` : authority)
      return { id, documentId, warnings }
    })),
  handle(recordScene, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.record-scene', caseId: input.id, version: input.version, basis: 'CPC 43, 52(B)', input, detail: { place: input.place } }, async (tx, row) => {
      const byJudge = ctx.session?.role === 'investigative-judge'
      const inspectedAt = input.inspectedAt ? new Date(input.inspectedAt) : undefined
      // A flagrant felony is told to the prosecution by this act itself, so it is always told (CPC 52(C)).
      const told = input.flagranteFelony && row.prosecution_id !== null
      const found = checkScene({ ...input, ...(inspectedAt ? { inspectedAt } : {}), apparentCause: input.apparentCause ?? '', byJudge, prosecutionTold: told, ...optional('judgeUnableReason', input.judgeUnableReason) } as Parameters<typeof checkScene>[0])
      refuseBlocked(found)
      if (inspectedAt && inspectedAt > tx.at) refuse('cases.time-in-future', { field: 'inspectedAt' })
      const warnings = warningsIn(found)
      const scene = {
        case_id: row.id, inspected_at: inspectedAt ?? tx.at, place: input.place, traces: input.traces, damage: input.damage, sketch: input.sketch, sketch_document_id: input.sketchDocumentId ?? null,
        persons: input.persons, death: input.death, apparent_cause: input.apparentCause || null, seized: input.seized, flagrante_felony: input.flagranteFelony, by_judge: byJudge,
        judge_unable_reason: input.judgeUnableReason || null, prosecution_told: told, warnings: JSON.stringify(warnings), office_id: ctx.session?.officeId ?? row.station_id, recorded_at: tx.at, recorded_by: actorOf(tx),
      }
      const id = await insertScene(tx, scene)
      const documentId = await issueSceneRecord(tx, scene)
      if (told && row.prosecution_id) await tell(tx, { caseId: row.id, kind: 'opened', aboutId: id, officeId: row.prosecution_id, article: 'CPC 52(C)' })
      return { id, documentId, warnings }
    })),
]

/** A field only where it was filled in. */
export function optional<K extends string, V>(key: K, value: V | undefined | ''): { [P in K]?: V } {
  return (value === undefined || value === '' ? {} : { [key]: value }) as { [P in K]?: V }
}

async function assertOwnEntry(tx: Tx, entryId: string, officeId: string): Promise<void> {
  if ((await findEntryOffice(tx, entryId)) !== officeId) refuse('cases.diary-entry-unknown', { status: 404, field: 'corrects' })
}
