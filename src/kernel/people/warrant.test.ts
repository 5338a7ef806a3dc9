import { describe, expect, test } from 'vitest'
import type { Description } from './compare.ts'
import type { PersonName } from './name.ts'
import { warrantMatch } from './warrant.ts'
import type { WarrantSubject } from './warrant.ts'

const wanted = '0190a000-0000-7000-8000-000000000001'
const name: PersonName = { script: 'ar', given: 'علي', father: 'كريم', grandfather: 'حسين', family: 'الجبوري', mother: 'زينب كاظم' }
const person: WarrantSubject = { ids: ['p'], notThisPerson: [], described: { names: [name], sex: 'male', birth: { date: '1990-03-14', precision: 'day' }, nationalNumber: '199012345678' } }
const nameOnly: PersonName = { script: 'ar', given: 'علي', father: 'كريم', grandfather: 'حسين', family: 'الجبوري' }

describe('a warrant and a person', () => {
  test.each<[string, Description, string, string]>([
    ['the whole name alone is not enough', { names: [nameOnly] }, 'unsure', ''],
    ['the name and sex are not enough', { names: [nameOnly], sex: 'male' }, 'unsure', ''],
    ['name and national number', { names: [nameOnly], nationalNumber: '199012345678' }, 'matched', 'nationalNumber'],
    ['name and day of birth', { names: [nameOnly], birth: { date: '1990-03-14', precision: 'day' } }, 'matched', 'birth'],
    ['name and only a year, the person known to the day: close, not the same', { names: [nameOnly], birth: { date: '1990-01-01', precision: 'year' } }, 'unsure', ''],
    ['name and mother', { names: [name] }, 'matched', 'mother'],
    ['another mother', { names: [{ ...nameOnly, mother: 'فاطمة علي' }] }, 'none', ''],
    ['another year of birth', { names: [name], birth: { date: '1970-03-14', precision: 'day' } }, 'none', ''],
    ['another number', { names: [name], nationalNumber: '199099999999' }, 'none', ''],
    ['a woman', { names: [name], sex: 'female' }, 'none', ''],
    ['another father', { names: [{ ...name, father: 'محمود' }] }, 'none', ''],
    ['the own name alone', { names: [{ script: 'ar', given: 'علي' }], birth: { date: '1990-03-14', precision: 'day' } }, 'none', ''],
    ['the number of one and the name of another: somebody must look', { names: [{ script: 'ar', given: 'خالد', father: 'كريم' }], nationalNumber: '199012345678' }, 'unsure', 'nationalNumber'],
    ['in Latin with mother', { names: [{ script: 'latn', given: 'Ali', father: 'Kareem', family: 'Al-Jubouri', mother: 'Zaynab' }] }, 'matched', 'mother'],
    ['nothing said', { names: [] }, 'none', ''],
  ])('%s', (_, described, outcome, by) => {
    const match = warrantMatch(person, { id: wanted, described })
    expect(match.outcome).toBe(outcome)
    expect(match.by.join(' ')).toBe(by)
  })

  test('a note that it is not this person ends it, even with the same number', () => {
    const described: Description = { names: [name], nationalNumber: '199012345678' }
    const noted = (note: { warrantId: string | null; otherPersonId: string | null }) => ({ ...person, notThisPerson: [{ ...note, note: 'seen by the judge' }] })
    expect(warrantMatch(noted({ warrantId: wanted, otherPersonId: null }), { id: wanted, described })).toMatchObject({ outcome: 'cleared', note: 'seen by the judge' })
    expect(warrantMatch(noted({ warrantId: null, otherPersonId: 'q' }), { id: wanted, personId: 'q', described }).outcome).toBe('cleared')
    expect(warrantMatch(noted({ warrantId: 'another', otherPersonId: null }), { id: wanted, described }).outcome).toBe('matched')
  })
})
