import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { openDatabase, type Database } from '#kernel/db/connect.ts'
import { endRestore, findUnfinishedRestore, loadSecrets, noteUnfinishedRestore } from '#kernel/db/data-folder.ts'
import type { EmbeddedPostgres } from '#kernel/db/embedded.ts'
import { newClient } from '#kernel/db/seek.ts'
import type { FileStore } from '#kernel/documents/files/file-store.ts'
import { getVerifierKeys, logOrigin, nextOrigin } from '#kernel/ledger/keys.ts'
import { findHere } from '#kernel/nodes/nodes.ts'
import { cutLines } from '#kernel/nodes/line.ts'
import { findStanding, readOutside, type Standing } from '#kernel/ledger/rollback.ts'
import { verify, type VerifyReport } from '#kernel/ledger/verify.ts'
import { checkBackup, reach, type CheckProgress } from './check.ts'
import { learnKey } from './cipher.ts'
import { listAddresses } from './documents.ts'
import { expungeAgain, expungedFile, readExpunged } from './expunged.ts'
import { acceptRollback } from './incident.ts'
import { placeKeys } from './keys.ts'
import { clearCluster, restoreCluster } from './restore-cluster.ts'
import { restoreTables } from './restore-tables.ts'
import { setDocuments } from './set-documents.ts'
import { listBackups, walFolder, type ClusterManifest, type Manifest } from './set.ts'
import { listSegments, writeWhole } from './wal-folder.ts'

export interface RestoreOrder {
  readonly set: string
  /** A backup's name; else the newest that is whole by `until`. */
  readonly name?: string | undefined
  readonly until?: Date | undefined
  readonly keys: Readonly<Record<string, string>>
  readonly dataFolder: string
  /** The operator's own server, for a backup of tables; empty: the embedded one. */
  readonly databaseUrl?: string | undefined
  readonly store: FileStore
  readonly onProgress?: CheckProgress
}

export interface Restored { readonly manifest: Manifest; readonly lastCommit: string | undefined; readonly documents: number; readonly missing: readonly string[]; readonly seconds: number }

/**
 * Brings database, keys and documents back into an empty data folder. Nothing opens it before checkRestored() has found it good.
 * @throws Error when the place is not empty, the backup is damaged, or the moment can't be reached
 */
export async function restoreBackup(order: RestoreOrder): Promise<Restored> {
  const started = performance.now()
  const manifest = pickBackup(order.set, order.name, order.until)
  if (manifest.kind === 'tables' && order.until) throw new Error('A backup of tables holds its own moment only: restore it without --until.')
  if (manifest.kind === 'cluster' && order.databaseUrl) throw new Error('This backup is of the embedded server\u2019s files and can\u2019t go into another server: unset DATABASE_URL, or restore a backup made with --tables.')
  if (manifest.kind === 'cluster' && order.until) assertReached(order.set, manifest, order.until)
  placeKeys(order.keys, order.dataFolder)
  learnKey(order.dataFolder)
  const earlier = findUnfinishedRestore(order.dataFolder)
  if (earlier?.isBack) throw new Error(`The backup ${earlier.backup} is restored here already and waits for its comparison: ./mizan restore check`)
  if (earlier && manifest.kind === 'cluster') await clearCluster(order.dataFolder)
  const note = { id: earlier?.id ?? randomUUID(), begunAt: new Date().toISOString(), backup: manifest.name }
  noteUnfinishedRestore(order.dataFolder, { ...note, isBack: false })
  if (existsSync(expungedFile(order.set))) writeWhole(expungedFile(order.dataFolder), readFileSync(expungedFile(order.set)))
  const lastCommit = manifest.kind === 'cluster'
    ? (await restoreCluster({ ...order, manifest, superuserPassword: loadSecrets(order.dataFolder).superuser, onProgress: order.onProgress ?? (() => {}) })).lastCommit
    : undefined
  if (manifest.kind === 'tables') await checkBackup(order.set, manifest, order.onProgress)
  const { documents, missing } = await withDatabase(order.dataFolder, order.databaseUrl, async (db) => {
    if (manifest.kind === 'tables') await restoreTables(db.urls.migrator, order.set, manifest)
    await cutLines(db.urls)
    return bringDocuments(db, order)
  })
  noteUnfinishedRestore(order.dataFolder, { ...note, isBack: true })
  return { manifest, lastCommit, documents, missing, seconds: (performance.now() - started) / 1000 }
}

function pickBackup(set: string, name: string | undefined, until: Date | undefined): Manifest {
  const all = listBackups(set)
  if (all.length === 0) throw new Error(`${set} holds no whole backup.`)
  if (name !== undefined) return all.find((one) => one.name === name) ?? fail(`${set} has no backup ${name}. It has: ${all.map((one) => one.name).join(', ')}`)
  if (until === undefined) return all.at(-1)!
  return all.findLast((one) => one.kind === 'cluster' && new Date(one.finishedAt) <= until) ?? fail(`No backup was whole by ${until.toISOString()}: the oldest is of ${all[0]!.finishedAt}.`)
}

/** A moment that the log does not reach is told before anything is unpacked. Where the log branched, only PostgreSQL knows. */
function assertReached(set: string, manifest: ClusterManifest, moment: Date): void {
  const { until, broken } = reach(set, manifest)
  const branched = listSegments(walFolder(set)).some((s) => s.timeline > manifest.timeline)
  if (moment > until && !branched) throw new Error(`After ${manifest.name} this set reaches to ${until.toISOString()}${broken ? ', where a segment of the log is missing' : ''}; ${moment.toISOString()} is later. Restore without --until for the newest moment.`)
}

function fail(message: string): never {
  throw new Error(message)
}

/** The documents that the restored rows name; each is checked against its address as it is read. */
async function bringDocuments(db: Database, { set, store, onProgress }: RestoreOrder): Promise<{ documents: number; missing: string[] }> {
  const client = newClient(db.urls.superuser)
  await client.connect()
  try {
    const addresses = await listAddresses(client)
    const kept = setDocuments(set)
    const missing: string[] = []
    for (const [n, address] of addresses.entries()) {
      onProgress?.('documents', n + 1, addresses.length)
      if (await store.has(address)) continue
      if (await kept.has(address)) await store.put(await kept.get(address), { maxBytes: Number.MAX_SAFE_INTEGER })
      else missing.push(address)
    }
    return { documents: addresses.length - missing.length, missing }
  } finally {
    await client.end()
  }
}

async function withDatabase<T>(folder: string, databaseUrl: string | undefined, work: (db: Database) => Promise<T>): Promise<T> {
  let opened: { db: Database; embedded: EmbeddedPostgres | null } | undefined
  try {
    opened = await openDatabase(folder, databaseUrl ?? '', { duringRestore: true })
    return await work(opened.db)
  } finally {
    await opened?.db.close()
    await opened?.embedded?.stopIfStarted()
  }
}

export interface CheckOrder {
  readonly dataFolder: string
  readonly databaseUrl?: string | undefined
  /** Signed checkpoints that others kept. */
  readonly checkpoints: readonly string[]
  /** Whoever takes the responsibility for a history that lacks what others have seen, and why. */
  readonly accept?: { readonly by: string; readonly reason: string } | undefined
  /** A set's list of what was destroyed by order, where it is not the one that the restore brought along. */
  readonly expunged?: string | undefined
  readonly onProgress?: (done: number, total: number) => void
}

/** `behind`: others have seen more, or nothing was given to compare with; not accepted. `wrong`: it does not verify. */
export interface CheckResult { readonly state: 'good' | 'behind' | 'accepted' | 'wrong'; readonly standing: Standing; readonly report: VerifyReport; readonly newOrigin?: string; readonly compared: number; readonly expungedAgain?: number }

/**
 * Verifies a restored history and compares it with what others have seen. Only a good one, or one whose rollback a person has accepted by name,
 * opens the data folder again. Serves a database that the operator restored by other means as well.
 */
export async function checkRestored(order: CheckOrder): Promise<CheckResult> {
  if (findUnfinishedRestore(order.dataFolder)?.isBack === false) throw new Error('The restore was cut off before everything was back. Begin it again: ./mizan restore FOLDER …')
  return withDatabase(order.dataFolder, order.databaseUrl, async (db) => {
    const anchors = await getVerifierKeys(order.dataFolder)
    const outside = await readOutside(db, order.checkpoints, anchors)
    const standing = await findStanding(db, outside)
    const known = outside.filter((one) => one.size <= standing.size).map((one) => one.note)
    const report = await verify(db, { publicKey: anchors, known, onProgress: ({ done, total }) => { order.onProgress?.(done, total) } })
    const facts = { standing, report, compared: outside.length }
    if (!report.ok) return { state: 'wrong', ...facts }
    if (outside.length > 0 && !standing.lost) return { state: 'good', expungedAgain: await open(db, order), ...facts }
    const unfinished = findUnfinishedRestore(order.dataFolder)
    const accepted = unfinished?.accepted ?? (order.accept && { ...order.accept, newOrigin: nextOrigin(await logOrigin(order.dataFolder)) })
    if (!accepted) return { state: 'behind', ...facts }
    const node = await findHere(db)
    if (node) throw new Error(`This is the node ${node.id} of a tree: its neighbours have acts of it that are not here, and a log that goes on without them would have two histories. Restore a later moment; if there is none, take its offices back: ./mizan node remove ${node.id}, on the nation's node.`)
    const restore = { id: unfinished?.id ?? randomUUID(), begunAt: unfinished?.begunAt ?? new Date().toISOString(), backup: unfinished?.backup ?? 'restored by other means', isBack: true, accepted }
    noteUnfinishedRestore(order.dataFolder, restore)
    await acceptRollback(db, order.dataFolder, restore, standing)
    return { state: 'accepted', expungedAgain: await open(db, order), ...facts, newOrigin: accepted.newOrigin }
  })
}

/** The last step: what was destroyed since is destroyed again, then the data folder is like any other. */
async function open(db: Database, { dataFolder, expunged }: CheckOrder): Promise<number> {
  const again = await expungeAgain(db, readExpunged(expunged ?? expungedFile(dataFolder)))
  endRestore(dataFolder)
  rmSync(expungedFile(dataFolder), { force: true })
  return again
}
