import type pg from 'pg'
import { act, read } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { raiseAlarm } from '#kernel/clock/alarms.ts'
import type { Database } from '#kernel/db/connect.ts'
import { newClient } from '#kernel/db/seek.ts'
import { lineStates } from './line.ts'
import { checkMirrors, type MirrorState } from './mirror.ts'
import { findHere, noteSchema, type NodeTables } from './nodes.ts'
import { answerRecalls } from './recalls.ts'

export interface Carrier {
  /** Ends after the parcels under way. */
  stop(): Promise<void>
}

export interface CarrierSettings { readonly everyMs?: number; readonly batch?: number; readonly onError: (error: unknown) => void; readonly onTaken?: (count: number) => void }

/**
 * Takes what PostgreSQL's replication has brought: at once when a parcel arrives, and every few seconds for what was missed. Between,
 * it notes when the neighbours were heard, gives back offers that were asked for, cross-checks the mirrored logs, and raises an alarm
 * for whatever could not be taken. Does nothing where there is one machine only.
 */
export async function startCarrier(db: Database, settings: CarrierSettings): Promise<Carrier> {
  if (!(await findHere(db))) return { stop: async () => {} }
  await noteSchema(db.urls)
  const state: CarrierState = { mirrors: new Map(), errors: new Map(), forgotAt: 0 }
  let stopped = false
  let wake = () => {}
  const ear = await listen(db, () => { wake() })
  const run = async () => {
    while (!stopped) {
      try {
        const taken = await carryOnce(db, state, settings.batch)
        if (taken > 0) settings.onTaken?.(taken)
      } catch (error) {
        settings.onError(error)
      }
      if (!stopped) await new Promise<void>((resolve) => { const timer = setTimeout(resolve, settings.everyMs ?? 3000); wake = () => { clearTimeout(timer); resolve() } })
    }
  }
  const running = run()
  return {
    async stop() {
      stopped = true
      wake()
      await running
      await ear.stop()
    },
  }
}

/** A line that is cut is an error once; a worker that fails each time it is started again has something else. */
const refusedTimes = 5

/** What the carrier remembers between its rounds. */
export interface CarrierState { readonly mirrors: MirrorState; /** The errors of each line's workers when it was up last. */ readonly errors: Map<string, number>; /** When arrived parcels were forgotten last. */ forgotAt: number }

/** One round of the carrier. @returns how many parcels were taken */
export async function carryOnce(db: Database, state: CarrierState, batch = 200): Promise<number> {
  await db.ledgerPool.query('select kernel.note_neighbours()')
  const taken = await takeAll(db, batch)
  await answerRecalls(db)
  const problems = await checkMirrors(db.ledgerPool, state.mirrors)
  for (const { node, treeSize, problem } of problems) await tell(db, node, 'line-log-differs', { treeSize, problem })
  const { rows: held } = await db.ledgerPool.query<{ node_id: string; held: number; why: string }>('select * from kernel.untold_parcels()')
  for (const { node_id: node, held: count, why } of held) await tell(db, node, 'line-parcel-held', { count, why })
  for (const line of await lineStates(db)) {
    if (line.up) state.errors.set(line.node, line.errors)
    const errors = line.errors - (state.errors.get(line.node) ?? line.errors)
    const why = line.slot.status === 'lost' ? 'slot-lost' : !line.subscribed ? null : !line.enabled ? 'disabled' : line.conflicts > 0 ? 'conflict' : errors >= refusedTimes ? 'refused' : null
    if (why) await tell(db, line.node, 'line-broken', { why })
  }
  if (Date.now() - state.forgotAt > 3_600_000) {
    state.forgotAt = Date.now()
    await db.ledgerPool.query('select kernel.forget_parcels()')
  }
  return taken
}

/** Takes everything that has arrived, in order. Each batch is a transaction: killed at any moment, either all of it was taken or none. */
export async function takeAll(db: Pick<Database, 'ledgerPool'>, batch = 200): Promise<number> {
  let all = 0
  for (;;) {
    const { rows: [done] } = await db.ledgerPool.query<{ taken: number; held: number }>('select * from kernel.take_parcels($1)', [batch])
    all += done!.taken
    if (done!.taken + done!.held < batch) return all
  }
}

/** Raises an alarm on the line's own record, outside the office that answers for it; the same that is still open is not raised twice. */
async function tell(db: Database, node: string, kind: string, detail: Readonly<Record<string, unknown>>): Promise<void> {
  const line = await db.app.withTables<NodeTables>().selectFrom('kernel.node').select('record_id').where('id', '=', node).executeTakeFirst()
  if (!line) return
  const open = await read(systemCtx(db), (r) => r.db.selectFrom('kernel.alarm').select('id').where('record_id', '=', line.record_id).where('kind', '=', kind).where('state', '=', 'open').executeTakeFirst())
  if (open) return
  await act(systemCtx(db), { verb: 'node.tell', subject: { kind: 'node', id: line.record_id }, by: 'authority', detail: { kind, ...detail } }, async (tx) => {
    await raiseAlarm(tx, { kind, recordId: line.record_id, article: 'Civil Procedure 315', officeId: tx.record.office_id, detail: { node, ...detail } })
  })
}

async function listen(db: Database, onParcel: () => void): Promise<{ stop(): Promise<void> }> {
  let stopped = false
  let client: pg.Client | undefined
  const again = () => { if (!stopped) setTimeout(() => { open().catch(again) }, 2000).unref() }
  const open = async (): Promise<void> => {
    const fresh = newClient(db.urls.ledger, { keepAlive: true })
    client = fresh
    fresh.on('notification', onParcel)
    await fresh.connect()
    fresh.once('end', again)
    await fresh.query('listen mizan_parcel')
  }
  await open().catch(again)
  return { stop: async () => { stopped = true; await client?.end().catch(() => {}) } }
}
