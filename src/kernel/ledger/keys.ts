/**
 * The log's signing key. It is made at the first start, in the data directory, readable by the server's user alone, and never leaves it.
 * Whoever checks the log keeps the verifier key (a public text of one line) somewhere that the server's operators cannot reach.
 */
import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeSigner } from './note.ts'
import type { Signer } from './note.ts'

const KEY_FILE = 'log-signing-key.json'
export const VERIFIER_KEY_FILE = 'log-verifier-key.txt'

/**
 * The log's signer; makes the key when the directory has none. `origin` names the log (a URL without its scheme) and is
 * fixed for good when the key is made. Throws when the key file can be read by others or belongs to another origin.
 */
export async function getLogSigner(dataDirectory: string, origin: string): Promise<Signer> {
  const directory = join(dataDirectory, 'ledger')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const file = join(directory, KEY_FILE)
  const kept = (await findKey(file)) ?? (await makeKey(directory, file, origin))
  if (kept.origin !== origin) throw new Error(`the key in ${file} signs the log ${kept.origin}, not ${origin}`)
  return makeSigner(kept.origin, createPrivateKey(kept.privateKey))
}

/** The verifier key of the log in this data directory (public; one line). Throws when no key has been made yet. */
export async function getVerifierKey(dataDirectory: string): Promise<string> {
  return (await readFile(join(dataDirectory, 'ledger', VERIFIER_KEY_FILE), 'utf8')).trim()
}

interface KeptKey {
  origin: string
  privateKey: string
}

async function findKey(file: string): Promise<KeptKey | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  // Windows has no such mode bits: there the directory's access list is the protection.
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) {
    throw new Error(`${file} can be read by others; run: chmod 600 ${file}`)
  }
  return JSON.parse(text) as KeptKey
}

/** Two servers that start together must end with one key: each writes its own file, and only the first link wins. */
async function makeKey(directory: string, file: string, origin: string): Promise<KeptKey> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const mine: KeptKey = { origin, privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string }
  const draft = join(directory, `${KEY_FILE}.${randomUUID()}`)
  await writeDurably(draft, JSON.stringify(mine), 0o600)
  try {
    await link(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  const kept = (await findKey(file)) ?? mine
  const signer = makeSigner(kept.origin, createPrivateKey(kept.privateKey))
  await writeDurably(join(directory, VERIFIER_KEY_FILE), `${signer.verifierKey}\n`, 0o644)
  return kept
}

async function writeDurably(file: string, text: string, mode: number): Promise<void> {
  const handle = await open(file, 'w', mode)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
