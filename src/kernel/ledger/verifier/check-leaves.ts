/** Checks a chunk of the log: each entry against its leaf, each leaf against its tile, each checkpoint against its signature. */
import type pg from 'pg'
import { HASH_BYTES, hashAt, sha256Into } from '../merkle.ts'
import { NoteError, openCheckpoint } from '../note.ts'
import type { VerifierKey } from '../note.ts'
import { TILE_WIDTH } from '../tiles.ts'
import { CHANGE_BYTES, checkEntry, ENTRY_COLUMNS, ENTRY_FIELDS, makeChanges } from './check-entry.ts'
import type { BlankedEntry, Changes } from './check-entry.ts'
import { bigintAt, copyRows, eachRow, uuidAt } from './copy-binary.ts'
import type { Problem } from './problem.ts'
import { summarize } from './summary.ts'
import type { Summary } from './summary.ts'

/** Problems beyond these are not kept: the first ones tell, and a rewritten log must not fill the memory. */
export const MOST_PROBLEMS = 100
const CHANGES_EXPECTED = 3

export interface LeafTask {
  from: number
  to: number
  /** Checkpoints in this chunk that somebody else kept, to be met as well. */
  known: { treeSize: number; root: Buffer }[]
}

export interface LeafResult {
  from: number
  summary: Summary
  /** The same with the tiles' hashes where leaf and tile contradict each other and the entry does not settle it. */
  alternative?: Summary
  /** Where they do. */
  undecided: Problem[]
  /** What was signed at each checkpoint in the chunk; null where the signature is wrong. */
  checkpoints: { treeSize: number; root: Buffer | null }[]
  problems: Problem[]
  entries: number
  changes: Buffer
  tables: string[]
  blanked: BlankedEntry[]
}

/** Entries that wait in the outbox: they have no leaf yet. */
export interface TailResult {
  problems: Problem[]
  entries: number
  entryIds: string[]
  changes: Buffer
  tables: string[]
  blanked: BlankedEntry[]
}

interface Chunk {
  task: LeafTask
  /** By leaf: as the tiles have it, and the result; a width of 0 in `known` means that the tile lacks it. */
  tiles: Buffer
  inTiles: Uint8Array
  leaves: Buffer
  inLeaves: Uint8Array
  changes: Changes
  problems: Problem[]
  undecided: Problem[]
  entries: number
}

/** Checks the leaves [from, to). `from` is a multiple of CHUNK. */
export async function checkLeaves(client: pg.ClientBase, keys: readonly VerifierKey[], task: LeafTask): Promise<LeafResult> {
  const count = task.to - task.from
  const chunk: Chunk = {
    task, tiles: Buffer.alloc(count * HASH_BYTES), inTiles: new Uint8Array(count), leaves: Buffer.alloc(count * HASH_BYTES), inLeaves: new Uint8Array(count),
    changes: makeChanges(count * CHANGES_EXPECTED), problems: [], undecided: [], entries: 0,
  }
  await loadTiles(client, chunk)
  const copied = await copyRows(client, `select l.index, l.entry_id, l.hash, ${ENTRY_COLUMNS} from kernel.leaf l
    left join kernel.entry e on e.id = l.entry_id where l.index >= ${task.from} and l.index < ${task.to} order by l.index`)
  const scratch = makeScratch()
  eachRow(copied, ENTRY_FIELDS, (starts, ends) => checkLeaf(copied, starts, ends, chunk, scratch))
  for (let i = 0; i < count; i++) {
    if (chunk.inLeaves[i] === 1) continue
    report(chunk.problems, { kind: 'leaf-removed', index: task.from + i })
    hashAt(chunk.tiles, i).copy(chunk.leaves, i * HASH_BYTES)
  }
  const checkpoints = await loadCheckpoints(client, keys, task, chunk.problems)
  const sizes = checkpoints.map((checkpoint) => checkpoint.treeSize - task.from)
  const result: LeafResult = {
    from: task.from, summary: summarize(chunk.leaves, sizes), undecided: chunk.undecided, checkpoints, problems: chunk.problems, entries: chunk.entries,
    ...changesOf(chunk.changes),
  }
  return chunk.undecided.length > 0 ? { ...result, alternative: summarize(withTiles(chunk), sizes) } : result
}

/** Checks what comes after the `leaves` signed ones: leaves that no signature covers, and the outbox in the order in which it will be sequenced. */
export async function checkTail(client: pg.ClientBase, leaves: number): Promise<TailResult> {
  const changes = makeChanges(1024)
  const problems: Problem[] = []
  const commitment = Buffer.alloc(HASH_BYTES)
  const entryIds: string[] = []
  const copied = await copyRows(client, `select null::bigint, w.entry_id, null::bytea, ${ENTRY_COLUMNS} from (
      select entry_id, index, null::bigint as seq from kernel.leaf where index >= ${leaves}
      union all select entry_id, null, seq from kernel.outbox o where not exists (select from kernel.leaf l where l.entry_id = o.entry_id)) w
    left join kernel.entry e on e.id = w.entry_id order by w.index nulls last, w.seq, w.entry_id`)
  eachRow(copied, ENTRY_FIELDS, (starts, ends) => {
    const entryId = uuidAt(copied, starts[1]!)
    const problem = starts[3]! < 0 ? ({ kind: 'entry-removed' } as const) : checkEntry(copied, starts, ends, entryIds.length, commitment, changes)
    if (problem !== undefined) report(problems, { ...problem, entryId })
    entryIds.push(entryId)
  })
  return { problems, entries: entryIds.length, entryIds, ...changesOf(changes) }
}

/** Buffers used again for each entry: making new ones would take longer than hashing. */
function makeScratch() {
  const leafInput = Buffer.alloc(1 + HASH_BYTES)
  return { leafInput, commitment: leafInput.subarray(1), entryLeaf: Buffer.alloc(HASH_BYTES) }
}

/** An entry has three witnesses: itself, its leaf and its tile. Two that agree convict the third; else the signed root decides later. */
function checkLeaf(copied: Buffer, starts: Int32Array, ends: Int32Array, chunk: Chunk, scratch: ReturnType<typeof makeScratch>): void {
  const index = bigintAt(copied, starts[0]!)
  const i = index - chunk.task.from
  const entryId = () => uuidAt(copied, starts[1]!)
  const [leafStart, leafEnd, at] = [starts[2]!, ends[2]!, i * HASH_BYTES]
  copied.copy(chunk.leaves, at, leafStart, leafEnd)
  chunk.inLeaves[i] = 1
  const { commitment, entryLeaf, leafInput } = scratch
  let isRight = false
  if (starts[3]! < 0) report(chunk.problems, { kind: 'entry-removed', index, entryId: entryId() })
  else {
    chunk.entries++
    const problem = checkEntry(copied, starts, ends, i, commitment, chunk.changes)
    if (problem !== undefined) report(chunk.problems, { ...problem, index, entryId: entryId() })
    isRight = problem?.kind !== 'entry-altered'
    sha256Into(leafInput, entryLeaf, 0)
  }
  const leafInTile = chunk.inTiles[i] === 0 || chunk.tiles.compare(copied, leafStart, leafEnd, at, at + HASH_BYTES) === 0
  if (leafInTile) {
    if (isRight && entryLeaf.compare(copied, leafStart, leafEnd) !== 0) report(chunk.problems, { kind: 'entry-altered', index, entryId: entryId() })
  } else if (isRight && entryLeaf.compare(chunk.tiles, at, at + HASH_BYTES) === 0) {
    report(chunk.problems, { kind: 'leaf-altered', index, entryId: entryId() })
    entryLeaf.copy(chunk.leaves, at)
  } else chunk.undecided.push({ kind: 'leaf-altered', index, entryId: entryId() })
}

async function loadTiles(client: pg.ClientBase, chunk: Chunk): Promise<void> {
  const { from, to } = chunk.task
  const first = from / TILE_WIDTH
  const copied = await copyRows(client, `select index, data from kernel.tile where level = 0 and index >= ${first} and index < ${Math.ceil(to / TILE_WIDTH)}`)
  eachRow(copied, 2, (starts, ends) => {
    const start = bigintAt(copied, starts[0]!) * TILE_WIDTH - from
    const width = Math.min((ends[1]! - starts[1]!) / HASH_BYTES, to - from - start)
    copied.copy(chunk.tiles, start * HASH_BYTES, starts[1], starts[1]! + width * HASH_BYTES)
    chunk.inTiles.fill(1, start, start + width)
  })
  for (let i = 0; i < to - from; i += TILE_WIDTH) {
    const isWhole = chunk.inTiles.subarray(i, i + TILE_WIDTH).every((known) => known === 1)
    if (!isWhole) report(chunk.problems, { kind: 'tile-altered', tile: `0/${first + i / TILE_WIDTH}`, index: from + i })
  }
}

async function loadCheckpoints(client: pg.ClientBase, keys: readonly VerifierKey[], task: LeafTask, problems: Problem[]): Promise<LeafResult['checkpoints']> {
  const { rows } = await client.query<{ tree_size: string; root: Buffer; note: string }>(
    'select tree_size, root, note from kernel.checkpoint where tree_size > $1 and tree_size <= $2 order by tree_size', [task.from, task.to])
  const stored = rows.map((row) => {
    const treeSize = Number(row.tree_size)
    const root = signedRoot(row.note, treeSize, keys)
    if (root === null || !root.equals(row.root)) report(problems, { kind: 'checkpoint-signature', treeSize, index: treeSize - 1 })
    return { treeSize, root }
  })
  return [...stored, ...task.known.map((known) => ({ ...known, root: Buffer.from(known.root) }))].sort((a, b) => a.treeSize - b.treeSize)
}

/** The root that was signed for a size; null when it was not signed with any of the keys. */
export function signedRoot(note: string, treeSize: number, keys: readonly VerifierKey[]): Buffer | null {
  try {
    const checkpoint = openCheckpoint(note, keys)
    return checkpoint.size === treeSize ? checkpoint.root : null
  } catch (error) {
    if (error instanceof NoteError) return null
    throw error
  }
}

/** The leaves as the tiles have them, where that is in doubt. */
function withTiles(chunk: Chunk): Buffer {
  const leaves = Buffer.from(chunk.leaves)
  for (const { index } of chunk.undecided) {
    const i = index! - chunk.task.from
    hashAt(chunk.tiles, i).copy(leaves, i * HASH_BYTES)
  }
  return leaves
}

function changesOf(changes: Changes): { changes: Buffer; tables: string[]; blanked: BlankedEntry[] } {
  return { changes: Buffer.from(changes.bytes.subarray(0, changes.used * CHANGE_BYTES)), tables: changes.tables, blanked: changes.blanked }
}

function report(problems: Problem[], problem: Problem): void {
  if (problems.length < MOST_PROBLEMS) problems.push(problem)
}
