// What the platform does for itself: forgets old answers, shows failed work, tells of hand-overs that nobody answers, keeps on when one clock fails.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import PgBoss from 'pg-boss'
import { inject, describe, expect, test } from 'vitest'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { prepareRoles } from '#kernel/db/migrate.ts'
import { breakTheGlass } from '#kernel/access/approval-contract.ts'
import { act } from '#kernel/act/act.ts'
import { missDueClocks } from '#kernel/clock/alarms.ts'
import { startClock } from '#kernel/clock/clocks.ts'
import { offerHandover } from '#kernel/handover/contract.ts'
import { listFailedJobs } from '#kernel/jobs/contract.ts'
import { forgetRequests, startJobs } from '#kernel/jobs/jobs.ts'
import { registerItem, returnItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { oversight } from '#systems/oversight/system.ts'
import { systems } from '#app/systems.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { seen } from './house.ts'

const item = { description: 'حقيبة سوداء', place: 'الكرادة', foundAt: '2026-01-01T00:00:00.000Z' }

async function asSuperuser(app: TestApp, text: string, values: unknown[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: app.db.urls.superuser })
  await client.connect()
  const { rowCount } = await client.query(text, values)
  await client.end()
  return rowCount ?? 0
}

test('answers kept for repeated requests are forgotten after seven days, no younger one', async () => {
  const app = await testApp([example])
  const [old, young] = [randomUUID(), randomUUID()]
  const first = await app.call('stationOfficer', registerItem, item, { key: old })
  const kept = await app.call('stationOfficer', registerItem, item, { key: young })
  await asSuperuser(app, "update kernel.request set at = now() - interval '7 days 1 minute' where key = $1", [old])
  await asSuperuser(app, "update kernel.request set at = now() - interval '6 days 23 hours' where key = $1", [young])
  await asSuperuser(app, "insert into kernel.request (account_id, key, verb, input_hash, entry_id, at) select gen_random_uuid(), 'key-000-' || n, 'x', '', gen_random_uuid(), now() - interval '30 days' from generate_series(1, 250) n")
  expect(await forgetRequests(app.systemCtx, 100)).toBe(251)
  expect(await forgetRequests(app.systemCtx)).toBe(0)
  expect((await app.call('stationOfficer', registerItem, item, { key: young })).body).toEqual(kept.body)
  expect((await app.call('stationOfficer', registerItem, item, { key: old })).body.id).not.toBe(first.body.id)
})

describe('scheduled work', async () => {
  const app = await testApp([example])

  test('nothing failed where nothing ever ran, and only the administrator may look', async () => {
    expect((await app.ok('administrator', listFailedJobs, {})).rows).toEqual([])
    expect((await app.call('inspector', listFailedJobs, {})).status).toBe(403)
    expect((await app.call(null, listFailedJobs, {})).status).toBe(401)
  })

  test('work that fails for good is kept, with what it said and without where in the code', { timeout: 60_000 }, async () => {
    await prepareRoles(app.db.urls.superuser, loadSecrets(inject('dataFolder')))
    const job = { name: 'test.fails', cron: '0 0 1 1 *', run: async () => { throw new Error('the registry does not answer') } }
    const stop = await startJobs(app.db, [job], () => {}, { retries: 0, retryDelaySeconds: 0 })
    const boss = new PgBoss({ connectionString: app.db.urls.jobs, schema: 'jobs', max: 1, supervise: false, schedule: false })
    boss.on('error', () => {})
    await boss.start()
    await boss.send('test.fails', { job: 'test.fails' })
    await expect.poll(async () => (await app.ok('administrator', listFailedJobs, {})).rows, { timeout: 30_000, interval: 500 }).toMatchObject([{ name: 'test.fails', error: 'the registry does not answer' }])
    expect(JSON.stringify(await app.ok('administrator', listFailedJobs, {}))).not.toMatch(/\.ts:|node_modules/)
    await boss.stop({ graceful: false })
    await stop()
  })
})

test('one clock that cannot be marked does not keep the alarms of the others waiting', async () => {
  const app = await testApp([example])
  const ids = [(await app.ok('stationOfficer', registerItem, item)).id, (await app.ok('stationOfficer', registerItem, item)).id]
  await act(app.systemCtx, { verb: 'test.start-clocks', subject: { kind: 'office', bare: app.country.offices.station } }, async (tx) => {
    for (const [n, recordId] of ids.entries()) await startClock(tx, { rule: 'CLK-02', recordId, officeId: app.country.offices.station, from: new Date(tx.at.getTime() - 1000 + n) })
  })
  await asSuperuser(app, `create function public.break_it() returns trigger language plpgsql as $$ begin if new.record_id = '${ids[0]}' and new.state = 'missed' then raise exception 'broken'; end if; return new; end $$`)
  await asSuperuser(app, 'create trigger break_it before update on kernel.clock for each row execute function public.break_it()')
  app.time.now = new Date(app.time.now.getTime() + 25 * 3_600_000)
  await expect(missDueClocks(app.systemCtx)).rejects.toThrow(/1 of 2/)
  expect(await seen(app, 'select record_id, kind from kernel.alarm')).toEqual([{ record_id: ids[1], kind: 'clock-missed' }])
})

test('a hand-over that nobody answers is told outside both offices, once', { timeout: 60_000 }, async () => {
  const app = await testApp([...systems, example])
  const { id } = await app.ok('stationOfficer', registerItem, item)
  await app.ok('stationOfficer', offerHandover, { recordId: id, version: 1, toOffice: app.country.offices.otherStation })
  const watch = oversight.jobs!.find((job) => job.name === 'oversight.unanswered')!
  app.time.now = new Date(app.time.now.getTime() + 23 * 3_600_000)
  await watch.run(app.systemCtx)
  expect(await seen(app, `select id from kernel.alarm where record_id = '${id}'`)).toEqual([])
  app.time.now = new Date(app.time.now.getTime() + 2 * 3_600_000)
  await watch.run(app.systemCtx)
  await watch.run(app.systemCtx)
  const alarms = await seen<{ kind: string; raised_to: string }>(app, `select kind, raised_to from kernel.alarm where record_id = '${id}'`)
  expect(alarms.map((a) => a.kind)).toEqual(['handover-unanswered'])
  expect([app.country.offices.station, app.country.offices.otherStation]).not.toContain(alarms[0]!.raised_to)
  expect((await app.call('stationOfficer', returnItem, { id, version: 2, returnedTo: 'سلمى كريم' })).status, 'it stays in transit').toBe(423)
})

test('broken glass is the breaker’s alone: a colleague of the same office acts on nothing by it', async () => {
  const app = await testApp([example])
  const { id } = await app.ok('otherStationOfficer', registerItem, item)
  await app.ok('judge', breakTheGlass, { recordId: id, reason: 'خطر على حياة صاحبة الحقيبة هذه الليلة' })
  const attempt = async (who: string) => act(await app.ctx(who), { verb: 'handover.answer', subject: { kind: 'found-item', id }, by: 'authority' }, async () => ({}))
  await expect(attempt('judge')).rejects.toMatchObject({ code: 'kernel.not-permitted' })
  await expect(attempt('investigator')).rejects.toMatchObject({ code: 'kernel.record-unknown' })
})
