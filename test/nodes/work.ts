/** What offices do all day with what is found and given in: register, give back, hand over, accept, refuse, ask back. */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { OfficeKey, TestCountry } from '#test/support/country.ts'

export interface Worker { readonly who: string; readonly office: OfficeKey; /** The offices that this one hands things to. */ readonly to: readonly OfficeKey[]; readonly registers: boolean }
interface Place { readonly app: FastifyInstance; readonly all: pg.Pool; readonly country: TestCountry; readonly tokenOf: (who: string) => Promise<string> }
export interface Done { acts: number; refused: Record<string, number>; registered: string[]; offered: number; accepted: number; seconds: number }

/** mulberry32: the same acts for the same seed. */
function random(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Does `acts` acts that succeed, four at a time. */
export async function doWork(place: Place, workers: readonly Worker[], acts: number, seed: number): Promise<Done> {
  const done: Done = { acts: 0, refused: {}, registered: [], offered: 0, accepted: 0, seconds: 0 }
  const started = performance.now()
  const next = random(seed)
  const tokens = new Map(await Promise.all(workers.map(async (w) => [w.who, await place.tokenOf(w.who)] as const)))
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let idle = 0; done.acts < acts && idle < 10_000; idle++) {
      const worker = workers[Math.floor(next() * workers.length)]!
      done.acts++
      const was = await one(place, worker, tokens.get(worker.who)!, next, done)
      if (was === 200) continue
      done.acts--
    }
  }))
  done.seconds = (performance.now() - started) / 1000
  return done
}

async function one(place: Place, worker: Worker, token: string, next: () => number, done: Done): Promise<number> {
  const post = async (path: string, payload: Record<string, unknown>) => {
    const response = await place.app.inject({ method: 'POST', url: path, payload, headers: { 'x-mizan': '1', cookie: `mizan=${token}`, 'idempotency-key': randomUUID() } })
    const body = response.json() as { id?: string; code?: string }
    if (response.statusCode !== 200) done.refused[body.code ?? String(response.statusCode)] = (done.refused[body.code ?? String(response.statusCode)] ?? 0) + 1
    return { status: response.statusCode, body }
  }
  const office = place.country.offices[worker.office]
  const dice = next()
  if (dice < 0.5 && worker.registers) {
    const { status, body } = await post('/api/example/register', { description: `Purse of ${worker.office} ${done.acts}`, place: 'Karrada', foundAt: '2026-01-01T00:00:00.000Z' })
    if (body.id) done.registered.push(body.id)
    return status
  }
  const pick = async (text: string) => (await place.all.query<{ id: string; version: number }>(text, [office, Math.floor(next() * 10)])).rows[0]
  if (dice < 0.75) {
    const offered = await pick(`select h.record_id as id, 0 as version from kernel.handover h join kernel.record r on r.id = h.record_id where h.to_office = $1 and h.state = 'offered' and r.kind = 'found-item' and kernel.elsewhere(r.writer) is null order by h.offered_at offset $2 limit 1`)
    if (offered) {
      const isAccepted = next() < 0.8
      const { status } = await post(`/api/handover/${isAccepted ? 'accept' : 'refuse'}`, { recordId: offered.id, ...(isAccepted ? {} : { reason: 'Not for us' }) })
      if (status === 200 && isAccepted) done.accepted++
      return status
    }
  }
  const held = await pick(`select r.id, r.version from kernel.record r join _example.found_item i on i.id = r.id where r.office_id = $1 and r.state = 'held' and i.returned_at is null and kernel.elsewhere(r.writer) is null order by r.created_at desc offset $2 limit 1`)
  if (!held) return 0
  if (dice < 0.93 || !worker.registers) {
    const { status } = await post('/api/handover/offer', { recordId: held.id, toOffice: place.country.offices[worker.to[Math.floor(next() * worker.to.length)]!] })
    if (status === 200) done.offered++
    return status
  }
  return (await post('/api/example/return', { id: held.id, version: held.version, returnedTo: 'Its owner' })).status
}
