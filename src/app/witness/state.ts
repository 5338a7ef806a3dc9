/**
 * What a witness keeps, in a folder of its own: its key (`witness-key.json`, mode 0600), and for each log one file with the last checkpoint that it
 * signed. Files are replaced whole: a crash leaves the old state or the new one, never none.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '#kernel/ledger/merkle.ts'
import { parseCheckpoint, splitNoteText, type Checkpoint } from '#kernel/ledger/note.ts'

const KEY_FILE = 'witness-key.json'
const STATE_FOLDER = 'logs'
const EVIDENCE_FOLDER = 'evidence'
/** Refused requests are kept as evidence, the first so many of them. */
const MOST_EVIDENCE = 1000

export interface WitnessKey {
  readonly name: string
  readonly privateKey: KeyObject
}

/** The witness's key; made at the first start, when `name` has to be given. Throws when others can read the file, or when the name is another. */
export function openKey(folder: string, name?: string): WitnessKey {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, KEY_FILE)
  if (!existsSync(file)) {
    if (name === undefined) throw new Error(`there is no key in ${folder}: name the witness (--name witness.example/one) to make one`)
    mkdirSync(join(folder, STATE_FOLDER), { recursive: true, mode: 0o700 })
    const privateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
    replaceFile(file, JSON.stringify({ name, privateKey }))
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw new Error(`${file} can be read by others; run: chmod 600 ${file}`)
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { name: string; privateKey: string }
  if (name !== undefined && name !== kept.name) throw new Error(`the key in ${folder} is that of ${kept.name}, not of ${name}`)
  // Without its memory a witness would sign a second history. It must then be given up, and a new one made.
  if (!existsSync(join(folder, STATE_FOLDER))) throw new Error(`${join(folder, STATE_FOLDER)} is gone: a witness without its memory must not go on. Make a new one in another folder`)
  return { name: kept.name, privateKey: createPrivateKey(kept.privateKey) }
}

/** Throws when another process works in this folder. Returns what ends the claim. */
export function claimFolder(folder: string): () => void {
  const file = join(folder, 'pid')
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
      return () => { rmSync(file, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid !== process.pid && isAlive(pid)) throw new Error(`process ${pid} is a witness in ${folder} already`)
    rmSync(file, { force: true })
  }
}

/** The last checkpoint that was signed for a log, as a note with the cosignature; undefined: none yet. Throws when the file is broken. */
export function findState(folder: string, origin: string): (Checkpoint & { note: string }) | undefined {
  const file = stateFile(folder, origin)
  if (!existsSync(file)) return undefined
  const note = readFileSync(file, 'utf8')
  const checkpoint = parseCheckpoint(splitNoteText(note))
  if (checkpoint.origin !== origin) throw new Error(`${file} is not about ${origin}`)
  return { ...checkpoint, note }
}

/** Keeps the checkpoint that is about to be signed; on the disk when it returns. */
export function keepState(folder: string, origin: string, note: string): void {
  replaceFile(stateFile(folder, origin), note)
}

/** Keeps what speaks against a log: the request that was refused beside the checkpoint that had been signed before. */
export function keepEvidence(folder: string, at: Date, status: number, request: string, signed: string): void {
  const evidence = join(folder, EVIDENCE_FOLDER)
  mkdirSync(evidence, { recursive: true, mode: 0o700 })
  if (readdirSync(evidence).length >= MOST_EVIDENCE) return
  const name = `${at.toISOString().replaceAll(':', '-')}-${status}-${sha256(request).toString('hex', 0, 6)}.txt`
  replaceFile(join(evidence, name), `refused with ${status}:\n\n${request}\nsigned before:\n\n${signed}`)
}

function stateFile(folder: string, origin: string): string {
  return join(folder, STATE_FOLDER, `${encodeURIComponent(origin).slice(0, 100)}-${sha256(origin).toString('hex', 0, 8)}.checkpoint`)
}

function replaceFile(file: string, text: string): void {
  const draft = `${file}.new`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  renameSync(draft, file)
  const folder = openSync(join(file, '..'), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
