import { sql } from 'kysely'
import type { Database } from '#kernel/db/connect.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { listLines, readLine, type LineView } from './contract.ts'
import { lineStates, type LineState } from './line.ts'
import { findHere, type NodeTables } from './nodes.ts'

/** Every screen asks every half minute: counted once for all of them. */
const freshMs = 5000
const lastSeen = new WeakMap<Database, { at: number; lines: Promise<LineState[]> }>()

function seenLines(db: Database, now: number): Promise<LineState[]> {
  const last = lastSeen.get(db)
  if (last && now - last.at < freshMs && now >= last.at) return last.lines
  const lines = lineStates(db)
  lines.catch(() => { lastSeen.delete(db) })
  lastSeen.set(db, { at: now, lines })
  return lines
}

export const nodeHandlers: readonly Handler[] = [
  handle(readLine, async (_, ctx) => {
    const none = { node: null, offlineSince: null, waitingActs: 0, offersInFlight: 0, held: 0 }
    const here = await findHere(ctx.db)
    if (!here?.parentId) return none
    const line = (await seenLines(ctx.db, Date.now())).find((l) => l.isParent)
    if (!line) return none
    const node = await ctx.db.app.withTables<NodeTables>().selectFrom('kernel.node').select(['id', 'name_ar as ar', 'name_ckb as ckb', 'name_en as en']).where('id', '=', here.id).executeTakeFirst()
    const { rows: [flight] } = await sql<{ count: number }>`select kernel.offers_in_flight() as count`.execute(ctx.db.app)
    return {
      node: node ?? { id: here.id, ar: here.id, ckb: here.id, en: here.id }, offlineSince: line.up ? null : ((line.downSince ?? line.heardAt ?? line.waiting.since)?.toISOString() ?? null),
      waitingActs: line.waiting.acts, offersInFlight: flight?.count ?? 0, held: line.held,
    }
  }),
  handle(listLines, async (_, ctx) => {
    const here = await findHere(ctx.db)
    if (!here) return { here: null, rows: [] }
    const names = new Map((await ctx.db.app.withTables<NodeTables>().selectFrom('kernel.node').select(['id', 'name_ar', 'name_ckb', 'name_en']).execute()).map((n) => [n.id, { ar: n.name_ar, ckb: n.name_ckb, en: n.name_en }]))
    return { here: here.id, rows: (await seenLines(ctx.db, Date.now())).map((line) => viewOf(line, names.get(line.node))) }
  }),
]

function viewOf(line: LineState, name: LineView['name'] | undefined): LineView {
  return {
    node: line.node, name: name ?? { ar: line.node, ckb: line.node, en: line.node }, above: line.isParent,
    state: !line.subscribed ? 'absent' : !line.enabled ? 'disabled' : !line.up ? 'down' : line.synced ? 'up' : 'copying',
    heardAt: line.heardAt?.toISOString() ?? null, downSince: line.downSince?.toISOString() ?? null, errors: line.errors, waitingActs: line.waiting.acts, waitingParcels: line.waiting.parcels,
    waitingSince: line.waiting.since?.toISOString() ?? null, arrived: line.arrived, held: line.held, newerSchema: line.newerSchema, keptBytes: line.slot.bytes, slot: line.slot.status,
  }
}
