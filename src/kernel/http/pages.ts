import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { refuse } from '#kernel/act/refusal.ts'

/** Serves the built screens, compressed at build time; any other path is the shell, which knows its own routes. */
export async function mountPages(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) {
    app.setNotFoundHandler(() => refuse('kernel.no-such-page', { status: 404 }))
    return
  }
  await app.register(fastifyStatic, {
    root: folder, preCompressed: true, wildcard: false, index: false, cacheControl: false,
    setHeaders: (response, path) => { void response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache') },
  })
  app.setNotFoundHandler(async (request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/assets/')) refuse('kernel.no-such-page', { status: 404 })
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
