import { beforeAll, describe, expect, test } from 'vitest'
import { roleMay } from '#kernel/access/policy.ts'
import { roles } from '#kernel/access/roles.ts'
import { breakTheGlass } from '#kernel/access/approval-contract.ts'
import { hourMs } from '#kernel/clock/calendar.ts'
import { offerHandover } from '#kernel/handover/contract.ts'
import { cases } from '#systems/cases/system.ts'
import { askJudge } from '#systems/custody/contract/orders.ts'
import { readCustody } from '#systems/custody/contract/custody.ts'
import { orderRelease } from '#systems/custody/public.ts'
import { book, stranger } from '#systems/custody/test/scene.ts'
import { custody } from '#systems/custody/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { act } from '#kernel/act/act.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { countDesk, readDesk, search } from './contract.ts'
import { handlers } from './handlers.ts'
import { clockPath, dutyPath, offerPath, pathOf, requestPath } from './paths.ts'
import { readQuery } from './search.ts'
import { desk } from './system.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([offences, cases, custody, desk]) })
const deskOf = (who: string) => app.ok(who, readDesk, {})

describe('my desk', () => {
  test('shows what runs out, the worst first, each leading to the act it asks for', async () => {
    const late = await book(app, { at: new Date(app.time.now.getTime() - 30 * hourMs), more: { lateReason: 'The line was down for a day' } })
    const fresh = await book(app)
    const { clocks } = await deskOf('stationCommander')
    expect(clocks.map((c) => c.due)).toEqual(clocks.map((c) => c.due).toSorted())
    const of = (id: string, rule: string) => clocks.find((c) => c.recordId === id && c.rule === rule)
    expect(of(late.id, 'CLK-01')).toMatchObject({ late: true, kind: 'custody', number: late.number, article: 'Const 19(13)', name: { en: 'First papers to the judge' }, path: `/custody/${late.id}/do/ask` })
    expect(of(fresh.id, 'CLK-01')).toMatchObject({ late: false })
    expect(clocks.filter((c) => c.recordId === fresh.id && c.rule === null).map((c) => c.duty)).not.toContain('present-papers')
  })

  test('a hand-over waits on the receiver’s desk and ages on the giver’s', async () => {
    const { id, number } = await book(app)
    await app.ok('stationOfficer', offerHandover, { recordId: id, toOffice: app.country.offices.otherStation, condition: 'Bruise on the left arm' })
    expect((await deskOf('otherStationOfficer')).offered).toMatchObject([{ recordId: id, number, condition: 'Bruise on the left arm', office: { en: 'Karrada Police Station' }, late: false, plain: true, path: `/custody/${id}` }])
    expect((await deskOf('stationOfficer')).unanswered).toMatchObject([{ recordId: id, office: { en: 'Mansour Police Station' }, late: false }])
    expect((await deskOf('erbilOfficer')).offered).toEqual([])
    app.time.now = new Date(app.time.now.getTime() + 25 * hourMs)
    expect((await deskOf('stationOfficer')).unanswered[0]).toMatchObject({ late: true })
  })

  test('a request waits for the judge who must decide it, on the form that decides it', async () => {
    const { id } = await book(app)
    const { version } = await app.ok('stationOfficer', readCustody, { id })
    const asked = await app.ok('stationOfficer', askJudge, { id, version, kind: 'first-papers', grounds: 'Caught in the act' })
    const { requests } = await deskOf('judge')
    expect(requests.find((q) => q.id === asked.requestId)).toMatchObject({ request: 'first-papers', recordId: id, gap: false, path: `/custody/${id}/do/order?request=${asked.requestId}` })
    expect((await deskOf('otherJudge')).requests).toEqual([])
    expect((await app.ok('judge', countDesk, {})).rows).toContainEqual({ path: '/judge', count: requests.length })
  })

  test('a release order waits for whoever holds the person, step by step', async () => {
    const { id } = await book(app)
    await act(app.systemCtx, { verb: 'test.release', subject: { kind: 'custody', id }, by: 'authority' }, (tx) => orderRelease(tx, id, { decision: 'judge', article: 'CPC 110', reason: 'No ground to hold' }))
    const { releases } = await deskOf('stationCommander')
    expect(releases.find((r) => r.recordId === id)).toMatchObject({ step: 'received', late: false, path: `/custody/${id}/do/release` })
    expect((await deskOf('prisonDirector')).releases).toEqual([])
  })

  test('an emergency reading waits for the inspector, not for whoever did it', async () => {
    const { id } = await book(app)
    await app.ok('prisonDoctor', breakTheGlass, { recordId: id, reason: 'Unconscious at the gate, allergies unknown' })
    expect((await deskOf('inspector')).glass).toMatchObject([{ reason: 'Unconscious at the gate, allergies unknown', path: '/emergency' }])
    expect((await deskOf('prisonDoctor')).glass).toEqual([])
  })
})

describe('search', () => {
  test('finds a record by number in any digits, with or without year, of those this post may see', async () => {
    const { id, number } = await book(app)
    for (const q of [number, String(Number(number.slice(5))).padStart(3, '0'), number.replaceAll(/\d/g, (d) => '٠١٢٣٤٥٦٧٨٩'[Number(d)]!)]) {
      expect((await app.ok('stationOfficer', search, { q })).rows.map((h) => h.id), q).toContain(id)
    }
    expect((await app.ok('erbilOfficer', search, { q: number })).rows.map((h) => h.id)).not.toContain(id)
    const kinds = (await app.ok('stationOfficer', search, { q: `دعوى ${Number(number.slice(5))}` })).rows.map((h) => h.kind)
    expect(new Set(kinds)).toEqual(new Set(['case']))
  })

  test('finds persons by name in another spelling, and their records only where this post may see them', async () => {
    const person = { ...stranger(), names: [{ script: 'ar' as const, given: 'عبدالرحمن', father: 'إبراهيم', grandfather: 'طه', mother: 'سعاد' }] }
    const { id, personId, caseId } = await book(app, { person })
    const mine = (await app.ok('stationOfficer', search, { q: 'عبد الرحمن ابراهيم طة' })).rows
    expect(mine.map((h) => h.id)).toEqual(expect.arrayContaining([id, personId, caseId]))
    expect(mine.find((h) => h.id === id)).toMatchObject({ kind: 'custody', path: `/custody/${id}`, detail: expect.stringContaining('Custody') })
    const theirs = (await app.ok('erbilOfficer', search, { q: 'عبد الرحمن ابراهيم طه' })).rows.map((h) => h.id)
    expect(theirs).toContain(personId)
    expect(theirs).not.toContain(id)
    expect((await app.ok('administrator', search, { q: 'عبد الرحمن ابراهيم طه' })).rows).toEqual([])
  })

  test.each([
    ['123', { kind: undefined, numbers: ['2026/000123', '2025/000123'], text: '123' }], ['2024/7', { kind: undefined, numbers: ['2024/000007'], text: '2024/7' }],
    ['case 12', { kind: 'case', numbers: ['2026/000012', '2025/000012'], text: '12' }], ['case', { kind: undefined, numbers: [], text: 'case' }],
    ['شخص محمد علي', { kind: 'person', numbers: [], text: 'محمد علي' }], ['199012345678', { kind: undefined, numbers: [], text: '199012345678' }],
  ])('%s', (q, expected) => {
    expect(readQuery(q, '2026-11-22')).toEqual(expected)
  })
})

describe('paths', () => {
  test('lead to the form that the post may fill, else to the record', () => {
    const judge = (verb: string) => roleMay('investigative-judge', verb)
    const officer = (verb: string) => roleMay('station-officer', verb)
    expect(clockPath('custody', 'x', 'CLK-03', judge)).toBe('/custody/x/do/order')
    expect(clockPath('custody', 'x', 'CLK-03', officer)).toBe('/custody/x/do/ask')
    expect(clockPath('case', 'x', 'CLK-11', judge)).toBe('/cases/x')
    expect(dutyPath('x', 'examine', judge)).toBe('/custody/x')
    expect(dutyPath('x', 'examine', officer)).toBe('/custody/x/do/medical')
    expect(requestPath('x', 'release', 'q')).toBe('/custody/x')
    expect(pathOf('unheard-of', 'x')).toBe('/')
    expect(offerPath('custody', 'x', officer)).toBe('/custody/x')
    expect(offerPath('custody', 'x', (verb) => verb === 'prisons.admit')).toBe('/prisons/reception/x')
  })
})

describe('every endpoint', () => {
  test.each(handlers.map((h) => h.endpoint))('$name: every role, and nobody without a session (401)', async (endpoint) => {
    expect(roles.filter((role) => roleMay(role, endpoint.may))).toEqual([...roles])
    expect((await app.call(null, endpoint, { q: 'ali' })).status).toBe(401)
    expect((await app.call('administrator', endpoint, { q: 'ali' })).status).toBe(200)
  })
})
