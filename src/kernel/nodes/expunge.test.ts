/** Destroying a record in a tree of nodes: refused while there is one, carried out at the nation when the nodes are given up. */
import { generateKeyPairSync } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { systems } from '#app/systems.ts'
import { decide } from '#kernel/access/approval-contract.ts'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { orderExpunging } from '#kernel/expunging/contract.ts'
import { makeSigner, type Signer } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { book, page } from '#systems/custody/test/scene.ts'
import { appOn, type TestApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import { makeTree, nodeNames, type NodeName, type Tree } from '#test/support/nodes.ts'
import { addNode, joinTree, removeNode, setLogKeys } from './nodes.ts'

let tree: Tree
let apps: Record<NodeName, TestApp>
/** Ended custodies of the station: one destroyed with its case, one without, one that stays. */
let ended: { id: string; caseId: string; name: string }[]
const signers = Object.fromEntries(nodeNames.map((one) => [one, makeSigner(`${one}.test/log`, generateKeyPairSync('ed25519').privateKey)])) as Record<NodeName, Signer>
const ORDER = { article: 'Juvenile Welfare 63', orderNumber: '2026/000011', orderDay: '2026-11-20', reason: 'The juvenile court ordered it' }
const verified = async () => (await verify(tree.dbs.nation, { publicKey: signers.nation.verifierKey, workers: 0 })).problems

async function settle(): Promise<void> {
  for (const one of nodeNames) await sequence(tree.dbs[one], { signer: signers[one] })
  await tree.settle()
}

beforeAll(async () => {
  tree = await makeTree()
  apps = Object.fromEntries(await Promise.all(nodeNames.map(async (one) => [one, await appOn(tree.dbs[one], tree.country, systems)]))) as typeof apps
  for (const one of ['baghdad', 'karrada'] as const) await setLogKeys(tree.dbs.nation, one, [signers[one].verifierKey])
  ended = []
  for (let n = 0; n < 3; n++) {
    const { id, caseId } = await book(apps.karrada)
    ended.push({ id, caseId, name: (await page(apps.karrada, 'judge', id)).name })
    await act(systemCtx(tree.dbs.karrada), { verb: 'test.end', subject: { kind: 'custody', id }, by: 'authority' }, async (tx) => {
      await sql`update custody.custody set ended_at = ${tx.at}, ended_kind = 'released', stage = 'released' where id = ${id}`.execute(tx.db)
      await sql`update cases.case set stage = 'closed' where id = ${caseId}`.execute(tx.db)
    })
  }
  await settle()
})

test('while there are nodes nothing is ordered destroyed, at any of them', async () => {
  for (const one of nodeNames) expect(await apps[one].call('judge', orderExpunging, { id: ended[0]!.id, ...ORDER }), one).toMatchObject({ status: 422, problem: { code: 'kernel.expunging-in-tree' } })
})

test('when they are given up the nation destroys its copy and that of their logs; the leaves stay, and all verifies', async () => {
  for (const one of ['karrada', 'baghdad']) await removeNode(tree.dbs.nation, one, 'A judge ordered a record destroyed')
  for (const [{ id, caseId }, withCase] of [[ended[0]!, true], [ended[1]!, false]] as const) {
    const { approvalId } = await apps.nation.ok('judge', orderExpunging, { id, also: withCase ? [caseId] : [], ...ORDER })
    await apps.nation.ok('prosecutor', decide, { id: approvalId, approve: true })
  }
  await sequence(tree.dbs.nation, { signer: signers.nation })
  expect(await verified()).toEqual([])
  const { rows: tables } = await tree.intruders.nation.query<{ name: string }>(`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'jobs')`)
  for (const table of tables) {
    const { rows: [found] } = await tree.intruders.nation.query<{ n: number }>(`select count(*)::int as n from ${table.name} t where t::text like '%' || $1 || '%'`, [ended[0]!.name.split(' ')[0]])
    expect([table.name, found!.n]).toEqual([table.name, 0])
  }
  const { rows: [blank] } = await tree.intruders.nation.query<{ id: string }>(`select id from kernel.entry where node_id = 'karrada' and salt is null limit 1`)
  expect(blank).toBeDefined()
})

test('an entry of a mirrored log that is blanked without an order is found', async () => {
  const { rows: [victim] } = await tree.intruders.nation.query<{ id: string; body: string; salt: Buffer }>(`select id, body, salt from kernel.entry where node_id = 'karrada' and salt is not null limit 1`)
  await tree.intruders.nation.query(`update kernel.entry set salt = null, expunged_by = (select id from kernel.expunging limit 1) where id = $1`, [victim!.id])
  expect(await verified()).toMatchObject([{ kind: 'entry-blanked', entryId: victim!.id }])
  await tree.intruders.nation.query(`update kernel.entry set salt = $2, expunged_by = null where id = $1`, [victim!.id, victim!.salt])
  expect(await verified()).toEqual([])
})

test('a node that is made later gets what is left, and verifies', async () => {
  const db = await testDatabase()
  await joinTree(db, { id: 'karrada2', parentId: 'nation' })
  await addNode(tree.dbs.nation, { id: 'karrada2', parentId: 'nation', name: { ar: 'Karrada', ckb: 'Karrada', en: 'Karrada' }, officeIds: [tree.country.offices.station] })
  const there = new pg.Client({ connectionString: db.urls.superuser })
  await there.connect()
  const { rows } = await tree.intruders.nation.query(`select * from kernel.parcel where to_node = 'karrada2' order by seq`)
  for (const row of rows) await there.query('insert into kernel.parcel select * from jsonb_populate_record(null::kernel.parcel, $1)', [JSON.stringify(row)])
  await db.ledgerPool.query('select * from kernel.take_parcels(1000)')
  expect((await there.query('select held_why from kernel.parcel where held_at is not null')).rows).toEqual([])
  const { rows: [stubs] } = await there.query<{ n: number }>('select count(*)::int as n from kernel.entry where salt is null')
  await there.end()
  expect(stubs!.n).toBeGreaterThan(0)
  const signer = makeSigner('karrada2.test/log', generateKeyPairSync('ed25519').privateKey)
  await sequence(db, { signer })
  expect((await verify(db, { publicKey: signer.verifierKey, workers: 0 })).problems).toEqual([])
})
