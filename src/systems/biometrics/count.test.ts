/** The prison compares who arrives with the prints taken at the station, and checks a roll count by finger. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { offerHandover } from '#kernel/handover/contract.ts'
import { detained } from '#systems/courts/test/scene.ts'
import { countRoll } from '#systems/prisons/contract/cells.ts'
import { admit } from '#systems/prisons/contract/reception.ts'
import { systems } from '#app/systems.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { compareFinger, decideCheck, drawSample, readCountChecks, readPrints, recordNoCheck } from './contract/chain.ts'
import { drawLots } from './handlers/chain/count.ts'
import { enrolled, onGlass } from './test/chain-scene.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-count-'))
process.env['MIZAN_DATA'] = folder
let app: TestApp
beforeAll(async () => { app = await testApp(systems, new Date('2026-11-22T07:00:00Z')) }, 120_000)
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

const sheet = { identity: 'بطاقة وطنية', commitment: 'أمر التوقيف', arrest: 'الكرادة', injuriesAndComplaints: 'لا إصابات', injuriesFound: false, property: 'ساعة', family: 'أخوه علي', emergencyContact: 'أخوه علي', toldInLanguage: 'العربية' }

/** Offered to the prison; `who`: whose fingers the station took. */
async function offered(who?: number) {
  const held = await detained(app)
  if (who !== undefined) await enrolled(app, { id: held.custodyId, personId: held.personId }, who)
  await app.ok('stationOfficer', offerHandover, { recordId: held.custodyId, toOffice: app.country.offices.prison, condition: 'سليم' })
  return held
}
async function inside(who?: number) {
  const held = await offered(who)
  await app.ok('prisonReception', admit, { id: held.custodyId, sheet })
  return held
}

describe('at the prison’s desk', () => {
  test('who arrives is compared with the prints of the station before being accepted; the station no longer', async () => {
    const { custodyId } = await offered(1)
    const seen = await app.ok('prisonReception', readPrints, { id: custodyId })
    expect(seen).toMatchObject({ heldHere: false, taken: [{ fingers: 2, forThisCustody: true }] })
    const image = onGlass(1, 3)
    expect((await app.call('stationOfficer', compareFinger, { custodyId, occasion: 'release', image })).problem.code).toBe('kernel.in-transit')
    expect((await app.call('prisonReception', compareFinger, { custodyId, occasion: 'count', image })).status).toBe(403)
    const check = await app.ok('prisonReception', compareFinger, { custodyId, occasion: 'reception', image })
    expect(check).toMatchObject({ occasion: 'reception', finger: 3, suggested: 'agrees' })
    await app.ok('prisonReception', decideCheck, { custodyId, checkId: check.id, outcome: 'agrees' })
    await app.ok('prisonReception', admit, { id: custodyId, sheet })
    expect((await app.call('stationOfficer', compareFinger, { custodyId, occasion: 'transfer', image })).status).toBe(403)
    expect((await app.ok('prisonReception', readPrints, { id: custodyId })).checks).toMatchObject([{ outcome: 'agrees', occasion: 'reception' }])
  })
})

describe('in a count', () => {
  test('the lot is drawn by the server, once; each is answered; the closed count shows what came out', async () => {
    const people = [await inside(1), await inside(4), await inside()]
    const [first, second, third] = people
    expect((await app.call('stationOfficer', drawSample, { lot: 1 })).status).toBe(403)
    expect((await app.ok('prisonReception', drawSample, { lot: 2 })).added).toBe(2)
    expect((await app.call('prisonReception', drawSample, { lot: 1 })).problem.code).toBe('biometrics.lot-open')
    const all = people.map((p) => p.custodyId)
    await app.ok('prisonReception', drawSample, { custodyIds: all }).catch(() => undefined)
    const { rows } = await app.ok('prisonReception', readCountChecks, {})
    expect(rows.length).toBeGreaterThanOrEqual(3)
    expect(rows.filter((r) => r.byLot)).toHaveLength(2)
    expect(rows.find((r) => r.custodyId === third!.custodyId)).toMatchObject({ enrolled: false, check: null })
    const decide = async (custodyId: string, who: number, finger: 2 | 3, outcome: 'agrees' | 'differs') => {
      const check = await app.ok('prisonReception', compareFinger, { custodyId, occasion: 'count', image: onGlass(who, finger) })
      await app.ok('prisonReception', decideCheck, { custodyId, checkId: check.id, outcome })
    }
    await decide(first!.custodyId, 1, 2, 'agrees')
    await decide(second!.custodyId, 9, 2, 'differs')
    await app.ok('prisonReception', recordNoCheck, { custodyId: third!.custodyId, occasion: 'count', reason: 'injury' })
    const count = await app.ok('prisonReception', countRoll, { counted: all.map((custodyId) => ({ custodyId, cellId: null })), strangers: [] })
    const closed = (await app.ok('prisonDirector', readCountChecks, { countId: count.id })).rows
    expect(closed.find((r) => r.custodyId === first!.custodyId)?.check).toMatchObject({ outcome: 'agrees', occasion: 'count' })
    expect(closed.find((r) => r.custodyId === second!.custodyId)?.check).toMatchObject({ outcome: 'differs' })
    expect(closed.find((r) => r.custodyId === third!.custodyId)?.check).toMatchObject({ hindrance: 'injury' })
    expect((await app.ok('prisonReception', readCountChecks, {})).rows).toEqual([])
    expect((await app.ok('otherPrisonReception', readCountChecks, { countId: count.id })).rows).toEqual([])
    expect((await app.ok('prisonReception', drawSample, { lot: 1 })).added).toBe(1)
  }, 60_000)

  test('lots: as many as asked for, each once, and never more than there are', () => {
    expect(drawLots([1, 2, 3], 5).toSorted()).toEqual([1, 2, 3])
    expect(drawLots([1, 2, 3, 4], 2, () => 0)).toEqual([1, 2])
    expect(drawLots([], 2)).toEqual([])
    const seen = new Map<number, number>()
    for (let n = 0; n < 3000; n++) for (const one of drawLots([1, 2, 3], 1)) seen.set(one, (seen.get(one) ?? 0) + 1)
    for (const one of [1, 2, 3]) expect(seen.get(one)).toBeGreaterThan(800)
  })
})
