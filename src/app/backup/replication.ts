/**
 * PostgreSQL's replication protocol, as far as backups need it: a base backup as a stream, and the write-ahead log as it is written.
 * It needs no program but the server itself and no access to its files; the role must have REPLICATION.
 */
import { PassThrough, type Readable } from 'node:stream'
import type pg from 'pg'
import { newClient } from '#kernel/db/seek.ts'
import { formatLsn, parseLsn } from './lsn.ts'

/** Opens a connection that speaks the replication protocol. The caller ends it. */
export async function openReplication(url: string): Promise<pg.Client> {
  const client = newClient(url, { replication: 'true', keepAlive: true, connectionTimeoutMillis: 10_000, application_name: 'mizan backup' } as pg.ClientConfig)
  await client.connect()
  return client
}

export interface SystemIdentity { readonly systemId: string; readonly timeline: number; readonly at: bigint }

/** Which database this is, on which timeline, and how far its log goes. */
export async function identifySystem(client: pg.Client): Promise<SystemIdentity> {
  const { rows: [row] } = await client.query<{ systemid: string; timeline: string; xlogpos: string }>('IDENTIFY_SYSTEM')
  return { systemId: row!.systemid, timeline: Number(row!.timeline), at: parseLsn(row!.xlogpos) }
}

/** What pg hands to a statement under way; its own types leave this protocol out. */
interface Wire {
  readonly stream: NodeJS.ReadableStream & { destroyed: boolean; destroy(): void }
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
}

interface Answers {
  readonly onRow?: (fields: readonly (string | null)[]) => void
  readonly onData: (chunk: Buffer, wire: Wire) => void
}

/** Runs one statement whose answer is a copy stream; settles when the server is ready again. */
function runStreaming(client: pg.Client, text: string, answers: Answers): Promise<void> {
  return new Promise((resolve, reject) => {
    let wire: Wire | undefined
    let failed: Error | undefined
    client.once('end', () => { reject(failed ?? new Error('the connection to the database ended')) })
    const statement = {
      submit(connection: Wire) { wire = connection; connection.query(text) },
      handleRowDescription() {},
      handleDataRow(message: { fields: (Buffer | string | null)[] }) { answers.onRow?.(message.fields.map((field) => field?.toString() ?? null)) },
      handleCopyData(message: { chunk: Buffer }) {
        try { answers.onData(message.chunk, wire!) } catch (error) {
          failed = error instanceof Error ? error : new Error(String(error))
          wire!.stream.destroy()
        }
      },
      handleCopyInResponse() {}, handleCommandComplete() {}, handlePortalSuspended() {}, handleEmptyQuery() {},
      handleError(error: Error) { failed = failed ?? error; reject(failed) },
      handleReadyForQuery() { if (!failed) resolve() },
    }
    client.query(statement as unknown as pg.Submittable)
  })
}

export interface BaseBackup {
  /** The cluster as a tar archive. */
  readonly archive: Readable
  /** Settles after the archive has ended: where the backup begins and ends in the log, and PostgreSQL's own list of files with their digests. */
  readonly done: Promise<{ start: bigint; end: bigint; timeline: number; files: string }>
}

/**
 * Takes a base backup while work goes on. It holds the part of the log that makes it consistent, so it can be restored by itself.
 * @param onProgress bytes sent so far and the server's estimate of all
 */
export function takeBaseBackup(client: pg.Client, label: string, onProgress: (done: number, total: number) => void): BaseBackup {
  const archive = new PassThrough({ highWaterMark: 2 ** 20 })
  const places: (readonly (string | null)[])[] = []
  const files: Buffer[] = []
  let total = 0
  let sent = 0
  let inFiles = false
  let waiting = false
  const onRow = (fields: readonly (string | null)[]) => {
    if (/^[0-9A-F]+\/[0-9A-F]+$/i.test(fields[0] ?? '')) places.push(fields)
    else total += Number(fields[2] ?? 0) * 1024
  }
  const onData = (chunk: Buffer, wire: Wire) => {
    const kind = String.fromCharCode(chunk[0] ?? 0)
    if (kind === 'n' && chunk.subarray(1, 9).toString() !== 'base.tar') throw new Error('the database uses tablespaces outside its own folder: back it up with its own tools (docs/operations/backup.md)')
    if (kind === 'm') inFiles = true
    if (kind !== 'd') return
    const data = chunk.subarray(1)
    if (inFiles) { files.push(Buffer.from(data)); return }
    sent += data.length
    onProgress(sent, Math.max(total, sent))
    if (archive.write(Buffer.from(data)) || waiting) return
    waiting = true
    wire.stream.pause()
    archive.once('drain', () => { waiting = false; wire.stream.resume() })
  }
  const text = `BASE_BACKUP (LABEL '${label}', CHECKPOINT 'fast', WAL true, PROGRESS true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`
  const done = runStreaming(client, text, { onRow, onData }).then(() => {
    archive.end()
    const [first, last] = [places[0], places.at(-1)]
    return { start: parseLsn(first?.[0] ?? ''), end: parseLsn(last?.[0] ?? ''), timeline: Number(last?.[1]), files: Buffer.concat(files).toString() }
  })
  done.catch((error: unknown) => { archive.destroy(error as Error) })
  return { archive, done }
}

export interface WalStream {
  readonly slot: string
  readonly timeline: number
  readonly from: bigint
  /** Keeps bytes that belong at this place. */
  readonly write: (at: bigint, data: Buffer) => void
  /** Makes what was written durable; answers how far. */
  readonly flush: () => bigint
  /** Called after each flush. */
  readonly onFlush?: (upTo: bigint, serverAt: bigint) => void
}

const sinceEpochOf2000 = 946_684_800_000n

/**
 * Receives the log from `from` on until the connection ends. About once a second what came is made durable and the server is told,
 * which then need not keep it any longer. Rejects when the line breaks, the slot is in use by another receiver, or `write` throws.
 */
export async function receiveWal(client: pg.Client, stream: WalStream): Promise<void> {
  let flushed = 0n
  let serverAt = stream.from
  let wire: Wire | undefined
  const report = () => {
    if (!wire || wire.stream.destroyed) return
    flushed = stream.flush()
    const status = Buffer.alloc(34)
    status.write('r', 0, 'latin1')
    for (const [i, lsn] of [flushed, flushed, 0n].entries()) status.writeBigUInt64BE(lsn, 1 + i * 8)
    status.writeBigInt64BE((BigInt(Date.now()) - sinceEpochOf2000) * 1000n, 25)
    wire.sendCopyFromChunk(status)
    stream.onFlush?.(flushed, serverAt)
  }
  const onData = (chunk: Buffer, to: Wire) => {
    wire = to
    const kind = String.fromCharCode(chunk[0] ?? 0)
    if (kind === 'w') {
      const at = chunk.readBigUInt64BE(1)
      stream.write(at, chunk.subarray(25))
      serverAt = at + BigInt(chunk.length - 25)
    } else if (kind === 'k') {
      serverAt = chunk.readBigUInt64BE(1) > serverAt ? chunk.readBigUInt64BE(1) : serverAt
      if (chunk[17] === 1) report()
    }
  }
  const timer = setInterval(() => {
    try { report() } catch (error) { wire?.stream.destroy(); failure = error }
  }, 1000)
  let failure: unknown
  try {
    await runStreaming(client, `START_REPLICATION SLOT ${stream.slot} PHYSICAL ${formatLsn(stream.from)} TIMELINE ${stream.timeline}`, { onData })
  } catch (error) {
    throw failure ?? error
  } finally {
    clearInterval(timer)
  }
}
