import { sql } from 'kysely'
import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { askApproval, declareApproval } from '#kernel/access/approvals.ts'
import { assertMay, may } from '#kernel/access/policy.ts'
import { mainStore } from '#kernel/documents/files/receive.ts'
import type { FileStore } from '#kernel/documents/files/file-store.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { ExpungeOrder, type ExpungingView } from './contract.ts'

/** Refuses (with `refuse`) what a kind of record does not allow to be destroyed yet: somebody still held, a case still open. */
export type ExpungingRule = (r: Reader, recordId: string) => Promise<void>

const rules = new Map<string, ExpungingRule>()

/** A system says when a kind of its records may be destroyed. Without a rule a judge's order is enough. */
export function registerExpungingRule(kind: string, rule: ExpungingRule): void {
  rules.set(kind, rule)
}

/** The second pair of eyes: what is destroyed is destroyed in this act. */
export const expungingApproval = declareApproval({
  verb: 'ledger.order-expunging', decide: 'ledger.expunge', by: 'authority', input: ExpungeOrder,
  title: { ar: 'أمر بإتلاف سجل', ckb: 'فەرمانی لەناوبردنی تۆمار', en: 'Order to destroy a record' },
  basis: (order) => order.article,
  run: carryOut,
})

/** A judge's order. Every record named must be one that the judge may order destroyed, and none in transit or still open by its own rule. */
export async function askExpunging(ctx: Ctx, recordId: string, order: ExpungeOrder): Promise<{ approvalId: string }> {
  const records = await read(ctx, (r) => recordsOf(r, order.records))
  const subject = records.find((record) => record.id === recordId) ?? refuse('kernel.record-unknown', { status: 404 })
  if (records.length !== new Set(order.records).size) refuse('kernel.record-unknown', { status: 404 })
  for (const record of records) {
    assertMay(ctx, 'ledger.order-expunging', record)
    if (record.state === 'in-transit') refuse('kernel.in-transit', { status: 423 })
  }
  return act(ctx, { verb: 'ledger.order-expunging', subject: { kind: subject.kind, id: recordId }, by: 'authority', basis: order.article, reason: order.reason, input: order, detail: { order: order.orderNumber, day: order.orderDay, records: order.records } }, async (tx) => {
    await refuseInTree(tx)
    for (const record of records) await rules.get(record.kind)?.(tx, record.id)
    const { rows: [open] } = await sql<{ id: string }>`select id from kernel.approval where record_id = ${recordId} and verb = 'ledger.order-expunging' and state = 'asked'`.execute(tx.db)
    if (open) refuse('kernel.expunging-asked-already', { status: 409 })
    return { approvalId: await askApproval(tx, { verb: 'ledger.order-expunging', input: order }) }
  })
}

/** What one node destroys would stay on the others: nothing is ordered that can't be carried out everywhere. */
async function refuseInTree(r: Reader): Promise<void> {
  const { rows: [tree] } = await sql<{ tree: boolean }>`select kernel.is_tree() as tree`.execute(r.db)
  if (tree?.tree) refuse('kernel.expunging-in-tree', { status: 422 })
}

async function carryOut(tx: Tx, order: ExpungeOrder): Promise<void> {
  const records = await recordsOf(tx, order.records)
  for (const record of records) await rules.get(record.kind)?.(tx, record.id)
  const [own] = records.filter((record) => record.id === tx.record.id)
  const { rows: [asked] } = await sql<{ id: string; judge: string; court: string }>`select p.id, a.full_name_ar as judge, o.name_ar as court from kernel.approval p join kernel.account a on a.id = p.requested_by
    left join kernel.post_holding h on h.account_id = a.id and h.to_at is null left join kernel.post s on s.id = h.post_id left join kernel.office o on o.id = s.office_id
    where p.record_id = ${tx.record.id} and p.verb = 'ledger.order-expunging' and p.state = 'approved' and p.decided_at = ${tx.at} limit 1`.execute(tx.db)
  if (!asked || !own) refuse('access.approval-unknown', { status: 404, params: { verb: 'ledger.order-expunging' } })
  await refuseInTree(tx)
  await sql`select kernel.forget_given_up()`.execute(tx.db)
  const { rows: [done] } = await sql<{ done: Record<'records' | 'entries' | 'rows' | 'papers' | 'persons', number> }>`select kernel.expunge(${asked.id}, ${tx.at}) as done`.execute(tx.db)
  // The printed record of it says nothing of what was destroyed but its kind and number.
  await issueForm(tx, { form: 'expunging-record', data: {
    recordKind: own.kind, recordNumber: own.number ?? '—', article: order.article, orderNumber: order.orderNumber, orderDay: order.orderDay, orderedBy: asked.judge, court: asked.court ?? '—',
    approvedBy: tx.ctx.session?.personName ?? '—', at: tx.at.toISOString(), ...done!.done,
  } })
}

interface NamedRecord { id: string; kind: string; number: string | null; label: string; state: string; parties: string[] }

async function recordsOf(r: Reader, ids: readonly string[]): Promise<NamedRecord[]> {
  const { rows } = await sql<NamedRecord>`select r.id, r.kind, r.number, r.label, r.state, array(select a.why || ':' || a.office_id from kernel.record_access a where a.record_id = r.id and (a.expires_at is null or a.expires_at > now())) as parties
    from kernel.record r where r.id = any (${[...ids]}::uuid[])`.execute(r.db)
  return rows
}

/** The record, how much would go with it, and other records that name the same persons or are linked to it and that this judge may order destroyed too. */
export async function previewOf(r: Reader, recordId: string) {
  const [record] = await recordsOf(r, [recordId])
  if (!record) refuse('kernel.record-unknown', { status: 404 })
  assertMay(r.ctx, 'ledger.order-expunging', record)
  const { rows: [counts] } = await sql<{ entries: number; papers: number }>`select (select count(*)::integer from kernel.entry where subject_id = ${recordId}) as entries, (select count(*)::integer from kernel.document where record_id = ${recordId}) as papers`.execute(r.db)
  const { rows: near } = await sql<{ id: string }>`select distinct o.record_id as id from kernel.record_person p join kernel.record_person o on o.person_id = p.person_id where p.record_id = ${recordId}
    union select to_id from kernel.record_link where from_id = ${recordId} union select from_id from kernel.record_link where to_id = ${recordId} limit 50`.execute(r.db)
  const session = r.ctx.session
  const related = (await recordsOf(r, near.map(({ id }) => id).filter((id) => id !== recordId))).filter((one) => session !== null && may(session, 'ledger.order-expunging', one))
  const short = ({ id, kind, number, label }: NamedRecord) => ({ id, kind, number, label })
  return { record: short(record), entries: counts?.entries ?? 0, papers: counts?.papers ?? 0, related: related.map(short) }
}

/** What was destroyed under which order, the latest first. */
export async function expungingDone(r: Reader, limit: number): Promise<ExpungingView[]> {
  const { rows } = await sql<Omit<ExpungingView, 'at' | 'orderDay'> & { at: Date; orderDay: string }>`select x.id, x.record_id as "recordId", coalesce(r.kind, '') as kind, r.number, cardinality(x.records) as records, x.at, x.article,
      x.order_number as "orderNumber", x.order_day::text as "orderDay", x.reason, o.full_name_ar as "orderedBy", a.full_name_ar as "approvedBy", x.entries, x.row_count as rows, x.papers, x.persons,
      (select d.id from kernel.document d where d.record_id = x.record_id and d.form = 'expunging-record' and d.issued_at = x.at limit 1) as "paperId"
    from kernel.expunging x left join kernel.record r on r.id = x.record_id join kernel.account o on o.id = x.ordered_by join kernel.account a on a.id = x.approved_by order by x.at desc limit ${limit}`.execute(r.db)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** The kinds of record for which an order waits to be looked at. */
export async function kindsAsked(r: Reader): Promise<{ kind: string }[]> {
  return r.db.selectFrom('kernel.approval as p').innerJoin('kernel.record as r', 'r.id', 'p.record_id').select('r.kind').distinct().where('p.verb', '=', 'ledger.order-expunging').where('p.state', '=', 'asked').execute()
}

/** Takes stored files that nothing refers to any more out of the store. Run by a job; a file that can't be removed now is tried again. */
export async function removeFiles(ctx: Ctx, store: FileStore = mainStore()): Promise<number> {
  const { rows } = await sql<{ address: string; used: boolean }>`select f.address, kernel.file_is_used(f.address) as used from kernel.file_to_remove f order by f.since limit 500`.execute(ctx.db.app)
  for (const { address, used } of rows) {
    if (!used) await store.remove(address)
    await sql`delete from kernel.file_to_remove where address = ${address}`.execute(ctx.db.app)
  }
  return rows.length
}

