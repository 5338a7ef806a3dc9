import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

export interface VisitorAnswer { readonly status: number; readonly body: Record<string, unknown>; readonly location: string | undefined }

/** A browser of one person: keeps cookies, sends what the web shell sends. */
export interface Visitor {
  readonly cookies: Map<string, string>
  get(path: string): Promise<VisitorAnswer>
  post(path: string, body?: unknown): Promise<VisitorAnswer>
}

export function visitor(server: FastifyInstance, { lang = 'en', ip = '127.0.0.1', host = 'localhost' } = {}): Visitor {
  const cookies = new Map<string, string>()
  const send = async (method: 'GET' | 'POST', url: string, body?: unknown): Promise<VisitorAnswer> => {
    const response = await server.inject({
      method, url, remoteAddress: ip, ...(body === undefined ? {} : { payload: body as object }),
      headers: { host, 'x-mizan-lang': lang, ...(method === 'POST' ? { 'x-mizan': '1', 'idempotency-key': randomUUID() } : {}), cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') },
    })
    for (const set of response.cookies as { name: string; value: string; maxAge?: number; expires?: Date }[]) {
      if (set.value === '' || (set.expires && set.expires.getTime() < 1000)) cookies.delete(set.name)
      else cookies.set(set.name, set.value)
    }
    const json = response.headers['content-type']?.includes('json')
    return { status: response.statusCode, body: json ? response.json() : {}, location: response.headers.location as string | undefined }
  }
  return { cookies, get: (path) => send('GET', path), post: (path, body = {}) => send('POST', path, body) }
}
