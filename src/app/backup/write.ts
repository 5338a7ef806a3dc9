import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { migrationNames } from '#kernel/db/migrate.ts'
import { getVerifierKey } from '#kernel/ledger/keys.ts'
import { columnsOf, listTables } from './tables.ts'

/** What a backup says of itself: a restore checks every file against it before it writes anything. */
export interface Manifest {
  readonly format: 1
  readonly at: string
  readonly migrations: readonly string[]
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[]; readonly file: string; readonly sha256: string }[]
  readonly documents: readonly { readonly file: string; readonly sha256: string }[]
  /** The log's public key, and its newest signed checkpoint at that moment. */
  readonly verifierKey: string
  readonly checkpoint: string | null
}

/**
 * Writes a backup of the database and the documents while acts go on: one snapshot, so nothing is half-done in it.
 * Keys and passwords are not in it: they are saved apart (saveKeys) and kept by others.
 * @param into a folder that does not exist yet, or is empty
 */
export async function writeBackup(migratorUrl: string, dataFolder: string, into: string): Promise<Manifest> {
  if (existsSync(into) && readdirSync(into).length > 0) throw new Error(`${into} is not empty. Name a new folder: a backup never overwrites another.`)
  mkdirSync(join(into, 'tables'), { recursive: true, mode: 0o700 })
  const client = new pg.Client({ connectionString: migratorUrl })
  await client.connect()
  try {
    await client.query(`set role mizan_owner; set timezone = 'UTC'; begin isolation level repeatable read read only`)
    const tables = []
    for (const name of await listTables(client)) {
      const columns = await columnsOf(client, name)
      const file = `tables/${name}.copy.gz`
      const source = client.query(copyTo(`copy (select ${columns.join(', ')} from ${name}) to stdout`))
      tables.push({ name, columns, file, sha256: await save(source, join(into, file), createGzip({ level: 6 })) })
    }
    const { rows: [last] } = await client.query<{ note: string }>('select note from kernel.checkpoint order by tree_size desc limit 1')
    await client.query('commit')
    // Documents are never changed or removed while a row names them, so those of the snapshot are all here now.
    const documents = await saveDocuments(dataFolder, into)
    const manifest: Manifest = { format: 1, at: new Date().toISOString(), migrations: migrationNames(), tables, documents, verifierKey: await getVerifierKey(dataFolder), checkpoint: last?.note ?? null }
    writeFileSync(join(into, 'manifest.json'), JSON.stringify(manifest, null, 2), { flush: true })
    return manifest
  } finally {
    await client.end()
  }
}

async function saveDocuments(dataFolder: string, into: string): Promise<Manifest['documents']> {
  const from = join(dataFolder, 'documents')
  if (!existsSync(from)) return []
  const saved = []
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name).slice(dataFolder.length + 1)
    if (!entry.isFile() || file.includes('/incoming/')) continue
    mkdirSync(join(into, file, '..'), { recursive: true })
    saved.push({ file, sha256: await save(createReadStream(join(dataFolder, file)), join(into, file)) })
  }
  return saved
}

/** Saves a stream and returns the hash of what was written. */
async function save(source: NodeJS.ReadableStream, file: string, through?: Transform): Promise<string> {
  const hash = createHash('sha256')
  const measure = new Transform({ transform(chunk: Buffer, _, done) { hash.update(chunk); done(null, chunk) } })
  const target = createWriteStream(file, { mode: 0o600, flush: true })
  await (through ? pipeline(source, through, measure, target) : pipeline(source, measure, target))
  return hash.digest('hex')
}

/** The keys and passwords of a data folder in one file for separate custody: who has only the backup can't sign the log, who has only the keys can't read it. */
export function saveKeys(dataFolder: string, file: string): void {
  const names = ['secrets.json', ...readdirSync(join(dataFolder, 'ledger')).map((name) => join('ledger', name))]
  const keys = Object.fromEntries(names.map((name) => [name, readFileSync(join(dataFolder, name), 'utf8')]))
  writeFileSync(file, JSON.stringify(keys, null, 2), { mode: 0o600, flag: 'wx', flush: true })
}
