import { act, read } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { breakTheGlass, decide, listApprovalRequests, listBrokenGlass, readPolicy, review, seal, sealedReads, unseal, withdraw } from './approval-contract.ts'
import { decideApproval, listApprovals, withdrawApproval } from './approvals.ts'
import { breakGlass, listGlass, reviewGlass } from './break-glass.ts'
import { listPolicy } from './policy.ts'
import { listSealedReads, sealRecord, unsealRecord } from './sealing.ts'

/** Sealing, break-glass, four eyes, and the page of powers. */
export const approvalHandlers: readonly Handler[] = [
  handle(listApprovalRequests, async (input, ctx) => ({ rows: await read(ctx, (r) => listApprovals(r, input)) })),
  handle(decide, (input, ctx) => decideApproval(ctx, input)),
  handle(withdraw, (input, ctx) => withdrawApproval(ctx, input.id)),
  handle(seal, async (input, ctx) => {
    const kind = await kindOf(ctx, input.id)
    return act(ctx, { verb: 'access.seal', subject: { kind, id: input.id }, by: 'authority', basis: input.basis, reason: input.reason, input }, async (tx) => {
      await sealRecord(tx, input.basis)
      return { recordId: input.id }
    })
  }),
  handle(unseal, async (input, ctx) => {
    const kind = await kindOf(ctx, input.id)
    return act(ctx, { verb: 'access.seal', subject: { kind, id: input.id }, by: 'authority', basis: input.basis, reason: input.reason, input, detail: { unseal: true } }, async (tx) => {
      await unsealRecord(tx)
      return { recordId: input.id }
    })
  }),
  handle(sealedReads, async ({ id }, ctx) => ({ rows: (await read(ctx, (r) => listSealedReads(r, id))).map((s) => ({ at: s.at.toISOString(), person: s.person, verb: s.verb })) })),
  handle(breakTheGlass, (input, ctx) => breakGlass(ctx, input)),
  handle(listBrokenGlass, async ({ state, limit }, ctx) => ({ rows: await read(ctx, (r) => listGlass(r, { reviewed: state === undefined ? undefined : state === 'reviewed', limit })) })),
  handle(review, async (input, ctx) => {
    await reviewGlass(ctx, input)
    return { done: true as const }
  }),
  handle(readPolicy, async (_, _ctx, http) => ({ rows: listPolicy().map((p) => ({ roles: [...p.roles], may: p.may.map((verb) => ({ verb, name: http.text(`verb.${verb}`) })), on: typeof p.on === 'string' ? p.on : [...p.on], because: p.because, article: p.article ?? null })) })),
]

/** The kind of a record that this session may see. */
async function kindOf(ctx: Ctx, id: string): Promise<string> {
  const row = await read(ctx, (r) => r.db.selectFrom('kernel.record').select('kind').where('id', '=', id).executeTakeFirst())
  return row?.kind ?? refuse('kernel.record-unknown', { status: 404 })
}
