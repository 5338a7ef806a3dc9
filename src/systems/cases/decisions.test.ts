import { beforeAll, describe, expect, test } from 'vitest'
import { read } from '#kernel/act/act.ts'
import { listRecordPapers } from '#kernel/documents/contract.ts'
import { acceptHandover, offerHandover, refuseHandover } from '#kernel/handover/contract.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { accusedStatement, makePerson, openTheft, page, witnessStatement } from './case-testing.ts'
import { addAccused, addParty } from './contract.ts'
import { decide, decideSettlement, join, listNotices, recordSettlement, reopen, split, transfer } from './contract/decisions.ts'
import { questionAccused, takeStatement } from './contract/papers.ts'
import { whenDecided, whenMoved, type Decided, type Moved } from './hooks.ts'
import { cases } from './system.ts'

let app: TestApp
const heard: Decided[] = []
const moves: Moved[] = []
beforeAll(async () => {
  app = await testApp([cases])
  whenDecided(async (_, event) => { heard.push(event) })
  whenMoved(async (_, event) => { moves.push(event) })
})

const version = async (id: string) => (await page(app, id)).case.version
const referral = () => ({ trialCourtId: app.country.offices.misdemeanourCourt, evidence: 'أقوال الشهود وضبط الهاتف', accused: [] as { personId: string; age: number; trade: string; residence: string }[] })
async function ready(changes = {}) {
  const made = await openTheft(app, changes)
  await app.ok('judge', questionAccused, accusedStatement(app, made.id, made.accusedId))
  return made
}
const decideOn = async (id: string, input: object) => app.call('judge', decide, { id, version: await version(id), punishable: true, evidenceSuffices: true, reasons: 'للأسباب المبينة في المحضر', ...input } as never)

describe('the five outcomes of Article 130', () => {
  test('referral: complete by Article 131, offered to the trial court, the prosecution told, the paper issued', async () => {
    const made = await ready()
    const answer = await decideOn(made.id, { outcome: 'refer', referral: referral() })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const seen = await page(app, made.id)
    expect(seen.case).toMatchObject({ stage: 'referred', state: 'in-transit', outcome: 'refer', trialCourt: { id: app.country.offices.misdemeanourCourt } })
    expect(seen.next).toMatchObject({ code: 'answer-offer', office: { id: app.country.offices.misdemeanourCourt } })
    expect((await app.ok('prosecutor', listNotices, {})).rows).toEqual(expect.arrayContaining([expect.objectContaining({ caseId: made.id, kind: 'decision', decision: 'refer', article: 'CPC 130(E)' })]))
    expect((await app.ok('judge', listRecordPapers, { recordId: made.id })).rows.map((p) => p.form)).toContain('referral-decision')
    expect(heard.findLast((d) => d.caseId === made.id)).toMatchObject({ outcome: 'refer', personIds: [made.accusedId], trialCourtId: app.country.offices.misdemeanourCourt })
    expect((await app.call('stationOfficer', takeStatement, witnessStatement(app, made.id, await makePerson(app)))).problem.code).toBe('kernel.in-transit')
    await app.ok('misdemeanourJudge', acceptHandover, { recordId: made.id })
    expect((await page(app, made.id, 'misdemeanourJudge')).case).toMatchObject({ stage: 'trial', holder: { id: app.country.offices.misdemeanourCourt } })
    expect((await decideOn(made.id, { outcome: 'release', evidenceSuffices: false })).problem.code).toBe('cases.not-in-this-stage')
  })

  test.each([
    ['to a court that does not try it', { trialCourtId: 'felonyCourt' }, 'cases.referral-wrong-court', 'CPC 134'],
    ['without evidence', { evidence: '' }, 'cases.referral-field-missing', 'CPC 131'],
    ['to an office that is no court', { trialCourtId: 'prison' }, 'cases.referral-wrong-court', 'CPC 134'],
  ])('a referral %s is refused', async (_, change, code, article) => {
    const made = await ready()
    const asked = { ...referral(), ...change }
    const trialCourtId = app.country.offices[asked.trialCourtId as 'prison'] ?? asked.trialCourtId
    expect(await decideOn(made.id, { outcome: 'refer', referral: { ...asked, trialCourtId } })).toMatchObject({ status: 422, problem: { code, article } })
    expect((await page(app, made.id)).case.stage).toBe('investigation')
  })

  test('nobody is referred who was not questioned, unless he has fled', async () => {
    const made = await openTheft(app)
    expect((await decideOn(made.id, { outcome: 'refer', referral: referral() })).problem).toMatchObject({ code: 'cases.referral-no-statement', article: 'CPC 134(C)' })
    const fugitive = await makePerson(app, { birth: '1985-01-01' })
    const fled = await openTheft(app, { accused: [{ personId: fugitive, offenceCode: 'PC-446', status: 'fugitive', trade: 'سائق', residence: 'مجهول' }] })
    expect((await decideOn(fled.id, { outcome: 'refer', referral: referral() })).status).toBe(200)
  })

  test('an outcome that does not fit what was found is not open', async () => {
    const made = await ready()
    for (const input of [{ outcome: 'refer', evidenceSuffices: false, referral: referral() }, { outcome: 'release' }, { outcome: 'reject' }, { outcome: 'close-unknown' }, { outcome: 'close-accident' }]) {
      expect((await decideOn(made.id, input)).problem).toMatchObject({ code: 'cases.outcome-not-open', article: 'CPC 130' })
    }
    expect((await decideOn(made.id, { outcome: 'refer' })).problem.code).toBe('cases.referral-missing')
  })

  test('release closes the case for now and starts the two years of Article 302; reopened on new evidence until the last day', async () => {
    const made = await ready()
    expect((await decideOn(made.id, { outcome: 'release', evidenceSuffices: false })).status).toBe(200)
    expect((await page(app, made.id)).case).toMatchObject({ stage: 'closed', state: 'closed', outcome: 'release' })
    const clocks = await read(await app.ctx('inspector'), (r) => r.db.selectFrom('kernel.clock').selectAll().where('record_id', '=', made.id).execute())
    expect(clocks).toMatchObject([{ rule: 'CLK-17', state: 'running' }])
    const ask = async (newEvidence: boolean) => app.call('judge', reopen, { id: made.id, version: await version(made.id), newEvidence, reasons: 'ظهر شاهد جديد' })
    expect((await ask(false)).problem).toMatchObject({ code: 'cases.reopening-no-evidence', article: 'CPC 302(C)' })
    expect((await ask(true)).status).toBe(200)
    expect((await page(app, made.id)).case).toMatchObject({ stage: 'investigation', state: 'held' })
    expect((await decideOn(made.id, { outcome: 'refer', referral: referral() })).status).toBe(200)
  })

  test('a case for good closed is not reopened', async () => {
    const made = await ready()
    expect((await decideOn(made.id, { outcome: 'reject', punishable: false })).status).toBe(200)
    const answer = await app.call('judge', reopen, { id: made.id, version: await version(made.id), newEvidence: true, reasons: 'دليل جديد' })
    expect(answer.problem).toMatchObject({ code: 'cases.reopening-final', article: 'CPC 302(A)' })
  })

  test('a child under the age of responsibility: the complaint is rejected, never referred', async () => {
    const child = await makePerson(app, { birth: new Date(app.time.now.getTime() - 8 * 365.25 * 86_400_000).toISOString().slice(0, 10) })
    const made = await openTheft(app, { accused: [{ personId: child, offenceCode: 'PC-446' }] })
    expect((await page(app, made.id)).case.juvenile).toBe(true)
    await app.ok('judge', questionAccused, accusedStatement(app, made.id, child))
    expect((await decideOn(made.id, { outcome: 'refer', referral: { ...referral(), trialCourtId: app.country.offices.juvenileCourt } })).problem.code).toBe('cases.outcome-not-open')
    expect((await decideOn(made.id, { outcome: 'reject' })).status).toBe(200)
  })

  test('an unknown perpetrator: closed for now, and again open with new evidence', async () => {
    const made = await openTheft(app, { accused: [{ personId: null, offenceCode: 'PC-446' }] })
    expect((await decideOn(made.id, { outcome: 'release', evidenceSuffices: false })).problem.code).toBe('cases.outcome-not-open')
    expect((await decideOn(made.id, { outcome: 'close-unknown' })).status).toBe(200)
    expect((await page(app, made.id)).case.stage).toBe('closed')
    expect((await app.call('judge', reopen, { id: made.id, version: await version(made.id), newEvidence: true, reasons: 'عُرف الفاعل' })).status).toBe(200)
  })

  test('two accused: one released, one referred; not referred while one is undecided; decided only once', async () => {
    const made = await ready()
    const second = await makePerson(app, { birth: '1991-01-01' })
    await app.ok('judge', addAccused, { id: made.id, personId: second, offenceCode: 'PC-446', trade: 'حداد', residence: 'بغداد' })
    await app.ok('judge', questionAccused, accusedStatement(app, made.id, second))
    expect((await decideOn(made.id, { outcome: 'refer', personIds: [made.accusedId], referral: referral() })).problem.code).toBe('cases.undecided-accused')
    expect((await decideOn(made.id, { outcome: 'release', personIds: [second], evidenceSuffices: false })).status).toBe(200)
    expect((await page(app, made.id)).case.stage).toBe('investigation')
    expect((await decideOn(made.id, { outcome: 'release', personIds: [second], evidenceSuffices: false })).problem.code).toBe('cases.decided-already')
    expect((await decideOn(made.id, { outcome: 'refer', referral: referral() })).status).toBe(200)
    expect((await page(app, made.id)).decisions.map((d) => [d.kind, d.personIds])).toEqual([['release', [second]], ['refer', [made.accusedId]]])
  })

  test('a referral that the trial court refuses may be decided anew', async () => {
    const made = await ready()
    await decideOn(made.id, { outcome: 'refer', referral: referral() })
    await app.ok('misdemeanourJudge', refuseHandover, { recordId: made.id, reason: 'ينقصها تقرير الخبير' })
    expect((await page(app, made.id)).next.code).toBe('hand-over')
    expect((await decideOn(made.id, { outcome: 'refer', referral: referral() })).status).toBe(200)
  })
})

describe('joining, splitting, transfer', () => {
  test('two thefts from one victim are joined: accused and charges go on in one, the other closes', async () => {
    const one = await ready()
    const two = await openTheft(app, { complainantId: one.complainantId })
    const answer = await app.call('judge', join, { id: one.id, version: await version(one.id), otherId: two.id, tie: 'same-kind', reasons: 'المجني عليه واحد' })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const lead = await page(app, one.id)
    expect(lead.parties.filter((p) => p.role === 'accused' && !p.endedAt).map((p) => p.personId).sort()).toEqual([one.accusedId, two.accusedId].sort())
    expect(lead.charges.filter((c) => !c.endedAt)).toHaveLength(2)
    const other = await page(app, two.id)
    expect(other.case).toMatchObject({ stage: 'closed', state: 'closed', joinedInto: one.id })
    expect(other.charges.map((c) => c.endedWhy)).toEqual(['joined'])
    expect(lead.links).toMatchObject([{ caseId: two.id, direction: 'from', why: 'joined' }])
    expect(moves.findLast((m) => m.why === 'joined')).toMatchObject({ fromCaseId: two.id, toCaseId: one.id, personIds: [two.accusedId] })
    expect((await app.call('judge', reopen, { id: two.id, version: await version(two.id), newEvidence: true, reasons: 'خطأ' })).problem.code).toBe('cases.joined-elsewhere')
  })

  test('without a ground of Article 132 cases are not joined; nor a case with itself, nor one that the judge does not have', async () => {
    const one = await ready()
    const two = await openTheft(app, { accused: [{ personId: await makePerson(app), offenceCode: 'PC-456/457' }] })
    const ask = async (otherId: string) => app.call('judge', join, { id: one.id, version: await version(one.id), otherId, tie: 'same-kind', reasons: 'طلب الضم' })
    expect((await ask(two.id)).problem).toMatchObject({ code: 'cases.joinder-no-ground', article: 'CPC 132' })
    expect((await ask(one.id)).problem.code).toBe('cases.joined-with-itself')
    const erbil = await openTheft(app, { courtId: app.country.offices.otherInvestigationCourt }, 'otherStationOfficer')
    expect((await ask(erbil.id)).problem.code).toBe('kernel.record-unknown')
  })

  test('a child is split from the adults into a case of his own, with guardian, links and his charges', async () => {
    const made = await ready()
    const child = await makePerson(app, { birth: new Date(app.time.now.getTime() - 16 * 365.25 * 86_400_000).toISOString().slice(0, 10) })
    const guardian = await makePerson(app)
    await app.ok('judge', addAccused, { id: made.id, personId: child, offenceCode: 'PC-446' })
    await app.ok('judge', addParty, { id: made.id, personId: guardian, role: 'guardian', forPersonId: child })
    const done = await app.ok('judge', split, { id: made.id, version: await version(made.id), personIds: [child], reasons: 'حدث' })
    const apart = await page(app, done.caseId)
    expect(apart.case).toMatchObject({ origin: 'split', juvenile: true, holder: { id: app.country.offices.station }, number: done.caseNumber })
    expect(apart.parties.filter((p) => !p.endedAt).map((p) => p.role).sort()).toEqual(['accused', 'complainant', 'guardian', 'victim'])
    expect(apart.charges).toMatchObject([{ personId: child, offenceCode: 'PC-446' }])
    const left = await page(app, made.id)
    expect(left.case.juvenile).toBe(false)
    expect(left.decisions.at(-1)).toMatchObject({ kind: 'split', article: 'Juvenile 53' })
    expect((await app.call('judge', split, { id: made.id, version: await version(made.id), personIds: [made.accusedId], reasons: 'تفريق' })).problem.code).toBe('cases.split-leaves-nobody')
    expect((await page(app, done.caseId, 'prosecutor')).case.id).toBe(done.caseId)
  })

  test('transfer: the other court becomes competent, the first reads on but decides no more', async () => {
    const made = await ready()
    await app.ok('judge', transfer, { id: made.id, version: await version(made.id), courtId: app.country.offices.otherInvestigationCourt, reasons: 'خارج الاختصاص المكاني' })
    expect((await page(app, made.id, 'otherJudge')).case.court.id).toBe(app.country.offices.otherInvestigationCourt)
    expect((await page(app, made.id, 'judge')).acts.find((a) => a.verb === 'cases.decide')).toMatchObject({ may: false, why: 'kernel.not-permitted' })
    expect((await decideOn(made.id, { outcome: 'release', evidenceSuffices: false })).problem.code).toBe('kernel.not-permitted')
  })
})

describe('hand-over of the file', () => {
  test('to the case’s own investigation court, not to another one, a trial court or a prison', async () => {
    const made = await openTheft(app)
    const give = (to: string) => app.call('stationOfficer', offerHandover, { recordId: made.id, toOffice: app.country.offices[to as 'prison'] })
    for (const to of ['otherInvestigationCourt', 'felonyCourt', 'prison']) expect((await give(to)).problem).toMatchObject({ code: 'cases.handover-not-open', article: 'CPC 131' })
    expect((await give('investigationCourt')).status).toBe(200)
    await app.ok('investigator', acceptHandover, { recordId: made.id })
    expect((await page(app, made.id)).case.holder.id).toBe(app.country.offices.investigationCourt)
    expect((await page(app, made.id, 'stationOfficer')).acts.every((a) => !a.may)).toBe(true)
  })

  test('two stations’ cases of one number meet in one court', async () => {
    const first = await openTheft(app, {}, 'otherStationOfficer')
    const { rows } = await app.ok('judge', (await import('./contract.ts')).listCases, { limit: 500 })
    const twin = rows.find((c) => c.number === first.number && c.id !== first.id && c.state === 'held' && c.stage === 'investigation' && c.holder.id === app.country.offices.station)
    if (twin) {
      await app.ok('stationOfficer', offerHandover, { recordId: twin.id, toOffice: app.country.offices.investigationCourt })
      await app.ok('judge', acceptHandover, { recordId: twin.id })
    }
    await app.ok('otherStationOfficer', offerHandover, { recordId: first.id, toOffice: app.country.offices.investigationCourt })
    await app.ok('judge', acceptHandover, { recordId: first.id })
    expect((await page(app, first.id)).case.holder.id).toBe(app.country.offices.investigationCourt)
  })
})

describe('waiver and conciliation', () => {
  test('conciliation over an insult needs no approval; over a threat the judge approves; it equals an acquittal', async () => {
    const made = await openTheft(app, { accused: [{ personId: await makePerson(app, { birth: '1990-01-01' }), offenceCode: 'PC-433' }], knewOn: new Date(app.time.now.getTime()).toISOString().slice(0, 10) })
    const ask = (change: object) => app.call('stationOfficer', recordSettlement, { id: made.id, kind: 'conciliation', byPersonId: made.complainantId, capacity: 'victim', forPersonIds: [made.accusedId], statement: 'تصالحت معه', ...change } as never)
    expect((await ask({ conditional: true })).problem).toMatchObject({ code: 'cases.conciliation-conditional', article: 'CPC 196(B)' })
    expect((await ask({ byPersonId: made.accusedId })).problem.code).toBe('cases.conciliation-not-by-victim')
    expect((await ask({ forPersonIds: [made.complainantId] })).problem.code).toBe('cases.not-accused-here')
    const declared = await ask({ threatHarmOrDamage: true })
    expect(declared.body).toMatchObject({ needsApproval: true })
    expect((await page(app, made.id)).next.code).toBe('decide-settlement')
    const settlementId = (declared.body as { id: string }).id
    await app.ok('judge', decideSettlement, { id: made.id, version: await version(made.id), settlementId, accept: true, reasons: 'صلح غير مشروط' })
    expect((await page(app, made.id)).case).toMatchObject({ stage: 'closed', outcome: 'accept-conciliation' })
    expect(heard.at(-1)).toMatchObject({ caseId: made.id, outcome: 'refuse-and-close', kind: 'accept-conciliation' })
  })

  test('theft from a stranger is not open to conciliation; a waiver of it is kept but ends nothing', async () => {
    const made = await ready()
    const ask = (kind: string) => app.call('judge', recordSettlement, { id: made.id, kind, byPersonId: made.complainantId, capacity: 'complainant', forPersonIds: [made.accusedId], statement: 'أتنازل عن الشكوى' } as never)
    expect((await ask('conciliation')).problem).toMatchObject({ code: 'cases.conciliation-not-open', article: 'CPC 194' })
    const waiver = await ask('waiver')
    expect((waiver.body as { warnings: { code: string }[] }).warnings.map((w) => w.code)).toContain('cases.waiver-public-right')
    const settlementId = (waiver.body as { id: string }).id
    expect((await app.call('judge', decideSettlement, { id: made.id, version: await version(made.id), settlementId, accept: true, reasons: 'قبول' })).problem.code).toBe('cases.waiver-public-right')
    await app.ok('judge', decideSettlement, { id: made.id, version: await version(made.id), settlementId, accept: false, reasons: 'الحق العام قائم' })
    expect((await app.call('judge', decideSettlement, { id: made.id, version: await version(made.id), settlementId, accept: false, reasons: 'مرة ثانية' })).problem.code).toBe('cases.settlement-decided')
    expect((await page(app, made.id)).case.stage).toBe('investigation')
  })
})
