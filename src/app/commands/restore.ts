import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { mainStore } from '#kernel/documents/files/receive.ts'
import { openKeys, type Opener } from '../backup/keys.ts'
import { checkRestored, restoreBackup, type CheckResult } from '../backup/restore.ts'
import { UsageError, type Command } from './command.ts'
import { inTime, makeProgress } from './progress.ts'

export const restore: Command = {
  name: 'restore',
  summary: 'Restores a backup, or any moment, onto an empty machine and compares it with what witnesses have seen.',
  usage: `restore FOLDER --keys FILE (--identity FILE | --passphrase-file FILE) --checkpoint FILE-OR-URL … [--until TIME] [--backup NAME]
       ./mizan restore check --checkpoint FILE-OR-URL … [--expunged FILE] [--accept-rollback --by NAME --reason TEXT]

  FOLDER             the set that ./mizan backup wrote
  --keys FILE        the keys that were kept apart (./mizan backup keys), and what opens them
  --checkpoint C     a signed checkpoint from outside this machine: of a witness, a mirror, a printed extract; may be given more than once
  --until TIME       the moment to bring back, e.g. 2026-11-22T12:00:00+03:00; else the newest
  --backup NAME      the backup to start from; else the newest that is old enough
  check              only compares and verifies: after a restore that was refused, or of your own PostgreSQL by your own tools
  --expunged FILE    a set's expunged.jsonl, for a database that you restored yourself: what was destroyed by order since is destroyed again
  --accept-rollback  goes on although others have seen more than was restored. The log then goes on under a new name, the incident is its
                     first entry with who accepted it and why, and the inspectorate is alarmed. Witnesses must agree to the new name.

MIZAN_DATA names the empty data folder. Nothing opens it until the comparison has passed.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 it does not verify, 4 refused: older than what others have seen, or nothing was given to compare with.`,
  async run(args) {
    const { values, positionals: [from] } = parseArgs({ args, allowPositionals: true, options: {
      keys: { type: 'string' }, identity: { type: 'string' }, 'passphrase-file': { type: 'string' }, checkpoint: { type: 'string', multiple: true }, until: { type: 'string' }, backup: { type: 'string' },
      'accept-rollback': { type: 'boolean' }, expunged: { type: 'string' }, by: { type: 'string' }, reason: { type: 'string' } } })
    if (!from) throw new UsageError('name the set of backups: ./mizan restore FOLDER --keys FILE …')
    const accept = readAcceptance(values['accept-rollback'], values.by, values.reason)
    const until = readMoment(values.until)
    const checkpoints = await Promise.all((values.checkpoint ?? []).map(readCheckpoint))
    if (from !== 'check') {
      if (!values.keys) throw new UsageError('name the keys that were kept apart: --keys FILE')
      await bringBack(resolve(from), { file: resolve(values.keys), opener: readOpener(values.identity, values['passphrase-file']) }, values.backup, until)
    }
    const progress = makeProgress({ rows: 'Verifying' })
    const result = await checkRestored({ dataFolder: dataFolder(), databaseUrl: process.env['DATABASE_URL'], checkpoints, accept, expunged: values.expunged === undefined ? undefined : resolve(values.expunged), onProgress: (done, total) => { progress.show('rows', done, total) } })
    progress.end()
    return tell(result)
  },
}

function readAcceptance(wanted: boolean | undefined, by: string | undefined, reason: string | undefined): { by: string; reason: string } | undefined {
  if (!wanted) return undefined
  if (!by?.trim() || !reason || reason.trim().length < 10) throw new UsageError('--accept-rollback needs --by NAME (who takes the responsibility) and --reason TEXT (at least ten letters)')
  return { by: by.trim(), reason: reason.trim() }
}

function readMoment(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const at = new Date(text)
  if (Number.isNaN(at.getTime()) || !/(Z|[+-]\d{2}:\d{2})$/.test(text)) throw new UsageError(`--until ${text}: a moment with its offset, e.g. 2026-11-22T12:00:00+03:00`)
  return at
}

function readOpener(identity: string | undefined, passphraseFile: string | undefined): Opener {
  if ((identity === undefined) === (passphraseFile === undefined)) throw new UsageError('say what opens the keys: --identity FILE or --passphrase-file FILE')
  if (passphraseFile !== undefined) return { passphrase: readFileSync(passphraseFile, 'utf8').trim() }
  return { identities: readFileSync(identity!, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')) }
}

async function readCheckpoint(place: string): Promise<string> {
  if (!/^https?:\/\//.test(place)) return readFileSync(place, 'utf8')
  const response = await fetch(place, { signal: AbortSignal.timeout(20_000) })
  if (!response.ok) throw new Error(`${place} answered ${response.status}: no checkpoint was read`)
  return response.text()
}

async function bringBack(set: string, keys: { file: string; opener: Opener }, name: string | undefined, until: Date | undefined): Promise<void> {
  const progress = makeProgress({ database: 'Database', log: 'Write-ahead log', documents: 'Documents' })
  try {
    const { manifest, lastCommit, documents, missing, seconds } = await restoreBackup({
      set, name, until, keys: await openKeys(keys.file, keys.opener), dataFolder: dataFolder(), databaseUrl: process.env['DATABASE_URL'], store: mainStore(), onProgress: progress.show })
    progress.end()
    const bytes = manifest.kind === 'cluster' ? manifest.archive.unpacked : 0
    process.stdout.write(`Restored from ${manifest.name}${lastCommit ? `, last act at ${lastCommit}` : ''}; ${documents} documents; ${bytes > 0 ? inTime(seconds, bytes) : `${seconds.toFixed(1)} s`}.\n`)
    if (missing.length > 0) process.stdout.write(`${missing.length} documents that rows name are not in the set, the first: ${missing[0]}\n`)
  } finally {
    progress.end()
  }
}

function tell({ state, standing, report, newOrigin, compared, expungedAgain }: CheckResult): number {
  const history = `${report.entries} entries, ${report.rows} rows; the log has ${standing.size} leaves and ${standing.waiting} entries wait`
  if (state === 'wrong') {
    process.stdout.write(`DOES NOT VERIFY: ${report.first?.explanation ?? ''}\nThe data folder stays closed.\n`)
    return 3
  }
  if (expungedAgain) process.stdout.write(`${expungedAgain} orders to destroy records, carried out after that moment, were carried out again.\n`)
  if (state === 'good') {
    process.stdout.write(`Verified against ${compared} checkpoint${compared === 1 ? '' : 's'} from outside: ${history}. ./mizan start\n`)
    return 0
  }
  const lost = standing.lost
  const seen = lost ? `${lost.cosigners.length > 0 ? lost.cosigners.join(', ') : 'others'} have seen ${lost.size} leaves of ${lost.origin}; this history reaches ${standing.size + standing.waiting}` : 'nothing from outside was given to compare with'
  if (state === 'accepted') {
    process.stdout.write(`${seen[0]!.toUpperCase()}${seen.slice(1)}. The rollback is accepted and recorded: the log goes on as ${newOrigin}. Give its key to the witnesses (./mizan log-key show), write the keys again (./mizan backup keys), take a backup. ${history}. ./mizan start\n`)
    return 0
  }
  process.stdout.write(`REFUSED as a silent rollback: ${seen}.\nThe history is whole as far as it goes (${history}), and the data folder stays closed.
Look for a newer backup or the rest of the write-ahead log. If there is none, whoever is responsible goes on with
  ./mizan restore check${lost ? ' --checkpoint …' : ''} --accept-rollback --by NAME --reason TEXT\n`)
  return 4
}
