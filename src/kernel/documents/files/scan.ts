import { execFile } from 'node:child_process'
import { refuse } from '#kernel/act/refusal.ts'

export type ScanResult = 'clean' | 'not-scanned'

const SCAN_LIMIT_MS = 60_000

/**
 * Runs the operator's virus scanner on a file (setting `MIZAN_SCAN`, e.g. `clamdscan --no-summary --fdpass`); the path is
 * its last argument. Exit 0 is clean, 1 refuses with `kernel.file-infected`; anything else refuses with
 * `kernel.scan-failed`, because a file that could not be scanned is not taken for a clean one. No setting: 'not-scanned'.
 */
export async function scanFile(path: string, command = process.env['MIZAN_SCAN'] ?? ''): Promise<ScanResult> {
  const [program, ...args] = command.split(/\s+/).filter((word) => word !== '')
  if (program === undefined) return 'not-scanned'
  const exit = await new Promise<number>((resolve) => {
    execFile(program, [...args, path], { timeout: SCAN_LIMIT_MS }, (error) => resolve(error === null ? 0 : typeof error.code === 'number' ? error.code : -1))
  })
  if (exit === 1) refuse('kernel.file-infected', { field: 'file' })
  if (exit !== 0) refuse('kernel.scan-failed', { status: 503, field: 'file' })
  return 'clean'
}
