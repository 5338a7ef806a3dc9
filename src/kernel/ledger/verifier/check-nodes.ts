/** In a tree of nodes: checks the mirrored logs of the nodes below, and puts together what the entries of all nodes say of each row. */
import type pg from 'pg'
import { appendToRange, emptyRange, leafHashes, rangeRoot } from '../merkle.ts'
import { parseVerifierKey } from '../note.ts'
import type { VerifierKey } from '../note.ts'
import { checkBlanked } from './check-blanked.ts'
import { checkEntry, ENTRY_COLUMNS, ENTRY_FIELDS, makeChanges, noteChanges } from './check-entry.ts'
import { MOST_PROBLEMS, signedRoot } from './check-leaves.ts'
import { makeLedgerRows, noteChunk } from './check-tables.ts'
import type { LedgerRows, LedgerView } from './check-tables.ts'
import { bigintAt, copyRows, eachRow, uuidAt } from './copy-binary.ts'
import type { Problem } from './problem.ts'
import { CHUNK } from './summary.ts'

/** How much of a node's log is mirrored here. */
export interface MirrorCount { node: string; leaves: number; checkpoints: number }

export interface NodesResult extends LedgerView {
  problems: Problem[]
  mirrors: MirrorCount[]
}

/**
 * Undefined where there is one machine only. The order of arrival decides which entry spoke last of a row: an act comes here only after
 * what it stands on. At the nation's node every row must be as the last entry says; a node below holds only a part of what entries name.
 */
export async function checkNodes(client: pg.ClientBase): Promise<NodesResult | undefined> {
  const { rows: [here] } = await client.query<{ node_id: string; parent_id: string | null }>('select node_id, parent_id from kernel.here')
  if (here === undefined) return undefined
  const ledger = makeLedgerRows()
  const foreign = new Set<number>()
  const problems = await noteEntries(client, ledger, 'e.node_id is not null', foreign)
  // Those of our own log were checked against their leaves already.
  await noteEntries(client, ledger, 'e.node_id is null')
  await noteReceived(client, ledger)
  const mirrors: MirrorCount[] = []
  for (const node of await listMirrors(client)) {
    const found = await checkMirror(client, node)
    mirrors.push(found.count)
    problems.push(...found.problems)
  }
  const isPart = here.parent_id !== null
  return { ledger, problems: problems.slice(0, MOST_PROBLEMS), mirrors, entryAt: (place) => entryArrivedAt(client, place), mustExist: (place) => !isPart || !foreign.has(place) }
}

/** Adds what entries say of rows, at the place of their arrival; collects the places in `places`. */
async function noteEntries(client: pg.ClientBase, ledger: LedgerRows, condition: string, places?: Set<number>): Promise<Problem[]> {
  const problems: Problem[] = []
  const commitment = Buffer.alloc(32)
  let after = '00000000-0000-0000-0000-000000000000'
  for (let count = CHUNK; count === CHUNK; ) {
    count = 0
    const changes = makeChanges(3 * CHUNK)
    const copied = await copyRows(client, `select e.arrived, e.id, null::bytea, ${ENTRY_COLUMNS} from kernel.entry e where ${condition} and e.id > '${after}' order by e.id limit ${CHUNK}`)
    eachRow(copied, ENTRY_FIELDS, (starts, ends) => {
      count++
      after = uuidAt(copied, starts[1]!)
      const place = bigintAt(copied, starts[0]!)
      places?.add(place)
      const problem = checkEntry(copied, starts, ends, place, commitment, changes)
      if (problem !== undefined && problems.length < MOST_PROBLEMS) problems.push({ ...problem, entryId: after })
    })
    // Those of our own log are asked about where their leaves are checked.
    if (places !== undefined) problems.push(...(await checkBlanked(client, changes.blanked.map((entry) => ({ ...entry, place: undefined })))))
    noteChunk(ledger, 0, { changes: changes.bytes.subarray(0, changes.used * 56), tables: changes.tables })
  }
  return problems
}

/** Rows that came whole with a record, before which this node knew nothing of it. */
async function noteReceived(client: pg.ClientBase, ledger: LedgerRows): Promise<void> {
  for (let after = 0, count = CHUNK; count === CHUNK; ) {
    const { rows } = await client.query<{ arrived: string; table_name: string; row_key: string; digest: string }>(
      `select arrived, table_name, row_key, encode(digest, 'hex') as digest from kernel.received_row where arrived > $1 order by arrived limit $2`, [after, CHUNK])
    const changes = makeChanges(rows.length)
    for (const row of rows) noteChanges([[row.table_name, row.row_key, 'I', row.digest]], (after = Number(row.arrived)), changes)
    noteChunk(ledger, 0, { changes: changes.bytes.subarray(0, changes.used * 56), tables: changes.tables })
    count = rows.length
  }
}

async function entryArrivedAt(client: pg.ClientBase, place: number): ReturnType<LedgerView['entryAt']> {
  const { rows: [entry] } = await client.query<{ id: string; body: string; node_id: string | null; index: string | null }>(
    'select e.id, e.body, e.node_id, coalesce(l.index, m.index) as index from kernel.entry e left join kernel.leaf l on l.entry_id = e.id left join kernel.mirror_leaf m on m.entry_id = e.id where e.arrived = $1', [place])
  return entry && { id: entry.id, body: entry.body, ...(entry.index === null ? {} : { index: Number(entry.index) }), ...(entry.node_id === null ? {} : { node: entry.node_id }) }
}

interface Mirror { id: string; keys: VerifierKey[]; path: string[] }

async function listMirrors(client: pg.ClientBase): Promise<Mirror[]> {
  const { rows } = await client.query<{ id: string; log_keys: string[]; path: string[] }>('select id, log_keys, path from kernel.node n where exists (select from kernel.mirror_checkpoint c where c.node_id = n.id) order by id')
  return rows.map((row) => ({ id: row.id, keys: row.log_keys.map(parseVerifierKey), path: row.path }))
}

/** Recomputes a mirrored log from the entries that are here, and compares it with each checkpoint that its node signed. */
async function checkMirror(client: pg.ClientBase, { id, keys }: Mirror): Promise<{ problems: Problem[]; count: MirrorCount }> {
  const problems: Problem[] = keys.length === 0 ? [{ kind: 'mirror-unproved', node: id }] : []
  const { rows: checkpoints } = await client.query<{ tree_size: string; root: Buffer; note: string }>('select tree_size, root, note from kernel.mirror_checkpoint where node_id = $1 order by tree_size', [id])
  let range = emptyRange()
  for (const checkpoint of checkpoints) {
    const treeSize = Number(checkpoint.tree_size)
    const { rows: leaves } = await client.query<{ index: string; entry_id: string; commitment: Buffer | null; node_id: string | null }>(
      'select m.index, m.entry_id, e.commitment, e.node_id from kernel.mirror_leaf m left join kernel.entry e on e.id = m.entry_id where m.node_id = $1 and m.index >= $2 and m.index < $3 order by m.index', [id, range.size, treeSize])
    const gone = leaves.find((leaf) => leaf.commitment === null || leaf.node_id !== id)
    if (gone !== undefined || leaves.length !== treeSize - range.size) {
      problems.push(gone === undefined ? { kind: 'leaf-removed', node: id, index: range.size } : { kind: 'entry-removed', node: id, index: Number(gone.index), entryId: gone.entry_id })
      break
    }
    range = appendToRange(range, leafHashes(Buffer.concat(leaves.map((leaf) => leaf.commitment!))))
    const root = rangeRoot(range)
    if (!root.equals(checkpoint.root)) problems.push({ kind: 'root-mismatch', node: id, treeSize, index: treeSize - leaves.length })
    const signed = keys.length === 0 ? root : signedRoot(checkpoint.note, treeSize, keys)
    if (signed === null || !signed.equals(root)) problems.push({ kind: 'checkpoint-signature', node: id, treeSize, index: treeSize - 1 })
    if (problems.length > MOST_PROBLEMS) break
  }
  return { problems, count: { node: id, leaves: range.size, checkpoints: checkpoints.length } }
}
