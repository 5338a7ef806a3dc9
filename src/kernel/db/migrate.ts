import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type pg from 'pg'
import type { Secrets } from './data-folder.ts'
import { newClient } from './seek.ts'

/** A plain SQL file `src/…/migrations/YYYYMMDDHHMM_verb_name.sql`. */
interface Migration { readonly name: string; readonly sql: string; readonly digest: string }

const sourceFolder = join(import.meta.dirname, '..', '..')

/** All migrations of the kernel and of the systems, in the order of their timestamps. Two files may not share a timestamp. */
export function listMigrations(): Migration[] {
  const files = globSync(['kernel/migrations/*.sql', 'systems/*/migrations/*.sql'], { cwd: sourceFolder })
  const migrations = files.map((file) => {
    const sql = readFileSync(join(sourceFolder, file), 'utf8')
    return { name: basename(file), sql, digest: createHash('sha256').update(sql).digest('hex') }
  }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const [i, m] of migrations.entries()) {
    if (!/^\d{12}_[a-z0-9_]+\.sql$/.test(m.name)) throw new Error(`Migration ${m.name}: the name must be YYYYMMDDHHMM_verb_name.sql`)
    if (migrations[i - 1]?.name.slice(0, 12) === m.name.slice(0, 12)) throw new Error(`Migrations ${migrations[i - 1]?.name} and ${m.name} share a timestamp`)
  }
  return migrations
}

/** The names of all migrations that this program knows, in their order. */
export function migrationNames(): string[] {
  return listMigrations().map((m) => m.name)
}

/**
 * Makes the roles and the schema `kernel`, as the server's superuser (or a role that may create roles).
 * Owner: owns everything and can't log in. Migrator: may become the owner. App: works. Reader: reads. Ledger: gives entries their place in the log. Jobs: owns the queue's own schema and nothing else.
 */
export async function prepareRoles(superuserUrl: string, secrets: Secrets): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query('select pg_advisory_lock(77001)')
    const role = async (name: string, options: string, password?: string) => {
      const exists = (await client.query('select from pg_roles where rolname = $1', [name])).rowCount
      await client.query(`${exists ? 'alter' : 'create'} role ${name} ${options} ${password ? `password ${client.escapeLiteral(password)}` : ''}`)
      await client.query(`alter role ${name} set timezone = 'UTC'`)
    }
    await role('mizan_owner', 'nologin')
    await role('mizan_migrator', 'login', secrets.migrator)
    await role('mizan_app', 'login', secrets.app)
    await role('mizan_reader', 'login', secrets.reader)
    await role('mizan_ledger', 'login', secrets.ledger)
    await role('mizan_jobs', 'login', secrets.jobs)
    await client.query('grant mizan_owner to mizan_migrator')
    const { rows: [at] } = await client.query<{ name: string }>('select current_database() as name')
    const database = client.escapeIdentifier(at!.name)
    await client.query(`revoke all on database ${database} from public; grant connect on database ${database} to mizan_migrator, mizan_app, mizan_reader, mizan_ledger, mizan_jobs;
      create schema if not exists jobs authorization mizan_jobs;
      grant create, temporary on database ${database} to mizan_owner; alter database ${database} set timezone = 'UTC'; revoke create on schema public from public`)
    // The queue's library makes its own schema at its first start and wants the right to; afterwards it has none.
    const { rows: [queue] } = await client.query<{ made: boolean }>(`select to_regclass('jobs.version') is not null as made`)
    await client.query(`${queue!.made ? 'revoke' : 'grant'} create on database ${database} ${queue!.made ? 'from' : 'to'} mizan_jobs`)
    await client.query('create extension if not exists pg_trgm with schema public; create extension if not exists btree_gist with schema public; create extension if not exists btree_gin with schema public')
  })
}

/**
 * Brings the schema forward, each migration in a transaction of its own. Never backward:
 * a database with a migration that this program does not know is newer, and is refused.
 */
export async function migrate(migratorUrl: string): Promise<string[]> {
  const migrations = listMigrations()
  const done: string[] = []
  await withClient(migratorUrl, async (client) => {
    await client.query('set role mizan_owner')
    await client.query('select pg_advisory_lock(77002)')
    await client.query(`create schema if not exists kernel; create table if not exists kernel.migration (name text primary key, digest text not null, at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from kernel.migration')
    const applied = new Map(rows.map((r) => [r.name, r.digest]))
    const unknown = [...applied.keys()].filter((name) => !migrations.some((m) => m.name === name))
    if (unknown.length > 0) throw new Error(`The database is newer than this program: it has ${unknown.join(', ')}. Start the newer program, or restore a backup made by this one.`)
    for (const m of migrations) {
      const digest = applied.get(m.name)
      if (digest === m.digest) continue
      if (digest) throw new Error(`Migration ${m.name} was changed after it had been applied. Put it back, and write a new one.`)
      try {
        await client.query('begin')
        await client.query(m.sql)
        await client.query('insert into kernel.migration (name, digest) values ($1, $2)', [m.name, m.digest])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`Migration ${m.name} failed, and nothing of it was kept: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
      }
      done.push(m.name)
    }
  })
  return done
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = newClient(url)
  await client.connect()
  try { await work(client) } finally { await client.end() }
}
