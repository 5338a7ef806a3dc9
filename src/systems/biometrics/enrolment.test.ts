import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seal } from '#kernel/access/approval-contract.ts'
import { acceptHandover, offerHandover } from '#kernel/handover/contract.ts'
import { systems } from '#app/systems.ts'
import { book, stranger } from '#systems/custody/test/scene.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { tokenOf } from '#test/support/country.ts'
import { abandonEnrolment, acceptPrint, addImpression, addPhotograph, beginEnrolment, checkSequence, completeEnrolment, enrolmentsOfPerson, listEnrolments, markMissing, openImage, readEnrolment, removePrint, swapPrints } from './contract/enrolment.ts'
import { fingers } from './engine/tenprint.ts'
import { whenEnrolled, type Enrolled } from './hooks.ts'
import { SealError, unseal } from './sealing.ts'
import { beginAtStation, photograph, photographImage, printImage, sendFile, take } from './test/prints.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-enrolment-'))
process.env['MIZAN_TEMPLATE_KEYS'] = join(folder, 'keys.json')
let app: TestApp
let superuser: pg.Client
const told: Enrolled[] = []
const officer = 'stationOfficer'
const page = (id: string, who = officer) => app.ok(who, readEnrolment, { id })
const finish = async (id: string, more: object = {}) => app.call(officer, completeEnrolment, { id, version: (await page(id)).version, ...more })

beforeAll(async () => {
  app = await testApp(systems)
  superuser = new pg.Client({ connectionString: app.db.urls.superuser })
  await superuser.connect()
  whenEnrolled(async (_, event) => { told.push(event) })
})
afterAll(async () => {
  await superuser.end()
  rmSync(folder, { recursive: true, force: true })
})

describe('beginning', () => {
  test('of a person held by the own office, by a named order; the custody’s court may see it, a stranger may not', async () => {
    const { id, custodyId } = await beginAtStation(app)
    expect(await page(id)).toMatchObject({ state: 'taking', purpose: 'custody', article: 'CPC 70', confidence: 'T', custodyId, own: true, mayOpen: true, fingers: fingers.map((finger) => ({ finger, state: 'empty' })) })
    expect(await page(id, 'judge')).toMatchObject({ own: false, mayOpen: true })
    expect(await page(id, 'inspector')).toMatchObject({ mayOpen: false, openings: [] })
    expect((await app.call('otherStationOfficer', readEnrolment, { id })).status).toBe(404)
    expect((await app.call('administrator', readEnrolment, { id })).status).toBe(403)
    expect((await app.call('otherStationOfficer', addImpression, { id, finger: 1, kind: 'plain', dpi: 500, device: 'none' })).status).toBeGreaterThanOrEqual(400)
  })

  test('refused: a juvenile for an investigation, another office’s custody, twice at once, without an order’s words', async () => {
    const young = await book(app, { person: stranger({ date: '2010-03-01', precision: 'day' }) }, 'juvenileOfficer').catch(() => book(app, { person: stranger({ date: '2010-03-01', precision: 'day' }) }))
    const who = (await app.call(officer, beginEnrolment, { custodyId: young.id, purpose: 'custody', authority: 'judge', basis: 'Order 1' })).status === 404 ? 'juvenileOfficer' : officer
    expect((await app.call(who, beginEnrolment, { custodyId: young.id, purpose: 'custody', authority: 'judge', basis: 'Order 1' })).problem).toMatchObject({ code: 'biometrics.juvenile-exempt', article: 'CPC 242(B)' })
    const { custodyId } = await beginAtStation(app)
    expect((await app.call(officer, beginEnrolment, { custodyId, purpose: 'custody', authority: 'judge', basis: 'Order 2' })).problem).toMatchObject({ code: 'biometrics.taking-already' })
    expect((await app.call('otherStationOfficer', beginEnrolment, { custodyId, purpose: 'custody', authority: 'judge', basis: 'Order 2' })).status).toBe(404)
    expect((await app.call(officer, beginEnrolment, { custodyId, purpose: 'custody', authority: 'judge', basis: '' })).status).toBe(400)
  })
})

describe('taking', () => {
  test('a good print stands; a poorer later one is counted and not kept; a better one takes its place', async () => {
    const { id } = await beginAtStation(app)
    const first = await take(app, officer, id, 1, 1, { how: { area: 0.45 } })
    const poorer = await take(app, officer, id, 1, 1, { seed: 2, how: { noise: 1.2, area: 0.3 } })
    expect(poorer.quality).toBeLessThan(first.quality)
    expect(poorer).toMatchObject({ stands: false, tries: 2 })
    const better = await take(app, officer, id, 1, 1, { seed: 3 })
    expect(better).toMatchObject({ stands: true, tries: 3, state: 'good' })
    expect(better.quality).toBeGreaterThan(first.quality)
    const { rows } = await superuser.query('select attempt, stands, sealed_image is null as erased, quality from biometrics.impression where enrolment_id = $1 order by attempt', [id])
    expect(rows).toMatchObject([{ stands: false, erased: true }, { stands: false, erased: true }, { stands: true, erased: false }])
  })

  test('a poor print: again, and after three tries it may stand with a reason; the reasons are for the operator', async () => {
    const { id } = await beginAtStation(app)
    const how = { area: 0.25, noise: 1 }
    const one = await take(app, officer, id, 2, 2, { how })
    expect(one.state).toBe('again')
    expect(one.reasons).toContain('too-little-area')
    expect((await app.call(officer, acceptPrint, { id, finger: 2, reason: 'Worn by work with lime' })).problem.code).toBe('biometrics.try-again')
    await take(app, officer, id, 2, 2, { how, seed: 2 })
    expect((await take(app, officer, id, 2, 2, { how, seed: 3 })).state).toBe('may-stand')
    await app.ok(officer, acceptPrint, { id, finger: 2, reason: 'Worn by work with lime' })
    expect((await page(id)).fingers[1]).toMatchObject({ state: 'stands-by-reason', acceptedReason: 'Worn by work with lime', tries: 3 })
  })

  test('refused: no image, too many bytes, too many pixels, an empty scanner, another’s taking, a device of another office', async () => {
    const { id } = await beginAtStation(app)
    const params = { id, finger: 1, kind: 'plain', dpi: 500, device: 'none' }
    const send = async (file: Buffer, change: object = {}, who = officer) => (await sendFile(app, who, addImpression, { ...params, ...change }, file)).body.code
    expect(await send(Buffer.from('%PDF-1.7 not an image at all, though long enough'))).toBe('biometrics.image-kind')
    expect(await send(Buffer.alloc(7 * 2 ** 20, 0x89))).toBe('biometrics.image-too-large')
    const bomb = printImage(1)
    bomb.writeUInt32BE(60_000, 16)
    expect(await send(bomb)).toBe('biometrics.image-too-wide')
    expect(await send(printImage(1).subarray(0, 2000))).toBe('biometrics.image-unusable')
    expect(await send(photographImage(300).subarray(0))).toMatch(/no-finger|image-unusable/)
    expect(await send(printImage(1), { device: '01980000-0000-7000-8000-000000000001' })).toBe('biometrics.device-not-here')
    expect(await send(printImage(1), {}, 'otherStationOfficer')).toBe('kernel.record-unknown')
    expect((await page(id)).fingers[0]).toMatchObject({ state: 'empty', tries: 0 })
  })

  test('sent twice under one key it is taken once', async () => {
    const { id } = await beginAtStation(app)
    const file = printImage(3)
    const key = 'one-and-the-same-key'
    const [a, b] = [await sendFile(app, officer, addImpression, { id, finger: 3, kind: 'plain', dpi: 500, device: 'none' }, file, key), await sendFile(app, officer, addImpression, { id, finger: 3, kind: 'plain', dpi: 500, device: 'none' }, file, key)]
    expect(b.body).toEqual(a.body)
    expect((await page(id)).fingers[2]!.tries).toBe(1)
  })
})

describe('finishing', () => {
  test('needs every finger; then templates are in the database, listeners are told in the same act, and nothing is in the clear', async () => {
    const { id } = await beginAtStation(app)
    for (const finger of fingers.slice(0, 5)) await take(app, officer, id, finger, 100 + finger)
    for (const finger of fingers.slice(5, 8)) await app.ok(officer, markMissing, { id, finger, missing: 'bandaged' })
    expect((await finish(id)).problem).toMatchObject({ code: 'biometrics.fingers-missing' })
    await app.ok(officer, markMissing, { id, finger: 9, missing: 'amputated', note: 'Years ago' })
    await app.ok(officer, markMissing, { id, finger: 10, missing: 'bandaged' })
    expect(await app.ok(officer, checkSequence, { id })).toEqual({ errors: [], comparedWithEarlier: false })
    told.length = 0
    expect((await finish(id)).body).toMatchObject({ templates: 5 })
    expect(told).toMatchObject([{ enrolmentId: id, purpose: 'custody', templates: fingers.slice(0, 5).map((finger) => ({ finger })) }])
    const { rows } = await superuser.query<{ id: string; sealed: Buffer; key_id: string }>('select id, sealed, key_id from biometrics.template where enrolment_id = $1 order by finger', [id])
    expect(rows).toHaveLength(5)
    const open = (row: string, from = rows[0]!) => unseal({ table: 'biometrics.template', id: row, part: 'template' }, { keyId: from.key_id, sealed: from.sealed })
    expect(open(rows[0]!.id)).toEqual(Buffer.from(told[0]!.templates[0]!.template))
    expect(() => open(rows[1]!.id)).toThrow(SealError)
    expect((await page(id)).state).toBe('complete')
    expect((await app.call(officer, markMissing, { id, finger: 1, missing: 'bandaged' })).problem.code).toBe('biometrics.taking-over')
  })

  const some = [1, 2, 3, 6, 7, 8] as const
  const rest = async (id: string, taken: readonly number[]) => { for (const finger of fingers.filter((one) => !taken.includes(one))) await app.ok(officer, markMissing, { id, finger, missing: 'bandaged' }) }
  let custodyId = ''

  test('a finger taken twice is found, removed and taken again', { timeout: 120_000 }, async () => {
    const begun = await beginAtStation(app)
    custodyId = begun.custodyId
    const { id } = begun
    for (const finger of some) await take(app, officer, id, finger, finger === 2 ? 203 : 200 + finger, { seed: finger === 2 ? 5 : 1 })
    await rest(id, some)
    expect((await app.ok(officer, checkSequence, { id })).errors).toEqual([{ kind: 'repeated-finger', fingers: [2, 3] }])
    expect((await finish(id)).problem).toMatchObject({ code: 'biometrics.sequence-errors' })
    await app.ok(officer, removePrint, { id, finger: 2, reason: 'It was the middle finger again' })
    await take(app, officer, id, 2, 202)
    expect((await finish(id)).status).toBe(200)
  })

  test('hands that changed places are found beside the earlier record and set right; so are prints of somebody else', { timeout: 120_000 }, async () => {
    const again = await app.ok(officer, beginEnrolment, { custodyId, purpose: 'custody', authority: 'judge', basis: 'Order 13: taken again' })
    for (const finger of some) await take(app, officer, again.id, finger, 200 + (finger > 5 ? finger - 5 : finger + 5), { seed: 2 })
    await rest(again.id, some)
    const { errors, comparedWithEarlier } = await app.ok(officer, checkSequence, { id: again.id })
    expect(comparedWithEarlier).toBe(true)
    expect(errors).toMatchObject([{ kind: 'swapped-hands' }])
    await app.ok(officer, swapPrints, { id: again.id, pairs: [[1, 6], [2, 7], [3, 8], [4, 9], [5, 10]], reason: 'Left and right were taken for each other' })
    expect((await app.ok(officer, checkSequence, { id: again.id })).errors).toEqual([])
    expect((await finish(again.id)).status).toBe(200)

    const third = await app.ok(officer, beginEnrolment, { custodyId, purpose: 'custody', authority: 'judge', basis: 'Order 14' })
    for (const finger of [1, 2, 3] as const) await take(app, officer, third.id, finger, 300 + finger)
    await rest(third.id, [1, 2, 3])
    expect((await app.ok(officer, checkSequence, { id: third.id })).errors).toEqual([{ kind: 'not-as-before', fingers: [] }])
    expect((await finish(third.id, { confirmed: [{ kind: 'not-as-before', fingers: [] }] })).problem.code).toBe('biometrics.say-why-confirmed')
    expect((await finish(third.id, { confirmed: [{ kind: 'not-as-before', fingers: [] }], reason: 'The earlier prints were of his brother' })).status).toBe(200)
  })

  test('abandoned: every image is erased at once', async () => {
    const { id } = await beginAtStation(app)
    await take(app, officer, id, 1, 1)
    await photograph(app, officer, id, 'front')
    await app.ok(officer, abandonEnrolment, { id, reason: 'The judge revoked the order' })
    const { rows } = await superuser.query('select from biometrics.impression where enrolment_id = $1 and sealed_image is not null union all select from biometrics.photograph where enrolment_id = $1 and sealed_image is not null', [id])
    expect(rows).toHaveLength(0)
    expect((await page(id)).state).toBe('abandoned')
  })
})

describe('images', () => {
  test('go out only to who may open them, each opening is written down, and no one keeps them; in the table they are sealed', async () => {
    const { id, custodyId } = await beginAtStation(app)
    const print = await take(app, officer, id, 1, 1)
    const { body: { photographId } } = await photograph(app, officer, id, 'front')
    expect((await photograph(app, officer, id, 'mark')).body.code).toBe('biometrics.mark-unsaid')
    expect((await photograph(app, officer, id, 'mark', 'tattoo', 'left-arm')).status).toBe(200)
    const opened = await app.call('judge', openImage, { id, part: 'print', imageId: print.impressionId })
    expect(opened.status).toBe(200)
    expect((await app.call(officer, openImage, { id, part: 'photograph', imageId: photographId })).status).toBe(200)
    for (const [who, status] of [['inspector', 403], ['stationCommander', 403], ['otherStationOfficer', 404], [null, 401]] as const) expect((await app.call(who, openImage, { id, part: 'print', imageId: print.impressionId })).status, String(who)).toBe(status)
    const { openings } = await page(id, 'inspector')
    expect(openings!.map((one) => one.verb).sort()).toEqual(['biometrics.open-photograph', 'biometrics.open-print'])
    const { rows } = await superuser.query<{ sealed_image: Buffer }>('select sealed_image from biometrics.impression where enrolment_id = $1 union all select sealed_image from biometrics.photograph where enrolment_id = $1', [id])
    const plain = [printImage(1), photographImage()].map((image) => image.subarray(0, 24))
    for (const { sealed_image } of rows) for (const bytes of plain) expect(sealed_image.includes(bytes)).toBe(false)
    const { rows: [kept] } = await superuser.query('select sealed_image, key_id from biometrics.photograph where id = $1', [photographId])
    await superuser.query(`set session_replication_role = replica`)
    await superuser.query('update biometrics.impression set sealed_image = $2, key_id = $3 where id = $1', [print.impressionId, kept.sealed_image, kept.key_id])
    expect((await app.call('judge', openImage, { id, part: 'print', imageId: print.impressionId })).problem.code).toBe('biometrics.does-not-open')
    await app.ok(officer, offerHandover, { recordId: custodyId, toOffice: app.country.offices.otherStation })
    await app.ok('otherStationOfficer', acceptHandover, { recordId: custodyId })
    expect((await app.call('otherStationOfficer', openImage, { id, part: 'photograph', imageId: photographId })).status).toBe(200)
  })

  test('a bitmap, which browsers show each in their own way, goes out as PNG', async () => {
    const { id } = await beginAtStation(app)
    const { body } = await sendFile<{ impressionId: string; code?: string }>(app, officer, addImpression, { id, finger: 1, kind: 'rolled', dpi: 500, device: 'none' }, bitmap())
    const opened = await app.server.inject({ url: openImage.path.replace(':id', id).replace(':part', 'print').replace(':imageId', body.impressionId), headers: { cookie: `mizan=${await tokenOf(app.db, app.country, officer, app.time.now)}` } })
    expect([opened.statusCode, opened.headers['content-type'], opened.headers['cache-control']]).toEqual([200, 'image/png', 'no-store'])
    expect(opened.rawPayload.subarray(1, 4).toString()).toBe('PNG')
  })

  test('a sealed custody’s prints are sealed with it: nation-wide posts see nothing of them', async () => {
    const { id: custodyId } = await book(app)
    await app.ok('judge', seal, { id: custodyId, basis: 'Juvenile 63', reason: 'A witness under protection' })
    const { id } = await app.ok(officer, beginEnrolment, { custodyId, purpose: 'custody', authority: 'judge', basis: 'Order 15' })
    expect((await page(id)).id).toBe(id)
    for (const who of ['examiner', 'inspector']) expect((await app.call(who, readEnrolment, { id })).status, who).toBe(404)
  })

  test('what a camera writes beside a photograph is not kept', async () => {
    const { id } = await beginAtStation(app)
    const png = photographImage()
    const text = Buffer.from('tEXtGPS\0 33.3 44.4')
    const chunk = Buffer.concat([Buffer.from([0, 0, 0, text.length - 4]), text, Buffer.alloc(4)])
    const { body } = await sendFile<{ photographId: string }>(app, officer, addPhotograph, { id, pose: 'left', what: '-', where: '-' }, Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]))
    const { rows: [row] } = await superuser.query<{ id: string; sealed_image: Buffer; key_id: string }>('select * from biometrics.photograph where id = $1', [body.photographId])
    const kept = unseal({ table: 'biometrics.photograph', id: row!.id, part: 'image' }, { keyId: row!.key_id, sealed: row!.sealed_image })
    expect(kept.includes('GPS')).toBe(false)
    expect(createHash('sha256').update(kept).digest('hex')).toBe(createHash('sha256').update(png).digest('hex'))
  })
})

test('the list is the office’s own, by state, number and name; a person’s prints under every id', async () => {
  const { id, number } = await beginAtStation(app)
  const { personId, name } = await page(id)
  const { rows } = await app.ok(officer, listEnrolments, { state: 'taking' })
  expect(rows[0]).toMatchObject({ id, number, name })
  expect((await app.ok(officer, listEnrolments, { q: String(Number(number.slice(5))) })).rows.map((row) => row.id)).toEqual([id])
  expect((await app.ok(officer, listEnrolments, { q: name.slice(0, 6) })).rows.map((row) => row.id)).toContain(id)
  const two = await app.ok(officer, listEnrolments, { limit: 2 })
  expect(two.next).not.toBeNull()
  expect((await app.ok(officer, listEnrolments, { limit: 2, cursor: two.next! })).rows.map((row) => row.id)).not.toContain(id)
  expect((await app.ok('otherStationOfficer', listEnrolments, {})).rows).toEqual([])
  expect((await app.ok(officer, enrolmentsOfPerson, { personId })).rows.map((row) => row.id)).toEqual([id])
  expect((await app.ok('otherStationOfficer', enrolmentsOfPerson, { personId })).rows).toEqual([])
})

/** The made finger 1 as an 8-bit Windows bitmap. */
function bitmap(): Buffer {
  const { width, height, data } = decode(printImage(1))
  const stride = Math.ceil(width / 4) * 4
  const out = Buffer.alloc(54 + 1024 + stride * height)
  out.write('BM')
  out.writeUInt32LE(out.length, 2)
  out.writeUInt32LE(54 + 1024, 10)
  out.writeUInt32LE(40, 14)
  out.writeInt32LE(width, 18)
  out.writeInt32LE(-height, 22)
  out.writeUInt16LE(1, 26)
  out.writeUInt16LE(8, 28)
  for (let i = 0; i < 256; i++) out.fill(i, 54 + 4 * i, 57 + 4 * i)
  for (let y = 0; y < height; y++) out.set(data.subarray(y * width, (y + 1) * width), 54 + 1024 + y * stride)
  return out
}
