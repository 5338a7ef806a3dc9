/**
 * Verifies the whole history: every entry, leaf, tile and checkpoint, and every row of every tracked table against the ledger.
 * Trusts nothing in the database but the signatures of the given key; reads one snapshot and changes nothing.
 */
import { availableParallelism } from 'node:os'
import type pg from 'pg'
import type { Database } from '../db/connect.ts'
import { openCheckpoint, parseVerifierKey } from './note.ts'
import type { VerifierKey } from './note.ts'
import { followStoredKeys } from './rotation.ts'
import { checkTail, MOST_PROBLEMS, signedRoot } from './verifier/check-leaves.ts'
import type { LeafResult } from './verifier/check-leaves.ts'
import { checkTables, inTurn, makeLedgerRows, noteChunk } from './verifier/check-tables.ts'
import type { EntryAt } from './verifier/check-tables.ts'
import { checkBlanked } from './verifier/check-blanked.ts'
import { checkNodes } from './verifier/check-nodes.ts'
import type { MirrorCount } from './verifier/check-nodes.ts'
import { checkTree } from './verifier/check-tree.ts'
import { soloCrew, startCrew } from './verifier/crew.ts'
import type { Crew } from './verifier/crew.ts'
import { byPlace, explain } from './verifier/problem.ts'
import type { FoundProblem, Problem } from './verifier/problem.ts'
import { openSnapshot } from './verifier/session.ts'
import { CHUNK } from './verifier/summary.ts'

/** Below this, starting threads takes longer than the work. */
const ENTRIES_WORTH_THREADS = 2 * CHUNK
const MOST_WORKERS = 8

export interface VerifyOptions {
  /** A verifier key of the log (`name+id+base64`), or several; kept where the operators cannot reach it. Later keys are followed from it. */
  publicKey: string | readonly string[]
  /** Signed checkpoints that others kept (witnesses, printed extracts): only they show that the newest history was cut off. */
  known?: readonly string[]
  /** Worker threads; 0 works in this thread. By default as many as the machine has cores, when there is enough to do. */
  workers?: number
  onProgress?: (progress: VerifyProgress) => void
}

export interface VerifyProgress {
  phase: 'entries' | 'rows'
  done: number
  total: number
}

export interface VerifyReport {
  ok: boolean
  entries: number
  leaves: number
  /** Entries that wait for their place; checked as well. */
  unsequenced: number
  checkpoints: number
  tables: number
  rows: number
  /** In a tree of nodes: the logs of those below, as they are mirrored here. */
  nodes?: MirrorCount[]
  /** The first problem in the order of the log. */
  first?: FoundProblem
  /** Up to 100, the earliest in the log first. */
  problems: FoundProblem[]
  seconds: number
}

/** Throws only when it cannot read (no connection, no such key format); whatever is wrong with the data is in the report. */
export async function verify(db: Pick<Database, 'urls'>, options: VerifyOptions): Promise<VerifyReport> {
  const started = performance.now()
  const given = [options.publicKey].flat()
  given.forEach(parseVerifierKey)
  const client = await openSnapshot(db.urls.migrator)
  let crew: Crew | undefined
  try {
    // A key that a given one vouches for is trusted for its period; what the database says of keys beyond that counts for nothing.
    const keyTexts = [...(await followStoredKeys(client, given))]
    const keys = keyTexts.map(parseVerifierKey)
    const extent = await findExtent(client, keys)
    const workers = options.workers ?? (extent.leaves > ENTRIES_WORTH_THREADS ? Math.min(MOST_WORKERS, availableParallelism()) : 0)
    const { rows: [exported] } = await client.query<{ id: string }>('select pg_export_snapshot() as id')
    crew = workers === 0 ? soloCrew(client, keyTexts) : startCrew(workers, { url: db.urls.migrator, snapshot: exported!.id, keys: keyTexts })
    const found = await checkAll(client, crew, keys, extent, options)
    const problems = found.problems.sort(byPlace).slice(0, MOST_PROBLEMS).map((problem) => ({ ...problem, explanation: explain(problem) }))
    return {
      ok: problems.length === 0, ...found.counts, leaves: extent.leaves, ...(problems[0] === undefined ? {} : { first: problems[0] }), problems,
      seconds: (performance.now() - started) / 1000,
    }
  } finally {
    await crew?.end()
    await client.end()
  }
}

interface Extent {
  /** The size of the largest tree with a good signature. */
  leaves: number
  problems: Problem[]
}

type Counts = Pick<VerifyReport, 'nodes' | 'entries' | 'unsequenced' | 'checkpoints' | 'tables' | 'rows'>

async function checkAll(
  client: pg.Client, crew: Crew, keys: readonly VerifierKey[], extent: Extent, options: VerifyOptions,
): Promise<{ problems: Problem[]; counts: Counts }> {
  const ledger = makeLedgerRows()
  const known = openKnown(options.known ?? [], keys)
  const chunks: LeafResult[] = []
  let entries = 0
  await inTurn(crew.width, chunkStarts(extent.leaves), async (from) => {
    const to = Math.min(from + CHUNK, extent.leaves)
    const chunk = await crew.leaves({ from, to, known: known.filter(({ treeSize }) => treeSize > from && treeSize <= to) })
    noteChunk(ledger, from, chunk)
    entries += chunk.entries
    // The changes have been taken over; only the small rest is kept until the tree is put together.
    chunks.push({ ...chunk, changes: Buffer.alloc(0) })
    options.onProgress?.({ phase: 'entries', done: entries, total: extent.leaves })
  })
  chunks.sort((a, b) => a.from - b.from)
  const tail = await checkTail(client, extent.leaves)
  noteChunk(ledger, extent.leaves, tail)
  const problems = [
    ...extent.problems,
    ...chunks.flatMap((chunk) => chunk.problems),
    ...(await checkTree(client, chunks)),
    ...known.filter(({ treeSize }) => treeSize > extent.leaves).map(({ treeSize }): Problem => ({ kind: 'checkpoint-removed', treeSize, index: extent.leaves })),
    ...tail.problems,
    ...(await findStrayEntries(client)),
    ...(await checkBlanked(client, [...chunks.flatMap((chunk) => chunk.blanked.map((entry) => ({ ...entry, place: chunk.from + entry.place }))), ...tail.blanked.map((entry) => ({ ...entry, place: undefined }))])),
  ]
  // In a tree of nodes a row may have been changed last at another node: then the entries of all of them count, in the order in which they came here.
  const nodes = await checkNodes(client)
  const view = nodes ?? { ledger, entryAt: entryFinder(client, extent.leaves, tail.entryIds) }
  const tables = await checkTables(client, crew, view, (done, total) => options.onProgress?.({ phase: 'rows', done, total }))
  const checkpoints = chunks.reduce((sum, chunk) => sum + chunk.checkpoints.length, 0) - known.filter(({ treeSize }) => treeSize <= extent.leaves).length
  return {
    problems: [...problems, ...(nodes?.problems ?? []), ...tables.problems],
    counts: { ...(nodes === undefined ? {} : { nodes: nodes.mirrors }), entries: entries + tail.entries, unsequenced: tail.entries, checkpoints, tables: tables.tables, rows: tables.rows },
  }
}

/** The largest signed tree; what lies beyond it was not put there by the sequencer. */
async function findExtent(client: pg.Client, keys: readonly VerifierKey[]): Promise<Extent> {
  const unsigned: number[] = []
  let leaves = 0
  for (let below = Number.MAX_SAFE_INTEGER; ; ) {
    const { rows } = await client.query<{ tree_size: string; note: string }>(
      'select tree_size, note from kernel.checkpoint where tree_size < $1 order by tree_size desc limit 1', [below])
    if (rows[0] === undefined) break
    below = Number(rows[0].tree_size)
    if (signedRoot(rows[0].note, below, keys) !== null) {
      leaves = below
      break
    }
    unsigned.push(below)
  }
  const { rows } = await client.query<{ index: string; entry_id: string }>(
    'select index, entry_id from kernel.leaf where index >= $1 order by index limit $2', [Math.max(leaves, unsigned[0] ?? 0), MOST_PROBLEMS])
  const problems = [
    ...unsigned.slice(-MOST_PROBLEMS).map((treeSize): Problem => ({ kind: 'checkpoint-signature', treeSize, index: leaves })),
    ...rows.map((row): Problem => ({ kind: 'leaf-inserted', index: Number(row.index), entryId: row.entry_id })),
  ]
  return { leaves, problems }
}

/** Throws NoteError for a note that the log did not sign: whoever keeps it should know. */
function openKnown(notes: readonly string[], keys: readonly VerifierKey[]): { treeSize: number; root: Buffer }[] {
  return notes.map((note) => {
    const { size, root } = openCheckpoint(note, keys)
    return { treeSize: size, root }
  })
}

/** Entries that are neither in the log nor on their way into it. */
async function findStrayEntries(client: pg.Client): Promise<Problem[]> {
  await client.query('set local enable_hashjoin = on')
  const { rows } = await client.query<{ id: string }>(
    `select e.id from kernel.entry e where e.node_id is null and not exists (select from kernel.leaf l where l.entry_id = e.id)
     and not exists (select from kernel.outbox o where o.entry_id = e.id) order by e.id limit $1`, [MOST_PROBLEMS])
  await client.query('set local enable_hashjoin = off')
  return rows.map((row) => ({ kind: 'entry-inserted', entryId: row.id }))
}

function entryFinder(client: pg.Client, leaves: number, tailIds: readonly string[]): EntryAt {
  return async (place) => {
    const isSequenced = place < leaves
    const { rows } = await client.query<{ id: string; body: string }>(
      isSequenced ? 'select e.id, e.body from kernel.leaf l join kernel.entry e on e.id = l.entry_id where l.index = $1' : 'select id, body from kernel.entry where id = $1',
      [isSequenced ? place : tailIds[place - leaves]])
    return rows[0] === undefined ? undefined : { ...rows[0], ...(isSequenced ? { index: place } : {}) }
  }
}

function chunkStarts(leaves: number): number[] {
  return Array.from({ length: Math.ceil(leaves / CHUNK) }, (_, i) => i * CHUNK)
}
