/** The whole house for the tests of hardening: every mounted system and the model, over HTTP, with raw requests. */
import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { systems as mounted } from '#app/systems.ts'
import { roleMay } from '#kernel/access/policy.ts'
import { act, createRecord } from '#kernel/act/act.ts'
import type { Endpoint, Handler } from '#kernel/http/endpoint.ts'
import { kernelHandlers } from '#kernel/kernel.ts'
import type { Lang } from '#kernel/words/text.ts'
import { example } from '#systems/_example/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { personKeys, tokenOf } from '#test/support/country.ts'
import type { World } from './contracts.ts'

export const systems = [...mounted.filter((s) => s.name !== example.name), example]
export const handlers: readonly Handler[] = [...kernelHandlers, ...systems.flatMap((s) => s.handlers)]
export const endpoints: readonly Endpoint[] = handlers.map((h) => h.endpoint)

/** The kinds of record that the systems' words name. */
const kinds = [...new Set([...systems.flatMap((s) => Object.keys(s.words)).filter((key) => /^kind\.[\w-]+$/.test(key)).map((key) => key.slice(5)), 'found-item'])]

export interface House {
  readonly app: TestApp
  /** One record of each kind held by the station, and one held by another station that shares it with nobody. */
  readonly own: readonly string[]
  readonly foreign: readonly { readonly kind: string; readonly id: string }[]
  readonly world: World
}

export async function openHouse(): Promise<House> {
  const app = await testApp(systems)
  const own: string[] = []
  const foreign: { kind: string; id: string }[] = []
  await act(app.systemCtx, { verb: 'test.make-records', subject: { kind: 'office', bare: app.country.offices.ministry } }, async (tx) => {
    for (const kind of kinds) {
      own.push((await createRecord(tx, kind, { label: 'سجل', officeId: app.country.offices.station })).id)
      foreign.push({ kind, id: (await createRecord(tx, kind, { label: 'سجل آخر', officeId: app.country.offices.otherStation })).id })
    }
  })
  const now = app.time.now.getTime()
  const instants = [-30 * 24, -24, -2, -0.5, 1, 48].map((hours) => new Date(now + hours * 3_600_000).toISOString())
  const world = { ids: [...own, foreign[0]!.id, app.country.offices.otherPrison, app.country.offices.felonyCourt, randomUUIDv7()], instants, days: instants.map((i) => i.slice(0, 10)) }
  return { app, own, foreign, world }
}

/** Those of the country's people who may come in at this endpoint's door; null: anyone from the street. */
export async function callersOf(house: House, endpoint: Endpoint): Promise<(string | null)[]> {
  if (endpoint.may === 'public') return [null]
  if (endpoint.may === 'signed-in') return ['stationOfficer', 'judge', 'administrator']
  const able = await Promise.all(personKeys.map(async (who) => (roleMay((await house.app.ctx(who)).session!.role, endpoint.may) ? [who] : [])))
  return able.flat()
}

export interface Reply { readonly status: number; readonly type: string; readonly text: string; readonly body: Record<string, unknown> }

export interface Sender {
  send(endpoint: Endpoint, input: Record<string, unknown>, options?: { lang?: Lang; key?: string }): Promise<Reply>
}

/** A sign-in of its own, so that an endpoint that ends sessions ends only this one. */
export async function senderOf(house: House, who: string | null): Promise<Sender> {
  const { app } = house
  const cookie = who === null ? {} : { cookie: `mizan=${await tokenOf(app.db, app.country, who, app.time.now)}` }
  return {
    async send(endpoint, input, { lang = 'en', key = randomUUID() } = {}) {
      const rest = { ...input }
      const url = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => {
        const value = encodeURIComponent(plain(rest[name]).slice(0, 150).toWellFormed()) || '%20'
        delete rest[name]
        return value
      })
      const query = Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined).map(([k, v]) => [k, plain(v).slice(0, 4000).toWellFormed()]))
      const response = await app.server.inject({
        method: endpoint.method, url, ...(endpoint.method === 'GET' ? { query } : { payload: JSON.stringify(rest) }),
        headers: { 'x-mizan': '1', 'x-mizan-lang': lang, 'idempotency-key': key, ...cookie, ...(endpoint.method === 'POST' ? { 'content-type': 'application/json' } : {}) },
      })
      return replyOf(response)
    },
  }
}

export function replyOf(response: { statusCode: number; headers: Record<string, unknown>; body: string }): Reply {
  const type = String(response.headers['content-type'] ?? '')
  return { status: response.statusCode, type, text: response.body, body: type.includes('json') ? (JSON.parse(response.body) as Record<string, unknown>) : {} }
}

function plain(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

const script: Record<Lang, RegExp> = { ar: /\p{Script=Arabic}/u, ckb: /\p{Script=Arabic}/u, en: /[A-Za-z]/ }
const leak = /node_modules|\/src\/|\.ts:\d|\bat \w+ \(|PostgresError|SELECT |select .* from |relation "|column "|stack/

/** What is wrong with a refusal as a person or a program would read it; empty: nothing. */
export function faultsOf(reply: Reply, lang: Lang): string[] {
  if (reply.status < 400) return []
  const { title, remedy, code, requestId, field, fields } = reply.body as { title?: string; remedy?: string; code?: string; requestId?: string; field?: string; fields?: { field: string; message: string }[] }
  return [
    ...(reply.status >= 500 ? [`a fault (${reply.status})`] : []),
    ...(reply.type.startsWith('application/problem+json') ? [] : [`not problem+json but ${reply.type}`]),
    ...(code && requestId ? [] : ['no code or request id']),
    ...(title && title !== code && script[lang].test(title) ? [] : [`title not in ${lang}: ${title}`]),
    ...(remedy && script[lang].test(remedy) ? [] : [`no remedy in ${lang} for ${code}`]),
    ...(code === 'kernel.input' && (field === undefined || !fields?.length) ? ['no field is named'] : []),
    ...(fields ?? []).filter((f) => !script[lang].test(f.message)).map((f) => `the message for ${f.field} is not in ${lang}: ${f.message}`),
    ...(leak.test(reply.text) ? ['it tells of the inside'] : []),
  ]
}

/** How many acts the ledger holds. */
export async function entries(app: TestApp): Promise<number> {
  const { rows } = await app.db.ledgerPool.query<{ count: number }>('select count(*)::int as count from kernel.entry')
  return rows[0]!.count
}

/** Rows of a query as the platform itself sees them. */
export async function seen<T>(app: TestApp, text: string): Promise<T[]> {
  return app.db.app.transaction().execute(async (trx) => {
    await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
    return (await sql.raw<T>(text).execute(trx)).rows
  })
}
