/** A node that is given up or lost: its offices come back to the nation, and the history of all verifies. */
import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { offerHandover, acceptHandover, listHandovers } from '#kernel/handover/contract.ts'
import { makeSigner, type Signer } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { registerItem, returnItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { appOn, type TestApp } from '#test/support/app.ts'
import { makeTree, nodeNames, type NodeName, type Tree } from '#test/support/nodes.ts'
import { lineStates } from './line.ts'
import { addNode, mirroredCheckpoint, removeNode, setLogKeys } from './nodes.ts'
import { checkMirrors } from './mirror.ts'

let tree: Tree
let apps: Record<NodeName, TestApp>
const signers = Object.fromEntries(nodeNames.map((name) => [name, makeSigner(`${name}.test/log`, generateKeyPairSync('ed25519').privateKey)])) as Record<NodeName, Signer>
const item = { description: 'A leather purse', place: 'Karrada', foundAt: '2026-01-01T00:00:00.000Z' }
const signAll = async () => { for (const name of nodeNames) await sequence(tree.dbs[name], { signer: signers[name] }) }
const record = async (name: NodeName, id: string) => (await tree.intruders[name].query<{ state: string; writer: string | null; version: number }>('select state, writer, version from kernel.record where id = $1', [id])).rows[0]

beforeAll(async () => {
  tree = await makeTree()
  apps = Object.fromEntries(await Promise.all(nodeNames.map(async (name) => [name, await appOn(tree.dbs[name], tree.country, [example])]))) as typeof apps
  for (const name of ['baghdad', 'karrada'] as const) await setLogKeys(tree.dbs.nation, name, [signers[name].verifierKey])
})

test('what had come from it is written at the nation, numbers go on, what it writes afterwards is held back, and all logs verify', async () => {
  const kept = await apps.karrada.ok('stationOfficer', registerItem, item)
  const given = await apps.karrada.ok('stationOfficer', registerItem, item)
  await apps.karrada.ok('stationOfficer', offerHandover, { recordId: given.id, toOffice: tree.country.offices.investigationCourt })
  await signAll()
  await tree.settle()
  const offered = await apps.nation.ok('otherStationOfficer', registerItem, item)
  await apps.nation.ok('otherStationOfficer', offerHandover, { recordId: offered.id, toOffice: tree.country.offices.station })
  await signAll()
  await tree.settle()
  const lost = await apps.karrada.ok('stationOfficer', registerItem, item)

  await expect(removeNode(tree.dbs.baghdad, 'karrada', 'Burnt down')).rejects.toThrow(/Only the nation/)
  await expect(removeNode(tree.dbs.nation, 'baghdad', 'Burnt down')).rejects.toThrow(/karrada: give them up first/)
  await expect(removeNode(tree.dbs.nation, 'nation', 'Burnt down')).rejects.toThrow(/no node nation/)
  const back = await removeNode(tree.dbs.nation, 'karrada', 'Burnt down')
  expect(back).toMatchObject({ offices: 1, records: 2, newest: expect.any(Date) })
  await expect(removeNode(tree.dbs.nation, 'karrada', 'Burnt down')).rejects.toThrow(/no node karrada/)
  await tree.carry('nation', 'baghdad')
  for (const name of ['nation', 'baghdad'] as const) {
    expect([await record(name, kept.id), await record(name, given.id)], name).toMatchObject([{ writer: null, state: 'held' }, { writer: 'baghdad', state: 'in-transit' }])
    expect((await tree.intruders[name].query('select from kernel.parcel where held_at is not null')).rowCount, name).toBe(0)
  }
  expect((await lineStates(tree.dbs.baghdad)).map((line) => line.node)).toEqual(['nation'])

  // The station works on the nation's screens: what it held, what it was offered, and the next number.
  await apps.nation.ok('stationOfficer', returnItem, { id: kept.id, version: (await record('nation', kept.id))!.version, returnedTo: 'Its owner' })
  await apps.nation.ok('stationOfficer', acceptHandover, { recordId: offered.id })
  expect((await apps.nation.ok('stationOfficer', registerItem, item)).number).toBe(lost.number)
  await apps.baghdad.ok('investigator', acceptHandover, { recordId: given.id })
  await signAll()
  await tree.carry('nation', 'baghdad')
  await tree.carry('nation', 'baghdad')

  // Its line is up after all. It still took itself for the writer until it heard of it; what it did alone is not taken, and told.
  await apps.karrada.ok('stationOfficer', returnItem, { id: kept.id, version: 1, returnedTo: 'Somebody else' })
  await tree.carry('baghdad', 'karrada')
  expect(await record('karrada', kept.id)).toMatchObject({ writer: null })
  expect((await apps.karrada.call('stationOfficer', registerItem, item)).problem.code).toBe('kernel.written-elsewhere')
  const held = await tree.intruders.baghdad.query<{ held_why: string }>('select held_why from kernel.parcel where held_at is not null')
  expect(held.rows.some((row) => row.held_why.startsWith('MZ005: two writers'))).toBe(true)
  expect((await apps.nation.ok('stationOfficer', listHandovers, { recordId: offered.id })).rows).toMatchObject([{ state: 'accepted' }])
  expect(await tree.waiting('baghdad', 'karrada')).toBe(0)
})

test('the nation verifies, and its mirror gives the checkpoint that a restored backup of the node is compared with', async () => {
  await checkMirrors(tree.dbs.nation.ledgerPool, new Map())
  expect((await verify(tree.dbs.nation, { publicKey: signers.nation.verifierKey, workers: 0 })).problems).toEqual([])
  expect(await mirroredCheckpoint(tree.dbs.nation, 'karrada')).toContain('karrada.test/log\n')
  expect(await mirroredCheckpoint(tree.dbs.nation, 'unknown')).toBeUndefined()
})

test('the office may be at home on a new node, under another name', async () => {
  await addNode(tree.dbs.nation, { id: 'karrada2', parentId: 'baghdad', name: { ar: 'Karrada', ckb: 'Karrada', en: 'Karrada' }, officeIds: [tree.country.offices.station] })
  expect((await apps.nation.call('stationOfficer', registerItem, item)).problem).toMatchObject({ code: 'kernel.written-elsewhere', params: { node: 'karrada2' } })
})
