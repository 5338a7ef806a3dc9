import { createHash, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { follow } from '#app/commands/follow.ts'
import { act } from '#kernel/act/act.ts'
import { followLog, type FollowOptions, type FollowProblem } from '#kernel/ledger/follow/follow.ts'
import { LogUnreachable, readLog } from '#kernel/ledger/follow/read-log.ts'
import { signStatement } from '#kernel/ledger/key-chain.ts'
import { addSignatures, formatCheckpoint, makeSigner, openCheckpoint, parseVerifierKey, signNote } from '#kernel/ledger/note.ts'
import { openPolicy, parsePolicy } from '#kernel/ledger/policy.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'

const origin = 'log.mizan.test'
const privateKey = generateKeyPairSync('ed25519').privateKey
const signer = makeSigner(origin, privateKey)
const witness = makeSigner('w.test', generateKeyPairSync('ed25519').privateKey, { witness: true, now: () => new Date('2026-11-22T08:00:00Z') })
const policy = parsePolicy(`log ${signer.verifierKey}\nwitness w ${witness.verifierKey}\nquorum w\n`)
const folder = mkdtempSync(join(tmpdir(), 'mizan-follow-'))
let app: TestApp
let url: string

beforeAll(async () => {
  app = await testApp([])
  url = `${await app.server.listen({ port: 0, host: '127.0.0.1' })}/log`
  await grow(280)
}, 60_000)
afterAll(() => { rmSync(folder, { recursive: true }) })

async function grow(entries: number): Promise<string> {
  for (let i = 0; i < entries; i++) {
    await act(app.systemCtx, { verb: 'test.set-capacity', subject: { kind: 'office', bare: app.country.offices.station } }, async (tx) => {
      await tx.db.updateTable('kernel.office').set({ capacity: i }).where('id', '=', app.country.offices.station).execute()
    })
  }
  await sequence(app.db, { signer })
  return (await fetch(`${url}/checkpoint`)).text()
}

const plain: FollowOptions = { keys: [signer.verifierKey], policy: openPolicy }
const kinds = (problems: readonly FollowProblem[]) => problems.map((problem) => problem.kind)

/** The log with some answers replaced: what a man in the middle, or the log itself for one reader, might say. */
function lying(replace: (path: string, honest: Buffer) => Buffer | string | number): ReturnType<typeof readLog> {
  const lie = async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
    const honest = await fetch(input, init)
    const path = String(input).slice(url.length + 1)
    const said = replace(path, Buffer.from(await honest.arrayBuffer()))
    return typeof said === 'number' ? new Response('', { status: said }) : new Response(typeof said === 'string' ? said : new Uint8Array(said), { status: honest.status })
  }
  return readLog(url, { fetch: lie as typeof fetch, pauseMs: 1 })
}

const flipped = (bytes: Buffer, at: number) => {
  const changed = Buffer.from(bytes)
  changed[at]! ^= 1
  return changed
}

describe('the tree from what is served, by another implementation', () => {
  /** RFC 6962 section 2.1 as it is written there, and nothing of ours. */
  const sha = (...parts: (Buffer | number[])[]) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part as Buffer)))).digest()
  const mth = (d: Buffer[]): Buffer => {
    if (d.length === 0) return sha()
    if (d.length === 1) return sha([0], d[0]!)
    let k = 1
    while (k * 2 < d.length) k *= 2
    return sha([1], mth(d.slice(0, k)), mth(d.slice(k)))
  }

  test('gives the root in the checkpoint, and its signature holds', async () => {
    const note = await (await fetch(`${url}/checkpoint`)).text()
    const [, size, root, , signature] = note.split('\n')
    const bundles: Buffer[] = []
    for (let n = 0; n * 256 < Number(size); n++) {
      const width = Math.min(256, Number(size) - n * 256)
      const path = `${url}/tile/entries/${String(n).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`
      bundles.push(Buffer.from(await (await fetch(path)).arrayBuffer()))
    }
    const all = Buffer.concat(bundles)
    const entries: Buffer[] = []
    for (let at = 0; at < all.length; at += 2 + all.readUInt16BE(at)) entries.push(all.subarray(at + 2, at + 2 + all.readUInt16BE(at)))
    expect(entries).toHaveLength(Number(size))
    expect(mth(entries).toString('base64')).toBe(root)
    const bytes = Buffer.from(signature!.split(' ')[2]!, 'base64')
    const { createPublicKey, verify } = await import('node:crypto')
    expect(verify(null, Buffer.from(note.slice(0, note.indexOf('\n\n') + 1)), createPublicKey(privateKey), bytes.subarray(4))).toBe(true)
    const leaf = Buffer.from(await (await fetch(`${url}/tile/0/000`)).arrayBuffer())
    expect(leaf.subarray(0, 32)).toEqual(sha([0], entries[0]!))
    expect(Buffer.from(await (await fetch(`${url}/tile/1/000.p/1`)).arrayBuffer())).toEqual(mth(entries.slice(0, 256)))
  })
})

describe('an honest log', () => {
  test('is followed from nothing, then only what is new is read', async () => {
    const first = await followLog(readLog(url), plain)
    expect(first).toMatchObject({ ok: true, problems: [], from: 0, entries: first.checkpoint!.size })
    const size = first.checkpoint!.size
    const none = await followLog(readLog(url), { ...plain, saved: first.note })
    expect(none).toMatchObject({ ok: true, from: size, tiles: 0, entries: 0 })
    await grow(3)
    const log = readLog(url)
    const second = await followLog(log, { ...plain, saved: first.note })
    expect(second).toMatchObject({ ok: true, from: size, checkpoint: { size: size + 3 } })
    expect(log.traffic.bytes).toBeLessThan(8000)
    expect(await followLog(readLog(url), { ...plain, saved: first.note, full: true })).toMatchObject({ ok: true, from: 0, entries: size + 3 })
  })

  test('that keeps only full tiles is followed too', async () => {
    const note = await (await fetch(`${url}/checkpoint`)).text()
    await grow(260)
    const partialGone = lying((path, honest) => (/^tile\/(0|entries)\/001\.p/.test(path) ? 404 : honest))
    expect(await followLog(partialGone, { ...plain, saved: note })).toMatchObject({ ok: true })
  })
})

describe('a log that isn’t what it was or says', () => {
  let saved: string
  let size: number
  beforeAll(async () => {
    saved = await (await fetch(`${url}/checkpoint`)).text()
    await grow(5)
    const { note, checkpoint } = await followLog(readLog(url), { ...plain, saved })
    expect(openCheckpoint(note, [parseVerifierKey(signer.verifierKey)]).size).toBe(checkpoint!.size)
    size = checkpoint!.size
  })
  const sign = (of: number, root: Buffer, by = signer) => signNote(formatCheckpoint({ origin: by.name, size: of, root }), [by])
  const other = createHash('sha256').update('another history').digest()

  test.each<[string, string[], (path: string, honest: Buffer) => Buffer | string | number, Partial<FollowOptions>?]>([
    ['no checkpoint', ['missing'], (path, honest) => (path === 'checkpoint' ? 404 : honest)],
    ['a checkpoint that is none', ['malformed'], (path, honest) => (path === 'checkpoint' ? '<html>' : honest)],
    ['a stranger’s signature', ['signature'], (path, honest) => (path === 'checkpoint' ? sign(size, other, makeSigner(origin, generateKeyPairSync('ed25519').privateKey)) : honest)],
    ['another log', ['signature'], (path, honest) => (path === 'checkpoint' ? sign(size, other, makeSigner('log.other.test', privateKey)) : honest)],
    ['a changed size', ['signature'], (path, honest) => (path === 'checkpoint' ? honest.toString().replace(String(size), String(size + 1)) : honest)],
    ['fewer leaves than at the last visit', ['rollback'], (path, honest) => (path === 'checkpoint' ? sign(10, other) : honest)],
    ['another tree of the same size', ['fork'], (path, honest) => (path === 'checkpoint' ? sign(openCheckpoint(saved, [parseVerifierKey(signer.verifierKey)]).size, other) : honest)],
    ['a larger tree of another history', ['root'], (path, honest) => (path === 'checkpoint' ? sign(size, other) : honest)],
    ['a tile that was changed before the last visit', ['inconsistent'], (path, honest) => (path.startsWith('tile/1/000') ? flipped(honest, 40) : honest)],
    ['a leaf that was changed since', ['root', 'entry'], (path, honest) => (path === `tile/0/002.p/${size % 256}` ? flipped(honest, honest.length - 3) : honest)],
    ['an entry that is not what its leaf says', ['entry'], (path, honest) => (path.startsWith('tile/entries/002') ? flipped(honest, honest.length - 3) : honest)],
    ['an old leaf that was changed, in a full check', ['root', 'inconsistent', 'entry', 'tile'], (path, honest) => (path === 'tile/0/000' ? flipped(honest, 32 * 7) : honest), { full: true }],
    ['an upper tile that the leaves don’t give, in a full check', ['tile'], (path, honest) => (path.startsWith('tile/1/000') ? flipped(honest, 3) : honest), { full: true }],
    ['a tile that is missing', ['missing'], (path, honest) => (path.startsWith('tile/0/002') ? 404 : honest), { full: true }],
    ['a bundle cut short', ['missing'], (path, honest) => (path.startsWith('tile/entries/000') ? honest.subarray(0, 100) : honest), { full: true }],
    ['a tile too short', ['missing'], (path, honest) => (path.startsWith('tile/0/000') ? honest.subarray(0, 100) : honest), { full: true }],
  ])('%s: %j', async (_, expected, replace, options = {}) => {
    const report = await followLog(lying(replace), { ...plain, saved, ...options })
    expect(report.ok).toBe(false)
    expect([...new Set(kinds(report.problems))].sort()).toEqual([...expected].sort())
    for (const problem of report.problems) expect(problem.detail.length).toBeGreaterThan(10)
  })

  test('witnesses that are missing, false or asleep', async () => {
    const cosigned = (by: typeof witness) => lying((path, honest) => (path === 'checkpoint' ? addSignatures(honest.toString(), [by]) : honest))
    expect(await followLog(readLog(url), { keys: [], policy })).toMatchObject({ ok: false, problems: [{ kind: 'quorum' }] })
    expect(await followLog(cosigned(witness), { keys: [], policy })).toMatchObject({ ok: true, cosigned: [{ witness: 'w' }] })
    const asleep = { keys: [], policy, maxAgeHours: 24, now: new Date('2026-11-25T08:00:00Z') }
    expect(await followLog(cosigned(witness), asleep)).toMatchObject({ ok: false, problems: [{ kind: 'stale' }] })
    expect(await followLog(cosigned(witness), { ...asleep, now: new Date('2026-11-23T07:00:00Z') })).toMatchObject({ ok: true })
    const spoiled = lying((path, honest) => (path === 'checkpoint' ? addSignatures(honest.toString(), [witness]).replace(/.(?=.{12}\n$)/, (c) => (c === 'A' ? 'B' : 'A')) : honest))
    expect(await followLog(spoiled, { keys: [], policy })).toMatchObject({ ok: false, problems: [{ kind: 'witness-signature' }] })
  })

  test('a changed key is followed by its statement, and only by it', async () => {
    const fresh = makeSigner(origin, generateKeyPairSync('ed25519').privateKey)
    const statement = signStatement({ kind: 'add', origin, vkey: fresh.verifierKey, size: size - 1 }, [signer, fresh])
    const by = (statements: string[]) => lying((path, honest) => {
      if (path === 'keys') return JSON.stringify({ origin, keys: statements.map((note) => ({ statement: note, endStatement: null })) })
      return path === 'checkpoint' ? signNote(honest.toString().split('\n\n')[0]! + '\n', [fresh]) : honest
    })
    const report = await followLog(by([statement]), { ...plain, saved })
    expect(report).toMatchObject({ ok: true, keys: [signer.verifierKey, `${fresh.verifierKey} ${size - 1}-`] })
    expect(await followLog(by([]), { ...plain, saved })).toMatchObject({ ok: false, problems: [{ kind: 'signature' }] })
    const ended = signStatement({ kind: 'end', origin, vkey: signer.verifierKey, size: size - 1 }, [fresh])
    const still = lying((path, honest) => (path === 'keys' ? JSON.stringify({ keys: [{ statement, endStatement: ended }] }) : honest))
    expect(await followLog(still, { keys: [], policy: parsePolicy(`log ${signer.verifierKey}\nquorum none\n`), saved })).toMatchObject({ ok: false, problems: [{ kind: 'key-retired' }] })
    const late = signStatement({ kind: 'add', origin, vkey: fresh.verifierKey, size: size + 1 }, [signer, fresh])
    expect(await followLog(by([late]), { ...plain, saved })).toMatchObject({ ok: false, problems: [{ kind: 'key-retired' }] })
    expect(await followLog(readLog(url), { keys: [fresh.verifierKey], policy: openPolicy, saved })).toMatchObject({ ok: false, problems: [{ kind: 'signature' }] })
  })

  test('a log that says when to come again is asked again then', async () => {
    let asked = 0
    const busy = (async (input: Parameters<typeof fetch>[0], init?: RequestInit) => (asked++ < 3 ? new Response('', { status: 429, headers: { 'retry-after': '0' } }) : fetch(input, init))) as typeof fetch
    expect(await followLog(readLog(url, { fetch: busy, pauseMs: 60_000 }), { ...plain, saved })).toMatchObject({ ok: true })
  })

  test('a log that doesn’t answer is neither right nor wrong', async () => {
    await expect(followLog(lying(() => 503), plain)).rejects.toThrow(LogUnreachable)
  })
})

describe('./mizan verify --log', () => {
  test('keeps the checkpoint, and says with 3 what is wrong', { timeout: 30_000 }, async () => {
    const file = join(folder, 'my.checkpoint')
    const keyFile = join(folder, 'log.key')
    writeFileSync(keyFile, `# from the gazette\n${signer.verifierKey}\n`)
    const said: string[] = []
    const write = process.stdout.write.bind(process.stdout)
    process.stdout.write = ((text: string) => { said.push(text); return true }) as typeof process.stdout.write
    try {
      expect(await follow({ log: url, from: file, key: [keyFile] })).toBe(0)
      const kept = readFileSync(file, 'utf8')
      await grow(1)
      expect(await follow({ log: url, from: file, key: [signer.verifierKey], json: true })).toBe(0)
      expect(readFileSync(file, 'utf8')).not.toBe(kept)
      const forged = signNote(formatCheckpoint({ origin, size: 11, root: createHash('sha256').update('x').digest() }), [signer])
      writeFileSync(file, forged)
      expect(await follow({ log: url, from: file, key: [signer.verifierKey] })).toBe(3)
      expect(readFileSync(file, 'utf8')).toBe(forged)
      expect(readFileSync(`${file}.refused`, 'utf8')).toContain('inconsistent: ')
      expect(existsSync(`${file}.new`)).toBe(false)
    } finally {
      process.stdout.write = write
    }
    expect(said[0]).toMatch(/leaves, signed\. \d+ entries and \d+ tiles give the root that was signed/)
    expect(JSON.parse(said[1]!)).toMatchObject({ ok: true, checkpoint: { origin } })
    expect(said[2]).toMatch(/^FOUND WRONG, 1 in all:\n {2}inconsistent: /)
    await expect(follow({ log: url })).rejects.toThrow('give the log’s key')
    await expect(follow({ log: 'mizan' , key: ['x'] })).rejects.toThrow('--log takes')
  })
})
