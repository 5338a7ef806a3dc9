/** A country with secrets in it: records of other offices and sealed ones, and an oracle that looks for them in every answer. */
import { sql } from 'kysely'
import pg from 'pg'
import { sealRecord } from '#kernel/access/sealing.ts'
import { act } from '#kernel/act/act.ts'
import type { Session } from '#kernel/act/context.ts'
import { storeFile } from '#kernel/documents/issue.ts'
import { receiveFile } from '#kernel/documents/files/receive.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { extract } from '#systems/biometrics/engine/extract/extract.ts'
import { makeFinger, press } from '#systems/biometrics/engine/synthetic.ts'
import { encodeTemplate } from '#systems/biometrics/engine/template/encode.ts'
import { makeEnrolment } from '#systems/biometrics/test/templates.ts'
import { convicted, custodyPage } from '#systems/courts/test/scene.ts'
import { book, stranger } from '#systems/custody/test/scene.ts'
import { openHouse, seen, type House, type Reply } from '#test/hardening/house.ts'
import { personKeys } from '#test/support/country.ts'

/** How many times more than by default: `MIZAN_ATTACK_RUNS=20` for a night. */
export const effort = Number(process.env['MIZAN_ATTACK_RUNS'] ?? 1)
/** Printed where something is found; `MIZAN_ATTACK_SEED` makes another run, or the same one again. */
export const seed = Number(process.env['MIZAN_ATTACK_SEED'] ?? 2026_11_22)

/** One row of a record: its table, its id, the record. */
export interface SecretRow { readonly table: string; readonly id: string; readonly recordId: string }

export interface Scene {
  readonly house: House
  readonly rows: readonly SecretRow[]
  /** Words that stand in one record only. */
  readonly planted: ReadonlyMap<string, string>
  readonly sessions: ReadonlyMap<string, Session>
  mayRead(who: string | null, recordId: string): boolean
  /** What of records that this person may not read stands in an answer, and was not in the question. */
  leaks(who: string | null, asked: string, reply: Pick<Reply, 'text'>): string[]
}

/** Nobody else has this name. */
const sealedName = 'كناريخفي'
const word = (of: string, what: string) => `canary-${of}-${what}`

/** From arrest to judgment at one station, an arrest at another station and one in another region, a sealed one; each with words and a paper of its own. */
export async function openScene(): Promise<Scene> {
  const house = await openHouse()
  const { app } = house
  const planted = new Map<string, string>()
  const hide = async (of: string, who: string, seal: boolean) => {
    const { id } = await book(app, {
      person: { ...stranger(), ...(seal ? { names: [{ script: 'ar', given: 'سرية', father: sealedName, grandfather: 'علي', family: 'حسن', mother: 'فاطمة' }] } : {}) } as never,
      more: { facts: word(of, 'facts'), place: word(of, 'place'), arrestedBy: word(of, 'by') },
    }, who)
    const page = await custodyPage(app, id)
    const caseId = page.cases[0]!.caseId
    for (const what of ['facts', 'place', 'by']) planted.set(word(of, what), id)
    if (seal) planted.set(sealedName, id)
    for (const [kind, recordId, name] of [['custody', id, 'custody-paper'], ['case', caseId, 'case-paper']] as const) {
      const file = await receiveFile({ stream: Buffer.from(word(of, `${kind}-content`)), name: `${word(of, name)}.txt`, type: 'text/plain' })
      await act(app.systemCtx, { verb: 'test.hide', subject: { kind, id: recordId }, by: 'authority' }, async (tx) => {
        await storeFile(tx, file, { purpose: 'attachment' })
        if (seal) await sealRecord(tx, 'CPC 57')
      })
      planted.set(word(of, name), recordId).set(word(of, `${kind}-content`), recordId)
    }
    if (seal) await act(app.systemCtx, { verb: 'test.hide', subject: { kind: 'person', bare: page.personId } }, (tx) => sql`update kernel.person set sealed = true where id = ${page.personId}`.execute(tx.db))
  }
  await convicted(app)
  await hide('other', 'otherStationOfficer', false)
  await hide('region', 'erbilOfficer', false)
  await hide('sealed', 'otherStationOfficer', true)
  const template = encodeTemplate(extract(press(makeFinger(1), 1)).template)
  for (const [who, office, seal] of [['otherStationOfficer', 'otherStation', false], ['erbilOfficer', 'erbilStation', false], ['otherStationOfficer', 'otherStation', true]] as const) {
    const { enrolmentId } = await makeEnrolment(app.db, { officeId: app.country.offices[office], accountId: app.country.accounts[who]!.accountId }, { 1: template, 2: template }, app.time.now)
    if (seal) await act(app.systemCtx, { verb: 'test.hide', subject: { kind: 'enrolment', id: enrolmentId }, by: 'authority' }, (tx) => sealRecord(tx, 'CPC 57'))
  }
  const sessions = new Map<string, Session>()
  for (const who of personKeys) sessions.set(who, (await app.ctx(who)).session!)
  return build(house, planted, sessions)
}

async function build(house: House, planted: Map<string, string>, sessions: ReadonlyMap<string, Session>): Promise<Scene> {
  const { app } = house
  const tables = await seen<{ name: string; qual: string }>(app, "select schemaname || '.' || tablename as name, qual from pg_policies where policyname = 'by_record' and tablename <> 'entry'")
  const rows: SecretRow[] = []
  for (const { name, qual } of tables) {
    const column = /a\.record_id = ([\w."]+)/.exec(qual)?.[1]?.split('.').at(-1)
    if (!column) throw new Error(`the policy of ${name} names no record: ${qual}`)
    rows.push(...(await seen<{ id: string; record: string | null }>(app, `select id, ${column} as record from ${name} where ${column} is not null`)).map((r) => ({ table: name, id: r.id, recordId: r.record! })))
  }
  const readers = new Map<string, Set<string>>()
  for (const a of await seen<{ record_id: string; office_id: string }>(app, 'select record_id, office_id from kernel.record_access')) {
    readers.set(a.record_id, (readers.get(a.record_id) ?? new Set()).add(a.office_id))
  }
  const sealed = new Set((await seen<{ record_id: string }>(app, 'select record_id from kernel.sealed')).map((s) => s.record_id))
  const recordOf = new Map(rows.map((r) => [r.id, r.recordId]))
  const mayRead: Scene['mayRead'] = (who, recordId) => {
    const session = who === null ? undefined : sessions.get(who)
    if (!session) return false
    if (session.officeIds === '*' && !sealed.has(recordId)) return true
    return [...(session.officeIds === '*' ? [session.officeId] : session.officeIds)].some((office) => readers.get(recordId)?.has(office))
  }
  const leaks: Scene['leaks'] = (who, asked, { text }) => [
    ...[...planted].filter(([secret, recordId]) => text.includes(secret) && !asked.includes(secret) && !mayRead(who, recordId)).map(([secret]) => secret),
    ...[...new Set(text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [])]
      .filter((id) => recordOf.has(id) && !asked.includes(id) && !mayRead(who, recordOf.get(id)!)).map((id) => `a row of ${rows.find((r) => r.id === id)!.table}`),
  ]
  return { house, rows, planted, sessions, mayRead, leaks }
}

/** Rows that could be meant by this field of this endpoint: `hearingId` is a row of a table of hearings, `id` of any of the endpoint's own system. */
export function meantBy(scene: Scene, endpoint: Endpoint, field: string): readonly SecretRow[] {
  const system = endpoint.name.split('.')[0]!
  const named = field.replace(/Ids?$/, '').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const of = (test: (table: string) => boolean) => scene.rows.filter((r) => test(r.table))
  const byName = named === '' || named === 'id' ? [] : of((table) => table.split('.')[1]!.includes(named))
  if (byName.length > 0) return byName
  const own = of((table) => table.startsWith(`${system}.`) || table === `kernel.${system.replace(/s$/, '')}`)
  return own.length > 0 ? own : scene.rows
}

/** Every table's rows in one digest each: what a refused call must leave as it was. Left out: the log of refusals, and when a session was last seen. */
export async function digests(house: House): Promise<Map<string, string>> {
  const tables = await seen<{ name: string }>(house.app, `select schemaname || '.' || tablename as name from pg_tables
    where schemaname !~ '^(pg_|information_schema|jobs|public)' and schemaname || '.' || tablename not in ('kernel.refusal', 'kernel.session', 'kernel.sealed_read') order by 1`)
  const parts = tables.map(({ name }) => `select '${name}' as name, coalesce((select md5(string_agg(md5(t::text), '' order by md5(t::text))) from ${name} t), '') as digest`)
  return owner(house, async (ask) => new Map((await ask<{ name: string; digest: string }>(parts.join(' union all '))).map((r) => [r.name, r.digest])))
}

/** In which tables a word stands. */
export async function tablesWith(house: House, text: string): Promise<string[]> {
  const tables = await seen<{ name: string }>(house.app, "select schemaname || '.' || tablename as name from pg_tables where schemaname !~ '^(pg_|information_schema|jobs|public)'")
  return owner(house, async (ask) => (await ask<{ name: string }>(tables.map(({ name }) => `select '${name}' as name where exists (select from ${name} t where t::text like '%${text}%')`).join(' union all '))).map((r) => r.name))
}

async function owner<T>(house: House, work: (ask: <R extends object>(text: string) => Promise<R[]>) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: house.app.db.urls.superuser })
  await client.connect()
  try {
    return await work(async (text) => (await client.query(text)).rows as never)
  } finally {
    await client.end()
  }
}

/** How many refusals are on record. */
export async function refusals(house: House): Promise<number> {
  return owner(house, async (ask) => (await ask<{ n: number }>('select count(*)::int as n from kernel.refusal'))[0]!.n)
}

/** Keeps the first of each kind of fault, with what was sent and answered. */
export interface Findings { note(what: string, asked: unknown, answered: string): void; list(): string[] }
export function findings(): Findings {
  const found = new Map<string, string>()
  return {
    note(what, asked, answered) { if (!found.has(what)) found.set(what, `${what}\n  sent ${(JSON.stringify(asked) ?? '').slice(0, 500)}\n  got ${answered.slice(0, 300)}\n  seed ${seed}`) },
    list: () => [...found.values()],
  }
}
