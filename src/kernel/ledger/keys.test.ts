import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { getLogSigner, getVerifierKey } from './keys.ts'
import { openNote, parseVerifierKey, signNote } from './note.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mizan-keys-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true })
})

test('the key is made once, is for its owner alone, and signs', async () => {
  const signer = await getLogSigner(directory, 'log.test/a')
  expect((await getLogSigner(directory, 'log.test/a')).verifierKey).toBe(signer.verifierKey)
  expect((await stat(join(directory, 'ledger/log-signing-key.json'))).mode & 0o777).toBe(0o600)
  const verifier = parseVerifierKey(await getVerifierKey(directory))
  expect(openNote(signNote('text\n', [signer]), [verifier]).text).toBe('text\n')
})

test('servers that start together end with one key and leave no drafts', async () => {
  const signers = await Promise.all(Array.from({ length: 8 }, () => getLogSigner(directory, 'log.test/a')))
  expect(new Set(signers.map((signer) => signer.verifierKey)).size).toBe(1)
  expect((await readdir(join(directory, 'ledger'))).sort()).toEqual(['log-signing-key.json', 'log-verifier-key.txt'])
})

test('a key that others can read is refused', async () => {
  await getLogSigner(directory, 'log.test/a')
  await chmod(join(directory, 'ledger/log-signing-key.json'), 0o644)
  await expect(getLogSigner(directory, 'log.test/a')).rejects.toThrow('can be read by others')
})

test('a key signs one log only', async () => {
  await getLogSigner(directory, 'log.test/a')
  await expect(getLogSigner(directory, 'log.test/b')).rejects.toThrow('signs the log log.test/a')
})
