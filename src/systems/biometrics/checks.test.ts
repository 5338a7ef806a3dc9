/** One finger beside those taken before, at the gate, at the prison's desk and in a count; and why no prints were taken. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readHistory } from '#kernel/act/contract.ts'
import { checkRelease, freePerson, receiveRelease } from '#systems/custody/contract/release.ts'
import { refuseDetention } from '#systems/custody/contract/orders.ts'
import { alarmsOf, book, page } from '#systems/custody/test/scene.ts'
import { systems } from '#app/systems.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { compareFinger, decideCheck, readPrints, recordNoCheck, recordNotTaken, resolveCheck } from './contract/chain.ts'
import { enrolled, onGlass } from './test/chain-scene.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-checks-'))
process.env['MIZAN_DATA'] = folder
let app: TestApp
beforeAll(async () => { app = await testApp(systems) })
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

const birth = { kind: 'birth' as const, value: '1990' }
const thumb = { how: 'thumb-print' as const, paperNumber: '77' }

/** Somebody whose release was ordered and has come to the station; `who`: whose fingers were taken at the arrest. */
async function leaving(who?: number) {
  const held = await book(app)
  if (who !== undefined) await enrolled(app, held, who)
  await app.ok('judge', refuseDetention, { id: held.id, version: (await page(app, 'judge', held.id)).version, reason: 'The evidence does not suffice' })
  await app.ok('stationOfficer', receiveRelease, { id: held.id })
  return held
}
const compare = (id: string, who: number, more: object = {}) => app.ok('stationOfficer', compareFinger, { custodyId: id, occasion: 'release', finger: 2, image: onGlass(who, 2), ...more })

describe('at the release', () => {
  test('the finger agrees: the person leaves, and the score is on record', async () => {
    const { id } = await leaving(1)
    const check = await compare(id, 1)
    expect(check).toMatchObject({ occasion: 'release', finger: 2, suggested: 'agrees', outcome: null, mine: true })
    expect(check.score).toBeGreaterThan(6)
    await app.ok('stationOfficer', decideCheck, { custodyId: id, checkId: check.id, outcome: 'agrees' })
    expect((await app.ok('stationOfficer', checkRelease, { id, identifier: birth })).warnings).toEqual([])
    await app.ok('stationCommander', freePerson, { id, signature: thumb })
    const verbs = (await app.ok('stationOfficer', readHistory, { id })).rows.map((r) => r.verb)
    expect(verbs.filter((v) => v === 'biometrics.check')).toHaveLength(2)
  })

  test('somebody else stands there: stopped, told outside, until the commander says who it is', async () => {
    const { id } = await leaving(4)
    const check = await compare(id, 6)
    expect(check.suggested).not.toBe('agrees')
    expect((await app.call('stationOfficer', checkRelease, { id, identifier: birth })).problem).toMatchObject({ code: 'biometrics.check-undecided', article: 'CPC 284' })
    await app.ok('stationOfficer', decideCheck, { custodyId: id, checkId: check.id, outcome: 'differs' })
    expect(await app.call('stationOfficer', checkRelease, { id, identifier: birth })).toMatchObject({ status: 422, problem: { code: 'biometrics.finger-differs' } })
    expect((await alarmsOf(app, id)).map((a) => a.kind)).toContain('finger-differs')
    const resolve = { custodyId: id, checkId: check.id, resolution: 'another-person' as const, reason: 'A cell-mate answered to the name' }
    expect((await app.call('stationOfficer', resolveCheck, resolve)).status).toBe(403)
    await app.ok('stationCommander', resolveCheck, resolve)
    expect((await app.call('stationCommander', resolveCheck, resolve)).problem.code).toBe('biometrics.check-resolved')
    expect((await app.call('stationOfficer', checkRelease, { id, identifier: birth })).problem.code).toBe('biometrics.another-person')
    const right = await compare(id, 4)
    await app.ok('stationOfficer', decideCheck, { custodyId: id, checkId: right.id, outcome: 'agrees' })
    await app.ok('stationOfficer', checkRelease, { id, identifier: birth })
    await app.ok('stationCommander', freePerson, { id, signature: thumb })
  })

  test('a finger that differs after the check of identity still stops the door', async () => {
    const { id } = await leaving(9)
    expect((await app.ok('stationOfficer', checkRelease, { id, identifier: birth })).warnings.map((w) => w.code)).toEqual(['biometrics.not-checked'])
    const check = await compare(id, 6)
    await app.ok('stationOfficer', decideCheck, { custodyId: id, checkId: check.id, outcome: 'differs' })
    expect((await app.call('stationCommander', freePerson, { id, signature: thumb })).problem.code).toBe('biometrics.finger-differs')
    await app.ok('stationCommander', resolveCheck, { custodyId: id, checkId: check.id, resolution: 'same-person', reason: 'A burnt finger; photograph, mother and scar agree' })
    await app.ok('stationCommander', freePerson, { id, signature: thumb })
  })

  test('without a scanner, or without prints, the release goes on and says so', async () => {
    const { id } = await leaving(12)
    expect((await app.call('stationOfficer', recordNoCheck, { custodyId: id, occasion: 'release', reason: 'other' })).problem.code).toBe('biometrics.say-why')
    await app.ok('stationOfficer', recordNoCheck, { custodyId: id, occasion: 'release', reason: 'no-device' })
    const checked = await app.ok('stationOfficer', checkRelease, { id, identifier: birth })
    expect(checked.warnings).toMatchObject([{ code: 'biometrics.check-not-possible', outcome: 'warn', params: { why: 'biometrics.hindrance.no-device' } }])
    const bare = await leaving()
    expect((await app.call('stationOfficer', compareFinger, { custodyId: bare.id, occasion: 'release', image: onGlass(1, 2) })).problem.code).toBe('biometrics.nothing-taken')
    expect((await app.ok('stationOfficer', checkRelease, { id: bare.id, identifier: birth })).warnings.map((w) => w.code)).toEqual(['biometrics.nothing-to-check'])
  })

  test('a decision against the number wants a reason, and is not taken twice', async () => {
    const { id } = await leaving(1)
    const check = await compare(id, 6)
    const against = { custodyId: id, checkId: check.id, outcome: 'agrees' as const }
    expect((await app.call('stationOfficer', decideCheck, against)).problem).toMatchObject({ code: 'biometrics.against-score-why', field: 'reason' })
    await app.ok('stationOfficer', decideCheck, { ...against, reason: 'The finger is freshly cut; everything else agrees' })
    expect((await app.call('stationOfficer', decideCheck, { ...against, outcome: 'unclear' })).problem.code).toBe('biometrics.check-decided')
    expect((await app.ok('stationOfficer', checkRelease, { id, identifier: birth })).warnings.map((w) => w.code)).toEqual(['biometrics.agrees-against-score'])
  })

  test('whichever finger is on the glass, the others are looked at too', async () => {
    const { id } = await leaving(1)
    const wrong = await app.ok('stationOfficer', compareFinger, { custodyId: id, occasion: 'release', finger: 3, image: onGlass(1, 2) })
    expect(wrong).toMatchObject({ saidFinger: 3, finger: 2, suggested: 'agrees' })
  })
})

describe('who may', () => {
  test('only where the person is held; a stranger does not know of the record', async () => {
    const { id } = await leaving(1)
    const input = { custodyId: id, occasion: 'release' as const, image: onGlass(1, 2) }
    expect((await app.call('otherStationOfficer', compareFinger, input)).status).toBe(404)
    for (const who of ['judge', 'prosecutor', 'inspector', 'examiner', 'administrator']) expect((await app.call(who, compareFinger, input)).status, who).toBe(403)
    expect((await app.call(null, compareFinger, input)).status).toBe(401)
    expect((await app.call('stationOfficer', compareFinger, { ...input, occasion: 'reception' })).status).toBe(200)
    expect((await app.call('administrator', readPrints, { id })).status).toBe(403)
    expect((await app.call('otherStationOfficer', readPrints, { id })).status).toBe(404)
  })

  test('what is no image of a finger is refused', async () => {
    const { id } = await leaving(1)
    const data = Buffer.from('no picture at all'.repeat(20)).toString('base64')
    expect((await app.call('stationOfficer', compareFinger, { custodyId: id, occasion: 'release', image: { data } })).status).toBe(422)
  })
})

describe('no prints', () => {
  test('not taken because: on record with who and why; afterwards they can still be taken', async () => {
    const held = await book(app)
    expect((await app.ok('stationOfficer', readPrints, { id: held.id }))).toMatchObject({ taken: [], notTaken: [], heldHere: true, checks: [], doubles: [] })
    expect((await app.call('stationOfficer', recordNotTaken, { id: held.id, reason: 'other' })).problem).toMatchObject({ code: 'biometrics.say-why', field: 'note' })
    await app.ok('stationOfficer', recordNotTaken, { id: held.id, reason: 'broken-device' })
    await app.ok('stationOfficer', recordNotTaken, { id: held.id, reason: 'injury', note: 'Both hands bandaged' })
    expect((await app.call('judge', recordNotTaken, { id: held.id, reason: 'refused' })).status).toBe(403)
    const read = await app.ok('judge', readPrints, { id: held.id })
    expect(read.notTaken.map((n) => n.reason)).toEqual(['injury', 'broken-device'])
    const { enrolmentId } = await enrolled(app, held, 1)
    expect((await app.ok('stationOfficer', readPrints, { id: held.id })).taken).toMatchObject([{ id: enrolmentId, state: 'complete', fingers: 2, forThisCustody: true, open: true }])
  })
})
