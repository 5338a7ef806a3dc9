import type pg from 'pg'
import { appendToRange, emptyRange, leafHashes, rangeRoot, type CompactRange } from '#kernel/ledger/merkle.ts'
import { NoteError, openCheckpoint, parseVerifierKey } from '#kernel/ledger/note.ts'

/** A checkpoint of another node's log that its mirror here contradicts. */
export interface MirrorProblem { readonly node: string; readonly treeSize: number; readonly problem: 'entries-missing' | 'root' | 'signature' }

/** The mirrored logs as far as they were recomputed; the whole is recomputed once after each start. */
export type MirrorState = Map<string, CompactRange>

/**
 * Cross-checks the checkpoints of the nodes below that have come since: each tree is recomputed from the entries that arrived here,
 * and must be the one that its node signed. A log whose key is not known yet waits.
 */
export async function checkMirrors(pool: pg.Pool, state: MirrorState, most = 200): Promise<MirrorProblem[]> {
  const { rows } = await pool.query<{ node_id: string; tree_size: string; root: Buffer; note: string; log_keys: string[] }>(
    `select c.node_id, c.tree_size, c.root, c.note, n.log_keys from kernel.mirror_checkpoint c join kernel.node n on n.id = c.node_id
     where c.checked_at is null and cardinality(n.log_keys) > 0 order by c.node_id, c.tree_size limit $1`, [most])
  const problems: MirrorProblem[] = []
  for (const row of rows) {
    const treeSize = Number(row.tree_size)
    const range = await grow(pool, row.node_id, state.get(row.node_id) ?? emptyRange(), treeSize)
    const problem = range === null ? 'entries-missing' : !rangeRoot(range).equals(row.root) ? 'root' : !isSigned(row.note, row.log_keys, treeSize, row.root) ? 'signature' : null
    if (range) state.set(row.node_id, range)
    // An entry that is held with its parcel is here all the same; one that is missing is a gap in what arrived.
    await pool.query('update kernel.mirror_checkpoint set checked_at = clock_timestamp(), problem = $3 where node_id = $1 and tree_size = $2', [row.node_id, treeSize, problem])
    if (problem) problems.push({ node: row.node_id, treeSize, problem })
  }
  return problems
}

async function grow(pool: pg.Pool, node: string, range: CompactRange, treeSize: number): Promise<CompactRange | null> {
  let grown = range
  while (grown.size < treeSize) {
    const to = Math.min(treeSize, grown.size + 16_384)
    const { rows } = await pool.query<{ commitment: Buffer }>(
      'select e.commitment from kernel.mirror_leaf m join kernel.entry e on e.id = m.entry_id where m.node_id = $1 and m.index >= $2 and m.index < $3 order by m.index', [node, grown.size, to])
    if (rows.length !== to - grown.size) return null
    grown = appendToRange(grown, leafHashes(Buffer.concat(rows.map((row) => row.commitment))))
  }
  return grown
}

function isSigned(note: string, keys: readonly string[], treeSize: number, root: Buffer): boolean {
  try {
    const checkpoint = openCheckpoint(note, keys.map(parseVerifierKey))
    return checkpoint.size === treeSize && checkpoint.root.equals(root)
  } catch (error) {
    if (error instanceof NoteError) return false
    throw error
  }
}
