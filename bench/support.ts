import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '#kernel/db/connect.ts'

/** A fresh, fully durable database in a folder of its own. */
export async function freshDatabase(): Promise<{ db: Database; folder: string; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(process.env['MIZAN_BENCH_FOLDER'] ?? tmpdir(), 'mizan-bench-'))
  chmodSync(folder, 0o711)   // PostgreSQL's own user must be able to pass
  const { db, embedded } = await openDatabase(folder, '')
  return { db, folder, close: async () => { await db.close(); await embedded?.stop(); rmSync(folder, { recursive: true, force: true }) } }
}

/** The value below which this share of the sorted samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Medians of several rounds: two noisy cores give no single true figure. */
export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

/** One table, for the terminal and for RESULTS.md. */
export function table(title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const text = (value: string | number) => (typeof value === 'number' ? (Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2)) : value)
  return [`### ${title}`, '', `| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows.map((row) => `| ${row.map(text).join(' | ')} |`), ''].join('\n')
}

/** The machine that a figure was measured on. */
export function machine(): string {
  return `${cpus().length} cores ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`
}
