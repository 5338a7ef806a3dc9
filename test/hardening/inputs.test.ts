// Whatever is sent to whichever endpoint: a clear refusal in the asked language, never a fault, and nothing written that is not an act.
import { randomUUIDv7 } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import type { Lang } from '#kernel/words/text.ts'
import { changed, fitting, pathsOf, spoiled } from './contracts.ts'
import { callersOf, endpoints, entries, faultsOf, openHouse, senderOf, type House } from './house.ts'

const seed = 2026_11_22
const totalMs = 60_000
const runsEach = 60
let house: House
beforeAll(async () => { house = await openHouse() })

/** Writes that are no acts on records: the steps of a sign-in before anyone is signed in, and what only looks. */
const answersWithoutAct = /^(access\.(sign-in|second-factor|passkey|sign-out|enrol-totp|remove|register)|documents\.preview)/

test('spoiled inputs to every endpoint', { timeout: 600_000 }, async () => {
  const wrong = new Map<string, string>()
  const tally = { sent: 0, done: 0 }
  for (const endpoint of endpoints) {
    const callers = await callersOf(house, endpoint)
    const senders = await Promise.all(callers.slice(0, 3).map((who) => senderOf(house, who)))
    const until = performance.now() + totalMs / endpoints.length
    await fc.assert(fc.asyncProperty(spoiled(endpoint, house.world), fc.nat(), fc.constantFrom<Lang>('ar', 'ckb', 'en'), async (input, n, lang) => {
      if (performance.now() > until) return
      const before = await entries(house.app)
      const reply = await senders[n % senders.length]!.send(endpoint, input, { lang })
      const written = (await entries(house.app)) - before
      tally.sent += 1
      for (const fault of faultsOf(reply, lang)) note(wrong, endpoint, fault, input, reply.text)
      if (reply.status >= 400 && written > 0) note(wrong, endpoint, 'refused, and yet something was written', input, reply.text)
      if (reply.status === 200 && endpoint.method === 'POST') {
        tally.done += 1
        if (written === 0 && !answersWithoutAct.test(endpoint.name)) note(wrong, endpoint, 'done without an act', input, reply.text)
      }
      if (reply.status === 200 && endpoint.method === 'GET' && written > 0) note(wrong, endpoint, 'reading wrote an act', input, reply.text)
    }), { seed, numRuns: runsEach, endOnFailure: true })
  }
  expect([...wrong.values()]).toEqual([])
  expect(tally.sent).toBeGreaterThan(endpoints.length * 5)
})

function note(wrong: Map<string, string>, endpoint: Endpoint, fault: string, input: unknown, answer: string): void {
  const key = `${endpoint.name}: ${fault}`
  if (!wrong.has(key)) wrong.set(key, `${key}\n  sent ${JSON.stringify(input).slice(0, 600)}\n  got ${answer.slice(0, 300)}`)
}

/** Breaking the glass tells, on purpose and on record, that a record exists. */
const tellsOnPurpose = new Set(['access.break-glass'])

test('a guessed id of another office’s record is answered as an id that does not exist', { timeout: 300_000 }, async () => {
  const told: string[] = []
  let compared = 0
  for (const endpoint of endpoints.filter((e) => e.may !== 'public' && !tellsOnPurpose.has(e.name))) {
    const callers = (await callersOf(house, endpoint)).filter((who) => !['otherStationOfficer', 'inspector', 'administrator'].includes(who ?? ''))
    if (callers.length === 0) continue
    const sender = await senderOf(house, callers[0]!)
    const sample = fc.sample(fitting(endpoint, house.world), { seed, numRuns: 40 }).find((input) => endpoint.input.safeParse(input).success && idsIn(input).length > 0)
    for (const path of sample ? idsIn(sample).slice(0, 3) : []) {
      const unknown = randomUUIDv7()
      const a = await sender.send(endpoint, changed(sample, path, unknown) as never)
      for (const { kind, id } of house.foreign) {
        const b = await sender.send(endpoint, changed(sample, path, id) as never)
        if (a.status === 429 || b.status === 429) continue
        compared += 1
        if (JSON.stringify(signOf(a, unknown)) !== JSON.stringify(signOf(b, id))) told.push(`${endpoint.name} ${path.join('.')} (${kind}) as ${callers[0]}: ${JSON.stringify(signOf(a, unknown))} / ${JSON.stringify(signOf(b, id))}`)
      }
    }
  }
  expect(told).toEqual([])
  expect(compared).toBeGreaterThan(20)
})

function idsIn(input: unknown): string[][] {
  return pathsOf(input).filter((path) => {
    const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], input)
    return typeof value === 'string' && /^[0-9a-f]{8}-/.test(value)
  })
}

function signOf(reply: { status: number; body: Record<string, unknown> }, id: string): unknown {
  const { requestId: _, ...body } = reply.body
  return [reply.status, JSON.stringify(body).replaceAll(id, '<id>').slice(0, 300)]
}

test('fields that the contract does not know have no effect', () => {
  const loose = endpoints.filter((endpoint) => {
    const [sample] = fc.sample(fitting(endpoint, house.world), { seed, numRuns: 40 }).map((input) => endpoint.input.safeParse(input)).filter((r) => r.success)
    if (!sample) return false
    const known = sample.data as object
    const more = endpoint.input.safeParse({ ...known, officeId_: 'x', isAdministrator: 'true', constructor: 'x' })
    return more.success && Object.keys(more.data as object).some((key) => ['officeId_', 'isAdministrator', 'constructor'].includes(key))
  })
  // The provider of an outside sign-in sends what it likes in its query, and the library that knows it reads it.
  expect(loose.map((e) => e.name)).toEqual(['access.outside-callback'])
})
