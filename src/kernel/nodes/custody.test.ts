import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { systems } from '#app/systems.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { makeSigner, type Signer } from '#kernel/ledger/note.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { acceptHandover, offerHandover } from '#kernel/handover/contract.ts'
import { bookArrest } from '#systems/custody/contract/booking.ts'
import { readCustody, recordStep } from '#systems/custody/contract/custody.ts'
import { arrest, stranger } from '#systems/custody/test/scene.ts'
import { appOn, type TestApp } from '#test/support/app.ts'
import { makeTree, nodeNames, type NodeName, type Tree } from '#test/support/nodes.ts'
import { correctPersonFacts } from '#kernel/people/contract.ts'
import { carryOnce } from './carrier.ts'
import { setLogKeys } from './nodes.ts'

let tree: Tree
let apps: Record<NodeName, TestApp>
const signers = Object.fromEntries(nodeNames.map((name) => [name, makeSigner(`${name}.test/log`, generateKeyPairSync('ed25519').privateKey)])) as Record<NodeName, Signer>

beforeAll(async () => {
  tree = await makeTree()
  apps = Object.fromEntries(await Promise.all(nodeNames.map(async (name) => [name, await appOn(tree.dbs[name], tree.country, systems)]))) as typeof apps
  for (const name of ['baghdad', 'karrada'] as const) await setLogKeys(tree.dbs.nation, name, [signers[name].verifierKey])
})

/** Signs what was done and carries it, until nothing waits. */
async function settle(): Promise<void> {
  for (const name of nodeNames) await sequence(tree.dbs[name], { signer: signers[name] })
  await tree.settle()
  for (const name of nodeNames) expect((await tree.intruders[name].query('select from_node, held_why from kernel.parcel where held_at is not null')).rows, name).toEqual([])
}

async function expectVerified(): Promise<void> {
  for (const name of nodeNames) expect((await verify(tree.dbs[name], { publicKey: signers[name].verifierKey, workers: 0 })).problems, name).toEqual([])
}

describe('an arrest at a station that is cut off', () => {
  test('is booked there with person and case, seen above once the line is back, and moves to a station of another node', async () => {
    const { id, personId, caseId } = await apps.karrada.ok('stationOfficer', bookArrest, arrest(apps.karrada))
    await apps.karrada.ok('stationOfficer', recordStep, { id, at: apps.karrada.time.now.toISOString(), step: { kind: 'family-told', whom: 'His brother', how: 'telephone' } })
    await settle()
    const seen = await apps.baghdad.ok('judge', readCustody, { id })
    expect(seen).toMatchObject({ people: [{ personId }] })
    expect(seen.verbs.filter((v) => v.may && v.verb === 'custody.write-step')).toEqual([])

    await apps.karrada.ok('stationOfficer', offerHandover, { recordId: id, toOffice: tree.country.offices.otherStation, condition: 'Unhurt' })
    await settle()
    await apps.nation.ok('otherStationOfficer', acceptHandover, { recordId: id })
    await settle()
    expect(await apps.nation.ok('otherStationOfficer', readCustody, { id })).toMatchObject({ holder: { id: tree.country.offices.otherStation }, state: 'held' })
    expect(await apps.karrada.ok('stationOfficer', readCustody, { id })).toMatchObject({ holder: { id: tree.country.offices.otherStation } })
    await apps.nation.ok('otherStationOfficer', recordStep, { id, at: apps.nation.time.now.toISOString(), step: { kind: 'family-told', whom: 'His mother', how: 'telephone' } })
    await settle()
    const rows = async (name: NodeName) => (await tree.intruders[name].query(`select kernel.row_digest(to_jsonb(c)) as a, (select array_agg(kernel.row_digest(to_jsonb(f)) order by f.id) from custody.cover_fact f where f.custody_id = c.id) as b,
      (select array_agg(kernel.row_digest(to_jsonb(n)) order by n.id) from kernel.person_name n where n.person_id = $2) as c, (select kernel.row_digest(to_jsonb(k)) from cases.case k where k.id = $3) as d from custody.custody c where c.id = $1`, [id, personId, caseId])).rows
    const [nation, baghdad, karrada] = await Promise.all(nodeNames.map(rows))
    expect(nation).toHaveLength(1)
    expect(baghdad).toEqual(nation)
    expect(karrada).toEqual(nation)
    await expectVerified()
  })

  test('what two nodes that could not know of each other may not both have is held back with its reason, told outside, and taken when it is mended', async () => {
    const numbered = (app: TestApp) => arrest(app, { person: { ...stranger(), nationalNumber: '199012345678' } })
    const first = await apps.nation.ok('otherStationOfficer', bookArrest, numbered(apps.nation))
    const second = await apps.karrada.ok('stationOfficer', bookArrest, numbered(apps.karrada))
    await apps.karrada.ok('stationOfficer', recordStep, { id: second.id, at: apps.karrada.time.now.toISOString(), step: { kind: 'family-told', whom: 'His brother', how: 'telephone' } })
    const other = await apps.karrada.ok('stationOfficer', bookArrest, arrest(apps.karrada))
    for (const name of nodeNames) await sequence(tree.dbs[name], { signer: signers[name] })
    await tree.settle()
    // The governorate is where both are known first; what is not taken there goes no further.
    const state = { mirrors: new Map(), errors: new Map(), forgotAt: Date.now() }
    await carryOnce(tree.dbs.baghdad, state)
    await carryOnce(tree.dbs.baghdad, state)
    const held = await tree.intruders.baghdad.query<{ held_why: string }>('select held_why from kernel.parcel where held_at is not null order by seq')
    expect(held.rows.map((row) => row.held_why)).toEqual([expect.stringMatching(/^23505: .*national_number/), 'behind'])
    await tree.settle()
    for (const name of ['baghdad', 'nation'] as const) {
      expect((await tree.intruders[name].query('select from custody.custody where id = $1', [other.id])).rowCount).toBe(1)
      expect((await tree.intruders[name].query('select kind, raised_to from kernel.alarm where kind = $1', ['line-parcel-held'])).rows).toEqual([{ kind: 'line-parcel-held', raised_to: tree.country.offices.inspectorate }])
    }

    const { rows: [person] } = await tree.intruders.nation.query<{ version: number }>('select version from kernel.person where id = $1', [first.personId])
    await apps.nation.ok('otherStationOfficer', correctPersonFacts, { id: first.personId, version: person!.version, reason: 'The number is another man’s', nationalNumber: null })
    await tree.settle()
    await tree.dbs.baghdad.ledgerPool.query('select kernel.retry_parcels()')
    await settle()
    expect((await tree.intruders.nation.query('select from custody.step where custody_id = $1', [second.id])).rowCount).toBe(1)
    await expectVerified()
  })
})
