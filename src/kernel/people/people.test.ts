import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { act, read } from '#kernel/act/act.ts'
import { testApp } from '#test/support/app.ts'
import type { TestApp } from '#test/support/app.ts'
import {
  addPersonDocument, addPersonName, approvePersonMerge, correctPersonFacts, createNewPerson, duplicatesOfPerson, findDuplicates, listDoubles, listOpenMerges, notePersonIsNot, proposePersonMerge,
  readPerson, searchPersons, undoPersonMerge,
} from './contract.ts'
import type { PersonName } from './name.ts'
import { sealPerson } from './people.ts'
import type { NewPerson } from './person.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([]) })

function named(line: string, more: Partial<PersonName> = {}): PersonName {
  const [given, father, grandfather, greatGrandfather] = line.split('،').map((part) => part.trim())
  return { script: 'ar', given: given!, father, grandfather, greatGrandfather, ...more }
}
async function make(person: NewPerson): Promise<string> {
  return (await app.ok('stationOfficer', createNewPerson, { documents: [], ...person })).id
}
async function found(text: string): Promise<string[]> {
  return (await app.ok('stationOfficer', searchPersons, { text })).rows.map(({ person }) => person.id)
}

describe('writing a person down and finding them', () => {
  let id: string
  beforeAll(async () => {
    id = await make({
      names: [named('عبد الرحمن، كريم، حسين، جاسم', { family: 'الجبوري', mother: 'زينب كاظم', knownAs: 'أبو حيدر' })],
      sex: 'male', birth: { date: '1990-03-14', precision: 'day' }, nationalNumber: '199012345678', nationality: 'IRQ',
      documents: [{ kind: 'passport', number: 'A 123-456/7' }],
    })
    await make({ names: [named('عبد الرحمن، محمود، علي')], birth: { date: '1991-01-01', precision: 'year' } })
    await make({ names: [{ script: 'ckb', given: 'شێرکۆ', father: 'ئەحمەد', family: 'بەرزنجی' }] })
  })

  test.each([
    'عبد الرحمن كريم حسين جاسم الجبوري', 'عبدالرحمن كريم', 'عبد الرحمن الجبوري', 'عبد الرحمن حسين', 'عبد الرحمان كريم جاسم', 'عەبدولڕەحمان کەریم',
    'Abdul Rahman Kareem', 'Abdulrahman Al-Jubouri', 'AL-GIBOURY, Ebdelrehman Kareem', 'Abdarrahman Karem Hosen', 'الجبوري عبد الرحمن', 'أبو حيدر', '199012345678', '١٩٩٠١٢٣٤٥٦٧٨', 'A1234567', 'a 123 4567',
  ])('%s', async (text) => expect(await found(text)).toContain(id))

  test.each(['خالد كريم', '199012345679', 'عبد الرحيم كريم', '%', "'; drop table kernel.person; --", '\\', '   '])('%j finds nobody of them', async (text) => {
    expect(await found(text)).not.toContain(id)
  })

  test('the best fit comes first and year and sex narrow it', async () => {
    expect((await found('عبد الرحمن كريم'))[0]).toBe(id)
    expect((await app.ok('judge', searchPersons, { text: 'عبد الرحمن', birthYear: 1991 })).rows[0]?.person.display).toContain('محمود')
    expect((await app.ok('judge', searchPersons, { text: 'عبد الرحمن كريم', sex: 'female' })).rows).toEqual([])
    expect((await app.ok('judge', searchPersons, { given: 'عبد الرحمن', family: 'الجبوري' })).rows[0]?.person.id).toBe(id)
    expect((await app.ok('judge', searchPersons, { given: 'شيركو', father: 'احمد' })).rows[0]?.person.display).toBe('شێرکۆ ئەحمەد بەرزنجی')
  })

  test('a mother finds whose father was written otherwise, and a telephone in any of its forms', async () => {
    const odd = await make({ names: [named('غازي، مجبل', { mother: 'نجلاء شاكر' })], birth: { date: '1977-05-01', precision: 'day' }, documents: [{ kind: 'telephone', number: '0770 123 4567' }] })
    expect((await app.ok('judge', readPerson, { id: odd })).identityState).toBe('being-established')
    expect(await found('+964 770 123 4567')).toEqual([odd])
    expect(await found('٠٧٧٠١٢٣٤٥٦٧')).toEqual([odd])
    const like = { names: [named('غازي، مقبل', { mother: 'نجلاء شاكر' })], birth: { date: '1977-05-01', precision: 'day' as const } }
    expect((await app.ok('judge', findDuplicates, like)).rows.map(({ person }) => person.id)).toEqual([odd])
  })

  test('whose father is named comes before whose grandfather is', async () => {
    const late = await make({ names: [named('طارق، نجم، وليد')] })
    const early = await make({ names: [named('طارق، وليد، نجم')] })
    expect(await found('طارق وليد')).toEqual([early, late])
  })

  test('a person without papers is being established, one with a number is established', async () => {
    expect((await app.ok('judge', readPerson, { id })).identityState).toBe('established')
    const unknown = await make({ names: [named('مجهول')] })
    expect((await app.ok('judge', readPerson, { id: unknown })).identityState).toBe('being-established')
  })

  test('a number is one person’s only, and a likely double must have been looked at', async () => {
    const taken = await app.call('stationOfficer', createNewPerson, { names: [named('خالد، سعد')], nationalNumber: '199012345678' })
    expect(taken).toMatchObject({ status: 422, problem: { code: 'people.number-taken' } })
    const again = { names: [named('عبد الرحمن، كريم، حسين، جاسم', { family: 'الجبوري', mother: 'زينب كاظم' })], birth: { date: '1990-03-14', precision: 'day' as const } }
    const double = await app.call('stationOfficer', createNewPerson, again)
    expect(double).toMatchObject({ status: 422, problem: { code: 'people.looks-like' } })
    expect(double.problem.current).toMatchObject([{ person: { id } }])
    expect((await app.call('stationOfficer', createNewPerson, { ...again, seen: [id] })).status).toBe(200)
    expect((await app.ok('judge', duplicatesOfPerson, { id })).rows).toHaveLength(1)
  })

  test('a name with a hidden turn of direction is refused in the user’s words', async () => {
    const answer = await app.call('stationOfficer', createNewPerson, { names: [named('علي\u202e')] }, { lang: 'ar' })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain('اتجاه')
  })

  test('who may not, may not', async () => {
    expect((await app.call(null, searchPersons, { text: 'علي' })).status).toBe(401)
    expect((await app.call('administrator', searchPersons, { text: 'علي' })).status).toBe(403)
    expect((await app.call('prisonDoctor', createNewPerson, { names: [named('علي')] })).status).toBe(403)
  })
})

describe('correcting', () => {
  test('a new name replaces the one of its script, and the old one still finds', async () => {
    const id = await make({ names: [named('نوري، صالح، مطر')] })
    const { version } = await app.ok('judge', readPerson, { id })
    await app.ok('judge', addPersonName, { id, version, name: named('نوري، فالح، مطر'), reason: 'misheard' })
    const person = await app.ok('judge', readPerson, { id })
    expect(person.display).toBe('نوري فالح مطر')
    expect(person.names.map(({ display, replaced }) => [display, replaced])).toEqual([['نوري فالح مطر', false], ['نوري صالح مطر', true]])
    expect(await found('نوري صالح مطر')).toContain(id)
    expect(await found('نوري فالح')).toContain(id)
    expect((await app.call('judge', addPersonName, { id, version, name: named('نوري'), reason: 'old page' })).status).toBe(409)
  })
  test('facts are corrected with what stood before and why', async () => {
    const id = await make({ names: [named('لفتة، عواد')], birth: { date: '1980-01-01', precision: 'year' } })
    await app.ok('judge', correctPersonFacts, { id, version: 1, reason: 'civil-status record', birth: { date: '1982-05-02', precision: 'day' }, deceasedOn: '2026-01-02' })
    const person = await app.ok('judge', readPerson, { id })
    expect(person).toMatchObject({ birth: { date: '1982-05-02', precision: 'day' }, deceasedOn: '2026-01-02', version: 2 })
    expect(person.corrections.map(({ field, was, became }) => [field, was, became])).toEqual(expect.arrayContaining([['birth_date', '1980-01-01', '1982-05-02'], ['birth_precision', 'year', 'day']]))
    expect((await app.call('judge', correctPersonFacts, { id, version: 2, reason: 'nothing new', deceasedOn: '2026-01-02' })).problem.code).toBe('people.nothing-to-correct')
    await app.ok('judge', addPersonDocument, { id, document: { kind: 'civil-status', number: '٤٥٦', issuer: 'سجل 12 صحيفة 3، أحوال الكرخ' } })
    expect(await found('456')).toContain(id)
  })
})

test('the queue shows pairs that may be one, until they are proposed or noted to be two', async () => {
  const like = (given: string) => ({ names: [named(`${given}، شلاش، عبطان`, { mother: 'وضحة' })], birth: { date: '1988-02-02', precision: 'day' as const } })
  const one = await make(like('راكان'))
  const two = (await app.ok('stationOfficer', createNewPerson, { ...like('ركان'), seen: [one] })).id
  const pairs = async () => (await app.ok('stationCommander', listDoubles, {})).rows.filter(({ person, other }) => [person.id, other.person.id].includes(one))
  const [pair] = await pairs()
  expect(new Set([pair?.person.id, pair?.other.person.id])).toEqual(new Set([one, two]))
  expect(pair?.other.comparison.parts.find(({ part }) => part === 'given')).toMatchObject({ agreement: 'close', why: 'sound' })
  await app.ok('judge', notePersonIsNot, { id: one, otherPersonId: two, note: 'brothers born together' })
  expect(await pairs()).toEqual([])
})

describe('merging two records', () => {
  let keep: string, drop: string
  beforeAll(async () => {
    keep = await make({ names: [named('ثامر، مطر، فرحان', { mother: 'حليمة' })] })
    drop = await make({ names: [named('ثامر، مطر، فرحان، لفتة')] })
  })
  test('is proposed by one, approved by another, and undone by yet another than approved', async () => {
    const { id } = await app.ok('stationCommander', proposePersonMerge, { keepId: keep, dropId: drop, reason: 'the same finger-prints' })
    expect((await app.call('judge', proposePersonMerge, { keepId: drop, dropId: keep, reason: 'again' })).problem.code).toBe('people.merge-open')
    expect((await app.call('stationCommander', approvePersonMerge, { id, approve: true })).problem.code).toBe('people.own-proposal')
    expect((await app.ok('judge', listOpenMerges, {})).rows.map(({ merge }) => [merge.id, merge.proposedByReader])).toEqual([[id, false]])
    expect((await app.ok('stationCommander', listOpenMerges, {})).rows[0]?.merge.proposedByReader).toBe(true)
    await app.ok('judge', approvePersonMerge, { id, approve: true })
    const merged = await app.ok('judge', readPerson, { id: drop })
    expect(merged).toMatchObject({ id: keep, ids: [keep, drop] })
    expect(await found('ثامر مطر فرحان لفتة')).toEqual([keep])
    expect((await app.call('judge', correctPersonFacts, { id: drop, version: 2, reason: 'late', sex: 'male' })).problem.code).toBe('people.merged-away')
    expect((await app.call('judge', undoPersonMerge, { id, reason: 'twins after all' })).problem.code).toBe('people.own-approval')
    await app.ok('inspector', undoPersonMerge, { id, reason: 'twins after all' })
    expect((await app.ok('judge', readPerson, { id: drop })).id).toBe(drop)
    expect(new Set(await found('ثامر مطر فرحان'))).toEqual(new Set([keep, drop]))
    expect((await app.call('inspector', undoPersonMerge, { id, reason: 'once more' })).problem.code).toBe('people.merge-decided')
  })
  test('a record merged into one that is merged on leads to the last', async () => {
    const [a, b, c] = await Promise.all(['حاتم، أول', 'حاتم، ثان', 'حاتم، ثالث'].map((line) => make({ names: [named(line)] }))) as [string, string, string]
    for (const [into, from] of [[b, a], [c, b]] as const) {
      const { id } = await app.ok('stationCommander', proposePersonMerge, { keepId: into, dropId: from, reason: 'one person' })
      await app.ok('judge', approvePersonMerge, { id, approve: true })
    }
    expect((await app.ok('judge', readPerson, { id: a })).ids).toEqual([c, b, a])
    expect(await found('حاتم أول')).toEqual([c])
    expect((await app.call('stationCommander', proposePersonMerge, { keepId: a, dropId: c, reason: 'a circle' })).problem.code).toBe('people.merged-away')
  })
  test('who was noted not to be the other is not merged', async () => {
    const [a, b] = [await make({ names: [named('مازن، أول')] }), await make({ names: [named('مازن، ثان')] })]
    await app.ok('judge', notePersonIsNot, { id: a, otherPersonId: b, note: 'cousins' })
    expect((await app.call('stationCommander', proposePersonMerge, { keepId: b, dropId: a, reason: 'same name' })).problem.code).toBe('people.not-the-same')
    expect((await app.ok('judge', readPerson, { id: a })).notThisPerson).toMatchObject([{ otherPersonId: b, note: 'cousins' }])
    expect((await app.call('judge', notePersonIsNot, { id: a, note: 'of whom?' })).status).toBe(400)
  })
  test('refused, it may be proposed again', async () => {
    const { id } = await app.ok('stationCommander', proposePersonMerge, { keepId: keep, dropId: drop, reason: 'once more' })
    await app.ok('prosecutor', approvePersonMerge, { id, approve: false, reason: 'twins' })
    expect((await app.call('stationCommander', proposePersonMerge, { keepId: keep, dropId: drop, reason: 'new papers' })).status).toBe(200)
  })
})

describe('what the database itself refuses', () => {
  async function asJudge(work: (tx: Parameters<Parameters<typeof act>[2]>[0]) => Promise<unknown>): Promise<unknown> {
    const ctx = await app.ctx('judge')
    return act(ctx, { verb: 'people.correct', subject: { kind: 'person', bare: '0190a000-0000-7000-8000-000000000009' } }, async (tx) => { await work(tx) })
  }
  test('history is not rewritten, nothing changes outside an act, numbers are twelve digits', async () => {
    const id = await make({ names: [named('قيس، نبيل')] })
    await app.ok('judge', notePersonIsNot, { id, otherFacts: 'another of that name', note: 'checked' })
    await expect(asJudge((tx) => sql`update kernel.not_this_person set note = 'gone'`.execute(tx.db))).rejects.toThrow(/permission denied/)
    await expect(asJudge((tx) => sql`delete from kernel.person where id = ${id}`.execute(tx.db))).rejects.toThrow(/permission denied/)
    await expect(asJudge((tx) => sql`update kernel.person_name set given = 'x' where person_id = ${id}`.execute(tx.db))).rejects.toThrow(/permission denied/)
    await expect(asJudge((tx) => sql`update kernel.person set national_number = '12' where id = ${id}`.execute(tx.db))).rejects.toThrow(/twelve_digits/)
    await expect(asJudge((tx) => sql`update kernel.person set merged_into = id where id = ${id}`.execute(tx.db))).rejects.toThrow(/merged_into_themselves/)
    await expect(app.db.app.transaction().execute(async (trx) => {
      await sql`select set_config('mizan.scope', '*', true)`.execute(trx)
      await sql`update kernel.person set sex = 'male' where id = ${id}`.execute(trx)
    })).rejects.toThrow(/row-level security|nothing changes except by an act/)
  })
  test('nobody not signed in sees a person, and one who is sealed is seen only by whoever has a record of theirs', async () => {
    const id = await make({ names: [named('بلال، رعد، سري')] })
    expect((await sql`select from kernel.person where id = ${id}`.execute(app.db.app)).rows).toEqual([])
    expect((await sql`select * from kernel.find_by_line(array['BLL','RD'], null, null, null, 10)`.execute(app.db.app)).rows).toEqual([])
    await expect(asJudge((tx) => sealPerson(tx, id, true))).rejects.toThrow('people.seal-needs-record')
    await act(await app.ctx('stationOfficer'), { verb: 'people.create', subject: { kind: 'test', create: { label: 'a record of theirs' } } }, async (tx) => {
      await tx.db.insertInto('kernel.record_person').values({ id: crypto.randomUUID(), record_id: tx.record.id, person_id: id, role: 'accused' }).execute()
      await sealPerson(tx, id, true)
    })
    expect(await found('بلال رعد')).toContain(id)
    expect((await app.ok('inspector', searchPersons, { text: 'بلال رعد' })).rows.map(({ person }) => person.id)).toEqual([id])
    expect((await app.call('otherStationOfficer', readPerson, { id })).status).toBe(404)
    const names = await read(await app.ctx('otherStationOfficer'), (r) => sql`select from kernel.person_name where person_id = ${id}`.execute(r.db))
    expect(names.rows).toEqual([])
  })
})
