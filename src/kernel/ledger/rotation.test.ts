import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { followKeys, parseStatement, signStatement } from './key-chain.ts'
import { getLogSigner, getLogSigners, getVerifierKey, logOrigin } from './keys.ts'
import { makeSigner, NoteError, openCheckpoint, parseVerifierKey, signNote } from './note.ts'
import { beginRotation, endRotation, followStoredKeys, noteLogKey, RotationRefused } from './rotation.ts'
import { sequence } from './sequencer.ts'
import { verify } from './verify.ts'
import { makeScene } from '#test/support/ledger-scene.ts'

const key = (name = 'log.test/a') => makeSigner(name, generateKeyPairSync('ed25519').privateKey)

describe('following a log’s keys', () => {
  const [one, two, three, thief] = [key(), key(), key(), key()]
  const origin = 'log.test/a'
  const add = (vkey: string, size: number, ...by: (typeof one)[]) => signStatement({ kind: 'add', origin, vkey, size }, by)
  const end = (vkey: string, size: number, ...by: (typeof one)[]) => signStatement({ kind: 'end', origin, vkey, size }, by)
  const chain = [add(two.verifierKey, 100, one, two), end(one.verifierKey, 120, two, one), add(three.verifierKey, 300, two, three), end(two.verifierKey, 300, three)]

  test('from the first key to the last, in whatever order the statements come', () => {
    const all = [`${one.verifierKey} 0-120`, `${two.verifierKey} 100-300`, `${three.verifierKey} 300-`]
    expect(followKeys([one.verifierKey], chain)).toEqual({ keys: all, refused: [] })
    expect(followKeys([one.verifierKey], [...chain].reverse()).keys).toEqual(all)
    expect(followKeys([two.verifierKey], chain).keys).toEqual([`${two.verifierKey} 100-300`, `${three.verifierKey} 300-`])
    expect(followKeys([three.verifierKey], chain).keys).toEqual([`${three.verifierKey} 300-`])
    expect(followKeys([one.verifierKey], [])).toEqual({ keys: [one.verifierKey], refused: [] })
  })

  test.each<[string, string[]]>([
    ['a key that vouches for itself', [add(thief.verifierKey, 10, thief)]],
    ['a key that nobody holds', [signNote(add(thief.verifierKey, 10, one).split('\n\n')[0] + '\n', [one])]],
    ['a key vouched for after the end of its voucher', [...chain, add(thief.verifierKey, 121, one, thief)]],
    ['a key vouched for before its voucher began', [...chain, add(thief.verifierKey, 99, two, thief)]],
    ['the end of a key said by the key before it', [...chain, end(three.verifierKey, 400, two)]],
    ['the end of the only key said by itself', [end(one.verifierKey, 4, one)]],
    ['the end of a stranger', [end(thief.verifierKey, 4, one, thief)]],
    ['a changed size', [add(two.verifierKey, 100, one, two).replace('\n100\n', '\n10\n')]],
    ['a checkpoint', [signNote(`${origin}\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`, [one])]],
  ])('%s leads nowhere', (_, notes) => {
    const { keys, refused } = followKeys([one.verifierKey], notes)
    expect(refused).toHaveLength(1)
    expect(keys.join()).not.toContain(thief.verifierKey)
  })

  test('a key that is changed before the first leaf', () => {
    const early = [add(two.verifierKey, 0, one, two), end(one.verifierKey, 1, two, one)]
    expect(followKeys([one.verifierKey], early)).toEqual({ keys: [`${one.verifierKey} 0-1`, `${two.verifierKey} 0-`], refused: [] })
  })

  test('a stolen first key can’t end its successors, at any size', () => {
    for (const size of [0, 100, 120, 999]) expect(followKeys([one.verifierKey], [...chain, end(three.verifierKey, size, one)]).keys).toEqual(followKeys([one.verifierKey], chain).keys)
  })

  test('a statement is no checkpoint, and names one log', () => {
    expect(() => openCheckpoint(chain[0]!, [parseVerifierKey(one.verifierKey)])).toThrow(NoteError)
    expect(parseStatement(chain[1]!)).toEqual({ kind: 'end', origin, vkey: one.verifierKey, size: 120 })
    expect(() => parseStatement(signStatement({ kind: 'add', origin: 'log.test/b', vkey: one.verifierKey, size: 1 }, [one]))).toThrow(NoteError)
  })
})

describe('changing the key of a log that runs', () => {
  let directory: string
  beforeEach(async () => { directory = await mkdtemp(join(tmpdir(), 'mizan-rotation-')) })
  afterEach(async () => { await rm(directory, { recursive: true }) })

  test('both keys sign during the overlap; whoever knows only the first can go on, and verify() accepts each key in its time only', { timeout: 60_000 }, async () => {
    const scene = await makeScene()
    const origin = 'log.test/node-7'
    const signer = () => getLogSigners(directory, origin)
    const grow = async (count: number) => {
      for (let i = 0; i < count; i++) await scene.setCapacity(scene.country.offices.station, i)
      await sequence(scene.db, { signer })
      const { rows } = await scene.intruder.query<{ note: string }>('select note from kernel.checkpoint order by tree_size desc limit 1')
      return rows[0]!.note
    }
    await noteLogKey(scene.db, await signer())
    await expect(endRotation(scene.db, directory)).rejects.toThrow(RotationRefused)
    const before = await grow(4)   // 5 leaves with the country's own
    const first = await getVerifierKey(directory)

    const begun = await beginRotation(scene.db, directory)
    expect(begun.size).toBe(5)
    await expect(beginRotation(scene.db, directory)).rejects.toThrow(RotationRefused)
    const during = await grow(3)
    const ended = await endRotation(scene.db, directory)
    expect(ended).toMatchObject({ vkey: first, size: 8 })
    const after = await grow(2)
    expect((await stat(join(directory, 'ledger/log-signing-key.json'))).mode & 0o777).toBe(0o600)
    expect(await readFile(join(directory, 'ledger/log-signing-key.json'), 'utf8')).not.toContain('previous')
    expect(await logOrigin(directory)).toBe(origin)
    expect((await getLogSigner(directory, origin)).verifierKey).toBe(begun.vkey)

    const by = (note: string, ...keys: string[]) => keys.map((vkey) => { try { return openCheckpoint(note, [parseVerifierKey(vkey)]).size } catch { return null } })
    expect(by(before, first, begun.vkey)).toEqual([5, null])
    expect(by(during, first, begun.vkey)).toEqual([8, 8])
    expect(by(after, first, begun.vkey)).toEqual([null, 10])

    const keys = await followStoredKeys(scene.db.ledgerPool, [first])
    expect(keys).toEqual([`${first} 0-8`, `${begun.vkey} 5-`])
    expect(await verify(scene.db, { publicKey: first, workers: 0 })).toMatchObject({ ok: true, leaves: 10, checkpoints: 3 })
    expect(await verify(scene.db, { publicKey: begun.vkey, workers: 0 })).toMatchObject({ ok: false, first: { kind: 'checkpoint-signature' } })

    // A third key, of nobody's, put under the tree by whoever has the database.
    const thief = makeSigner(origin, generateKeyPairSync('ed25519').privateKey)
    await scene.intruder.query('insert into kernel.log_key (vkey, origin, from_size, statement) values ($1, $2, 10, $3)', [thief.verifierKey, origin, signStatement({ kind: 'add', origin, vkey: thief.verifierKey, size: 10 }, [thief])])
    await scene.setCapacity(scene.country.offices.station, 77)
    await sequence(scene.db, { signer: thief })
    expect(await verify(scene.db, { publicKey: first, workers: 0 })).toMatchObject({ ok: false, first: { kind: 'checkpoint-signature', treeSize: 11 } })
  })

  test('killed between file and database, it is done again and goes on where it was', async () => {
    const scene = await makeScene()
    const signer = () => getLogSigners(directory, 'log.test/a')
    await noteLogKey(scene.db, await signer())
    await sequence(scene.db, { signer })
    const { replaceKey } = await import('./keys.ts')
    const [fresh] = await replaceKey(directory)   // … and here the power went
    const begun = await beginRotation(scene.db, directory)
    expect(begun.vkey).toBe(fresh!.verifierKey)
    await chmod(join(directory, 'ledger/log-signing-key.json'), 0o640)
    await expect(endRotation(scene.db, directory)).rejects.toThrow('can be read by others')
    await chmod(join(directory, 'ledger/log-signing-key.json'), 0o600)
    await endRotation(scene.db, directory)
    expect((await signer()).map((one) => one.verifierKey)).toEqual([fresh!.verifierKey])
  })
})
