/**
 * The write-ahead log beside the backups: `wal/<segment>.zst` for each whole segment (16 MB), and the one being written as `<segment>.partial`.
 * With a base backup, and every segment since, any moment in between can be brought back.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { cipherOf } from './cipher.ts'
import { parseSegmentName, segmentBytes, segmentName, segmentOf } from './lsn.ts'

/** The checksum lets a damaged segment be told from a whole one before PostgreSQL reads it. */
const zstd = { params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } }

export interface WalWriter {
  write(at: bigint, data: Buffer): void
  /** Makes what was written durable; answers up to where. */
  flush(): bigint
  close(): void
}

/** Writes what is received on one timeline. Writing the same bytes again does no harm: the log never changes. */
export function openWalWriter(folder: string, timeline: number, from: bigint): WalWriter {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const cipher = cipherOf(join(folder, '..'))
  let file: number | undefined
  let header: Buffer = Buffer.alloc(0)
  let segment = segmentOf(from)
  let written = from
  const partial = () => join(folder, `${segmentName(timeline, segment)}.partial`)
  const openPartial = () => {
    // One that was cut off within its header holds nothing.
    const isNew = !existsSync(partial()) || statSync(partial()).size < cipher.headerBytes
    const opened = openSync(partial(), isNew ? 'w' : 'r+', 0o600)
    header = isNew ? cipher.newHeader() : Buffer.alloc(cipher.headerBytes)
    if (isNew) writeSync(opened, header, 0, header.length, 0)
    else readSync(opened, header, 0, header.length, 0)
    return opened
  }
  const finish = () => {
    fsyncSync(file!)
    closeSync(file!)
    file = undefined
    writeWhole(join(folder, `${segmentName(timeline, segment)}.zst`), cipher.seal(zstdCompressSync(cipher.open(readFileSync(partial())), zstd)))
    rmSync(partial())
    segment += 1n
  }
  return {
    write(at, data) {
      if (at > written) throw new Error(`the log jumped from ${written} to ${at}`)
      for (let done = 0; done < data.length;) {
        file ??= openPartial()
        const place = Number((at + BigInt(done)) % BigInt(segmentBytes))
        const part = data.subarray(done, done + segmentBytes - place)
        done += writeSync(file, cipher.sealAt(header, place, part), 0, part.length, header.length + place)
        written = at + BigInt(done)
        if (written === (segment + 1n) * BigInt(segmentBytes)) finish()
      }
    },
    flush() {
      if (file !== undefined) fsyncSync(file)
      return written
    },
    close() {
      if (file !== undefined) closeSync(file)
      file = undefined
    },
  }
}

/** Where to go on receiving on this timeline: the beginning of the segment after the last whole one, or of the partial one. Undefined: nothing is there. */
export function findResumePoint(folder: string, timeline: number): bigint | undefined {
  const here = listSegments(folder).filter((s) => s.timeline === timeline)
  const last = here.at(-1)
  if (!last) return undefined
  return (last.whole ? last.segment + 1n : last.segment) * BigInt(segmentBytes)
}

export interface KeptSegment { readonly name: string; readonly timeline: number; readonly segment: bigint; readonly whole: boolean; readonly file: string }

/** All segments that are there, in the order of timeline and place. A whole one hides its partial. */
export function listSegments(folder: string): KeptSegment[] {
  if (!existsSync(folder)) return []
  const found = new Map<string, KeptSegment>()
  for (const entry of readdirSync(folder).sort()) {
    const [, name, kind] = /^([0-9A-F]{24})\.(zst|partial)$/.exec(entry) ?? []
    const parsed = name === undefined ? undefined : parseSegmentName(name)
    if (name === undefined || parsed === undefined || (kind === 'partial' && found.get(name)?.whole)) continue
    found.set(name, { name, ...parsed, whole: kind === 'zst', file: join(folder, entry) })
  }
  return [...found.values()]
}

/** A segment's 16 MB; what of a partial one is not yet written is zeros, as PostgreSQL expects. @throws Error for a damaged one */
export function readSegment(kept: KeptSegment): Buffer {
  const cipher = cipherOf(join(kept.file, '..', '..'))
  let bytes: Buffer
  try {
    const stored = cipher.open(readFileSync(kept.file))
    bytes = kept.whole ? zstdDecompressSync(stored) : stored
  } catch (error) {
    throw new Error(`${kept.file} is damaged: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  if (kept.whole ? bytes.length !== segmentBytes : bytes.length > segmentBytes) throw new Error(`${kept.file} is damaged: it has ${bytes.length} bytes`)
  return bytes.length === segmentBytes ? bytes : Buffer.concat([bytes, Buffer.alloc(segmentBytes - bytes.length)])
}

/** The segments that follow from this one without a gap, on its timeline. */
export function chainFrom(segments: readonly KeptSegment[], timeline: number, first: bigint): KeptSegment[] {
  const chain: KeptSegment[] = []
  for (const s of segments.filter((one) => one.timeline === timeline && one.segment >= first)) {
    if (s.segment !== first + BigInt(chain.length)) break
    chain.push(s)
  }
  return chain
}

/** Writes a file so that after a power cut it is there whole or not at all. */
export function writeWhole(file: string, content: Buffer | string): void {
  const fd = openSync(`${file}.new`, 'w', 0o600)
  try {
    writeSync(fd, Buffer.from(content))
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(`${file}.new`, file)
  syncFolder(join(file, '..'))
}

/** A rename is on the disk only when its folder is. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try { fsyncSync(fd) } finally { closeSync(fd) }
}
