import pg from 'pg'
import { hostsOf, mustSeek, urlAt, type Host } from './hosts.ts'

/** The server that takes writes. After a failover the new one has a higher timeline than one that was cut off and does not know yet. */
interface Leader extends Host { readonly timeline: string }

/** The servers of one connection string, and what this process knows of them. */
interface Cluster {
  leader?: Leader | undefined
  seeking?: Promise<Leader> | undefined
  /** Open connections, and the server that each is to. */
  readonly open: Map<pg.Client, Host>
}

/** No server of the cluster takes writes at the moment. The code is SQL's own for a connection that could not be made. */
export class NoLeader extends Error {
  override name = 'NoLeader'
  readonly code = '08001'
}

/** How long one server has to say what it is; how long others may still contradict the first that calls itself the leader; milliseconds. */
const askMs = 1500
const contradictMs = 200

const clusters = new Map<string, Cluster>()

function clusterOf(url: string): Cluster {
  const key = hostsOf(url).map((h) => `${h.host}:${h.port}`).join(',')
  const known = clusters.get(key) ?? { open: new Map() }
  clusters.set(key, known)
  return known
}

/** A connection to be opened. Where the string names several servers, to the one that takes writes. */
export function newClient(url: string, config: pg.ClientConfig = {}): pg.Client {
  const client = mustSeek(url) ? new SeekingClient({ ...config, seek: url }) : new pg.Client({ ...config, connectionString: url })
  // A connection lost between two statements fails the next one; without a listener it would end the process.
  client.on('error', () => {})
  return client
}

/** A pool whose connections find the server that takes writes; the same as any pool where the string names one server. */
export function newPool(url: string, config: pg.PoolConfig): pg.Pool {
  const found = mustSeek(url) ? { ...config, seek: url, Client: SeekingClient as unknown as new () => pg.ClientBase } : { ...config, connectionString: url }
  return new pg.Pool(found)
}

/**
 * Looks again every second which server takes writes. When it is another one than before, every connection to the old one is cut at once:
 * a server that was cut off or stands still would otherwise keep requests waiting, and one that does not know yet would show what is no more.
 * @returns ends the watch
 */
export function watchLeader(url: string, everyMs = 1000): () => void {
  if (!mustSeek(url)) return () => {}
  let ended = false
  const again = () => { if (!ended) setTimeout(() => { seek(url).catch(() => {}).finally(again) }, everyMs).unref() }
  again()
  return () => { ended = true }
}

interface SeekingConfig extends pg.ClientConfig { readonly seek: string }

/** A connection that first looks for the server to go to, and gives up one that turns out to be a standby. */
class SeekingClient extends pg.Client {
  readonly #url: string
  #standby = false
  constructor(config: SeekingConfig) {
    const { seek: url, ...plain } = config
    super({ ...plain, connectionString: urlAt(url, hostsOf(url)[0]!) })
    this.#url = url
    // Said by the server itself while the connection is made, and again should it ever become a standby.
    this.connection.on('parameterStatus', (said: { parameterName: string; parameterValue: string }) => {
      if (said.parameterName === 'in_hot_standby') this.#standby = said.parameterValue === 'on'
    })
  }
  override connect(): Promise<pg.Client>
  override connect(callback: (error: Error | null) => void): void
  override connect(callback?: (error: Error | null) => void): Promise<pg.Client> | void {
    const connecting = this.#connectToLeader()
    if (!callback) return connecting
    connecting.then(() => { callback(null) }, callback)
  }
  async #connectToLeader(): Promise<pg.Client> {
    const cluster = clusterOf(this.#url)
    const leader = cluster.leader ?? await seek(this.#url)
    if (this.connection.stream.destroyed) throw new Error('Connection terminated due to connection timeout')
    // The library reads both only when it connects.
    Object.assign(this, { host: leader.host, port: leader.port })
    try {
      await super.connect()
      if (this.#standby) throw new NoLeader(`${leader.host}:${leader.port} is a standby now`)
    } catch (error) {
      if (cluster.leader === leader) cluster.leader = undefined
      if (this.#standby) this.end().catch(() => {})
      throw error
    }
    cluster.open.set(this, leader)
    this.once('end', () => { cluster.open.delete(this) })
    return this
  }
}

/** Asks all servers at once; several callers share one question. */
function seek(url: string): Promise<Leader> {
  const cluster = clusterOf(url)
  cluster.seeking ??= askAll(url).then((leader) => { settle(cluster, leader); return leader }).finally(() => { cluster.seeking = undefined })
  return cluster.seeking
}

function settle(cluster: Cluster, leader: Leader): void {
  cluster.leader = leader
  for (const [client, to] of cluster.open) {
    if (to.host !== leader.host || to.port !== leader.port) client.connection.stream.destroy()
  }
}

async function askAll(url: string): Promise<Leader> {
  const leaders: Leader[] = [], others: string[] = []
  const first = Promise.withResolvers<void>()
  const asked = hostsOf(url).map(async (host) => {
    const at = `${host.host}:${host.port}`
    try {
      const timeline = await askTimeline(urlAt(url, host))
      if (timeline === null) return void others.push(`${at} is a standby`)
      leaders.push({ ...host, timeline })
      first.resolve()
    } catch (error) {
      others.push(`${at}: ${error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error)}`)
    }
  })
  await Promise.race([Promise.all(asked), first.promise.then(() => new Promise((resolve) => setTimeout(resolve, contradictMs)))])
  const newest = leaders.map((l) => l.timeline).sort().at(-1)
  const equals = leaders.filter((l) => l.timeline === newest)
  const { leader: known } = clusterOf(url)
  const leader = equals.find((l) => l.host === known?.host && l.port === known.port) ?? equals[0]
  if (!leader) throw new NoLeader(`no server takes writes: ${others.join('; ')}`)
  return leader
}

/** The timeline of a server that takes writes; null of one that does not. Throws when it does not answer. */
async function askTimeline(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: askMs, query_timeout: askMs })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows: [said] } = await client.query<{ timeline: string | null }>(
      `select case when not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' then left(pg_walfile_name(pg_current_wal_lsn()), 8) end as timeline`)
    return said?.timeline ?? null
  } finally {
    // Not awaited: a server that stands still never says goodbye.
    client.end().catch(() => {})
    setTimeout(() => { client.connection.stream.destroy() }, askMs).unref()
  }
}
