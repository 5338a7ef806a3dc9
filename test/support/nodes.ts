/** A tree of nodes over databases of one test server: the line is carried by hand, so that a test decides when it is up. */
import pg from 'pg'
import { afterAll } from 'vitest'
import type { Database } from '#kernel/db/connect.ts'
import { addNode, createTree, joinTree } from '#kernel/nodes/nodes.ts'
import { makeCountry, type OfficeKey, type TestCountry } from './country.ts'
import { testDatabase } from './database.ts'

export type NodeName = 'nation' | 'baghdad' | 'karrada'
const parents: Record<NodeName, NodeName | null> = { nation: null, baghdad: 'nation', karrada: 'baghdad' }
export const nodeNames: readonly NodeName[] = ['nation', 'baghdad', 'karrada']

export interface Tree {
  readonly country: TestCountry
  readonly dbs: Record<NodeName, Database>
  /** A superuser of a node for whom no trigger fires. */
  readonly intruders: Record<NodeName, pg.Client>
  /** Carries what waits on one line (both ways), as PostgreSQL's replication does, and takes it. */
  carry(a: NodeName, b: NodeName): Promise<{ taken: number; held: number }>
  /** Carries over both lines until nothing waits. */
  settle(): Promise<void>
  /** What waits to be carried or taken between two nodes. */
  waiting(from: NodeName, to: NodeName): Promise<number>
}

/** The small country at the nation's node, a governorate with its courts, and a station below it. */
export async function makeTree(homes: Partial<Record<Exclude<NodeName, 'nation'>, readonly OfficeKey[]>> = {}): Promise<Tree> {
  const dbs = { nation: await testDatabase(), baghdad: await testDatabase(), karrada: await testDatabase() }
  const country = await makeCountry(dbs.nation)
  const named = (en: string) => ({ ar: en, ckb: en, en })
  await createTree(dbs.nation, { id: 'nation', name: named('Nation'), officeId: country.offices.ministry })
  await joinTree(dbs.baghdad, { id: 'baghdad', parentId: 'nation' })
  await joinTree(dbs.karrada, { id: 'karrada', parentId: 'baghdad' })
  const intruders = Object.fromEntries(await Promise.all(nodeNames.map(async (name) => [name, await intruderOf(dbs[name])]))) as Tree['intruders']
  const tree: Tree = { country, dbs, intruders, carry: (a, b) => carry(tree, a, b), settle: () => settle(tree), waiting: (from, to) => waiting(tree, from, to) }
  const { baghdad = ['directorate', 'investigationCourt', 'prison', 'prosecution', 'felonyCourt'], karrada = ['station'] } = homes
  await addNode(dbs.nation, { id: 'baghdad', parentId: 'nation', name: named('Baghdad'), officeIds: baghdad.map((key) => country.offices[key]) })
  await addNode(dbs.nation, { id: 'karrada', parentId: 'baghdad', name: named('Karrada'), officeIds: karrada.map((key) => country.offices[key]) })
  await tree.settle()
  return tree
}

async function intruderOf(db: Database): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: db.urls.superuser })
  await client.connect()
  await client.query('set session_replication_role = replica')
  afterAll(() => client.end())
  return client
}

async function carry(tree: Tree, a: NodeName, b: NodeName): Promise<{ taken: number; held: number }> {
  const total = { taken: 0, held: 0 }
  for (const [from, to] of [[a, b], [b, a]] as const) {
    const { rows } = await tree.intruders[from].query('delete from kernel.parcel where from_node = $1 and to_node = $2 returning *', [from, to])
    for (const row of rows.toSorted((x, y) => x.seq - y.seq)) {
      await tree.intruders[to].query('insert into kernel.parcel select * from jsonb_populate_record(null::kernel.parcel, $1)', [JSON.stringify(row)])
    }
    const { rows: [done] } = await tree.dbs[to].ledgerPool.query<{ taken: number; held: number }>('select * from kernel.take_parcels(1000)')
    total.taken += done!.taken
    total.held += done!.held
  }
  return total
}

async function settle(tree: Tree): Promise<void> {
  for (;;) {
    let taken = 0
    for (const name of nodeNames) if (parents[name]) taken += (await carry(tree, parents[name], name)).taken
    if (taken === 0) return
  }
}

async function waiting(tree: Tree, from: NodeName, to: NodeName): Promise<number> {
  const { rows } = await tree.intruders[from].query<{ count: number }>('select count(*)::int as count from kernel.parcel where from_node = $1 and to_node = $2', [from, to])
  return rows[0]!.count
}
