import type { FastifyRequest } from 'fastify'

declare module 'fastify' {
  /** `__Host-` where browsers come by TLS: such a cookie is sent by TLS only, to this host only, and no other host can set it. Plain http (the demonstration on one's own machine) has none. */
  interface FastifyInstance { cookiePrefix: '__Host-' | '' }
}

/** The session's cookie, before its prefix. */
export const cookieName = 'mizan'

/** A cookie's name as this server gives it to browsers. */
export function prefixed(request: FastifyRequest, name: string): string {
  return request.server.cookiePrefix + name
}

/** The session's token that this request carries. */
export function sessionTokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[prefixed(request, cookieName)]
}
