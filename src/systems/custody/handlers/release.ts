import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { findReceiver, raiseAlarm } from '#kernel/clock/alarms.ts'
import { endPaper, issueForm } from '#kernel/documents/issue.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import type { Job } from '#kernel/http/system.ts'
import { getPerson } from '#kernel/people/people.ts'
import { note, type Finding } from '#kernel/words/finding.ts'
import {
  checkRelease, freePerson, giveSlip, keepForOther, listReleases, receiveRelease, returnProperty, withdrawRelease, type CheckNotes, type ReleaseView,
} from '../contract/release.ts'
import { askBeforeFreeing, tellEnded } from '../hooks.ts'
import { actor, happenedAt, onCustody } from '../onCustody.ts'
import { paperPerson, propertyPaper } from '../paperParts.ts'
import { projectCustody } from '../project.ts'
import { getReleaseToProve, identifierAgrees, notesAbout, otherLivePapers, releaseFacts, signaturePaper } from '../releasing.ts'
import { checkReleaseStep, nextReleaseStep, type ReleaseFacts, type ReleaseStep } from '../rules/release.ts'
import { releaseWithinMs } from '../standing.ts'
import { listProperty, returnItems } from '../store/care.ts'
import { insertFact } from '../store/facts.ts'
import { countOpenReleases, listLateReleases, listReleaseRows, stepsTaken, updateRelease, type ReleaseListRow } from '../store/release.ts'
import type { CustodyRow, ReleaseOrderRow } from '../store/tables.ts'
import { decisionWords } from '../words/release.ts'

/** Refuses a step before its turn; gives what the reader must know besides. */
async function stepFindings(tx: Tx, row: CustodyRow, order: ReleaseOrderRow, step: ReleaseStep, at: Date, more: Partial<ReleaseFacts> = {}): Promise<Finding[]> {
  const findings = checkReleaseStep(step, { ...(await releaseFacts(tx, row, order, at)), ...more }, at)
  if ((step === 'checked' || step === 'freed') && order.received_at !== null) findings.push(...(await askBeforeFreeing(tx, { custodyId: row.id, personId: row.person_id, step, since: order.received_at })))
  refuseBlocked(findings)
  return findings
}

const stepHandlers: readonly Handler[] = [
  handle(receiveRelease, (input, ctx) => onCustody(ctx, { verb: 'custody.receive-release', basis: 'CPC 284', input }, async (tx, row) => {
    const order = await getReleaseToProve(tx, row.id)
    const at = happenedAt(tx, input.at, { after: order.ordered_at })
    const warnings = await stepFindings(tx, row, order, 'received', at)
    await updateRelease(tx, order.id, { received_at: at, received_by: actor(tx) })
    await projectCustody(tx, row.id)
    return { id: row.id, warnings }
  })),
  handle(checkRelease, (input, ctx) => onCustody(ctx, { verb: 'custody.check-release', basis: 'CPC 115, 284', input, detail: { identifiedBy: input.identifier.kind } }, async (tx, row) => {
    const order = await getReleaseToProve(tx, row.id)
    const identityAgrees = identifierAgrees(await getPerson(tx, row.person_id), input.identifier)
    const findings = await stepFindings(tx, row, order, 'checked', tx.at, { identityAgrees })
    const check: CheckNotes = { findings, identifiedBy: input.identifier.kind, otherLive: [], ...(await notesAbout(tx, row)) }
    await updateRelease(tx, order.id, { checked_at: tx.at, checked_by: actor(tx), check_findings: JSON.stringify(check) })
    await projectCustody(tx, row.id)
    return { id: row.id, warnings: findings, check }
  })),
  handle(keepForOther, (input, ctx) => onCustody(ctx, { verb: 'custody.check-release', basis: 'CPC 115', reason: input.reason, input, detail: { kept: true } }, async (tx, row) => {
    const order = await getReleaseToProve(tx, row.id)
    if (order.received_at === null) refuse('custody.release-out-of-order', { article: 'CPC 284', params: { step: 'checked', next: 'received' } })
    const otherLive = await otherLivePapers(tx, row, tx.at)
    if (otherLive.length === 0 || order.freed_at !== null) refuse('custody.not-held-for-other', { article: 'CPC 115', status: 409 })
    await updateRelease(tx, order.id, { kept_at: tx.at, kept_reason: input.reason })
    await projectCustody(tx, row.id)
    return { id: row.id, warnings: [], otherLive }
  })),
  handle(freePerson, (input, ctx) => onCustody(ctx, { verb: 'custody.free', basis: 'CPC 284', input, detail: { signature: input.signature.how } }, async (tx, row) => {
    const order = await getReleaseToProve(tx, row.id)
    const at = happenedAt(tx, input.at, { after: order.checked_at })
    const warnings = await stepFindings(tx, row, order, 'freed', at, { identityAgrees: order.checked_at !== null, signed: true, ...(input.fetchedBy ? { fetchedBy: input.fetchedBy } : {}) })
    if (order.checked_by === actor(tx)) refuse('custody.second-person', { status: 403, article: 'CPC 284' })
    await updateRelease(tx, order.id, {
      freed_at: at, freed_by: actor(tx), signature: JSON.stringify(input.signature), signature_document: await signaturePaper(tx, input.signature), fetched_by: input.fetchedBy ?? null,
    })
    await insertFact(tx, row.id, { type: 'release', at, ...(order.decision === 'bail' ? { onBail: true } : {}) }, { releaseOrderId: order.id })
    await projectCustody(tx, row.id)
    if (order.document_id !== null) await endPaper(tx, { documentId: order.document_id, why: 'executed', reason: order.number })
    await tellEnded(tx, { custodyId: row.id, personId: row.person_id, kind: order.decision === 'bail' ? 'bail' : 'released', at })
    return { id: row.id, warnings }
  })),
]

const closingHandlers: readonly Handler[] = [
  handle(returnProperty, (input, ctx) => onCustody(ctx, { verb: 'custody.return-property', basis: 'Mandela 67', input, detail: { returnedTo: input.returnedTo } }, async (tx, row) => {
    const order = await getReleaseToProve(tx, row.id)
    const stored = (await listProperty(tx, row.id)).filter((i) => i.returned_at === null)
    const asked = new Set(input.itemIds ?? stored.map((i) => i.id))
    const left = stored.filter((i) => !asked.has(i.id)).length
    const warnings = await stepFindings(tx, row, order, 'property-returned', tx.at, { propertyItems: left })
    const returned = await returnItems(tx, row.id, stored.filter((i) => asked.has(i.id)).map((i) => i.id), input.returnedTo)
    const paper = returned.length === 0 ? null : await propertyPaper(tx, row, { kind: input.returnedTo === row.name_display ? 'returned' : 'handed-to-other', items: returned, receiver: input.returnedTo, remarks: input.remarks })
    await updateRelease(tx, order.id, { property_returned_at: tx.at, property_returned_by: actor(tx) })
    return { id: row.id, warnings, paperId: paper?.documentId ?? null, left }
  })),
  handle(giveSlip, (input, ctx) => onCustody(ctx, { verb: 'custody.give-slip', basis: 'CPC 294', input }, async (tx, row) => {
    const order = await getReleaseToProve(tx, row.id)
    const warnings = await stepFindings(tx, row, order, 'slip-given', tx.at)
    const lang = row.jurisdiction === 'kri' ? 'ckb' : 'ar'
    const slip = await issueForm(tx, { form: 'release-slip', data: {
      person: await paperPerson(tx, row), custodyNumber: row.number, caseNumber: row.case_number, orderNumber: order.number, basis: `${decisionWords[`custody.decision.${order.decision}`][lang]} (${order.article})`,
      heldFrom: row.arrested_at.toISOString(), releasedAt: (order.freed_at ?? tx.at).toISOString(), propertyReturned: (await listProperty(tx, row.id)).every((i) => i.returned_at !== null), warrantsChecked: order.checked_at !== null,
      officer: tx.ctx.session?.personName ?? '',
    } })
    await updateRelease(tx, order.id, { slip_given_at: tx.at, slip_given_by: actor(tx), slip_document: slip.documentId })
    // Whoever could read the record still can; nobody may change it any more.
    await tx.db.updateTable('kernel.record').set({ state: 'closed' }).where('id', '=', row.id).execute()
    return { id: row.id, warnings, paperId: slip.documentId, number: slip.number }
  })),
  handle(withdrawRelease, (input, ctx) => onCustody(ctx, { verb: 'custody.withdraw-release', by: 'authority', reason: input.reason, basis: 'CPC 111', input }, async (tx, row) => {
    const order = await getReleaseToProve(tx, row.id)
    if (order.freed_at !== null) refuse('custody.freed-already', { status: 409 })
    if (order.office_id !== tx.ctx.session?.officeId) refuse('custody.not-your-order', { status: 403, params: { office: await officeNameOf(tx, order.office_id) } })
    await updateRelease(tx, order.id, { withdrawn_at: tx.at, withdrawn_reason: input.reason })
    if (order.document_id !== null) await endPaper(tx, { documentId: order.document_id, why: 'cancelled', reason: input.reason })
    await projectCustody(tx, row.id)
    return { id: row.id, warnings: [note('custody.withdrawn-needs-order', 'CPC 92, 111', 'T')] }
  })),
]

async function officeNameOf(r: Reader, id: string): Promise<string> {
  const office = await r.db.selectFrom('kernel.office').select(['name_ar', 'name_ckb', 'name_en']).where('id', '=', id).executeTakeFirst()
  return office?.[`name_${r.ctx.lang}`] ?? ''
}

function viewRelease(o: ReleaseListRow, ctx: Ctx): ReleaseView {
  const progress = stepsTaken(o)
  const ended = o.withdrawn_at !== null || o.kept_at !== null
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    id: o.id, custodyId: o.custody_id, custodyNumber: o.custody_number, version: o.version, name: o.name_display, juvenile: o.age_group === 'juvenile', number: o.number, decision: o.decision, article: o.article, reason: o.reason,
    orderedAt: o.ordered_at.toISOString(), orderedBy: { id: o.office_id, ar: o.from_ar, ckb: o.from_ckb, en: o.from_en }, holder: { id: o.held_by, ar: o.holder_ar, ckb: o.holder_ckb, en: o.holder_en },
    progress: Object.fromEntries(Object.entries(progress).map(([step, at]) => [step, at.toISOString()])), next: ended ? null : (nextReleaseStep(progress) ?? null), check: o.check_findings as CheckNotes | null,
    checkedByMe: o.checked_by !== null && o.checked_by === ctx.session?.accountId, propertyItems: Number(o.items), late: !ended && o.freed_at === null && ctx.now.getTime() - o.ordered_at.getTime() > releaseWithinMs,
    signaturePaper: o.signature_document, slipPaper: o.slip_document, withdrawnAt: iso(o.withdrawn_at), withdrawnReason: o.withdrawn_reason, keptAt: iso(o.kept_at), keptReason: o.kept_reason,
  }
}

export const releaseHandlers: readonly Handler[] = [
  handle(listReleases, (input, ctx) => read(ctx, async (r) => {
    const rows = await listReleaseRows(r, { ...input, limit: input.limit + 1 })
    const page = rows.slice(0, input.limit)
    return { rows: page.map((row) => viewRelease(row, ctx)), next: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null, total: await countOpenReleases(r) }
  })),
  ...stepHandlers, ...closingHandlers,
]

/** Release orders that nobody has executed in time: told to the prosecution and the inspectorate, outside the office that holds the person (Penal 324). */
export async function raiseLateReleases(ctx: Ctx, limit = 500): Promise<number> {
  const late = await read(ctx, (r) => listLateReleases(r, new Date(ctx.now.getTime() - releaseWithinMs), limit))
  for (const order of late) {
    await act(ctx, { verb: 'custody.raise-late-release', subject: { kind: 'custody', id: order.custody_id }, by: 'authority', basis: 'Penal 324', detail: { order: order.number } }, async (tx) => {
      const told = [await findReceiver(tx, order.held_by, 'prosecution-office'), await findReceiver(tx, order.held_by, 'inspectorate'), order.office_id === order.held_by ? undefined : order.office_id]
      for (const raisedTo of new Set(told)) if (raisedTo) await raiseAlarm(tx, { kind: 'release-late', recordId: order.custody_id, article: 'CPC 115, Penal 324', officeId: order.held_by, raisedTo, detail: { order: order.number, orderedAt: order.ordered_at.toISOString() } })
    })
  }
  return late.length
}

export const releaseJobs: readonly Job[] = [{ name: 'custody.late-releases', cron: '*/10 * * * *', run: async (ctx) => { await raiseLateReleases(ctx) } }]
