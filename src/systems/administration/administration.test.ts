import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { act, read } from '#kernel/act/act.ts'
import { decide } from '#kernel/access/approval-contract.ts'
import { isWorkingDay } from '#kernel/clock/calendar.ts'
import { dueOf } from '#kernel/clock/arithmetic.ts'
import { getClockRule } from '#kernel/clock/rules.ts'
import { workCalendarOf } from '#kernel/clock/work-calendar.ts'
import { assignPost as kernelAssign, createAccount, createPost as kernelPost } from '#kernel/offices/offices.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { tokenOf } from '#test/support/country.ts'
import { visitor } from '#test/support/visitor.ts'
import * as c from './contract.ts'
import * as law from './law-contract.ts'
import { system } from './system.ts'

let app: TestApp
const name = (en: string) => ({ ar: `${en} ع`, ckb: `${en} ک`, en })
const reason = 'Order 12 of 2026'

beforeAll(async () => {
  app = await testApp([offences, system], new Date('2026-11-22T08:00:00Z'))
  // A second administrator in the ministry, and one over the directorate only.
  await act(app.systemCtx, { verb: 'test.second-administrators', subject: { kind: 'office', bare: app.country.offices.ministry } }, async (tx) => {
    for (const [who, officeId, scope] of [['administrator2', app.country.offices.ministry, 'nation'], ['directorateAdmin', app.country.offices.directorate, 'subtree']] as const) {
      const accountId = await createAccount(tx, { userName: who, fullNameAr: who, fullNameEn: who })
      const postId = await kernelPost(tx, { officeId, role: 'administrator', title: name('Administrator'), scope })
      await kernelAssign(tx, { postId, accountId, from: new Date(app.time.now.getTime() - 1000) })
      app.country.accounts[who] = { accountId, postId, userName: who.toLowerCase() }
    }
  })
})

describe('offices', () => {
  test('are read as a tree and found by name', async () => {
    const roots = await app.ok('administrator', c.listOffices, {})
    expect(roots.rows.map((o) => o.name.en)).toContain('Ministry of Interior')
    const below = await app.ok('inspector', c.listOffices, { parentId: app.country.offices.directorate })
    expect(below.rows.map((o) => o.name.en).sort()).toEqual(['Juvenile Police', 'Karrada Police Station', 'Mansour Police Station'])
    expect((await app.ok('administrator', c.listOffices, { text: 'الكرادة' })).rows.length).toBe(3)
    expect((await app.ok('administrator', c.listOffices, { text: '%' })).rows).toEqual([])
    const page = await app.ok('administrator', c.listOffices, { governorate: 'IQ-BG', limit: 5 })
    const rest = await app.ok('administrator', c.listOffices, { governorate: 'IQ-BG', limit: 500, cursor: page.next! })
    expect(page.rows.length + rest.rows.length).toBe(page.total)
    expect((await app.call('stationOfficer', c.listOffices, {})).status).toBe(403)
  })

  test('an office is added, renamed with its earlier name kept, and closed when nothing is left in it', async () => {
    const { id } = await app.ok('administrator', c.addOffice, { kind: 'police-station', parentId: app.country.offices.directorate, name: name('Zayouna'), governorate: 'IQ-BG', jurisdiction: 'federal', capacity: 20 })
    expect((await app.call('administrator', c.renameOffice, { id, name: name('New'), from: '2027-01-01', reason })).problem).toMatchObject({ code: 'administration.name-from-future', field: 'from' })
    await app.ok('administrator', c.renameOffice, { id, name: name('Zayouna East'), from: '2026-11-01', reason })
    expect((await app.call('administrator', c.renameOffice, { id, name: name('X Y'), from: '2026-10-31', reason })).problem.code).toBe('administration.name-before-last')
    const detail = await app.ok('administrator', c.getOffice, { id })
    expect(detail).toMatchObject({ name: { en: 'Zayouna East' }, path: [{ name: { en: 'Ministry of Interior' } }, { name: { en: 'Baghdad Police Directorate' } }], names: [{ name: { en: 'Zayouna' }, from: '2005-01-01', to: '2026-11-01', reason }] })
    await app.ok('administrator', c.closeOffice, { id, on: '2026-11-22', reason })
    expect((await app.call('administrator', c.createPost, { officeId: id, role: 'station-officer', title: name('Officer') })).problem.code).toBe('administration.office-closed')
  })

  test('an office that holds, has offices below or holders does not close', async () => {
    const close = (id: string) => app.call('administrator', c.closeOffice, { id, on: '2026-11-22', reason })
    expect((await close(app.country.offices.directorate)).problem.code).toBe('administration.office-has-offices')
    expect((await close(app.country.offices.erbilStation)).problem.code).toBe('administration.office-has-holders')
    await act(app.systemCtx, { verb: 'test.file', subject: { kind: 'file', create: { label: 'x', officeId: app.country.offices.juvenileFacility } } }, async (tx) => {
      await tx.db.insertInto('kernel.sealed').values({ record_id: tx.record.id, basis: 'Juveniles 63' }).execute()
    })
    // Even a sealed record counts, though the administrator cannot read it.
    expect((await close(app.country.offices.juvenileFacility)).problem.code).toBe('administration.office-holds-records')
    expect((await app.ok('administrator', c.getOffice, { id: app.country.offices.juvenileFacility })).openRecords).toBe(1)
  })

  test('an administrator of a directorate rules there and nowhere else', async () => {
    await app.ok('directorateAdmin', c.createPost, { officeId: app.country.offices.station, role: 'station-officer', title: name('Night officer') })
    const elsewhere = [app.country.offices.prison, app.country.offices.ministry, app.country.offices.felonyCourt]
    for (const officeId of elsewhere) {
      expect((await app.call('directorateAdmin', c.renameOffice, { id: officeId, name: name('Mine now'), from: '2026-11-20', reason })).problem.code).toBe('administration.outside-your-offices')
      expect((await app.call('directorateAdmin', c.closeOffice, { id: officeId, on: '2026-11-22', reason })).problem.code).toBe('administration.outside-your-offices')
    }
    expect((await app.call('directorateAdmin', c.addOffice, { kind: 'ministry', parentId: null, name: name('My ministry'), governorate: null, jurisdiction: 'federal' })).problem.code).toBe('administration.outside-your-offices')
    expect((await app.call('directorateAdmin', c.disableAccount, { id: app.country.accounts['judge']!.accountId, reason })).problem.code).toBe('administration.outside-your-offices')
    const seen = (await app.ok('directorateAdmin', c.listAccounts, { limit: 500 })).rows.map((a) => a.userName)
    expect(seen).toContain('stationofficer')
    expect(seen).not.toContain('judge')
  })
})

describe('posts', () => {
  const post = async (officeId: string, role: 'station-officer' | 'trial-judge') => (await app.ok('administrator', c.createPost, { officeId, role, title: name('Post') })).id
  const assign = (who: string, postId: string, accountId: string, more: { acting?: boolean; until?: string } = {}) => app.call(who, c.assignPost, { postId, accountId, basis: 'Order 12', ...more })

  test('are made only where the role belongs', async () => {
    expect((await app.call('administrator', c.createPost, { officeId: app.country.offices.station, role: 'trial-judge', title: name('Judge') })).problem).toMatchObject({ code: 'administration.role-not-here', field: 'role' })
    expect((await app.call('administrator', c.createPost, { officeId: app.country.offices.station, role: 'station-officer', title: name('All'), scope: 'nation' })).problem.field).toBe('scope')
  })

  test('nobody appoints themselves', async () => {
    const id = await post(app.country.offices.felonyCourt, 'trial-judge')
    expect((await assign('administrator', id, app.country.accounts['administrator']!.accountId)).problem.code).toBe('administration.not-to-yourself')
  })

  test('one branch at a time, one full holder, acting with an end; a session follows the appointment', async () => {
    const id = await post(app.country.offices.otherStation, 'station-officer')
    expect((await assign('administrator', id, app.country.accounts['judge']!.accountId)).problem.code).toBe('administration.two-branches')
    const { body } = await assign('administrator', id, app.country.accounts['stationOfficer']!.accountId)
    expect((await assign('administrator', id, app.country.accounts['stationCommander']!.accountId)).problem.code).toBe('administration.post-held')
    expect((await assign('administrator', id, app.country.accounts['stationCommander']!.accountId, { acting: true })).problem).toMatchObject({ code: 'administration.acting-needs-end', field: 'until' })
    expect((await assign('administrator', id, app.country.accounts['stationCommander']!.accountId, { acting: true, until: '2026-12-22T00:00:00Z' })).status).toBe(200)
    const detail = await app.ok('administrator', c.getOffice, { id: app.country.offices.otherStation })
    expect(detail.postRows.find((p) => p.id === id)?.holdings).toMatchObject([{ acting: false, userName: 'stationofficer' }, { acting: true, userName: 'stationcommander', to: '2026-12-22T00:00:00.000Z' }])
    app.time.now = new Date(app.time.now.getTime() + 1000)
    await app.ok('administrator', c.endHolding, { id: (body as { id: string }).id, reason })
    expect((await app.call('administrator', c.endHolding, { id: (body as { id: string }).id, reason })).problem.code).toBe('administration.holding-ended')
  })

  test('whose post ends is out at once', async () => {
    const detail = await app.ok('administrator', c.getOffice, { id: app.country.offices.erbilStation })
    const holding = detail.postRows[0]!.holdings[0]!
    const token = await tokenOf(app.db, app.country, 'erbilOfficer', app.time.now)
    const v = visitor(app.server)
    v.cookies.set('mizan', token)
    expect((await v.get('/api/session')).body['post']).not.toBeNull()
    await app.ok('administrator', c.endHolding, { id: holding.id, reason })
    expect((await v.get('/api/session')).body['post']).toBeNull()
    expect((await v.get('/api/administration/offices')).status).toBe(401)
  })

  test('two appointments to one post at once: one stands', async () => {
    const id = await post(app.country.offices.station, 'station-officer')
    const answers = await Promise.all(['stationOfficer', 'stationCommander'].map((who) => assign('administrator', id, app.country.accounts[who]!.accountId)))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 422])
  })
})

describe('accounts', () => {
  test('from opening to the first own password, then disabled', async () => {
    const opened = await app.ok('administrator', c.openAccount, { userName: 'Zainab.Ali', fullNameAr: 'زينب علي', fullNameEn: 'Zainab Ali' })
    expect((await app.call('administrator', c.openAccount, { userName: 'zainab.ali', fullNameAr: 'زينب علي', fullNameEn: 'Zainab Ali' })).problem).toMatchObject({ status: 409, field: 'userName' })
    const { id: postId } = await app.ok('administrator', c.createPost, { officeId: app.country.offices.station, role: 'station-officer', title: name('Desk') })
    await app.ok('administrator', c.assignPost, { postId, accountId: opened.id, basis: 'Order 13' })
    const v = visitor(app.server)
    expect((await v.post('/api/session/sign-in', { userName: 'zainab.ali', password: opened.oneTimePassword })).body).toEqual({ next: 'change-password' })
    expect((await v.post('/api/session/password', { current: opened.oneTimePassword, next: 'palm grove by the river' })).body).toEqual({ next: 'done' })
    expect((await v.get('/api/session')).body).toMatchObject({ signedIn: true, post: { id: postId } })
    expect((await visitor(app.server).post('/api/session/sign-in', { userName: 'zainab.ali', password: opened.oneTimePassword })).status).toBe(401)
    await app.ok('administrator', c.disableAccount, { id: opened.id, reason })
    expect((await v.get('/api/session')).body['signedIn']).toBe(false)
    expect((await app.call('administrator', c.disableAccount, { id: opened.id, reason })).problem.code).toBe('administration.disabled-already')
    await app.ok('administrator', c.enableAccount, { id: opened.id, reason })
    expect((await visitor(app.server).post('/api/session/sign-in', { userName: 'zainab.ali', password: 'palm grove by the river' })).body).toEqual({ next: 'done' })
  })

  test('the one-time password is kept nowhere in the clear, not even for a repeated request', async () => {
    const { oneTimePassword } = await app.ok('administrator', c.openAccount, { userName: 'secret.keeper', fullNameAr: 'حافظ السر', fullNameEn: 'Secret Keeper' })
      const client = new pg.Client({ connectionString: app.db.urls.superuser })
    await client.connect()
    const { rows } = await client.query<{ n: string }>(`select (select count(*) from kernel.request where response::text like $1) + (select count(*) from kernel.entry where body like $1) + (select count(*) from kernel.credential where password_hash like $1) as n`, [`%${oneTimePassword}%`])
    await client.end()
    expect(Number(rows[0]!.n)).toBe(0)
  })

  test('nobody administers their own account, and an inspector only reads', async () => {
    const id = app.country.accounts['administrator']!.accountId
    for (const e of [c.disableAccount, c.resetSecondFactor, c.unlockAccount]) expect((await app.call('administrator', e, { id, reason })).problem.code, e.name).toBe('administration.own-account')
    expect((await app.call('administrator', c.resetPassword, { id, reason })).problem.code).toBe('administration.own-account')
    expect((await app.call('inspector', c.resetPassword, { id, reason })).status).toBe(403)
    expect((await app.ok('inspector', c.getAccount, { id })).own).toBe(false)
    expect((await app.call('administrator', c.disableAccount, { id: randomUUID(), reason })).problem.code).toBe('administration.account-unknown')
  })

  test('a lock is seen and lifted; a second factor is reset; the password hash is never shown', async () => {
    const id = app.country.accounts['prosecutor']!.accountId
    await app.ok('administrator', c.resetPassword, { id, reason })
    for (let i = 0; i < 5; i++) await visitor(app.server, { ip: '10.4.0.1' }).post('/api/session/sign-in', { userName: 'prosecutor', password: 'wrong' })
    expect((await app.ok('administrator', c.listAccounts, { state: 'locked' })).rows).toMatchObject([{ userName: 'prosecutor' }])
    await app.ok('administrator', c.unlockAccount, { id, reason })
    expect((await app.ok('administrator', c.listAccounts, { state: 'locked' })).rows).toEqual([])
    await app.db.app.updateTable('kernel.credential').set({ totp_secret: 'x' }).where('account_id', '=', id).execute()
    expect((await app.ok('administrator', c.getAccount, { id })).totp).toBe(true)
    await app.ok('administrator', c.resetSecondFactor, { id, reason })
    const detail = await app.ok('administrator', c.getAccount, { id })
    expect(detail.totp).toBe(false)
    expect(JSON.stringify(detail)).not.toMatch(/argon2|totp_secret|password/i)
  })

  test('an outside identity belongs to one account', async () => {
    const [a, b] = [app.country.accounts['judge']!.accountId, app.country.accounts['otherJudge']!.accountId]
    const identity = { issuer: 'https://sso.example', subject: 'judge-1', reason }
    await app.ok('administrator', c.linkIdentity, { id: a, ...identity })
    expect((await app.call('administrator', c.linkIdentity, { id: b, ...identity })).problem.code).toBe('administration.identity-taken')
    await app.ok('administrator', c.unlinkIdentity, { id: a, ...identity })
    await app.ok('administrator', c.linkIdentity, { id: b, ...identity })
  })
})

describe('holidays', () => {
  const eid = { day: '2026-12-01', name: name('Test holiday'), kind: 'hijri' as const, jurisdiction: 'federal' as const, source: 'Cabinet circular 7' }
  const calendar = async (office: string) => read(app.systemCtx, (r) => workCalendarOf(r, office))

  test('count after another administrator approves, and move a filing period', async () => {
    const { approvalId, id } = await app.ok('administrator', law.enterHoliday, eid)
    expect(isWorkingDay('2026-12-01', await calendar(app.country.offices.felonyCourt))).toBe(true)
    expect((await app.call('administrator', decide, { id: approvalId, approve: true })).problem.code).toBe('access.own-request')
    expect((await app.call('directorateAdmin', decide, { id: approvalId, approve: true })).status).toBe(404)
    expect((await app.call('inspector', decide, { id: approvalId, approve: true })).status).toBe(403)
    expect((await app.ok('administrator2', law.listHolidays, { year: 2026 })).rows.find((h) => h.id === id)).toMatchObject({ state: 'proposed', mayDecide: true, own: false })
    await app.ok('administrator2', decide, { id: approvalId, approve: true })
    const court = await calendar(app.country.offices.felonyCourt)
    expect(isWorkingDay('2026-12-01', court)).toBe(false)
    expect(isWorkingDay('2026-12-01', await calendar(app.country.offices.erbilStation))).toBe(true)
    // Seven days to object to a penal order (CPC 207), served on 24 November, end on the holiday and move to the next working day.
    expect(dueOf(getClockRule('CLK-13'), new Date('2026-11-24T09:00:00Z'), { holidays: court }).toISOString().slice(0, 10)).toBe('2026-12-02')
    expect((await app.call('administrator', law.enterHoliday, eid)).status).toBe(409)
  })

  test('go only by four eyes too', async () => {
    const { id } = (await app.ok('administrator', law.listHolidays, { year: 2026 })).rows.find((h) => h.day === '2026-12-01')!
    const { approvalId } = await app.ok('administrator2', law.withdrawHoliday, { id, reason: 'The moon was not sighted' })
    expect((await app.call('administrator', law.withdrawHoliday, { id, reason })).problem.code).toBe('administration.asked-already')
    await app.ok('administrator', decide, { id: approvalId, approve: true })
    expect(isWorkingDay('2026-12-01', await calendar(app.country.offices.felonyCourt))).toBe(true)
    expect((await app.call('administrator', law.withdrawHoliday, { id, reason })).problem.code).toBe('administration.holiday-not-in-force')
  })

  test('one governorate’s holiday is another’s working day; a refused one never counts', async () => {
    const najaf = { ...eid, day: '2026-12-02', kind: 'governorate' as const, governorate: 'IQ-DQ' }
    expect((await app.call('administrator', law.enterHoliday, { ...najaf, governorate: null })).problem.code).toBe('administration.governorate-needed')
    const { approvalId } = await app.ok('administrator', law.enterHoliday, najaf)
    await app.ok('administrator2', decide, { id: approvalId, approve: true })
    expect(isWorkingDay('2026-12-02', await calendar(app.country.offices.otherPrison))).toBe(false)
    expect(isWorkingDay('2026-12-02', await calendar(app.country.offices.prison))).toBe(true)
    const refused = await app.ok('administrator', law.enterHoliday, { ...eid, day: '2026-12-03' })
    await app.ok('administrator2', decide, { id: refused.approvalId, approve: false, reason: 'No such circular' })
    expect(isWorkingDay('2026-12-03', await calendar(app.country.offices.prison))).toBe(true)
  })

  test('the list has the fixed ones with how sure each is', async () => {
    const { rows } = await app.ok('stationOfficer', law.listHolidays, { year: 2027, jurisdiction: 'federal' })
    expect(rows.find((h) => h.day === '2027-10-03')).toMatchObject({ kind: 'fixed', confidence: 'P' })
    expect(rows.every((h) => h.jurisdiction !== 'kri')).toBe(true)
  })
})

describe('the law’s lists', () => {
  test('23 clocks with article, jurisdiction and confidence', async () => {
    const { rows } = await app.ok('stationOfficer', law.listClocks, {})
    expect(rows).toHaveLength(23)
    expect(rows.find((r) => r.id === 'CLK-03')).toMatchObject({ article: 'CPC 109(A)', confidence: 'T', lengths: [{ which: null, span: { days: 15 } }] })
    for (const row of rows) for (const { which } of row.lengths) if (which) expect(system.words[`administration.case.${which}`], which).toBeDefined()
    for (const row of rows) for (const who of [row.actor, row.escalateTo]) expect(Boolean(system.words[`administration.actor.${who}`]) || c.listOffices.input.shape.kind.unwrap().options.includes(who as never), who).toBe(true)
  })

  test('offences are found by article and by name', async () => {
    const all = await app.ok('stationOfficer', law.listOffences, {})
    expect(all.total).toBeGreaterThan(50)
    expect((await app.ok('stationOfficer', law.listOffences, { text: '406' })).rows.some((o) => o.article.includes('406'))).toBe(true)
    const felonies = await app.ok('stationOfficer', law.listOffences, { kind: 'F' })
    expect(felonies.rows.every((o) => o.kind === 'F')).toBe(true)
    expect((await app.ok('stationOfficer', law.listOffences, { confidence: 'U' })).total).toBeLessThan(all.total)
  })
})

test('the log of refusals shows acts and sign-ins, and a station sees none of it', async () => {
  await visitor(app.server, { ip: '10.5.0.1' }).post('/api/session/sign-in', { userName: 'felonyjudge', password: 'wrong' })
  const { rows } = await app.ok('inspector', law.listRefusals, { text: 'unknown-user' })
  expect(rows).toEqual([])
  const wrong = await app.ok('inspector', law.listRefusals, { text: 'felonyjudge' })
  expect(wrong.rows).toMatchObject([{ verb: 'access.sign-in', code: 'access.locked', params: { ip: '10.5.0.1' } }])
  expect((await app.ok('inspector', law.listRefusals, { text: 'two-branches' })).rows[0]).toMatchObject({ verb: 'administration.assign-post', person: 'Officer administrator', office: { en: 'Ministry of Interior' } })
  expect((await app.call('stationOfficer', law.listRefusals, {})).status).toBe(403)
  expect((await app.ok('inspector', law.listRefusals, { limit: 2 })).next).toBe('2')
})

test('every refusal and verb has its words in three languages', () => {
  for (const [key, text] of Object.entries(system.words)) expect([text.ar, text.ckb, text.en].every((t) => t.trim().length > 1), key).toBe(true)
  for (const rule of system.policy) for (const verb of rule.may) expect(system.words[`verb.${verb}`], verb).toBeDefined()
})
