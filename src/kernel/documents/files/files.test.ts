import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { cleanFileName } from './file-name.ts'
import { folderStore } from './file-store.ts'
import { receiveFile } from './receive.ts'
import { scanFile } from './scan.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-files-'))
const store = folderStore(join(folder, 'documents'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => { delete process.env['MIZAN_SCAN'] })
const limits = { maxBytes: 1_000_000 }
const sha = (b: Buffer) => createHash('sha256').update(b).digest('hex')
const waiting = (root = join(folder, 'documents')) => readdirSync(join(root, 'incoming'))
async function whole(stream: Readable): Promise<Buffer> { return Buffer.concat(await stream.toArray()) }

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')

describe('the store', () => {
  test('keeps bytes under their digest, once', async () => {
    const bytes = randomBytes(300_000)
    const stored = await store.put(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]), limits)
    expect(stored).toEqual({ address: sha(bytes), bytes: bytes.length })
    expect(await store.put(bytes, limits)).toEqual(stored)
    expect(await store.has(stored.address)).toBe(true)
    expect((await whole(await store.get(stored.address))).equals(bytes)).toBe(true)
    expect(waiting()).toEqual([])
  })

  test('refuses what is too large or empty, and leaves nothing', async () => {
    await expect(store.put(randomBytes(101), { maxBytes: 100 })).rejects.toMatchObject({ code: 'kernel.file-too-large', detail: { status: 413 } })
    await expect(store.put(Buffer.alloc(0), limits)).rejects.toMatchObject({ code: 'kernel.file-empty' })
    expect((await store.put(randomBytes(100), { maxBytes: 100 })).bytes).toBe(100)
    expect(waiting()).toEqual([])
  })

  test('a file changed on the disk is not given out, and is replaced when it comes again', async () => {
    const bytes = randomBytes(5000)
    const { address } = await store.put(bytes, limits)
    const path = join(folder, 'documents', address.slice(0, 2), address.slice(2, 4), address)
    writeFileSync(path, Buffer.concat([bytes, Buffer.from('x')]))
    await expect(store.get(address)).rejects.toMatchObject({ code: 'kernel.file-damaged' })
    await store.put(bytes, limits)
    expect((await whole(await store.get(address))).equals(bytes)).toBe(true)
  })

  test('an address that is none reaches no file', async () => {
    await expect(store.get('../../etc/passwd')).rejects.toThrow(RangeError)
    await expect(store.get(sha(Buffer.from('nothing')))).rejects.toMatchObject({ code: 'kernel.file-missing' })
  })

  test('a line that breaks off leaves nothing', async () => {
    const broken = new Readable({ read() { this.push(randomBytes(1000)); this.destroy(Object.assign(new Error('gone'), { code: 'ECONNRESET' })) } })
    await expect(store.put(broken, limits)).rejects.toMatchObject({ code: 'kernel.unreadable' })
    expect(waiting()).toEqual([])
  })

  test('the same file by many at once', async () => {
    const bytes = randomBytes(100_000)
    const all = await Promise.all(Array.from({ length: 12 }, () => store.put(bytes, limits)))
    expect(new Set(all.map((s) => s.address)).size).toBe(1)
    expect((await whole(await store.get(all[0]!.address))).equals(bytes)).toBe(true)
  })
})

const small = join(folder, 'small')
const mounted = mountSmallDisk()
afterAll(() => { if (mounted) execFileSync('umount', [small]) })

/** A real disk of one megabyte, where the machine lets us make one. */
function mountSmallDisk(): boolean {
  mkdirSync(small, { recursive: true })
  try { execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small], { stdio: 'ignore' }); return true } catch { return false }
}

test.skipIf(!mounted)('a full disk is refused cleanly, and a smaller file still fits', async () => {
  const full = folderStore(small)
  await expect(full.put(randomBytes(2_000_000), { maxBytes: 5_000_000 })).rejects.toMatchObject({ code: 'kernel.disk-full', detail: { status: 503 } })
  expect(waiting(small)).toEqual([])
  expect((await full.put(randomBytes(200_000), limits)).bytes).toBe(200_000)
})

describe('kinds of files', () => {
  const docx = storedZip({ '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>', 'word/document.xml': '<w/>' })
  test.each([
    ['a.png', png, 'image/png', 'image/png', 'a.png'], ['a.pdf', pdf, 'application/pdf', 'application/pdf', 'a.pdf'], ['صورة', png, '', 'image/png', 'صورة.png'],
    ['n.txt', Buffer.from('محضر\nالسطر الثاني'), 'text/plain; charset=utf-8', 'text/plain', 'n.txt'], ['b.docx', docx, 'application/octet-stream', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'b.docx'],
  ])('%s is taken', async (name, stream, type, mediaType, fileName) => {
    expect(await receiveFile({ name, stream, type }, store)).toMatchObject({ mediaType, fileName, scan: 'not-scanned' })
  })
  test.each([
    ['a.pdf', png, 'application/pdf', 'kernel.file-kind-differs'], ['a.png', png, 'application/pdf', 'kernel.file-kind-differs'], ['a.exe', png, '', 'kernel.file-kind-differs'],
    ['p.html', Buffer.from('<!DOCTYPE html><script>alert(1)</script>'), 'text/html', 'kernel.file-kind'], ['p.txt', Buffer.from('  <svg onload=alert(1)>'), 'text/plain', 'kernel.file-kind'],
    ['z.zip', storedZip({ 'a.txt': 'x' }), 'application/zip', 'kernel.file-kind'], ['e.bin', Buffer.from('7f454c460201010000000000', 'hex'), '', 'kernel.file-kind'], ['n.txt', Buffer.from([0x66, 0xff, 0xfe, 0x00]), 'text/plain', 'kernel.file-kind'],
    ['invoice\u202Efdp.png', png, 'image/png', 'kernel.file-name'], ['', png, 'image/png', 'kernel.file-name'], ['a\u0000.png', png, 'image/png', 'kernel.file-name'],
  ])('%j is refused', async (name, stream, type, code) => {
    await expect(receiveFile({ name, stream, type }, store)).rejects.toMatchObject({ code })
    expect(waiting()).toEqual([])
  })
})

test.each([
  ['../../etc/passwd', '_.._etc_passwd'], ['CON.txt', '_CON.txt'], ['  a b .pdf', 'a b .pdf'], ['.hidden.pdf', 'hidden.pdf'], ['a:b?.pdf', 'a_b_.pdf'], [`${'م'.repeat(300)}.pdf`, `${'م'.repeat(176)}.pdf`],
])('name %j is kept as %j', (name, clean) => expect(cleanFileName(name)).toBe(clean))

describe('the scanner', () => {
  const script = (name: string, code: number) => {
    const path = join(folder, name)
    writeFileSync(path, `#!/bin/sh\ntest -f "$2" || exit 9\nexit ${code}\n`)
    chmodSync(path, 0o700)
    return `${path} --quiet`
  }
  test('clean, infected, broken, absent', async () => {
    const file = join(folder, 'scanned')
    writeFileSync(file, 'x')
    expect(await scanFile(file, script('clean', 0))).toBe('clean')
    await expect(scanFile(file, script('infected', 1))).rejects.toMatchObject({ code: 'kernel.file-infected' })
    await expect(scanFile(file, script('broken', 2))).rejects.toMatchObject({ code: 'kernel.scan-failed' })
    await expect(scanFile(file, '/no/such/scanner')).rejects.toMatchObject({ code: 'kernel.scan-failed' })
    expect(await scanFile(file, '')).toBe('not-scanned')
  })
  test('an infected file is not kept', async () => {
    process.env['MIZAN_SCAN'] = script('infected2', 1)
    const bytes = Buffer.concat([pdf, randomBytes(20)])
    await expect(receiveFile({ name: 'a.pdf', stream: bytes, type: '' }, store)).rejects.toMatchObject({ code: 'kernel.file-infected' })
    expect(await store.has(sha(bytes))).toBe(false)
  })
})

/** A ZIP file without compression. */
function storedZip(entries: Record<string, string>): Buffer {
  const locals: Buffer[] = [], centrals: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(entries)) {
    const data = Buffer.from(text)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0); head.writeUInt32LE(crc32(data), 10); head.writeUInt32LE(data.length, 14); head.writeUInt32LE(data.length, 18); head.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 0]), head, rest, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(locals.length, 4); end.writeUInt16LE(locals.length, 6); end.writeUInt32LE(central.length, 8); end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06', 'latin1'), end])
}
