import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { acceptHandover, offerHandover } from '#kernel/handover/contract.ts'
import { makeSigner, type Signer } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { registerItem, returnItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { appOn, type TestApp } from '#test/support/app.ts'
import { makeTree, nodeNames, type NodeName, type Tree } from '#test/support/nodes.ts'
import { setLogKeys } from './nodes.ts'

let tree: Tree
let apps: Record<NodeName, TestApp>
const signers = Object.fromEntries(nodeNames.map((name) => [name, makeSigner(`${name}.test/log`, generateKeyPairSync('ed25519').privateKey)])) as Record<NodeName, Signer>
const found: string[] = []

beforeAll(async () => {
  tree = await makeTree()
  apps = Object.fromEntries(await Promise.all(nodeNames.map(async (name) => [name, await appOn(tree.dbs[name], tree.country, [example])]))) as typeof apps
  for (const name of ['baghdad', 'karrada'] as const) await setLogKeys(tree.dbs.nation, name, [signers[name].verifierKey])
  for (let i = 0; i < 6; i++) found.push((await apps.karrada.ok('stationOfficer', registerItem, { description: `Purse ${i}`, place: 'Karrada', foundAt: '2026-01-01T00:00:00.000Z' })).id)
  for (const recordId of found.slice(0, 3)) await apps.karrada.ok('stationOfficer', offerHandover, { recordId, toOffice: tree.country.offices.investigationCourt })
  await signAll()
  await tree.settle()
  for (const recordId of found.slice(0, 2)) await apps.baghdad.ok('investigator', acceptHandover, { recordId })
  await apps.karrada.ok('stationOfficer', returnItem, { id: found[5]!, version: 1, returnedTo: 'Its owner' })
  await apps.baghdad.ok('investigator', offerHandover, { recordId: found[1]!, toOffice: tree.country.offices.station })
  await signAll()
  await tree.settle()
  await apps.karrada.ok('stationCommander', acceptHandover, { recordId: found[1]! })
  await signAll()
  await tree.settle()
})

async function signAll(): Promise<void> {
  for (const name of nodeNames) await sequence(tree.dbs[name], { signer: signers[name] })
}

const check = async (name: NodeName) => (await verify(tree.dbs[name], { publicKey: signers[name].verifierKey, workers: 0 }))

describe('verifying a tree of nodes', () => {
  test('the nation covers the rows and the logs of all nodes; each node covers its own log and every row that it has', async () => {
    const nation = await check('nation')
    expect(nation.problems).toEqual([])
    expect(nation.nodes).toMatchObject([{ node: 'baghdad', leaves: 3 }, { node: 'karrada', leaves: 11 }])
    for (const name of ['baghdad', 'karrada'] as const) expect((await check(name)).problems, name).toEqual([])
  })

  test.for([
    ['a row of a station changed at the nation', 'nation', `update _example.found_item set place = 'elsewhere' where id = $1`, 'row-altered'],
    ['a row of a station removed at the nation', 'nation', 'delete from _example.found_item where id = $1', 'row-removed'],
    ['a row changed at the station that wrote it', 'karrada', `update _example.found_item set place = 'elsewhere' where id = $1`, 'row-altered'],
    ['a row changed where it came whole', 'baghdad', `update kernel.record set label = 'x' where id = $1`, 'row-altered'],
    ['the text of a station’s entry changed at the nation', 'nation', `update kernel.entry set body = replace(body, 'register', 'registar') where subject_id = $1 and verb = '_example.register'`, 'entry-altered'],
    ['a mirrored entry removed', 'nation', 'delete from kernel.entry where subject_id = $1 and node_id is not null', 'entry-removed'],
    ['the order of a mirrored log changed', 'nation', `update kernel.mirror_leaf m set index = 100 - index from kernel.entry e where e.id = m.entry_id and e.subject_id = $1`, 'leaf-removed'],
    ['a checkpoint signed by another key', 'nation', `update kernel.mirror_checkpoint set note = replace(note, 'karrada.test/log', 'karrada.test/lag') where $1::uuid is not null`, 'checkpoint-signature'],
    ['another writer than the entries say', 'nation', 'update kernel.record set writer = null where id = $1', 'row-altered'],
  ] as const)('finds %s', async ([, name, statement, kind]) => {
    const client = tree.intruders[name]
    const tables = ['kernel.record', '_example.found_item', 'kernel.entry', 'kernel.mirror_leaf', 'kernel.mirror_checkpoint']
    for (const [i, table] of tables.entries()) await client.query(`create temporary table kept_${i} as select * from ${table}`)
    await client.query(statement, [found[4]])
    const report = await check(name)
    expect(report.problems.map((p) => p.kind)).toContain(kind)
    for (const [i, table] of tables.entries()) {
      const columns = (await client.query<{ name: string }>(`select string_agg(quote_ident(attname), ', ') as name from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and attgenerated = ''`)).rows[0]!.name
      await client.query(`delete from ${table}`)
      await client.query(`insert into ${table} (${columns}) overriding system value select ${columns} from kept_${i}`)
      await client.query(`drop table kept_${i}`)
    }
    expect((await check(name)).problems).toEqual([])
  })
})
