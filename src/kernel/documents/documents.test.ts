import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, read } from '#kernel/act/act.ts'
import { registerPolicy } from '#kernel/access/policy.ts'
import { tokenOf } from '#test/support/country.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { newCheckCode, printedCheckCode, readCheckCode } from './check-code.ts'
import { checkPaper, downloadPaper, listRecordPapers, previewForm, uploadFile } from './contract.ts'
import { samples } from './forms/samples.ts'
import { endPaper, issueForm } from './issue.ts'
import { findByCheckCode, openPaper } from './open.ts'
import { closePrinter } from './print/printer.ts'
import { keptUntil } from './retention.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-documents-'))
process.env['MIZAN_DATA'] = folder
let app: TestApp
const because = { ar: 'اختبار', ckb: 'تاقیکردنەوە', en: 'test' }
beforeAll(async () => {
  app = await testApp([])
  registerPolicy([{ roles: ['station-officer'], may: ['test.make'], on: 'new', because }, { roles: ['station-officer'], may: ['test.paper'], on: ['holder'], because }])
})
afterAll(async () => {
  await closePrinter()
  rmSync(folder, { recursive: true, force: true })
})

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
async function makeRecord(): Promise<string> {
  return act(await app.ctx('stationOfficer'), { verb: 'test.make', subject: { kind: 'test-thing', create: { label: 'x', series: 'test-thing' } } }, async (tx) => tx.record.id)
}
/** A paper that carries no proof, so that its first drawing is kept. */
async function issuePlain(recordId: string) {
  return act(await app.ctx('stationOfficer'), { verb: 'test.paper', subject: { kind: 'test-thing', id: recordId } }, (tx) => issueForm(tx, { form: 'custody-intake', data: samples['custody-intake'] }))
}
async function issue(recordId: string, more: { sealed?: boolean; lang?: 'ar' | 'ckb' | 'en' } = {}) {
  return act(await app.ctx('stationOfficer'), { verb: 'test.paper', subject: { kind: 'test-thing', id: recordId } }, (tx) => issueForm(tx, { form: 'release-slip', data: samples['release-slip'], ...more }))
}
async function bytesOf(paper: Promise<{ body: unknown }>): Promise<Buffer> {
  const { body } = await paper
  return Buffer.isBuffer(body) ? body : Buffer.concat(await (body as NodeJS.ReadableStream & { toArray(): Promise<Buffer[]> }).toArray())
}
async function upload(who: string, recordId: string, name: string, bytes: Buffer, type: string) {
  const boundary = 'mizan-boundary'
  const payload = Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  const response = await app.server.inject({ method: 'POST', url: uploadFile.path.replace(':recordId', recordId).replace(':purpose', 'photograph'), payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'x-mizan': '1', 'x-mizan-lang': 'en', 'idempotency-key': randomUUID(), cookie: `mizan=${await tokenOf(app.db, app.country, who, app.time.now)}` } })
  return { status: response.statusCode, body: response.json() as Record<string, string> }
}

describe('a form', () => {
  test('is numbered without gaps, listed, drawn once, and then the same bytes', async () => {
    const recordId = await makeRecord()
    const first = await issuePlain(recordId)
    const second = await issuePlain(recordId)
    expect(Number(second.number.slice(5)) - Number(first.number.slice(5))).toBe(1)
    const ctx = await app.ctx('stationOfficer')
    const drawn = await bytesOf(openPaper(ctx, first.documentId))
    expect(drawn.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await bytesOf(openPaper(ctx, first.documentId))).equals(drawn)).toBe(true)
    const { rows } = await app.ok('stationOfficer', listRecordPapers, { recordId })
    expect(rows.map((r) => r.number)).toEqual([second.number, first.number])
    expect(rows[0]).toMatchObject({ form: 'custody-intake', mayOpen: true, end: null, checkCode: printedCheckCode(second.checkCode) })
  })

  test('is drawn again to the same bytes when the store has lost it', async () => {
    const { documentId } = await issuePlain(await makeRecord())
    const ctx = await app.ctx('stationOfficer')
    const drawn = await bytesOf(openPaper(ctx, documentId))
    await closePrinter()
    rmSync(join(folder, 'documents'), { recursive: true })
    expect((await bytesOf(openPaper(ctx, documentId))).equals(drawn)).toBe(true)
  })

  test('in another language is a copy for information', async () => {
    const { documentId } = await issue(await makeRecord())
    const answer = await app.call('stationOfficer', downloadPaper, { id: documentId, lang: 'en', save: 'true' as never })
    expect(answer.status).toBe(200)
    expect((answer.body as string).slice(0, 5)).toBe('%PDF-')
  })

  test('gives its number back when the act is undone', async () => {
    const recordId = await makeRecord()
    const before = await issue(recordId)
    await expect(act(await app.ctx('stationOfficer'), { verb: 'test.paper', subject: { kind: 'test-thing', id: recordId } }, async (tx) => {
      await issueForm(tx, { form: 'release-slip', data: samples['release-slip'] })
      throw new Error('something failed later in the act')
    })).rejects.toThrow('later in the act')
    const after = await issue(recordId)
    expect(Number(after.number.slice(5)) - Number(before.number.slice(5))).toBe(1)
  })

  test('content changed behind the platform is not drawn', async () => {
    const { documentId } = await issue(await makeRecord())
    const { default: pg } = await import('pg')
    const owner = new pg.Client({ connectionString: app.db.urls.superuser })
    await owner.connect()
    await owner.query(`alter table kernel.document_content disable trigger user`)
    await owner.query(`update kernel.document_content set content = jsonb_set(content, '{content,title}', '"forged"') where id = $1`, [documentId])
    await owner.query(`alter table kernel.document_content enable trigger user`)
    await owner.end()
    await expect(openPaper(await app.ctx('stationOfficer'), documentId)).rejects.toMatchObject({ code: 'kernel.paper-altered' })
  })

  test('can be looked at before it is issued, and says what is missing', async () => {
    const whole = await app.call('judge', previewForm, { form: 'detention-order', data: samples['detention-order'] as never })
    expect((whole.body as unknown as string).slice(0, 5)).toBe('%PDF-')
    const lacking = await app.call('judge', previewForm, { form: 'detention-order', data: { judge: 'x' } })
    expect(lacking).toMatchObject({ status: 400, problem: { code: 'kernel.form-incomplete' } })
  })
})

describe('who may see', () => {
  test('a stranger finds neither the list nor the file', async () => {
    const recordId = await makeRecord()
    const { documentId } = await issue(recordId)
    expect((await app.ok('otherStationOfficer', listRecordPapers, { recordId })).rows).toEqual([])
    expect(await app.call('otherStationOfficer', downloadPaper, { id: documentId })).toMatchObject({ status: 404, problem: { code: 'kernel.document-unknown' } })
    expect((await app.call('administrator', downloadPaper, { id: documentId })).status).toBe(403)
    expect((await app.call(null, downloadPaper, { id: documentId })).status).toBe(401)
  })

  test('a sealed paper is listed, opened only with the power, and each opening is noted', async () => {
    const recordId = await makeRecord()
    const { documentId } = await issue(recordId, { sealed: true })
    expect((await app.ok('inspector', listRecordPapers, { recordId })).rows[0]).toMatchObject({ sealed: true, mayOpen: false, checkCode: null })
    expect(await app.call('inspector', downloadPaper, { id: documentId })).toMatchObject({ status: 403, problem: { code: 'kernel.paper-sealed' } })
    expect((await app.call('stationOfficer', downloadPaper, { id: documentId })).status).toBe(200)
    const noted = await read(app.systemCtx, (r) => r.db.selectFrom('kernel.sealed_read').selectAll().where('record_id', '=', recordId).execute())
    expect(noted).toMatchObject([{ account_id: app.country.accounts['stationOfficer']!.accountId, verb: 'documents.read-sealed' }])
  })
})

describe('the public check', () => {
  test('knows the code however it is typed, tells no name, and says when the paper has ended', async () => {
    const recordId = await makeRecord()
    const { checkCode, documentId, number } = await issue(recordId)
    const typed = printedCheckCode(checkCode).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
    const good = await app.ok(null, checkPaper, { code: typed })
    expect(good.paper).toMatchObject({ form: 'release-slip', number, end: null, office: { en: 'Karrada Police Station' } })
    expect(JSON.stringify(good)).not.toContain('علي')
    await act(await app.ctx('stationOfficer'), { verb: 'test.paper', subject: { kind: 'test-thing', id: recordId } }, (tx) => endPaper(tx, { documentId, why: 'cancelled', reason: 'Issued by mistake' }))
    expect((await app.ok(null, checkPaper, { code: checkCode })).paper?.end).toMatchObject({ why: 'cancelled' })
    await expect(act(await app.ctx('stationOfficer'), { verb: 'test.paper', subject: { kind: 'test-thing', id: recordId } }, (tx) => endPaper(tx, { documentId, why: 'replaced', reason: 'Once more' }))).rejects.toMatchObject({ code: 'kernel.paper-ended-already' })
  })
  test('a wrong code proves nothing', async () => {
    expect(await app.ok(null, checkPaper, { code: newCheckCode() })).toEqual({ found: false, paper: null })
    expect(await findByCheckCode(app.systemCtx, "'; drop table kernel.document; --")).toBeUndefined()
    expect(readCheckCode('ABC')).toBeUndefined()
    expect(new Set(Array.from({ length: 1000 }, newCheckCode)).size).toBe(1000)
  })
})

describe('an added file', () => {
  test('is kept, listed and given back as it was', async () => {
    const recordId = await makeRecord()
    const sent = await upload('stationOfficer', recordId, 'scene.png', png, 'image/png')
    expect(sent).toMatchObject({ status: 200, body: { mediaType: 'image/png', scan: 'not-scanned', bytes: png.length } })
    expect((await bytesOf(openPaper(await app.ctx('stationOfficer'), sent.body['documentId']!))).equals(png)).toBe(true)
    expect((await app.ok('stationOfficer', listRecordPapers, { recordId })).rows[0]).toMatchObject({ kind: 'file', purpose: 'photograph', fileName: 'scene.png' })
  })
  test('is refused by kind, size and by whoever does not hold the record', async () => {
    const recordId = await makeRecord()
    expect((await upload('stationOfficer', recordId, 'x.html', Buffer.from('<html></html>'), 'text/html')).body['code']).toBe('kernel.file-kind')
    expect(await upload('stationOfficer', recordId, 'big.png', Buffer.concat([png, Buffer.alloc(26_500_000)]), 'image/png')).toMatchObject({ status: 413, body: { code: 'kernel.file-too-large' } })
    expect((await upload('otherStationOfficer', recordId, 'scene.png', png, 'image/png')).body['code']).toBe('kernel.record-unknown')
    expect((await upload('inspector', recordId, 'scene.png', png, 'image/png')).status).toBe(403)
    expect((await app.ok('stationOfficer', listRecordPapers, { recordId })).rows).toEqual([])
  })
  test('that was damaged on the disk is not given out', async () => {
    const recordId = await makeRecord()
    const { body } = await upload('stationOfficer', recordId, 'scene2.png', Buffer.concat([png, Buffer.from('tail')]), 'image/png')
    const root = join(folder, 'documents')
    const file = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((f) => join(root, f)).find((f) => f.endsWith(body['address']!) && statSync(f).isFile())!
    writeFileSync(file, 'not what it was')
    expect(await app.call('stationOfficer', downloadPaper, { id: body['documentId']! })).toMatchObject({ status: 503, problem: { code: 'kernel.file-damaged' } })
    await app.call('stationOfficer', downloadPaper, { id: body['documentId']! })
    const alarms = await read(app.systemCtx, (r) => r.db.selectFrom('kernel.alarm as a').innerJoin('kernel.office as o', 'o.id', 'a.raised_to').select(['a.kind', 'o.kind as told']).execute())
    expect(alarms, 'the inspectorate is told, once').toEqual([{ kind: 'document-damaged', told: 'inspectorate' }])
  })
})

describe('the database', () => {
  test('lets nobody rewrite or remove a paper', async () => {
    const { documentId } = await issue(await makeRecord())
    for (const attack of [sql`update kernel.document set number = '2026/999999' where id = ${documentId}`, sql`delete from kernel.document where id = ${documentId}`, sql`update kernel.document_content set data = '{}' where id = ${documentId}`, sql`delete from kernel.document_end`]) {
      await expect(attack.execute(app.db.app)).rejects.toThrow(/permission denied/)
    }
  })
  test('every paper stands in its act\'s entry', async () => {
    const recordId = await makeRecord()
    const { documentId } = await issue(recordId)
    const { rows } = await read(await app.ctx('stationOfficer'), (r) => sql<{ body: string }>`select body from kernel.entry where subject_id = ${recordId} and verb = 'test.paper'`.execute(r.db))
    expect(rows[0]!.body).toContain(`["kernel.document","${documentId}","I"`)
    expect(rows[0]!.body).toContain(`["kernel.document_content","${documentId}","I"`)
  })
})

test.each([
  ['permanent', '2026-11-22', null, null], ['routine', '2026-11-22', null, '2031-11-22'], ['routine', '2024-02-29', null, '2029-02-28'], ['case', '2026-11-22', null, null], ['case', '2026-11-22', '2027-01-31', '2052-01-31'], ['custody', '2024-02-29', '2024-02-29', '2049-02-28'],
] as const)('%s of %s, closed %s: kept until %s', (retention, issued, closed, until) => expect(keptUntil(retention, issued, closed)).toBe(until))
