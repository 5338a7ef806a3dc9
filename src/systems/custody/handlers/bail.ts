import { read, type Reader } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { findOffence } from '#systems/offences/public.ts'
import type { z } from 'zod'
import { answerReleaseRequest, decideBail, giveBail, listBails } from '../contract/release.ts'
import { settleRequest } from '../detention.ts'
import { actor, assertHeld, onCustody } from '../onCustody.ts'
import { orderRelease } from '../orderRelease.ts'
import { paperLang, paperPerson } from '../paperParts.ts'
import { projectCustody } from '../project.ts'
import { otherLivePapers } from '../releasing.ts'
import { decideRequest } from '../store/requests.ts'
import { refOf } from '../store/custody.ts'
import { insertFact } from '../store/facts.ts'
import { findBail, insertBail, listBail, updateBail } from '../store/release.ts'
import type { BailRow, CustodyRow } from '../store/tables.ts'

type Given = z.output<typeof giveBail.input>

/** What the judge asked for must be there: a guarantor with an address, or the receipt of the money. */
function assertComplete(bail: BailRow, given: Given): void {
  const need = (field: 'guarantorName' | 'guarantorAddress' | 'solvency' | 'receiptNumber') => { if (!given[field]) refuse('custody.bail-field', { article: 'CPC 114', field, params: { field: `custody.field.${field}` } }) }
  if (bail.kind === 'guarantor') for (const field of ['guarantorName', 'guarantorAddress', 'solvency'] as const) need(field)
  if (bail.kind === 'deposit') need('receiptNumber')
}

async function bondData(r: Reader, row: CustodyRow, bail: BailRow, given: Given) {
  const role = r.ctx.session?.role
  const offence = row.offence_code === null ? undefined : findOffence(row.offence_code)
  const optional = <K extends string, V>(key: K, value: V | undefined) => (value === undefined ? {} : { [key]: value } as Record<K, V>)
  return {
    accused: await paperPerson(r, row), caseNumber: row.case_number, offence: offence?.title[paperLang(row)] ?? row.article ?? '—', article: row.article ?? '—', kind: bail.kind, ...optional('amount', bail.amount_iqd ?? undefined),
    ...optional('solvency', given.solvency), ...optional('receiptNumber', given.receiptNumber), ...optional('appearAt', given.appearAt), appearPlace: given.appearPlace, acceptedBy: r.ctx.session?.personName ?? '',
    acceptedByPost: role === 'investigative-judge' || role === 'trial-judge' ? 'judge' as const : role === 'investigator' ? 'investigator' as const : 'officer' as const,
    ...(given.guarantorName ? { guarantor: { name: given.guarantorName, ...optional('identity', given.guarantorDocument), ...optional('address', given.guarantorAddress), ...optional('phone', given.guarantorPhone) } } : {}),
  }
}

export const bailHandlers: readonly Handler[] = [
  handle(decideBail, (input, ctx) => onCustody(ctx, { verb: 'custody.decide-bail', basis: 'CPC 109(A), 110, 114', by: 'authority', reason: input.reason, input, detail: { kind: input.kind, amountIqd: input.amountIqd ?? null } }, async (tx, row) => {
    assertHeld(row)
    if (row.capital) refuse('custody.no-bail-capital', { article: 'CPC 109(B)' })
    await settleRequest(tx, row.id, input.requestId, ['bail', 'release'], { decision: 'granted', reason: input.reason })
    const bailId = await insertBail(tx, {
      custody_id: row.id, kind: input.kind, amount_iqd: input.kind === 'undertaking' ? null : (input.amountIqd ?? null), decided_at: tx.at, decided_by: actor(tx),
    })
    return { id: row.id, bailId }
  })),
  handle(answerReleaseRequest, (input, ctx) => onCustody(ctx, { verb: 'custody.decide-bail', basis: 'CPC 109-111', by: 'authority', reason: input.reason, input, detail: { request: input.requestId, granted: input.granted } }, async (tx, row) => {
    assertHeld(row)
    if (input.granted && row.capital) refuse('custody.no-bail-capital', { article: 'CPC 109(B)' })
    await decideRequest(tx, input.requestId, { custodyId: row.id, kinds: input.granted ? ['release'] : ['release', 'bail'], decision: input.granted ? 'granted' : 'refused', reason: input.reason })
    if (!input.granted) return { id: row.id, releaseOrderId: null }
    const { releaseOrderId } = await orderRelease(tx, row.id, { decision: 'judge', article: 'CPC 111', reason: input.reason, caseId: row.case_id })
    return { id: row.id, releaseOrderId }
  })),
  handle(giveBail, (input, ctx) => onCustody(ctx, { verb: 'custody.give-bail', basis: 'CPC 114-115', by: 'either', input, detail: { bail: input.bailId } }, async (tx, row) => {
    assertHeld(row)
    const bail = (await findBail(tx, row.id, input.bailId)) ?? refuse('custody.bail-unknown', { status: 404 })
    if (bail.given_at !== null) refuse('custody.bail-given-already', { status: 409 })
    assertComplete(bail, input)
    const bond = await issueForm(tx, { form: 'bail-bond', data: await bondData(tx, row, bail, input) })
    await updateBail(tx, bail.id, { given_at: tx.at, given_by: actor(tx), guarantor_name: input.guarantorName ?? null, guarantor_document: input.guarantorDocument ?? null })
    await insertFact(tx, row.id, { type: 'bail', at: tx.at, caseRef: await refOf(tx, row.id, row.case_id) }, { bailId: bail.id })
    const otherLive = await otherLivePapers(tx, row, tx.at)
    if (otherLive.length > 0) {
      await projectCustody(tx, row.id)
      return { id: row.id, paperId: bond.documentId, released: false, otherLive }
    }
    await orderRelease(tx, row.id, { decision: 'bail', article: 'CPC 115', reason: bond.number, caseId: row.case_id })
    return { id: row.id, paperId: bond.documentId, released: true, otherLive }
  })),
  handle(listBails, ({ id }, ctx) => read(ctx, async (r) => ({
    rows: (await listBail(r, id)).map((b) => ({
      id: b.id, kind: b.kind, amountIqd: b.amount_iqd === null ? null : Number(b.amount_iqd), guarantor: b.guarantor_name, guarantorDocument: b.guarantor_document,
      decidedAt: b.decided_at.toISOString(), decidedBy: b.decider, givenAt: b.given_at?.toISOString() ?? null, givenBy: b.giver,
    })),
  }))),
]
