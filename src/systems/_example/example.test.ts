import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { acceptHandover, offerHandover, recallHandover } from '#kernel/handover/contract.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { listItems, registerItem, returnItem } from './contract.ts'
import { example } from './system.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([example]) })
const item = () => ({ description: 'A brown purse with 25,000 dinars', place: 'Karrada', foundAt: new Date(app.time.now.getTime() - 3_600_000).toISOString() })

describe('lost property', () => {
  test('is registered, numbered without gaps, and returned once', async () => {
    const first = await app.ok('stationOfficer', registerItem, item())
    const refused = await app.call('stationOfficer', registerItem, { ...item(), foundAt: new Date(app.time.now.getTime() + 60_000).toISOString() })
    const second = await app.ok('stationOfficer', registerItem, item())
    expect(refused.problem).toMatchObject({ code: '_example.found-in-future', field: 'foundAt', article: 'Penal 450' })
    expect(Number(second.number.slice(5)) - Number(first.number.slice(5))).toBe(1)
    const { rows } = await app.ok('stationOfficer', listItems, {})
    const row = rows.find((r) => r.id === first.id)!
    await app.ok('stationOfficer', returnItem, { id: first.id, version: row.version, returnedTo: 'Salma Karim' })
    const again = await app.call('stationOfficer', returnItem, { id: first.id, version: row.version + 1, returnedTo: 'Somebody else' })
    expect(again).toMatchObject({ status: 409, problem: { code: '_example.returned-already' } })
  })

  test('a version that is not the current one is a conflict that shows the record', async () => {
    const { id } = await app.ok('stationOfficer', registerItem, item())
    const answer = await app.call('stationOfficer', returnItem, { id, version: 99, returnedTo: 'Salma Karim' })
    expect(answer).toMatchObject({ status: 409, problem: { code: 'kernel.changed-meanwhile', current: { id } } })
  })

  test('the same request twice does nothing twice, and another under its key is refused', async () => {
    const input = item()
    const first = await app.call('stationOfficer', registerItem, input, { key: 'key-of-the-double-click' })
    const second = await app.call('stationOfficer', registerItem, input, { key: 'key-of-the-double-click' })
    expect(second.body).toEqual(first.body)
    const other = await app.call('stationOfficer', registerItem, { ...input, place: 'Elsewhere' }, { key: 'key-of-the-double-click' })
    expect(other.problem.code).toBe('kernel.key-used-before')
  })

  test('two clicks at the same moment make one item', async () => {
    const input = item()
    const answers = await Promise.all([1, 2, 3, 4].map(() => app.call('stationOfficer', registerItem, input, { key: 'four-clicks-at-once' })))
    expect(new Set(answers.map((a) => (a.body as { id: string }).id)).size).toBe(1)
  })

  test('another office neither sees nor changes it, until it is handed over', async () => {
    const { id } = await app.ok('stationOfficer', registerItem, item())
    const attempt = () => app.call('otherStationOfficer', returnItem, { id, version: 2, returnedTo: 'A thief' })
    expect(await attempt()).toMatchObject({ status: 404, problem: { code: 'kernel.record-unknown' } })
    expect((await app.ok('otherStationOfficer', listItems, {})).rows.map((r) => r.id)).not.toContain(id)
    await app.ok('stationOfficer', offerHandover, { recordId: id, toOffice: app.country.offices.otherStation })
    expect(await app.call('stationOfficer', returnItem, { id, version: 3, returnedTo: 'Salma' })).toMatchObject({ problem: { code: 'kernel.in-transit' } })
    await app.ok('stationOfficer', recallHandover, { recordId: id, reason: 'Sent to the wrong station' })
    await app.ok('stationOfficer', offerHandover, { recordId: id, toOffice: app.country.offices.otherStation })
    await app.ok('otherStationOfficer', acceptHandover, { recordId: id })
    const { rows } = await app.ok('otherStationOfficer', listItems, {})
    await app.ok('otherStationOfficer', returnItem, { id, version: rows.find((r) => r.id === id)!.version, returnedTo: 'Salma Karim' })
    expect((await app.call('stationOfficer', returnItem, { id, version: 9, returnedTo: 'Salma' })).status).toBe(403)
  })

  test('the database refuses a change outside an act, and an act without an entry', async () => {
    const change = sql`update kernel.office set name_ar = 'another name' where id = ${app.country.offices.station}`
    await expect(change.execute(app.db.app)).rejects.toThrow(/nothing changes except by an act/)
    await expect(sql`insert into kernel.record (id, kind, office_id, jurisdiction, created_at) values (uuidv7(), 'found-item', ${app.country.offices.station}, 'federal', now())`.execute(app.db.app)).rejects.toThrow(/permission denied/)
    await expect(app.db.app.transaction().execute(async (trx) => {
      await sql`select set_config('mizan.act', uuidv7()::text, true), set_config('mizan.scope', '*', true)`.execute(trx)
      await change.execute(trx)
    })).rejects.toThrow(/an act without an entry/)
  })

  test('every act has its entry with the digests of the rows it changed', async () => {
    const { id } = await app.ok('stationOfficer', registerItem, item())
    const { rows } = await sql<{ body: string; whole: boolean }>`select body, commitment = sha256(salt || convert_to(body, 'UTF8')) as whole from kernel.entry where subject_id = ${id}`.execute(
      app.db.app.withTables<Record<never, never>>()).catch(() => ({ rows: [] }))
    expect(rows).toEqual([])   // nobody reads the ledger without a scope
    const ctx = await app.ctx('stationOfficer')
    const { read } = await import('#kernel/act/act.ts')
    const found = await read(ctx, (r) => sql<{ body: string; whole: boolean }>`select body, commitment = sha256(salt || convert_to(body, 'UTF8')) as whole from kernel.entry where subject_id = ${id}`.execute(r.db))
    expect(found.rows).toHaveLength(1)
    expect(found.rows[0]!.whole).toBe(true)
    expect(JSON.parse(found.rows[0]!.body)).toMatchObject({ verb: '_example.register', basis: 'Penal 450', subject: { id }, rows: expect.arrayContaining([['_example.found_item', id, 'I', expect.any(String)]]) })
  })
})
