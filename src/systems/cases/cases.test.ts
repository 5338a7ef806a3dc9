import { beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/support/app.ts'
import { complaint, hoursAgo, makePerson, openTheft, page } from './case-testing.ts'
import { addAccused, addParty, endParty, exportCases, getCasePage, listCases, openCase, requalify } from './contract.ts'
import { acknowledge, listNotices } from './contract/decisions.ts'
import { readDiary, writeDiary } from './contract/papers.ts'
import { cases } from './system.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([cases]) })

describe('opening a case', () => {
  test('a complaint gets a case number, a diary number, parties and a charge; judge and prosecution read it from then on', async () => {
    const made = await openTheft(app)
    expect(made.number).toMatch(/^\d{4}\/\d{6}$/)
    expect(made.diaryNumber).toMatch(/^\d{4}\/\d{6}$/)
    for (const who of ['stationOfficer', 'stationCommander', 'judge', 'investigator', 'prosecutor', 'inspector']) {
      const seen = await page(app, made.id, who)
      expect(seen.parties.map((p) => p.role).sort()).toEqual(['accused', 'complainant', 'victim'])
      expect(seen.charges).toMatchObject([{ offenceCode: 'PC-446', personId: made.accusedId, endedAt: null }])
      expect(seen.diary).toMatchObject([{ number: made.diaryNumber }])
    }
    const seen = await page(app, made.id)
    expect(seen.case).toMatchObject({ stage: 'investigation', holder: { id: app.country.offices.station }, court: { id: app.country.offices.investigationCourt }, prosecution: { id: app.country.offices.prosecution } })
    expect(seen.next).toMatchObject({ code: 'hear-complainant', office: { id: app.country.offices.station }, article: 'CPC 58' })
  })

  test('diary numbers follow each other without a gap, whatever was refused between', async () => {
    const first = await openTheft(app)
    const refused = await app.call('stationOfficer', openCase, (await complaint(app, { signed: false })).input)
    expect(refused.problem).toMatchObject({ code: 'cases.complaint-unsigned', article: 'CPC 49(A)', field: 'signed' })
    const entry = await app.ok('stationOfficer', writeDiary, { summary: 'تسلّم الخفر المناوب', signed: true })
    const second = await openTheft(app)
    const n = (text: string | null) => Number(text!.slice(5))
    expect([n(entry.number), n(second.diaryNumber)]).toEqual([n(first.diaryNumber) + 1, n(first.diaryNumber) + 2])
  })

  test('a complaint-only offence is refused three months after the victim knew, on the day after the last', async () => {
    const insult = async (knewOn: string, more = {}) => app.call('stationOfficer', openCase, (await complaint(app, { knewOn, accused: [{ personId: await makePerson(app), offenceCode: 'PC-433' }], ...more })).input)
    const ago = (months: number, days: number) => {
      const day = new Date(app.time.now.getTime() + 3 * 3_600_000)
      const target = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - months, day.getUTCDate()))
      return new Date(target.getTime() - days * 86_400_000).toISOString().slice(0, 10)
    }
    const late = await insult(ago(3, 1))
    expect(late).toMatchObject({ status: 422, problem: { code: 'cases.complaint-lapsed', article: 'CPC 6', field: 'knewOn' } })
    expect((await insult(ago(3, 0))).status).toBe(200)
    const other = await insult(ago(0, 1), { capacity: 'other-informant' })
    expect(other.problem).toMatchObject({ code: 'cases.complaint-not-by-victim', article: 'CPC 3(A)' })
  })

  test('theft from a stranger needs no complaint and has no such limit; from kin it does', async () => {
    expect((await app.call('stationOfficer', openCase, (await complaint(app, { knewOn: '2020-01-01' })).input)).status).toBe(200)
    const kin = await app.call('stationOfficer', openCase, (await complaint(app, { knewOn: '2020-01-01', victimIsKin: true })).input)
    expect(kin.problem.code).toBe('cases.complaint-lapsed')
  })

  test('news that came in the future, an unknown offence and a complainant who accuses himself are refused', async () => {
    const call = async (changes: object) => (await app.call('stationOfficer', openCase, (await complaint(app, changes)).input)).problem.code
    expect(await call({ receivedAt: new Date(app.time.now.getTime() + 60_000).toISOString() })).toBe('cases.diary-before-report')
    expect(await call({ accused: [{ personId: null, offenceCode: 'PC-999999' }] })).toBe('cases.offence-unknown')
    expect(await call({ accused: [{ personId: null, offenceCode: 'PC-446', circumstance: 'no-such' }] })).toBe('cases.offence-unknown')
    const self = await makePerson(app)
    expect(await call({ complainantId: self, accused: [{ personId: self, offenceCode: 'PC-446' }] })).toBe('cases.complains-of-himself')
  })

  test('an entry made late is said to be late', async () => {
    const late = await openTheft(app, { receivedAt: hoursAgo(app, 5) })
    expect(late.warnings.map((w) => w.code)).toContain('cases.diary-late')
    expect(late.warnings.every((w) => w.outcome === 'warn')).toBe(true)
  })

  test('a felony in the act is told to the prosecution at once, another case only to the judge', async () => {
    const plain = await openTheft(app)
    const flagrant = await openTheft(app, { flagrante: true, accused: [{ personId: await makePerson(app), offenceCode: 'PC-405' }] })
    expect(flagrant.warnings.map((w) => w.code)).toContain('cases.diary-go-to-scene')
    const told = async (who: string) => (await app.ok(who, listNotices, {})).rows.map((n) => n.caseId)
    expect(await told('judge')).toEqual(expect.arrayContaining([plain.id, flagrant.id]))
    expect(await told('prosecutor')).toContain(flagrant.id)
    expect(await told('prosecutor')).not.toContain(plain.id)
    const { rows } = await app.ok('prosecutor', listNotices, {})
    const notice = rows.find((n) => n.caseId === flagrant.id)!
    await app.ok('prosecutor', acknowledge, { caseId: flagrant.id, noticeId: notice.id })
    expect(await told('prosecutor')).not.toContain(flagrant.id)
    expect((await app.call('prosecutor', acknowledge, { caseId: flagrant.id, noticeId: notice.id })).problem.code).toBe('cases.notice-unknown')
    const judges = (await app.ok('judge', listNotices, {})).rows.find((n) => n.caseId === plain.id)!
    expect((await app.call('prosecutor', acknowledge, { caseId: plain.id, noticeId: judges.id })).problem.code).toBe('cases.notice-unknown')
  })

  test('a judge opens a case at the court: no station diary, the court holds it', async () => {
    const made = await openTheft(app, {}, 'judge')
    expect(made.diaryNumber).toBeNull()
    expect((await page(app, made.id)).case.holder.id).toBe(app.country.offices.investigationCourt)
  })
})

describe('parties and charges', () => {
  test('a lawyer stands for a party; a party ends with a reason; an accused never by a list', async () => {
    const made = await openTheft(app)
    const lawyer = await makePerson(app)
    const add = (input: object) => app.call('stationOfficer', addParty, { id: made.id, personId: lawyer, role: 'lawyer', ...input } as never)
    expect((await add({})).problem.code).toBe('cases.stands-for-nobody')
    expect((await add({ forPersonId: await makePerson(app) })).problem.code).toBe('cases.party-unknown')
    const added = await app.ok('stationOfficer', addParty, { id: made.id, personId: lawyer, role: 'lawyer', forPersonId: made.accusedId })
    expect((await add({ forPersonId: made.accusedId })).problem.code).toBe('kernel.exists-already')
    await app.ok('investigator', endParty, { id: made.id, partyId: added.partyId, why: 'عزل المحامي' })
    const accused = (await page(app, made.id)).parties.find((p) => p.role === 'accused')!
    expect((await app.call('judge', endParty, { id: made.id, partyId: accused.id, why: 'خطأ' })).problem).toMatchObject({ code: 'cases.accused-leaves-by-decision', article: 'CPC 130' })
  })

  test('an unknown perpetrator is found: the charge against nobody ends and one against him begins', async () => {
    const made = await openTheft(app, { accused: [{ personId: null, offenceCode: 'PC-446' }] })
    const before = await page(app, made.id)
    expect(before.charges).toMatchObject([{ personId: null }])
    const personId = await makePerson(app)
    await app.ok('stationOfficer', addAccused, { id: made.id, personId, offenceCode: 'PC-446', chargeId: before.charges[0]!.id })
    const after = await page(app, made.id)
    expect(after.charges.map((c) => [c.personId, c.endedWhy])).toEqual([[null, 'perpetrator-found'], [personId, null]])
    expect((await app.call('stationOfficer', addAccused, { id: made.id, personId: await makePerson(app), offenceCode: 'PC-446', chargeId: before.charges[0]!.id })).problem.code).toBe('cases.charge-ended')
  })

  test('re-qualification by the judge ends the old charge, opens a new one and says what follows', async () => {
    const made = await openTheft(app)
    const before = await page(app, made.id)
    const input = { id: made.id, version: before.case.version, chargeId: before.charges[0]!.id, offenceCode: 'PC-406', reason: 'تبين أنه قتل' }
    const done = await app.ok('judge', requalify, input)
    expect(done.warnings.map((w) => w.code)).toEqual(expect.arrayContaining(['cases.requalified-capital', 'cases.requalified-court']))
    const after = await page(app, made.id)
    expect(after.charges.map((c) => [c.offenceCode, c.endedWhy, c.replaces])).toEqual([['PC-446', 'requalified', null], ['PC-406', null, before.charges[0]!.id]])
    expect(after.case).toMatchObject({ offenceCode: 'PC-406', capital: true, offenceClass: 'F' })
    expect((await app.call('judge', requalify, input)).problem.code).toBe('kernel.changed-meanwhile')
    expect((await app.call('judge', requalify, { ...input, version: after.case.version })).problem.code).toBe('cases.charge-ended')
    expect((await app.call('judge', requalify, { ...input, version: after.case.version, chargeId: after.charges[1]!.id })).problem.code).toBe('cases.same-qualification')
  })
})

describe('the list', () => {
  test('is narrowed by stage, office, offence, days and words in any spelling, and paged without a gap', async () => {
    const mine = await openTheft(app, { summary: 'سرقة دراجةٍ نارية من أمام مدرسة الأندلس', accused: [{ personId: await makePerson(app, { given: 'إبراهيم' }), offenceCode: 'PC-440' }] })
    const found = async (filter: object, who = 'stationOfficer') => (await app.ok(who, listCases, filter as never)).rows.map((c) => c.id)
    expect(await found({ text: 'دراجه الاندلس' })).toEqual([mine.id])
    expect(await found({ text: 'ابراهيم' })).toEqual([mine.id])
    expect(await found({ text: String(Number(mine.number.slice(5))), offence: 'PC-440' })).toEqual([mine.id])
    expect(await found({ offence: 'PC-440', stage: 'investigation', officeId: app.country.offices.station, governorate: 'IQ-BG' })).toEqual([mine.id])
    expect(await found({ offence: 'PC-440', stage: 'closed' })).toEqual([])
    expect(await found({ personId: mine.accusedId })).toEqual([mine.id])
    expect(await found({ text: "'; drop table -- \\ & | ! :* (" })).toEqual([])
    const all = await found({ limit: 500 })
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const part = await app.ok('stationOfficer', listCases, { limit: 3, ...(cursor ? { cursor } : {}) })
      paged.push(...part.rows.map((c) => c.id))
      cursor = part.next ?? undefined
    } while (cursor)
    expect(paged).toEqual(all)
    expect((await app.call('stationOfficer', listCases, { cursor: 'garbage' })).status).toBe(200)
  })

  test('as CSV it says the same, and no cell can run as a formula', async () => {
    await openTheft(app, { summary: '=HYPERLINK("http://x")', place: 'البصرة، "العشار"' })
    const file = await app.call('stationOfficer', exportCases, { text: 'HYPERLINK' }, { lang: 'ar' })
    expect(file.status).toBe(200)
    const lines = String(file.body).split('\r\n')
    expect(lines[0]).toContain('رقم الدعوى')
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(lines[1]).toContain('"البصرة، ""العشار"""')
    expect(lines).toHaveLength(3)
  })

  test('cases of two stations may have the same number and stand in one court’s list', async () => {
    const other = await openTheft(app, {}, 'otherStationOfficer')
    const { rows } = await app.ok('judge', listCases, { limit: 500 })
    expect(rows.filter((c) => c.number === other.number).map((c) => c.holder.id)).toEqual(expect.arrayContaining([app.country.offices.station, app.country.offices.otherStation]))
    expect((await app.ok('inspector', listCases, { limit: 500 })).rows.some((c) => c.id === other.id)).toBe(true)
    expect((await app.call('stationOfficer', getCasePage, { id: other.id })).status).toBe(404)
  })
})

describe('the station diary', () => {
  test('is its own office’s; a correction is a further entry; the inspector names the office', async () => {
    const entry = await app.ok('stationOfficer', writeDiary, { summary: 'ورد اتصال عن مشاجرة', informant: 'متصل' })
    const correction = await app.ok('stationCommander', writeDiary, { summary: 'تصحيح: المشاجرة في شارع 62', corrects: entry.id })
    expect((await app.call('otherStationOfficer', writeDiary, { summary: 'تصحيح', corrects: entry.id })).problem.code).toBe('cases.diary-entry-unknown')
    expect((await app.call('stationOfficer', writeDiary, { summary: 'من المستقبل', informedAt: new Date(app.time.now.getTime() + 1000).toISOString() })).problem.code).toBe('cases.diary-before-report')
    const ids = async (who: string, input = {}) => (await app.ok(who, readDiary, { limit: 500, ...input })).rows.map((d) => d.id)
    expect(await ids('stationOfficer')).toEqual(expect.arrayContaining([entry.id, correction.id]))
    expect(await ids('otherStationOfficer')).not.toContain(entry.id)
    expect(await ids('otherStationOfficer', { officeId: app.country.offices.station })).not.toContain(entry.id)
    expect(await ids('inspector', { officeId: app.country.offices.station })).toContain(entry.id)
  })
})
