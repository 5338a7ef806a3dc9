import { act, read, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { getCustodyRow, lockCustodyRow } from './store/custody.ts'
import type { CustodyRow } from './store/tables.ts'

export interface CustodyAct {
  readonly verb: string
  readonly basis?: string | undefined
  readonly reason?: string | undefined
  /** `authority`: court or prosecution acting on what another office holds. `either`: whichever the actor's office is. */
  readonly by?: 'holder' | 'authority' | 'either'
  readonly input: { readonly id: string; readonly version?: number | undefined }
  readonly detail?: Readonly<Record<string, unknown>>
}

/** An act on one custody; its row is locked for the act. */
export async function onCustody<T>(ctx: Ctx, spec: CustodyAct, work: (tx: Tx, row: CustodyRow) => Promise<T>): Promise<T> {
  const by = spec.by === 'either' ? await capacityOf(ctx, spec.input.id) : (spec.by ?? 'holder')
  return act(ctx, {
    verb: spec.verb, subject: { kind: 'custody', id: spec.input.id }, expectedVersion: spec.input.version, basis: spec.basis, reason: spec.reason, by, input: spec.input, detail: spec.detail ?? {},
  }, async (tx) => work(tx, await lockCustodyRow(tx, spec.input.id)))
}

async function capacityOf(ctx: Ctx, id: string): Promise<'holder' | 'authority'> {
  const row = await read(ctx, (r) => getCustodyRow(r, id))
  return row.held_by === ctx.session?.officeId ? 'holder' : 'authority'
}

/**
 * When a thing truly happened: the instant given, else that of the act. Refuses the future. Times are typed to the minute: one in the same
 * minute as `after`, what it followed on, is taken as that instant.
 */
export function happenedAt(tx: Tx, at: string | undefined, o: { field?: string; after?: Date | null } = {}): Date {
  const when = at === undefined ? tx.at : new Date(at)
  if (when > tx.at) refuse('custody.in-future', { article: 'CPC 41', field: o.field ?? 'at' })
  return o.after && when < o.after && minuteOf(when) === minuteOf(o.after) ? o.after : when
}

function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / 60_000)
}

/** Refuses what can be done only to a person who is held. */
export function assertHeld(row: CustodyRow): void {
  if (row.ended_at !== null) refuse('custody.not-held-now', { status: 409, params: { stage: row.stage } })
}

/** The session's account; jobs of the platform have none. */
export function actor(tx: Tx): string {
  return tx.ctx.session?.accountId ?? refuse('kernel.sign-in-first', { status: 401 })
}
