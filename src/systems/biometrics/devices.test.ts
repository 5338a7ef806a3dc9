import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systems } from '#app/systems.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { recordNotTaken } from './contract/chain.ts'
import { changeDevice, checkSensor, listDevices, readDevice, readMaintenance, readTrend, registerDevice, reportDevice, type SensorCheck } from './contract/devices.ts'
import { acceptPrint, addImpression } from './contract/enrolment.ts'
import { enterMark } from './contract/marks.ts'
import { askSearch } from './contract/search.ts'
import { pngOf } from './test/fingers.ts'
import { book } from '#systems/custody/test/scene.ts'
import { printImage, beginAtStation, sendFile, take } from './test/prints.ts'
import { glassImage, targetImage } from './test/sensors.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-devices-'))
process.env['MIZAN_TEMPLATE_KEYS'] = join(folder, 'keys.json')
let app: TestApp
let n = 0
const day = 86_400_000
const register = (who: string, office: 'station' | 'otherStation' | 'prison' | 'evidence' | 'erbilStation', more: object = {}) =>
  app.call(who, registerDevice, { serial: `S-${++n}`, maker: 'Dermalog', model: 'LF10', kind: 'single', resolution: 500, officeId: app.country.offices[office], reason: 'Bought this year', ...more })
const look = (who: string, id: string, what: string, image: Buffer, lines = 0) => sendFile<SensorCheck>(app, who, checkSensor, { id, look: what, linesPerMm: lines }, image)
const device = (id: string, who = 'stationOfficer') => app.ok(who, readDevice, { id })

beforeAll(async () => { app = await testApp(systems) })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a device', () => {
  test.each([
    ['stationCommander', 'station', 200], ['stationCommander', 'otherStation', 403], ['prisonDirector', 'prison', 200], ['administrator', 'erbilStation', 200], ['examiner', 'evidence', 200],
    ['examiner', 'station', 403], ['stationOfficer', 'station', 403], ['inspector', 'station', 403], ['judge', 'station', 403],
  ] as const)('is registered by %s at %s: %i', async (who, office, status) => { expect((await register(who, office)).status).toBe(status) })

  test('once, with the resolution that its kind has', async () => {
    expect((await register('stationCommander', 'station', { serial: 'twice' })).status).toBe(200)
    expect((await register('administrator', 'prison', { serial: 'twice' })).problem).toMatchObject({ code: 'biometrics.device-known', field: 'serial' })
    expect((await register('stationCommander', 'station', { kind: 'camera' })).problem.code).toBe('biometrics.device-resolution')
    expect((await register('stationCommander', 'station', { resolution: undefined })).problem.code).toBe('biometrics.device-resolution')
    expect((await register('stationCommander', 'station', { kind: 'camera', resolution: undefined })).status).toBe(200)
  })

  test('breaks, is repaired, moves and is retired, each step with its reason in its history', async () => {
    const { id } = (await register('stationCommander', 'station')).body
    const change = (who: string, to: 'repaired' | 'moved' | 'retired', office?: string) => app.call(who, changeDevice, { id, to, reason: 'As the paper says', ...(office && { officeId: office }) })
    expect((await change('stationCommander', 'repaired')).problem.code).toBe('biometrics.device-state')
    expect((await app.call('otherStationOfficer', reportDevice, { id, reason: 'Does not light up' })).status).toBe(404)
    await app.ok('stationOfficer', reportDevice, { id, reason: 'Does not light up' })
    expect((await app.call('stationOfficer', reportDevice, { id, reason: 'Again' })).status).toBe(409)
    expect((await change('stationOfficer', 'repaired')).status).toBe(403)
    expect((await change('stationCommander', 'repaired')).status).toBe(200)
    expect((await change('stationCommander', 'moved')).problem.code).toBe('biometrics.device-where-to')
    expect((await change('stationCommander', 'moved', app.country.offices.otherStation)).status).toBe(200)
    expect((await app.call('stationCommander', readDevice, { id })).status).toBe(404)
    expect((await change('administrator', 'retired')).status).toBe(200)
    expect((await change('administrator', 'repaired')).problem.code).toBe('biometrics.device-state')
    const now = await device(id, 'otherStationOfficer')
    expect(now.state).toBe('retired')
    expect(now.history.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['retired', 'As the paper says'], ['moved', 'As the paper says'], ['repaired', 'As the paper says'], ['out-of-order', 'Does not light up'], ['registered', 'Bought this year'],
    ])
  })

  test('has a history that is not rewritten', async () => {
    for (const table of ['device_event', 'device_check']) {
      await expect(sql`delete from ${sql.table(`biometrics.${table}`)}`.execute(app.db.app), table).rejects.toThrow(/permission denied/)
      await expect(sql`update ${sql.table(`biometrics.${table}`)} set by = by`.execute(app.db.app), table).rejects.toThrow(/permission denied/)
    }
  })
})

describe('a check', () => {
  let id = ''
  beforeAll(async () => { id = (await register('stationCommander', 'station')).body.id })

  test('of a clean glass passes, of a dirty one fails with what is wrong; the next one counts', async () => {
    expect((await device(id)).due).toEqual(['empty', 'finger'])
    expect((await look('stationOfficer', id, 'empty', glassImage({ spots: 4 }))).body).toMatchObject({ passed: false, faults: ['dirty'], look: 'empty', by: 'موظف stationOfficer' })
    expect((await device(id)).due).toEqual(['empty', 'finger'])
    expect((await look('stationOfficer', id, 'empty', glassImage())).body).toMatchObject({ passed: true, faults: [] })
    expect((await look('stationOfficer', id, 'empty', glassImage({ line: true }))).body.faults).toEqual(['dead-lines'])
    expect((await look('stationOfficer', id, 'empty', glassImage())).body.passed).toBe(true)
    const { due, past, checks } = await device(id)
    expect([due, past.length, checks.map((c) => [c.look, c.passed])]).toEqual([['finger'], 4, [['empty', true]]])
  })

  test('of a finger is measured; the same file again was not put on the glass', async () => {
    const finger = printImage(77, 5)
    expect((await look('stationOfficer', id, 'finger', finger)).body).toMatchObject({ passed: true, faults: [] })
    expect((await look('stationCommander', id, 'finger', finger)).body).toMatchObject({ passed: false, faults: ['old-image'] })
    expect((await look('stationOfficer', id, 'finger', printImage(77, 6))).body.passed).toBe(true)
    expect((await look('stationOfficer', id, 'finger', glassImage())).body.faults).toEqual(['no-finger'])
  })

  test('of a ruled target gives the true resolution', async () => {
    expect((await look('stationOfficer', id, 'bars', targetImage(1, 500))).body.code).toBe('biometrics.bars-how-fine')
    const right = await look('stationOfficer', id, 'bars', targetImage(1, 500), 1)
    expect(right.body).toMatchObject({ passed: true, linesPerMm: 1 })
    expect(Math.abs(right.body.measures['dpi']! - 500)).toBeLessThan(3)
    expect((await look('stationOfficer', id, 'bars', targetImage(1, 480), 1)).body.faults).toEqual(['wrong-resolution'])
  })

  test('is due again on the next day, for a finger after a month', async () => {
    const other = (await register('stationCommander', 'station')).body.id
    await look('stationOfficer', other, 'empty', glassImage({ seed: 8 }))
    await look('stationOfficer', other, 'finger', printImage(77, 9))
    expect((await device(other)).due).toEqual([])
    app.time.now = new Date(app.time.now.getTime() + day)
    expect((await device(other)).due).toEqual(['empty'])
    await look('stationOfficer', other, 'empty', glassImage({ seed: 9 }))
    app.time.now = new Date(app.time.now.getTime() + 31 * day)
    expect((await device(other)).due).toEqual(['empty', 'finger'])
  })

  test('is offered where the device is', async () => {
    expect(await device(id)).toMatchObject({ own: true, here: true })
    expect(await device(id, 'stationCommander')).toMatchObject({ own: true, here: true })
    expect(await device(id, 'examiner')).toMatchObject({ own: false, here: false })
  })

  test('is made where the device is, of an image, of a scanner in being', async () => {
    expect((await look('otherStationOfficer', id, 'empty', glassImage())).status).toBe(404)
    expect((await look('examiner', id, 'empty', glassImage())).body.code).toBe('biometrics.device-of-another')
    expect((await look('administrator', id, 'empty', glassImage())).status).toBe(403)
    expect((await look('stationOfficer', id, 'empty', Buffer.from('no image'))).body.code).toBe('biometrics.sensor-image-unreadable')
    expect((await look('stationOfficer', id, 'empty', glassImage().subarray(0, 900))).body.code).toBe('biometrics.sensor-image-unreadable')
    const camera = (await register('stationCommander', 'station', { kind: 'camera', resolution: undefined })).body.id
    expect((await look('stationOfficer', camera, 'empty', glassImage())).body.code).toBe('biometrics.device-no-glass')
  })

  test('leaves no image anywhere: measures and a digest', async () => {
    const { rows } = await sql<{ column: string }>`select column_name as column from information_schema.columns where table_schema = 'biometrics' and table_name = 'device_check' and data_type in ('bytea', 'uuid[]')`.execute(app.db.app)
    expect(rows).toEqual([])
    const { rows: [longest] } = await sql<{ length: number }>`select max(length(measures::text)) as length from biometrics.device_check`.execute(app.db.app)
    expect(longest!.length).toBeGreaterThan(50)
    expect(longest!.length).toBeLessThan(500)
  })
})

describe('maintenance', () => {
  test('shows the own office’s figures, and the nation’s to whoever oversees it', async () => {
    const begun = await beginAtStation(app)
    const scanner = (await register('stationCommander', 'station', { serial: 'in-hand' })).body.id
    expect((await sendFile(app, 'stationOfficer', addImpression, { id: begun.id, finger: 2, kind: 'plain', dpi: 500, device: scanner }, printImage(31))).status).toBe(200)
    for (const seed of [1, 2, 3]) await take(app, 'stationOfficer', begun.id, 3, 32, { how: { area: 0.15 }, seed })
    await app.ok('stationOfficer', acceptPrint, { id: begun.id, finger: 3, reason: 'The fingertip is worn away by work' })
    await beginAtStation(app)
    const unprinted = await book(app)
    await app.ok('stationOfficer', recordNotTaken, { id: unprinted.id, reason: 'broken-device' })
    const own = await app.ok('stationCommander', readMaintenance, {})
    expect(own.backlog.notTaken).toEqual([{ reason: 'broken-device', count: 1 }])
    expect(own.scope).toBe('office')
    expect(own.weeks.length).toBe(12)
    expect(own.weeks.at(-1)).toMatchObject({ tries: 4, retakes: 2, overrides: 1 })
    expect(own.weeks.at(-1)!.quality).toBeLessThan(50)
    expect(own.weeks[0]).toMatchObject({ tries: 0, quality: null })
    expect(own.byOperator).toMatchObject([{ name: 'موظف stationOfficer', tries: 4, retakes: 2, overrides: 1 }])
    expect(own.byDevice).toMatchObject([{ id: scanner, name: 'Dermalog LF10 in-hand', tries: 1, retakes: 0, overrides: 0 }])
    expect(own.devices.inUse).toBeGreaterThan(2)
    const nation = await app.ok('inspector', readMaintenance, {})
    expect([nation.scope, nation.weeks.at(-1)!.tries]).toEqual(['nation', 4])
    expect((await app.ok('prisonDirector', readMaintenance, {})).weeks.at(-1)!.tries).toBe(0)
    expect((await app.ok('stationCommander', readTrend, { of: 'operator', id: own.byOperator[0]!.id })).weeks.at(-1)!.tries).toBe(4)
    expect((await app.ok('prisonDirector', readTrend, { of: 'operator', id: own.byOperator[0]!.id })).weeks.at(-1)!.tries).toBe(0)
    app.time.now = new Date(app.time.now.getTime() + 2 * day)
    expect((await app.ok('stationCommander', readMaintenance, {})).backlog.enrolmentsOpen).toBe(2)
    expect((await app.call('stationOfficer', readMaintenance, {})).status).toBe(403)
    expect((await app.call(null, listDevices, {})).status).toBe(401)
  })
  test('counts what waits: marks, searches, candidates; the examiner sees the nation’s, another region its own', async () => {
    const { caseId } = await book(app)
    const image = pngOf(9, 2, 7, { area: 0.55, noise: 0.3 }).toString('base64')
    const { id: markId } = await app.ok('examiner', enterMark, { caseId, exhibit: 'Glass of the window', place: 'Karrada', liftedAt: new Date(app.time.now.getTime() - 3_600_000).toISOString(), liftedBy: 'Scene officer Hassan', dpi: 500, image })
    await app.ok('judge', askSearch, { purpose: 'scene-mark', basis: 'Expertise ordered in the case', caseId, markId })
    const { backlog } = await app.ok('examiner', readMaintenance, {})
    expect(backlog).toMatchObject({ marksUnsolved: 1, searchesWaiting: 1, candidatesUndecided: 0, incompleteSearches: 0, linksProposed: 0, oldTemplates: 0, checksUndecided: 0 })
    expect(backlog.oldestWaiting).toBe(app.time.now.toISOString())
    expect((await app.ok('erbilExaminer', readMaintenance, {})).backlog).toMatchObject({ marksUnsolved: 0, searchesWaiting: 0, notTaken: [] })
  })
})
