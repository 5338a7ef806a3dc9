import { createRecord, read, type Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { findReceiver } from '#kernel/clock/alarms.ts'
import { hourMs } from '#kernel/clock/calendar.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { note, type Finding } from '#kernel/words/finding.ts'
import { askFelonyCourt, askJudge, listRequests, withdrawRequest } from '../contract/orders.ts'
import { draftOrder, namesOf } from '../detention.ts'
import { actor, assertHeld, onCustody } from '../onCustody.ts'
import { papersState } from '../papersTime.ts'
import { projectCustody } from '../project.ts'
import { bandOf } from '../standing.ts'
import { readOffices, viewOf } from '../store/offices.ts'
import { listFacts } from '../store/facts.ts'
import { readMany } from '../store/orders.ts'
import { decideRequest, findOpenRequest, insertRequest, requestsAwaiting, type AwaitingRequest } from '../store/requests.ts'
import { insertStep } from '../store/steps.ts'
import type { CustodyRow, RequestKind } from '../store/tables.ts'

interface Asked { kind: RequestKind; grounds: string; days?: number | undefined; courtId: string }

/** A request is a record of its own, held by the court that must decide: it can't be overlooked there, nor lost here. */
async function ask(tx: Tx, row: CustodyRow, { kind, grounds, days, courtId }: Asked): Promise<{ requestId: string; number: string }> {
  assertHeld(row)
  if (await findOpenRequest(tx, row.id, kind)) refuse('custody.request-open', { status: 409, field: 'kind' })
  const record = await createRecord(tx, 'detention-request', { label: `${row.number} · ${row.case_number}`, series: 'detention-request', officeId: courtId })
  if (row.held_by !== courtId) await grantAccess(tx, record.id, row.held_by, 'origin')
  if (row.prosecution_id) await grantAccess(tx, record.id, row.prosecution_id, 'prosecution')
  await insertRequest(tx, { id: record.id, custody_id: row.id, kind, court_id: courtId, asked_at: tx.at, asked_by: actor(tx), grounds, days: days ?? null, decided_at: null, decided_by: null, decision: null, decision_reason: null })
  return { requestId: record.id, number: record.number ?? '' }
}

async function checkAsking(tx: Tx, row: CustodyRow, kind: RequestKind): Promise<Finding[]> {
  if (kind !== 'papers-extension' && kind !== 'first-papers') return []
  const { arrestedAt, extended, decided } = papersState(await listFacts(tx, row.id), tx.at)
  if (decided) refuse('custody.papers-decided-already', { status: 409, article: 'CPC 109', field: 'kind' })
  if (kind === 'papers-extension' && extended) refuse('custody.papers-extended-already', { status: 409, article: 'Const 19(13)', field: 'kind' })
  const hours = Math.floor((tx.at.getTime() - arrestedAt.getTime()) / hourMs)
  return hours >= 24 && !extended ? [note('custody.papers-overdue', 'Const 19(13), CPC 123', 'U', { params: { hours } })] : []
}

export const requestHandlers: readonly Handler[] = [
  handle(askJudge, async (input, ctx) => onCustody(ctx, { verb: 'custody.ask-judge', by: 'either', reason: input.grounds, input, detail: { kind: input.kind } }, async (tx, row) => {
    const warnings = await checkAsking(tx, row, input.kind)
    const trial = row.proceeding === 'referred' || row.proceeding === 'on-trial'
    const courtId = (trial ? row.trial_court_id : row.court_id) ?? row.court_id ?? refuse('custody.no-court', { article: 'CPC 53' })
    const asked = await ask(tx, row, { kind: input.kind, grounds: input.grounds, days: input.days, courtId })
    if (input.kind === 'first-papers') await insertStep(tx, { custodyId: row.id, kind: 'papers-sent', at: tx.at, data: { requestId: asked.requestId } })
    await projectCustody(tx, row.id)
    return { id: row.id, warnings, ...asked }
  })),

  handle(askFelonyCourt, async (input, ctx) => onCustody(ctx, { verb: 'custody.ask-felony-court', by: 'authority', basis: 'CPC 109(C)', reason: input.grounds, input }, async (tx, row) => {
    const kind = bandOf(row) === 'adult' ? 'felony-court' : 'juvenile-court'
    const courtId = input.courtId ?? (await findReceiver(tx, row.court_id ?? row.held_by, kind)) ?? refuse('custody.no-court', { article: 'CPC 109(C)', field: 'courtId' })
    if (!['felony-court', 'juvenile-court'].includes((await getOffice(tx, courtId)).kind)) refuse('custody.not-a-felony-court', { article: 'CPC 109(C)', field: 'courtId' })
    await grantAccess(tx, row.id, courtId, 'court')
    const asked = await ask(tx, row, { kind: 'felony-permission', grounds: input.grounds, courtId })
    await projectCustody(tx, row.id)
    return { id: row.id, warnings: row.capital ? [note('custody.no-ceiling', 'CPC 109(B)', 'T')] : [], ...asked }
  })),

  handle(withdrawRequest, async (input, ctx) => onCustody(ctx, { verb: 'custody.ask-judge', by: 'either', reason: input.reason, input, detail: { withdrawn: input.requestId } }, async (tx, row) => {
    const request = await decideRequest(tx, input.requestId, { custodyId: row.id, kinds: ['first-papers', 'papers-extension', 'extension', 'bail', 'release'], decision: 'withdrawn', reason: input.reason })
    if (request.asked_by !== actor(tx)) refuse('custody.request-of-another', { status: 403, field: 'requestId' })
    await projectCustody(tx, row.id)
    return { id: row.id, warnings: [] }
  })),

  handle(listRequests, async ({ kind, limit }, ctx) => read(ctx, async (r) => {
    const officeId = ctx.session?.officeId ?? refuse('kernel.sign-in-first', { status: 401 })
    const waiting = (await requestsAwaiting(r, officeId, limit)).filter((q) => kind === undefined || q.kind === kind)
    const many = await readMany(r, waiting.map((q) => q.custodyId))
    const names = await namesOf(r, waiting.map((q) => q.personId))
    const offices = await readOffices(r, waiting.map((q) => q.heldBy))
    const versions = await readVersions(r, waiting)
    return {
      rows: waiting.map((q) => {
        const known = many.get(q.custodyId)
        const draft = known && (q.kind === 'first-papers' || q.kind === 'extension')
          ? draftOrder(r, known.row, known.facts, { days: q.days }, names.get(q.personId) ?? { knownAs: '', surname: '' }, q.caseId) : undefined
        return {
          requestId: q.requestId, custodyId: q.custodyId, custodyVersion: versions.get(q.custodyId) ?? 1, custodyNumber: q.custodyNumber, caseId: q.caseId, caseNumber: q.caseNumber, name: q.name, kind: q.kind,
          askedAt: q.askedAt.toISOString(), grounds: q.grounds, days: q.days, holder: viewOf(offices, q.heldBy), article: q.article, capital: q.capital, ageGroup: q.ageGroup, stage: q.stage,
          coverStatus: q.coverStatus, coverUntil: q.coverUntil?.toISOString() ?? null, proposed: draft?.proposed ?? null, findings: draft?.findings ?? [], latestDay: draft?.latestDay ?? null, detainedDays: draft?.detainedDays ?? 0,
        }
      }),
    }
  })),
]

async function readVersions(r: Parameters<typeof readMany>[0], waiting: readonly AwaitingRequest[]): Promise<Map<string, number>> {
  if (waiting.length === 0) return new Map()
  const rows = await r.db.selectFrom('kernel.record').select(['id', 'version']).where('id', 'in', [...new Set(waiting.map((q) => q.custodyId))]).execute()
  return new Map(rows.map((row) => [row.id, row.version]))
}
