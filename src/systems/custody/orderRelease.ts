import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { nextNumber } from '#kernel/numbering/numbering.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { tellReleaseOrdered } from './hooks.ts'
import { projectCustody } from './project.ts'
import { getCustodyRow, refOf } from './store/custody.ts'
import { insertFact } from './store/facts.ts'
import { findOpenRelease } from './store/steps.ts'
import type { CustodyRow, CustodyTables, ReleaseDecision } from './store/tables.ts'

export interface ReleaseDecided {
  readonly decision: ReleaseDecision
  readonly article: string
  readonly reason: string
  /** The case in which release was decided; in every case when not given. Another case may still hold the person. */
  readonly caseId?: string | undefined
  /** The signed paper, where the deciding system has issued it; one is issued otherwise when a court decides. */
  readonly documentId?: string | undefined
}

/**
 * Orders a release, within the act of whoever decided it: the first step of the release, a fact that ends cover at this moment, and the
 * clock that the holder has to carry it out. Nobody is free by it yet. A second order while one is open adds its fact to the first.
 * Source: CPC 111, 115, 130(D), 284; Penal 324.
 * @throws Refusal custody.not-held-now when the person is not held any more
 */
export async function orderRelease(tx: Tx, custodyId: string, d: ReleaseDecided): Promise<{ releaseOrderId: string; number: string }> {
  const row = await getCustodyRow(tx, custodyId)
  if (row.ended_at !== null) refuse('custody.not-held-now', { status: 409, params: { stage: row.stage } })
  const caseRef = d.caseId === undefined ? undefined : await refOf(tx, custodyId, d.caseId)
  await insertFact(tx, custodyId, { type: 'release-order', at: tx.at, ...(caseRef === undefined ? {} : { caseRef }) }, { decision: d.decision })
  const open = await findOpenRelease(tx, custodyId)
  const order = open ?? (await insertOrder(tx, row, d))
  await projectCustody(tx, custodyId)
  await tellReleaseOrdered(tx, { custodyId, releaseOrderId: order.id, decision: d.decision, article: d.article })
  return { releaseOrderId: order.id, number: order.number }
}

async function insertOrder(tx: Tx, row: CustodyRow, d: ReleaseDecided): Promise<{ id: string; number: string }> {
  const id = randomUUIDv7()
  const officeId = tx.ctx.session?.officeId ?? row.court_id ?? row.held_by
  const number = await nextNumber(tx, 'release-order', officeId)
  const documentId = d.documentId ?? (await issuePaper(tx, row, d, officeId, number))
  await tx.db.withTables<CustodyTables>().insertInto('custody.release_order').values({
    id, custody_id: row.id, number, decision: d.decision, article: d.article, reason: d.reason, ordered_at: tx.at, ordered_by: tx.ctx.session?.accountId ?? null, office_id: officeId,
    case_id: d.caseId ?? null, document_id: documentId ?? null, received_at: null, received_by: null, checked_at: null, checked_by: null, check_findings: null, freed_at: null, freed_by: null,
    signature_document: null, property_returned_at: null, slip_document: null, withdrawn_at: null, withdrawn_reason: null,
  }).execute()
  return { id, number }
}

/** The paper to the place that holds the person; only a court's order has one of its own. */
async function issuePaper(tx: Tx, row: CustodyRow, d: ReleaseDecided, officeId: string, number: string): Promise<string | undefined> {
  const [office, holder] = [await getOffice(tx, officeId), await getOffice(tx, row.held_by)]
  if (!tx.ctx.session || !office.kind.endsWith('-court')) return undefined
  const { documentId } = await issueForm(tx, {
    form: 'release-order', recordId: row.id, officeId, number,
    data: { person: { name: row.name_display }, caseNumber: row.case_number, custodyNumber: row.number, ground: d.reason.slice(0, 300), groundArticle: d.article, decidedAt: tx.at.toISOString(), heldAt: holder.name_ar, judge: tx.ctx.session.personName },
  })
  return documentId
}
