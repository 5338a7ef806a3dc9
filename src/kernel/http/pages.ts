import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { refuse } from '#kernel/act/refusal.ts'
import { newNonce, pagePolicy, screenPermissions } from './headers.ts'

/** Where index.html wants the page's nonce. */
const nonceMark = '{nonce}'

/**
 * Serves the built screens, compressed at build time; any other path is the shell, which knows its own routes.
 * @param connect what the screens may ask besides this server, by the operator's setting
 */
export async function mountPages(app: FastifyInstance, folder: string, connect: readonly string[] = []): Promise<void> {
  if (!existsSync(folder)) {
    app.setNotFoundHandler(() => refuse('kernel.no-such-page', { status: 404 }))
    return
  }
  await app.register(fastifyStatic, {
    root: folder, preCompressed: true, wildcard: false, index: false, cacheControl: false, globIgnore: ['**/index.html*'],
    setHeaders: (response, path) => { void response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache') },
  })
  app.setNotFoundHandler(async (request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/assets/')) refuse('kernel.no-such-page', { status: 404 })
    const nonce = newNonce()
    const page = (await readFile(join(folder, 'index.html'), 'utf8')).replaceAll(nonceMark, nonce)
    // Kept by nobody: a page from a cache would carry yesterday's nonce under today's policy.
    return reply.header('content-security-policy', pagePolicy(nonce, connect)).header('permissions-policy', screenPermissions).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page)
  })
}
