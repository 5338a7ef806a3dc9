/** The keys' own way out of the server: one encrypted file, for other hands than those that hold the backups. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { Decrypter, Encrypter, armor } from 'age-encryption'
import { keyRingFile } from '#systems/biometrics/sealing.ts'

/** To whom the keys are encrypted: holders of age identities, or whoever knows the passphrase. */
export type Locks = { readonly recipients: readonly string[] } | { readonly passphrase: string }
export type Opener = { readonly identities: readonly string[] } | { readonly passphrase: string }

const isKeyName = (name: string) => /^(secrets\.json|backup-key|ledger\/[\w.-]+|biometrics\/template-keys\.json)$/.test(name)

/**
 * Writes the keys and passwords of a data folder into one file (age, armoured text). Never overwrites.
 * Who has only the backup can't sign the log or open what is encrypted or sealed in it (second factors, prints); who has only the keys has no data.
 * @throws Error when the file is there already, or a recipient is none
 */
export async function saveKeys(dataFolder: string, file: string, locks: Locks): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} is there already. Name a new file: older keys open older backups.`)
  const names = ['secrets.json', 'backup-key', ...listFiles(join(dataFolder, 'ledger')).map((name) => `ledger/${name}`)]
  // The ring that prints are sealed with may have been put elsewhere; it goes back to its usual place.
  const files = [...names.map((name) => [name, join(dataFolder, name)] as const), ['biometrics/template-keys.json', keyRingFile(dataFolder)] as const].filter(([, path]) => existsSync(path))
  const keys = JSON.stringify(Object.fromEntries(files.map(([name, path]) => [name, readFileSync(path, 'utf8')])))
  const encrypter = new Encrypter()
  if ('passphrase' in locks) {
    if (locks.passphrase.length < 16) throw new Error('The passphrase has fewer than 16 characters: it must withstand guessing for years.')
    encrypter.setPassphrase(locks.passphrase)
  } else {
    for (const recipient of locks.recipients) encrypter.addRecipient(recipient)
  }
  writeFileSync(file, armor.encode(await encrypter.encrypt(keys)), { mode: 0o600, flag: 'wx', flush: true })
}

/** Reads what saveKeys wrote: file names and their texts. @throws Error when it can't be opened or holds something else */
export async function openKeys(file: string, opener: Opener): Promise<Readonly<Record<string, string>>> {
  const decrypter = new Decrypter()
  if ('passphrase' in opener) decrypter.addPassphrase(opener.passphrase)
  else for (const identity of opener.identities) decrypter.addIdentity(identity)
  let text: string
  try {
    text = await decrypter.decrypt(armor.decode(readFileSync(file, 'utf8')), 'text')
  } catch (error) {
    throw new Error(`${file} could not be opened: ${error instanceof Error ? error.message : String(error)}. Is it the right passphrase or identity?`, { cause: error })
  }
  const keys = JSON.parse(text) as Record<string, string>
  for (const name of Object.keys(keys)) if (!isKeyName(name)) throw new Error(`${file} names ${name}, which is no key.`)
  return keys
}

/** Puts opened keys into a data folder. The same ones may be there already; others may not. */
export function placeKeys(keys: Readonly<Record<string, string>>, dataFolder: string): void {
  for (const [name, text] of Object.entries(keys)) {
    const file = join(dataFolder, normalize(name))
    if (existsSync(file) && readFileSync(file, 'utf8') !== text) throw new Error(`${file} is there already and is another key: restore into an empty data folder.`)
  }
  for (const [name, text] of Object.entries(keys)) {
    const file = join(dataFolder, normalize(name))
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, text, { mode: 0o600, flush: true })
  }
}

function listFiles(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile()) : []
}
