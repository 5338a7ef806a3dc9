// Every endpoint, as every role and as nobody: nothing of a record that is not theirs, no fault, and nothing changed by what is refused.
import { randomUUIDv7 } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { roleMay } from '#kernel/access/policy.ts'
import { roles } from '#kernel/access/roles.ts'
import { read } from '#kernel/act/act.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { changed, fitting, pathsOf } from '#test/hardening/contracts.ts'
import { callersOf, endpoints, entries, faultsOf, senderOf, seen, type Reply, type Sender } from '#test/hardening/house.ts'
import { personKeys } from '#test/support/country.ts'
import { digests, effort, findings, meantBy, openScene, refusals, seed, type Findings, type Scene, type SecretRow } from './scene.ts'

let scene: Scene
const senders = new Map<string | null, Sender>()
beforeAll(async () => {
  scene = await openScene()
  for (const who of [null, ...personKeys]) senders.set(who, await senderOf(scene.house, who))
})

/** The sign-in of whoever has ended their own session by asking for it is opened anew. */
async function send(who: string | null, endpoint: Endpoint, input: Record<string, unknown>): Promise<Reply> {
  const reply = await senders.get(who)!.send(endpoint, input)
  if (reply.status === 401 && who !== null || endpoint.name.startsWith('access.')) senders.set(who, await senderOf(scene.house, who))
  return reply
}

function judge(found: Findings, who: string | null, endpoint: Endpoint, input: Record<string, unknown>, reply: Reply): void {
  const asked = JSON.stringify(input)
  for (const fault of faultsOf(reply, 'en')) found.note(`${endpoint.name}: ${fault}`, input, reply.text)
  for (const leak of scene.leaks(who, asked, reply)) found.note(`${endpoint.name} as ${who}: ${leak}`, input, reply.text)
}

/** One person for each of the fifteen roles. */
function oneOfEachRole(): string[] {
  return [...new Map(personKeys.toReversed().map((who) => [scene.sessions.get(who)!.role, who])).values()]
}

const isId = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{8}-/.test(value)
const at = (input: unknown, path: readonly string[]) => path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], input)

/** An input that the contract takes, with ids in it where it can have some. */
function sampleOf(endpoint: Endpoint, n = 0): Record<string, unknown> | undefined {
  const taken = fc.sample(fitting(endpoint, scene.house.world), { seed: seed + n, numRuns: 40 }).filter((input) => endpoint.input.safeParse(input).success)
  return taken.sort((a, b) => idsIn(b).length - idsIn(a).length)[0]
}

function idsIn(input: unknown): string[][] {
  return pathsOf(input).filter((path) => isId(at(input, path)))
}

test('the database itself shows nobody a row of a record that is not theirs, in any table', { timeout: 120_000 }, async () => {
  const holes: string[] = []
  // An alarm is also for the office that it was raised to, and broken glass for the inspectorate.
  for (const table of new Set(scene.rows.map((r) => r.table).filter((name) => !['kernel.alarm', 'kernel.break_glass'].includes(name)))) {
    for (const who of personKeys) {
      const ctx = await scene.house.app.ctx(who)
      const shown = new Set(await read(ctx, async (r) => (await sql<{ id: string }>`select id from ${sql.table(table)}`.execute(r.db)).rows.map((row) => row.id)))
      for (const row of scene.rows.filter((one) => one.table === table)) {
        if (shown.has(row.id) !== scene.mayRead(who, row.recordId)) holes.push(`${table} as ${who}: ${shown.has(row.id) ? 'sees what is not theirs' : 'does not see what is theirs'}`)
      }
    }
  }
  expect([...new Set(holes)]).toEqual([])
  expect(await seen(scene.house.app, String.raw`select tablename, qual from pg_policies where qual ~ '([a-z_]+\.[a-z_]+) = \1(?![a-z_.])'`), 'a column compared with itself').toEqual([])
})

test('whoever’s role may not come in is refused and leaves nothing but the note of it', { timeout: 300_000 }, async () => {
  const found = findings()
  const before = [await entries(scene.house.app), await digests(scene.house)] as const
  let [asked, refusedHere] = [0, 0]
  const recorded = await refusals(scene.house)
  // As it was agreed and reviewed, not as the policies say.
  const agreed = new Map(readFileSync(join(import.meta.dirname, '..', 'permissions', 'permissions.txt'), 'utf8').trim().split('\n').map((line) => [line.split(/\s+/)[0]!, new Set<string>(line.split(/\s+/).slice(3))]))
  for (const endpoint of endpoints.filter((e) => e.may !== 'public' && !e.name.startsWith('_example.'))) {
    // What is not agreed yet stands in no line of the table; its own test says so.
    const named = agreed.get(endpoint.name) ?? new Set<string>(roles.filter((role) => roleMay(role, endpoint.may)))
    const input = sampleOf(endpoint) ?? {}
    for (const who of [null, ...oneOfEachRole().filter((key) => endpoint.may !== 'signed-in' && !named.has(scene.sessions.get(key)!.role))]) {
      const reply = await senders.get(who)!.send(endpoint, input)
      asked += 1
      if (who !== null) refusedHere += 1
      if (reply.status !== (who === null ? 401 : 403)) found.note(`${endpoint.name} as ${who}: ${reply.status}`, input, reply.text)
      judge(found, who, endpoint, input, reply)
    }
  }
  expect(found.list()).toEqual([])
  expect(asked).toBeGreaterThan(endpoints.length * 5)
  expect(await entries(scene.house.app)).toBe(before[0])
  const after = await digests(scene.house)
  expect([...after].filter(([table, digest]) => before[1].get(table) !== digest).map(([table]) => table)).toEqual([])
  expect((await refusals(scene.house)) - recorded, 'each refusal of somebody signed in is on record').toBe(refusedHere)
})

test('whoever’s role may come in learns nothing of records that are not theirs, by any list or page', { timeout: 300_000 }, async () => {
  const found = findings()
  let answered = 0
  // One of each role, and those who are strangers to the first ones' records.
  const watched = new Set([...oneOfEachRole(), 'otherStationOfficer', 'erbilOfficer', 'otherJudge', 'otherPrisonReception', 'misdemeanourClerk'])
  for (const [turn, endpoint] of endpoints.filter((e) => e.method === 'GET').entries()) {
    const able = endpoint.may === 'public' ? [null] : (endpoint.may === 'signed-in' ? personKeys : await callersOf(scene.house, endpoint)).filter((who) => watched.has(who!))
    // Eight of them by default, others at each endpoint.
    for (const who of effort > 1 ? able : Array.from({ length: Math.min(8, able.length) }, (_, n) => able[(turn + n) % able.length]!)) {
      for (let n = 0; n < effort; n++) {
        const input = sampleOf(endpoint, n) ?? {}
        // With every optional filter, and with none: the list of all.
        const bare = Object.fromEntries(Object.entries(input).filter(([name]) => endpoint.path.includes(`:${name}`)))
        for (const given of endpoint.input.safeParse(bare).success ? [bare, input] : [input]) {
          const reply = await send(who, endpoint, given)
          if (reply.status === 200) answered += 1
          judge(found, who, endpoint, given, reply)
          for (const field of beyond(endpoint, reply)) found.note(`${endpoint.name} gives ${field}, which its contract does not name`, given, reply.text)
        }
      }
    }
  }
  expect(found.list()).toEqual([])
  expect(answered).toBeGreaterThan(150)
})

/** Fields in an answer that the contract's output does not know: a row handed on whole. */
function beyond(endpoint: Endpoint, reply: Reply): string[] {
  if (reply.status !== 200 || !reply.type.includes('json')) return []
  const known = endpoint.output.safeParse(reply.body)
  if (!known.success) return [`something else (${known.error.issues[0]?.path.join('.')}: ${known.error.issues[0]?.message})`]
  const named = new Set(pathsOf(known.data).map((path) => path.join('.')))
  return pathsOf(reply.body).map((path) => path.join('.')).filter((path) => !named.has(path)).slice(0, 3)
}

/** Breaking the glass tells, on purpose and on record, that a record exists. */
const tellsOnPurpose = new Set(['access.break-glass'])
/** How many rows of others are tried in each field. */
const tries = 3 * effort

test('an id of another’s row, in any field, is answered as an id that does not exist', { timeout: 600_000 }, async () => {
  const found = findings()
  let compared = 0
  for (const endpoint of endpoints.filter((e) => e.may !== 'public' && !tellsOnPurpose.has(e.name))) {
    const sample = sampleOf(endpoint)
    const callers = endpoint.may === 'signed-in' ? ['otherStationOfficer', 'otherJudge', 'otherPrisonReception'] : await callersOf(scene.house, endpoint)
    for (const path of sample ? idsIn(sample).slice(0, 4) : []) {
      const pairs = strangersTo(meantBy(scene, endpoint, path.findLast((key) => !/^\d+$/.test(key)) ?? 'id'), callers as string[])
      for (const [who, row] of pairs) {
        const unknown = randomUUIDv7()
        const [a, b] = [await send(who, endpoint, changed(sample, path, unknown) as never), await send(who, endpoint, changed(sample, path, row.id) as never)]
        // What was done once is refused the second time for that reason.
        if (a.status === 429 || b.status === 429 || (a.status === 200 && endpoint.method === 'POST')) continue
        compared += 1
        const input = changed(sample, path, row.id) as Record<string, unknown>
        judge(found, who, endpoint, input, b)
        if (sign(a, unknown) !== sign(b, row.id)) found.note(`${endpoint.name} ${path.join('.')} as ${who} tells that a row of ${row.table} exists: ${sign(a, unknown)} / ${sign(b, row.id)}`, input, b.text)
      }
    }
  }
  expect(found.list()).toEqual([])
  expect(compared).toBeGreaterThan(300)
})

/** A caller who may not read the row's record, and the row: one for each table first, then more. */
function strangersTo(rows: readonly SecretRow[], callers: readonly string[]): [string, SecretRow][] {
  const byTable = [...new Map(rows.toSorted((a, b) => a.table.localeCompare(b.table)).map((row) => [`${row.table} ${row.recordId}`, row])).values()]
  return fc.sample(fc.shuffledSubarray(byTable, { minLength: byTable.length }), { seed, numRuns: 1 })[0]!
    .flatMap((row): [string, SecretRow][] => { const who = callers.find((each) => !scene.mayRead(each, row.recordId)); return who ? [[who, row]] : [] }).slice(0, tries)
}

function sign(reply: Reply, id: string): string {
  const { requestId: _, ...body } = reply.body
  return `${reply.status} ${JSON.stringify(body).replaceAll(id, '<id>').slice(0, 300)}`
}
