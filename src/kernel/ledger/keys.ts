/**
 * The log's signing key. It is made at the first start, in the data directory, readable by the server's user alone, and never leaves it.
 * Whoever checks the log keeps the verifier key (a public text of one line) somewhere that the server's operators cannot reach.
 */
import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeSigner } from './note.ts'
import type { Signer } from './note.ts'

const KEY_FILE = 'log-signing-key.json'
export const VERIFIER_KEY_FILE = 'log-verifier-key.txt'
const EARLIER_FILE = 'earlier-verifier-keys.txt'

/**
 * The name of the log in its checkpoints, fixed when its first key is made: MIZAN_LOG_ORIGIN, else what the key in the data directory says,
 * else `mizan.example/<node>`. Each node of the country has its own log, so each has its own name (MIZAN_NODE; `nation` where there is one only).
 */
export async function logOrigin(dataDirectory: string): Promise<string> {
  const asked = process.env['MIZAN_LOG_ORIGIN']
  const kept = (await findKey(join(dataDirectory, 'ledger', KEY_FILE)))?.origin
  // After an accepted rollback the log goes on under the next name (nextOrigin), whatever the setting says.
  if (asked !== undefined && kept?.startsWith(`${asked}/`) && /^\d+$/.test(kept.slice(asked.length + 1))) return kept
  return asked ?? kept ?? `mizan.example/${process.env['MIZAN_NODE'] ?? 'nation'}`
}

/** The name under which a log goes on after an accepted rollback: `mizan.example/nation`, `mizan.example/nation/2`, `mizan.example/nation/3`, … */
export function nextOrigin(origin: string): string {
  const [, base, number] = /^(.*)\/(\d+)$/.exec(origin) ?? []
  return base !== undefined && number !== undefined ? `${base}/${Number(number) + 1}` : `${origin}/2`
}

/**
 * The log's signer; makes the key when the directory has none. `origin` names the log (a URL without its scheme) and is
 * fixed for good when the key is made. Throws when the key file can be read by others or belongs to another origin.
 */
export async function getLogSigner(dataDirectory: string, origin: string): Promise<Signer> {
  return (await getLogSigners(dataDirectory, origin))[0]!
}

/** The log's signers: its key, and while a change of key is under way the key before too, so that those who know only that one can go on. */
export async function getLogSigners(dataDirectory: string, origin: string): Promise<Signer[]> {
  const directory = join(dataDirectory, 'ledger')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const file = join(directory, KEY_FILE)
  const kept = (await findKey(file)) ?? (await makeKey(directory, file, origin))
  if (kept.origin !== origin) throw new Error(`the key in ${file} signs the log ${kept.origin}, not ${origin}`)
  return [kept.privateKey, ...(kept.previous === undefined ? [] : [kept.previous])].map((key) => makeSigner(kept.origin, createPrivateKey(key)))
}

/** Puts a new key in the place of the log's key, which goes on signing beside it until dropPreviousKey(). Throws while an earlier change is under way. */
export async function replaceKey(dataDirectory: string): Promise<Signer[]> {
  const { file, kept } = await getKept(dataDirectory)
  if (kept.previous !== undefined) throw new Error('a change of key is under way')
  await replaceFile(file, JSON.stringify({ origin: kept.origin, privateKey: newPrivateKey(), previous: kept.privateKey } satisfies KeptKey))
  return getLogSigners(dataDirectory, kept.origin)
}

/** Forgets the key before: from here on nobody can sign with it. */
export async function dropPreviousKey(dataDirectory: string): Promise<void> {
  const { file, kept } = await getKept(dataDirectory)
  await replaceFile(file, JSON.stringify({ origin: kept.origin, privateKey: kept.privateKey } satisfies KeptKey))
}

/** The log's first verifier key in this data directory (public; one line). The others can be followed from it. Throws when no key has been made yet. */
export async function getVerifierKey(dataDirectory: string): Promise<string> {
  return (await readFile(join(dataDirectory, 'ledger', VERIFIER_KEY_FILE), 'utf8')).trim()
}

/**
 * The verifier keys by which everything in this data directory's log can be checked: the log's first key, then those of the logs before it
 * that ended in a rollback, each with the size up to which its history was kept.
 */
export async function getVerifierKeys(dataDirectory: string): Promise<string[]> {
  const earlier = await readFile(join(dataDirectory, 'ledger', EARLIER_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return [await getVerifierKey(dataDirectory), ...earlier.split('\n').filter((line) => line !== '')]
}

/**
 * Begins a log of another name, with a key of its own that nobody's trust in the old one covers. What the old log signed up to `keptSize` still counts.
 * Done again after a crash, it changes nothing more.
 * @returns the new log's signers
 */
export async function beginLog(dataDirectory: string, origin: string, keptSize: number): Promise<Signer[]> {
  const { file, kept } = await getKept(dataDirectory)
  const directory = dirname(file)
  if (kept.origin !== origin) {
    const before = (await getVerifierKeys(dataDirectory)).map((key) => (key.includes(' ') ? key : `${key} 0-${keptSize}`))
    await replaceFile(join(directory, EARLIER_FILE), `${before.join('\n')}\n`)
    await replaceFile(file, JSON.stringify({ origin, privateKey: newPrivateKey() } satisfies KeptKey))
  }
  const signers = await getLogSigners(dataDirectory, origin)
  await writeDurably(join(directory, VERIFIER_KEY_FILE), `${signers[0]!.verifierKey}\n`, 0o644)
  return signers
}

interface KeptKey {
  origin: string
  privateKey: string
  /** Signs as well while a change of key is under way. */
  previous?: string
}

async function getKept(dataDirectory: string): Promise<{ file: string; kept: KeptKey }> {
  const file = join(dataDirectory, 'ledger', KEY_FILE)
  const kept = await findKey(file)
  if (kept === undefined) throw new Error(`there is no key in ${file}; the server makes it at its first start`)
  return { file, kept }
}

function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
}

/** Whole or not at all: a crash leaves either the old file or the new one. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  await writeDurably(draft, text, 0o600)
  await rename(draft, file)
  const directory = await open(dirname(file))
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
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
  const mine: KeptKey = { origin, privateKey: newPrivateKey() }
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
