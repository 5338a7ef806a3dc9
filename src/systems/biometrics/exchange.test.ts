/** Prints out of this platform and into it again, through its own HTTP: one record at a time, for a named purpose, and nothing kept of what came in. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { readHistory } from '#kernel/act/contract.ts'
import { decide as decideApproval } from '#kernel/access/approval-contract.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { act } from '#kernel/act/act.ts'
import { orderExpunging } from '#kernel/expunging/contract.ts'
import { book } from '#systems/custody/test/scene.ts'
import { systems } from '#app/systems.ts'
import { tokenOf } from '#test/support/country.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { announceReceipt, fetchSent, listExchange, receiveFile, sendPrints } from './contract/exchange.ts'
import { addImpression, beginEnrolment } from './contract/enrolment.ts'
import { askSearch, readSearch } from './contract/search.ts'
import { decodeImage } from './engine/image/read.ts'
import { readMinutiaeRecord } from './formats/iso19794.ts'
import { readTransaction } from './formats/transaction.ts'
import { openGallery } from './gallery/gallery.ts'
import { runWaiting } from './searching.ts'
import { enrolled } from './test/chain-scene.ts'
import { pngOf } from './test/fingers.ts'
import { sendFile } from './test/prints.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-exchange-'))
process.env['MIZAN_DATA'] = folder
let app: TestApp
let held: Awaited<ReturnType<typeof book>>
let taken: Awaited<ReturnType<typeof enrolled>>
beforeAll(async () => {
  app = await testApp(systems)
  held = await book(app)
  taken = await enrolled(app, held, 1)
}, 120_000)
afterAll(async () => {
  await openGallery(app.db).close()
  rmSync(folder, { recursive: true, force: true })
})

const why = { purpose: 'letter-rogatory', partner: 'The investigating judge at Amman', reference: '2026/4411' }
const send = (more: object = {}, who = 'examiner') => app.ok(who, sendPrints, { enrolmentId: taken.enrolmentId, format: 'itl', ...why, ...more })
async function fetchFile(who: string, id: string): Promise<{ status: number; bytes: Buffer }> {
  const response = await app.server.inject({ method: 'GET', url: fetchSent.path.replace(':id', id), headers: { cookie: `mizan=${await tokenOf(app.db, app.country, who, app.time.now)}` } })
  return { status: response.statusCode, bytes: response.rawPayload }
}
type Received = z.output<typeof receiveFile.output>
async function receive(bytes: Buffer) {
  const { id } = await app.ok('examiner', announceReceipt, { ...why, purpose: 'other-agency', caseId: held.caseId })
  return { id, ...(await sendFile<Received & { field?: string; title?: string }>(app, 'examiner', receiveFile, { id }, bytes)) }
}

describe('out and in again', () => {
  test.each([14, 4] as const)('ANSI/NIST-ITL with images of Type %d: the same pixels come back, with who, why and under which article', async (images) => {
    const sent = await send({ images })
    const { status, bytes } = await fetchFile('examiner', sent.id)
    expect(status).toBe(200)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sent.sha256)
    expect((await fetchFile('examiner', sent.id)).bytes.equals(bytes)).toBe(true)
    const file = readTransaction(bytes)
    expect(file.header).toMatchObject({ kind: 'CPR', number: sent.number, from: 'MIZAN', to: why.partner })
    expect(file.description).toMatchObject({ caseNumber: held.caseNumber, purpose: 'letter-rogatory', article: 'CPC 353-355', sex: 'male', born: '1990-03-14' })
    expect(file.minutiae.map((m) => m.finger)).toEqual([2, 3])
    const { status: read, body } = await receive(bytes)
    expect(read).toBe(200)
    expect(body).toMatchObject({ format: 'itl', header: { number: sent.number }, fingers: [{ finger: 2, kind: 'plain', dpi: 500, missing: null, problem: null }, { finger: 3 }], passedOver: [] })
    for (const one of body.fingers) expect(Buffer.from(decodeImage(Buffer.from(one.image!, 'base64')).pixels).equals(Buffer.from(decodeImage(pngOf(1, one.finger as 2)).pixels))).toBe(true)
    expect(body.fingers[0]!.minutiae).toBeGreaterThan(15)
  })

  test('ISO/IEC 19794-2: minutiae alone', async () => {
    const sent = await send({ format: 'iso19794' })
    const { bytes } = await fetchFile('examiner', sent.id)
    expect(readMinutiaeRecord(bytes).views.map((v) => v.finger)).toEqual([2, 3])
    const { body } = await receive(bytes)
    expect(body).toMatchObject({ format: 'iso19794', header: null, fingers: [{ finger: 2, image: null }, { finger: 3, image: null }] })
  })

  test('what came in is searched with, and taken into an enrolment, each for a reason of its own', async () => {
    const { bytes } = await fetchFile('examiner', (await send()).id)
    const { body } = await receive(bytes)
    const one = body.fingers[0]!
    const search = await app.ok('examiner', askSearch, { purpose: 'case-identity', basis: 'Letter 2026/4411', caseId: held.caseId, image: one.image!, dpi: one.dpi, finger: one.finger })
    await runWaiting(app.systemCtx)
    expect((await app.ok('examiner', readSearch, { id: search.id }))).toMatchObject({ complete: true, candidates: 1, found: [{ fingers: [{ finger: 2 }] }] })
    const other = await book(app)
    const begun = await app.ok('stationOfficer', beginEnrolment, { custodyId: other.id, purpose: 'custody', authority: 'judge', basis: 'Sent by letter 2026/4411' })
    const { status, body: print } = await sendFile<{ stands: boolean }>(app, 'stationOfficer', addImpression, { id: begun.id, finger: one.finger, kind: 'plain', dpi: one.dpi, device: 'none' }, Buffer.from(one.image!, 'base64'))
    expect([status, print.stands]).toEqual([200, true])
  })

  test('it is an act in the history of the prints and of the case; the list shows both ways; nothing of what came in is kept', async () => {
    for (const id of [taken.enrolmentId, held.caseId]) expect((await app.ok('inspector', readHistory, { id })).rows.map((r) => r.verb)).toContain('biometrics.send-prints')
    const { rows } = await app.ok('inspector', listExchange, {})
    expect(rows.filter((r) => r.direction === 'out').every((r) => r.partner === why.partner && r.reference === why.reference && !r.mayFetch)).toBe(true)
    expect(rows.find((r) => r.direction === 'in')).toMatchObject({ purpose: 'other-agency', confidence: 'U', fingers: [2, 3], sha256: expect.any(String), caseId: held.caseId })
    const superuser = new pg.Client({ connectionString: app.db.urls.superuser })
    await superuser.connect()
    const probe = pngOf(1, 2).toString('base64').slice(200, 260)
    for (const table of ['biometrics.exchange', 'kernel.request', 'kernel.entry']) expect((await superuser.query(`select 1 from ${table} t where to_jsonb(t)::text like '%' || $1 || '%'`, [probe])).rowCount, table).toBe(0)
    await superuser.end()
  })
})

describe('limits', () => {
  test('only an examiner sends; only who sent it fetches it, and within the hour', async () => {
    const input = { enrolmentId: taken.enrolmentId, format: 'itl' as const, ...why }
    for (const who of ['stationOfficer', 'judge', 'inspector', 'administrator', 'prosecutor']) expect((await app.call(who, sendPrints, input)).status, who).toBe(403)
    const sent = await send()
    expect((await fetchFile('secondExaminer', sent.id)).status).toBe(403)
    app.time.now = new Date(app.time.now.getTime() + 3_700_000)
    expect((await fetchFile('examiner', sent.id)).status).toBe(403)
  })

  test('there is no sending in bulk: after a few in a minute it is refused', async () => {
    const answers = []
    for (let n = 0; n < 6; n++) answers.push((await app.call('examiner', sendPrints, { enrolmentId: taken.enrolmentId, format: 'iso19794', ...why })).status)
    expect(answers.at(-1)).toBe(429)
  })

  test('a purpose that is not known, or wants a case that is not named, is refused with its field', async () => {
    expect((await app.call('secondExaminer', sendPrints, { enrolmentId: taken.enrolmentId, format: 'itl', ...why, purpose: 'because' })).problem).toMatchObject({ code: 'biometrics.purpose-unknown', field: 'purpose' })
    expect((await app.call('secondExaminer', sendPrints, { enrolmentId: taken.enrolmentId, format: 'itl', ...why, purpose: 'unknown-dead' })).problem.code).toBe('biometrics.purpose-unknown')
    expect((await app.call('examiner', announceReceipt, { ...why })).problem).toMatchObject({ code: 'biometrics.purpose-needs-case', field: 'caseId', article: 'CPC 353-355' })
    expect((await app.call('examiner', announceReceipt, { ...why, purpose: 'unknown-dead' })).status).toBe(200)
    expect((await app.call('secondExaminer', sendPrints, { enrolmentId: held.id, format: 'itl', ...why })).status).toBe(404)
  })

  test('an error names record and field; a file is read once for what was announced', async () => {
    const { bytes } = await fetchFile('thirdExaminer', (await send({}, 'thirdExaminer')).id)
    const spoiled = Buffer.from(bytes.toString('latin1').replace('14.006:320', '14.006:321'), 'latin1')
    const { status, body } = await receive(spoiled)
    expect([status, body.field]).toEqual([422, 'file'])
    expect(body.title).toMatch(/record 3 \(Type 14\): .*321 by 320/)
    const { body: header } = await receive(Buffer.from(bytes.toString('latin1').replace('1.002:0502', '1.002:0100'), 'latin1'))
    expect(header.title).toMatch(/1\.002/)
    expect((await receive(Buffer.from('nothing at all of the kind'))).status).toBe(422)
    const good = await receive(bytes)
    expect((await sendFile(app, 'examiner', receiveFile, { id: good.id }, bytes)).body.code).toBe('biometrics.received-already')
    expect((await sendFile(app, 'stationOfficer', receiveFile, { id: good.id }, bytes)).status).toBe(403)
  })

  test('prints that were destroyed leave no copy to fetch, but who was sent one stays known', async () => {
    const sent = await send({}, 'thirdExaminer')
    await act(app.systemCtx, { verb: 'test.grant', subject: { kind: 'enrolment', id: taken.enrolmentId }, by: 'authority' }, async (tx) => {
      await grantAccess(tx, taken.enrolmentId, app.country.offices.investigationCourt, 'judge')
      await grantAccess(tx, taken.enrolmentId, app.country.offices.prosecution, 'prosecution')
    })
    const { approvalId } = await app.ok('judge', orderExpunging, { id: taken.enrolmentId, article: 'CPC 130, 182', orderNumber: '7', orderDay: '2026-11-22', reason: 'Released' })
    await app.ok('prosecutor', decideApproval, { id: approvalId, approve: true })
    expect((await fetchFile('thirdExaminer', sent.id)).status).toBe(404)
    expect((await app.ok('inspector', listExchange, {})).rows.filter((r) => r.id === sent.id)).toMatchObject([{ enrolmentId: taken.enrolmentId, partner: why.partner }])
  })
})
