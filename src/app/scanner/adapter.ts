/**
 * The reference adapter between a scanner and the screens: a small HTTP server on the operator's own machine that gives the next image which the
 * maker's program saves into a folder. Its protocol is docs/formats/scanner-adapter.md.
 */
import { timingSafeEqual } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { encode } from 'fast-png'
import { decodeImage } from '#systems/biometrics/engine/image/read.ts'

export interface AdapterSettings {
  /** Where the maker's program saves its images. */
  readonly folder: string
  readonly port: number
  /** The addresses of the pages that may ask: `https://mizan.example`. */
  readonly origins: readonly string[]
  /** The pairing code. */
  readonly token: string
  readonly device: { readonly maker: string; readonly model: string; readonly serial: string; readonly dpi: number }
  /** How long a capture waits for an image. */
  readonly waitMs?: number
  /** Leave images in the folder after they were given; default: they are removed. */
  readonly keep?: boolean
}

export interface Adapter { readonly url: string; stop(): Promise<void> }
type AdapterError = 'unpaired' | 'busy' | 'no-device' | 'timeout' | 'failed'

const images = /\.(png|bmp|jpe?g|wsq)$/i
const mostBytes = 6 * 2 ** 20
const statusOf: Readonly<Record<AdapterError, number>> = { unpaired: 401, busy: 409, 'no-device': 503, timeout: 504, failed: 500 }

/** Starts the adapter, on the machine's own loopback only. @throws Error when the port is taken */
export async function serveScanner(settings: AdapterSettings): Promise<Adapter> {
  const state = { busy: false, ended: new AbortController() }
  const server = createServer((request, response) => {
    answer(settings, state, request, response).catch(() => { if (!response.headersSent) fail(response, 'failed') })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(settings.port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => { state.ended.abort(); server.closeAllConnections(); server.close(() => { resolve() }) }),
  }
}

async function answer(settings: AdapterSettings, state: { busy: boolean; ended: AbortController }, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { origin, host } = request.headers
  response.setHeader('cache-control', 'no-store').setHeader('x-content-type-options', 'nosniff').setHeader('vary', 'origin')
  // A page of another site, or a name that was made to point here, learns nothing, not even that somebody listens.
  if (origin === undefined || !settings.origins.includes(origin) || !/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')) {
    response.writeHead(403).end()
    return
  }
  response.setHeader('access-control-allow-origin', origin).setHeader('access-control-expose-headers', 'x-scanner-dpi, x-scanner-serial')
  if (request.method === 'OPTIONS') {
    if (request.headers['access-control-request-private-network'] === 'true') response.setHeader('access-control-allow-private-network', 'true')
    response.writeHead(204, { 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': 'x-mizan-scanner', 'access-control-max-age': '600' }).end()
    return
  }
  if (!isToken(request.headers['x-mizan-scanner'], settings.token)) { fail(response, 'unpaired'); return }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (request.method === 'GET' && url.pathname === '/status') { status(settings, response); return }
  if (request.method === 'POST' && url.pathname === '/capture') { await capture(settings, state, response); return }
  response.writeHead(404).end()
}

function status({ folder, device }: AdapterSettings, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ adapter: 'mizan-folder', version: 1, device: isThere(folder) ? device : null }))
}

async function capture(settings: AdapterSettings, state: { busy: boolean; ended: AbortController }, response: ServerResponse): Promise<void> {
  if (state.busy) { fail(response, 'busy'); return }
  if (!isThere(settings.folder)) { fail(response, 'no-device'); return }
  state.busy = true
  try {
    const file = await nextImage(settings, response, state.ended.signal)
    if (!file) { fail(response, 'timeout'); return }
    const bytes = readFileSync(file)
    if (!settings.keep) rmSync(file, { force: true })
    response.writeHead(200, { 'content-type': 'image/png', 'x-scanner-dpi': String(settings.device.dpi), 'x-scanner-serial': settings.device.serial }).end(asPng(bytes))
  } finally {
    state.busy = false
  }
}

/** The first image saved from now on, when it is whole. What lay there before is somebody else's finger. */
async function nextImage({ folder, waitMs = 60_000 }: AdapterSettings, response: ServerResponse, ended: AbortSignal): Promise<string | undefined> {
  const before = new Map(imagesIn(folder).map((one) => [one.path, one.stamp]))
  const sizes = new Map<string, number>()
  for (const until = Date.now() + waitMs; Date.now() < until && !ended.aborted && !response.destroyed;) {
    for (const { path, stamp, size } of imagesIn(folder)) {
      if (before.get(path) === stamp || size === 0 || size > mostBytes) continue
      // The same size twice: the maker's program has finished writing.
      if (sizes.get(path) === size) return path
      sizes.set(path, size)
    }
    await pause(120)
  }
  return undefined
}

function imagesIn(folder: string): { path: string; stamp: string; size: number }[] {
  return readdirSync(folder).filter((name) => images.test(name)).flatMap((name) => {
    const path = join(folder, name)
    const found = statSync(path, { throwIfNoEntry: false })
    return found?.isFile() ? [{ path, stamp: `${found.mtimeMs}/${found.ino}`, size: found.size }] : []
  }).sort((a, b) => (a.path < b.path ? -1 : 1))
}

function asPng(bytes: Buffer): Uint8Array {
  if (bytes.length > 8 && bytes.readUInt32BE(0) === 0x89504e47) return bytes
  const { width, height, pixels } = decodeImage(bytes)
  return encode({ width, height, data: pixels, depth: 8, channels: 1 })
}

function isThere(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function isToken(given: string | string[] | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(String(given ?? '')), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function fail(response: ServerResponse, error: AdapterError): void {
  response.writeHead(statusOf[error], { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
}
