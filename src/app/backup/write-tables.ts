import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { to as copyTo } from 'pg-copy-streams'
import { newClient } from '#kernel/db/seek.ts'
import type { SetCipher } from './cipher.ts'
import type { TablesManifest } from './set.ts'
import { columnsOf, listTables } from './tables.ts'

/** Writes every table's rows into a backup's folder, all of one snapshot, so that nothing is half-done in it. */
export async function writeTables(migratorUrl: string, cipher: SetCipher, folder: string, onProgress: (done: number, total: number) => void): Promise<Pick<TablesManifest, 'kind' | 'tables'>> {
  mkdirSync(join(folder, 'tables'), { mode: 0o700 })
  const client = newClient(migratorUrl)
  await client.connect()
  try {
    await client.query(`set role mizan_owner; set timezone = 'UTC'; begin isolation level repeatable read read only`)
    const tables = []
    const names = await listTables(client)
    for (const [n, name] of names.entries()) {
      const columns = await columnsOf(client, name)
      const file = `tables/${name}.copy.gz`
      const hash = createHash('sha256')
      const measure = new Transform({ transform(chunk: Buffer, _, done) { hash.update(chunk); done(null, chunk) } })
      const rows = client.query(copyTo(`copy (select ${columns.join(', ')} from ${name}) to stdout`))
      await pipeline(rows, createGzip({ level: 6 }), cipher.sealing(), measure, createWriteStream(join(folder, file), { mode: 0o600, flush: true }))
      tables.push({ name, columns, file, sha256: hash.digest('hex') })
      onProgress(n + 1, names.length)
    }
    await client.query('commit')
    return { kind: 'tables', tables }
  } finally {
    await client.end()
  }
}
