import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The folder that holds all that a running Mizan keeps outside the database: secrets, keys, documents, the embedded database itself. */
export function dataFolder(): string {
  const folder = resolve(process.env['MIZAN_DATA'] ?? 'data')
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return folder
}

/** Passwords of the database's roles and keys of the server, made at the first start and never part of the repository. */
export interface Secrets {
  readonly superuser: string
  readonly migrator: string
  readonly app: string
  readonly reader: string
  readonly ledger: string
  readonly jobs: string
  readonly totpKey: string
}

/**
 * Reads `secrets.json` of the data folder (mode 0600), making it at the first start.
 * Written whole to a new file and renamed, so that a crash leaves either none or all of it.
 */
export function loadSecrets(folder: string): Secrets {
  const file = join(folder, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const secret = () => randomBytes(24).toString('base64url')
  const secrets: Secrets = { superuser: secret(), migrator: secret(), app: secret(), reader: secret(), ledger: secret(), jobs: secret(), totpKey: randomBytes(32).toString('base64') }
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600, flush: true })
  chmodSync(`${file}.new`, 0o600)
  renameSync(`${file}.new`, file)
  return secrets
}

const UNFINISHED = 'restore-unfinished.json'

/** A restore that was begun in this data folder and is not finished: what was asked for, so that it can go on. */
export interface UnfinishedRestore {
  readonly id: string
  readonly begunAt: string
  readonly backup: string
  /** Whether database and documents are back; before that, what lies there is of no use. */
  readonly isBack: boolean
  /** The rollback that was accepted: by whom, why, and under which name the log goes on. */
  readonly accepted?: { readonly by: string; readonly reason: string; readonly newOrigin: string }
}

export function findUnfinishedRestore(folder: string): UnfinishedRestore | undefined {
  const file = join(folder, UNFINISHED)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as UnfinishedRestore) : undefined
}

/** Notes that a restore is under way: until it is finished, nothing but a restore opens this data folder. */
export function noteUnfinishedRestore(folder: string, restore: UnfinishedRestore): void {
  writeFileSync(join(folder, `${UNFINISHED}.new`), JSON.stringify(restore, null, 2), { mode: 0o600, flush: true })
  renameSync(join(folder, `${UNFINISHED}.new`), join(folder, UNFINISHED))
}

export function endRestore(folder: string): void {
  rmSync(join(folder, UNFINISHED), { force: true })
}
