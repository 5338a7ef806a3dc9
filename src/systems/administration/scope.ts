import type { Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { postsHeld } from './account-store.ts'

/** An administrator rules over the offices of their own scope only. */
export function assertOver(ctx: Ctx, officeIds: readonly string[]): void {
  const mine = ctx.session?.officeIds ?? []
  if (mine !== '*' && officeIds.some((id) => !mine.includes(id))) refuse('administration.outside-your-offices', { status: 403 })
}

/** … and over accounts whose every post is in their scope. An account without a post belongs to whoever gives it its first. */
export async function assertOverAccount(tx: Tx, accountId: string): Promise<void> {
  assertOver(tx.ctx, (await postsHeld(tx, accountId, tx.at)).map((p) => p.officeId))
}

/** Nobody administers their own account: another administrator does. */
export function assertNotOwn(ctx: Ctx, accountId: string): void {
  if (ctx.session?.accountId === accountId) refuse('administration.own-account', { status: 403 })
}
