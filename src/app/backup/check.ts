import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { altered, readArchive, readToEnd, sha256 } from './archive.ts'
import { findBadDocuments, readDocumentList } from './documents.ts'
import type { Received } from './follow.ts'
import { parseLsn, segmentOf } from './lsn.ts'
import { backupFolder, walFolder, type ClusterManifest, type Manifest } from './set.ts'
import { chainFrom, listSegments, readSegment } from './wal-folder.ts'

export type CheckProgress = (phase: 'database' | 'log' | 'documents', done: number, total: number) => void

/**
 * Reads a whole backup and what belongs to it: every file against its digest, every document against its address, every segment of the log.
 * @throws Error naming the first thing that is missing, damaged or altered
 */
export async function checkBackup(set: string, manifest: Manifest, onProgress: CheckProgress = () => {}): Promise<void> {
  const folder = backupFolder(set, manifest.name)
  if (!existsSync(join(folder, manifest.documents.file))) throw new Error(`${manifest.documents.file} is missing from the backup.`)
  if (sha256(readFileSync(join(folder, manifest.documents.file))) !== manifest.documents.sha256) throw altered(manifest.documents.file)
  if (manifest.kind === 'tables') await checkTables(folder, manifest.tables, (done, total) => { onProgress('database', done, total) })
  else {
    await readArchive(set, manifest, (_, content) => readToEnd(content), (done, total) => { onProgress('database', done, total) })
    const { chain } = reach(set, manifest)
    for (const [n, segment] of chain.entries()) {
      readSegment(segment)
      onProgress('log', n + 1, chain.length)
    }
  }
  const bad = await findBadDocuments(set, readDocumentList(folder, manifest.documents), (done, total) => { onProgress('documents', done, total) })
  if (bad.length > 0) throw new Error(`${bad.length} documents are missing or damaged, the first: ${bad[0]}`)
}

async function checkTables(folder: string, tables: readonly { file: string; sha256: string }[], onProgress: (done: number, total: number) => void): Promise<void> {
  for (const [n, { file, sha256: expected }] of tables.entries()) {
    if (normalize(file).startsWith('..') || !existsSync(join(folder, file))) throw new Error(`${file} is missing from the backup.`)
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(folder, file)), hash)
    if (hash.digest('hex') !== expected) throw altered(file)
    onProgress(n + 1, tables.length)
  }
}

export interface Reach {
  /** The newest moment that this backup and the log after it can bring back. */
  readonly until: Date
  readonly chain: ReturnType<typeof chainFrom>
  /** Whether later segments are there that cannot be reached, because one in between is missing. */
  readonly broken: boolean
}

/** How far the log after a backup reaches without a gap, on the backup's own timeline. */
export function reach(set: string, manifest: ClusterManifest): Reach {
  const segments = listSegments(walFolder(set)).filter((s) => s.timeline === manifest.timeline)
  const first = segmentOf(parseLsn(manifest.start))
  const chain = chainFrom(segments, manifest.timeline, first)
  const last = chain.at(-1)
  const broken = segments.some((s) => s.segment > (last?.segment ?? first))
  const end = segmentOf(parseLsn(manifest.end))
  if (!last || last.segment < end) return { until: new Date(manifest.finishedAt), chain: [], broken }
  const received = readReceived(set)
  const isNewest = received !== undefined && received.timeline === manifest.timeline && segmentOf(parseLsn(received.upTo)) <= last.segment + 1n && !broken
  return { until: new Date(Math.max(isNewest ? Date.parse(received.at) : 0, Date.parse(manifest.finishedAt))), chain, broken }
}

export function readReceived(set: string): Received | undefined {
  const file = join(walFolder(set), 'received.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Received) : undefined
}
