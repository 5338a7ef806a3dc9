/**
 * Gives each entry its place in the log. One transaction takes a batch of entries from the outbox, appends their leaves and tiles
 * and signs a checkpoint: killed at any moment, either all of it happened or none.
 */
import type pg from 'pg'
import type { Database } from '../db/connect.ts'
import { leafHashes } from './merkle.ts'
import { formatCheckpoint, signNote } from './note.ts'
import type { Signer } from './note.ts'
import { appendToTiles, emptyFrontier, frontierRoot, frontierTiles } from './tiles.ts'
import type { Frontier, Tile } from './tiles.ts'

const BATCH = 20_000
/** One sequencer at a time, over all processes that share the database. Whoever holds it knows that no checkpoint is being signed. */
export const SEQUENCER_LOCK = 77_003
const CHANNEL = 'mizan_outbox'
const IDLE_FACTOR = 10

export type LedgerPool = Pick<Database, 'ledgerPool'>

/** The stored tree is not the tree that was signed last: nothing more is signed on top of it. Run the verifier. */
export class LedgerBroken extends Error {
  override name = 'LedgerBroken'
}

/** The log's signer, or how to find its signers of the moment: they change when the key does. All have the log's name. */
export type LogSigner = Signer | (() => Promise<readonly Signer[]>)

export interface Sequencer {
  /** Ends after the batch under way. */
  stop(): Promise<void>
}

/**
 * Sequences everything that waits in the outbox and returns how many entries it placed.
 * Waits while another process sequences. Throws LedgerBroken when the tiles do not give the last signed root.
 */
export async function sequence(db: LedgerPool, options: { signer: LogSigner; batch?: number }): Promise<number> {
  const batch = options.batch ?? BATCH
  let placed = 0
  for (;;) {
    const signers = typeof options.signer === 'function' ? await options.signer() : [options.signer]
    const count = await sequenceBatch(db.ledgerPool, signers, batch)
    placed += count
    if (count < batch) return placed
  }
}

/**
 * Sequences until stopped: at once when an act says that it queued an entry (LISTEN), but at most once every `everyMs`, so that a
 * busy system signs one checkpoint for many entries. Looks by itself every `everyMs` x 10, for what a lost connection has missed.
 */
export function startSequencer(
  db: LedgerPool,
  options: { signer: LogSigner; everyMs?: number; onPlaced?: (count: number) => void; onError?: (error: unknown) => void },
): Sequencer {
  const everyMs = options.everyMs ?? 1000
  const onError = options.onError ?? ((error) => process.emitWarning(`sequencer: ${String(error)}`))
  const bell = makeBell()
  let stopped = false
  let listener: pg.PoolClient | undefined

  async function listen(): Promise<void> {
    if (listener !== undefined) return
    const client = await db.ledgerPool.connect()
    client.on('notification', bell.ring)
    client.on('error', () => {
      if (listener === client) listener = undefined
      client.release(true)
      bell.ring()
    })
    await client.query(`listen ${CHANNEL}`)
    listener = client
  }

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        await listen()
        const placed = await sequence(db, options)
        if (placed > 0) options.onPlaced?.(placed)
      } catch (error) {
        onError(error)
      }
      await bell.sleep(everyMs, false)
      if (!stopped) await bell.sleep(everyMs * (IDLE_FACTOR - 1), true)
    }
  }

  const running = run()
  return {
    async stop() {
      stopped = true
      bell.end()
      await running
      listener?.removeAllListeners('notification')
      listener?.release(true)
    },
  }
}

async function sequenceBatch(pool: pg.Pool, signers: readonly Signer[], batch: number): Promise<number> {
  const client = await pool.connect()
  let failed = true
  try {
    await client.query('begin')
    // Batches are small beside the tables: only index look-ups are right, whatever the planner's statistics say of a table that grew fast.
    await client.query(`select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`)
    await client.query('select pg_advisory_xact_lock($1)', [SEQUENCER_LOCK])
    const count = await placeBatch(client, signers, batch)
    await client.query('commit')
    failed = false
    return count
  } finally {
    // A connection whose transaction may still be open is closed, which rolls it back.
    client.release(failed)
  }
}

async function placeBatch(client: pg.PoolClient, signers: readonly Signer[], batch: number): Promise<number> {
  const waiting = await client.query<{ entry_id: string; commitment: Buffer }>(
    `select o.entry_id, e.commitment from (select entry_id, seq from kernel.outbox order by seq limit $1) o
     join kernel.entry e on e.id = o.entry_id order by o.seq`,
    [batch],
  )
  if (waiting.rows.length === 0) return 0
  const before = await loadFrontier(client)
  const leaves = leafHashes(Buffer.concat(waiting.rows.map((row) => row.commitment)))
  const { frontier, tiles } = appendToTiles(before, leaves)
  const root = frontierRoot(frontier)
  const note = signNote(formatCheckpoint({ origin: signers[0]!.name, size: frontier.size, root }), signers)
  await client.query(
    `with placed as (
       insert into kernel.leaf (index, entry_id, hash)
       select $1::bigint + n - 1, id, substr($3::bytea, ((n - 1) * 32 + 1)::integer, 32) from unnest($2::uuid[]) with ordinality as t (id, n)
       returning entry_id)
     delete from kernel.outbox o using placed p where o.entry_id = p.entry_id`,
    [before.size, waiting.rows.map((row) => row.entry_id), leaves],
  )
  await saveTiles(client, tiles)
  await client.query('insert into kernel.checkpoint (tree_size, root, note) values ($1, $2, $3)', [frontier.size, root, note])
  return waiting.rows.length
}

/** The right edge of the tree that was signed last. Throws LedgerBroken when the tiles do not give its root. */
export async function loadFrontier(client: Pick<pg.ClientBase, 'query'>): Promise<Frontier> {
  const last = await client.query<{ tree_size: string; root: Buffer }>('select tree_size, root from kernel.checkpoint order by tree_size desc limit 1')
  const signed = last.rows[0]
  if (signed === undefined) return emptyFrontier()
  const size = Number(signed.tree_size)
  const places = frontierTiles(size)
  const stored = await client.query<{ level: number; index: string; data: Buffer }>(
    'select level, index, data from kernel.tile where (level, index) in (select * from unnest($1::integer[], $2::bigint[]))',
    [places.map((place) => place.level), places.map((place) => place.index)],
  )
  const partial = places.map((place) =>
    stored.rows.find((tile) => tile.level === place.level && Number(tile.index) === place.index)?.data ?? Buffer.alloc(0))
  const frontier = { size, partial }
  if (partial.some((data, level) => data.length !== places[level]!.width * 32) || !frontierRoot(frontier).equals(signed.root)) {
    throw new LedgerBroken(`the tiles do not give the root that was signed for ${size} leaves`)
  }
  return frontier
}

async function saveTiles(client: pg.PoolClient, tiles: readonly Tile[]): Promise<void> {
  await client.query(
    `insert into kernel.tile (level, index, width, data)
     select * from unnest($1::integer[], $2::bigint[], $3::integer[], $4::bytea[])
     on conflict (level, index) do update set width = excluded.width, data = excluded.data`,
    [tiles.map((tile) => tile.level), tiles.map((tile) => tile.index), tiles.map((tile) => tile.hashes.length / 32), tiles.map((tile) => tile.hashes)],
  )
}

/** Something to wait on: `ring` ends a sleep that may be interrupted (or the next one), `end` ends every sleep for good. */
function makeBell(): { ring: () => void; end: () => void; sleep: (ms: number, untilRung: boolean) => Promise<void> } {
  let rung = false
  let ended = false
  let wake: (() => void) | undefined
  return {
    ring() {
      rung = true
      wake?.()
    },
    end() {
      ended = true
      wake?.()
    },
    async sleep(ms, untilRung) {
      const isOver = () => ended || (untilRung && rung)
      if (!isOver()) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wake = () => {
            if (!isOver()) return
            clearTimeout(timer)
            resolve()
          }
        })
        wake = undefined
      }
      if (untilRung) rung = false
    },
  }
}
