import { randomUUIDv7 } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { breakTheGlass, review } from '#kernel/access/approval-contract.ts'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { missDueClocks, warnOfClocksInFlight } from '#kernel/clock/alarms.ts'
import { startClock } from '#kernel/clock/clocks.ts'
import { acceptHandover, listHandovers, offerHandover, recallHandover, refuseHandover } from '#kernel/handover/contract.ts'
import { listLines, readLine } from './contract.ts'
import { answerRecalls } from './recalls.ts'
import { listItems, registerItem, returnItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { appOn, type TestApp } from '#test/support/app.ts'
import { makeTree, nodeNames, type NodeName, type Tree } from '#test/support/nodes.ts'

let tree: Tree
let apps: Record<NodeName, TestApp>
beforeAll(async () => {
  tree = await makeTree()
  apps = Object.fromEntries(await Promise.all(nodeNames.map(async (name) => [name, await appOn(tree.dbs[name], tree.country, [example])]))) as typeof apps
})

const item = { description: 'A leather purse', place: 'Karrada', foundAt: '2026-01-01T00:00:00.000Z' }
const rowsOn = async (name: NodeName, table: string, where: string, values: unknown[]) => (await tree.intruders[name].query(`select kernel.row_digest(to_jsonb(t)) as digest from ${table} t where ${where} order by 1`, values)).rows
const record = async (name: NodeName, id: string) => (await tree.intruders[name].query<{ state: string; writer: string | null; office_id: string; version: number }>('select state, writer, office_id, version from kernel.record where id = $1', [id])).rows[0]

/** The record and its rows are the same on these nodes. */
async function expectSame(id: string, names: readonly NodeName[]): Promise<void> {
  for (const [table, where] of [['kernel.record', 'id = $1'], ['_example.found_item', 'id = $1'], ['kernel.handover', 'record_id = $1'], ['kernel.record_access', 'record_id = $1']] as const) {
    const [first, ...others] = await Promise.all(names.map((name) => rowsOn(name, table, where, [id])))
    for (const other of others) expect(other, table).toEqual(first)
  }
}

describe('a tree of nodes', () => {
  test('every node has the offices, the posts, the accounts and the nodes', async () => {
    const counts = await Promise.all(nodeNames.map(async (name) => (await tree.intruders[name].query(`select (select count(*)::int from kernel.office) as offices, (select count(*)::int from kernel.account) as accounts,
      (select count(*)::int from kernel.post_holding) as holdings, (select count(*)::int from kernel.node) as nodes`)).rows[0]))
    expect(counts[1]).toEqual(counts[0])
    expect(counts[2]).toEqual(counts[0])
    expect(counts[0]).toMatchObject({ nodes: 3, offices: Object.keys(tree.country.offices).length })
  })

  test('what a station writes while it is cut off is everywhere above it afterwards, row for row, with its history', async () => {
    const { id, number } = await apps.karrada.ok('stationOfficer', registerItem, item)
    expect(number).toBe('2026/000001')
    expect(await record('nation', id)).toBeUndefined()
    await tree.settle()
    await expectSame(id, nodeNames)
    const history = (name: NodeName) => tree.intruders[name].query('select id, body, coalesce(node_id, $2) as node_id from kernel.entry where subject_id = $1 order by id', [id, name]).then((r) => r.rows)
    expect(await history('nation')).toEqual(await history('karrada'))
    expect(await history('nation')).toMatchObject([{ node_id: 'karrada' }])
  })

  test('a record is written at one node: another refuses by the rule, and the database refuses whatever asks', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await tree.settle()
    const answer = await apps.nation.call('stationOfficer', returnItem, { id, version: 1, returnedTo: 'Its owner' })
    expect(answer).toMatchObject({ status: 423, problem: { code: 'kernel.written-elsewhere', params: { node: 'karrada' } } })
    for (const attempt of [
      `update kernel.record set label = 'x' where id = '${id}'`, `update kernel.record set writer = null where id = '${id}'`, `update _example.found_item set place = 'elsewhere' where id = '${id}'`,
      `insert into kernel.record_access (record_id, office_id, why) values ('${id}', '${tree.country.offices.prison}', 'interested')`, `delete from kernel.record_access where record_id = '${id}'`,
      `insert into kernel.clock (id, rule, record_id, office_id, started_at, due_at, state, article) values ('${randomUUIDv7()}', 'CLK-01', '${id}', '${tree.country.offices.station}', now(), now(), 'running', 'x')`,
    ]) {
      await expect(asApp('nation', attempt), attempt).rejects.toMatchObject({ code: 'MZ004' })
      if (!attempt.includes('writer')) await expect(asApp('karrada', attempt)).resolves.toBeDefined()
    }
    await expect(asApp('karrada', `update kernel.record set writer = null where id = '${id}'`)).rejects.toMatchObject({ code: 'MZ004' })
    await expect(asApp('karrada', `update kernel.office set name_ar = 'x' where id = '${tree.country.offices.station}'`)).rejects.toMatchObject({ code: 'MZ004' })
  })

  test('the app role can neither take parcels nor make them nor switch the triggers off', async () => {
    for (const attempt of ['set session_replication_role = replica', 'select kernel.take_parcels(1)', `insert into kernel.parcel (from_node, to_node, kind, records, content, schema_mark) values ('nation', 'karrada', 'act', '{}', '{}', '')`,
      `select kernel.send('karrada', 'act', '{}', '{}')`, 'delete from kernel.parcel', `update kernel.here set writer = 'karrada'`, 'select * from kernel.parcel', `insert into kernel.here (node_id) values ('x')`]) {
      await expect(asApp('nation', attempt), attempt).rejects.toMatchObject({ code: '42501' })
    }
    await expect(tree.dbs.nation.ledgerPool.query('set session_replication_role = replica')).rejects.toMatchObject({ code: '42501' })
  })

  test('numbers of an office are given at its own node', async () => {
    const answer = await apps.nation.call('stationOfficer', registerItem, item)
    expect(answer).toMatchObject({ status: 423, problem: { code: 'kernel.written-elsewhere' } })
  })
})

describe('a hand-over between nodes', () => {
  test('moves the writing: offered at one, accepted at the other, and both end the same', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await tree.settle()
    await apps.karrada.ok('stationOfficer', offerHandover, { recordId: id, toOffice: tree.country.offices.investigationCourt })
    expect(await record('karrada', id)).toMatchObject({ state: 'in-transit', writer: 'baghdad' })
    // Before the offer has arrived nobody can accept, and from the offer on the giver cannot write.
    expect((await apps.baghdad.call('investigator', acceptHandover, { recordId: id })).status).not.toBe(200)
    expect((await apps.karrada.call('stationOfficer', returnItem, { id, version: 2, returnedTo: 'Its owner' })).problem.code).toBe('kernel.in-transit')
    await expect(asApp('karrada', `update kernel.record set state = 'held' where id = '${id}'`)).rejects.toMatchObject({ code: 'MZ004' })
    await tree.settle()
    await apps.baghdad.ok('investigator', acceptHandover, { recordId: id })
    expect(await record('baghdad', id)).toMatchObject({ state: 'held', writer: 'baghdad', office_id: tree.country.offices.investigationCourt })
    expect(await record('karrada', id)).toMatchObject({ state: 'in-transit' })
    await tree.settle()
    await expectSame(id, nodeNames)
    expect(await record('karrada', id)).toMatchObject({ state: 'held', writer: 'baghdad' })
  })

  test('refused, it goes back and is written again by the giver', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await apps.karrada.ok('stationOfficer', offerHandover, { recordId: id, toOffice: tree.country.offices.prison })
    await tree.settle()
    await apps.baghdad.ok('prisonReception', refuseHandover, { recordId: id, reason: 'Not ours' })
    expect(await record('baghdad', id)).toMatchObject({ state: 'held', writer: 'karrada' })
    await tree.settle()
    await expectSame(id, nodeNames)
    const version = (await apps.karrada.ok('stationOfficer', listItems, {})).rows.find((r) => r.id === id)!.version
    await apps.karrada.ok('stationOfficer', returnItem, { id, version, returnedTo: 'Its owner' })
    await tree.settle()
    await expectSame(id, nodeNames)
  })

  test('a record that comes to a station arrives whole, with what happened before', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await tree.settle()
    await apps.karrada.ok('stationOfficer', offerHandover, { recordId: id, toOffice: tree.country.offices.investigationCourt })
    await tree.settle()
    await apps.baghdad.ok('investigator', acceptHandover, { recordId: id })
    await apps.baghdad.ok('investigator', offerHandover, { recordId: id, toOffice: tree.country.offices.station })
    await tree.settle()
    await apps.karrada.ok('stationCommander', acceptHandover, { recordId: id })
    await tree.settle()
    await expectSame(id, nodeNames)
    expect(await record('karrada', id)).toMatchObject({ writer: 'karrada', state: 'held' })
  })

  test('a record that the station never had is there whole when it is offered, and can be accepted at once', async () => {
    const { id } = await apps.nation.ok('otherStationOfficer', registerItem, item)
    await tree.settle()
    expect(await record('karrada', id)).toBeUndefined()
    await apps.nation.ok('otherStationOfficer', offerHandover, { recordId: id, toOffice: tree.country.offices.station })
    await tree.settle()
    await apps.karrada.ok('stationOfficer', acceptHandover, { recordId: id })
    await tree.settle()
    await expectSame(id, nodeNames)
  })
})

describe('what the screens say', () => {
  test('of a node below the nation: since when nothing was heard, what waits, what is in flight; of the others nothing', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await apps.karrada.ok('stationOfficer', offerHandover, { recordId: id, toOffice: tree.country.offices.prison })
    const line = await apps.karrada.ok('stationOfficer', readLine, {})
    expect(line).toMatchObject({ node: { id: 'karrada', en: 'Karrada' }, offlineSince: expect.any(String), held: 0 })
    expect(line.waitingActs).toBeGreaterThanOrEqual(2)
    expect(line.offersInFlight).toBeGreaterThanOrEqual(1)
    expect(await apps.nation.ok('otherStationOfficer', readLine, {})).toMatchObject({ node: null })
    const lines = await apps.nation.ok('administrator', listLines, {})
    expect(lines).toMatchObject({ here: 'nation', rows: [{ node: 'baghdad', above: false, state: 'absent' }] })
    expect((await apps.nation.call('stationOfficer', listLines, {})).status).toBe(403)
    await tree.settle()
  })
})

describe('an offer that is asked back', () => {
  test('before it was accepted there: it comes back; the giver alone can never end it', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await apps.karrada.ok('stationOfficer', offerHandover, { recordId: id, toOffice: tree.country.offices.prison })
    await tree.settle()
    expect(await apps.karrada.ok('stationOfficer', recallHandover, { recordId: id, reason: 'Wrong office' })).toEqual({ recordId: id, asked: true })
    expect(await record('karrada', id)).toMatchObject({ state: 'in-transit', writer: 'baghdad' })
    expect(await apps.karrada.ok('stationOfficer', listHandovers, { recordId: id })).toMatchObject({ rows: [{ recallAsked: true }] })
    expect(await answerRecalls(tree.dbs.baghdad)).toBe(0)
    await tree.settle()
    expect(await answerRecalls(tree.dbs.nation)).toBe(0)
    expect(await answerRecalls(tree.dbs.baghdad)).toBe(1)
    await tree.settle()
    expect(await record('karrada', id)).toMatchObject({ state: 'held', writer: 'karrada', office_id: tree.country.offices.station })
    await expectSame(id, nodeNames)
  })

  test('accepted there while it was being asked back here: the acceptance stands, on every node', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await apps.karrada.ok('stationOfficer', offerHandover, { recordId: id, toOffice: tree.country.offices.prison })
    await tree.settle()
    await apps.karrada.ok('stationOfficer', recallHandover, { recordId: id, reason: 'Wrong office' })
    await apps.baghdad.ok('prisonReception', acceptHandover, { recordId: id })
    await tree.settle()
    expect(await answerRecalls(tree.dbs.baghdad)).toBe(0)
    await tree.settle()
    expect(await record('karrada', id)).toMatchObject({ state: 'held', writer: 'baghdad', office_id: tree.country.offices.prison })
    await expectSame(id, nodeNames)
  })
})

describe('what other nodes may add to a record', () => {
  test('glass is broken at one node, reviewed at the nation, and both are known where the record is written', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await tree.settle()
    await apps.baghdad.ok('prosecutor', breakTheGlass, { recordId: id, reason: 'Somebody says that it is his brother’s' })
    expect(await record('baghdad', id)).toMatchObject({ version: 1, writer: 'karrada' })
    await tree.settle()
    const { rows: [glass] } = await tree.intruders.nation.query<{ id: string }>('select id from kernel.break_glass where record_id = $1', [id])
    await apps.nation.ok('inspector', review, { id: glass!.id, finding: 'There was need, and it was short' })
    await tree.settle()
    for (const name of nodeNames) {
      expect((await tree.intruders[name].query('select reviewed_at is not null as reviewed from kernel.break_glass where record_id = $1', [id])).rows, name).toEqual([{ reviewed: true }])
      expect((await tree.intruders[name].query('select from kernel.parcel where held_at is not null')).rowCount).toBe(0)
    }
    await expectSame(id, nodeNames)
  })
})

describe('clocks', () => {
  test('are marked where the record is written, and while it is in flight the giver warns; the same alarm from two nodes is no conflict', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    const past = new Date(Date.now() - 60_000)
    await act(systemCtx(tree.dbs.karrada), { verb: 'test.start-clock', subject: { kind: 'found-item', id }, by: 'authority' }, (tx) => startClock(tx, { rule: 'CLK-01', recordId: id, officeId: tree.country.offices.station, from: past, due: past }))
    await apps.karrada.ok('stationOfficer', offerHandover, { recordId: id, toOffice: tree.country.offices.prison })
    expect([await missDueClocks(systemCtx(tree.dbs.karrada)), await warnOfClocksInFlight(systemCtx(tree.dbs.karrada)), await warnOfClocksInFlight(systemCtx(tree.dbs.karrada))]).toEqual([0, 1, 0])
    await tree.carry('karrada', 'baghdad')
    // The governorate marks it before it looks whether anybody was told: as if the alarm were still on its way.
    await tree.intruders.baghdad.query('delete from kernel.alarm where record_id = $1', [id])
    expect([await missDueClocks(systemCtx(tree.dbs.nation)), await missDueClocks(systemCtx(tree.dbs.baghdad))]).toEqual([0, 1])
    await tree.settle()
    const alarms = async (name: NodeName) => (await tree.intruders[name].query('select node_id from kernel.alarm where record_id = $1 order by 1', [id])).rows.map((row) => row.node_id)
    expect(await alarms('nation')).toEqual(['baghdad', 'karrada'])
    expect((await tree.intruders.nation.query('select state from kernel.clock where record_id = $1', [id])).rows).toEqual([{ state: 'missed' }])
    expect((await tree.intruders.nation.query('select from kernel.parcel where held_at is not null')).rowCount).toBe(0)
  })
})

describe('what cannot be taken', () => {
  test('is held with its reason, what concerns the same record waits behind it, the rest goes on, and nothing is lost', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await tree.settle()
    // Behind the platform's back the nation takes the record for its own: the next act of the station comes from a second writer.
    await tree.intruders.nation.query('update kernel.record set writer = null where id = $1', [id])
    await apps.karrada.ok('stationOfficer', returnItem, { id, version: 1, returnedTo: 'Its owner' })
    const other = await apps.karrada.ok('stationOfficer', registerItem, item)
    await tree.settle()
    expect(await record('nation', other.id)).toBeDefined()
    const held = await tree.intruders.nation.query<{ held_why: string }>('select held_why from kernel.parcel where held_at is not null')
    expect(held.rows).toMatchObject([{ held_why: expect.stringContaining('MZ005: two writers of one record') }])
    expect(await record('nation', id)).toMatchObject({ version: 1 })
    await tree.intruders.nation.query('update kernel.record set writer = $2 where id = $1', [id, 'karrada'])
    await tree.intruders.nation.query('update kernel.parcel set held_at = null where held_at is not null')
    await tree.settle()
    await expectSame(id, nodeNames)
  })

  test('of a later schema waits for the upgrade; of an earlier one it is taken', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await tree.intruders.karrada.query(`update kernel.parcel set schema_mark = 'later' where kind = 'act'`)
    await tree.carry('karrada', 'baghdad')
    expect(await record('baghdad', id)).toBeUndefined()
    expect((await tree.intruders.baghdad.query('select newer_schema::int as newer, held::int as held from kernel.line_states() where node_id = $1', ['karrada'])).rows).toEqual([{ newer: 1, held: 0 }])
    await tree.intruders.baghdad.query(`update kernel.here set takes_marks = takes_marks || 'later'::text`)
    await tree.settle()
    await expectSame(id, nodeNames)
  })

  test('a row that is not as its entry says is not taken', async () => {
    const { id } = await apps.karrada.ok('stationOfficer', registerItem, item)
    await tree.intruders.karrada.query(`update kernel.parcel set content = replace(content::text, 'A leather purse', 'A leather sack')::jsonb where kind = 'act'`)
    await tree.settle()
    const { rows } = await tree.intruders.baghdad.query<{ held_why: string }>('select held_why from kernel.parcel where held_at is not null')
    expect(rows).toMatchObject([{ held_why: expect.stringContaining('MZ006') }])
    expect(await record('baghdad', id)).toBeUndefined()
  })
})

/** One statement within an act of its own, as the app's role; what it is refused with. */
async function asApp(name: NodeName, statement: string): Promise<unknown> {
  const client = await tree.dbs[name].appPool.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('mizan.act', '${randomUUIDv7()}', true), set_config('mizan.scope', '**', true)`)
    return await client.query(statement)
  } finally {
    await client.query('rollback')
    client.release()
  }
}
