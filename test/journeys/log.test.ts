/** The public log's page: anyone sees who witnessed what and when; a witness that refuses stands out; the inspector finds it in the menu. */
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSignatures, makeSigner } from '#kernel/ledger/note.ts'
import { noteLogKey } from '#kernel/ledger/rotation.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { book } from '#systems/custody/test/scene.ts'
import { newSigner } from '#test/support/ledger-scene.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const signer = newSigner()
const names = ['judiciary', 'bar', 'university']
const witnesses = names.map((name) => makeSigner(`${name}.example`, generateKeyPairSync('ed25519').privateKey, { witness: true }))

beforeAll(async () => {
  const { app } = stage()
  const file = join(process.env['MIZAN_DATA']!, 'policy-of-the-page.txt')
  writeFileSync(file, `${witnesses.map((w, i) => `witness ${names[i]} ${w.verifierKey} https://${w.name}\n`).join('')}group institutions 2 ${names.join(' ')}\nquorum institutions\n`)
  process.env['MIZAN_LOG_POLICY'] = file
  const { ledgerPool } = app.db
  await noteLogKey(app.db, [signer])
  for (let i = 0; i < 3; i++) await book(app)
  // All at once: the database's own clock is ahead of the stage's, and after a checkpoint no earlier act is taken.
  await sequence(app.db, { signer, batch: 1 })
  const { rows } = await ledgerPool.query<{ tree_size: number; note: string }>('select tree_size, note from kernel.checkpoint order by tree_size desc limit 3')
  for (const [n, signing] of [[0], [0, 1], [0, 1]].entries()) {
    const { tree_size: size, note } = rows[n]!
    for (const i of signing) {
      const line = addSignatures(note, [witnesses[i]!]).slice(note.length)
      await ledgerPool.query('insert into kernel.cosignature (tree_size, witness, line, cosigned_at) values ($1, $2, $3, now())', [size, witnesses[i]!.verifierKey, line])
      await ledgerPool.query(`insert into kernel.witness_standing (witness, name, last_size, asked_at, answered_at, result) values ($1, $2, $3, now(), now(), 'cosigned') on conflict do nothing`, [witnesses[i]!.verifierKey, names[i], size])
    }
  }
  await ledgerPool.query(`insert into kernel.witness_standing (witness, name, asked_at, result, failures) values ($1, 'university', now(), 'inconsistent', 3)`, [witnesses[2]!.verifierKey])
  await ledgerPool.query(`insert into kernel.witness_refusal (id, witness, name, tree_size, result, detail) values (gen_random_uuid(), $1, 'university', 7, 'inconsistent', 'another tree')`, [witnesses[2]!.verifierKey])
}, 120_000)
afterAll(() => { delete process.env['MIZAN_LOG_POLICY'] })

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('anyone sees it, on a telephone too; it is usable by all', async () => {
  const on = stage()
  for (const phone of [false, true]) {
    const { page } = await on.visit({ phone })
    await page.goto(`${on.url}/log`)
    await page.getByRole('heading', { level: 2, name: on.t('log.checkpoints') }).waitFor()
    const text = await page.locator('main').innerText()
    for (const key of ['log.lead', 'log.result.cosigned', 'log.result.inconsistent', 'log.refusals', 'log.tooFew']) expect(text).toContain(on.t(key))
    for (const name of names) expect(text).toContain(name)
    expect(text).toContain(signer.verifierKey)
    expect(text).not.toMatch(/\blog\.(result|key|refusals|size)\b/)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 'scrolls sideways').toBeLessThanOrEqual(0)
    await page.evaluate(axe)
    const wrong = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(of: Document, how: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
      return (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)
    })
    expect(wrong).toEqual([])
    const pictures = process.env['MIZAN_PICTURES']
    if (pictures) await page.screenshot({ path: join(pictures, `log_${phone ? 'phone' : 'desk'}.png`), fullPage: true })
  }
}, 90_000)

test('the inspector finds it in the menu', async () => {
  const on = stage()
  await on.moveTo(new Date(Date.now() + 60_000))
  const page = await on.as('inspector', '/')
  await page.getByRole('link', { name: on.t('log.title') }).first().click()
  await page.getByRole('heading', { level: 1, name: on.t('log.title') }).waitFor()
}, 60_000)
