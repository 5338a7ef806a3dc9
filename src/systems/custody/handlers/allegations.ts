import { randomUUIDv7 } from 'node:crypto'
import { act, read } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { findReceiver } from '#kernel/clock/alarms.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { closeAllegation, examineAllegation, listAllegations, makeAllegation, type AllegationView } from '../contract/care.ts'
import { happenedAt } from '../onCustody.ts'
import { findAllegation, insertAllegation, insertAllegationNote, listAllegationRows, updateAllegation, type AllegationListRow } from '../store/care.ts'
import { getCustodyRow } from '../store/custody.ts'
import { tellOfIllTreatment } from './medical.ts'

function viewAllegation(a: AllegationListRow): AllegationView {
  return {
    id: a.id, version: a.version, number: a.number ?? '', state: a.state, custodyId: a.custody_id, custodyNumber: a.custody_number, name: a.name_display, allegedAt: a.alleged_at.toISOString(), toldTo: a.told_to, words: a.words,
    against: a.against_office === null || a.against_ar === null ? null : { id: a.against_office, ar: a.against_ar, ckb: a.against_ckb ?? a.against_ar, en: a.against_en ?? a.against_ar },
    holder: { id: a.office_id, ar: a.holder_ar, ckb: a.holder_ckb, en: a.holder_en }, examinedAt: a.examined_at?.toISOString() ?? null, closedAt: a.closed_at?.toISOString() ?? null, outcome: a.outcome, notes: a.notes,
  }
}

export const allegationHandlers: readonly Handler[] = [
  // The act is on the allegation alone: the custody's own history, which the office complained of reads, says nothing of it (Mandela 57).
  handle(makeAllegation, async (input, ctx) => {
    const seen = await read(ctx, async (r) => {
      const row = await getCustodyRow(r, input.custodyId)
      return { number: row.number, prosecution: row.prosecution_id ?? (await findReceiver(r, row.held_by, 'prosecution-office')) }
    })
    const officeId = seen.prosecution ?? refuse('custody.no-prosecution', { status: 409 })
    return act(ctx, { verb: 'custody.allege', subject: { kind: 'allegation', create: { label: seen.number, series: 'allegation', officeId } }, basis: 'Const 37(1)(C), CPC 127', input, detail: { toldTo: input.toldTo } }, async (tx) => {
      const row = await getCustodyRow(tx, input.custodyId)
      await insertAllegation(tx, {
        id: tx.record.id, custody_id: row.id, alleged_at: happenedAt(tx, input.allegedAt, { field: 'allegedAt' }), told_to: input.toldTo, words: input.words, against_office: input.againstOfficeId ?? null,
      })
      if (row.court_id) await grantAccess(tx, tx.record.id, row.court_id, 'judge')
      await tx.db.insertInto('kernel.record_person').values({ id: randomUUIDv7(), record_id: tx.record.id, person_id: row.person_id, role: 'alleging' }).execute()
      await tellOfIllTreatment(tx, row, tx.record.id, { custodyId: row.id, number: tx.record.number }, true)
      return { id: tx.record.id, number: tx.record.number ?? '' }
    })
  }),
  handle(listAllegations, (input, ctx) => read(ctx, async (r) => ({ rows: (await listAllegationRows(r, input)).map(viewAllegation) }))),
  handle(examineAllegation, (input, ctx) => act(ctx, { verb: 'custody.examine-allegation', subject: { kind: 'allegation', id: input.id }, expectedVersion: input.version, basis: 'Mandela 71', input }, async (tx) => {
    const row = (await findAllegation(tx, input.id)) ?? refuse('kernel.record-unknown', { status: 404 })
    const at = happenedAt(tx, input.at)
    await insertAllegationNote(tx, { allegationId: input.id, at, note: input.note })
    if (row.examined_at === null) await updateAllegation(tx, input.id, { examined_at: at })
    return { id: input.id }
  })),
  handle(closeAllegation, (input, ctx) => act(ctx, { verb: 'custody.close-allegation', subject: { kind: 'allegation', id: input.id }, expectedVersion: input.version, basis: 'Mandela 71', reason: input.reason, input, detail: { outcome: input.outcome } }, async (tx) => {
    const row = (await findAllegation(tx, input.id)) ?? refuse('kernel.record-unknown', { status: 404 })
    if (row.examined_at === null) refuse('custody.allegation-not-examined', { article: 'Mandela 71', status: 409 })
    await insertAllegationNote(tx, { allegationId: input.id, at: tx.at, note: input.reason })
    await updateAllegation(tx, input.id, { closed_at: tx.at, outcome: input.outcome })
    await tx.db.updateTable('kernel.record').set({ state: 'closed' }).where('id', '=', input.id).execute()
    return { id: input.id }
  })),
]
