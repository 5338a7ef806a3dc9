/** Prints are taken at a station: from a file, from a scanner, poor ones, a mistake set right, photographs by the camera; then found on the person's page. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveScanner, type Adapter } from '#app/scanner/adapter.ts'
import { printImage, photographImage, take } from '#systems/biometrics/test/prints.ts'
import { readEnrolment } from '#systems/biometrics/contract/enrolment.ts'
import type { Finger } from '#systems/biometrics/engine/tenprint.ts'
import { book } from '#systems/custody/test/scene.ts'
import { useStage } from './stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-prints-'))
const [origins, connect]: [string[], string[]] = [[], []]
const token = 'pairing-code-of-this-test'
let adapter: Adapter
beforeAll(async () => {
  process.env['MIZAN_TEMPLATE_KEYS'] = join(folder, 'keys.json')
  adapter = await serveScanner({ folder, port: 0, origins, token, waitMs: 8000, device: { maker: 'Maker', model: 'One', serial: 'S-1', dpi: 500 } })
  process.env['MIZAN_SCANNER'] = adapter.url
  connect.push(adapter.url)
})
const stage = useStage({ connect })
afterAll(async () => {
  delete process.env['MIZAN_SCANNER']
  await adapter.stop()
  rmSync(folder, { recursive: true, force: true })
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(of: Document, how: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
    return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`))
  })
}
const keys = async (page: Page) => [...new Set((await page.locator('body').innerText()).match(/\bbiometrics\.[a-z][\w.-]*/g) ?? [])]
/** What a telephone would have to be pushed sideways for. */
const overflow = (page: Page) => page.evaluate(() => (document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] : [...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().left < -1 || one.getBoundingClientRect().right > innerWidth + 1).map((one) => `${one.tagName} ${one.className} ${Math.round(one.getBoundingClientRect().left)}`)))
const picture = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer })
const finger = (page: Page, n: number) => page.locator(`[data-finger="${n}"]`)

/** Runs in the browser: a camera that sees a moving square. */
function pretendCamera(): void {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 480
  const drawing = canvas.getContext('2d')!
  let at = 0
  setInterval(() => { drawing.fillStyle = '#ccd'; drawing.fillRect(0, 0, 640, 480); drawing.fillStyle = '#345'; drawing.fillRect(at = (at + 7) % 500, 120, 140, 240) }, 40)
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia: async () => canvas.captureStream(25) } })
}

async function reason(page: Page, text: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(text)
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

test('a station takes the prints of somebody it holds', { timeout: 180_000 }, async () => {
  const { app, t, url, as, faults } = stage()
  origins.push(url)
  const officer = 'stationOfficer'
  const page = await as(officer, '/biometrics')
  await page.getByText(t('biometrics.list.none')).waitFor()

  const held = await book(app)
  await page.goto(`${url}/biometrics/enrol?custody=${held.id}`)
  await page.getByText('CPC 70', { exact: true }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('textbox', { name: new RegExp(t('biometrics.field.basis').slice(0, 12)) }).fill('أمر قاضي تحقيق الكرادة رقم 12 في 22/11/2026')
  await page.getByRole('button', { name: t('verb.biometrics.begin-enrolment') }).click()
  await page.waitForURL(/\/biometrics\/enrolment\//)
  const id = new URL(page.url()).pathname.split('/').pop()!

  // From a file: the next finger is chosen by itself.
  const file = page.getByLabel(t('biometrics.fromFile'))
  await file.setInputFiles(picture('thumb.png', printImage(501)))
  await page.waitForFunction(() => document.querySelector('[data-finger="1"]')?.getAttribute('data-state') === 'good')
  await page.waitForFunction(() => document.querySelector('[data-finger="2"]')?.getAttribute('aria-pressed') === 'true')

  // From the scanner, once it is paired.
  await page.getByText(t('biometrics.scanner.unpaired')).waitFor()
  await page.getByLabel(t('biometrics.scanner.token')).first().fill(token)
  await page.getByRole('button', { name: t('biometrics.scanner.pair'), exact: true }).click()
  await page.getByText('S-1').waitFor()
  await page.getByRole('button', { name: t('biometrics.fromScanner') }).click()
  await page.waitForTimeout(600)
  writeFileSync(join(folder, 'scan-2.png'), printImage(502))
  await page.waitForFunction(() => document.querySelector('[data-finger="2"]')?.getAttribute('data-state') === 'good')

  // A poor one: what is wrong is said, and after three tries a reason lets it stand. The keyboard goes along the hand.
  await finger(page, 2).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  for (const seed of [1, 2, 3]) {
    await file.setInputFiles(picture('worn.png', printImage(503, seed, { area: 0.25, noise: 1 })))
    await page.getByText(t('biometrics.tries', { count: new Intl.NumberFormat('ar-u-nu-latn').format(seed) })).waitFor()
  }
  await page.getByText(t('biometrics.reason.too-little-area')).first().waitFor()
  await page.getByRole('button', { name: t('biometrics.accept') }).click()
  await reason(page, 'متآكلة من العمل بالجص', t('biometrics.accept'))
  await page.waitForFunction(() => document.querySelector('[data-finger="3"]')?.getAttribute('data-state') === 'stands-by-reason')

  // The same finger twice is found and taken out.
  for (const n of [4, 5, 6, 7, 8, 9] as Finger[]) await take(app, officer, id, n, n === 5 ? 504 : 500 + n, { seed: n === 5 ? 2 : 1 })
  await page.reload()
  await finger(page, 10).click()
  await page.getByText(t('biometrics.markMissing'), { exact: true }).first().click()
  await page.getByRole('button', { name: t('button.save'), exact: true }).click()
  await page.waitForFunction(() => document.querySelector('[data-finger="10"]')?.getAttribute('data-state') === 'missing')
  await page.getByRole('button', { name: t('biometrics.check'), exact: true }).click()
  await page.getByText(t('biometrics.error.repeated-finger')).waitFor()
  expect(await violations(page)).toEqual([])
  await finger(page, 5).click()
  await page.getByRole('button', { name: t('biometrics.removePrint') }).click()
  await reason(page, 'أُخذ البنصر مرتين', t('biometrics.removePrint'))
  await page.waitForFunction(() => document.querySelector('[data-finger="5"]')?.getAttribute('data-state') === 'empty')
  await file.setInputFiles(picture('little.png', printImage(505)))
  await page.waitForFunction(() => document.querySelector('[data-finger="5"]')?.getAttribute('data-state') === 'good')

  // A photograph by the camera; what is shown is shown for people's eyes.
  await page.evaluate(pretendCamera)
  await page.getByRole('button', { name: t('biometrics.camera'), exact: true }).click()
  await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0)
  await page.getByRole('button', { name: t('biometrics.camera.take') }).click()
  await page.getByText(t('biometrics.photographs.humanOnly')).waitFor()
  await page.getByRole('button', { name: t('biometrics.photographs.show') }).click()
  await page.locator('.bi-pictures img').waitFor()
  await page.waitForFunction(() => (document.querySelector<HTMLImageElement>('.bi-pictures img')?.naturalWidth ?? 0) > 0)
  await page.getByRole('button', { name: t('biometrics.camera.stop') }).click()

  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()
  await finger(page, 1).waitFor()
  expect(await overflow(page)).toEqual([])
  expect(await keys(page)).toEqual([])
  await page.setViewportSize({ width: 1366, height: 900 })
  await page.getByRole('button', { name: t('biometrics.check'), exact: true }).click()
  await page.getByText(t('biometrics.check.good')).waitFor()
  await page.getByRole('button', { name: t('biometrics.finish'), exact: true }).click()
  await page.getByText(t('biometrics.state.complete'), { exact: true }).first().waitFor()
  expect((await app.ok(officer, readEnrolment, { id })).prints).toBe(9)

  // On the person's page; and the inspector knows who opened what.
  await page.goto(`${url}/people/${(await app.ok(officer, readEnrolment, { id })).personId}`)
  await page.getByText(t('biometrics.photographs.humanOnly')).waitFor()
  expect(await violations(page)).toEqual([])
  const inspector = await as('inspector', `/biometrics/enrolment/${id}`)
  await inspector.getByText(t('verb.biometrics.open-photograph')).first().waitFor()
  expect(await inspector.getByRole('button', { name: t('biometrics.photographs.show') }).count()).toBe(0)
  await page.goto(`${url}/biometrics`)
  await page.getByText(t('biometrics.fingersOf', { prints: '9', missing: '1' })).waitFor()
  expect(await violations(page)).toEqual([])
  expect(faults).toEqual([])
})

test('where no scanner answers and no camera opens the screen says so, and files go on working', { timeout: 60_000 }, async () => {
  const { app, t, url, as } = stage()
  const { beginAtStation } = await import('#systems/biometrics/test/prints.ts')
  const { id } = await beginAtStation(app)
  await adapter.stop()
  const page = await as('stationOfficer', `/biometrics/enrolment/${id}`)
  await page.getByText(t('biometrics.scanner.offline')).waitFor()
  await page.getByRole('button', { name: t('biometrics.camera'), exact: true }).click()
  await page.getByText(t('biometrics.camera.none')).waitFor()
  await page.locator('input[type="file"][accept="image/jpeg,image/png"]').setInputFiles(picture('face.png', photographImage()))
  await page.locator('.bi-pictures li').waitFor()
  expect(url).toContain('127.0.0.1')
})
