import { Kysely, PostgresDialect, PostgresDriver, type DatabaseConnection, type Driver, type TransactionSettings } from 'kysely'
import pg from 'pg'
import { findUnfinishedRestore, loadSecrets, type Secrets } from './data-folder.ts'
import { startEmbedded, type EmbeddedPostgres } from './embedded.ts'
import { urlAs } from './hosts.ts'
import { migrate, prepareRoles } from './migrate.ts'
import { newClient, newPool, watchLeader } from './seek.ts'
import { lineSettings } from '#kernel/nodes/line-settings.ts'
import type { KernelTables } from './tables.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day)

/** The pools of one server process. Code of the systems only ever sees `app`, and that through act() and read(). */
export interface Database {
  readonly app: Kysely<KernelTables>
  readonly appPool: pg.Pool
  readonly ledgerPool: pg.Pool
  readonly urls: DatabaseUrls
  close(): Promise<void>
}

/** Connection strings of each database role. */
export interface DatabaseUrls { readonly superuser: string; readonly migrator: string; readonly app: string; readonly reader: string; readonly ledger: string; readonly jobs: string }

/** Connection strings for the same server and database as `base`, one for each role. */
export function urlsFor(base: string, secrets: Secrets): DatabaseUrls {
  const as = (role: string, password: string) => urlAs(base, role, password)
  return { superuser: base, migrator: as('mizan_migrator', secrets.migrator), app: as('mizan_app', secrets.app),
    reader: as('mizan_reader', secrets.reader), ledger: as('mizan_ledger', secrets.ledger), jobs: as('mizan_jobs', secrets.jobs) }
}

const statementNames = new Map<string, string>()

/** Every act sends the same few statements: each connection plans them once. Reads are planned each time, for their filters differ. */
function prepareWrites(client: pg.PoolClient): void {
  const plain = client.query.bind(client) as (...args: unknown[]) => unknown
  const query = (text: unknown, values: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !Array.isArray(values) || !/^(insert into|select kernel\.)/.test(text)) return plain(text, values, ...rest)
    const known = statementNames.get(text)
    if (known === undefined && statementNames.size >= 500) return plain(text, values, ...rest)
    const name = known ?? `w${statementNames.size}`
    statementNames.set(text, name)
    return plain({ name, text, values }, ...rest)
  }
  client.query = query as typeof client.query
}

/** `begin` is on its way while the first statement is being sent: one round trip less for every act and every read. Were it to fail, that statement would too. */
class PipelinedDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    super.beginTransaction(connection, settings).catch(() => {})
  }
}

class PipelinedDialect extends PostgresDialect {
  readonly #config: ConstructorParameters<typeof PostgresDialect>[0]
  constructor(config: ConstructorParameters<typeof PostgresDialect>[0]) {
    super(config)
    this.#config = config
  }
  override createDriver(): Driver { return new PipelinedDriver(this.#config) }
}

/** How long a request waits for the database, in milliseconds. */
export interface Patience {
  /** For a free connection. */
  readonly connection: number
  /** For one statement, before the database itself breaks it off. */
  readonly statement: number
  /** For any answer at all: a database that stands still, a cut line. The connection is given up then. */
  readonly answer: number
}

const patience: Patience = { connection: 5_000, statement: 30_000, answer: 35_000 }

/** Opens the pools. `poolSize` connections serve requests; a lost connection is replaced at its next use. */
export function connect(urls: DatabaseUrls, poolSize = 12, wait = patience): Database {
  const appPool = newPool(urls.app, {
    max: poolSize, pipeline: true, keepAlive: true, connectionTimeoutMillis: wait.connection, statement_timeout: wait.statement, query_timeout: wait.answer,
    idle_in_transaction_session_timeout: 30_000,
  })
  appPool.on('connect', prepareWrites)
  // A server process that stands still in the middle of a batch holds the lock that all sequencers wait for: the database ends its transaction.
  const ledgerPool = newPool(urls.ledger, { max: 3, keepAlive: true, connectionTimeoutMillis: wait.connection, idle_in_transaction_session_timeout: 20_000, query_timeout: 120_000 })
  // The pool hears only of connections that lie idle. One that breaks while a handler works between two statements must not end the process.
  for (const pool of [appPool, ledgerPool]) pool.on('connect', (client) => { client.on('error', () => {}) })
  // A server that goes away breaks idle connections; the pool drops them, and the next request opens new ones.
  appPool.on('error', () => {})
  ledgerPool.on('error', () => {})
  const app = new Kysely<KernelTables>({ dialect: new PipelinedDialect({ pool: appPool }) })
  const endWatch = watchLeader(urls.app)
  return { app, appPool, ledgerPool, urls, close: async () => { endWatch(); await app.destroy(); await ledgerPool.end() } }
}

/**
 * The operator's own server by `DATABASE_URL` (a role that may create roles, at least the first time; several hosts: the one that takes writes), else the embedded one.
 * Makes roles, brings the schema forward and opens the pools.
 */
export async function openDatabase(folder: string, databaseUrl = process.env['DATABASE_URL'], options: { duringRestore?: boolean } = {}): Promise<{ db: Database; embedded: EmbeddedPostgres | null }> {
  const unfinished = findUnfinishedRestore(folder)
  if (unfinished && !options.duringRestore) throw new Error(`A restore of ${unfinished.backup} into ${folder} was begun and is not finished: nothing has been compared yet with what the world has seen. Finish it with ./mizan restore check.`)
  const secrets = loadSecrets(folder)
  let embedded: EmbeddedPostgres | null = null
  let base = databaseUrl
  if (!base) {
    embedded = await startEmbedded({ folder, superuserPassword: secrets.superuser, settings: { ...lineSettings(), shared_buffers: '512MB', max_wal_size: '2GB', min_wal_size: '1GB', max_connections: '200', wal_compression: 'on', max_slot_wal_keep_size: process.env['MIZAN_WAL_KEEP'] ?? '16GB' } })
    const server = `postgres://postgres:${secrets.superuser}@${embedded.host}:${embedded.port}`
    await createDatabase(`${server}/postgres`, 'mizan')
    base = `${server}/mizan`
  }
  const urls = urlsFor(base, secrets)
  await prepareRoles(urls.superuser, secrets)
  await migrate(urls.migrator)
  return { db: connect(urls), embedded }
}

/** Makes the database if the server has none of that name; `template` clones another. */
export async function createDatabase(serverUrl: string, name: string, template?: string): Promise<void> {
  const client = newClient(serverUrl)
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)} ${template ? `template ${client.escapeIdentifier(template)}` : ''}`)
  } finally {
    await client.end()
  }
}
