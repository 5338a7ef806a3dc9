// Every endpoint, as every role and as nobody: nothing of a record that is not theirs, no fault, and nothing changed by what is refused.
import { randomUUIDv7 } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { changed, fitting, pathsOf } from '#test/hardening/contracts.ts'
import { callersOf, endpoints, entries, faultsOf, senderOf, type Reply, type Sender } from '#test/hardening/house.ts'
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

test('whoever’s role may not come in is refused and leaves nothing but the note of it', { timeout: 300_000 }, async () => {
  const found = findings()
  const before = [await entries(scene.house.app), await digests(scene.house)] as const
  let [asked, refusedHere] = [0, 0]
  const recorded = await refusals(scene.house)
  for (const endpoint of endpoints.filter((e) => e.may !== 'public')) {
    const able = new Set(endpoint.may === 'signed-in' ? personKeys : await callersOf(scene.house, endpoint))
    const input = sampleOf(endpoint) ?? {}
    for (const who of [null, ...personKeys.filter((key) => !able.has(key))]) {
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
  let read = 0
  for (const endpoint of endpoints.filter((e) => e.method === 'GET')) {
    const able = endpoint.may === 'signed-in' ? personKeys : endpoint.may === 'public' ? [null] : await callersOf(scene.house, endpoint)
    for (const who of able) {
      for (let n = 0; n < effort; n++) {
        const input = sampleOf(endpoint, n) ?? {}
        // With every optional filter, and with none: the list of all.
        const bare = Object.fromEntries(Object.entries(input).filter(([name]) => endpoint.path.includes(`:${name}`)))
        for (const given of endpoint.input.safeParse(bare).success ? [bare, input] : [input]) {
          const reply = await send(who, endpoint, given)
          if (reply.status === 200) read += 1
          judge(found, who, endpoint, given, reply)
        }
      }
    }
  }
  expect(found.list()).toEqual([])
  expect(read).toBeGreaterThan(300)
})

/** Breaking the glass tells, on purpose and on record, that a record exists. */
const tellsOnPurpose = new Set(['access.break-glass'])
/** How many rows of others are tried in each field. */
const tries = 4 * effort

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
        if (a.status === 429 || b.status === 429) continue
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
