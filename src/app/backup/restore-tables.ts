import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { from as copyFrom } from 'pg-copy-streams'
import { migrationNames } from '#kernel/db/migrate.ts'
import { newClient } from '#kernel/db/seek.ts'
import { cipherOf } from './cipher.ts'
import { backupFolder, type TablesManifest } from './set.ts'

/** Fills an empty, migrated database from a checked backup of its tables, all of it or nothing. */
export async function restoreTables(migratorUrl: string, set: string, manifest: TablesManifest): Promise<void> {
  const missing = manifest.migrations.filter((name) => !migrationNames().includes(name))
  const newer = migrationNames().filter((name) => !manifest.migrations.includes(name))
  if (missing.length + newer.length > 0) throw new Error(`The backup was made by another version of the program (${[...missing, ...newer].join(', ')}). Restore with that version, then start this one.`)
  const client = newClient(migratorUrl)
  await client.connect()
  try {
    await client.query(`set role mizan_owner; set timezone = 'UTC'; begin`)
    const { rows: [found] } = await client.query<{ n: number }>('select count(*)::int as n from kernel.entry')
    if (found!.n > 0) throw new Error('This database has a history already. A backup is restored into an empty one only.')
    // What the migrations themselves put in (which tables are tracked) is part of the schema, not of the backup.
    const tables = manifest.tables.filter((table) => table.name !== 'kernel.tracked_table')
    for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`)
    for (const { name, columns, file } of tables) {
      await client.query(`truncate ${name} cascade`)
      await pipeline(createReadStream(join(backupFolder(set, manifest.name), file)), cipherOf(set).opening(), createGunzip(), client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`)))
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
