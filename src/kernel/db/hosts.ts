/**
 * Connection strings that name several servers, as PostgreSQL's own clients read them:
 * `postgres://user@a:5432,b:5432,c:5432/mizan?target_session_attrs=read-write`.
 */

/** One server's address. */
export interface Host { readonly host: string; readonly port: number }

const shape = /^(postgres(?:ql)?:\/\/)(?:([^@/?]*)@)?([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/

interface Parts { readonly scheme: string; readonly user: string; readonly hosts: string; readonly path: string; readonly query: URLSearchParams }

function partsOf(url: string): Parts {
  const [, scheme, user, hosts, path, query] = shape.exec(url) ?? []
  if (!scheme) throw new Error('DATABASE_URL must look like postgres://user:password@host:5432/database; several hosts are separated by commas.')
  return { scheme, user: user ?? '', hosts: hosts ?? '', path: path ?? '', query: new URLSearchParams(query ?? '') }
}

/** The servers that a connection string names, in its order. */
export function hostsOf(url: string): readonly Host[] {
  return partsOf(url).hosts.split(',').map((text) => {
    const [, host = '', port = '5432'] = /^(\[[^\]]+\]|[^:]*)(?::(\d+))?$/.exec(text) ?? []
    if (host === '' && text !== '') throw new Error(`DATABASE_URL: ${text} is no host and port`)
    return { host: decodeURIComponent(host || 'localhost').replace(/^\[|\]$/g, ''), port: Number(port) }
  })
}

/**
 * Whether the server that takes writes must be looked for: several hosts, or `target_session_attrs=read-write` (or `primary`) asked of one.
 * The other values of PostgreSQL's own clients look for a server that Mizan can't work with, and are refused.
 */
export function mustSeek(url: string): boolean {
  const wanted = partsOf(url).query.get('target_session_attrs')
  if (wanted !== null && !['any', 'read-write', 'primary'].includes(wanted)) throw new Error(`DATABASE_URL: target_session_attrs=${wanted}: Mizan works on the server that takes writes; say read-write.`)
  return hostsOf(url).length > 1 || wanted === 'read-write' || wanted === 'primary'
}

/** The same connection string for one of its servers alone. */
export function urlAt(url: string, { host, port }: Host): string {
  const { scheme, user, path, query } = partsOf(url)
  query.delete('target_session_attrs')
  return join({ scheme, user, path, query, hosts: `${host.includes(':') ? `[${host}]` : host}:${port}` })
}

/** The same servers and database for another role. */
export function urlAs(url: string, role: string, password: string): string {
  return join({ ...partsOf(url), user: `${encodeURIComponent(role)}:${encodeURIComponent(password)}` })
}

/** The same servers and role, and another database. */
export function urlIn(url: string, database: string): string {
  return join({ ...partsOf(url), path: `/${encodeURIComponent(database)}` })
}

function join({ scheme, user, hosts, path, query }: Parts): string {
  const asked = query.toString()
  return `${scheme}${user ? `${user}@` : ''}${hosts}${path}${asked ? `?${asked}` : ''}`
}
