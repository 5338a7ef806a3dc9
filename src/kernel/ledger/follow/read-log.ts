/** Reads a log over HTTP as any outsider does (C2SP tlog-tiles). */
import { HASH_BYTES } from '../merkle.ts'
import { tilePath, TILE_WIDTH } from '../tiles.ts'

const TRIES = 5
const TIMEOUT_MS = 30_000
/** The longest that a log may tell its readers to wait; its limits count by the minute. */
const LONGEST_PAUSE_S = 120
/** Larger than any tile, bundle or note. */
const MOST_BYTES = 65_536

/** Nothing can be said about the log: it didn't answer. */
export class LogUnreachable extends Error {
  override name = 'LogUnreachable'
}

/** The log answers, but hasn't what it must have, or not in the form in which it must be. */
export class LogFault extends Error {
  override name = 'LogFault'
}

export interface LogReader {
  readonly url: string
  /** What has been read so far. */
  readonly traffic: { requests: number; bytes: number }
  checkpoint(): Promise<string>
  /** The notes by which the log's keys follow one another; none where the log doesn't tell. */
  keyStatements(): Promise<string[]>
  /** Exactly `width` hashes. Throws LogFault when they aren't served. */
  tile(level: number, index: number, width: number): Promise<Buffer>
  /** Exactly `width` entries of tile `index`. */
  entries(index: number, width: number): Promise<Buffer[]>
}

/** A reader of the log at this address (its prefix: what stands before `/checkpoint`). */
export function readLog(url: string, { fetch: ask = fetch, pauseMs = 500 }: { fetch?: typeof fetch; pauseMs?: number } = {}): LogReader {
  const prefix = url.replace(/\/+$/, '')
  const traffic = { requests: 0, bytes: 0 }

  async function get(path: string): Promise<Buffer | undefined> {
    for (let attempt = 1; ; attempt++) {
      traffic.requests++
      const reply = await tryOnce(ask, `${prefix}/${path}`)
      if (Buffer.isBuffer(reply)) traffic.bytes += reply.length
      if (reply === undefined || Buffer.isBuffer(reply)) return reply
      if (attempt === TRIES) throw new LogUnreachable(`${prefix}/${path}: ${reply.why}`)
      await new Promise((resolve) => { setTimeout(resolve, reply.afterMs ?? pauseMs * 2 ** attempt) })
    }
  }

  /** A partial tile may be gone when the full one is there: then its beginning is the same. */
  async function getPart(place: number | 'entries', index: number, width: number): Promise<Buffer> {
    const path = tilePath(place, index, width)
    const found = (await get(path)) ?? (width < TILE_WIDTH ? await get(tilePath(place, index)) : undefined)
    if (found === undefined) throw new LogFault(`${path} is not served`)
    return found
  }

  return {
    url: prefix, traffic,
    async checkpoint() {
      const note = await get('checkpoint')
      if (note === undefined) throw new LogFault('no checkpoint is served')
      return note.toString('utf8')
    },
    async keyStatements() {
      const text = (await get('keys'))?.toString('utf8')
      return text === undefined ? [] : statementsIn(text)
    },
    async tile(level, index, width) {
      const hashes = await getPart(level, index, width)
      if (hashes.length % HASH_BYTES !== 0 || hashes.length < width * HASH_BYTES) throw new LogFault(`${tilePath(level, index, width)} has ${hashes.length} bytes`)
      return hashes.subarray(0, width * HASH_BYTES)
    },
    async entries(index, width) {
      const entries = splitBundle(await getPart('entries', index, width))
      if (entries === undefined || entries.length < width) throw new LogFault(`${tilePath('entries', index, width)} is no bundle of ${width} entries`)
      return entries.slice(0, width)
    },
  }
}

/** The entries of a bundle: each with its length before it, two bytes, high byte first. undefined when it doesn't end with an entry. */
export function splitBundle(bundle: Buffer): Buffer[] | undefined {
  const entries: Buffer[] = []
  let at = 0
  while (at + 2 <= bundle.length) {
    const end = at + 2 + bundle.readUInt16BE(at)
    if (end > bundle.length) return undefined
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return at === bundle.length ? entries : undefined
}

/** The body; undefined: there is no such thing; otherwise why it should be tried again, and when if the log says so. */
async function tryOnce(ask: typeof fetch, url: string): Promise<Buffer | undefined | { why: string; afterMs?: number }> {
  try {
    const response = await ask(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    const body = Buffer.from(await response.arrayBuffer())
    if (response.status === 404 || response.status === 410) return undefined
    const after = Number(response.headers.get('retry-after') ?? Number.NaN)
    if (response.status !== 200) return { why: `it answers ${response.status}`, ...(after >= 0 && after <= LONGEST_PAUSE_S ? { afterMs: after * 1000 } : {}) }
    return body.length > MOST_BYTES ? { why: `${body.length} bytes are too many` } : body
  } catch (error) {
    const { message, cause } = error as { message: string; cause?: { code?: string } }
    return { why: cause?.code ?? message }
  }
}

function statementsIn(text: string): string[] {
  try {
    const { keys } = JSON.parse(text) as { keys?: { statement?: unknown; endStatement?: unknown }[] }
    return (keys ?? []).flatMap((key) => [key.statement, key.endStatement]).filter((note) => typeof note === 'string')
  } catch {
    return []
  }
}
