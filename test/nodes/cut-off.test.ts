import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { LineState } from '#kernel/nodes/line.ts'
import type { OfficeKey, TestCountry } from '#test/support/country.ts'
import type { Held } from './compare.ts'
import { makeMachines, whyNoNamespaces, type Machines } from './namespaces.ts'
import { endNode, startNode, type Running } from './running.ts'
import type { Done, Worker } from './work.ts'

/** Acts on each side while the line is cut. MIZAN_CUT_OFF_ACTS=10000 is the long run: ten minutes on a quiet machine. */
const acts = Number(process.env['MIZAN_CUT_OFF_ACTS'] ?? 200)
const why = whyNoNamespaces()
const say = (line: string) => { process.stderr.write(`cut-off: ${line}\n`) }
if (why) say(`skipped: ${why}`)

type Name = 'nation' | 'baghdad' | 'karrada'
const names: readonly Name[] = ['nation', 'baghdad', 'karrada']
const lines: readonly [Name, Name][] = [['nation', 'baghdad'], ['baghdad', 'karrada']]
const homes: Record<Exclude<Name, 'nation'>, OfficeKey[]> = { baghdad: ['erbilStation', 'investigationCourt', 'prison', 'directorate'], karrada: ['station'] }
const workers: Record<Name, Worker[]> = {
  nation: [{ who: 'otherStationOfficer', office: 'otherStation', to: ['erbilStation', 'station'], registers: true }],
  baghdad: [{ who: 'erbilOfficer', office: 'erbilStation', to: ['station', 'otherStation', 'investigationCourt'], registers: true }, { who: 'investigator', office: 'investigationCourt', to: ['station', 'erbilStation'], registers: false }],
  karrada: [{ who: 'stationOfficer', office: 'station', to: ['investigationCourt', 'otherStation', 'erbilStation'], registers: true }],
}

const folders = Object.fromEntries(names.map((name) => [name, mkdtempSync(join(tmpdir(), `mizan-node-${name}-`))])) as Record<Name, string>
const nodes = {} as Record<Name, Running>
let machines: Machines | undefined

afterAll(async () => {
  for (const node of Object.values(nodes)) await endNode(node)
  machines?.remove()
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true })
})

test.skipIf(why !== undefined)(`three nodes, cut off for ${acts} acts on each side, one killed while it catches up: the same rows everywhere, nothing lost, one writer for each record, all logs verify`, { timeout: 3_600_000 }, async () => {
  machines = makeMachines(names)
  for (const name of names) nodes[name] = await start(name)
  const country = await build()
  say('the tree stands')
  await calm()
  say('calm')

  // Some work with the line up, and the line is cut in the middle of hand-overs.
  await Promise.all(names.map((name, i) => nodes[name].ask<Done>('work', workers[name], Math.ceil(acts / 10), 100 + i)))
  machines.cut('karrada')
  machines.cut('nation')
  const done = await Promise.all(names.map((name, i) => nodes[name].ask<Done>('work', workers[name], name === 'karrada' ? acts : Math.ceil(acts / 2), 200 + i)))
  for (const [i, name] of names.entries()) say(`${name}: ${done[i]!.acts} acts alone in ${done[i]!.seconds.toFixed(0)} s, ${done[i]!.offered} offered, ${done[i]!.accepted} accepted; refused ${JSON.stringify(done[i]!.refused)}`)
  const booked = await book()
  await expectCutOff()
  const apart = await held()
  expectOneWriter(apart)

  machines.mend('karrada')
  machines.mend('nation')
  const mendedAt = Date.now()
  await until('the governorate is catching up', async () => (await waiting('karrada', 'baghdad')) < 0.95 * acts, 120_000, 20)
  process.kill(nodes.baghdad.postgres, 'SIGKILL')
  nodes.baghdad.child.kill('SIGKILL')
  say(`baghdad was killed ${((Date.now() - mendedAt) / 1000).toFixed(1)} s after the line came back, with ${await waiting('karrada', 'baghdad')} parcels of the station outstanding`)
  nodes.baghdad = await start('baghdad')
  await nodes.baghdad.ask('setCountry', country)
  await calm()
  say(`all the same ${((Date.now() - mendedAt) / 1000).toFixed(1)} s after the line came back`)

  // The platform's own jobs go on raising their alarms; each has to come everywhere.
  let together = await held()
  await until('the rows are the same', async () => differing((together = await held())).length === 0, 60_000).catch(() => {})
  expectOneWriter(together)
  expectSameRows(together)
  for (const [i, name] of names.entries()) for (const id of done[i]!.registered) expect(together.nation.records[id], `${id} registered at ${name} while it was cut off`).toBeDefined()
  expect(together.nation.records[booked]![1]).toBe('karrada')
  for (const name of names) {
    const report = await nodes[name].ask<{ problems: unknown[]; entries: number; rows: number; nodes: unknown[] }>('verify')
    say(`${name} verifies ${report.entries} entries of its own log, ${report.rows} rows, mirrored logs ${JSON.stringify(report.nodes)}`)
    expect(report.problems, name).toEqual([])
  }
  // A line that was lost for good is set up anew: what is still there is copied again, and nothing is taken twice.
  await nodes.karrada.ask('connect', 'baghdad', await nodes.baghdad.ask('invite', 'karrada'))
  await nodes.nation.ask<Done>('work', workers.nation, 20, 300)
  await calm()
  expect(differing(await held())).toEqual([])
  const unchecked = await nodes.nation.ask<{ node_id: string; problem: string | null }[]>('query', 'select node_id, problem from kernel.mirror_checkpoint where checked_at is null or problem is not null')
  expect(unchecked).toEqual([])
})

/** The country at the nation, the tree, the lines in both directions. */
async function build(): Promise<TestCountry> {
  const country = await nodes.nation.ask<TestCountry>('makeCountry')
  await Promise.all(names.map((name) => nodes[name].ask('setCountry', country)))
  await nodes.nation.ask('createTree')
  await nodes.baghdad.ask('joinTree', 'nation')
  await nodes.karrada.ask('joinTree', 'baghdad')
  await nodes.nation.ask('addNode', 'baghdad', 'nation', homes.baghdad)
  await nodes.nation.ask('addNode', 'karrada', 'baghdad', homes.karrada)
  for (const name of ['baghdad', 'karrada'] as const) await nodes.nation.ask('setLogKeys', name, [await nodes[name].ask<string>('key')])
  for (const name of names) await nodes[name].ask('startCarrier')
  for (const [above, below] of lines) {
    const [down, up] = [await nodes[above].ask<string>('invite', below), await nodes[below].ask<string>('invite', above)]
    await nodes[below].ask('connect', above, down)
    await nodes[above].ask('connect', below, up)
  }
  return country
}

/** A real arrest, booked while the station is alone: person, case, custody, clocks. */
async function book(): Promise<string> {
  const at = new Date(Date.now() - 3_600_000).toISOString()
  const answer = await nodes.karrada.ask<{ status: number; body: { id: string } }>('call', 'stationOfficer', 'custody.book', {
    person: { known: false, new: { names: [{ script: 'ar', given: 'علي', father: 'حسين', grandfather: 'جاسم', family: 'الجبوري', mother: 'زينب' }], sex: 'male', birth: { date: '1990-03-14', precision: 'day' }, nationality: 'IRQ' }, seen: [] },
    inCase: { known: false, summary: 'Seen breaking the lock of a shop', place: 'Karrada', occurredAt: at, charge: { offenceCode: 'PC-443' } },
    groundId: 'flagrante', facts: 'The owner held him until the patrol came', arrestedAt: at, place: 'Karrada, street 62', arrestedBy: 'Patrol 12',
  })
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  return answer.body.id
}

async function expectCutOff(): Promise<void> {
  await until('the station notices', async () => (await nodes.karrada.ask<{ state: string }[]>('query', 'select state from kernel.neighbour'))[0]!.state === 'down', 60_000)
  const since = await nodes.karrada.ask<{ down_since: string }[]>('query', 'select down_since from kernel.neighbour')
  await sleep(8000)
  expect(await nodes.karrada.ask('query', 'select down_since from kernel.neighbour'), 'trying to connect is not hearing').toEqual(since)
  const [line] = await nodes.karrada.ask<LineState[]>('lines')
  expect(line).toMatchObject({ node: 'baghdad', isParent: true, up: false })
  expect(line!.waiting.acts).toBeGreaterThanOrEqual(acts)
  const [neighbour] = await nodes.karrada.ask<{ state: string; down_since: string | null }[]>('query', 'select state, down_since from kernel.neighbour')
  expect(neighbour).toMatchObject({ state: 'down', down_since: expect.any(String) })
}

async function waiting(from: Name, to: Name): Promise<number> {
  return (await nodes[from].ask<LineState[]>('lines')).find((line) => line.node === to)!.waiting.parcels
}

/** Until nothing waits anywhere: not to be carried, not to be taken, not to be sequenced, not to be checked. */
async function calm(): Promise<void> {
  await until('nothing waits', async () => {
    for (const name of names) {
      const states = await nodes[name].ask<LineState[]>('lines')
      if (states.some((line) => line.held > 0)) throw new Error(`${name} holds parcels back: ${JSON.stringify(await nodes[name].ask('query', 'select from_node, kind, held_why from kernel.parcel where held_at is not null limit 5'))} ${JSON.stringify(await nodes[name].ask('errors'))}`)
      if (states.length === 0 || states.some((line) => !line.up || !line.synced || line.arrived > 0 || line.waiting.parcels > 0)) return false
      if ((await nodes[name].ask<unknown[]>('query', 'select from kernel.outbox limit 1')).length > 0) return false
    }
    return (await nodes.nation.ask<unknown[]>('query', 'select from kernel.mirror_checkpoint where checked_at is null limit 1')).length === 0
  }, 1_800_000)
}

async function held(): Promise<Record<Name, Held>> {
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await nodes[name].ask<Held>('digests')]))) as Record<Name, Held>
}

/** No two nodes take themselves for the writer of one record. */
function expectOneWriter(all: Record<Name, Held>): void {
  const writers = new Map<string, string[]>()
  for (const name of names) for (const [id, [, writer]] of Object.entries(all[name].records)) if (writer === name) writers.set(id, [...(writers.get(id) ?? []), name])
  expect([...writers].filter(([, nodesOf]) => nodesOf.length > 1)).toEqual([])
}

function differing(all: Record<Name, Held>): string[] {
  return (['baghdad', 'karrada'] as const).flatMap((name) => all.nation.for[name]!.filter((id) => all[name].records[id]?.[0] !== all.nation.records[id]![0]).map((id) => `${id} at ${name}`))
}

/** Every node has each record that its offices may read, in every row as the nation has it; the nation has all, and all entries. */
function expectSameRows(all: Record<Name, Held>): void {
  for (const name of ['baghdad', 'karrada'] as const) {
    const should = all.nation.for[name]!
    expect(should.length).toBeGreaterThan(acts / 10)
    expect(Object.keys(all[name].records).filter((id) => !all.nation.records[id])).toEqual([])
    expect(all.nation.entries[name]).toBe(all[name].entries[name])
  }
  expect(differing(all)).toEqual([])
  say(`${Object.keys(all.nation.records).length} records at the nation, ${all.nation.for.baghdad!.length} of them at the governorate, ${all.nation.for.karrada!.length} at the station: the same in every row; entries ${JSON.stringify(all.nation.entries)}`)
}

async function until(what: string, isSo: () => Promise<boolean>, forMs: number, everyMs = 200): Promise<void> {
  const end = Date.now() + forMs
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}: ${JSON.stringify(await Promise.all(names.map(async (name) => [name, await nodes[name].ask('lines'), await nodes[name].ask('errors')])), null, 1)}`)
    await sleep(everyMs)
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}

function start(name: Name): Promise<Running> {
  return startNode(name, folders[name], { MIZAN_NODE_LISTEN: machines!.address(name), MIZAN_NODE_PORT: '5433', MIZAN_NODE_FROM: '10.77.0.0/24' }, ['ip', 'netns', 'exec', machines!.space(name)])
}
