import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { DatabaseUrls } from '#kernel/db/connect.ts'
import { migrationNames } from '#kernel/db/migrate.ts'
import { newClient } from '#kernel/db/seek.ts'
import type { FileStore } from '#kernel/documents/files/file-store.ts'
import { cipherOf } from './cipher.ts'
import { copyDocuments, listAddresses, writeDocumentList } from './documents.ts'
import { noteExpunged } from './expunged.ts'
import { identifySystem, openReplication } from './replication.ts'
import { expire, type Expired } from './expire.ts'
import { backupFolder, nameFor, openSet, type Manifest } from './set.ts'
import { syncFolder, writeWhole } from './wal-folder.ts'
import { writeCluster } from './write-cluster.ts'
import { writeTables } from './write-tables.ts'

export interface BackupOrder {
  readonly urls: DatabaseUrls
  readonly set: string
  readonly kind: 'cluster' | 'tables'
  readonly store: FileStore
  readonly verifierKeys: readonly string[]
  /** Backups whose moments all lie more than so many days back are removed afterwards. */
  readonly keepDays?: number | undefined
  readonly onProgress?: ((phase: 'database' | 'documents', done: number, total: number) => void) | undefined
  readonly now?: Date
}

export interface BackupDone { readonly manifest: Manifest; readonly seconds: number; readonly missing: readonly string[]; readonly expired: Expired }

/** One backup at a time writes into a database's set. */
const backupLock = 77_011

/**
 * Writes a new backup into a set while acts go on. It is there whole or not at all: its folder gets its name when everything is on the disk.
 * Keys and passwords are not in it (keys.ts).
 * @throws Error in plain words when there is no room, another backup is being written, or the set belongs to another database
 */
export async function writeBackup(order: BackupOrder): Promise<BackupDone> {
  const started = performance.now()
  const at = order.now ?? new Date()
  const client = newClient(order.urls.superuser)
  await client.connect()
  try {
    const { rows: [lock] } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [backupLock])
    if (!lock?.got) throw new Error('Another backup of this database is being written.')
    openSet(order.set, await systemIdOf(client))
    // Nobody else is writing, so what is unfinished was cut off.
    for (const left of readdirSync(join(order.set, 'backups')).filter((name) => name.endsWith('.partial'))) rmSync(backupFolder(order.set, left), { recursive: true })
    const name = nameFor(at)
    const partial = `${backupFolder(order.set, name)}.partial`
    mkdirSync(partial, { mode: 0o700 })
    try {
      const { manifest, missing } = await fill(order, client, partial, name, at)
      renameSync(partial, backupFolder(order.set, name))
      syncFolder(join(order.set, 'backups'))
      const expired = order.keepDays === undefined ? { backups: [], segments: 0, documents: 0 } : await expire(order.set, order.keepDays, await listAddresses(client), at)
      return { manifest, missing, expired, seconds: (performance.now() - started) / 1000 }
    } catch (error) {
      rmSync(partial, { recursive: true, force: true })
      throw noRoom(error) ? new Error(`There is no room left in ${order.set}. Nothing of this backup was kept; earlier ones are as they were.`, { cause: error }) : error
    }
  } finally {
    await client.end()
  }
}

async function fill(order: BackupOrder, client: pg.Client, folder: string, name: string, at: Date): Promise<{ manifest: Manifest; missing: readonly string[] }> {
  const started = performance.now()
  const { rows: [last] } = await client.query<{ note: string }>('select note from kernel.checkpoint order by tree_size desc limit 1')
  const part = order.kind === 'tables'
    ? await writeTables(order.urls.migrator, cipherOf(order.set), folder, (done, total) => order.onProgress?.('database', done, total))
    : await cluster(order, client, folder, name)
  await noteExpunged(client, order.set)
  // A document is kept before the act that names it, so those of the copied rows are all there now.
  const addresses = await listAddresses(client)
  const { missing, bytes } = await copyDocuments(order.store, order.set, addresses, (done, total) => order.onProgress?.('documents', done, total))
  const manifest: Manifest = {
    format: 2, name, at: at.toISOString(), finishedAt: new Date(at.getTime() + performance.now() - started).toISOString(), migrations: migrationNames(), verifierKeys: order.verifierKeys, checkpoint: last?.note ?? null,
    documents: writeDocumentList(folder, addresses.filter((address) => !missing.includes(address)), bytes), ...part,
  }
  writeWhole(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2))
  return { manifest, missing }
}

async function cluster(order: BackupOrder, client: pg.Client, folder: string, name: string) {
  const { rows: [version] } = await client.query<{ number: string }>(`select current_setting('server_version_num') as number`)
  const replication = await openReplication(order.urls.superuser)
  try {
    return await writeCluster(replication, cipherOf(order.set), await identifySystem(replication), Math.floor(Number(version!.number) / 10_000), folder, name, (done, total) => order.onProgress?.('database', done, total))
  } finally {
    await replication.end().catch(() => {})
  }
}

/** PostgreSQL's own number of this cluster; where the role may not read it, the database's. */
export async function systemIdOf(client: pg.Client): Promise<string> {
  try {
    const { rows: [row] } = await client.query<{ id: string }>('select system_identifier::text as id from pg_control_system()')
    return row!.id
  } catch {
    const { rows: [row] } = await client.query<{ id: string }>(`select 'database ' || oid || ' ' || datname as id from pg_database where datname = current_database()`)
    return row!.id
  }
}

/** Whether an error means that a disk is full. */
export function noRoom(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: unknown }
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'kernel.disk-full' || (cause !== undefined && noRoom(cause))
}
