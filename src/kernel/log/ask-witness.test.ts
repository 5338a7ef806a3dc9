import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyRoot } from '#kernel/ledger/merkle.ts'
import { addSignatures, formatCheckpoint, makeSigner, parseVerifierKey, signNote } from '#kernel/ledger/note.ts'
import { askWitness } from './ask-witness.ts'

const log = makeSigner('log.test', generateKeyPairSync('ed25519').privateKey)
const witness = makeSigner('w.test', generateKeyPairSync('ed25519').privateKey, { witness: true })
const stranger = makeSigner('w.test', generateKeyPairSync('ed25519').privateKey, { witness: true })
const note = signNote(formatCheckpoint({ origin: log.name, size: 20, root: emptyRoot() }), [log])
const lines = (by: typeof witness, of = note) => addSignatures(of, [by]).slice(of.length)

type Reply = { status: number; type?: string; body: string | Buffer }
const size = (n: number): Reply => ({ status: 409, type: 'text/x.tlog.size', body: `${n}\n` })
let server: Server
let replies: Reply[] = []
let asked: string[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      asked.push(Buffer.concat(parts).toString().split('\n')[0]!)
      const reply = replies.shift()
      if (reply === undefined) return   // never answers
      response.writeHead(reply.status, { 'content-type': reply.type ?? 'text/plain', ...(reply.status === 302 ? { location: '/add-checkpoint' } : {}) }).end(reply.body)
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve() }) })
})
afterAll(() => { server.closeAllConnections(); server.close() })

test.each<[string, Reply[], string, string[]]>([
  ['its cosignature', [{ status: 200, body: lines(witness) }], 'cosigned', ['old 8']],
  ['its cosignature among others', [{ status: 200, body: lines(stranger) + lines(witness) }], 'cosigned', ['old 8']],
  ['a stranger’s cosignature', [{ status: 200, body: lines(stranger) }], 'bad-signature', ['old 8']],
  ['a cosignature of something else', [{ status: 200, body: lines(witness, signNote(formatCheckpoint({ origin: log.name, size: 21, root: emptyRoot() }), [log])) }], 'bad-signature', ['old 8']],
  ['nothing', [{ status: 200, body: '' }], 'bad-signature', ['old 8']],
  ['that it stands elsewhere', [size(5), { status: 200, body: lines(witness) }], 'cosigned', ['old 8', 'old 5']],
  ['that it stands at our size', [size(20), { status: 200, body: lines(witness) }], 'cosigned', ['old 8', 'old 20']],
  ['that it stands at our size with another tree', [size(20), size(20)], 'inconsistent', ['old 8', 'old 20']],
  ['that it stands elsewhere, and again elsewhere', [size(5), size(7)], 'refused', ['old 8', 'old 5']],
  ['that it has seen more than there is', [size(21)], 'ahead', ['old 8']],
  ['that it stands where we said', [size(8)], 'refused', ['old 8']],
  ['that the proof does not hold', [{ status: 422, body: 'no' }], 'inconsistent', ['old 8']],
  ['409 in another type', [{ status: 409, body: '5\n' }], 'refused', ['old 8']],
  ['that it does not know the log', [{ status: 404, body: 'no such log' }], 'log-unknown', ['old 8']],
  ['that it does not know the key', [{ status: 403, body: '' }], 'key-unknown', ['old 8']],
  ['that it can’t read this', [{ status: 400, body: '' }], 'refused', ['old 8']],
  ['that it is broken', [{ status: 500, body: '' }], 'unreachable', ['old 8']],
  ['another address', [{ status: 302, body: '' }], 'unreachable', ['old 8']],
  ['endlessly', [{ status: 200, body: Buffer.alloc(200_000, 'x') }], 'unreachable', ['old 8']],
  ['nobody', [], 'unreachable', ['old 8']],
])('a witness that answers %s', async (_, answers, result, questions) => {
  replies = [...answers]
  asked = []
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const answer = await askWitness({ url, key: parseVerifierKey(witness.verifierKey), note, size: 20, old: 8, timeoutMs: answers.length === 0 ? 300 : 10_000, prove: async () => [] })
  expect(answer.result).toBe(result)
  expect(asked).toEqual(questions)
  if (result === 'cosigned') expect(answer.signed?.line).toMatch(/^— w\.test \S+\n$/u)
})

test('a witness that is not there', async () => {
  const answer = await askWitness({ url: 'http://127.0.0.1:9', key: parseVerifierKey(witness.verifierKey), note, size: 20, old: 0, timeoutMs: 300, prove: async () => [] })
  expect(answer).toMatchObject({ result: 'unreachable' })
  expect(answer.detail.length).toBeGreaterThan(3)
})
