import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { encodeQR } from 'qr'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, read } from '#kernel/act/act.ts'
import { registerPolicy } from '#kernel/access/policy.ts'
import { checkExtractText } from '#kernel/ledger/extract-check.ts'
import type { Trust } from '#kernel/ledger/extract-check.ts'
import { readExtract as readDigits, writeExtract } from '#kernel/ledger/extract-text.ts'
import { addSignatures, makeSigner } from '#kernel/ledger/note.ts'
import type { Signer } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { certifyCopy, extractState, printExtract } from './certify.ts'
import { fillCheckPage } from './check-page-file.ts'
import { checkPdf } from './check-pdf.ts'
import { certifyPaper, checkPaper, checkerTrust, downloadExtract, readExtract } from './contract.ts'
import { compareDrawing } from './compare-drawing.ts'
import { findExtractInPicture } from './extract-image.ts'
import { forms } from './forms/all.ts'
import { factsOf, factWords } from './forms/facts.ts'
import { samples } from './forms/samples.ts'
import { endPaper, issueForm } from './issue.ts'
import { openPaper } from './open.ts'
import { closePrinter } from './print/printer.ts'
import { findProofInPdf } from './proof-in-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-certify-'))
process.env['MIZAN_DATA'] = folder
const newSigner = (name: string, witness = false) => makeSigner(name, generateKeyPairSync('ed25519').privateKey, { witness })
const log = newSigner('log.mizan.test')
const [bar, university, press] = [newSigner('bar.example/w', true), newSigner('uni.example/w', true), newSigner('press.example/w', true)]
const policy = `witness bar ${bar.verifierKey}\nwitness university ${university.verifierKey}\nwitness press ${press.verifierKey}\ngroup two 2 bar university press\nquorum two\n`
const trust: Trust = { keys: [log.verifierKey], policy }
const policyFile = join(folder, 'policy.txt')
writeFileSync(policyFile, policy)
let app: TestApp
let recordId: string
let documentId: string
let pdf: Buffer
let digits: string

beforeAll(async () => {
  process.env['MIZAN_LOG_POLICY'] = policyFile
  app = await testApp([])
  const because = { ar: 'اختبار', ckb: 'تاقیکردنەوە', en: 'test' }
  registerPolicy([{ roles: ['station-officer'], may: ['test.make'], on: 'new', because }, { roles: ['station-officer'], may: ['test.paper'], on: ['holder'], because }])
  const ctx = await app.ctx('stationOfficer')
  ;({ recordId, documentId } = await act(ctx, { verb: 'test.make', subject: { kind: 'test-thing', create: { label: 'x', series: 'test-thing' } } }, async (tx) => ({
    recordId: tx.record.id, documentId: (await issueForm(tx, { form: 'release-slip', data: samples['release-slip'] })).documentId })))
  await sequence(app.db, { signer: log })
  const { extractId } = await certifyCopy(await app.ctx('stationOfficer'), documentId)
  await place([bar, university])
  pdf = (await printExtract(ctx, extractId)).pdf
  digits = (await extractState(ctx, extractId)).digits!
})
afterAll(async () => {
  delete process.env['MIZAN_LOG_POLICY']
  await closePrinter()
  rmSync(folder, { recursive: true, force: true })
})

function filesIn(of: string): number {
  return readdirSync(of, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
}

/** Places what waits, and lets these witnesses sign. */
async function place(witnesses: readonly Signer[]): Promise<void> {
  await sequence(app.db, { signer: log })
  const { rows: [last] } = await app.db.ledgerPool.query<{ tree_size: string; note: string }>('select tree_size, note from kernel.checkpoint order by tree_size desc limit 1')
  for (const witness of witnesses) {
    const line = addSignatures(last!.note, [witness]).slice(last!.note.length)
    await app.db.ledgerPool.query('insert into kernel.cosignature (tree_size, witness, line, cosigned_at) values ($1, $2, $3, now()) on conflict do nothing', [last!.tree_size, witness.verifierKey, line])
  }
}

describe('a certified copy', () => {
  test('waits for enough witnesses, then is printed; the act stands in the record\'s history', async () => {
    const { extractId } = await app.ok('stationOfficer', certifyPaper, { id: documentId })
    expect(await app.ok('stationOfficer', readExtract, { id: extractId })).toMatchObject({ ready: false, form: 'release-slip' })
    expect(await app.call('stationOfficer', downloadExtract, { id: extractId })).toMatchObject({ status: 503, problem: { code: 'kernel.extract-not-yet' } })
    await place([bar])
    expect((await app.ok('stationOfficer', readExtract, { id: extractId })).ready).toBe(false)
    await place([press])
    expect(await app.ok('stationOfficer', readExtract, { id: extractId })).toMatchObject({ ready: true })
    const entries = await read(app.systemCtx, (r) => r.db.selectFrom('kernel.entry_record').selectAll().where('record_id', '=', recordId).where('entry_id', '=', extractId).execute())
    expect(entries).toHaveLength(1)
  })

  test('proves itself with the keys alone and says what the paper says', () => {
    const verdict = checkPdf(pdf, trust)
    expect(verdict).toMatchObject({ ok: true, origin: 'log.mizan.test', paper: { form: 'release-slip', lang: 'ar', end: null, index: 1, facts: { name: samples['release-slip'].person.name, custodyNumber: '2026/000077', releasedAt: samples['release-slip'].releasedAt } } })
    expect(verdict.ok && verdict.witnesses.map(({ name }) => name).sort()).toEqual(['bar', 'university'])
    expect(verdict.content?.content.title).toBe('ورقة إطلاق سراح')
    expect(checkExtractText(findProofInPdf(pdf)!.text, trust).ok).toBe(true)
    expect(digits.length * 10 / 24).toBeLessThan(1600)
  })

  test('is drawn again from its content to the same bytes; a drawing that was changed is found', async () => {
    const verdict = checkPdf(pdf, trust)
    expect(await compareDrawing(pdf, verdict)).toBe('same')
    const at = pdf.indexOf('stream') + 60
    const changed = Buffer.from(pdf)
    changed[at] = changed[at]! ^ 1
    expect(await compareDrawing(changed, checkPdf(changed, trust))).toBe('differs')
  })

  test('is given only to whoever sees the paper and has the power', async () => {
    expect((await app.call('otherStationOfficer', certifyPaper, { id: documentId })).problem.code).toBe('kernel.document-unknown')
    expect((await app.call('administrator', certifyPaper, { id: documentId })).status).toBe(403)
    expect((await app.call(null, certifyPaper, { id: documentId })).status).toBe(401)
    const { extractId } = await certifyCopy(await app.ctx('stationOfficer'), documentId)
    expect((await app.call('otherStationOfficer', readExtract, { id: extractId })).problem.code).toBe('kernel.extract-unknown')
    expect((await app.call('otherStationOfficer', downloadExtract, { id: extractId })).problem.code).toBe('kernel.extract-unknown')
  })

  test('says that the paper was no longer good', async () => {
    const issued = await act(await app.ctx('stationOfficer'), { verb: 'test.paper', subject: { kind: 'test-thing', id: recordId } }, (tx) => issueForm(tx, { form: 'detention-order', data: samples['detention-order'] }))
    await act(await app.ctx('stationOfficer'), { verb: 'test.paper', subject: { kind: 'test-thing', id: recordId } }, (tx) => endPaper(tx, { documentId: issued.documentId, why: 'cancelled', reason: 'Issued by mistake' }))
    const { extractId } = await certifyCopy(await app.ctx('stationOfficer'), issued.documentId)
    await place([bar, press])
    expect(checkPdf((await printExtract(await app.ctx('stationOfficer'), extractId)).pdf, trust)).toMatchObject({ ok: true, paper: { end: { why: 'cancelled' } } })
  })
})

describe('a paper that leaves the office as proof', () => {
  const bytes = async (id: string) => {
    const { body } = await openPaper(await app.ctx('stationOfficer'), id)
    return Buffer.isBuffer(body) ? body : Buffer.concat(await body.toArray() as Buffer[])
  }
  const issueSlip = async () => act(await app.ctx('stationOfficer'), { verb: 'test.paper', subject: { kind: 'test-thing', id: recordId } }, (tx) => issueForm(tx, { form: 'release-slip', data: samples['release-slip'] }))
  const certifications = async (id: string) => (await app.db.ledgerPool.query<{ id: string; actor_id: string | null }>(`select id, actor_id from kernel.entry where subject_id = $1 and verb = 'documents.certify'`, [id])).rows

  test('is certified with its act; opened before the witnesses have signed it says that the proof follows, afterwards it carries it, and that is what is kept', async () => {
    const { documentId: slip, checkCode } = await issueSlip()
    expect(await certifications(slip)).toMatchObject([{ actor_id: null }])
    const early = await bytes(slip)
    expect(findProofInPdf(early)).toBeUndefined()
    await place([bar])
    expect((await bytes(slip)).equals(early)).toBe(true)
    expect((await app.ok(null, checkPaper, { code: checkCode })).paper).toMatchObject({ printDigest: null })
    await place([press])
    const given = await bytes(slip)
    const verdict = checkPdf(given, trust)
    expect(verdict).toMatchObject({ ok: true, paper: { document: slip, form: 'release-slip', end: null } })
    expect(await compareDrawing(given, verdict)).toBe('same')
    expect((await app.ok(null, checkPaper, { code: checkCode })).paper).toMatchObject({ printDigest: createHash('sha256').update(given).digest('hex') })

    // Later checkpoints, another address, a store that lost it: it stays what was given out.
    await issueSlip()
    await place([bar, university])
    expect((await bytes(slip)).equals(given)).toBe(true)
    rmSync(join(folder, 'documents'), { recursive: true })
    process.env['MIZAN_PUBLIC_URL'] = 'https://elsewhere.example'
    try {
      expect((await bytes(slip)).equals(given)).toBe(true)
    } finally {
      delete process.env['MIZAN_PUBLIC_URL']
    }
    expect(await certifications(slip)).toHaveLength(1)
  })

  test('opened by many at once for the first time, all are given the same, and no other drawing is left in the store', async () => {
    const { documentId: slip } = await issueSlip()
    await place([bar, press])
    const before = filesIn(join(folder, 'documents'))
    const given = await Promise.all([bytes(slip), bytes(slip), bytes(slip)])
    expect(given.every((one) => one.equals(given[0]!))).toBe(true)
    expect(filesIn(join(folder, 'documents')) - before).toBe(1)
  })

  test('that was not certified with its act, because the server ended just then, is certified when it is first opened', async () => {
    const { documentId: slip } = await issueSlip()
    const owner = new pg.Client({ connectionString: app.db.urls.superuser })
    await owner.connect()
    await owner.query(`set session_replication_role = replica; update kernel.entry set verb = 'test.lost' where subject_id = '${slip}' and verb = 'documents.certify'`)
    await owner.end()
    expect(findProofInPdf(await bytes(slip))).toBeUndefined()
    expect(await certifications(slip)).toHaveLength(1)
    await place([bar, press])
    expect(checkPdf(await bytes(slip), trust)).toMatchObject({ ok: true, paper: { document: slip } })
  })

  test('without witnesses in the policy carries its proof as soon as the log has it', async () => {
    const { documentId: slip } = await issueSlip()
    process.env['MIZAN_LOG_POLICY'] = join(folder, 'nobody.txt')
    writeFileSync(process.env['MIZAN_LOG_POLICY'], 'quorum none\n')
    try {
      await place([])
      expect(checkPdf(await bytes(slip), { keys: [log.verifierKey], policy: 'quorum none\n' })).toMatchObject({ ok: true, witnesses: [] })
    } finally {
      process.env['MIZAN_LOG_POLICY'] = policyFile
    }
  })
})

describe('what is wrong is named', () => {
  const problemOf = (text: string, by: Trust = trust) => {
    const verdict = checkExtractText(text, by)
    return verdict.ok ? 'valid' : verdict.problem
  }
  const forged = (change: (extract: ReturnType<typeof readDigits>) => Partial<ReturnType<typeof readDigits>>) => {
    const extract = readDigits(digits)
    return writeExtract({ ...extract, ...change(extract) })
  }

  test('a changed digit of the paper', () => {
    expect(problemOf(forged(({ body }) => ({ body: body.replace('2026/000077', '2026/000078') })))).toBe('altered')
    expect(problemOf(forged(({ index }) => ({ index: index - 1 })))).toMatch(/altered|path/)
    expect(problemOf(forged(({ salt }) => ({ salt: salt.with(0, salt[0]! ^ 1) })))).toBe('altered')
  })
  test('a digit misread, a text cut off, another code, a format of the future', () => {
    expect(problemOf(digits.slice(0, 700) + String((Number(digits[700]) + 3) % 10) + digits.slice(701))).toBe('misread')
    expect(problemOf(digits.slice(0, 1500))).toBe('cut-off')
    expect(problemOf('https://mizan.example/check/ABCDE-FGHJK')).toBe('not-an-extract')
  })
  test('a wrong key, a retired key, a signature for something else', () => {
    expect(problemOf(digits, { ...trust, keys: [newSigner('log.mizan.test').verifierKey] })).toBe('wrong-key')
    expect(problemOf(digits, { ...trust, keys: [newSigner('other.example').verifierKey] })).toBe('wrong-key')
    expect(problemOf(digits, { ...trust, keys: [`${log.verifierKey} 1000-`] })).toBe('key-retired')
    expect(problemOf(forged(({ checkpoint }) => ({ checkpoint: checkpoint.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) + 1}\n`) })))).toBe('signature')
    expect(problemOf(digits, { keys: [], policy })).toBe('no-keys')
    expect(problemOf(digits, { keys: trust.keys, policy: 'witness x' })).toBe('no-keys')
  })
  test('a truncated path, and one that is too long', () => {
    expect(problemOf(forged(({ path }) => ({ path: path.slice(0, -1) })))).toBe('path')
    expect(problemOf(forged(({ path }) => ({ path: [...path, path[0]!] })))).toBe('path')
    expect(problemOf(forged(() => ({ index: 4000 })))).toBe('path')
  })
  test('a checkpoint without enough witnesses, and a false one', () => {
    const without = forged(({ checkpoint }) => ({ checkpoint: checkpoint.replace(/— uni\S+ \S+\n/, '') }))
    expect(checkExtractText(without, trust)).toMatchObject({ problem: 'witnesses', witnesses: { have: ['bar'], missing: ['university', 'press'] } })
    expect(checkExtractText(without, { ...trust, policy: policy.replace('group two 2', 'group two 1') }).ok).toBe(true)
    expect(problemOf(forged(({ checkpoint }) => ({ checkpoint: checkpoint.replace(/(— uni\S+ )(\S+)/, (_, name: string, line: string) => name + Buffer.from(line, 'base64').fill(1, 20).toString('base64')) })))).toBe('witness-signature')
  })
  test('an entry that certifies no paper', async () => {
    const { proveEntryAt } = await import('#kernel/ledger/extract.ts')
    const { rows: [last] } = await app.db.ledgerPool.query<{ tree_size: string; note: string }>('select tree_size, note from kernel.checkpoint order by tree_size desc limit 1')
    const { rows: [first] } = await app.db.ledgerPool.query<{ entry_id: string }>('select entry_id from kernel.leaf where index = 0')
    const proof = await proveEntryAt(app.db, first!.entry_id, { size: Number(last!.tree_size), note: last!.note })
    const text = writeExtract({ salt: Buffer.from(proof.salt, 'base64'), body: proof.body.slice(0, 20_000), index: 0, path: proof.proof.map((hash) => Buffer.from(hash, 'base64')), checkpoint: proof.checkpoint })
    expect(problemOf(text, { keys: [log.verifierKey], policy: 'quorum none\n' })).toBe('not-a-paper')
  })
  test('a PDF with another content, and one without a proof', () => {
    const other = Buffer.from(pdf.toString('latin1').replaceAll(/mizan-content:[A-Za-z0-9+/]+/g, (found) => `${found.slice(0, -4)}AAAA`), 'latin1')
    expect(checkPdf(other, trust)).toMatchObject({ problem: 'content' })
    expect(checkPdf(Buffer.from('%PDF-1.7 nothing'), trust)).toMatchObject({ problem: 'no-proof-in-pdf' })
  })
})

describe('the code', () => {
  test('is read from a picture beside another code, turned and grainy', () => {
    const page = pageWith(encodeQR(digits, 'raw', { ecc: 'medium' }), encodeQR('https://mizan.example/check/ABCDE', 'raw'))
    expect(findExtractInPicture(page)).toContain(digits)
    expect(findExtractInPicture({ width: 60, height: 60, data: new Uint8Array(60 * 60 * 3).fill(255) })).toBeUndefined()
  })
  test.each(Object.keys(forms) as (keyof typeof forms)[])('of %s has room for what names the paper', (form) => {
    const facts = factsOf(form, forms[form].data.parse(samples[form]))
    expect(Object.keys(facts).length).toBeGreaterThanOrEqual(2)
    for (const name of Object.keys(facts)) expect(factWords[name]?.ckb).toBeTruthy()
    expect(Buffer.byteLength(JSON.stringify(facts))).toBeLessThan(700)
  })
})

describe('the page for checking offline', () => {
  test('is given out with this log\'s keys, and nothing in them ends its script', async () => {
    const { policy: given, titles } = await app.ok(null, checkerTrust, {})
    expect(given).toBe(policy)
    expect(titles['release-slip']?.en).toBe('Release slip')
    const file = join(folder, 'page.html')
    writeFileSync(file, '<main></main><script type="application/json" id="data">{}</script>')
    expect(fillCheckPage({ keys: ['</script><b>'], policy, titles, savedAt: '' }, file)).toContain('\\u003c/script>')
    expect(() => fillCheckPage({ keys: [], policy, titles, savedAt: '' }, join(folder, 'none'))).toThrow(/check-page-missing/)
  })
})

/** A page of 900 × 700 points with a large code turned by three degrees, a small one, and noise that is always the same. */
function pageWith(large: boolean[][], small: boolean[][]): { width: number; height: number; data: Uint8Array } {
  const [width, height] = [900, 700]
  const data = new Uint8Array(width * height * 3)
  const [sin, cos] = [Math.sin(0.05), Math.cos(0.05)]
  const dark = (code: boolean[][], x: number, y: number, module: number) => code[Math.floor(y / module)]?.[Math.floor(x / module)] === true
  let seed = 7
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [cos * (x - 60) + sin * (y - 40), -sin * (x - 60) + cos * (y - 40)]
      const isDark = (u >= 0 && v >= 0 && dark(large, u, v, 4)) || (x > 780 && y > 580 && dark(small, x - 780, y - 580, 3))
      seed = (seed * 1103515245 + 12345) % 2147483648
      data.fill((isDark ? 30 : 215) + (Math.floor(seed / 65536) % 30), (y * width + x) * 3, (y * width + x) * 3 + 3)
    }
  }
  return { width, height, data }
}
