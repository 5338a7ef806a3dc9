import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { passwordFits } from '#kernel/access/passwords.ts'
import { read } from '#kernel/act/act.ts'
import { baghdadDay, dayMs, hourMs } from '#kernel/clock/calendar.ts'
import { acceptHandover } from '#kernel/handover/contract.ts'
import { createNewPerson, notePersonIsNot } from '#kernel/people/contract.ts'
import { getCasePage } from '#systems/cases/contract.ts'
import { cases } from '#systems/cases/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { addCase, bookArrest, checkBooking, renewPin } from './contract/booking.ts'
import { custodiesOf, readCustody, recordStep } from './contract/custody.ts'
import { custody } from './system.ts'
import { arrest, book, clocksOf, order, page, stranger } from './test/scene.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([offences, cases, custody]) })

const storedPin = async (id: string) => (await read(app.systemCtx, (r) => sql<{ pin_hash: string }>`select pin_hash from custody.custody where id = ${id}`.execute(r.db))).rows[0]!.pin_hash

describe('booking an arrest', () => {
  test('writes person, case and custody in one act, warns of what is missing, and keeps the PIN only as a hash', async () => {
    const person = { ...stranger(), nationality: undefined }
    const booked = await book(app, { person })
    expect(booked.warnings.map((w) => w.code)).toEqual(expect.arrayContaining(['custody.missing-national-number', 'custody.missing-nationality', 'custody.missing-photo']))
    const hash = await storedPin(booked.id)
    expect(hash).toMatch(/^\$argon2id/)
    expect(await passwordFits(booked.pin!, hash)).toBe(true)
    const seen = await page(app, 'judge', booked.id)
    expect(seen).toMatchObject({ name: expect.stringContaining(person.names[0]!.given), caseNumber: booked.caseNumber, court: { id: app.country.offices.investigationCourt }, prosecution: { id: app.country.offices.prosecution }, people: [{ personId: booked.personId, role: 'detainee' }] })
    expect((await app.ok('judge', getCasePage, { id: booked.caseId })).parties).toMatchObject([{ personId: booked.personId, role: 'accused', status: 'arrested' }])
    const renewed = await app.ok('stationOfficer', renewPin, { id: booked.id, reason: 'The notice was lost' })
    expect(await passwordFits(renewed.pin!, await storedPin(booked.id))).toBe(true)
    expect(await passwordFits(booked.pin!, await storedPin(booked.id))).toBe(renewed.pin === booked.pin)
  })

  test('a double click books once, and shows the PIN once', async () => {
    const input = arrest(app)
    const key = randomUUID()
    const answers = await Promise.all([1, 2, 3].map(() => app.call('stationOfficer', bookArrest, input, { key })))
    const bodies = answers.map((a) => a.body as { id: string; pin: string | null })
    expect(new Set(bodies.map((b) => b.id)).size).toBe(1)
    expect(bodies.filter((b) => b.pin !== null)).toHaveLength(1)
  })

  test('nobody is held twice, and a likely double of a person is refused until looked at', async () => {
    const person = stranger()
    const { id, personId, number } = await book(app, { person })
    const again = await app.call('stationOfficer', bookArrest, arrest(app, { more: { person: { known: true, id: personId } } }))
    expect(again).toMatchObject({ status: 409, problem: { code: 'custody.held-already', current: { id, number } } })
    expect((await app.call('stationOfficer', bookArrest, arrest(app, { person }))).problem).toMatchObject({ code: 'people.looks-like' })
    expect((await app.ok('stationOfficer', checkBooking, arrest(app, { more: { person: { known: true, id: personId } } }))).heldAlready).toEqual({ id, number })
    expect((await app.ok('stationOfficer', custodiesOf, { personId })).rows.map((r) => r.id)).toEqual([id])
  })

  test('the true time of arrest counts, however late it is entered; late entry needs a reason', async () => {
    const at = new Date(app.time.now.getTime() - 30 * hourMs)
    expect((await app.call('stationOfficer', bookArrest, arrest(app, { at }))).problem).toMatchObject({ code: 'custody.late-reason', field: 'lateReason' })
    const booked = await book(app, { at, more: { lateReason: 'The line was down for a day' } })
    expect(booked.warnings.map((w) => w.code)).toContain('custody.papers-overdue')
    const seen = await page(app, 'stationOfficer', booked.id)
    expect(seen).toMatchObject({ arrest: { at: at.toISOString(), lateReason: 'The line was down for a day' }, cover: { status: 'gap', reason: 'papers-due', totalGap: expect.any(Number) } })
    expect(Math.round(seen.cover.totalGap / hourMs)).toBe(6)
    expect((await clocksOf(app, booked.id)).find((c) => c.rule === 'CLK-01')!.due_at.getTime()).toBe(at.getTime() + dayMs)
  })

  test('a future arrest, an unknown offence and an unknown ground are refused', async () => {
    expect((await app.call('stationOfficer', bookArrest, arrest(app, { at: new Date(app.time.now.getTime() + hourMs) }))).problem).toMatchObject({ code: 'custody.arrest-in-future', field: 'arrestedAt', article: 'CPC 41' })
    expect((await app.call('stationOfficer', bookArrest, arrest(app, { charge: 'PC-9999' }))).problem.code).toBe('custody.offence-unknown')
    expect((await app.call('stationOfficer', bookArrest, arrest(app, { more: { groundId: 'because' } }))).status).toBe(400)
    expect((await app.call('stationOfficer', bookArrest, arrest(app, { more: { facts: ' ' } }))).problem).toMatchObject({ code: 'custody.arrest-facts', field: 'facts' })
  })

  test('an arrest on nothing is writable, covers nothing, and must end at once', async () => {
    const { id, warnings } = await book(app, { more: { groundId: 'none', facts: 'Taken for somebody else' } })
    expect(warnings.map((w) => w.code)).toContain('custody.no-ground')
    expect(await page(app, 'stationOfficer', id)).toMatchObject({ cover: { status: 'gap', reason: 'no-ground' }, next: { act: 'release' } })
  })
})

describe('a warrant', () => {
  const warrantOf = (person: ReturnType<typeof stranger>, change: object = {}) => ({ number: 'W-2026-17', names: [person.names[0]!], birth: person.birth, ...change })

  test('matches only with a second identifier, and never after a note that it is somebody else', async () => {
    const person = { ...stranger(), names: [{ ...stranger().names[0]! }] }
    const { id: personId } = await app.ok('stationOfficer', createNewPerson, { ...person, seen: [] })
    const known = { person: { known: true as const, id: personId }, groundId: 'warrant' }
    const nameAlone = arrest(app, { more: { ...known, warrant: warrantOf({ ...person, names: [{ ...person.names[0]!, mother: undefined }] }, { birth: undefined }) } })
    expect((await app.call('stationOfficer', bookArrest, nameAlone)).problem).toMatchObject({ code: 'custody.warrant-second-identifier', article: 'CPC 93, 106' })
    expect((await app.call('stationOfficer', bookArrest, arrest(app, { more: { ...known, warrant: warrantOf(stranger()) } }))).problem.code).toBe('custody.warrant-of-another')
    const warrantId = randomUUID()
    await app.ok('stationOfficer', notePersonIsNot, { id: personId, warrantId, note: 'Another of the same name; the wanted man is in Basra' })
    expect((await app.call('stationOfficer', bookArrest, arrest(app, { more: { ...known, warrant: warrantOf(person, { warrantId }) } }))).problem.code).toBe('custody.warrant-cleared')
    const right = arrest(app, { more: { ...known, warrant: warrantOf(person) } })
    expect(await app.ok('stationOfficer', checkBooking, right)).toMatchObject({ warrant: 'matched', heldAlready: null })
    const booked = await app.ok('stationOfficer', bookArrest, right)
    expect(await page(app, 'stationOfficer', booked.id)).toMatchObject({ arrest: { warrantNumber: 'W-2026-17', groundId: 'warrant' }, cover: { status: 'covered' } })
  })

  test('in another case gives that case its own count', async () => {
    const person = stranger()
    const first = await book(app, { person })
    const second = await book(app)
    const { version } = await page(app, 'stationOfficer', first.id)
    await app.ok('stationOfficer', addCase, { id: first.id, version, caseId: second.caseId, warrant: warrantOf(person), charge: { offenceCode: 'PC-450' } })
    await order(app, first.id, { caseId: second.caseId })
    const seen = await page(app, 'judge', first.id)
    expect(seen.cases.map((c) => c.caseId)).toEqual([first.caseId, second.caseId])
    expect(seen.ceilings.map((c) => c.caseId).sort()).toEqual([first.caseId, second.caseId].sort())
    expect((await app.call('stationOfficer', addCase, { id: first.id, version: seen.version, caseId: second.caseId, warrant: warrantOf(person) })).problem.code).toBe('custody.case-known')
  })
})

describe('a juvenile', () => {
  test('is offered to the juvenile police in the same act, and theirs to answer', async () => {
    const booked = await book(app, { person: stranger({ date: `${Number(baghdadDay(app.time.now).slice(0, 4)) - 16}-01-15`, precision: 'day' }) })
    expect(booked.handedTo).toMatchObject({ officeId: app.country.offices.juvenilePolice })
    const offered = await page(app, 'juvenileOfficer', booked.id)
    expect(offered).toMatchObject({ state: 'in-transit', ageGroup: 'juvenile', band: 'youth', next: { act: 'to-juvenile-police', article: 'Juvenile 48' } })
    expect(offered.rights.map((r) => r.id)).toContain('guardian')
    await app.ok('juvenileOfficer', acceptHandover, { recordId: booked.id })
    const taken = await page(app, 'juvenileOfficer', booked.id)
    expect(taken).toMatchObject({ state: 'held', facilityKind: 'juvenile-police' })
    expect(taken.steps.map((s) => s.kind)).toContain('juvenile-police')
    expect(taken.next!.act).not.toBe('to-juvenile-police')
  })

  test('under the age of responsibility is not detained: nine in the federation, eleven in the Region', async () => {
    const birth = (years: number) => ({ date: `${Number(baghdadDay(app.time.now).slice(0, 4)) - years}-01-15`, precision: 'day' as const })
    const child = await book(app, { person: stranger(birth(8)) })
    expect(child.warnings.map((w) => w.code)).toContain('custody.child-not-responsible')
    const region = await book(app, { person: stranger(birth(10)) }, 'erbilOfficer')
    expect(region.warnings).toContainEqual(expect.objectContaining({ code: 'custody.child-not-responsible', article: 'KRI Law 14/2001' }))
    const federal = await book(app, { person: stranger(birth(10)) })
    expect(federal.warnings.map((w) => w.code)).not.toContain('custody.child-not-responsible')
    expect(await page(app, 'erbilOfficer', region.id)).toMatchObject({ jurisdiction: 'kri', band: 'child' })
  })

  test('whose age is not known is asked to be proven, and is not taken for a child', async () => {
    const booked = await book(app, { person: stranger({ precision: 'unknown' }) })
    expect(booked).toMatchObject({ handedTo: null, warnings: expect.arrayContaining([expect.objectContaining({ code: 'custody.age-unknown' })]) })
    expect(await page(app, 'stationOfficer', booked.id)).toMatchObject({ ageGroup: 'unknown' })
  })
})

describe('steps', () => {
  test('each right is told by name; what was left out comes back as a warning; nothing happens before the arrest or in the future', async () => {
    const { id } = await book(app, { person: { ...stranger(), nationality: 'SYR' } })
    const at = app.time.now.toISOString()
    const told = await app.ok('stationOfficer', recordStep, { id, at, step: { kind: 'rights-told', told: ['reason', 'silence', 'lawyer'], language: 'Arabic', signed: true } })
    expect(told.warnings.map((w) => w.params?.['right'])).toEqual(expect.arrayContaining(['family', 'doctor', 'consulate']))
    expect((await page(app, 'stationOfficer', id)).rights.filter((r) => r.told).map((r) => r.id)).toEqual(['reason', 'silence', 'lawyer'])
    await app.ok('stationOfficer', recordStep, { id, at, step: { kind: 'lawyer', name: 'Advocate Nadia Salman', appointed: true } })
    expect((await app.ok('judge', readCustody, { id })).lawyer).toBe('Advocate Nadia Salman')
    const step = { kind: 'family-told' as const, whom: 'His wife', how: 'telephone' as const }
    expect((await app.call('stationOfficer', recordStep, { id, at: new Date(app.time.now.getTime() + 60_000).toISOString(), step })).problem.code).toBe('custody.in-future')
    expect((await app.call('stationOfficer', recordStep, { id, at: new Date(app.time.now.getTime() - dayMs).toISOString(), step })).problem.code).toBe('custody.before-arrest')
    expect((await app.call('stationOfficer', recordStep, { id, at, step: { kind: 'rights-told', told: ['wishes'], language: 'Arabic', signed: true } })).problem.code).toBe('custody.right-unknown')
  })
})
