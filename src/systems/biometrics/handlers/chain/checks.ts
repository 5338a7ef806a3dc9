/** One finger beside those taken before: compared, decided, and where it differs said by somebody else what that means. */
import { act, read, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { raiseAlarm } from '#kernel/clock/alarms.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import { getCustody, type CustodyFacts } from '#systems/custody/public.ts'
import { compareFinger, decideCheck, recordNoCheck, resolveCheck, type CheckView } from '../../contract/chain.ts'
import type { Finger } from '../../engine/tenprint.ts'
import { compareWithTaken } from '../../one-to-one.ts'
import { goesAgainst, suggestedOutcome, type Occasion } from '../../rules/checking.ts'
import { answerSample, insertCheck, listChecks, lockCheck, updateCheck, type CheckListRow } from '../../store/checks.ts'
import type { IdentityCheckRow } from '../../store/chain-tables.ts'
import { takePrint } from '../../workers.ts'

const article = 'CPC 284'

export function viewCheck(c: CheckListRow, ctx: Ctx): CheckView {
  return {
    id: c.id, occasion: c.occasion, at: c.at.toISOString(), by: c.by_name, office: { ar: c.office_ar, ckb: c.office_ckb, en: c.office_en }, hindrance: c.hindrance, hindranceNote: c.hindrance_note, saidFinger: c.said_finger, finger: c.finger, score: c.score,
    quality: c.quality, compared: c.compared, suggested: c.suggested, outcome: c.outcome, outcomeReason: c.outcome_reason, decidedBy: c.decider, resolution: c.resolution, resolutionReason: c.resolution_reason, resolvedBy: c.resolver,
    resolvedAt: c.resolved_at?.toISOString() ?? null, mine: [c.by, c.decided_by].includes(ctx.session?.accountId ?? ''),
  }
}

/** Whoever stands there is held here; at a reception they may also be on their way to us. @throws Refusal */
function assertHere(tx: Tx, custody: CustodyFacts, occasion: Occasion): void {
  if (custody.endedAt !== null) refuse('custody.not-held-now', { status: 409, params: { stage: custody.stage } })
  const offered = tx.record.state === 'in-transit'
  if (occasion === 'reception' ? custody.heldBy !== actor(tx).officeId && !offered : custody.heldBy !== actor(tx).officeId) refuse('kernel.held-elsewhere', { status: 403 })
  if (offered && occasion !== 'reception') refuse('kernel.in-transit', { status: 423 })
}

function actor(tx: Tx): { id: string; officeId: string } {
  const session = tx.ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
  return { id: session.accountId, officeId: session.officeId }
}

/** An act on the custody; the policy says whether by the holder or by whom it is offered to. */
function onCustody<T>(ctx: Ctx, spec: { verb: string; id: string; input: unknown; detail?: Record<string, unknown>; reason?: string | undefined }, work: (tx: Tx, custody: CustodyFacts) => Promise<T>): Promise<T> {
  return act(ctx, { verb: spec.verb, subject: { kind: 'custody', id: spec.id }, by: 'authority', basis: article, input: spec.input, detail: spec.detail ?? {}, reason: spec.reason }, async (tx) => work(tx, await getCustody(tx, spec.id)))
}

async function answered(tx: Tx, custodyId: string, occasion: Occasion, checkId: string): Promise<void> {
  if (occasion === 'count') await answerSample(tx, { facilityId: actor(tx).officeId, custodyId, checkId, by: actor(tx).id })
}

async function getLocked(tx: Tx, custodyId: string, checkId: string): Promise<IdentityCheckRow & { score: number }> {
  const check = (await lockCheck(tx, custodyId, checkId)) ?? refuse('biometrics.check-unknown', { status: 404, field: 'checkId' })
  if (check.score === null) refuse('biometrics.nothing-compared', { status: 409 })
  return { ...check, score: check.score }
}

export const checkHandlers: readonly Handler[] = [
  handle(compareFinger, async (input, ctx) => {
    const custody = await read(ctx, (r) => getCustody(r, input.custodyId))
    const fresh = await takePrint(Buffer.from(input.image.data, 'base64'), input.image.dpi)
    const personIds = await read(ctx, (r) => samePersonIds(r, custody.personId))
    const found = (await compareWithTaken(ctx, personIds, fresh, input.finger as Finger | undefined)) ?? refuse('biometrics.nothing-taken', { status: 409 })
    const suggested = suggestedOutcome({ score: found.score, quality: fresh.quality.score })
    // The picture of the finger is no part of what a repeated request must come with again, nor of any record.
    const id = await onCustody(ctx, { verb: 'biometrics.check', id: input.custodyId, input: { custodyId: input.custodyId, occasion: input.occasion, finger: input.finger }, detail: { occasion: input.occasion, score: found.score, suggested } }, async (tx, now) => {
      assertHere(tx, now, input.occasion)
      const { id: by, officeId } = actor(tx)
      const checkId = await insertCheck(tx, {
        custody_id: now.id, occasion: input.occasion, office_id: officeId, at: tx.at, by, hindrance: null, hindrance_note: null, said_finger: (input.finger as Finger | undefined) ?? null, finger: found.finger, score: found.score,
        quality: Math.round(fresh.quality.score), compared: found.compared, suggested,
      })
      await answered(tx, now.id, input.occasion, checkId)
      return checkId
    })
    const [row] = await read(ctx, (r) => listChecks(r, { ids: [id] }))
    return viewCheck(row ?? refuse('biometrics.check-unknown', { status: 404 }), ctx)
  }),
  handle(recordNoCheck, (input, ctx) => onCustody(ctx, { verb: 'biometrics.check', id: input.custodyId, input, reason: input.note || undefined, detail: { occasion: input.occasion, hindrance: input.reason } }, async (tx, custody) => {
    assertHere(tx, custody, input.occasion)
    if (input.reason === 'other' && (input.note ?? '').length < 3) refuse('biometrics.say-why', { field: 'note' })
    const { id: by, officeId } = actor(tx)
    const id = await insertCheck(tx, { custody_id: custody.id, occasion: input.occasion, office_id: officeId, at: tx.at, by, hindrance: input.reason, hindrance_note: input.note || null, said_finger: null, finger: null, score: null, quality: null, compared: null, suggested: null })
    await answered(tx, custody.id, input.occasion, id)
    return { id }
  })),
  handle(decideCheck, (input, ctx) => onCustody(ctx, { verb: 'biometrics.check', id: input.custodyId, input, reason: input.reason || undefined, detail: { outcome: input.outcome } }, async (tx, custody) => {
    const check = await getLocked(tx, custody.id, input.checkId)
    if (check.office_id !== actor(tx).officeId) refuse('kernel.held-elsewhere', { status: 403 })
    if (check.outcome !== null) refuse('biometrics.check-decided', { status: 409 })
    if (goesAgainst(check.score, input.outcome) && (input.reason ?? '').length < 3) refuse('biometrics.against-score-why', { field: 'reason' })
    await updateCheck(tx, check.id, { outcome: input.outcome, outcome_reason: input.reason || null, decided_at: tx.at, decided_by: actor(tx).id })
    if (input.outcome === 'differs') await raiseAlarm(tx, { kind: 'finger-differs', recordId: custody.id, article, officeId: check.office_id, detail: { occasion: check.occasion, score: check.score } })
    return { id: check.id }
  })),
  handle(resolveCheck, (input, ctx) => onCustody(ctx, { verb: 'biometrics.resolve-check', id: input.custodyId, input, reason: input.reason, detail: { resolution: input.resolution } }, async (tx, custody) => {
    const check = await getLocked(tx, custody.id, input.checkId)
    if (check.office_id !== actor(tx).officeId) refuse('kernel.held-elsewhere', { status: 403 })
    if (check.outcome !== 'differs') refuse('biometrics.nothing-to-resolve', { status: 409 })
    if (check.resolution !== null) refuse('biometrics.check-resolved', { status: 409 })
    if ([check.by, check.decided_by].includes(actor(tx).id)) refuse('biometrics.resolved-by-another', { status: 403 })
    await updateCheck(tx, check.id, { resolution: input.resolution, resolution_reason: input.reason, resolved_at: tx.at, resolved_by: actor(tx).id })
    return { id: check.id }
  })),
]
