import { randomUUIDv7 } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { act, read } from '#kernel/act/act.ts'
import { readHistory } from '#kernel/act/contract.ts'
import { roleMay } from '#kernel/access/policy.ts'
import { roles, type Role } from '#kernel/access/roles.ts'
import { dayMs, hourMs } from '#kernel/clock/calendar.ts'
import { acceptHandover, offerHandover } from '#kernel/handover/contract.ts'
import { alarmInspector } from '#kernel/log/alarm.ts'
import { cases } from '#systems/cases/system.ts'
import { book, stranger } from '#systems/custody/test/scene.ts'
import { custody } from '#systems/custody/system.ts'
import { desk } from '#systems/desk/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { countAlarms, dismissAlarm, exportAlarms, exportStatistics, listAlarms, readAlarm, readStatistics, seeAlarm } from './contract.ts'
import { handlers } from './handlers.ts'
import { openFigures } from './figures.ts'
import { refreshFigures, sundayOf } from './store/figures.ts'
import { oversight } from './system.ts'
import { tellAgain, tellUnanswered } from './watch.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([offences, cases, custody, desk, oversight]) })

/** Somebody held since 30 hours on the arrest alone: without cover for six. */
async function gap() {
  const booked = await book(app, { at: new Date(app.time.now.getTime() - 30 * hourMs), more: { lateReason: 'The line was down for a day' } })
  await tellAgain(app.systemCtx)
  const { rows } = await app.ok('inspector', listAlarms, { kind: 'no-cover' })
  const alarm = rows.find((a) => a.record?.id === booked.id)!
  return { booked, alarm }
}

describe('alarms', () => {
  test('a witness that refuses the public log’s history: one alarm, to the inspectorate, with the log’s page', async () => {
    const refused = { origin: 'log.test/nation', witness: 'judiciary', result: 'inconsistent', detail: 'it has signed another tree of 7 leaves', size: 7 }
    await alarmInspector(app.systemCtx, refused)
    await alarmInspector(app.systemCtx, { ...refused, witness: 'bar' })
    const { rows } = await app.ok('inspector', listAlarms, { kind: 'log-refused' })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ kind: 'log-refused', mayAnswer: true, office: { id: app.country.offices.ministry }, record: { kind: 'log', path: '/log' }, detail: { witness: 'judiciary', refusal: 'inconsistent', leaves: 7 } })
    expect((await app.ok('inspector', readAlarm, { id: rows[0]!.id })).cover).toBeNull()
    await app.ok('inspector', dismissAlarm, { id: rows[0]!.id, reason: 'The council and we compared both trees' })
    await alarmInspector(app.systemCtx, refused)
    expect((await app.ok('inspector', listAlarms, { kind: 'log-refused', state: 'open' })).rows).toHaveLength(1)
  })

  test('a person held without cover is an alarm of the inspectorate, with the cover of that person', async () => {
    const { booked, alarm } = await gap()
    expect(alarm).toMatchObject({ kind: 'no-cover', state: 'open', mayAnswer: true, office: { id: app.country.offices.station, governorate: 'IQ-BG' }, raisedTo: { id: app.country.offices.inspectorate }, record: { kind: 'custody', number: booked.number, path: `/custody/${booked.id}` } })
    const { cover } = await app.ok('inspector', readAlarm, { id: alarm.id })
    expect(cover).toMatchObject({ status: 'gap', to: null })
    expect(cover!.intervals.map((i) => i.kind)).toEqual(['arrest', 'gap'])
    expect(await app.ok('inspector', countAlarms, {})).toMatchObject({ open: expect.any(Number), kinds: expect.arrayContaining([{ kind: 'no-cover', open: expect.any(Number) }]) })
  })

  test('the office where it happened reads it and can’t answer it; another receiver and a stranger neither', async () => {
    const { alarm } = await gap()
    expect((await app.ok('stationCommander', listAlarms, { to: 'all' })).rows.find((a) => a.id === alarm.id)).toMatchObject({ mayAnswer: false })
    expect((await app.call('stationCommander', dismissAlarm, { id: alarm.id, reason: 'We know about it, thank you' })).status).toBe(403)
    expect((await app.call('prosecutor', dismissAlarm, { id: alarm.id, reason: 'We know about it, thank you' }))).toMatchObject({ status: 403, problem: { code: 'oversight.not-the-receiver' } })
    expect((await app.call('otherJudge', dismissAlarm, { id: alarm.id, reason: 'Not mine at all, sorry' })).status).toBe(404)
    expect((await app.call('otherJudge', readAlarm, { id: alarm.id })).status).toBe(404)
  })

  test('is dismissed once, with a reason of ten characters, and that stands in the record’s history', async () => {
    const { booked, alarm } = await gap()
    expect((await app.call('inspector', dismissAlarm, { id: alarm.id, reason: 'too short' }))).toMatchObject({ status: 400, problem: { field: 'reason' } })
    await app.ok('inspector', seeAlarm, { id: alarm.id })
    await app.ok('inspector', dismissAlarm, { id: alarm.id, reason: 'The judge was called at 14:00' })
    expect(await app.call('inspector', dismissAlarm, { id: alarm.id, reason: 'Once more, to be sure' })).toMatchObject({ status: 409, problem: { code: 'oversight.dismissed-already' } })
    const history = await app.ok('judge', readHistory, { id: booked.id })
    expect(history.rows.filter((e) => e.verb === 'oversight.dismiss-alarm')).toMatchObject([{ reason: 'The judge was called at 14:00' }])
  })

  test('dismissing stops nothing: who is still without cover is an alarm again at the next watch, and says so', async () => {
    const { booked, alarm } = await gap()
    expect(await tellAgain(app.systemCtx)).toBe(0)
    await app.ok('inspector', dismissAlarm, { id: alarm.id, reason: 'The station promised an order' })
    app.time.now = new Date(app.time.now.getTime() + 5 * 60_000)
    expect(await tellAgain(app.systemCtx)).toBe(1)
    const { rows } = await app.ok('inspector', listAlarms, { state: 'open' })
    const again = rows.find((a) => a.record?.id === booked.id)!
    expect(again.detail).toMatchObject({ again: 1 })
    expect((await app.ok('inspector', readAlarm, { id: again.id })).earlier.map((a) => a.id)).toContain(alarm.id)
  })

  test('the database itself lets nobody else dismiss, change or remove an alarm', async () => {
    const { alarm } = await gap()
    const as = (who: string, change: string) => act(app.systemCtx, { verb: 'test.tamper', subject: { kind: 'alarm', bare: randomUUIDv7() } }, (tx) =>
      sql`update kernel.alarm set ${sql.raw(change.replaceAll('$who', app.country.accounts[who]!.accountId))} where id = ${alarm.id}`.execute(tx.db))
    const dismissal = `state = 'dismissed', dismissed_at = now(), dismissed_by = '$who', reason = 'It was nothing at all'`
    await expect(as('stationCommander', dismissal)).rejects.toThrow(/only by the office that received it/)
    await expect(as('prosecutor', dismissal)).rejects.toThrow(/only by the office that received it/)
    await expect(as('administrator', dismissal)).rejects.toThrow(/only by the office that received it/)
    await expect(as('inspector', dismissal.replace('It was nothing at all', 'nothing'))).rejects.toThrow(/dismissal_has_a_reason/)
    await expect(as('inspector', `kind = 'break-glass'`)).rejects.toThrow(/says what it said/)
    await expect(as('stationCommander', `seen_at = now(), seen_by = '$who'`)).rejects.toThrow(/office that received it/)
    await expect(act(app.systemCtx, { verb: 'test.tamper', subject: { kind: 'alarm', bare: randomUUIDv7() } }, (tx) => sql`delete from kernel.alarm where id = ${alarm.id}`.execute(tx.db))).rejects.toThrow(/permission denied/)
  })

  test('a page follows the one before without losing or repeating any, and the file has them too', async () => {
    for (let i = 0; i < 3; i++) await gap()
    const seen: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await app.ok('inspector', listAlarms, { state: 'open', limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...page.rows.map((a) => a.id))
      if (page.next === null) break
      cursor = page.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe((await app.ok('inspector', countAlarms, {})).open)
    const csv = (await app.call('inspector', exportAlarms, { state: 'open' })).body as string
    expect(csv.trim().split('\r\n')).toHaveLength(seen.length + 1)
    expect(csv).toContain('Held without legal cover')
  })

  test('a hand-over that nobody answers is told outside the office that should have', async () => {
    const { id } = await book(app, { person: stranger() })
    await app.ok('stationOfficer', offerHandover, { recordId: id, toOffice: app.country.offices.otherStation })
    expect(await tellUnanswered(app.systemCtx)).toBe(0)
    app.time.now = new Date(app.time.now.getTime() + 25 * hourMs)
    expect(await tellUnanswered(app.systemCtx)).toBe(1)
    expect(await tellUnanswered(app.systemCtx)).toBe(0)
    const { rows } = await app.ok('inspector', listAlarms, { kind: 'handover-unanswered' })
    expect(rows[0]).toMatchObject({ office: { id: app.country.offices.otherStation }, record: { id } })
    await app.ok('inspector', dismissAlarm, { id: rows[0]!.id, reason: 'Called the station: they come today' })
    expect(await tellUnanswered(app.systemCtx)).toBe(0)
    app.time.now = new Date(app.time.now.getTime() + dayMs + 60_000)
    expect(await tellUnanswered(app.systemCtx)).toBe(1)
    await app.ok('otherStationOfficer', acceptHandover, { recordId: id })
  })
})

describe('statistics', () => {
  test('count everyone held, by every column alike, and agree with the register', async () => {
    await book(app, { person: stranger({ date: '2010-02-03', precision: 'day' }) }, 'juvenileOfficer')
    await refreshFigures(app.systemCtx)
    const f = await app.ok('inspector', readStatistics, {})
    const { rows: [{ n } = { n: 0 }] } = await read(app.systemCtx, (r) => sql<{ n: number }>`select count(*)::integer as n from custody.custody where ended_at is null`.execute(r.db))
    expect(f.held).toBe(n)
    for (const group of [f.byStage, f.byBand, f.bySex, f.byAge, f.byGovernorate]) expect(group.reduce((sum, one) => sum + one.count, 0)).toBe(n)
    expect(f.offices.reduce((sum, o) => sum + o.held, 0)).toBe(n)
    expect(f.overdue).toBeGreaterThan(0)
    expect(f.byAge.find((a) => a.key === 'juvenile')!.count).toBeGreaterThan(0)
    expect(f.weeks).toHaveLength(26)
    expect(f.weeks.at(-1)).toMatchObject({ week: sundayOf(app.time.now.toISOString().slice(0, 10)), held: n, gaps: expect.any(Number) })
    expect(f.weeks.reduce((sum, w) => sum + w.arrests, 0)).toBe(n)
    expect((await app.call('inspector', exportStatistics, {})).body as unknown as string).toContain('By stage,Arrested,')
  })

  test('reach as far as the post does: the nation, the governorate, the own office', async () => {
    await book(app, {}, 'erbilOfficer').catch(() => undefined)
    await refreshFigures(app.systemCtx)
    const all = await app.ok('inspector', readStatistics, {})
    const own = await app.ok('stationCommander', readStatistics, {})
    expect(own.scope.kind).toBe('offices')
    expect(own.offices.map((o) => o.id)).toEqual([app.country.offices.station])
    expect(own.held).toBeLessThan(all.held)
    expect((await app.ok('stationCommander', readStatistics, { officeId: app.country.offices.otherStation })).offices.map((o) => o.id)).toEqual([app.country.offices.station])
    expect((await app.ok('judge', readStatistics, { governorate: 'IQ-AR' })).scope).toEqual({ kind: 'governorate', code: 'IQ-BG' })
    expect((await app.ok('inspector', readStatistics, { governorate: 'IQ-BG' })).held).toBe(all.byGovernorate.find((g) => g.key === 'IQ-BG')!.count)
  })

  test('what is published holds small counts back', async () => {
    const open = await openFigures(app.systemCtx)
    const cells = [open.byStage, open.byBand, open.bySex, open.byAge, open.byGovernorate].flat().map((c) => c.count)
    expect(cells.some((c) => c === null)).toBe(true)
    expect(cells.filter((c) => c !== null && c > 0 && c < 5)).toEqual([])
    expect(JSON.stringify(open)).not.toContain(app.country.offices.station)
  })
})

const table: Record<string, readonly Role[]> = {
  'oversight.alarms': ['inspector', 'prosecutor', 'investigative-judge', 'trial-judge', 'cassation-judge', 'station-commander', 'juvenile-officer', 'prison-director'],
  'oversight.seen': ['inspector', 'prosecutor', 'investigative-judge', 'trial-judge', 'cassation-judge'],
  'oversight.statistics': ['inspector', 'prosecutor', 'investigative-judge', 'trial-judge', 'cassation-judge', 'station-commander', 'prison-director'],
}
const like: Record<string, string> = { 'oversight.alarmsCsv': 'oversight.alarms', 'oversight.alarmCounts': 'oversight.alarms', 'oversight.alarm': 'oversight.alarms', 'oversight.dismiss': 'oversight.seen', 'oversight.statisticsCsv': 'oversight.statistics' }

describe('every endpoint', () => {
  test.each(handlers.map((h) => h.endpoint))('$name: nobody 401, other roles 403', async (endpoint) => {
    const allowed = table[like[endpoint.name] ?? endpoint.name]!
    expect(roles.filter((role) => roleMay(role, endpoint.may)).sort()).toEqual([...allowed].sort())
    const input = endpoint.path.includes(':id') ? { id: randomUUIDv7() } : {}
    expect((await app.call(null, endpoint, input)).status).toBe(401)
    expect((await app.call('administrator', endpoint, input)).status).toBe(403)
    expect((await app.call('stationOfficer', endpoint, input)).status).toBe(403)
  })
})
