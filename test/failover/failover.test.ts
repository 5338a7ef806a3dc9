// Three database machines, two servers, 200 acts a second; machines die, stand still and are cut off. Nothing acknowledged is lost, nothing is done twice, the log does not fork.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cutWire, mendWire, signal } from '../../deploy/ha/network.ts'
import { databases, findLeader, killMachine, membersSeenBy, startDatabase, whyNot, type DatabaseName } from '../../deploy/ha/lab.ts'
import type { Audit } from './audit.ts'
import type { Account, Asked } from './clients.ts'
import { endWaiting, openScene, whenHealthy, whenWriting, type Scene } from './scene.ts'

const isLong = process.env['MIZAN_LONG'] === '1'
const perSecond = 200
const reason = whyNot()
if (reason) process.stderr.write(`failover: skipped: ${reason}\n`)

interface Fault {
  readonly name: string
  readonly inLong?: true
  /** How long writes may be away, in seconds. */
  readonly most: number
  /** Another node takes over; without, writes may go on as if nothing were. */
  readonly takesOver?: true
  /** Who is struck: the node that leads, or the one that holds each commit with it. */
  readonly strikes: 'leader' | 'sync_standby'
  readonly strike: (scene: Scene, node: DatabaseName) => void
  /** After writes have returned: what an operator repairs. */
  readonly mend: (scene: Scene, node: DatabaseName) => void
}

const faults: readonly Fault[] = [
  { name: 'the leading machine loses power', most: 60, takesOver: true, strikes: 'leader',
    strike: ({ lab }, node) => { killMachine(lab, node) }, mend: ({ lab }, node) => { startDatabase(lab, node) } },
  { name: 'the leader is cut off from etcd and the other nodes, both servers still reach it, and what waits there is ended by hand', most: 60, takesOver: true, strikes: 'leader',
    strike: (scene, node) => { cutWire(scene.lab.prefix, node, 'cluster'); endWaiting(scene, node, 20) }, mend: ({ lab }, node) => { mendWire(lab.prefix, node, 'cluster') } },
  { name: 'the leading machine stands still, and wakes when another leads', most: 60, takesOver: true, strikes: 'leader',
    strike: ({ lab }, node) => { signal(lab.prefix, node, 'SIGSTOP') }, mend: ({ lab }, node) => { signal(lab.prefix, node, 'SIGCONT') } },
  { name: 'the node that holds every commit is cut off', most: 60, strikes: 'sync_standby',
    strike: ({ lab }, node) => { for (const wire of ['cluster', 'service'] as const) cutWire(lab.prefix, node, wire) },
    mend: ({ lab }, node) => { for (const wire of ['cluster', 'service'] as const) mendWire(lab.prefix, node, wire) } },
  { name: 'one of three etcds is killed', inLong: true, most: 20, strikes: 'leader',
    strike: ({ lab }, node) => { killMachine(lab, node, ['etcd']) }, mend: ({ lab }, node) => { startDatabase(lab, node) } },
  { name: 'PostgreSQL and Patroni are killed on the leader, its etcd lives', inLong: true, most: 60, takesOver: true, strikes: 'leader',
    strike: ({ lab }, node) => { killMachine(lab, node, ['postgres', 'patroni']) }, mend: ({ lab }, node) => { startDatabase(lab, node) } },
  { name: 'Patroni alone is killed on the leader: PostgreSQL runs on with nobody to stop it', inLong: true, most: 60, takesOver: true, strikes: 'leader',
    strike: ({ lab }, node) => { killMachine(lab, node, ['patroni']) }, mend: ({ lab }, node) => { startDatabase(lab, node) } },
  { name: 'PostgreSQL alone is killed on the leader', inLong: true, most: 60, strikes: 'leader',
    strike: ({ lab }, node) => { killMachine(lab, node, ['postgres']) }, mend: () => {} },
  { name: 'two of three etcds are killed', inLong: true, most: 60, strikes: 'leader',
    strike: ({ lab }, node) => { for (const other of databases.filter((name) => name !== node)) killMachine(lab, other, ['etcd']) },
    mend: ({ lab }) => { for (const name of databases) startDatabase(lab, name) } },
]
const rounds = faults.filter((fault) => isLong || !fault.inLong)

describe.skipIf(reason !== null)('a cluster of three under load', () => {
  let scene: Scene
  const gaps: [string, number][] = []
  let steady = 0
  beforeAll(async () => {
    scene = await openScene(perSecond)
    await whenWriting(scene, Date.now(), 60_000)
    await new Promise((resolve) => setTimeout(resolve, 8000))
    const since = Date.now() - 5000
    steady = (await scene.report()).asked.filter((a) => a.doneAt !== undefined && a.doneAt > since).length / 5
  }, 300_000)
  afterAll(async () => {
    process.stdout.write(gaps.map(([name, ms]) => `failover: ${(ms / 1000).toFixed(1).padStart(5)} s without writes: ${name}\n`).join(''))
    await scene?.close()
  }, 60_000)

  test.each(rounds)('$name', { timeout: 240_000 }, async (fault) => {
    const node = await struckBy(scene, fault)
    const at = Date.now()
    fault.strike(scene, node)
    try {
      if (fault.takesOver) await expect.poll(async () => (await findLeader(scene.lab) ?? node) !== node, { timeout: fault.most * 1000, interval: 500 }).toBe(true)
      gaps.push([fault.name, await whenWriting(scene, at, fault.most * 1000)])
    } finally {
      fault.mend(scene, node)
    }
    const backAt = Date.now()
    await whenHealthy(scene.lab, 90_000)
    // What came back must not disturb either: the gap after mending counts as well.
    await whenWriting(scene, backAt, 60_000)
    const [account, audit] = await look(scene)
    expectKept(account, audit)
    for (const told of account.events) expect(told.some((t) => t > backAt), 'both servers tell of changes again').toBe(true)
  })

  test('at the end', { timeout: 60_000 }, async () => {
    const account = await scene.endClients()
    await new Promise((resolve) => setTimeout(resolve, 9000))
    const audit = await scene.audit()
    expectKept(account, audit)
    const numbers = Map.groupBy(audit.found.filter((f) => f.description.startsWith('item')), (f) => f.office)
    for (const [, of] of numbers) expect(of.map((f) => Number(f.number.slice(5))).sort((a, b) => a - b), 'numbers without a gap').toEqual(of.map((_, n) => n + 1))
    const done = account.asked.filter((a) => a.doneAt !== undefined)
    const seconds = (Math.max(...done.map((a) => a.doneAt!)) - Math.min(...done.map((a) => a.askedAt))) / 1000
    // A run whose end could not be noted, for the database went away just then, is done again: no more of them than minutes and faults.
    const runs = audit.found.filter((f) => f.description.startsWith('minute')).length
    expect(runs).toBeGreaterThan(0)
    expect(runs).toBeLessThanOrEqual(Math.ceil(seconds / 60) + 1 + rounds.length)
    process.stdout.write(`failover: ${done.length} acts acknowledged in ${seconds.toFixed(0)} s; ${done.filter((a) => a.tries > 1).length} of them after repeating; ${account.checkpoints.length} checkpoints seen; ${steady.toFixed(0)} a second before the first fault; answers on the way: ${JSON.stringify(account.answers)}\n`)
  })
})

async function struckBy(scene: Scene, fault: Fault): Promise<DatabaseName> {
  const leader = await scene.leader()
  if (fault.strikes === 'leader') return leader
  const found = (await membersSeenBy(scene.lab, leader)).find((m) => m.role === fault.strikes)
  if (!found) throw new Error(`no node is ${fault.strikes}`)
  return found.name
}

/** What the clients were told first, then what is there: all that they were told must be in it. */
async function look(scene: Scene): Promise<[Account, Audit]> {
  return [await scene.report(), await scene.audit()]
}

function expectKept(account: Account, audit: Audit): void {
  expect(audit.problems).toEqual([])
  const found = Map.groupBy(audit.found, (f) => f.description)
  const isLost = (a: Asked) => found.get(a.description)?.some((f) => f.id === a.id && f.number === a.number) !== true
  expect(account.asked.filter((a) => a.doneAt !== undefined && isLost(a)), 'acknowledged acts that are lost').toEqual([])
  expect([...found.values()].filter((rows) => rows.length > 1 && rows[0]!.description.startsWith('item')), 'acts done twice').toEqual([])
  const roots = new Map(audit.checkpoints.map((c) => [c.size, c.root]))
  expect(account.checkpoints.filter((c) => roots.get(c.size) !== c.root), 'checkpoints that were shown and are history no more').toEqual([])
  expect(account.wrong, 'answers that are neither done nor a clear 503').toEqual([])
}
