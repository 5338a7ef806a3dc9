import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { personKeys } from '#test/support/country.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { accusedStatement, complaint, hoursAgo, makePerson, openTheft, page, witnessStatement } from './case-testing.ts'
import { addAccused, addParty, endParty, exportCases, getCasePage, listCases, openCase, requalify } from './contract.ts'
import { acknowledge, decide, decideSettlement, join, listNotices, recordSettlement, reopen, split, transfer } from './contract/decisions.ts'
import { questionAccused, readDiary, recordScene, recordSearch, takeStatement, writeDiary } from './contract/papers.ts'
import { handlers } from './handlers.ts'
import { cases } from './system.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([cases]) })

const stations = ['stationOfficer', 'stationCommander', 'otherStationOfficer', 'erbilOfficer', 'juvenileOfficer']
const court = ['judge', 'investigator']
const holders = ['stationOfficer', 'stationCommander', ...court]
const readers = [...stations, ...court, 'otherJudge', 'misdemeanourJudge', 'felonyJudge', 'juvenileJudge', 'felonyClerk', 'misdemeanourClerk', 'cassationJudge', 'prosecutor', 'inspector', 'prisonReception', 'prisonDirector', 'otherPrisonReception']

type Made = Awaited<ReturnType<typeof openTheft>>
interface Door { endpoint: Endpoint; may: readonly string[]; input: (made: Made, who: string) => Promise<object> }
const door = <I extends z.ZodType, O extends z.ZodType>(endpoint: Endpoint<I, O>, may: readonly string[], input: Door['input']): Door => ({ endpoint: endpoint as unknown as Endpoint, may, input })
const seen = async (made: Made) => ({ id: made.id, version: (await page(app, made.id)).case.version })
async function second(made: Made): Promise<string> {
  const personId = await makePerson(app, { birth: '1988-03-03' })
  await app.ok('judge', addAccused, { id: made.id, personId, offenceCode: 'PC-446' })
  return personId
}
const settle = (made: Made) => app.ok('judge', recordSettlement, { id: made.id, kind: 'waiver', byPersonId: made.complainantId, capacity: 'complainant', forPersonIds: [made.accusedId], statement: 'أتنازل' })

/** Every endpoint of this system, on a case that the first station holds: who may, and what they send. */
const doors: readonly Door[] = [
  door(openCase, [...stations, ...court, 'otherJudge'], async () => (await complaint(app)).input),
  door(listCases, readers, async () => ({})),
  door(exportCases, readers, async () => ({})),
  door(listNotices, readers, async () => ({})),
  door(getCasePage, [...holders, 'prosecutor', 'inspector'], async (made) => ({ id: made.id })),
  door(addParty, holders, async (made) => ({ id: made.id, personId: await makePerson(app), role: 'witness' })),
  door(endParty, holders, async (made) => ({ id: made.id, partyId: (await page(app, made.id)).parties.find((p) => p.role === 'victim')!.id, why: 'خطأ في القيد' })),
  door(addAccused, holders, async (made) => ({ id: made.id, personId: await makePerson(app), offenceCode: 'PC-446' })),
  door(takeStatement, holders, async (made) => witnessStatement(app, made.id, await makePerson(app))),
  door(questionAccused, holders, async (made) => accusedStatement(app, made.id, made.accusedId, { ordered: true })),
  door(recordSearch, holders, async (made) => ({ id: made.id, ground: 'cry-for-help', ofPlace: true, procedures: 'دخول', startedAt: hoursAgo(app, 1), place: 'دار', objectsSeized: 'لا شيء', personsFound: 'لا أحد', remarks: 'لا شيء', accusedPresent: false })),
  door(recordScene, holders, async (made) => ({ id: made.id, inspectedAt: hoursAgo(app, 1), place: 'دار', traces: 'لا شيء', damage: 'لا شيء', sketch: 'مرفق', persons: 'لا أحد', seized: 'لا شيء', signed: true })),
  door(recordSettlement, holders, async (made) => ({ id: made.id, kind: 'waiver', byPersonId: made.complainantId, capacity: 'complainant', forPersonIds: [made.accusedId], statement: 'أتنازل' })),
  door(requalify, ['judge'], async (made) => ({ ...(await seen(made)), chargeId: (await page(app, made.id)).charges[0]!.id, offenceCode: 'PC-440', reason: 'الوصف الصحيح' })),
  door(decide, ['judge'], async (made) => ({ ...(await seen(made)), outcome: 'release', punishable: true, evidenceSuffices: false, reasons: 'لعدم كفاية الأدلة' })),
  door(join, ['judge'], async (made) => ({ ...(await seen(made)), otherId: (await openTheft(app, { complainantId: made.complainantId })).id, tie: 'same-kind', reasons: 'مجني عليه واحد' })),
  door(split, ['judge'], async (made) => { const id = await second(made); return { ...(await seen(made)), personIds: [id], reasons: 'تفريق' } }),
  door(transfer, ['judge'], async (made) => ({ ...(await seen(made)), courtId: app.country.offices.otherInvestigationCourt, reasons: 'الاختصاص المكاني' })),
  door(decideSettlement, ['judge'], async (made) => { const { id } = await settle(made); return { ...(await seen(made)), settlementId: id, accept: false, reasons: 'حق عام' } }),
  door(reopen, ['judge'], async (made) => {
    await app.ok('judge', decide, { ...(await seen(made)), outcome: 'release', punishable: true, evidenceSuffices: false, reasons: 'لعدم كفاية الأدلة' })
    return { ...(await seen(made)), newEvidence: true, reasons: 'شاهد جديد' }
  }),
  door(acknowledge, [...court, 'prosecutor'], async (made, who) => {
    await app.ok('judge', decide, { ...(await seen(made)), outcome: 'release', punishable: true, evidenceSuffices: false, reasons: 'لعدم كفاية الأدلة' })
    const { rows } = await app.ok(who === 'prosecutor' ? 'prosecutor' : 'judge', listNotices, { limit: 500 })
    return { caseId: made.id, noticeId: rows.find((n) => n.caseId === made.id)!.id }
  }),
  door(writeDiary, stations, async () => ({ summary: 'تسلم المناوبة' })),
  door(readDiary, [...stations, 'inspector'], async () => ({})),
]

test('every endpoint stands in this table', () => {
  expect(doors.map((d) => d.endpoint.name).sort()).toEqual(handlers.map((h) => h.endpoint.name).sort())
})

describe.each(doors.map((d) => [d.endpoint.name, d] as const))('%s', (_, d) => {
  test('nobody without a session', async () => {
    expect(await app.call(null, d.endpoint, {})).toMatchObject({ status: 401, problem: { code: 'kernel.sign-in-first' } })
  })

  test.each(d.may.map((who) => [who]))('%s may', async (who) => {
    const made = await openTheft(app)
    const answer = await app.call(who, d.endpoint, await d.input(made, who))
    expect(answer.status, JSON.stringify(answer.body).slice(0, 500)).toBe(200)
  })

  test('nobody else', async () => {
    const others = personKeys.filter((who) => !d.may.includes(who))
    expect(others.length).toBeGreaterThan(0)
    const made = await openTheft(app)
    const input = await d.input(made, 'judge')
    for (const who of others) {
      const answer = await app.call(who, d.endpoint, input)
      expect([who, [403, 404].includes(answer.status), answer.problem.title.length > 0]).toEqual([who, true, true])
    }
  })
})
