import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where this node's database is reached by its neighbours: `MIZAN_NODE_LISTEN` (an address of this machine) and `MIZAN_NODE_PORT`. */
export function lineAddress(env = process.env): { host: string; port: number | null } {
  return { host: env['MIZAN_NODE_LISTEN'] ?? '127.0.0.1', port: env['MIZAN_NODE_PORT'] ? Number(env['MIZAN_NODE_PORT']) : null }
}

/**
 * What the embedded server needs beside its usual settings to be a node: a log that can be decoded, heartbeats by which a cut line is
 * noticed within seconds, an address on the line. Empty unless `MIZAN_NODE_LISTEN` is set.
 */
export function lineSettings(env = process.env): Record<string, string> {
  const { host, port } = lineAddress(env)
  if (!env['MIZAN_NODE_LISTEN']) return {}
  return {
    listen_addresses: host === '127.0.0.1' ? host : `127.0.0.1,${host}`, ...(port === null ? {} : { port: String(port) }), wal_level: 'logical', max_replication_slots: '200', max_wal_senders: '200', max_logical_replication_workers: '100',
    max_worker_processes: '120', max_active_replication_origins: '200', wal_sender_timeout: '10s', wal_receiver_timeout: '10s', wal_retrieve_retry_interval: '2s',
  }
}

/**
 * Lets the neighbours' roles in from the addresses of the line (`MIZAN_NODE_FROM`, e.g. `10.77.0.0/16`), and nobody else: no other role, and no physical copy.
 * The line itself must be private (a VPN); PostgreSQL's own password exchange never sends the password.
 */
export function admitLines(cluster: string, env = process.env): void {
  const from = env['MIZAN_NODE_FROM']
  const file = join(cluster, 'pg_hba.conf')
  if (!env['MIZAN_NODE_LISTEN'] || !from || !existsSync(file)) return
  if (!/^[0-9a-f.:]+\/\d{1,3}$/.test(from)) throw new Error(`MIZAN_NODE_FROM=${from}: addresses are given as in 10.77.0.0/16`)
  const rule = `host all "/^mizan_line_" ${from} scram-sha-256`
  if (!readFileSync(file, 'utf8').includes(rule)) appendFileSync(file, `${rule}\n`)
}
