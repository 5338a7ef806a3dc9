/**
 * Follows a database: what it writes to its log stands in the set about a second later, documents within seconds. Runs until stopped;
 * a broken line or a full disk is told, and tried again. PostgreSQL keeps what is not yet received (up to max_slot_wal_keep_size).
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { DatabaseUrls } from '#kernel/db/connect.ts'
import { newClient } from '#kernel/db/seek.ts'
import type { FileStore } from '#kernel/documents/files/file-store.ts'
import { copyDocuments, listAddresses } from './documents.ts'
import { noteExpunged } from './expunged.ts'
import { formatLsn, parseLsn, segmentBytes, segmentOf } from './lsn.ts'
import { identifySystem, openReplication, receiveWal } from './replication.ts'
import { documentsFolder, openSet, walFolder } from './set.ts'
import { findResumePoint, openWalWriter, writeWhole } from './wal-folder.ts'
import { noRoom } from './write.ts'

/** One receiver at a time: PostgreSQL gives a slot to one connection. */
export const slotName = 'mizan_backup'

export interface FollowOrder {
  readonly urls: Pick<DatabaseUrls, 'superuser'>
  readonly set: string
  readonly store: FileStore
  readonly signal: AbortSignal
  /** False: only the documents. */
  readonly wal?: boolean
  readonly onError: (message: string) => void
  /** After each flush: how far the set reaches, and how far the server was. */
  readonly onFlush?: (upTo: bigint, serverAt: bigint) => void
  /** Between two tries after a failure, in milliseconds. */
  readonly retryMs?: number
}

/** How far the set reached, and when: `wal/received.json`. */
export interface Received { readonly timeline: number; readonly upTo: string; readonly at: string }

/** Follows until the signal is aborted; never rejects. */
export async function follow(order: FollowOrder): Promise<void> {
  await Promise.all([order.wal === false ? undefined : untilAborted(order, followWal), untilAborted(order, followDocuments)])
}

async function untilAborted(order: FollowOrder, work: (order: FollowOrder) => Promise<void>): Promise<void> {
  let last = ''
  while (!order.signal.aborted) {
    try {
      await work(order)
    } catch (error) {
      if (order.signal.aborted) return
      const said = noRoom(error) ? `there is no room left in ${order.set}` : error instanceof Error ? error.message : String(error)
      if (said !== last) order.onError(`backup: ${said}`)
      last = said
    }
    await pause(order.retryMs ?? 5000, undefined, { signal: order.signal }).catch(() => {})
  }
}

async function followWal(order: FollowOrder): Promise<void> {
  const client = await openReplication(order.urls.superuser)
  const abort = () => { void client.end().catch(() => {}) }
  order.signal.addEventListener('abort', abort)
  try {
    const identity = await identifySystem(client)
    openSet(order.set, identity.systemId)
    const folder = walFolder(order.set)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    await keepHistory(client, folder, identity.timeline)
    const kept = await openSlot(order.urls.superuser)
    const from = pickStart(findResumePoint(folder, identity.timeline), kept, identity.at)
    const writer = openWalWriter(folder, identity.timeline, from)
    let noted = { upTo: -1n, at: 0 }
    const onFlush = (upTo: bigint, serverAt: bigint) => {
      if (upTo !== noted.upTo || Date.now() - noted.at > 10_000) {
        noted = { upTo, at: Date.now() }
        writeWhole(join(folder, 'received.json'), JSON.stringify({ timeline: identity.timeline, upTo: formatLsn(upTo), at: new Date().toISOString() } satisfies Received))
      }
      order.onFlush?.(upTo, serverAt)
    }
    try {
      await receiveWal(client, { slot: slotName, timeline: identity.timeline, from, write: writer.write, flush: writer.flush, onFlush })
    } finally {
      writer.close()
    }
  } finally {
    order.signal.removeEventListener('abort', abort)
    await client.end().catch(() => {})
  }
}

/** Where the set ends, if the server still has what follows; else where the server's own keeping begins. */
function pickStart(resume: bigint | undefined, kept: bigint | undefined, now: bigint): bigint {
  const oldest = segmentOf(kept ?? now) * BigInt(segmentBytes)
  return resume !== undefined && resume >= oldest && resume <= now ? resume : oldest
}

/** From a second timeline on, its history says where it branched off. */
async function keepHistory(client: pg.Client, folder: string, timeline: number): Promise<void> {
  for (let n = 2; n <= timeline; n++) {
    const file = join(folder, `${n.toString(16).toUpperCase().padStart(8, '0')}.history`)
    if (existsSync(file)) continue
    const { rows: [row] } = await client.query<{ content: string | Buffer }>(`TIMELINE_HISTORY ${n}`).catch(() => ({ rows: [] }))
    if (row) writeWhole(file, typeof row.content === 'string' ? Buffer.from(row.content) : row.content)
  }
}

/** The slot makes the server keep what was not received yet. One whose log is gone already is made anew. @returns from where it keeps */
async function openSlot(url: string): Promise<bigint | undefined> {
  const client = newClient(url)
  await client.connect()
  try {
    const { rows: [slot] } = await client.query<{ restart_lsn: string | null; wal_status: string | null }>('select restart_lsn, wal_status from pg_replication_slots where slot_name = $1', [slotName])
    if (slot && slot.wal_status !== 'lost' && slot.restart_lsn !== null) return parseLsn(slot.restart_lsn)
    if (slot) await client.query('select pg_drop_replication_slot($1)', [slotName])
    const { rows: [made] } = await client.query<{ lsn: string | null }>('select lsn from pg_create_physical_replication_slot($1, true)', [slotName])
    return made?.lsn ? parseLsn(made.lsn) : undefined
  } finally {
    await client.end()
  }
}

/** Copies documents as they come: all at the beginning, then those that newer rows name. */
async function followDocuments(order: FollowOrder): Promise<void> {
  let since: Date | undefined
  while (!order.signal.aborted) {
    const client = newClient(order.urls.superuser)
    await client.connect()
    try {
      const started = new Date()
      if (existsSync(join(order.set, 'set.json'))) {
        mkdirSync(documentsFolder(order.set), { recursive: true, mode: 0o700 })
        await noteExpunged(client, order.set)
        const { missing } = await copyDocuments(order.store, order.set, await listAddresses(client, since))
        // An hour of overlap: clocks differ between processes, and a long act's rows are older than its commit.
        if (missing.length === 0) since = new Date(started.getTime() - 3_600_000)
      }
    } finally {
      await client.end()
    }
    await pause(10_000, undefined, { signal: order.signal }).catch(() => {})
  }
}
