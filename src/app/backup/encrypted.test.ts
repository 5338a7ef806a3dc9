// A set that is encrypted at rest: nothing of what people wrote stands in it, and with the keys that were kept apart all of it comes back.
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { randomBytes } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { openDatabase } from '#kernel/db/connect.ts'
import { folderStore } from '#kernel/documents/files/file-store.ts'
import { getLogSigner, getVerifierKeys } from '#kernel/ledger/keys.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { makeCountry } from '#test/support/country.ts'
import { checkBackup } from './check.ts'
import { cipherOf } from './cipher.ts'
import { follow } from './follow.ts'
import { openKeys, saveKeys } from './keys.ts'
import { setDocuments } from './set-documents.ts'
import { openSet, walFolder, type Manifest } from './set.ts'
import { openWalWriter, listSegments, readSegment } from './wal-folder.ts'
import { segmentBytes } from './lsn.ts'
import { writeBackup } from './write.ts'

const root = mkdtempSync(join(tmpdir(), 'mizan-encrypted-'))
chmodSync(root, 0o711)
const [source, set, store] = [join(root, 'source'), join(root, 'set'), folderStore(join(root, 'source', 'documents'))]
const before = { ...process.env }
const marker = 'a name that nobody else may read'
let manifest: Manifest
let document: string

beforeAll(async () => {
  mkdirSync(source, { mode: 0o711 })
  process.env['MIZAN_DATA'] = source
  process.env['MIZAN_BACKUP_ENCRYPT'] = '1'
  const { db, embedded } = await openDatabase(source, '')
  const country = await makeCountry(db)
  await sequence(db, { signer: await getLogSigner(source, 'backup.test/log') })
  document = (await store.put(Buffer.from(`${marker}, on paper`), { maxBytes: 1000 })).address
  const stop = new AbortController()
  let received = 0n
  const following = follow({ urls: db.urls, set, store, signal: stop.signal, onError: () => {}, onFlush: (upTo) => { received = upTo }, retryMs: 200 })
  ;({ manifest } = await writeBackup({ urls: db.urls, set, kind: 'cluster', store, verifierKeys: await getVerifierKeys(source) }))
  await act(systemCtx(db), { verb: 'test.make', subject: { kind: 'test-thing', create: { label: marker, officeId: country.offices.station } } }, async () => {})
  await sequence(db, { signer: await getLogSigner(source, 'backup.test/log') })
  const { rows: [checkpoint] } = await db.ledgerPool.query<{ note: string }>('select note from kernel.checkpoint order by tree_size desc limit 1')
  writeFileSync(join(root, 'checkpoint'), checkpoint!.note)
  const { rows: [now] } = await sql<{ at: string }>`select (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::text as at`.execute(db.app)
  while (received < BigInt(now!.at)) await pause(50)
  stop.abort()
  await following
  await setDocuments(set).put(await store.get(document), { maxBytes: 1000 })
  await db.close()
  await embedded?.stop()
  writeFileSync(join(root, 'passphrase'), 'a passphrase of some length')
  await saveKeys(source, join(root, 'keys.age'), { passphrase: 'a passphrase of some length' })
}, 120_000)
afterAll(() => {
  for (const name of ['MIZAN_DATA', 'MIZAN_BACKUP_ENCRYPT']) {
    if (before[name] === undefined) delete process.env[name]
    else process.env[name] = before[name]
  }
  rmSync(root, { recursive: true, force: true })
})

test('nothing that was written stands in it, neither rows nor documents; the key is apart', async () => {
  const segment = listSegments(walFolder(set)).at(-1)!
  expect(readSegment(segment).includes(marker), 'the log holds the row').toBe(true)
  for (const one of readdirSync(set, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const bytes = readFileSync(join(one.parentPath, one.name))
    expect([one.name, bytes.includes(marker), bytes.includes(readFileSync(join(source, 'backup-key'), 'utf8').trim())]).toEqual([one.name, false, false])
    if (one.name === 'cluster.tar.zst') expect(() => zstdDecompressSync(bytes)).toThrow(/Unknown frame descriptor/)
  }
  expect(statSync(join(source, 'backup-key')).mode & 0o777).toBe(0o600)
  await checkBackup(set, manifest)
  expect(await setDocuments(set).get(document).then((stream) => stream.toArray()).then((parts) => Buffer.concat(parts as Buffer[]).toString())).toBe(`${marker}, on paper`)
  await expect(setDocuments(set).get('00'.repeat(32))).rejects.toMatchObject({ code: 'kernel.file-missing' })
  expect(Object.keys(await openKeys(join(root, 'keys.age'), { passphrase: 'a passphrase of some length' }))).toContain('backup-key')
})

test('on another machine: without the keys it says what is missing, with them it comes back and verifies', { timeout: 180_000 }, async () => {
  const run = promisify(execFile)
  const empty = join(root, 'empty')
  mkdirSync(empty, { mode: 0o711 })
  const mizan = (...args: string[]) => run(process.execPath, ['src/app/cli.ts', ...args], { env: { ...process.env, MIZAN_DATA: empty } })
  await expect(mizan('backup', 'verify', set)).rejects.toMatchObject({ code: 3, stdout: expect.stringContaining('is encrypted, and its key is not here') })
  const { stdout } = await mizan('restore', set, '--keys', join(root, 'keys.age'), '--passphrase-file', join(root, 'passphrase'), '--checkpoint', join(root, 'checkpoint'))
  expect(stdout).toContain('Verified against 1 checkpoint')
  expect((await mizan('backup', 'verify', set)).stdout).toContain('good')
})

test('the log is encrypted wherever it is cut: what is received again, from the middle, or after a header that was cut off, reads the same', () => {
  const folder = join(root, 'small', 'wal')
  openSet(join(root, 'small'), '1')
  const bytes = randomBytes(segmentBytes + 1000)
  const write = (pieces: readonly number[]) => {
    const writer = openWalWriter(folder, 1, 0n)
    let at = 0
    for (const piece of pieces) {
      writer.write(BigInt(at), bytes.subarray(at, at + piece))
      at += piece
    }
    writer.close()
  }
  write([5, 11, 1000, 3])
  write([1, 40, 977])
  expect(readSegment(listSegments(folder)[0]!).subarray(0, 1019).equals(bytes.subarray(0, 1019))).toBe(true)
  writeFileSync(listSegments(folder)[0]!.file, 'cut off')
  write([100, bytes.length - 100])
  expect(listSegments(folder).map((one) => one.whole)).toEqual([true, false])
  expect(readSegment(listSegments(folder)[0]!).equals(bytes.subarray(0, segmentBytes))).toBe(true)
  expect(readSegment(listSegments(folder)[1]!).subarray(0, 1000).equals(bytes.subarray(segmentBytes))).toBe(true)
})

test('a set that was begun without it is not gone on with', () => {
  delete process.env['MIZAN_BACKUP_ENCRYPT']
  openSet(join(root, 'plain'), '1')
  expect(cipherOf(join(root, 'plain')).headerBytes).toBe(0)
  process.env['MIZAN_BACKUP_ENCRYPT'] = '1'
  expect(() => { openSet(join(root, 'plain'), '1') }).toThrow(/begun without encryption/)
})
