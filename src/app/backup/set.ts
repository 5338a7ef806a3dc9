/**
 * A set of backups: one folder that holds many backups of one database, the write-ahead log between them, and the documents of all of them once each.
 *
 *   set.json                    which database this is, and the name of the key where it is encrypted (cipher.ts)
 *   backups/<name>/             one backup; it has manifest.json, or it is none
 *   backups/<name>.partial/     one being written, or one that was cut off
 *   wal/                        see wal-folder.ts
 *   documents/ab/cd/<sha256>    as in the data folder
 *   expunged.jsonl              what must not come back
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { nameKey } from './cipher.ts'
import { writeWhole } from './wal-folder.ts'

/** The list of documents that a backup needs: one address a line, compressed. */
export interface DocumentList { readonly file: string; readonly sha256: string; readonly count: number; readonly bytes: number }

interface ManifestBase {
  readonly format: 2
  readonly name: string
  /** When it was begun and when it was whole. */
  readonly at: string
  readonly finishedAt: string
  readonly migrations: readonly string[]
  /** The log's public keys, and its newest signed checkpoint at that moment. */
  readonly verifierKeys: readonly string[]
  readonly checkpoint: string | null
  readonly documents: DocumentList
}

/** The database's own files, byte for byte: with the write-ahead log any later moment can be brought back. */
export interface ClusterManifest extends ManifestBase {
  readonly kind: 'cluster'
  readonly systemId: string
  readonly postgres: number
  readonly timeline: number
  /** From which place of the log on it is needed, and from which on the backup is consistent. */
  readonly start: string
  readonly end: string
  readonly archive: { readonly file: string; readonly sha256: string; readonly bytes: number; readonly unpacked: number }
  /** PostgreSQL's own list of files. */
  readonly files: { readonly file: string; readonly sha256: string }
}

/** The rows of each table as text: restores into any PostgreSQL, at the backup's own moment only. */
export interface TablesManifest extends ManifestBase {
  readonly kind: 'tables'
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[]; readonly file: string; readonly sha256: string }[]
}

export type Manifest = ClusterManifest | TablesManifest

export const walFolder = (set: string) => join(set, 'wal')
export const documentsFolder = (set: string) => join(set, 'documents')
export const backupFolder = (set: string, name: string) => join(set, 'backups', name)

/** A backup's name: its moment in UTC, fit for file names everywhere. */
export function nameFor(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z').replaceAll(':', '')
}

/**
 * Opens the set in a folder for writing; makes it in an empty or new one, encrypted where MIZAN_BACKUP_ENCRYPT=1 says so.
 * @throws Error for a folder of other things, the set of another database, or one that was begun without the encryption asked for
 */
export function openSet(folder: string, systemId: string): void {
  const file = join(folder, 'set.json')
  const encrypted = process.env['MIZAN_BACKUP_ENCRYPT'] === '1'
  if (existsSync(file)) {
    const { systemId: known, key } = JSON.parse(readFileSync(file, 'utf8')) as { systemId: string; key?: string }
    if (encrypted && key === undefined) throw new Error(`${folder} was begun without encryption (MIZAN_BACKUP_ENCRYPT). Name a new folder; the old set goes when its time is over.`)
    if (known !== systemId) throw new Error(`${folder} holds the backups of another database (${known}, this one is ${systemId}). Name another folder.`)
    return
  }
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty and holds no backups. Name a new folder, or that of earlier backups.`)
  mkdirSync(join(folder, 'backups'), { recursive: true, mode: 0o700 })
  writeWhole(file, JSON.stringify({ format: 2, systemId, ...(encrypted ? { key: nameKey(dataFolder(), (text) => { process.stderr.write(`mizan: ${text}\n`) }) } : {}) }))
}

/** The whole backups of a set, the oldest first. @throws Error when the folder holds no set */
export function listBackups(set: string): Manifest[] {
  if (!existsSync(join(set, 'set.json'))) throw new Error(`${set} holds no backups: it has no set.json.`)
  return readdirSync(join(set, 'backups')).filter((name) => !name.endsWith('.partial') && existsSync(join(backupFolder(set, name), 'manifest.json'))).map((name) => readManifest(set, name))
    .sort((a, b) => (a.finishedAt < b.finishedAt ? -1 : 1))
}

/** @throws Error when it is no backup or of a format that this program does not read */
export function readManifest(set: string, name: string): Manifest {
  const file = join(backupFolder(set, name), 'manifest.json')
  if (!existsSync(file)) throw new Error(`${backupFolder(set, name)} has no manifest.json: it is not a backup, or one that was cut off while being written.`)
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  if (manifest.format !== 2) throw new Error(`This backup has format ${String(manifest.format)}; this program reads format 2.`)
  return manifest
}
