/** A witness that refuses this log's history: told to the inspector, outside the office that runs it. */
import { createHash } from 'node:crypto'
import { act, read, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { raiseAlarm } from '#kernel/clock/alarms.ts'

/** Registers have no erasure and no leaf replaced: what the clerk's bound and numbered book is by law, the log is here. */
const article = 'Civil Procedure 315'

export interface Refused {
  /** The log's name in its checkpoints. */
  readonly origin: string
  readonly witness: string
  readonly result: string
  readonly detail: string
  readonly size: number
}

/** Raises the alarm, in an act of its own; the same one that is still open is not raised twice. Without any office there is nobody to tell: the refusal is on the log's page all the same. */
export async function alarmInspector(ctx: Ctx, refused: Refused): Promise<void> {
  const officeId = await read(ctx, findKeeper)
  if (officeId === undefined) return
  const id = logId(refused.origin)
  const isThere = await read(ctx, async (r) => (await r.db.selectFrom('kernel.record').select('id').where('id', '=', id).executeTakeFirst()) !== undefined)
  const detail = { witness: refused.witness, refusal: refused.result, leaves: refused.size, said: refused.detail }
  const subject = isThere ? { kind: 'log', id } : { kind: 'log', create: { id, label: `السجل العام ${refused.origin}`, officeId } }
  await act(ctx, { verb: 'kernel.note-witness-refusal', subject, by: 'authority', basis: article, detail }, async (tx) => {
    await raiseAlarm(tx, { kind: 'log-refused', recordId: tx.record.id, article, officeId: tx.record.office_id, detail })
  })
}

/** Whoever runs the platform: the first ministry, else the highest office there is. */
async function findKeeper(r: Reader): Promise<string | undefined> {
  const found = await r.db.selectFrom('kernel.office').select('id').where('valid_to', 'is', null).where('kind', '<>', 'inspectorate')
    .orderBy((e) => e.case().when('kind', '=', 'ministry').then(0).else(1).end()).orderBy((e) => e.fn('cardinality', ['path'])).orderBy('id').limit(1).executeTakeFirst()
  return found?.id
}

/** A log's record has the same id for everybody: a UUID (version 8, RFC 9562) from the log's name. */
export function logId(origin: string): string {
  const digest = createHash('sha256').update(origin).digest('hex')
  return [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-')
}
