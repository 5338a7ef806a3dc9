import { createHash } from 'node:crypto'
import { sql, type ColumnType } from 'kysely'
import type pg from 'pg'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database, DatabaseUrls } from '#kernel/db/connect.ts'
import { newClient } from '#kernel/db/seek.ts'
import type { Instant } from '#kernel/db/tables.ts'
import type { Text } from '#kernel/words/text.ts'

export type NodeTable = { id: string; parent_id: string | null; path: string[]; record_id: string; name_ar: string; name_ckb: string; name_en: string; url: string | null; log_keys: string[]; removed_at: ColumnType<Date | null, never, never> }
export type HereTable = { only_one: boolean; node_id: string; writer: string | null; parent_id: string | null; schema_mark: string; takes_marks: string[] }
export type NeighbourTable = { node_id: string; heard_at: Instant | null; state: 'unknown' | 'up' | 'down' | 'disabled'; down_since: Instant | null; told_at: Instant | null }
export type NodeTables = { 'kernel.node': NodeTable; 'kernel.here': HereTable; 'kernel.neighbour': NeighbourTable }

/** The node that this database is. */
export interface Here { readonly id: string; readonly parentId: string | null }

/** Undefined where there is one machine only. */
export async function findHere(db: Pick<Database, 'app'>): Promise<Here | undefined> {
  const row = await db.app.withTables<NodeTables>().selectFrom('kernel.here').select(['node_id', 'parent_id']).executeTakeFirst()
  return row && { id: row.node_id, parentId: row.parent_id }
}

export interface NewTree { readonly id: string; readonly name: Text; /** The office that answers for the lines (the ministry): it holds the nodes' records. */ readonly officeId: string; readonly url?: string; readonly logKeys?: readonly string[] }

/**
 * Makes this database the nation's node: the root of a tree. From then on every act is packed for the nodes below.
 * @throws when it is a node already
 */
export async function createTree(db: Database, tree: NewTree): Promise<void> {
  if (await findHere(db)) throw new Error('This database is a node of a tree already. ./mizan node status shows which.')
  await act(systemCtx(db), { verb: 'node.create', subject: { kind: 'node', create: { label: tree.name.ar, officeId: tree.officeId } }, detail: { node: tree.id } }, async (tx) => {
    await tx.db.withTables<NodeTables>().insertInto('kernel.node').values({
      id: tree.id, parent_id: null, path: [tree.id], record_id: tx.record.id, name_ar: tree.name.ar, name_ckb: tree.name.ckb, name_en: tree.name.en, url: tree.url ?? null, log_keys: [...(tree.logKeys ?? [])],
    }).execute()
  })
  await settle(db.urls, { id: tree.id, parentId: null })
}

export interface NewNode {
  readonly id: string
  readonly parentId: string
  readonly name: Text
  /** The offices that are at home there from now on: what they hold is written there alone. */
  readonly officeIds: readonly string[]
  readonly url?: string
}

/**
 * Adds a node below another. An act of the nation: its offices' records are from now on written at the new node, which gets them when its line is opened.
 * @throws when the parent is unknown, or an office is at home on another node already
 */
export async function addNode(db: Database, node: NewNode): Promise<void> {
  const here = await findHere(db)
  if (!here || here.parentId) throw new Error('Only the nation\'s node adds nodes: run this there.')
  const parent = await db.app.withTables<NodeTables>().selectFrom('kernel.node').selectAll().where('id', '=', node.parentId).executeTakeFirst()
  if (!parent) throw new Error(`There is no node ${node.parentId}.`)
  const offices = await db.app.selectFrom('kernel.office').select(['id', 'name_en', 'node_id']).where('id', 'in', [...node.officeIds]).execute()
  const elsewhere = offices.find((o) => o.node_id !== null)
  if (elsewhere) throw new Error(`${elsewhere.name_en} is at home on the node ${elsewhere.node_id} already.`)
  if (offices.length !== node.officeIds.length) throw new Error('One of the offices does not exist.')
  const root = await findRootRecord(db)
  await act(systemCtx(db), { verb: 'node.add', subject: { kind: 'node', create: { label: node.name.ar, officeId: await holderOf(db, root.record_id) } }, detail: { node: node.id, parent: node.parentId, offices: node.officeIds } }, async (tx) => {
    await tx.db.withTables<NodeTables>().insertInto('kernel.node').values({
      id: node.id, parent_id: parent.id, path: [...parent.path, node.id], record_id: tx.record.id, name_ar: node.name.ar, name_ckb: node.name.ckb, name_en: node.name.en, url: node.url ?? null, log_keys: [],
    }).execute()
    if (node.officeIds.length > 0) await tx.db.updateTable('kernel.office').set({ node_id: node.id }).where('id', 'in', [...node.officeIds]).execute()
  })
}

/**
 * Gives up a node below the nation that has none below it: its offices are at home on the nation's node from then on, which writes what was written there. What
 * had not come from it by then is lost to the tree; should its line be up again, what it writes is held back and told.
 * @returns how many offices and records came back, and of when the newest act is that had come from it
 * @throws when this is not the nation's node, or the node is unknown, given up already, or has nodes below it
 */
export async function removeNode(db: Database, nodeId: string, reason: string): Promise<{ offices: number; records: number; newest: Date | null }> {
  const here = await findHere(db)
  if (!here || here.parentId) throw new Error('Only the nation\'s node takes offices back: run this there.')
  const nodes = await db.app.withTables<NodeTables>().selectFrom('kernel.node').select(['id', 'parent_id', 'record_id']).where('removed_at', 'is', null).execute()
  const node = nodes.find((one) => one.id === nodeId && one.parent_id !== null)
  if (!node) throw new Error(`There is no node ${nodeId} that could be given up.`)
  const below = nodes.filter((one) => one.parent_id === nodeId)
  if (below.length > 0) throw new Error(`Below ${nodeId} are ${below.map((one) => one.id).join(', ')}: give them up first.`)
  const { rows: [last] } = await db.ledgerPool.query<{ newest: Date | null }>('select max(at) as newest from kernel.entry where node_id = $1', [nodeId])
  return act(systemCtx(db), { verb: 'node.remove', subject: { kind: 'node', id: node.record_id }, reason, detail: { node: nodeId, newest: last?.newest?.toISOString() ?? null } }, async (tx) => {
    const { rows: [back] } = await sql<{ back: { offices: number; records: number } }>`select kernel.take_back(${nodeId}) as back`.execute(tx.db)
    return { ...back!.back, newest: last?.newest ?? null }
  })
}

/** The newest checkpoint of a node below that this one has checked: what its restored backup is compared with. */
export async function mirroredCheckpoint(db: Pick<Database, 'ledgerPool'>, nodeId: string): Promise<string | undefined> {
  const { rows: [newest] } = await db.ledgerPool.query<{ note: string }>('select note from kernel.mirror_checkpoint where node_id = $1 and checked_at is not null and problem is null order by tree_size desc limit 1', [nodeId])
  return newest?.note
}

async function findRootRecord(db: Database): Promise<{ record_id: string }> {
  return db.app.withTables<NodeTables>().selectFrom('kernel.node').select('record_id').where('parent_id', 'is', null).executeTakeFirstOrThrow()
}

async function holderOf(db: Database, recordId: string): Promise<string> {
  return db.app.transaction().execute(async (trx) => {
    await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
    return (await trx.selectFrom('kernel.record').select('office_id').where('id', '=', recordId).executeTakeFirstOrThrow()).office_id
  })
}

/** Notes the verifier key under which a node signs its log: the nation checks its mirror with it. */
export async function setLogKeys(db: Database, nodeId: string, keys: readonly string[]): Promise<void> {
  const { record_id: recordId } = await db.app.withTables<NodeTables>().selectFrom('kernel.node').select('record_id').where('id', '=', nodeId).executeTakeFirstOrThrow()
  await act(systemCtx(db), { verb: 'node.set-key', subject: { kind: 'node', id: recordId }, detail: { node: nodeId, keys } }, async (tx) => {
    await tx.db.withTables<NodeTables>().updateTable('kernel.node').set({ log_keys: [...keys] }).where('id', '=', nodeId).execute()
  })
}

/**
 * Makes this empty database a node of a tree: it gets everything through its line.
 * @throws when anything has been done in it before
 */
export async function joinTree(db: Database, here: { id: string; parentId: string }): Promise<void> {
  if (await findHere(db)) throw new Error('This database is a node of a tree already. ./mizan node status shows which.')
  const { rows: [used] } = await onServer(db.urls, (client) => client.query<{ used: boolean }>('select exists (select from kernel.entry) or exists (select from kernel.office) as used'))
  if (used?.used) throw new Error('A node joins with an empty database: here acts were done already. Start with an empty data folder.')
  await settle(db.urls, here)
}

/** Says which node this is, and lets the kernel's own function take rows without their triggers: the parameter is the superuser's to give. */
async function settle(urls: DatabaseUrls, here: Here): Promise<void> {
  await onServer(urls, async (client) => {
    await client.query('grant set on parameter session_replication_role to mizan_owner')
    await client.query('insert into kernel.here (node_id, writer, parent_id) values ($1, $2, $3)', [here.id, here.parentId === null ? null : here.id, here.parentId])
  })
  await noteSchema(urls)
}

/**
 * Notes which migrations this database has. Parcels of a node with the same or an earlier schema are taken, those of a later one wait for the upgrade:
 * so the nation is upgraded first, then the nodes below it.
 */
export async function noteSchema(urls: DatabaseUrls): Promise<void> {
  await onServer(urls, async (client) => {
    const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from kernel.migration order by name')
    let mark = ''
    const marks = rows.map((row) => (mark = createHash('sha256').update(`${mark}${row.name}${row.digest}`).digest('hex').slice(0, 16)))
    const { rowCount } = await client.query('update kernel.here set schema_mark = $1, takes_marks = $2 where schema_mark <> $1', [mark, marks])
    if (rowCount) await client.query('begin; delete from kernel.parcel_statement; insert into kernel.parcel_statement (name, upsert) select t.name, kernel.upsert_of(t) from kernel.tracked_table t; commit')
  })
}

/** A connection of the server's superuser, for what no other role may do: publications, subscriptions, parameters. */
export async function onServer<T>(urls: Pick<DatabaseUrls, 'superuser'>, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = newClient(urls.superuser)
  await client.connect()
  try { return await work(client) } finally { await client.end() }
}
