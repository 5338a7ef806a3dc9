import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readDocumentList } from './documents.ts'
import { parseLsn, segmentOf } from './lsn.ts'
import { backupFolder, documentsFolder, listBackups, walFolder, type Manifest } from './set.ts'
import { listSegments } from './wal-folder.ts'

export interface Expired { readonly backups: readonly string[]; readonly segments: number; readonly documents: number }

/**
 * Removes what is no longer needed to bring back any moment of the last `keepDays` days: the newest backup that is older than that stays,
 * for the moments that follow it start from there. Documents go when neither a remaining backup nor the database itself names them.
 */
export async function expire(set: string, keepDays: number, addressesNow: readonly string[], now: Date): Promise<Expired> {
  const horizon = new Date(now.getTime() - keepDays * 86_400_000).toISOString()
  const all = listBackups(set)
  const kept = keepFrom(all, horizon)
  const gone = all.filter((backup) => !kept.includes(backup))
  for (const { name } of gone) rmSync(backupFolder(set, name), { recursive: true })
  const needed = new Set([...addressesNow, ...kept.flatMap((backup) => readDocumentList(backupFolder(set, backup.name), backup.documents))])
  return { backups: gone.map((backup) => backup.name), segments: expireWal(set, kept), documents: expireDocuments(set, needed, new Date(horizon)) }
}

function keepFrom(all: readonly Manifest[], horizon: string): Manifest[] {
  return (['cluster', 'tables'] as const).flatMap((kind) => {
    const ofKind = all.filter((backup) => backup.kind === kind)
    const base = ofKind.findLastIndex((backup) => backup.finishedAt <= horizon)
    return ofKind.slice(Math.max(base, 0))
  })
}

/** A segment goes when it lies before every remaining backup's beginning; those of a later timeline never do. */
function expireWal(set: string, kept: readonly Manifest[]): number {
  const clusters = kept.filter((backup) => backup.kind === 'cluster')
  const first = clusters.map((backup) => segmentOf(parseLsn(backup.start))).reduce<bigint | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined)
  if (first === undefined) return 0
  const old = listSegments(walFolder(set)).filter((s) => s.segment < first)
  for (const { file } of old) rmSync(file)
  return old.length
}

/** A document younger than the horizon stays: a moment between two backups may need it. */
function expireDocuments(set: string, needed: ReadonlySet<string>, horizon: Date): number {
  const folder = documentsFolder(set)
  if (!existsSync(folder)) return 0
  let gone = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (!entry.isFile() || needed.has(entry.name) || statSync(file).mtime >= horizon) continue
    rmSync(file)
    gone += 1
  }
  return gone
}
