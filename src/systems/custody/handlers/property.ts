import { refuse } from '#kernel/act/refusal.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import type { Tx } from '#kernel/act/act.ts'
import { issueHandoverReceipt, passOnProperty, takeProperty } from '../contract/care.ts'
import { onCustody } from '../onCustody.ts'
import { paperLang, propertyPaper, thingsOf } from '../paperParts.ts'
import { insertProperty, listProperty, returnItems } from '../store/care.ts'

export const propertyHandlers: readonly Handler[] = [
  handle(takeProperty, (input, ctx) => onCustody(ctx, { verb: 'custody.take-property', basis: 'Mandela 7(e), 67', input, detail: { things: input.items.length } }, async (tx, row) => {
    await insertProperty(tx, row.id, input.items)
    const paper = await propertyPaper(tx, row, { kind: 'taken', items: input.items.map((i) => ({ description: i.description, quantity: i.quantity, seal_number: i.seal ?? null })), remarks: input.remarks })
    return { id: row.id, paperId: paper.documentId, number: paper.number }
  })),
  handle(passOnProperty, (input, ctx) => onCustody(ctx, { verb: 'custody.take-property', basis: 'Mandela 67', input, detail: { passedOnTo: input.to } }, async (tx, row) => {
    const items = await returnItems(tx, row.id, input.itemIds, input.to)
    if (items.length !== new Set(input.itemIds).size) refuse('custody.property-not-there', { status: 409, field: 'itemIds' })
    const paper = await propertyPaper(tx, row, { kind: 'handed-to-other', items, receiver: input.to, remarks: input.remarks })
    return { id: row.id, paperId: paper.documentId }
  })),
  handle(issueHandoverReceipt, (input, ctx) => onCustody(ctx, { verb: 'custody.issue-handover-receipt', input, detail: { handover: input.handoverId } }, async (tx, row) => {
    const done = (await tx.db.selectFrom('kernel.handover').selectAll().where('id', '=', input.handoverId).where('record_id', '=', row.id).executeTakeFirst()) ?? refuse('custody.handover-unknown', { status: 404 })
    const [from, to] = [await getOffice(tx, done.from_office), await getOffice(tx, done.to_office)]
    const name = `name_${paperLang(row)}` as const
    const paper = await issueForm(tx, { form: 'handover-receipt', data: {
      kind: 'person', subject: row.name_display, recordNumber: row.number, fromOffice: from[name], fromPerson: await nameOf(tx, done.offered_by), toOffice: to[name], offeredAt: done.offered_at.toISOString(),
      ...(done.decided_by === null ? {} : { toPerson: await nameOf(tx, done.decided_by) }), ...(done.state === 'accepted' && done.decided_at ? { acceptedAt: done.decided_at.toISOString() } : {}),
      ...(done.seal_number ? { seal: done.seal_number } : {}), ...(input.sealIntact === undefined ? {} : { sealIntact: input.sealIntact }), ...(done.condition_note ? { condition: done.condition_note } : {}),
      enclosures: thingsOf((await listProperty(tx, row.id)).filter((i) => i.returned_at === null)),
    } })
    return { id: row.id, paperId: paper.documentId, number: paper.number }
  })),
]

async function nameOf(tx: Tx, accountId: string): Promise<string> {
  return (await tx.db.selectFrom('kernel.account').select('full_name_ar').where('id', '=', accountId).executeTakeFirst())?.full_name_ar ?? '—'
}
