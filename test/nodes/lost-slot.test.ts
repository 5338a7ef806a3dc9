/** A neighbour's place in the log is lost: noticed, told outside with what to do, and set up anew without losing or doubling an act. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { LineState } from '#kernel/nodes/line.ts'
import type { TestCountry } from '#test/support/country.ts'
import { endNode, startNode, type Running } from './running.ts'
import type { Done, Worker } from './work.ts'

const names = ['nation', 'karrada'] as const
type Name = (typeof names)[number]
const folders = Object.fromEntries(names.map((name) => [name, mkdtempSync(join(tmpdir(), `mizan-slot-${name}-`))])) as Record<Name, string>
const nodes = {} as Record<Name, Running>
const workers: Record<Name, Worker[]> = {
  nation: [{ who: 'otherStationOfficer', office: 'otherStation', to: ['station'], registers: true }],
  karrada: [{ who: 'stationOfficer', office: 'station', to: ['otherStation'], registers: true }],
}
afterAll(async () => {
  for (const node of Object.values(nodes)) await endNode(node)
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true })
})

test('a slot dropped by hand: an alarm is raised, the page and the command say what to do, and the line set up anew brings what waited, once', { timeout: 240_000 }, async () => {
  for (const name of names) nodes[name] = await startNode(name, folders[name], { MIZAN_NODE_LISTEN: '127.0.0.1', MIZAN_NODE_PORT: String(await freePort()), MIZAN_NODE_FROM: '127.0.0.1/32' })
  const country = await nodes.nation.ask<TestCountry>('makeCountry')
  await nodes.karrada.ask('setCountry', country)
  await nodes.nation.ask('createTree')
  await nodes.karrada.ask('joinTree', 'nation')
  await nodes.nation.ask('addNode', 'karrada', 'nation', ['station'])
  await nodes.nation.ask('setLogKeys', 'karrada', [await nodes.karrada.ask<string>('key')])
  for (const name of names) await nodes[name].ask('startCarrier')
  await nodes.karrada.ask('connect', 'nation', await nodes.nation.ask<string>('invite', 'karrada'))
  await nodes.nation.ask('connect', 'karrada', await nodes.karrada.ask<string>('invite', 'nation'))
  await calm()
  await work(10)
  await calm()

  const slot = 'nation_from_karrada'
  await until('the slot is let go of', async () => {
    await nodes.karrada.ask('query', `select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '${slot}' and active`)
    return nodes.karrada.ask('query', `select pg_drop_replication_slot('${slot}') from pg_replication_slots where slot_name = '${slot}'`).then(() => true, () => false)
  })
  await work(10)
  expect((await line('karrada')).waiting.acts).toBeGreaterThan(0)
  await until('it is noticed', async () => (await line('karrada')).slot.status === 'lost')
  const alarms = () => nodes.karrada.ask<{ raised_to: string; detail: { why: string } }[]>('query', `select raised_to, detail from kernel.alarm where kind = 'line-broken'`)
  await until('the alarm is raised', async () => (await alarms()).length > 0)
  expect(await alarms()).toMatchObject([{ raised_to: country.offices.inspectorate, detail: { why: 'slot-lost' } }])
  const page = await nodes.karrada.ask<{ body: { rows: unknown[] } }>('call', 'inspector', 'nodes.lines', {})
  expect(page.body).toMatchObject({ here: 'karrada', rows: [{ node: 'nation', slot: 'lost' }] })

  // What the page says: on the neighbour, ./mizan node connect karrada.
  await nodes.nation.ask('connect', 'karrada')
  await calm()
  expect((await line('karrada')).slot.status).not.toBe('lost')
  const entries = (name: Name) => nodes[name].ask<{ id: string }[]>('query', `select id from kernel.entry where coalesce(node_id, '${name}') = 'karrada' order by id`)
  expect(await entries('nation')).toEqual(await entries('karrada'))
  for (const name of names) {
    expect((await nodes[name].ask<{ problems: unknown[] }>('verify')).problems, name).toEqual([])
    expect(await nodes[name].ask('query', 'select from kernel.parcel where held_at is not null'), name).toEqual([])
  }
})

test('a node whose database was set back to an earlier moment is not let on its line again', { timeout: 60_000 }, async () => {
  await nodes.karrada.ask('query', `create table kept_seq as select last_value from kernel.parcel_seq_seq; select setval('kernel.parcel_seq_seq', 1)`)
  await expect(nodes.karrada.ask('connect', 'nation')).rejects.toThrow(/nation has got acts from karrada that this database does not know/)
  await nodes.karrada.ask('query', `select setval('kernel.parcel_seq_seq', (select last_value from kept_seq)); drop table kept_seq`)
  await nodes.karrada.ask('connect', 'nation')
  await calm()
})

async function work(acts: number): Promise<void> {
  for (const [i, name] of names.entries()) await nodes[name].ask<Done>('work', workers[name], acts, 100 + i)
}

async function line(name: Name): Promise<LineState> {
  return (await nodes[name].ask<LineState[]>('lines'))[0]!
}

/** Until nothing waits, on either side. */
async function calm(): Promise<void> {
  await until('nothing waits', async () => {
    for (const name of names) {
      const { up, synced, arrived, waiting, held } = await line(name)
      if (!up || !synced || arrived > 0 || waiting.parcels > 0 || held > 0 || (await nodes[name].ask<unknown[]>('query', 'select from kernel.outbox limit 1')).length > 0) return false
    }
    return (await nodes.nation.ask<unknown[]>('query', 'select from kernel.mirror_checkpoint where checked_at is null limit 1')).length === 0
  })
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 90_000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}: ${JSON.stringify(await Promise.all(names.map(async (name) => [name, await nodes[name].ask('lines'), await nodes[name].ask('errors')])), null, 1)}`)
    await new Promise((resolve) => { setTimeout(resolve, 300) })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => { resolve(port) })
    })
  })
}
