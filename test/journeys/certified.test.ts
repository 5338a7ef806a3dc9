/** A certified copy: given in the screens, checked in the page that was saved, with the network off. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeQR } from 'qr'
import { encode } from 'fast-png'
import { afterAll, expect, test } from 'vitest'
import { buildCheckPage } from '#app/check-page.ts'
import { checkerData, fillCheckPage } from '#kernel/documents/check-page-file.ts'
import { checkerWords, problemWords } from '#kernel/documents/check-page/words.ts'
import { findProofInPdf } from '#kernel/documents/proof-in-pdf.ts'
import { getLogSigner } from '#kernel/ledger/keys.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { noteLogKey } from '#kernel/ledger/rotation.ts'
import { book, order } from '#systems/custody/test/scene.ts'
import { press } from './hands.ts'
import { useStage } from './stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-certified-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
const stage = useStage()

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

  const saved = join(folder, 'page.html')
  writeFileSync(saved, await buildCheckPage())
  writeFileSync(saved, fillCheckPage(await checkerData(on.app.systemCtx), saved))
  const offline = await on.browser.newContext({ offline: true })
  try {
    const checker = await offline.newPage()
    const faults: string[] = []
    checker.on('pageerror', (error) => { faults.push(String(error)) })
    checker.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()) })
    await checker.goto(`file://${saved}`)
    await checker.getByRole('heading', { level: 1 }).waitFor()
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
    await offline.close()
  }

  const { page: online } = await on.visit({ phone: true })
  await online.goto(`${on.url}/check${findProofInPdf(await answer.body())!.text.replace(/^.*\/check/, '')}`)
  await online.getByText(checkerWords.valid.ar).waitFor()
  if (process.env['MIZAN_PICTURES']) await online.screenshot({ path: join(process.env['MIZAN_PICTURES'], 'online-ar.png'), fullPage: true })
}, 120_000)
