import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { act, read } from '#kernel/act/act.ts'
import { dayMs, hourMs, noonOf } from '#kernel/clock/calendar.ts'
import { acceptHandover, offerHandover } from '#kernel/handover/contract.ts'
import { cases } from '#systems/cases/system.ts'
import { tellSentenceChanged } from '#systems/courts/hooks.ts'
import { courts } from '#systems/courts/system.ts'
import { convicted as convictedIn, custodyPage, detained, pass } from '#systems/courts/test/scene.ts'
import { coverOf } from '#systems/custody/public.ts'
import { custody } from '#systems/custody/system.ts'
import { book, order } from '#systems/custody/test/scene.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { addCell, checkPlaces, countRoll, listRollCounts, moveBack, moveOut, place, readCells, readRoll, resolveDifference } from './contract/cells.ts'
import { admit, listArrivals, listInmates, readInmate, readIntake, setNeeds, transfer } from './contract/reception.ts'
import { closeIncident, endSolitary, listFacilities, listIncidents, orderSolitary, reportIncident, tellOutside, visitSolitary } from './contract/safety.ts'
import { addSentenceFact, calculate, confirmCalculation, decideConditional, giveOpinion, listConditional, listReleasesDue, openConditional, readSentence, startRelease, tellConditions } from './contract/sentence.ts'
import { orderDueReleases } from './handlers/sentence.ts'
import { sentenceInput } from './papers.ts'
import { inmateOf, occupancyOf, releaseDue } from './public.ts'
import { computeSentence } from './rules/sentence.ts'
import { prisons } from './system.ts'
import { gatherPapers } from './working.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([offences, cases, custody, courts, prisons], new Date('2026-11-22T07:00:00Z')) }, 120_000)

const sheet = {
  identity: 'بطاقة وطنية، بصمة مأخوذة', commitment: 'مذكرة السجن', arrest: 'الكرادة، شارع 62', injuriesAndComplaints: 'لا إصابات ولا شكوى', injuriesFound: false, property: 'ساعة يد', family: 'زوجة وطفلان في بغداد', emergencyContact: 'أخوه علي 0770 000 0000', toldInLanguage: 'العربية',
}
const alarms = async (id: string) => (await read(app.systemCtx, (r) => r.db.selectFrom('kernel.alarm').select(['kind', 'raised_to']).where('record_id', '=', id).execute()))
const send = (id: string, to: 'prison' | 'otherPrison' = 'prison', who = 'stationOfficer') => app.ok(who, offerHandover, { recordId: id, toOffice: app.country.offices[to], condition: 'سليم' })

let cells: Record<'men' | 'small' | 'women' | 'remand', string>
async function plan(): Promise<typeof cells> {
  if (cells) return cells
  const add = async (name: string, more: Partial<Parameters<typeof addCell.input.parse>[0] & Record<string, unknown>> = {}) =>
    (await app.ok('prisonDirector', addCell, { name, kind: 'hall', capacity: 20, sex: 'male', ageGroup: 'adult', standing: 'any', category: 'general', ...more } as never)).id
  const section = await add('القسم الأول', { kind: 'section', capacity: 0 })
  cells = { men: await add('القاعة 1', { parentId: section }), small: await add('الغرفة 2', { parentId: section, capacity: 1, kind: 'cell' }), women: await add('قاعة النساء', { sex: 'female' }), remand: await add('الموقوفون', { standing: 'untried' }) }
  return cells
}

/** Held by a detention order and admitted. */
async function remanded() {
  const held = await detained(app)
  await send(held.custodyId)
  await app.ok('prisonReception', admit, { id: held.custodyId, sheet })
  return held
}
/** Convicted in the felony court and admitted under the memorandum. */
async function convict(sentence?: { kind: 'temporary' | 'simple-detention'; years?: number; months?: number; days?: number }) {
  const made = await convictedIn(app, sentence ? { sentence } : {})
  await send(made.custodyId)
  await app.ok('prisonReception', admit, { id: made.custodyId, sheet })
  return made
}

describe('reception', () => {
  test('nobody is taken in without an order, by whichever door', async () => {
    const { id } = await book(app)
    await send(id)
    const arriving = (await app.ok('prisonReception', listArrivals, {})).rows.find((a) => a.id === id)
    expect(arriving).toMatchObject({ state: 'offered', order: null, findings: [expect.objectContaining({ code: 'prisons.reception-no-order', outcome: 'block', article: 'Penal 324' })] })
    expect((await app.call('prisonReception', admit, { id, sheet })).problem).toMatchObject({ code: 'prisons.reception-no-order', article: 'Penal 324' })
    expect((await app.call('prisonReception', acceptHandover, { recordId: id })).problem).toMatchObject({ code: 'prisons.reception-no-order' })
    expect(await custodyPage(app, id)).toMatchObject({ holder: { id: app.country.offices.station } })
  })

  test('the database itself refuses whoever forgets it', async () => {
    await plan()
    const { id } = await book(app)
    const smuggle = act(app.systemCtx, { verb: 'test.smuggle', subject: { kind: 'custody', id }, by: 'authority' }, async (tx) => {
      await tx.db.updateTable('kernel.record').set({ office_id: app.country.offices.prison }).where('id', '=', id).execute()
    })
    await expect(smuggle).rejects.toThrow(/no intake without an order/)
  })

  test('under a live detention order: accepted and written down in one act', async () => {
    const held = await detained(app)
    await send(held.custodyId)
    const intake = await app.ok('prisonReception', readIntake, { id: held.custodyId })
    expect(intake).toMatchObject({ state: 'offered', standing: 'untried', order: { kind: 'detention-order', number: expect.stringMatching(/^\d{4}\//), measure: 'prisons.measure.detention' }, proposed: { identity: expect.any(String) } })
    const done = await app.ok('prisonReception', admit, { id: held.custodyId, version: intake.version, sheet: { ...sheet, injuriesAndComplaints: 'كدمة على الكتف الأيسر، يقول إنه ضُرب', injuriesFound: true } })
    expect(done.warnings.map((w) => w.code)).toContain('prisons.reception-tell-of-injuries')
    const page = await app.ok('prisonReception', readInmate, { id: held.custodyId })
    expect(page).toMatchObject({ inmate: { standing: 'untried', incomplete: false, cellId: null }, admissions: [{ order: { kind: 'detention-order' }, leftAt: null }], sheets: [{ injuriesFound: true }] })
    expect((await app.call('otherPrisonReception', readInmate, { id: held.custodyId })).status).toBe(404)
    expect((await app.ok('otherPrisonReception', listInmates, {})).rows).toEqual([])
  })

  test('accepted at the gate first, the sheet can be written after; a missing block is said', async () => {
    const held = await detained(app)
    await send(held.custodyId)
    await app.ok('prisonReception', acceptHandover, { recordId: held.custodyId })
    expect((await app.ok('prisonReception', listArrivals, {})).rows.find((a) => a.id === held.custodyId)).toMatchObject({ state: 'incomplete', admittedAt: expect.any(String), findings: expect.not.arrayContaining([expect.objectContaining({ outcome: 'block' })]) })
    const missing = await app.call('prisonReception', admit, { id: held.custodyId, sheet: { ...sheet, property: '' } })
    expect(missing).toMatchObject({ status: 400, problem: { field: 'sheet.property' } })
    await app.ok('prisonReception', admit, { id: held.custodyId, sheet })
    expect((await app.ok('prisonReception', listArrivals, {})).rows.map((a) => a.id)).not.toContain(held.custodyId)
    expect((await app.call('prisonReception', admit, { id: (await book(app)).id, sheet })).status).toBe(404)
  })
})

describe('places', () => {
  test('another sex is refused, by the act and by the database; a full place wants a reason', async () => {
    const { women, small, men } = await plan()
    const [one, two] = [await remanded(), await remanded()]
    const wrong = await app.call('prisonReception', place, { id: one.custodyId, cellId: women })
    expect(wrong.problem).toMatchObject({ code: 'prisons.place-of-other-sex', field: 'cellId' })
    await app.ok('prisonReception', place, { id: one.custodyId, cellId: small })
    const full = await app.call('prisonReception', place, { id: two.custodyId, cellId: small })
    expect(full.problem).toMatchObject({ code: 'prisons.place-full-needs-reason', field: 'reason' })
    const over = await app.ok('prisonReception', place, { id: two.custodyId, cellId: small, reason: 'القاعات كلها ممتلئة الليلة' })
    expect(over.warnings.map((w) => w.code)).toContain('prisons.place-full')
    const { rows } = await app.ok('prisonReception', readCells, {})
    expect(rows.find((c) => c.id === small)).toMatchObject({ capacity: 1, held: 2, percent: 200 })
    expect(rows.find((c) => c.kind === 'section')).toMatchObject({ capacity: 21, held: 2 })
    await app.ok('prisonReception', place, { id: two.custodyId, cellId: men })
    const stay = await app.ok('prisonReception', readInmate, { id: two.custodyId })
    expect(stay.placements).toMatchObject([{ cell: 'القاعة 1', to: null }, { cell: 'الغرفة 2', to: expect.any(String), overCapacity: true }])
    const twice = act(app.systemCtx, { verb: 'test.twice', subject: { kind: 'custody', id: two.custodyId }, by: 'authority' }, async (tx) => {
      await sql`insert into prisons.placement (id, custody_id, admission_id, facility_id, cell_id, sex, from_at, over_capacity, placed_by) select uuidv7(), custody_id, admission_id, facility_id, cell_id, sex, from_at, false, placed_by from prisons.placement where custody_id = ${two.custodyId} and to_at is null`.execute(tx.db)
    })
    await expect(twice).rejects.toThrow(/one_place_at_a_time/)
  })

  test('what stands against each place is shown before the move', async () => {
    const { women, men, remand } = await plan()
    const convictHeld = await convict()
    const { rows } = await app.ok('prisonReception', checkPlaces, { id: convictHeld.custodyId })
    expect(rows.find((p) => p.cellId === women)!.fits).toBe('no')
    expect(rows.find((p) => p.cellId === remand)).toMatchObject({ fits: 'warn', findings: [expect.objectContaining({ code: 'prisons.place-untried-with-convicted' })] })
    await app.ok('prisonDoctor', setNeeds, { id: convictHeld.custodyId, pregnant: false, withInfant: false, vulnerable: true, needs: 'كرسي متحرك', keepApart: [] })
    await app.ok('prisonReception', place, { id: convictHeld.custodyId, cellId: men })
    expect((await app.call('prisonReception', place, { id: convictHeld.custodyId, cellId: men })).problem).toMatchObject({ code: 'prisons.placed-there-already' })
  })
})

describe('the roll', () => {
  test('a count that differs wants a second; who is missing in both is an alarm outside', async () => {
    const { men } = await plan()
    const [absent, out] = [await remanded(), await remanded()]
    await app.ok('prisonReception', moveOut, { id: out.custodyId, kind: 'court', destination: 'محكمة جنايات الرصافة' })
    const roll = await app.ok('prisonReception', readRoll, {})
    expect(roll.rows.find((r) => r.custodyId === out.custodyId)?.out).toBe('court')
    const seen = roll.rows.filter((r) => r.out === null && r.custodyId !== absent.custodyId).map((r) => ({ custodyId: r.custodyId, cellId: r.cellId }))
    const first = await app.ok('prisonReception', countRoll, { counted: seen, strangers: [{ cellId: men, name: 'رجل بلا أوراق' }] })
    expect(first).toMatchObject({ agrees: false, needsSecond: true, expected: seen.length + 1, found: seen.length + 1 })
    expect(first.differences.map((d) => d.kind).sort()).toEqual(['missing', 'stranger'])
    const early = await app.call('prisonReception', resolveDifference, { id: first.id, differenceId: first.differences[0]!.id, resolution: 'counting-error', note: 'سهو' })
    expect(early.problem).toMatchObject({ code: 'prisons.second-count-first' })
    expect(await alarms(absent.custodyId)).toEqual([])
    const second = await app.ok('prisonReception', countRoll, { counted: seen, firstId: first.id })
    expect(second).toMatchObject({ round: 2, agrees: false, needsSecond: false, differences: [{ kind: 'missing', custodyId: absent.custodyId }] })
    expect((await alarms(absent.custodyId)).map((a) => a.kind)).toEqual(['prison-missing', 'prison-missing'])
    const third = await app.ok('prisonReception', countRoll, { counted: [...seen, { custodyId: absent.custodyId, cellId: null }], firstId: second.id })
    expect(third).toMatchObject({ round: 3, agrees: true, open: 0 })
    expect((await app.ok('prisonDirector', listRollCounts, {})).rows.every((c) => c.open === 0)).toBe(true)
    expect((await app.call('prisonReception', countRoll, { counted: seen, firstId: third.id })).problem).toMatchObject({ code: 'prisons.no-second-count-needed' })
    await app.ok('prisonReception', moveBack, { id: out.custodyId })
    expect((await app.call('prisonReception', moveBack, { id: out.custodyId })).problem).toMatchObject({ code: 'prisons.not-out' })
  })

  test('a missing person is not explained away as a counting error', async () => {
    const absent = await remanded()
    const { rows } = await app.ok('prisonReception', readRoll, {})
    const seen = rows.filter((r) => r.out === null && r.custodyId !== absent.custodyId).map((r) => ({ custodyId: r.custodyId, cellId: r.cellId }))
    const first = await app.ok('prisonReception', countRoll, { counted: seen })
    const second = await app.ok('prisonReception', countRoll, { counted: seen, firstId: first.id })
    const difference = { id: second.id, differenceId: second.differences[0]!.id, note: 'قال الحارس إنه أخطأ' }
    expect((await app.call('prisonReception', resolveDifference, { ...difference, resolution: 'counting-error' })).problem).toMatchObject({ code: 'prisons.missing-needs-more' })
    expect(await app.ok('prisonReception', resolveDifference, { ...difference, resolution: 'found', note: 'وُجد في الردهة الطبية' })).toMatchObject({ open: 0 })
    expect((await app.call('prisonReception', resolveDifference, { ...difference, resolution: 'found' })).problem).toMatchObject({ code: 'prisons.difference-resolved' })
  })
})

describe('the working of a sentence', () => {
  test('is the rules’ own, is confirmed by a second person, and becomes the cover', async () => {
    const made = await convict({ kind: 'temporary', years: 6, months: 6 })
    const id = made.custodyId
    expect((await app.ok('prisonReception', listInmates, { only: 'to-calculate' })).rows.map((i) => i.id)).toContain(id)
    const done = await app.ok('prisonReception', calculate, { id })
    const expected = computeSentence(sentenceInput(await read(app.systemCtx, (r) => gatherPapers(r, id))))
    expect(done).toMatchObject({ lastDay: expected.lastDay, endsAt: expected.endsAt!.toISOString() })
    expect(done.endsAt).toBe(noonOf(done.lastDay!).toISOString())
    const page = await app.ok('prisonDirector', readSentence, { id })
    expect(page).toMatchObject({ held: true, stale: false, memorandum: { number: made.judgment.memorandumNumber }, papers: [{ kind: 'temporary', years: 6, months: 6, key: made.judgment.number }], calculations: [{ creditedDays: 10, confirmed: null, blocked: false }] })
    expect(page.calculations[0]!.steps.map((s) => s.article)).toEqual(expect.arrayContaining(['Penal 90', 'CPC 294', 'CPC 295', 'CPC 331']))
    const own = await app.call('prisonReception', confirmCalculation, { id, calculationId: done.calculationId })
    expect(own).toMatchObject({ status: 403, problem: { code: 'prisons.calculation-own' } })
    const confirmed = await app.ok('prisonDirector', confirmCalculation, { id, calculationId: done.calculationId })
    expect(confirmed).toMatchObject({ releaseOrdered: false, documentId: expect.any(String) })
    const cover = await read(app.systemCtx, (r) => coverOf(r, id))
    expect([cover.status, cover.coverUntil?.toISOString()]).toEqual(['covered', done.endsAt])
    expect((await app.call('prisonDirector', confirmCalculation, { id, calculationId: done.calculationId })).problem).toMatchObject({ code: 'prisons.calculation-confirmed' })
    expect((await app.server.inject({ method: 'GET', url: `/api/documents/${confirmed.documentId}/file` })).statusCode).toBe(401)
    for (const [who, status] of [['felonyJudge', 200], ['prosecutor', 200], ['otherPrisonReception', 404]] as const) expect((await app.call(who, readSentence, { id })).status, who).toBe(status)
  })

  test('a fine that was not paid lengthens it; paid, it is computed again', async () => {
    const made = await convictedIn(app, { sentence: { kind: 'temporary', years: 6, fineIqd: 1_000_000, fineDefaultDays: 60 } as never })
    await send(made.custodyId)
    await app.ok('prisonReception', admit, { id: made.custodyId, sheet })
    const before = await app.ok('prisonReception', calculate, { id: made.custodyId })
    const [paper] = (await app.ok('prisonReception', readSentence, { id: made.custodyId })).papers
    await app.ok('prisonReception', addSentenceFact, { id: made.custodyId, kind: 'fine-paid', sentenceId: paper!.sentenceId, amountIqd: 1_000_000, on: '2026-11-20', paper: 'وصل 4411' })
    const stale = await app.call('prisonDirector', confirmCalculation, { id: made.custodyId, calculationId: before.calculationId })
    expect(stale.problem).toMatchObject({ code: 'prisons.calculation-outdated' })
    expect((await app.ok('prisonReception', readSentence, { id: made.custodyId })).stale).toBe(true)
    const after = await app.ok('prisonReception', calculate, { id: made.custodyId })
    expect(after.lastDay! < before.lastDay!).toBe(true)
    expect((await app.ok('prisonReception', readSentence, { id: made.custodyId })).calculations.map((c) => c.why)).toEqual(['facts-changed', 'first'])
  })

  test('a sentence that a court changes is to be computed again, and covers no longer by what was computed', async () => {
    const made = await convict({ kind: 'temporary', years: 6 })
    await confirmedFor(made.custodyId)
    await act(app.systemCtx, { verb: 'test.reduce', subject: { kind: 'case', id: made.caseId }, by: 'authority' }, async (tx) => {
      await tellSentenceChanged(tx, { caseId: made.caseId, judgmentId: made.judgment.judgmentId, personId: made.personId, custodyIds: [made.custodyId], why: 'reduced' })
    })
    expect((await app.ok('prisonReception', readInmate, { id: made.custodyId })).inmate.sentence).toBe('stale')
    expect((await read(app.systemCtx, (r) => coverOf(r, made.custodyId))).status).toBe('gap')
    expect((await app.call('prisonReception', startRelease, { id: made.custodyId })).problem).toMatchObject({ code: 'prisons.sentence-unconfirmed' })
    const again = await app.ok('prisonDirector', calculate, { id: made.custodyId })
    await app.ok('prisonReception', confirmCalculation, { id: made.custodyId, calculationId: again.calculationId })
    expect((await read(app.systemCtx, (r) => coverOf(r, made.custodyId))).coverUntil?.toISOString()).toBe(again.endsAt)
  })

  test('the untried have none, and are held until their newest order ends', async () => {
    const held = await remanded()
    const until = async () => (await app.ok('prisonReception', readInmate, { id: held.custodyId })).inmate.orderEndsAt!
    const before = await until()
    await order(app, held.custodyId)
    expect(new Date(await until()).getTime() - new Date(before).getTime()).toBe(15 * dayMs)
    expect((await app.call('prisonReception', calculate, { id: held.custodyId })).problem).toMatchObject({ code: 'prisons.not-convicted' })
  })
})

async function confirmedFor(id: string) {
  const done = await app.ok('prisonReception', calculate, { id })
  await app.ok('prisonDirector', confirmCalculation, { id, calculationId: done.calculationId })
  return done
}

describe('another facility', () => {
  test('a transfer needs its order, travels with the commitment, and takes the person off these books', async () => {
    const made = await convict()
    const direct = await app.call('prisonDirector', offerHandover, { recordId: made.custodyId, toOffice: app.country.offices.otherPrison })
    expect(direct.problem).toMatchObject({ code: 'prisons.transfer-needs-order' })
    const going = { id: made.custodyId, toFacility: app.country.offices.otherPrison, reason: 'قرب الأسرة', orderNumber: '77/2026', fitToTravel: true, familyTold: true, escort: 'مفرزة 4', condition: 'سليم' }
    expect((await app.call('prisonDirector', transfer, { ...going, fitToTravel: false })).problem).toMatchObject({ code: 'prisons.transfer-unfit' })
    await app.ok('prisonDirector', transfer, going)
    expect((await app.ok('prisonReception', readRoll, {})).rows.find((r) => r.custodyId === made.custodyId)?.out).toBe('transit')
    expect((await app.ok('otherPrisonReception', readIntake, { id: made.custodyId })).order).toMatchObject({ kind: 'imprisonment-memorandum', number: made.judgment.memorandumNumber })
    await app.ok('otherPrisonReception', admit, { id: made.custodyId, sheet })
    const stay = await app.ok('otherPrisonReception', readInmate, { id: made.custodyId })
    expect(stay).toMatchObject({ inmate: { standing: 'convicted' }, admissions: [{ leftKind: 'transferred' }, { leftAt: null }], transfers: [{ orderNumber: '77/2026', arrivedAt: expect.any(String) }] })
    expect((await app.ok('prisonReception', readRoll, {})).rows.map((r) => r.custodyId)).not.toContain(made.custodyId)
    expect((await app.call('prisonReception', place, { id: made.custodyId, cellId: cells.men })).status).toBe(403)
  })
})

describe('confinement and incidents', () => {
  test('fifteen days on end and no more; a doctor ends it', async () => {
    const held = await remanded()
    const until = (days: number) => new Date(app.time.now.getTime() + days * dayMs).toISOString()
    const long = await app.call('prisonDirector', orderSolitary, { id: held.custodyId, untilAt: until(16), reason: 'اعتداء', healthSeen: true })
    expect(long.problem).toMatchObject({ code: 'prisons.solitary-too-long' })
    const one = await app.ok('prisonDirector', orderSolitary, { id: held.custodyId, untilAt: until(10), reason: 'اعتداء', healthSeen: true })
    await app.ok('prisonDoctor', visitSolitary, { id: held.custodyId, solitaryId: one.solitaryId, fit: true, note: 'سليم' })
    pass(app, 9 * dayMs)
    await app.ok('prisonDirector', endSolitary, { id: held.custodyId, solitaryId: one.solitaryId, note: 'انتهى السبب' })
    const again = await app.call('prisonDirector', orderSolitary, { id: held.custodyId, untilAt: until(7), reason: 'اعتداء ثان', healthSeen: true })
    expect(again.problem).toMatchObject({ code: 'prisons.solitary-too-long' })
    const two = await app.ok('prisonDirector', orderSolitary, { id: held.custodyId, untilAt: until(5), reason: 'اعتداء ثان', healthSeen: false })
    expect(two.warnings.map((w) => w.code)).toEqual(['prisons.solitary-no-health-visit'])
    await app.ok('prisonDoctor', visitSolitary, { id: held.custodyId, solitaryId: two.solitaryId, fit: false, note: 'نوبة صرع' })
    expect((await alarms(held.custodyId)).map((a) => a.kind)).toContain('prison-solitary-unfit')
  })

  test('a death is told outside in the same act, ends the custody, and is not closed before the family knows', async () => {
    const held = await remanded()
    const died = await app.ok('prisonDoctor', reportIncident, { kind: 'death', occurredAt: app.time.now.toISOString(), place: 'الردهة الطبية', description: 'توقف القلب', custodyIds: [held.custodyId] })
    expect((await alarms(died.id)).map((a) => a.raised_to).sort()).toEqual([app.country.offices.inspectorate, app.country.offices.prosecution, app.country.offices.investigationCourt].sort())
    expect((await app.ok('prosecutor', listIncidents, {})).rows.map((i) => i.id)).toContain(died.id)
    expect((await app.ok('otherPrisonReception', listIncidents, {})).rows).toEqual([])
    expect(await custodyPage(app, held.custodyId)).toMatchObject({ stage: 'died' })
    expect((await app.ok('prisonReception', readInmate, { id: held.custodyId })).leftKind).toBe('died')
    const tell = (recipient: 'family' | 'forensic-medicine' | 'inspector') => app.call('prisonReception', tellOutside, { id: died.id, recipient, toldAt: app.time.now.toISOString(), toldWhom: 'أخوه علي', how: 'telephone' })
    expect((await tell('family')).status).toBe(200)
    expect((await tell('inspector')).problem).toMatchObject({ code: 'prisons.told-already' })
    const closed = await app.ok('prisonDirector', closeIncident, { id: died.id, outcome: 'وفاة طبيعية بتقرير الطب العدلي', deathCertificate: '12/2026' })
    expect(closed.warnings.map((w) => w.code)).toEqual(expect.arrayContaining(['prisons.incident-close-untold', 'prisons.incident-remains']))
  })
})

describe('release', () => {
  test('is due at noon of the last day, starts by itself, and not before its time', async () => {
    const made = await convict({ kind: 'temporary', years: 5, months: 1 })
    const due = await confirmedFor(made.custodyId)
    expect((await app.call('prisonReception', startRelease, { id: made.custodyId })).problem).toMatchObject({ code: 'prisons.release-before-end' })
    app.time.now = new Date(new Date(due.endsAt!).getTime() - 2 * hourMs)
    const list = await app.ok('prisonReception', listReleasesDue, { days: 0 })
    expect(list.rows.find((i) => i.id === made.custodyId)).toMatchObject({ state: 'today', daysLeft: 0 })
    expect(await orderDueReleases(app.systemCtx)).toBe(0)
    app.time.now = new Date(new Date(due.endsAt!).getTime() + 60_000)
    expect(await orderDueReleases(app.systemCtx)).toBeGreaterThanOrEqual(1)
    expect(await custodyPage(app, made.custodyId)).toMatchObject({ stage: 'release-ordered', cover: { status: 'gap', reason: 'release-ordered' } })
    expect((await app.call('prisonReception', startRelease, { id: made.custodyId })).problem).toMatchObject({ code: 'prisons.release-ordered-already' })
    app.time.now = new Date(new Date(due.endsAt!).getTime() + 3 * hourMs)
    expect((await app.ok('inspector', listReleasesDue, { facilityId: app.country.offices.prison, days: 0 })).rows.find((i) => i.id === made.custodyId)).toMatchObject({ state: 'overdue', hoursOver: 3 })
    expect((await read(await app.ctx('prisonDirector'), (r) => releaseDue(r, { days: 0 }))).map((d) => d.inmate.id)).toContain(made.custodyId)
  })

  test('before its time only by the court that sentenced, after the prosecution’s opinion', async () => {
    const made = await convict({ kind: 'temporary', years: 6 })
    await confirmedFor(made.custodyId)
    const ask = { id: made.custodyId, request: 'يطلب الإفراج الشرطي', conduct: 'حسن السلوك، أتم دورة نجارة' }
    expect((await app.call('prisonDirector', openConditional, ask)).problem).toMatchObject({ code: 'prisons.conditional-too-early' })
    const { calculations } = await app.ok('prisonDirector', readSentence, { id: made.custodyId })
    app.time.now = new Date(`${calculations[0]!.conditional.eligibleOn}T08:00:00Z`)
    const file = await app.ok('prisonDirector', openConditional, ask)
    expect((await app.call('felonyJudge', decideConditional, { id: file.id, granted: true, reason: 'حسن السلوك' })).problem).toMatchObject({ code: 'prisons.opinion-first' })
    await app.ok('prosecutor', giveOpinion, { id: file.id, inFavour: true, opinion: 'لا مانع' })
    expect((await app.call('misdemeanourJudge', decideConditional, { id: file.id, granted: true, reason: 'حسن السلوك' })).status).toBe(404)
    const decided = await app.ok('felonyJudge', decideConditional, { id: file.id, granted: true, reason: 'توافرت الشروط', conditions: 'لا يغادر بغداد' })
    expect(decided.releaseOrderId).toEqual(expect.any(String))
    expect(await custodyPage(app, made.custodyId)).toMatchObject({ stage: 'release-ordered' })
    await app.ok('prisonDirector', tellConditions, { id: file.id })
    expect((await app.ok('prosecutor', listConditional, { state: 'decided' })).rows.find((c) => c.id === file.id)).toMatchObject({ decision: 'granted', toldAt: expect.any(String), opinionFor: true })
  })
})

describe('numbers', () => {
  test('a prison sees its own, the inspector all; other systems read them', async () => {
    const own = await app.ok('prisonDirector', listFacilities, {})
    expect(own.rows.map((f) => f.office.id)).toEqual([app.country.offices.prison])
    expect(own.rows[0]).toMatchObject({ capacity: 61, held: expect.any(Number), untried: expect.any(Number), openIncidents: 0 })
    expect((await app.ok('inspector', listFacilities, {})).rows.length).toBe(3)
    expect((await app.call('prisonReception', readCells, { facilityId: app.country.offices.otherPrison })).status).toBe(404)
    const numbers = await read(await app.ctx('inspector'), (r) => occupancyOf(r, app.country.offices.prison))
    expect(numbers[0]!.held).toBe(own.rows[0]!.held)
    expect(await read(await app.ctx('inspector'), (r) => inmateOf(r, randomUUID()))).toBeUndefined()
  })
})
