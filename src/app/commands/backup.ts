import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { mainStore } from '#kernel/documents/files/receive.ts'
import { getVerifierKeys } from '#kernel/ledger/keys.ts'
import { checkBackup, reach } from '../backup/check.ts'
import { follow } from '../backup/follow.ts'
import { saveKeys, type Locks } from '../backup/keys.ts'
import { listBackups, type Manifest } from '../backup/set.ts'
import { writeBackup } from '../backup/write.ts'
import { UsageError, type Command } from './command.ts'
import { inBytes, inTime, makeProgress } from './progress.ts'

const phases = { database: 'Database', log: 'Write-ahead log', documents: 'Documents' }

export const backup: Command = {
  name: 'backup',
  summary: 'Writes database and documents into a set of backups while work goes on; keys apart.',
  usage: `backup FOLDER [--keep DAYS] [--tables]
       ./mizan backup follow FOLDER
       ./mizan backup list FOLDER
       ./mizan backup verify FOLDER [NAME]
       ./mizan backup keys FILE (--to RECIPIENT … | --passphrase-file FILE)

  FOLDER        the set: a new folder, or that of earlier backups of the same database
  --keep DAYS   afterwards removes what is not needed to bring back any moment of the last so many days
  --tables      the rows of each table instead of the server's files: slower, the backup's own moment only, but goes into any PostgreSQL
                (always so with DATABASE_URL)
  follow        receives what the database writes until stopped, so that any moment can be brought back; a server with
                MIZAN_BACKUP=FOLDER does this by itself
  list          what is there, and up to which moment each backup reaches
  verify        reads a backup (all, without NAME) and what follows it, every byte
  keys          writes keys and passwords into FILE, encrypted (age) to recipients (age1…) or with a passphrase; never into FOLDER

MIZAN_BACKUP_ENCRYPT=1 encrypts a set that is begun with it; its key is among those that "keys" writes.
Exit codes: 0 done, 1 failed and nothing was kept, 2 wrong usage, 3 a backup is damaged or incomplete (verify).`,
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: {
      keep: { type: 'string' }, tables: { type: 'boolean' }, to: { type: 'string', multiple: true }, 'passphrase-file': { type: 'string' } } })
    const [first, second, name] = positionals
    if (!first) throw new UsageError('name the folder of the backups: ./mizan backup FOLDER')
    if (!['follow', 'list', 'verify', 'keys'].includes(first)) return write(resolve(first), values.tables === true, readDays(values.keep))
    if (!second) throw new UsageError(`./mizan backup ${first}: name the ${first === 'keys' ? 'file' : 'folder'}`)
    if (first === 'keys') return writeKeys(resolve(second), readLocks(values.to, values['passphrase-file']))
    if (first === 'list') return list(resolve(second))
    return first === 'verify' ? verifyBackups(resolve(second), name) : followUntilStopped(resolve(second))
  },
}

function readDays(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1) throw new UsageError(`--keep ${text}: a whole number of days, at least 1`)
  return Number(text)
}

function readLocks(recipients: string[] | undefined, passphraseFile: string | undefined): Locks {
  if ((recipients === undefined) === (passphraseFile === undefined)) throw new UsageError('say who may open the keys: --to age1… (once for each), or --passphrase-file FILE')
  return recipients ? { recipients } : { passphrase: readFileSync(passphraseFile!, 'utf8').trim() }
}

async function write(set: string, tables: boolean, keepDays: number | undefined): Promise<number> {
  const folder = dataFolder()
  const { db, embedded } = await openDatabase(folder)
  const progress = makeProgress(phases)
  try {
    const kind = tables || !embedded ? 'tables' : 'cluster'
    const done = await writeBackup({ urls: db.urls, set, kind, store: mainStore(), verifierKeys: await getVerifierKeys(folder), keepDays, onProgress: progress.show })
    progress.end()
    const { manifest, missing, expired, seconds } = done
    const bytes = manifest.kind === 'cluster' ? manifest.archive.unpacked : 0
    process.stdout.write(`Backup ${manifest.name} is whole: ${manifest.kind === 'cluster' ? `${inBytes(bytes)} as ${inBytes(manifest.archive.bytes)}` : `${manifest.tables.length} tables`}, ${manifest.documents.count} documents (${inBytes(manifest.documents.bytes)} new), ${bytes > 0 ? inTime(seconds, bytes + manifest.documents.bytes) : `${seconds.toFixed(1)} s`}.\n`)
    if (keepDays !== undefined) process.stdout.write(`Removed: ${expired.backups.length} backups, ${expired.segments} segments of the log, ${expired.documents} documents.\n`)
    if (missing.length > 0) process.stdout.write(`${missing.length} documents that rows name are not in the store, the first: ${missing[0]}\n`)
    return 0
  } finally {
    progress.end()
    await db.close()
    await embedded?.stopIfStarted()
  }
}

async function writeKeys(file: string, locks: Locks): Promise<number> {
  await saveKeys(dataFolder(), file, locks)
  process.stdout.write(`The keys are in ${file}, encrypted. Keep them elsewhere than the backups, in other hands; write them again after a change of key or a rollback.\n`)
  return 0
}

function list(set: string): number {
  for (const one of listBackups(set)) process.stdout.write(`${describe(set, one)}\n`)
  return 0
}

function describe(set: string, one: Manifest): string {
  if (one.kind === 'tables') return `${one.name}  tables   ${one.documents.count} documents  its own moment, ${one.at}`
  const { until, chain, broken } = reach(set, one)
  return `${one.name}  cluster  ${inBytes(one.archive.bytes)}, ${one.documents.count} documents  from ${one.finishedAt} to ${until.toISOString()}${chain.length > 0 ? ` (${chain.length} segments)` : ' (no log follows)'}${broken ? '  A SEGMENT IS MISSING after that' : ''}`
}

async function verifyBackups(set: string, name: string | undefined): Promise<number> {
  const backups = listBackups(set).filter((one) => name === undefined || one.name === name)
  if (backups.length === 0) throw new Error(name === undefined ? `${set} holds no whole backup.` : `${set} has no backup ${name}.`)
  let bad = 0
  for (const one of backups) {
    const progress = makeProgress(phases)
    try {
      await checkBackup(set, one, progress.show)
      progress.end()
      process.stdout.write(`good     ${describe(set, one)}\n`)
    } catch (error) {
      progress.end()
      bad += 1
      process.stdout.write(`DAMAGED  ${one.name}: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
  return bad === 0 ? 0 : 3
}

async function followUntilStopped(set: string): Promise<number> {
  const { db, embedded } = await openDatabase(dataFolder())
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { stop.abort() })
  try {
    process.stderr.write(`Following into ${set}. Stop with Ctrl+C.\n`)
    await follow({ urls: db.urls, set, store: mainStore(), signal: stop.signal, onError: (said) => { process.stderr.write(`mizan: ${said}\n`) } })
    return 0
  } finally {
    await db.close()
    await embedded?.stopIfStarted()
  }
}
