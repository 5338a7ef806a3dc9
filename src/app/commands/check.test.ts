import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decode, encode } from 'fast-png'
import { encode as encodeJpeg } from 'jpeg-js'
import { encodeQR } from 'qr'
import { writeExtract } from '#kernel/ledger/extract-text.ts'
import { makeSigner, formatCheckpoint, signNote } from '#kernel/ledger/note.ts'
import { leafHash, sha256 } from '#kernel/ledger/merkle.ts'
import { generateKeyPairSync } from 'node:crypto'
import { getLogSigner } from '#kernel/ledger/keys.ts'
import { check, checkFile, readTrust } from './check.ts'

const log = makeSigner('log.mizan.test', generateKeyPairSync('ed25519').privateKey)
const salt = Buffer.alloc(16, 9)
const paper = { document: 'd', form: 'release-slip', number: '2026/000001', lang: 'ar', office: 'مركز شرطة الكرادة', issued: '2026-11-22T11:05:00.000Z', content: 'ab'.repeat(32), entry: null, index: null, end: null, facts: { name: 'علي' }, layout: 1 }
const body = JSON.stringify({ at: '2026-11-22T11:06:00.000Z', detail: { paper }, verb: 'documents.certify' })
const root = leafHash(sha256(Buffer.concat([salt, Buffer.from(body)])))
const digits = writeExtract({ salt, body, index: 0, path: [], checkpoint: signNote(formatCheckpoint({ origin: log.name, size: 1, root }), [log]) })
const keys = `# the log of the test\n${log.verifierKey}\n`

/** The code as a picture of black and white pixels. */
function picture(): { width: number; height: number; data: Uint8Array } {
  const code = encodeQR(digits, 'raw', { ecc: 'medium', border: 4 })
  const size = code.length * 4
  const data = new Uint8Array(size * size * 4).fill(255)
  for (let at = 0; at < size * size; at++) if (code[Math.floor(at / size / 4)]![Math.floor((at % size) / 4)]) data.fill(0, at * 4, at * 4 + 3)
  return { width: size, height: size, data }
}

test('a text, a picture as PNG or JPEG, and a scan are checked alike', async () => {
  const { width, height, data } = picture()
  const png = Buffer.from(encode({ width, height, data, channels: 4 }))
  const jpeg = encodeJpeg({ width, height, data }, 80).data
  const scan = Buffer.concat([Buffer.from('%PDF-1.4\n1 0 obj <</Filter/DCTDecode>> stream\n'), jpeg, Buffer.from('\nendstream endobj')])
  expect(decode(png).width).toBe(width)
  for (const file of [Buffer.from(`https://mizan.example/check#${digits}`), png, jpeg, scan]) {
    expect(await checkFile(file, readTrust(keys))).toMatchObject({ ok: true, paper: { number: '2026/000001' } })
  }
  expect(await checkFile(Buffer.from('%PDF-1.4 nothing'), readTrust(keys))).toMatchObject({ problem: 'no-proof-in-pdf' })
  expect(await checkFile(Buffer.from('hello'), readTrust(keys))).toMatchObject({ problem: 'not-an-extract' })
  expect(await checkFile(Buffer.from(encode({ width: 8, height: 8, data: new Uint8Array(64), channels: 1 })), readTrust(keys))).toMatchObject({ problem: 'no-code' })
})

test('whom to believe is read from keys, a policy, or a page that was saved', () => {
  expect(readTrust(keys)).toEqual({ keys: [log.verifierKey], policy: 'quorum none\n' })
  const policy = `log ${log.verifierKey}\nquorum none\n`
  expect(readTrust(policy)).toEqual({ keys: [], policy })
  const page = readFileSync(new URL('../../kernel/documents/check-page/page.html', import.meta.url), 'utf8').replace('>{}<', `>${JSON.stringify({ keys: [log.verifierKey], policy })}<`)
  expect(readTrust(page)).toEqual({ keys: [log.verifierKey], policy })
})

test('without --keys a paper of after a change of key is not called forged without saying what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-check-'))
  const said: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.env['MIZAN_DATA'] = folder
  try {
    await getLogSigner(folder, log.name)   // the log's first key; the paper was signed with a later one
    writeFileSync(join(folder, 'code.txt'), digits)
    writeFileSync(join(folder, 'keys.txt'), keys)
    process.stdout.write = ((line: string) => { said.push(line); return true }) as typeof process.stdout.write
    expect(await check.run([join(folder, 'code.txt')])).toBe(3)
    expect(await check.run([join(folder, 'code.txt'), '--keys', join(folder, 'keys.txt')])).toBe(0)
  } finally {
    process.stdout.write = write
    delete process.env['MIZAN_DATA']
    rmSync(folder, { recursive: true })
  }
  expect(said[0]).toMatch(/^WRONG-KEY: [\s\S]*checker\.html[\s\S]*--keys mizan-check\.html/)
  expect(said[1]).toMatch(/^VALID/)
})
