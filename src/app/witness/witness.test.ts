import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formatAddCheckpoint, openCosignature, parseAddCheckpoint, parseSize } from '#kernel/ledger/add-checkpoint.ts'
import { consistencySpans, emptyRoot, leafHash, rootOf, spanRoot } from '#kernel/ledger/merkle.ts'
import { addSignatures, formatCheckpoint, makeSigner, openCheckpoint, parseVerifierKey, signNote } from '#kernel/ledger/note.ts'
import { followLogs, serveWitness, type RunningWitness } from './serve.ts'
import { claimFolder, openKey } from './state.ts'
import { makeWitness, type Witness } from './witness.ts'

const origin = 'log.test/one'
const log = makeSigner(origin, generateKeyPairSync('ed25519').privateKey)
const at = new Date('2026-11-22T08:00:00Z')
const leaves = (history: string) => Buffer.concat(Array.from({ length: 40 }, (_, i) => leafHash(Buffer.from(i < 10 ? `entry ${i}` : `${history} ${i}`))))
const honest = leaves('entry')
const forged = leaves('another')   // the same first ten, another history behind them

const checkpoint = (size: number, tree = honest, signer = log) => signNote(formatCheckpoint({ origin: signer.name, size, root: size === 0 ? emptyRoot() : rootOf(tree.subarray(0, size * 32)) }), [signer])
const proof = (old: number, size: number, tree = honest) => consistencySpans(old, size).map((span) => spanRoot(span, (part) => rootOf(tree.subarray(part.from * 32, part.to * 32))))
const request = (old: number, size: number, tree = honest) => formatAddCheckpoint({ old, proof: proof(old, size, tree), note: checkpoint(size, tree) })

let folder: string
let witness: Witness
const open = () => makeWitness({ folder, key: openKey(folder, 'w1.test'), logs: () => [parseVerifierKey(log.verifierKey)], now: () => at })
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mizan-witness-'))
  witness = open()
})
afterEach(() => { rmSync(folder, { recursive: true }) })

/** Asks, and the cosignature if one came is right. */
function ask(body: string): number {
  const answer = witness.addCheckpoint(body)
  if (answer.status === 200) expect(openCosignature(parseAddCheckpoint(body)!.note, answer.body, parseVerifierKey(witness.verifierKey)).at).toEqual(at)
  if (answer.type === 'text/x.tlog.size') expect(parseSize(answer.type, answer.body)).toBe(openSize())
  return answer.status
}

function openSize(): number {
  const note = witness.latest(origin)
  return note === undefined ? 0 : openCheckpoint(note, [log.verifierKey, witness.verifierKey].map(parseVerifierKey)).size
}

describe('a history that goes on', () => {
  test('is signed, from nothing on, and again when asked again', () => {
    expect([ask(request(0, 7)), ask(request(7, 7)), ask(request(7, 10)), ask(request(10, 40))]).toEqual([200, 200, 200, 200])
    expect(openSize()).toBe(40)
    witness = open()   // started again
    expect([openSize(), ask(request(40, 40)), ask(request(0, 40))]).toEqual([40, 200, 409])
  })

  test('an empty tree is a tree', () => {
    expect([ask(request(0, 0)), ask(request(0, 3))]).toEqual([200, 200])
  })

  test('two requests for the same old size: one of them is told the new size', () => {
    ask(request(0, 10))
    expect([ask(request(10, 30)), ask(request(10, 20)), openSize()]).toEqual([200, 409, 30])
  })

  test('other signatures on the checkpoint are no hindrance, and are not kept', () => {
    const stranger = makeSigner('stranger.test', generateKeyPairSync('ed25519').privateKey)
    const note = addSignatures(checkpoint(5), [stranger])
    expect(ask(formatAddCheckpoint({ old: 0, proof: [], note }))).toBe(200)
    expect(witness.latest(origin)).not.toContain('stranger')
  })
})

describe('refused', () => {
  beforeEach(() => { expect(ask(request(0, 20))).toBe(200) })
  afterEach(() => { expect(openSize()).toBe(20) })

  test.each<[string, () => string, number]>([
    ['a fork at the same size', () => request(20, 20, forged), 409],
    ['a fork that is longer', () => request(20, 40, forged), 422],
    ['a rewritten history with the proof of the honest one', () => formatAddCheckpoint({ old: 20, proof: proof(20, 40), note: checkpoint(40, forged) }), 422],
    ['a roll-back, asked from where the witness stands', () => request(20, 40).replace(/old 20/, 'old 20').replace(checkpoint(40), checkpoint(10)), 400],
    ['a roll-back, asked from before', () => request(10, 15), 409],
    ['a history from nothing', () => request(0, 40), 409],
    ['a proof that is missing', () => formatAddCheckpoint({ old: 20, proof: [], note: checkpoint(40) }), 422],
    ['a proof with a hash too many', () => formatAddCheckpoint({ old: 20, proof: [...proof(20, 40), emptyRoot()], note: checkpoint(40) }), 422],
    ['a proof where none is needed', () => formatAddCheckpoint({ old: 20, proof: [emptyRoot()], note: checkpoint(20) }), 422],
    ['an old size beyond the checkpoint', () => formatAddCheckpoint({ old: 40, proof: [], note: checkpoint(20) }), 400],
    ['another log', () => formatAddCheckpoint({ old: 0, proof: [], note: checkpoint(5, honest, makeSigner('log.test/two', generateKeyPairSync('ed25519').privateKey)) }), 404],
    ['a stranger’s signature under the log’s name', () => formatAddCheckpoint({ old: 20, proof: proof(20, 40), note: checkpoint(40, honest, makeSigner(origin, generateKeyPairSync('ed25519').privateKey)) }), 403],
    ['a signature of another text', () => request(20, 40).replace('\n40\n', '\n39\n'), 403],
  ])('%s', (_, body, status) => {
    expect(ask(body())).toBe(status)
  })

  test.each<[string, (good: string) => string]>([
    ['nothing', () => ''], ['no old size', (good) => good.replace(/^old.*\n/, '')], ['a leading zero', (good) => good.replace('old 20', 'old 020')], ['a negative size', (good) => good.replace('old 20', 'old -20')],
    ['no empty line', (good) => good.replace('\n\n', '\n')], ['a hash that is short', (good) => good.replace(/\n[A-Za-z0-9+/]{44}\n|\n[A-Za-z0-9+/]{43}=\n/, '\nAAAA\n')],
    ['base64 that is not the only way to write it', (good) => good.replace(/\n([A-Za-z0-9+/]{42})[A-Za-z0-9+/]=\n/, '\n$1/=\n')],
    ['sixty-four hashes', (good) => good.replace(/^(old 20\n)/, `$1${`${emptyRoot().toString('base64')}\n`.repeat(64)}`)], ['carriage returns', (good) => good.replaceAll('\n', '\r\n')], ['no checkpoint', (good) => good.slice(0, good.indexOf('\n\n') + 2)],
    ['a checkpoint without signatures', (good) => good.slice(0, good.lastIndexOf('\n\n') + 2)],
  ])('a request that is malformed: %s', (_, spoil) => {
    const body = spoil(request(20, 40))
    expect(body).not.toBe(request(20, 40))
    expect(ask(body)).toBe(400)
  })

  test('and both histories are kept as evidence', () => {
    ask(request(20, 40, forged))
    const [file] = readdirSync(join(folder, 'evidence'))
    const kept = readFileSync(join(folder, 'evidence', file!), 'utf8')
    expect(file).toMatch(/^2026-11-22T08-00-00\.000Z-422-[0-9a-f]{12}\.txt$/)
    expect(kept).toContain(checkpoint(40, forged))
    expect(kept).toContain(formatCheckpoint({ origin, size: 20, root: rootOf(honest.subarray(0, 640)) }))
  })
})

describe('what a witness keeps', () => {
  test('its key is for itself alone, and has one name', () => {
    expect(statSync(join(folder, 'witness-key.json')).mode & 0o777).toBe(0o600)
    expect(() => openKey(folder, 'w2.test')).toThrow('is that of w1.test')
    chmodSync(join(folder, 'witness-key.json'), 0o644)
    expect(() => openKey(folder)).toThrow('can be read by others')
  })

  test('without its memory, or with a broken one, it does not go on', () => {
    ask(request(0, 20))
    const [file] = readdirSync(join(folder, 'logs'))
    writeFileSync(join(folder, 'logs', file!), 'nonsense')
    expect(() => witness.addCheckpoint(request(0, 20))).toThrow('not a signed note')
    rmSync(join(folder, 'logs'), { recursive: true })
    expect(() => openKey(folder)).toThrow('without its memory')
  })

  test('two processes don’t share a folder; one that was killed leaves it free', () => {
    const release = claimFolder(folder)
    writeFileSync(join(folder, 'pid'), '1')   // a process that surely runs
    expect(() => claimFolder(folder)).toThrow('process 1 is a witness')
    writeFileSync(join(folder, 'pid'), '4194999')   // one that surely doesn't
    claimFolder(folder)()
    release()
    expect(readdirSync(folder)).not.toContain('pid')
  })

  test('a log’s new key is known without a restart', () => {
    const file = join(folder, 'logs.txt')
    const fresh = makeSigner(origin, generateKeyPairSync('ed25519').privateKey)
    writeFileSync(file, `# the country’s log\nlog ${log.verifierKey} https://log.test\nquorum none\n`)
    const logs = followLogs(file, [])
    witness = makeWitness({ folder, key: openKey(folder), logs, now: () => at })
    expect(ask(formatAddCheckpoint({ old: 0, proof: [], note: checkpoint(5, honest, fresh) }))).toBe(403)
    writeFileSync(file, `log ${log.verifierKey}\nlog ${fresh.verifierKey}\n`)
    utimesSync(file, at, at)
    expect(ask(formatAddCheckpoint({ old: 0, proof: [], note: checkpoint(5, honest, fresh) }))).toBe(200)
    expect(logs().map((key) => key.id)).toEqual([log.id, fresh.id])
  })
})

describe('over HTTP', () => {
  let running: RunningWitness
  const faults: unknown[] = []
  beforeEach(async () => { running = await serveWitness(witness, { port: 0, host: '127.0.0.1', onError: (error) => faults.push(error) }) })
  afterEach(async () => { await running.stop() })
  const post = (body: string) => fetch(`${running.url}/add-checkpoint`, { method: 'POST', body })

  test('as the specification says', async () => {
    const first = await post(request(0, 10))
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
    expect(await first.text()).toMatch(/^— w1\.test [A-Za-z0-9+/]+=*\n$/)
    const conflict = await post(request(0, 20))
    expect([conflict.status, conflict.headers.get('content-type'), await conflict.text()]).toEqual([409, 'text/x.tlog.size', '10\n'])
    const latest = await fetch(`${running.url}/latest?origin=${encodeURIComponent(origin)}`)
    expect(openCheckpoint(await latest.text(), [log.verifierKey, witness.verifierKey].map(parseVerifierKey)).signatures).toHaveLength(2)
    expect((await (await fetch(running.url)).text()).trim()).toBe(witness.verifierKey)
    expect((await fetch(`${running.url}/latest?origin=../../witness-key.json`)).status).toBe(404)
    expect((await fetch(`${running.url}/add-checkpoint`)).status).toBe(404)
    expect((await post('x'.repeat(100_000))).status).toBe(413)
    expect(faults).toEqual([])
  })

  test('many at once: the state goes forward only', async () => {
    await post(request(0, 1))
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => post(request(1, 2 + i))))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 409]))
  })
})
