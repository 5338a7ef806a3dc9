import { read } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { countDesk, readDesk, search, type Desk } from './contract.ts'
import { countsOf, deskOf } from './desk.ts'
import { find } from './search.ts'

async function deskFor(ctx: Ctx): Promise<Desk> {
  const session = ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
  return read(ctx, (r) => deskOf(r, session))
}

export const handlers: readonly Handler[] = [
  handle(countDesk, async (_, ctx) => ({ rows: countsOf(await deskFor(ctx)) })),
  handle(search, async ({ q }, ctx) => ({ rows: await read(ctx, (r) => find(r, q)) })),
  handle(readDesk, (_, ctx) => deskFor(ctx)),
]
