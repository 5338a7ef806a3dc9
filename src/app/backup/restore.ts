import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrationNames } from '#kernel/db/migrate.ts'
import type { Manifest } from './write.ts'

/** Reads a backup's manifest and checks every file against it. @throws Error naming the first file that is missing or altered */
export async function checkBackup(folder: string): Promise<Manifest> {
  const file = join(folder, 'manifest.json')
  if (!existsSync(file)) throw new Error(`${folder} has no manifest.json: it is not a backup, or one that was cut off while being written.`)
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  if (manifest.format !== 1) throw new Error(`This backup has format ${String(manifest.format)}; this program reads format 1.`)
  for (const { file: name, sha256 } of [...manifest.tables, ...manifest.documents]) {
    if (normalize(name).startsWith('..') || !existsSync(join(folder, name))) throw new Error(`${name} is missing from the backup.`)
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(folder, name)), hash)
    if (hash.digest('hex') !== sha256) throw new Error(`${name} is not what was written: the backup was damaged or altered.`)
  }
  return manifest
}

/** Puts the keys of `saveKeys` into a new data folder. */
export function restoreKeys(keysFile: string, dataFolder: string): void {
  const keys = JSON.parse(readFileSync(keysFile, 'utf8')) as Record<string, string>
  for (const [name, text] of Object.entries(keys)) {
    const file = join(dataFolder, normalize(name))
    if (!/^(secrets\.json|ledger\/[\w.-]+)$/.test(name)) throw new Error(`${keysFile} names ${name}, which is no key.`)
    if (existsSync(file)) throw new Error(`${file} is there already: restore into an empty data folder.`)
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, text, { mode: 0o600, flush: true })
    chmodSync(file, 0o600)
  }
}

/**
 * Fills an empty, migrated database from a checked backup, all of it or nothing.
 * The caller verifies the ledger afterwards: a restore that does not verify is not a restore.
 */
export async function restoreTables(migratorUrl: string, folder: string, manifest: Manifest): Promise<void> {
  const missing = manifest.migrations.filter((name) => !migrationNames().includes(name))
  const newer = migrationNames().filter((name) => !manifest.migrations.includes(name))
  if (missing.length + newer.length > 0) throw new Error(`The backup was made by another version of the program (${[...missing, ...newer].join(', ')}). Restore with that version, then start this one.`)
  const client = new pg.Client({ connectionString: migratorUrl })
  await client.connect()
  try {
    await client.query(`set role mizan_owner; set timezone = 'UTC'; begin`)
    const { rows: [found] } = await client.query<{ n: number }>('select count(*)::int as n from kernel.entry')
    if (found!.n > 0) throw new Error('This database has a history already. A backup is restored into an empty one only.')
    // What the migrations themselves put in (which tables are tracked) is part of the schema, not of the backup.
    const tables = manifest.tables.filter((table) => table.name !== 'kernel.tracked_table')
    for (const { name, columns, file } of tables) {
      await client.query(`alter table ${name} disable trigger user; truncate ${name} cascade`)
      await pipeline(createReadStream(join(folder, file)), createGunzip(), client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`)))
    }
    await client.query('set constraints all immediate')
    for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`)
    await client.query(`select setval(pg_get_serial_sequence('kernel.outbox', 'seq'), coalesce((select max(seq) from kernel.outbox), 0) + 1, false)`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

/** Copies the documents of a checked backup into a data folder. */
export function restoreDocuments(folder: string, manifest: Manifest, dataFolder: string): void {
  for (const { file } of manifest.documents) {
    mkdirSync(dirname(join(dataFolder, file)), { recursive: true })
    copyFileSync(join(folder, file), join(dataFolder, file))
  }
}
