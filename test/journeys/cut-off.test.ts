import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systems } from '#app/systems.ts'
import { offerHandover } from '#kernel/handover/contract.ts'
import { registerItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { appOn, type TestApp } from '#test/support/app.ts'
import { openBrowser } from '#test/support/browser.ts'
import { tokenOf } from '#test/support/country.ts'
import { makeTree, type Tree } from '#test/support/nodes.ts'
import { builtScreens } from '#test/support/screens.ts'

let tree: Tree
let browser: Browser
const at = {} as Record<'nation' | 'karrada', { app: TestApp; url: string }>
const pictures = join(import.meta.dirname, '..', '..', 'test-results')

beforeAll(async () => {
  const screens = await builtScreens()
  tree = await makeTree()
  for (const name of ['nation', 'karrada'] as const) {
    const app = await appOn(tree.dbs[name], tree.country, [...systems, example])
    at[name] = { app, url: await app.listen(screens) }
  }
  const { id } = await at.karrada.app.ok('stationOfficer', registerItem, { description: 'A leather purse', place: 'Karrada', foundAt: '2026-01-01T00:00:00.000Z' })
  await at.karrada.app.ok('stationOfficer', offerHandover, { recordId: id, toOffice: tree.country.offices.prison })
  browser = await openBrowser()
})
afterAll(() => browser?.close())

async function open(name: 'nation' | 'karrada', who: string, lang: string, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  await context.addCookies([{ name: 'mizan', value: await tokenOf(tree.dbs[name], tree.country, who, new Date()), url: at[name].url }])
  const page = await context.newPage()
  await page.addInitScript((language) => { localStorage.setItem('mizan.lang', language) }, lang)
  await page.goto(at[name].url + path)
  return page
}

describe('a station whose line is down', () => {
  test.for([['en', /Offline since .*Acts not yet carried: 2 · hand-overs in flight: 1/s], ['ar', /الخط مقطوع منذ .*أعمال لم تُنقل بعد/s], ['ckb', /هێڵەکە لە .*پچڕاوە/s]] as const)('says so in its header, with what waits (%s)', async ([lang, said]) => {
    const page = await open('karrada', 'stationOfficer', lang, '/')
    const line = page.locator('.mz-line')
    await line.waitFor({ timeout: 20_000 })
    expect((await line.innerText()).replaceAll(/[\u2066-\u2069\u200e\u200f]/g, '')).toMatch(said)
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `cut-off-${lang}.png`) })
    await page.context().close()
  })

  test('at the nation the page of the lines shows each', async () => {
    const page = await open('nation', 'administrator', 'en', '/nodes')
    await page.getByRole('heading', { name: 'Nodes and lines' }).waitFor({ timeout: 20_000 })
    await page.getByText('Not opened yet').waitFor()
    expect(await page.locator('.mz-line').count()).toBe(0)
    await page.screenshot({ path: join(pictures, 'cut-off-lines.png') })
    await page.context().close()
  })
})
