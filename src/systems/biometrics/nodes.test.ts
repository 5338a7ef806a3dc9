// Prints taken at a station that is cut off: they go up with their act, are read where the person is handed over to, and every node's history holds.
import { mkdtempSync, rmSync } from 'node:fs'
import { generateKeyPairSync } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systems } from '#app/systems.ts'
import { acceptHandover, offerHandover } from '#kernel/handover/contract.ts'
import { makeSigner, type Signer } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { setLogKeys } from '#kernel/nodes/nodes.ts'
import { appOn, type TestApp } from '#test/support/app.ts'
import { makeTree, nodeNames, type NodeName, type Tree } from '#test/support/nodes.ts'
import { completeEnrolment, markMissing, openImage, readEnrolment, removePrint } from './contract/enrolment.ts'
import { fingers } from './engine/tenprint.ts'
import { beginAtStation, photograph, take } from './test/prints.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-print-nodes-'))
process.env['MIZAN_TEMPLATE_KEYS'] = join(folder, 'keys.json')
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
let tree: Tree
let apps: Record<NodeName, TestApp>
const signers = Object.fromEntries(nodeNames.map((name) => [name, makeSigner(`${name}.test/log`, generateKeyPairSync('ed25519').privateKey)])) as Record<NodeName, Signer>

beforeAll(async () => {
  tree = await makeTree()
  apps = Object.fromEntries(await Promise.all(nodeNames.map(async (name) => [name, await appOn(tree.dbs[name], tree.country, systems)]))) as typeof apps
  for (const name of ['baghdad', 'karrada'] as const) await setLogKeys(tree.dbs.nation, name, [signers[name].verifierKey])
}, 120_000)

async function settle(): Promise<void> {
  for (const name of nodeNames) await sequence(tree.dbs[name], { signer: signers[name] })
  await tree.settle()
  for (const name of nodeNames) expect((await tree.intruders[name].query('select from_node, held_why from kernel.parcel where held_at is not null')).rows, name).toEqual([])
}

test('taken at the station’s node, seen above, opened where the person is handed over to, written by its own node alone', { timeout: 120_000 }, async () => {
  const { id, custodyId } = await beginAtStation(apps.karrada)
  const { impressionId } = await take(apps.karrada, 'stationOfficer', id, 1, 1)
  await photograph(apps.karrada, 'stationOfficer', id, 'front')
  for (const finger of fingers.slice(1)) await apps.karrada.ok('stationOfficer', markMissing, { id, finger, missing: 'bandaged' })
  const { version } = await apps.karrada.ok('stationOfficer', readEnrolment, { id })
  await apps.karrada.ok('stationOfficer', completeEnrolment, { id, version })
  await settle()
  expect(await apps.baghdad.ok('judge', readEnrolment, { id })).toMatchObject({ state: 'complete', prints: 1, own: false, mayOpen: true })
  expect((await tree.intruders.nation.query('select from biometrics.template where enrolment_id = $1', [id])).rowCount).toBe(1)

  await apps.karrada.ok('stationOfficer', offerHandover, { recordId: custodyId, toOffice: tree.country.offices.otherStation, condition: 'Unhurt' })
  await settle()
  await apps.nation.ok('otherStationOfficer', acceptHandover, { recordId: custodyId })
  await settle()
  expect((await apps.nation.call('otherStationOfficer', openImage, { id, part: 'print', imageId: impressionId })).status).toBe(200)
  expect((await apps.nation.call('otherStationOfficer', removePrint, { id, finger: 1, reason: 'Not ours to remove' })).status).toBe(403)
  for (const name of nodeNames) expect((await verify(tree.dbs[name], { publicKey: signers[name].verifierKey, workers: 0 })).problems, name).toEqual([])
})
