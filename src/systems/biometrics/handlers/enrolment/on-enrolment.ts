import { act, read, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { getEnrolment, lockTaking } from '../../store/enrolment.ts'
import type { EnrolmentRow } from '../../store/tables.ts'

export interface EnrolmentAct { readonly verb: string; readonly id: string; readonly version?: number; readonly reason?: string | undefined; readonly input: unknown; readonly detail?: Readonly<Record<string, unknown>> }

/** An act on an enrolment that is being taken; its row is locked for the act. */
export async function onEnrolment<T>(ctx: Ctx, { id, version, ...spec }: EnrolmentAct, work: (tx: Tx, row: EnrolmentRow) => Promise<T>): Promise<T> {
  const { article } = await read(ctx, (r) => getEnrolment(r, id))
  return act(ctx, { ...spec, subject: { kind: 'enrolment', id }, expectedVersion: version, ...(article === '—' ? {} : { basis: article }) }, async (tx) => work(tx, await lockTaking(tx)))
}

/** The session's account. */
export function actor(tx: Tx): string {
  return tx.ctx.session?.accountId ?? refuse('kernel.sign-in-first', { status: 401 })
}
