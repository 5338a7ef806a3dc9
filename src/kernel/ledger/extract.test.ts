import { beforeAll, describe, expect, test } from 'vitest'
import { findProofError, NotInLog, proveConsistency, proveEntry } from './extract.ts'
import { verifyConsistency } from './merkle.ts'
import { openCheckpoint, parseVerifierKey } from './note.ts'
import { sequence } from './sequencer.ts'
import { makeScene, newSigner } from '#test/support/ledger-scene.ts'
import type { Scene } from '#test/support/ledger-scene.ts'

let scene: Scene
let ids: string[]

beforeAll(async () => {
  scene = await makeScene()
  ids = []
  for (let i = 0; i < 300; i++) ids.push(await scene.setCapacity(scene.country.offices.station, i))
  await sequence(scene.db, { signer: scene.signer, batch: 70 })
})

describe('the proof of an entry', () => {
  test.each([0, 1, 68, 254, 255, 256, 299])('of entry %i holds offline', async (i) => {
    const proof = await proveEntry(scene.db, ids[i]!)
    expect(findProofError(JSON.parse(JSON.stringify(proof)), scene.signer.verifierKey)).toBeUndefined()
  })

  test('fails for a changed text, salt, place, path, checkpoint, or another key', async () => {
    const proof = await proveEntry(scene.db, ids[17]!)
    const other = await proveEntry(scene.db, ids[18]!)
    const key = scene.signer.verifierKey
    expect(findProofError({ ...proof, body: proof.body.replace('"capacity"', '"x"').replace('test.', 'best.') }, key)).toBeDefined()
    expect(findProofError({ ...proof, salt: other.salt }, key)).toBeDefined()
    expect(findProofError({ ...proof, index: other.index }, key)).toBeDefined()
    expect(findProofError({ ...proof, proof: other.proof }, key)).toBeDefined()
    expect(findProofError({ ...proof, treeSize: 400 }, key)).toBeDefined()
    expect(findProofError({ ...proof, checkpoint: proof.checkpoint.replace('301', '302') }, key)).toBeDefined()
    expect(findProofError(proof, newSigner().verifierKey)).toBeDefined()
  })

  test('there is none for an entry that waits for its place', async () => {
    const id = await scene.setCapacity(scene.country.offices.station, 5)
    await expect(proveEntry(scene.db, id)).rejects.toThrow(NotInLog)
    await expect(proveEntry(scene.db, '01980000-0000-7000-8000-000000000001')).rejects.toThrow(NotInLog)
  })
})

test('each signed tree is the beginning of the next ones', async () => {
  const { rows } = await scene.intruder.query<{ note: string }>('select note from kernel.checkpoint order by tree_size')
  const trees = rows.map((row) => openCheckpoint(row.note, [parseVerifierKey(scene.signer.verifierKey)]))
  expect(trees.length).toBeGreaterThan(4)
  for (const older of trees) {
    for (const newer of trees.filter((tree) => tree.size >= older.size)) {
      const proof = await proveConsistency(scene.db, older.size, newer.size)
      expect(verifyConsistency(older, newer, proof.map((hash) => Buffer.from(hash, 'base64')))).toBe(true)
    }
  }
})
