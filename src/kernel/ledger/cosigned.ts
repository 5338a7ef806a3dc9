/** Checkpoints with the cosignatures that were gathered for them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Database } from '../db/connect.ts'
import { whenKept } from '../db/copies.ts'
import { dataFolder } from '../db/data-folder.ts'
import { sha256 } from './merkle.ts'
import { isQuorum, openPolicy, parsePolicy } from './policy.ts'
import type { Policy } from './policy.ts'

const PAGE = 200
/** Where a policy is new, it is looked for in the last so many pages of checkpoints; the next round of the witnesses settles it. */
const MOST_PAGES = 5
/** After this time no witness is asked about a checkpoint any more: a newer one is there. */
const STILL_GATHERING_MS = 120_000
export const POLICY_FILE = 'policy.txt'

/** The checkpoint as a signed note: the log's signatures, then the witnesses'. */
export interface CosignedCheckpoint {
  readonly note: string
  readonly size: number
  readonly at: Date
  readonly cosignatures: readonly { readonly vkey: string; readonly at: Date }[]
}

/**
 * The policy of this installation (C2SP tlog-policy, with the witnesses' addresses): the file named by MIZAN_LOG_POLICY, else
 * `ledger/policy.txt` of the data folder, else `quorum none`. Throws PolicyError for one that can't be read.
 */
export function loadPolicy(folder: string = dataFolder(), file = process.env['MIZAN_LOG_POLICY']): Policy {
  const path = file ?? join(folder, 'ledger', POLICY_FILE)
  if (file === undefined && !existsSync(path)) return openPolicy
  return parsePolicy(readFileSync(path, 'utf8'))
}

/**
 * The newest checkpoint of at least `minSize` leaves that satisfies the policy, with its cosignatures; undefined when there is none yet
 * (entries get their place within a second, witnesses are asked every few seconds). Without witnesses in the policy: the newest checkpoint.
 */
export async function findCosignedCheckpoint(db: Pick<Database, 'appPool'>, minSize = 0, policy: Policy = loadPolicy()): Promise<CosignedCheckpoint | undefined> {
  if (isQuorum(policy, new Set())) return findNewestCheckpoint(db, minSize)
  const known = knownOf(db.appPool, policy)
  const names = new Map(policy.witnesses.map((witness) => [witness.vkey, witness.name]))
  known.size = Math.max(known.size, await findQuorum(db.appPool, policy))
  let settled = Math.max(known.settled, known.size)
  const above = settled
  for (let below = Number.MAX_SAFE_INTEGER, page = 0; page < MOST_PAGES; page++) {
    const rows = await loadCosigned(db.appPool, above, below, [...names.keys()])
    settled = Math.max(settled, ...rows.filter((row) => row.at.getTime() < Date.now() - STILL_GATHERING_MS).map((row) => Number(row.tree_size)))
    const enough = rows.find((row) => isQuorum(policy, new Set(row.witnesses.map((vkey) => names.get(vkey)!))))
    if (enough !== undefined) known.size = Number(enough.tree_size)
    if (enough !== undefined || rows.length < PAGE) break
    below = Number(rows.at(-1)!.tree_size)
  }
  known.settled = settled
  return known.size > 0 && known.size >= minSize ? loadCheckpoint(db.appPool, known.size) : undefined
}

/** Notes that a checkpoint satisfies the policy, if it does; called after cosignatures came in. */
export async function noteQuorum(db: Pick<Database, 'ledgerPool'>, policy: Policy, size: number): Promise<void> {
  const names = new Map(policy.witnesses.map((witness) => [witness.vkey, witness.name]))
  const { rows } = await db.ledgerPool.query<{ witness: string }>('select witness from kernel.cosignature where tree_size = $1', [size])
  if (!isQuorum(policy, new Set(rows.flatMap(({ witness }) => names.get(witness) ?? [])))) return
  await db.ledgerPool.query('insert into kernel.quorum (policy, tree_size) values ($1, $2) on conflict (policy) do update set tree_size = greatest(quorum.tree_size, excluded.tree_size)', [sha256(policy.text), size])
}

async function findQuorum(pool: pg.Pool, policy: Policy): Promise<number> {
  const { rows: [row] } = await pool.query<{ tree_size: string }>('select tree_size from kernel.quorum where policy = $1', [sha256(policy.text)])
  return Number(row?.tree_size ?? 0)
}

/** The newest checkpoint, whoever has seen it, with the cosignatures that it has. Given only once it can't be lost: what an outsider was shown is never taken back. */
export async function findNewestCheckpoint(db: Pick<Database, 'appPool'>, minSize = 0): Promise<CosignedCheckpoint | undefined> {
  const { rows: [newest] } = await db.appPool.query<{ tree_size: string }>('select tree_size from kernel.checkpoint where tree_size >= $1 order by tree_size desc limit 1', [minSize])
  if (newest === undefined) return undefined
  await whenKept(db.appPool, Number(newest.tree_size))
  return loadCheckpoint(db.appPool, Number(newest.tree_size))
}

/** A signed note with more signature lines behind its own. */
export function withLines(note: string, lines: readonly string[]): string {
  return note + lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`)).join('')
}

interface Row { tree_size: string; note: string; at: Date; lines: string[]; witnesses: string[]; times: Date[] }

const SELECT = `select c.tree_size, c.note, c.at, coalesce(array_agg(s.line order by s.witness) filter (where s.line is not null), '{}') as lines,
  coalesce(array_agg(s.witness order by s.witness) filter (where s.line is not null), '{}') as witnesses,
  coalesce(array_agg(s.cosigned_at order by s.witness) filter (where s.line is not null), '{}') as times
  from kernel.checkpoint c left join kernel.cosignature s on s.tree_size = c.tree_size`

/** What is known of a policy: the largest size that satisfies it (0: none), and up to which size nothing changes any more. */
interface Known { size: number; settled: number }

const knownByPool = new WeakMap<pg.Pool, Map<string, Known>>()

function knownOf(pool: pg.Pool, policy: Policy): Known {
  const byText = knownByPool.get(pool) ?? new Map<string, Known>()
  knownByPool.set(pool, byText)
  const known = byText.get(policy.text) ?? { size: 0, settled: -1 }
  byText.set(policy.text, known)
  return known
}

async function loadCosigned(pool: pg.Pool, above: number, below: number, witnesses: readonly string[]): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `${SELECT} and s.witness = any ($3) where c.tree_size = any (array(
       select distinct tree_size from kernel.cosignature where tree_size > $1 and tree_size < $2 and witness = any ($3) order by tree_size desc limit ${PAGE}))
     group by c.tree_size order by c.tree_size desc`, [above, below, witnesses])
  return rows
}

async function loadCheckpoint(pool: pg.Pool, size: number): Promise<CosignedCheckpoint | undefined> {
  const { rows: [row] } = await pool.query<Row>(`${SELECT} where c.tree_size = $1 group by c.tree_size`, [size])
  return row === undefined ? undefined : asCheckpoint(row)
}

function asCheckpoint(row: Row): CosignedCheckpoint {
  return {
    note: withLines(row.note, row.lines), size: Number(row.tree_size), at: row.at,
    cosignatures: row.witnesses.map((vkey, i) => ({ vkey, at: row.times[i]! })),
  }
}
