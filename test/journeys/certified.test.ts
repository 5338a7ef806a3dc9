/** A certified copy: given in the screens, checked in the page that was saved, with the network off. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeQR } from 'qr'
import { encode } from 'fast-png'
import { afterAll, expect, test } from 'vitest'
import { buildCheckPage } from '#app/check-page.ts'
import { checkFile, readTrust } from '#app/commands/check.ts'
import { checkerData, fillCheckPage } from '#kernel/documents/check-page-file.ts'
import { checkerWords, problemWords } from '#kernel/documents/check-page/words.ts'
import { findProofInPdf } from '#kernel/documents/proof-in-pdf.ts'
import { readExtract, writeExtract } from '#kernel/ledger/extract-text.ts'
import { getLogSigner } from '#kernel/ledger/keys.ts'
import { addSignatures, makeSigner } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { noteLogKey } from '#kernel/ledger/rotation.ts'
import { listRecordPapers } from '#kernel/documents/contract.ts'
import { refuseDetention } from '#systems/custody/contract/orders.ts'
import { checkRelease, freePerson, giveSlip, receiveRelease, returnProperty } from '#systems/custody/contract/release.ts'
import { book, order, page as custodyPage, stranger } from '#systems/custody/test/scene.ts'
import { press } from './hands.ts'
import { useStage, type Stage } from './stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-certified-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
const stage = useStage()

/** The page for checking, saved and opened where there is no network. */
async function savedPage(on: Stage) {
  const saved = join(folder, 'page.html')
  writeFileSync(saved, await buildCheckPage())
  writeFileSync(saved, fillCheckPage(await checkerData(on.app.systemCtx), saved))
  const offline = await on.browser.newContext({ offline: true })
  const checker = await offline.newPage()
  const faults: string[] = []
  checker.on('pageerror', (error) => { faults.push(String(error)) })
  checker.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()) })
  await checker.goto(`file://${saved}`)
  await checker.getByRole('heading', { level: 1 }).waitFor()
  return { checker, faults, saved, close: () => offline.close() }
}

test('is certified on its record, and checked from a saved file without a network', async () => {
  const on = stage()
  const signer = await getLogSigner(folder, 'log.mizan.test')
  const held = await book(on.app)
  await order(on.app, held.id)
  const page = await on.as('stationOfficer', `/custody/${held.id}?tab=papers`)
  await page.getByRole('button', { name: on.t('documents.certify') }).first().click()
  await page.getByText(on.t('documents.certify.waiting')).waitFor()
  await sequence(on.app.db, { signer })
  await noteLogKey(on.app.db, [signer])
  const link = page.getByRole('link', { name: on.t('documents.certify.open') })
  await link.waitFor()
  const answer = await page.request.get(`${on.url}${await link.getAttribute('href')}`)
  expect(answer.status()).toBe(200)
  const pdf = join(folder, 'paper.pdf')
  writeFileSync(pdf, await answer.body())

  const { checker, faults, close } = await savedPage(on)
  try {
    expect(await checker.evaluate(() => document.documentElement.dir)).toBe('rtl')
    await checker.locator('input[type=file]').setInputFiles(pdf)
    await checker.getByText(checkerWords.valid.ar).waitFor()
    expect(await checker.locator('.ck-facts').first().innerText()).toContain(held.number)

    const { text } = findProofInPdf(await answer.body())!
    const digits = text.split('#')[1]!
    const code = encodeQR(digits, 'raw', { ecc: 'medium', border: 4 })
    const size = code.length * 4
    const data = Uint8Array.from({ length: size * size }, (_, at) => (code[Math.floor(at / size / 4)]![Math.floor((at % size) / 4)] ? 0 : 255))
    writeFileSync(join(folder, 'code.png'), encode({ width: size, height: size, data, channels: 1 }))
    await press(checker, 'English')
    await checker.locator('input[type=file]').setInputFiles(join(folder, 'code.png'))
    await checker.getByText(checkerWords.valid.en).waitFor()
    await checker.locator('textarea').fill(digits.slice(0, -20))
    await press(checker, checkerWords.check.en)
    await checker.getByText(problemWords['cut-off'].title.en).waitFor()
    expect(faults).toEqual([])
    if (process.env['MIZAN_PICTURES']) {
      await press(checker, 'العربية')
      await checker.locator('input[type=file]').setInputFiles(pdf)
      await checker.getByText(checkerWords.valid.ar).waitFor()
      await checker.screenshot({ path: join(process.env['MIZAN_PICTURES'], 'offline-ar.png'), fullPage: true })
      await page.screenshot({ path: join(process.env['MIZAN_PICTURES'], 'custody-ar.png'), fullPage: true })
    }
  } finally {
    await close()
  }

  const { page: online } = await on.visit({ phone: true })
  await online.goto(`${on.url}/check${findProofInPdf(await answer.body())!.text.replace(/^.*\/check/, '')}`)
  await online.getByText(checkerWords.valid.ar).waitFor()
  if (process.env['MIZAN_PICTURES']) await online.screenshot({ path: join(process.env['MIZAN_PICTURES'], 'online-ar.png'), fullPage: true })
}, 120_000)

test('the slip that the released person carries: opened at once it says that the proof follows; opened after the witness has signed it carries it', async () => {
  const on = stage()
  await on.moveTo(new Date())   // the checkpoints of the test before this one are of now
  const signer = await getLogSigner(folder, 'log.mizan.test')
  const witness = makeSigner('court.example/w', generateKeyPairSync('ed25519').privateKey, { witness: true })
  process.env['MIZAN_LOG_POLICY'] = join(folder, 'policy.txt')
  writeFileSync(process.env['MIZAN_LOG_POLICY'], `witness court ${witness.verifierKey}\nquorum court\n`)
  const held = await book(on.app, { person: stranger({ date: '1990-03-14', precision: 'day' }) })
  const { id } = held
  await order(on.app, id)
  await on.app.ok('judge', refuseDetention, { id, version: (await custodyPage(on.app, 'judge', id)).version, reason: 'The evidence does not suffice' })
  await on.app.ok('stationOfficer', receiveRelease, { id })
  await on.app.ok('stationOfficer', checkRelease, { id, identifier: { kind: 'birth', value: '1990' } })
  await on.app.ok('stationCommander', freePerson, { id, signature: { how: 'thumb-print', paperNumber: '77' } })
  await on.app.call('stationOfficer', returnProperty, { id, returnedTo: 'The owner' })
  const { paperId } = await on.app.ok('stationOfficer', giveSlip, { id })

  const page = await on.as('stationOfficer', `/custody/${id}?tab=papers`)
  const file = page.locator(`a[href="/api/documents/${paperId}/file"]`)
  await file.waitFor()
  const open = async () => (await page.request.get(`${on.url}${await file.getAttribute('href')}`)).body()
  expect(findProofInPdf(await open())).toBeUndefined()
  await sequence(on.app.db, { signer })
  await noteLogKey(on.app.db, [signer])
  expect(findProofInPdf(await open()), 'no witness has signed yet').toBeUndefined()
  const { rows: [last] } = await on.app.db.ledgerPool.query<{ tree_size: string; note: string }>('select tree_size, note from kernel.checkpoint order by tree_size desc limit 1')
  await on.app.db.ledgerPool.query('insert into kernel.cosignature (tree_size, witness, line, cosigned_at) values ($1, $2, $3, now())', [last!.tree_size, witness.verifierKey, addSignatures(last!.note, [witness]).slice(last!.note.length)])
  const slip = await open()
  const { text } = findProofInPdf(slip)!
  expect((await open()).equals(slip)).toBe(true)
  const listed = (await on.app.ok('stationOfficer', listRecordPapers, { recordId: id })).rows.find((paper) => paper.id === paperId)!

  const { checker, faults, saved, close } = await savedPage(on)
  try {
    const given = join(folder, 'slip.pdf')
    writeFileSync(given, slip)
    await checker.locator('input[type=file]').setInputFiles(given)
    await checker.getByText(checkerWords.valid.ar).waitFor()
    expect(await checker.locator('.ck-facts').first().innerText()).toContain(held.number)
    const trust = readTrust(readFileSync(saved, 'utf8'))
    expect(await checkFile(slip, trust)).toMatchObject({ ok: true, drawing: 'same', paper: { number: listed.number, facts: { custodyNumber: held.number } }, witnesses: [{ name: 'court' }] })

    const extract = readExtract(text)
    const other = held.number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
    const forged = writeExtract({ ...extract, body: extract.body.replaceAll(held.number, other) })
    expect(await checkFile(Buffer.from(forged), trust)).toMatchObject({ problem: 'altered' })
    await checker.locator('textarea').fill(forged)
    await press(checker, checkerWords.check.ar)
    await checker.getByText(problemWords.altered.title.ar).waitFor()
    expect(faults).toEqual([])
  } finally {
    delete process.env['MIZAN_LOG_POLICY']
    await close()
  }
}, 120_000)
