import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { checkPolicy } from './check-policy.ts'
import { findCosignedCheckpoint, findNewestCheckpoint, noteQuorum } from './cosigned.ts'
import { addSignatures, makeSigner, parseVerifierKey } from './note.ts'
import { openPolicy, parsePolicy } from './policy.ts'
import { sequence } from './sequencer.ts'
import { makeScene, type Scene } from '#test/support/ledger-scene.ts'

const witnesses = ['judiciary', 'bar', 'university'].map((name) => makeSigner(`${name}.test`, generateKeyPairSync('ed25519').privateKey, { witness: true }))
const policy = parsePolicy(`${witnesses.map((w) => `witness ${w.name} ${w.verifierKey}`).join('\n')}\ngroup two 2 ${witnesses.map((w) => w.name).join(' ')}\nquorum two\n`)
let scene: Scene

beforeAll(async () => {
  scene = await makeScene()
  for (let i = 0; i < 30; i++) await scene.setCapacity(scene.country.offices.station, i)
  await sequence(scene.db, { signer: scene.signer, batch: 10 })   // checkpoints of 10, 20, 30, 31
})

async function cosign(size: number, by: readonly number[]): Promise<void> {
  const { rows } = await scene.db.ledgerPool.query<{ note: string }>('select note from kernel.checkpoint where tree_size = $1', [size])
  for (const i of by) {
    const signer = witnesses[i]!
    const line = addSignatures(rows[0]!.note, [signer]).slice(rows[0]!.note.length)
    await scene.db.ledgerPool.query('insert into kernel.cosignature (tree_size, witness, line, cosigned_at) values ($1, $2, $3, now())', [size, signer.verifierKey, line])
  }
}

test('the newest checkpoint that enough witnesses have signed', async () => {
  const find = (least: number) => findCosignedCheckpoint(scene.db, least, policy)
  expect(await find(0)).toBeUndefined()
  await cosign(10, [0])
  expect(await find(0)).toBeUndefined()
  await cosign(10, [2])
  expect(await find(0)).toMatchObject({ size: 10 })
  expect(await find(11)).toBeUndefined()
  await cosign(30, [1])
  expect(await find(10)).toMatchObject({ size: 10 })
  await cosign(20, [0, 1, 2])
  const cosigned = (await find(11))!
  expect(cosigned.cosignatures.map(({ vkey }) => vkey).sort()).toEqual(witnesses.map((w) => w.verifierKey).sort())
  expect(checkPolicy(cosigned.note, policy, [parseVerifierKey(scene.signer.verifierKey)])).toMatchObject({ ok: true, checkpoint: { size: 20 } })
  expect(await findNewestCheckpoint(scene.db)).toMatchObject({ size: 31, cosignatures: [] })
  expect(await findCosignedCheckpoint(scene.db, 0, openPolicy)).toMatchObject({ size: 31 })
  expect(await findCosignedCheckpoint(scene.db, 32, openPolicy)).toBeUndefined()
})

test('is remembered by the policy, for a process that starts later', async () => {
  const one = parsePolicy(`${policy.text}# asked again\n`)
  for (const size of [20, 10, 30]) await noteQuorum(scene.db, one, size)   // 30 has one witness only
  const { rows } = await scene.intruder.query<{ tree_size: string }>('select tree_size from kernel.quorum')
  expect(rows.map((row) => Number(row.tree_size))).toEqual([20])
  expect(await findCosignedCheckpoint(scene.db, 0, one)).toMatchObject({ size: 20 })
})

test('what a witness signed is not rewritten, nor can the platform’s own role write it', async () => {
  await expect(scene.db.ledgerPool.query('update kernel.cosignature set line = line')).rejects.toThrow(/permission denied/)
  await expect(scene.db.ledgerPool.query('delete from kernel.cosignature')).rejects.toThrow(/permission denied/)
  await expect(scene.db.appPool.query(`insert into kernel.cosignature values (31, 'x', '— x y', now())`)).rejects.toThrow(/permission denied/)
  const { rows } = await scene.db.appPool.query<{ index: number; commitment: Buffer }>('select * from kernel.log_commitments(9, 2)')
  expect(rows.map((row) => [row.index, row.commitment.length])).toEqual([[9, 32], [10, 32]])
})
