import { act, read } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { projectCustody } from './project.ts'
import { listDueForWatch } from './store/custody.ts'

/**
 * Finds the custodies in which something has run out by itself (an order, the papers' 24 hours, 80, 90 or 100 % of the ceiling, a sentence,
 * a release order not carried out) and brings each up to date in an act of the platform. Running out of cover becomes an alarm; it is never a release.
 * @returns how many were found
 */
export async function watchCustody(ctx: Ctx, limit = 500): Promise<number> {
  const due = await read(ctx, (r) => listDueForWatch(r, ctx.now, limit))
  const failed: unknown[] = []
  for (const id of due) {
    try {
      await act(ctx, { verb: 'custody.watch', subject: { kind: 'custody', id }, by: 'authority', basis: 'CPC 92, 109, 113' }, async (tx) => {
        const { cover } = await projectCustody(tx, id)
        return { status: cover.status }
      })
    } catch (error) {
      // One custody that can't be brought up to date must not keep the alarms of the others from being raised.
      failed.push(error)
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} of ${due.length} custodies could not be brought up to date`)
  return due.length
}
