import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import type { Database } from '#kernel/db/connect.ts'
import { findHere, onServer } from './nodes.ts'

/** This database has lost acts that a neighbour has got from it. */
export class SetBack extends Error {
  constructor(neighbour: string, here: string) {
    super(`${neighbour} has got acts from ${here} that this database does not know: it was set back to an earlier moment. It must not go on under this name. Restore a later moment; if there is none, take its offices back: ./mizan node remove ${here}, on the nation's node.`)
  }
}

const nodeName = /^[a-z][a-z0-9_]{1,39}$/

/**
 * Lets a neighbour in the tree fetch what is packed for it: a role of its own and a publication filtered to its name.
 * @param at the address of this database as the neighbour reaches it
 * @returns the connection string to be given to the neighbour; its password is nowhere else
 */
export async function inviteNeighbour(db: Database, neighbour: string, at: { host: string; port: number }): Promise<string> {
  const here = await findHere(db)
  if (!here || !nodeName.test(neighbour)) throw new Error('This database is no node yet, or the neighbour\'s name is none.')
  const password = randomBytes(24).toString('base64url')
  return onServer(db.urls, async (client) => {
    const role = `mizan_line_${neighbour}`
    const known = (await client.query('select from pg_roles where rolname = $1', [role])).rowCount
    await client.query(`${known ? 'alter' : 'create'} role ${role} login replication password ${client.escapeLiteral(password)}`)
    const { rows: [database] } = await client.query<{ name: string }>('select current_database() as name')
    await client.query(`grant connect on database ${client.escapeIdentifier(database!.name)} to ${role}; grant usage on schema kernel to ${role}; grant select on kernel.parcel, kernel.parcel_taken, kernel.here to ${role}`)
    const published = (await client.query('select from pg_publication where pubname = $1', [`to_${neighbour}`])).rowCount
    if (!published) await client.query(`create publication to_${neighbour} for table kernel.parcel where (from_node = '${here.id}' and to_node = '${neighbour}') with (publish = 'insert')`)
    return `postgres://${role}:${password}@${at.host}:${at.port}/${database!.name}`
  })
}

/**
 * Fetches from a neighbour that has invited this node, from now on and whenever the line is up. `copy_data` brings what waits there already;
 * what was taken before (a line set up anew) is not taken twice. `origin = none`: nothing that a neighbour only passed on by replication comes back.
 * @throws when the neighbour can't be reached, is another node, has neither this schema nor an earlier or later one, or has got more from this node than this
 * database knows of: it was set back (a backup was restored), and must not write again under this name
 */
export async function connectNeighbour(db: Database, neighbour: string, connection: string): Promise<void> {
  const here = await findHere(db)
  if (!here || !nodeName.test(neighbour)) throw new Error('This database is no node yet, or the neighbour\'s name is none.')
  await checkNeighbour(db, neighbour, connection)
  await onServer(db.urls, async (client) => {
    await disconnect(client, neighbour)
    await dropOldSlot(connection, `${here.id}_from_${neighbour}`)
    await client.query(`create subscription from_${neighbour} connection ${client.escapeLiteral(`${connection}?connect_timeout=5&keepalives_idle=5&keepalives_interval=2&keepalives_count=3`)} publication to_${here.id}
      with (origin = none, copy_data = true, slot_name = '${here.id}_from_${neighbour}')`)
  })
}

/** The address under which this node fetches from a neighbour, as `connect` was told it; undefined where it never was. */
export async function findConnection(db: Database, neighbour: string): Promise<string | undefined> {
  return onServer(db.urls, async (client) => {
    const { rows: [known] } = await client.query<{ connection: string }>('select subconninfo as connection from pg_subscription where subname = $1', [`from_${neighbour}`])
    return known?.connection.split('?')[0]
  })
}

/** Ends the line to a neighbour from this side. What waits there stays there. */
export async function disconnectNeighbour(db: Database, neighbour: string): Promise<void> {
  if (!nodeName.test(neighbour)) throw new Error('That is no node\'s name.')
  await onServer(db.urls, (client) => disconnect(client, neighbour))
}

/**
 * Ends all lines of a database that was restored: what came since the backup is known at the neighbours as fetched, so each line has to be set up anew,
 * which copies what they still keep. Nothing is asked of the neighbours.
 */
export async function cutLines(urls: Database['urls']): Promise<void> {
  await onServer(urls, async (client) => {
    const { rows } = await client.query<{ name: string }>(`select subname as name from pg_subscription where subname like 'from\\_%' and subdbid = (select oid from pg_database where datname = current_database())`)
    for (const { name } of rows) {
      const line = client.escapeIdentifier(name)
      await client.query(`alter subscription ${line} disable`)
      await client.query(`alter subscription ${line} set (slot_name = none)`)
      await client.query(`drop subscription ${line}`)
    }
  })
}

/** A slot at the other end that cannot be dropped now (the line is down) is dropped there when the line is set up anew. */
async function disconnect(client: pg.Client, neighbour: string): Promise<void> {
  if (!(await client.query('select from pg_subscription where subname = $1', [`from_${neighbour}`])).rowCount) return
  await client.query(`alter subscription from_${neighbour} disable`)
  try {
    await client.query(`drop subscription from_${neighbour}`)
  } catch {
    await client.query(`alter subscription from_${neighbour} set (slot_name = none)`)
    await client.query(`drop subscription from_${neighbour}`)
  }
}

async function checkNeighbour(db: Database, neighbour: string, connection: string): Promise<void> {
  const { rows: [own] } = await sql<Schema>`select node_id, schema_mark, takes_marks from kernel.here`.execute(db.app)
  const client = new pg.Client({ connectionString: connection, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rows: [other] } = await client.query<Schema>('select node_id, schema_mark, takes_marks from kernel.here')
    if (other?.node_id !== neighbour) throw new Error(`At that address is ${other?.node_id ?? 'no node'}, not ${neighbour}.`)
    if (!other.takes_marks.includes(own!.schema_mark) && !own!.takes_marks.includes(other.schema_mark)) throw new Error(`${neighbour} has another schema, neither earlier nor later than this one: they are not the same program.`)
    const { rows: [got] } = await client.query<{ last: string | null }>(`select max(seq) as last from (select seq from kernel.parcel_taken where from_node = $1 union all select seq from kernel.parcel where from_node = $1) s`, [own!.node_id])
    const { rows: [sent] } = await onServer(db.urls, (here) => here.query<{ last: string }>('select last_value as last from kernel.parcel_seq_seq'))
    if (Number(got?.last ?? 0) > Number(sent!.last)) throw new SetBack(neighbour, own!.node_id)
  } finally {
    await client.end()
  }
}

/** The slot that an earlier line left behind at the neighbour; its worker may need a moment to let go of it. */
async function dropOldSlot(connection: string, slot: string): Promise<void> {
  const client = new pg.Client({ connectionString: connection, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    for (let waited = 0; ; waited += 500) {
      const { rows: [old] } = await client.query<{ active: boolean }>('select active from pg_replication_slots where slot_name = $1', [slot])
      if (!old) return
      if (!old.active) await client.query('select pg_drop_replication_slot($1)', [slot])
      else if (waited >= 30_000) throw new Error(`The earlier line still holds its slot ${slot} there. Try again in a minute.`)
      else await new Promise((resolve) => { setTimeout(resolve, 500) })
    }
  } finally {
    await client.end()
  }
}

interface Schema { node_id: string; schema_mark: string; takes_marks: string[] }

/** How the line to one neighbour stands. */
export interface LineState {
  readonly node: string
  readonly isParent: boolean
  readonly subscribed: boolean
  readonly enabled: boolean
  readonly up: boolean
  readonly heardAt: Date | null
  readonly downSince: Date | null
  /** Errors of the subscription's workers since its making: a conflict, a neighbour that refuses. */
  readonly errors: number
  /** Rows that were there already with another content. There should never be one: parcels have one sender. */
  readonly conflicts: number
  /** What was already waiting when the line was set up has been copied. */
  readonly synced: boolean
  readonly slot: { readonly active: boolean; readonly status: string | null; readonly bytes: number | null }
  readonly waiting: { readonly acts: number; readonly parcels: number; readonly since: Date | null }
  readonly arrived: number
  /** Arrived and could not be taken. */
  readonly held: number
  /** Of a later schema: they wait until this node is upgraded. */
  readonly newerSchema: number
}

/** The lines of this node; none where there is one machine only. */
export async function lineStates(db: Pick<Database, 'app'>, now = new Date()): Promise<LineState[]> {
  const { rows } = await sql<Record<string, never>>`select l.* from kernel.line_states() l where not exists (select from kernel.node n where n.id = l.node_id and n.removed_at is not null)`.execute(db.app)
  return (rows as unknown as LineRow[]).map((row) => ({
    node: row.node_id, isParent: row.is_parent ?? false, subscribed: row.subscribed, enabled: row.enabled, up: row.receiving && row.heard_at !== null && now.getTime() - row.heard_at.getTime() < 15_000,
    heardAt: row.heard_at, downSince: row.down_since, errors: row.errors, conflicts: row.conflicts, synced: row.synced, slot: { active: row.slot_active, status: row.slot_status, bytes: row.slot_bytes },
    waiting: { acts: row.waiting_acts, parcels: row.waiting_parcels, since: row.oldest_waiting }, arrived: row.arrived, held: row.held, newerSchema: row.newer_schema,
  }))
}

interface LineRow {
  node_id: string; is_parent: boolean | null; subscribed: boolean; enabled: boolean; receiving: boolean; heard_at: Date | null; down_since: Date | null; errors: number; conflicts: number; synced: boolean
  slot_active: boolean; slot_status: string | null; slot_bytes: number | null; waiting_acts: number; waiting_parcels: number; oldest_waiting: Date | null; arrived: number; held: number; newer_schema: number
}
