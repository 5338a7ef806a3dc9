import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { emptyRoot, sha256 } from './merkle.ts'
import { addSignatures, formatCheckpoint, makeSigner, NoteError, openCheckpoint, openNote, parseCheckpoint, parseVerifierKey, signNote } from './note.ts'

const key = () => generateKeyPairSync('ed25519').privateKey
const log = makeSigner('log.mizan.test/one', key())
const trusted = [parseVerifierKey(log.verifierKey)]
const text = formatCheckpoint({ origin: log.name, size: 12, root: emptyRoot() })

describe('signed notes', () => {
  test('the key id is the beginning of a hash over name, type and key', () => {
    // RFC 8032 section 7.1, test 1: a key that everybody can make again.
    const pkcs8 = Buffer.from('302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
    const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    const raw = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex')
    expect(createPublicKey(privateKey).export({ format: 'jwk' }).x).toBe(raw.toString('base64url'))
    const signer = makeSigner('example.com/log', privateKey)
    expect(signer.id).toBe(sha256(Buffer.concat([Buffer.from('example.com/log\n\x01', 'latin1'), raw])).readUInt32BE(0))
    expect(signer.verifierKey).toBe(`example.com/log+${signer.id.toString(16).padStart(8, '0')}+${Buffer.concat([Uint8Array.of(1), raw]).toString('base64')}`)
    expect(parseVerifierKey(signer.verifierKey).id).toBe(signer.id)
  })

  test('a note opens with the key that signed it, and keeps its text', () => {
    const note = signNote('first\n\nthird, سطر ثالث\n', [log])
    expect(openNote(note, trusted)).toEqual({ text: 'first\n\nthird, سطر ثالث\n', signatures: [{ name: log.name, id: log.id }] })
    expect(note).toMatch(/^first\n\nthird, سطر ثالث\n\n— log\.mizan\.test\/one [A-Za-z0-9+/=]+\n$/)
  })

  test.each([
    ['a changed text', (note: string) => note.replace('12', '13')],
    ['a changed signature', (note: string) => note.replace(/.(?=.{10}=*\n$)/, (c) => (c === 'A' ? 'B' : 'A'))],
    ['no signature', (note: string) => note.slice(0, note.indexOf('\n\n') + 2)],
    ['a missing last newline', (note: string) => note.slice(0, -1)],
    ['a control character', (note: string) => note.replace('12', '12\t')],
    ['a malformed signature line', (note: string) => `${note}-- someone AAAA\n`],
    ['an unknown key only', () => signNote(text, [makeSigner(log.name, key())])],
  ])('%s is refused', (_, change) => {
    expect(() => openNote(change(signNote(text, [log])), trusted)).toThrow(NoteError)
  })

  test('signatures of unknown keys are left aside', () => {
    const note = addSignatures(signNote(text, [log]), [makeSigner('stranger', key())])
    expect(openNote(note, trusted).signatures).toEqual([{ name: log.name, id: log.id }])
  })

  test('a text that is no lines of text is not signed', () => {
    expect(() => signNote('no newline', [log])).toThrow(NoteError)
    expect(() => signNote('a\rb\n', [log])).toThrow(NoteError)
  })

  test.each(['', 'name', 'name+00000000+AAAA', 'a b+00000000+AAAA', log.verifierKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')])('verifier key %j is refused', (key) => {
    expect(() => parseVerifierKey(key)).toThrow(NoteError)
  })
})

describe('checkpoints', () => {
  test('text and value are the same thing', () => {
    const checkpoint = { origin: 'rome.test/tevere', size: 20_852_163, root: sha256('root') }
    expect(formatCheckpoint(checkpoint)).toBe(`rome.test/tevere\n20852163\n${sha256('root').toString('base64')}\n`)
    expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint)
    expect(parseCheckpoint(`${formatCheckpoint(checkpoint)}an extension\n`)).toEqual(checkpoint)
  })

  const root = sha256('root').toString('base64')
  test.each([
    '', 'o\n1\n', `o\n01\n${root}\n`, `o\n-1\n${root}\n`, `o\n1\n${root}`, `o\n1\n${root.slice(4)}\n`, `\n1\n${root}\n`, `o\n1\n${root}\n\n`,
    `o\n1e3\n${root}\n`,
  ])('%j is no checkpoint', (wrong) => {
    expect(() => parseCheckpoint(wrong)).toThrow(NoteError)
  })

  test('a checkpoint that only a stranger signed is refused', () => {
    const other = makeSigner('other.test/log', key())
    expect(() => openCheckpoint(signNote(text, [other]), [parseVerifierKey(other.verifierKey)])).toThrow(NoteError)
    expect(openCheckpoint(signNote(text, [log]), trusted).size).toBe(12)
  })

  test("a witness's cosignature carries its time", () => {
    const now = new Date('2026-11-22T08:00:00Z')
    const witness = makeSigner('witness.test/bar', key(), { witness: true, now: () => now })
    const note = addSignatures(signNote(text, [log]), [witness])
    const all = [...trusted, parseVerifierKey(witness.verifierKey)]
    expect(openCheckpoint(note, all).signatures).toEqual([{ name: log.name, id: log.id }, { name: witness.name, id: witness.id, at: now }])
    expect(() => openCheckpoint(note.replace('12', '11'), all)).toThrow(NoteError)
  })
})
