import { beforeAll, describe, expect, test } from 'vitest'
import { read } from '#kernel/act/act.ts'
import { listRecordPapers } from '#kernel/documents/contract.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { accusedStatement, hoursAgo, makePerson, openTheft, page, witnessStatement } from './case-testing.ts'
import { questionAccused, recordScene, recordSearch, takeStatement } from './contract/papers.ts'
import { listNotices } from './contract/decisions.ts'
import { cases } from './system.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([cases]) })

describe('statement of a witness (CPC 58-68)', () => {
  test('is kept with Article 60’s fields, makes the person a party, and is issued as a paper', async () => {
    const made = await openTheft(app)
    const witness = await makePerson(app)
    const done = await app.ok('stationOfficer', takeStatement, witnessStatement(app, made.id, witness))
    const seen = await page(app, made.id)
    expect(seen.statements).toMatchObject([{ id: done.id, kind: 'witness', trade: 'معلمة', residence: 'الكرادة', relation: 'لا علاقة', sworn: true, recorderRole: 'station-officer' }])
    expect(seen.parties.find((p) => p.personId === witness)?.role).toBe('witness')
    const { rows } = await app.ok('judge', listRecordPapers, { recordId: made.id })
    expect(rows.map((p) => p.form).sort()).toEqual(['complaint-record', 'witness-statement'])
  })

  test.each([
    ['no trade', { trade: '' }, 'cases.witness-field-missing', 'CPC 60(A)'],
    ['fifteen and no oath', { age: 15, sworn: false }, 'cases.witness-no-oath', 'CPC 60(B)'],
    ['fourteen under oath', { age: 14, sworn: true }, 'cases.witness-child-oath', 'CPC 60(B)'],
    ['not read back', { readBack: false }, 'cases.statement-not-read-back', 'CPC 63(A)'],
    ['not signed', { signature: 'refused', refusalNote: 'امتنع' }, 'cases.witness-unsigned', 'CPC 63(A)'],
    ['spouse of the accused', { kinship: 'spouse' }, 'cases.witness-kin', 'CPC 68'],
    ['heard with others', { heardAlone: false }, 'cases.witness-not-alone', 'CPC 62'],
    ['ends before it began', { endedAt: '2020-01-01T00:00:00Z' }, 'cases.accused-times', 'CPC 128(A)'],
  ])('%s is refused', async (_, change, code, article) => {
    const made = await openTheft(app)
    const answer = await app.call('stationOfficer', takeStatement, witnessStatement(app, made.id, made.complainantId, change))
    expect(answer).toMatchObject({ status: 422, problem: { code, article } })
    expect((await page(app, made.id)).statements).toEqual([])
  })

  test('fourteen years old without oath is heard; a spouse may speak of an offence against person or property', async () => {
    const made = await openTheft(app)
    await app.ok('investigator', takeStatement, witnessStatement(app, made.id, await makePerson(app), { age: 14, sworn: false }))
    await app.ok('investigator', takeStatement, witnessStatement(app, made.id, await makePerson(app), { kinship: 'spouse', kinshipException: 'against-person-or-property' }))
    expect((await page(app, made.id)).statements).toHaveLength(2)
  })
})

describe('questioning of the accused (CPC 123-128)', () => {
  test.each([
    ['offence not told', { toldOffence: false }, 'cases.accused-offence-untold'],
    ['rights not told', { toldRights: false }, 'cases.accused-rights-untold'],
    ['lawyer not offered', { lawyer: 'not-asked' }, 'cases.accused-lawyer-not-offered'],
    ['lawyer asked for and absent', { lawyer: 'asked-and-absent' }, 'cases.accused-lawyer-absent'],
    ['no time of start', { startedAt: undefined }, 'cases.accused-field-missing'],
    ['unsigned', { signature: 'none' }, 'cases.accused-unsigned'],
    ['refused to sign, not noted', { signature: 'refused' }, 'cases.accused-unsigned'],
    ['confession before an investigator', { confession: true, readBack: true }, 'cases.confession-not-before-judge'],
  ])('%s is refused', async (_, change, code) => {
    const made = await openTheft(app)
    const answer = await app.call('investigator', questionAccused, accusedStatement(app, made.id, made.accusedId, change))
    expect(answer).toMatchObject({ status: 422, problem: { code } })
  })

  test('a station questions only on an order or in urgency', async () => {
    const made = await openTheft(app)
    const ask = (change: object) => app.call('stationOfficer', questionAccused, accusedStatement(app, made.id, made.accusedId, change as Record<string, unknown>))
    expect((await ask({})).problem).toMatchObject({ code: 'cases.station-inquiry-without-ground', article: 'CPC 50(A)' })
    expect((await ask({ ordered: true, confession: true, readBack: true })).problem.code).toBe('cases.confession-not-before-judge')
    expect((await ask({ ordered: true })).status).toBe(200)
  })

  test('a confession is recorded by the judge alone, read back and signed', async () => {
    const made = await openTheft(app)
    const confess = (change: object) => app.call('judge', questionAccused, accusedStatement(app, made.id, made.accusedId, { confession: true, body: 'نعم أخذته', ...change }))
    expect((await confess({})).problem.code).toBe('cases.confession-not-read-back')
    expect((await confess({ readBack: true, signature: 'refused', refusalNote: 'امتنع' })).problem.code).toBe('cases.confession-unsigned')
    expect((await confess({ readBack: true, ownHandwriting: true })).problem.code).toBe('cases.confession-writing-unwatched')
    expect((await confess({ readBack: true })).status).toBe(200)
    expect((await page(app, made.id)).statements).toMatchObject([{ confession: true, recorderRole: 'investigative-judge' }])
  })

  test('somebody who is not accused is not questioned as one; a refusal to sign is noted and stands', async () => {
    const made = await openTheft(app)
    expect((await app.call('judge', questionAccused, accusedStatement(app, made.id, made.complainantId))).problem.code).toBe('cases.not-accused-here')
    await app.ok('judge', questionAccused, accusedStatement(app, made.id, made.accusedId, { signature: 'refused', refusalNote: 'امتنع دون سبب' }))
    expect((await page(app, made.id)).statements).toMatchObject([{ signature: 'refused', refusalNote: 'امتنع دون سبب' }])
  })

  test('late questioning is recorded and said to be late', async () => {
    const made = await openTheft(app)
    const done = await app.ok('judge', questionAccused, accusedStatement(app, made.id, made.accusedId, { appearedAt: hoursAgo(app, 30) }))
    expect(done.warnings.map((w) => w.code)).toContain('cases.accused-late')
  })

  test('an allegation of coercion is written down and goes to judge and prosecution at once', async () => {
    const made = await openTheft(app)
    const done = await app.ok('investigator', questionAccused, accusedStatement(app, made.id, made.accusedId, { coercionAlleged: true, coercionNote: 'ضُرب على ظهره في المركز' }))
    expect(done.warnings.map((w) => w.code)).toContain('cases.coercion-alleged')
    const alarms = await read(await app.ctx('inspector'), (r) => r.db.selectFrom('kernel.alarm').selectAll().where('record_id', '=', made.id).execute())
    expect(alarms.map((a) => [a.kind, a.raised_to]).sort()).toEqual([['coercion-alleged', app.country.offices.investigationCourt], ['coercion-alleged', app.country.offices.prosecution]].sort())
    expect(alarms.every((a) => a.office_id === app.country.offices.station && a.state === 'open')).toBe(true)
    for (const who of ['judge', 'prosecutor']) {
      expect((await app.ok(who, listNotices, {})).rows.filter((n) => n.caseId === made.id && n.kind === 'coercion')).toHaveLength(1)
    }
    expect((await page(app, made.id, 'prosecutor')).statements).toMatchObject([{ coercionAlleged: true, coercionNote: 'ضُرب على ظهره في المركز' }])
  })

  test('injuries that are seen count like an allegation', async () => {
    const made = await openTheft(app)
    await app.ok('judge', questionAccused, accusedStatement(app, made.id, made.accusedId, { injuriesSeen: true, coercionNote: 'كدمة على العين اليسرى' }))
    const alarms = await read(await app.ctx('inspector'), (r) => r.db.selectFrom('kernel.alarm').selectAll().where('record_id', '=', made.id).execute())
    expect(alarms).toHaveLength(2)
  })
})

describe('search and scene', () => {
  const search = (id: string, change: object = {}) => ({
    id, ground: 'order' as const, orderNumber: '2026/77', ofPlace: true, procedures: 'دخلنا المنزل بحضور المختار', startedAt: hoursAgo(app, 1), place: 'دار المتهم', objectsSeized: 'هاتف أسود\nنقود', personsFound: 'والدة المتهم',
    remarks: 'لا ملاحظات', accusedPresent: true, ownerPresent: true, ownerFound: true, witnesses: ['جار أول', 'جار ثان'], mukhtar: 'مختار المحلة', signatures: [{ name: 'المتهم', signed: true }], ...change,
  })

  test('a search record holds what Article 82 asks', async () => {
    const made = await openTheft(app)
    await app.ok('stationOfficer', recordSearch, search(made.id))
    expect((await page(app, made.id)).searches).toMatchObject([{ ground: 'order', orderNumber: '2026/77', witnesses: ['جار أول', 'جار ثان'], mukhtar: 'مختار المحلة' }])
  })

  test.each([
    ['one witness', { witnesses: ['جار أول'] }, 'cases.search-two-witnesses', 'CPC 82'],
    ['the same witness twice', { witnesses: ['جار أول', 'جار أول '] }, 'cases.search-two-witnesses', 'CPC 82'],
    ['no mukhtar', { mukhtar: '' }, 'cases.search-mukhtar', 'CPC 82'],
    ['no order number', { orderNumber: '' }, 'cases.search-no-order', 'CPC 73'],
    ['a woman searched by nobody named', { femaleSearched: true }, 'cases.search-female-searcher', 'CPC 80'],
    ['accused absent without reason', { accusedPresent: false }, 'cases.search-accused-absent', 'CPC 82'],
    ['unsigned and not noted', { signatures: [{ name: 'المتهم', signed: false }] }, 'cases.search-unsigned', 'CPC 82'],
    ['nothing said of what was seized', { objectsSeized: '' }, 'cases.search-field-missing', 'CPC 82'],
    ['out of the area', { outOfArea: true }, 'cases.search-out-of-area', 'CPC 85'],
  ])('%s is refused', async (_, change, code, article) => {
    const made = await openTheft(app)
    expect(await app.call('investigator', recordSearch, search(made.id, change))).toMatchObject({ status: 422, problem: { code, article } })
  })

  test('in an offence that needs a complaint nothing is searched before it (CPC 8)', async () => {
    const made = await openTheft(app, { kind: 'information', complainantId: undefined, informant: 'مجهول', accused: [{ personId: await makePerson(app), offenceCode: 'PC-446' }] })
    expect((await app.call('investigator', recordSearch, search(made.id))).status).toBe(200)
    const kin = await app.call('stationOfficer', (await import('./contract.ts')).openCase, { kind: 'information', summary: 'سرقة بين أخوين', place: 'الكرادة', signed: true, informant: 'جار', victimIsKin: true, accused: [{ personId: null, offenceCode: 'PC-446' }] })
    expect(kin.problem).toMatchObject({ code: 'cases.measure-before-complaint', article: 'CPC 8' })
  })

  test('a scene record: death without its apparent cause is refused; a flagrant felony is told to the prosecution', async () => {
    const made = await openTheft(app)
    const scene = (change: object) => ({ id: made.id, inspectedAt: hoursAgo(app, 1), place: 'الكرادة', traces: 'بصمات', damage: 'كسر القفل', sketch: 'مرتسم مرفق', persons: 'لا أحد', seized: 'لا شيء', signed: true, ...change })
    expect((await app.call('stationOfficer', recordScene, scene({ death: true }))).problem).toMatchObject({ code: 'cases.scene-field-missing', field: 'apparentCause' })
    expect((await app.call('stationOfficer', recordScene, scene({ signed: false }))).problem.code).toBe('cases.scene-unsigned')
    expect((await app.call('stationOfficer', recordScene, scene({ inspectedAt: new Date(app.time.now.getTime() + 60_000).toISOString() }))).problem.code).toBe('cases.time-in-future')
    const done = await app.ok('stationOfficer', recordScene, scene({ flagranteFelony: true, death: true, apparentCause: 'طلق ناري' }))
    expect(done.warnings.map((w) => w.code)).toContain('cases.scene-judge-away')
    expect((await app.ok('prosecutor', listNotices, {})).rows.filter((n) => n.caseId === made.id)).toHaveLength(1)
  })
})
