import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { acceptHandover, offerHandover } from '#kernel/handover/contract.ts'
import { addDays, baghdadDay, dayMs, hourMs } from '#kernel/clock/calendar.ts'
import { read } from '#kernel/act/act.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { cases } from '#systems/cases/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { bookArrest } from './contract/booking.ts'
import { readBoard } from './contract/board.ts'
import { readCustody, recordCourtStep, recordStep } from './contract/custody.ts'
import { askFelonyCourt, askJudge, decidePermission, listRequests, orderDetention, proposeOrder } from './contract/orders.ts'
import { custody } from './system.ts'
import { alarmsOf, arrest, book, clocksOf, order, page } from './test/scene.ts'
import { watchCustody } from './watch.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([offences, cases, custody]) })

/** Moves the time and lets the platform's own watch run, as it does every minute. */
async function pass(ms: number): Promise<void> {
  app.time.now = new Date(app.time.now.getTime() + ms)
  await watchCustody(app.systemCtx)
}

describe('from the arrest to the ceiling', () => {
  test('arrest, papers, order, extension, total reached, felony court, gap', async () => {
    const booked = await app.ok('stationOfficer', bookArrest, arrest(app, { charge: 'PC-443' }))
    expect(booked.pin).toMatch(/^\d{6}$/)
    expect(booked.number).toMatch(/^\d{4}\/\d{6}$/)
    const { id } = booked
    const first = await page(app, 'stationOfficer', id)
    expect(first).toMatchObject({ stage: 'arrested', cover: { status: 'covered', kind: 'arrest' }, holder: { id: app.country.offices.station }, next: { article: expect.any(String) } })
    expect(new Date(first.cover.until!).getTime()).toBe(new Date(first.arrest.at).getTime() + dayMs)
    expect((await clocksOf(app, id)).filter((c) => c.state === 'running').map((c) => c.rule).sort()).toEqual(['CLK-01', 'CLK-02', 'CLK-04'])

    await app.ok('stationOfficer', recordStep, { id, at: app.time.now.toISOString(), step: { kind: 'family-told', whom: 'His brother', how: 'telephone' } })
    const asked = await app.ok('stationOfficer', askJudge, { id, version: (await page(app, 'stationOfficer', id)).version, kind: 'first-papers', grounds: 'Caught with the goods' })
    const waiting = await app.ok('judge', listRequests, {})
    expect(waiting.rows[0]).toMatchObject({ requestId: asked.requestId, kind: 'first-papers', custodyId: id, latestDay: addDays(baghdadDay(app.time.now), 14) })
    await app.ok('judge', recordCourtStep, { id, at: app.time.now.toISOString(), step: { kind: 'questioned', by: 'Judge', toldRights: true, lawyer: 'present' } })
    const made = await order(app, id, { requestId: asked.requestId })
    const held = await page(app, 'judge', id)
    expect(held).toMatchObject({ stage: 'detained', cover: { status: 'covered', kind: 'order' }, orders: [{ id: made.orderId, number: made.number }], requests: [{ decision: 'granted' }], next: { act: 'decide-extension' } })
    const clocks = await clocksOf(app, id)
    expect(clocks.find((c) => c.rule === 'CLK-01')).toMatchObject({ state: 'met' })
    expect(clocks.find((c) => c.rule === 'CLK-02')).toMatchObject({ state: 'met' })
    expect(clocks.find((c) => c.rule === 'CLK-03')).toMatchObject({ state: 'running' })

    await pass(14 * dayMs)
    const proposed = await app.ok('judge', proposeOrder, { id })
    expect(proposed.proposed.firstDay).toBe(addDays(made.lastDay, 1))
    const second = await order(app, id, { firstDay: proposed.proposed.firstDay })
    expect((await page(app, 'judge', id)).cover.until).toBe(new Date(`${addDays(second.lastDay, 1)}T00:00:00+03:00`).toISOString())

    for (let last = second.lastDay; ; ) {
      const next = await app.ok('judge', proposeOrder, { id })
      if (next.latestDay === null || next.latestDay <= last || next.latestDay < next.proposed.firstDay) break
      await pass(new Date(`${last}T12:00:00+03:00`).getTime() - app.time.now.getTime())
      last = (await order(app, id, { firstDay: addDays(last, 1), lastDay: (await app.ok('judge', proposeOrder, { id })).proposed.lastDay })).lastDay
    }
    const marks = (await alarmsOf(app, id)).map((a) => a.kind)
    expect(marks).toContain('ceiling-80')
    expect(marks).toContain('ceiling-90')
    const before = await page(app, 'judge', id)
    expect(before.next!.act).toMatch(/ask-felony-court|decide-extension/)
    const refused = await app.call('judge', orderDetention, { ...(await form(id)), version: before.version })
    expect(refused.problem).toMatchObject({ code: 'custody.over-six-months', article: 'CPC 109(C)' })

    const request = await app.ok('judge', askFelonyCourt, { id, version: before.version, grounds: 'The expert has not reported' })
    const seen = await page(app, 'felonyJudge', id)
    const tooLong = await app.call('felonyJudge', decidePermission, { id, version: seen.version, granted: true, requestId: request.requestId, until: addDays(baghdadDay(app.time.now), 3000), reason: 'As long as it takes' })
    expect(tooLong.problem).toMatchObject({ code: 'custody.over-quarter', field: 'until' })
    await app.ok('felonyJudge', decidePermission, { id, version: seen.version, granted: true, requestId: request.requestId, until: addDays(baghdadDay(app.time.now), 40), reason: 'One further month' })
    const beyond = await order(app, id, { firstDay: (await app.ok('judge', proposeOrder, { id })).proposed.firstDay })
    await pass(new Date(`${beyond.lastDay}T12:00:00+03:00`).getTime() - app.time.now.getTime())
    expect(await page(app, 'judge', id)).toMatchObject({ cover: { status: 'covered', kind: 'felony-court' } })
    await pass(13 * hourMs)
    const gap = await page(app, 'judge', id)
    expect(gap).toMatchObject({ cover: { status: 'gap', reason: 'order-expired' }, next: { act: 'order-or-release' } })
    const noCover = (await alarmsOf(app, id)).filter((a) => a.kind === 'no-cover')
    expect(noCover.map((a) => a.raised_to).sort()).toEqual([app.country.offices.inspectorate, app.country.offices.prosecution].sort())
    expect((await app.ok('stationOfficer', readBoard, {})).rows[0]).toMatchObject({ id, coverStatus: 'gap' })
    // Running out is never release.
    expect(gap.ended).toBeNull()
  })

  test('without a judge the papers run out after a day, once extended after two, and each is an alarm by itself', async () => {
    const { id } = await book(app)
    await pass(dayMs + 60_000)
    const gap = await page(app, 'judge', id)
    expect(gap.cover).toMatchObject({ status: 'gap', reason: 'papers-due' })
    expect((await alarmsOf(app, id)).map((a) => a.kind)).toContain('no-cover')
    const row = await read(app.systemCtx, (r) => sql<{ stored: string }>`select cover_status as stored from custody.custody where id = ${id}`.execute(r.db))
    expect(row.rows[0]).toEqual({ stored: 'gap' })
  })
})

async function form(id: string) {
  const { proposed } = await app.ok('judge', proposeOrder, { id, reasons: 'The investigation goes on', knownAs: 'Abu Ali', surname: 'Al-Jubouri', fearOfFlight: 'No home' })
  return { id, ...proposed, lastDay: addDays(proposed.firstDay, 14) }
}

describe('movement', () => {
  test('whoever accepts is the keeper, and only they', async () => {
    const { id } = await book(app)
    expect((await app.call('stationOfficer', offerHandover, { recordId: id, toOffice: app.country.offices.ministry })).problem.code).toBe('custody.office-holds-nobody')
    await app.ok('stationOfficer', offerHandover, { recordId: id, toOffice: app.country.offices.otherStation, condition: 'Unhurt' })
    expect((await app.call('stationOfficer', recordStep, { id, at: app.time.now.toISOString(), step: { kind: 'family-told', whom: 'A brother', how: 'telephone' } })).problem.code).toBe('kernel.in-transit')
    await app.ok('otherStationOfficer', acceptHandover, { recordId: id })
    const moved = await page(app, 'otherStationOfficer', id)
    expect(moved).toMatchObject({ holder: { id: app.country.offices.otherStation }, state: 'held', facilityKind: 'police-station' })
    expect((await app.ok('stationOfficer', readBoard, { limit: 500 })).rows.map((r) => r.id)).not.toContain(id)
    expect((await app.ok('otherStationOfficer', readBoard, {})).rows.map((r) => r.id)).toContain(id)
    expect((await clocksOf(app, id)).find((c) => c.rule === 'CLK-01')).toMatchObject({ office_id: app.country.offices.otherStation })
    expect((await app.ok('stationOfficer', readCustody, { id })).verbs.find((v) => v.verb === 'custody.write-step')).toMatchObject({ may: false, code: 'kernel.held-elsewhere' })
  })
})
