/** What the public log serves, read from the database. No person, no text of an entry: hashes, commitments, signatures. */
import type pg from 'pg'
import { HASH_BYTES } from '#kernel/ledger/merkle.ts'
import { TILE_WIDTH } from '#kernel/ledger/tiles.ts'
import type { TilePlace } from '#kernel/ledger/tiles.ts'

/** A tile's hashes; undefined when the log has no tile of that width there. A full tile has 256 hashes, never fewer. */
export async function findTile(pool: pg.Pool, level: number, { index, width }: TilePlace): Promise<Buffer | undefined> {
  const { rows: [tile] } = await pool.query<{ data: Buffer }>('select data from kernel.tile where level = $1 and index = $2 and width >= $3', [level, index, width])
  return tile?.data.subarray(0, width * HASH_BYTES)
}

/** The bundle of a tile's entries (C2SP tlog-tiles): each commitment with its length as two bytes, high byte first. undefined when the log hasn't so many. */
export async function findEntryBundle(pool: pg.Pool, { index, width }: TilePlace): Promise<Buffer | undefined> {
  const from = index * TILE_WIDTH
  const { rows } = await pool.query<{ index: number; commitment: Buffer }>('select index, commitment from kernel.log_commitments($1, $2)', [from, width])
  if (rows.length !== width || rows.some((row, i) => Number(row.index) !== from + i)) return undefined
  const bundle = Buffer.alloc(width * (2 + HASH_BYTES))
  for (const [i, { commitment }] of rows.entries()) {
    bundle.writeUInt16BE(HASH_BYTES, i * (2 + HASH_BYTES))
    commitment.copy(bundle, i * (2 + HASH_BYTES) + 2)
  }
  return bundle
}

export interface LogKeyRow { vkey: string; origin: string; from_size: string; to_size: string | null; at: Date; statement: string | null; end_statement: string | null }

/** The log's keys in the order in which they came into use. */
export async function listLogKeys(pool: pg.Pool): Promise<LogKeyRow[]> {
  const { rows } = await pool.query<LogKeyRow>(`select k.vkey, k.origin, k.from_size, e.to_size, k.at, k.statement, e.statement as end_statement
    from kernel.log_key k left join kernel.log_key_end e on e.vkey = k.vkey order by k.from_size, k.at`)
  return rows
}
