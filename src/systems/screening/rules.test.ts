import { describe, expect, test } from 'vitest'
import type { PersonName } from '#kernel/people/name.ts'
import { fingerprintOf, readBirth } from './formats/entry.ts'
import { readCsv } from './formats/ofac.ts'
import { readList } from './formats/read.ts'
import { readXml } from './formats/xml.ts'
import { deltaOf, screen } from './rules.ts'
import { altSample, sdnSample, unSample } from './samples.ts'

const un = readList([{ name: 'un.xml', text: unSample }])
const [qaysar, dhirgham] = un.entries

describe('lists are read', () => {
  test('the Security Council’s', () => {
    expect(un).toMatchObject({ list: 'un', publishedOn: '2026-02-27' })
    expect(qaysar).toEqual({
      reference: 'MUi.001', births: ['1971-04-09'], nationalities: ['Iraq'], programme: 'Made up', note: 'Made up.', documents: [{ kind: 'Passport', number: 'Z 445-566' }],
      names: [{ text: 'QAYSAR THAMIR LAFTA', quality: 'primary' }, { text: 'قيصر ثامر لفتة', quality: 'primary' }, { text: 'Kaisar Thamer & Sons', quality: 'good' }, { text: 'Abu Layth', quality: 'low' }],
    })
    expect(dhirgham!.births).toEqual(['1960/1962'])
  })
  test('the Treasury’s, with its aliases', () => {
    const { list, entries } = readList([{ name: 'ALT.CSV', text: altSample }, { name: 'SDN.CSV', text: sdnSample }])
    expect(list).toBe('ofac')
    expect(entries).toEqual([{
      reference: '12', programme: 'MADEUP', note: 'Head of "nothing"', births: ['1937-04-28', '1939~'], nationalities: ['Iraq'], documents: [{ kind: 'Passport', number: 'X99887' }],
      names: [{ text: 'AL-MUTASHAR, Shinyar Hassun', quality: 'primary' }, { text: 'MUTASHSHAR, Shenyar', quality: 'good' }, { text: 'ABU NOTHING', quality: 'low' }],
    }])
  })
  test.each([
    ['<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST/>', /line 1: this is no XML/], ['<a><b></a>', /<\/a> closes <b>/], ['<CONSOLIDATED_LIST>', /ends within/], ['<html></html>', /not the consolidated list/],
    ['<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>', /individual 1: no name/], ['1,"X","individual"', /row 1/], ['12,"open', /within quotes/], ['nonsense', /row 1/],
  ])('%s is refused with its place', (text, message) => expect(() => readList([{ name: 'f', text }])).toThrow(message))
  test('two lists at once, and aliases alone, are refused', () => {
    expect(() => readList([{ name: 'a', text: unSample }, { name: 'b', text: unSample }])).toThrow(/one list at a time/)
    expect(() => readList([{ name: 'a', text: altSample }])).toThrow(/SDN\.CSV/)
  })
  test('entities, quotes and births', () => {
    expect(readXml('<a b="&lt;">&#1583;&#x62f;<![CDATA[<x>]]></a>')).toMatchObject({ name: 'a', attributes: { b: '<' }, text: 'دد<x>' })
    expect(readCsv('1,"a ""b"", c",-0- \n\n2,x')).toEqual([['1', 'a "b", c', ''], ['2', 'x']])
    expect(['28 Apr 1937', 'Apr 1937', 'circa 1957', '1937-04-28T00:00', 'unknown', '1 Foo 1950', '1960 to 1962'].map(readBirth)).toEqual(['1937-04-28', '1937-04', '1957~', '1937-04-28', undefined, '1950', '1960/1962'])
  })
})

test('a delta names what came, went, changed and came back', () => {
  const known = new Map([['MUi.001', { fingerprint: 'old', delisted: false }], ['MUi.002', { fingerprint: fingerprintOf(dhirgham!), delisted: true }], ['MUi.009', { fingerprint: '', delisted: false }], ['MUi.008', { fingerprint: '', delisted: true }]])
  const delta = deltaOf(known, un.entries)
  expect([delta.added, delta.changed, delta.relisted, delta.delisted].map((all) => all.map((one) => (typeof one === 'string' ? one : one.reference)))).toEqual([[], ['MUi.001'], ['MUi.002'], ['MUi.009']])
  expect(deltaOf(new Map([['MUi.001', { fingerprint: fingerprintOf(qaysar!), delisted: false }]]), [qaysar!])).toEqual({ added: [], changed: [], relisted: [], delisted: [] })
})

describe('a person against an entry', () => {
  const person = (line: string, more: Partial<Parameters<typeof screen>[0]> = {}) => {
    const [given, father, grandfather] = line.split(' ')
    return screen({ names: [{ script: 'ar', given: given!, father, grandfather } as PersonName], documents: [], ...more }, qaysar!)
  }
  test('the name is explained part by part', () => {
    const found = person('قيصر ثامر لفته')!
    expect(found.score).toBeGreaterThan(0.9)
    expect(found.name.parts.map(({ kind }) => kind)).toEqual(['aligned', 'aligned', 'aligned'])
    expect(found.seconds).toEqual([])
  })
  test('a birth moves it, and is shown', () => {
    const [same, other] = ['1971-04-09', '1999-01-05'].map((date) => person('قيصر ثامر', { birth: { date, precision: 'day' } }))
    expect(same!.seconds).toMatchObject([{ kind: 'birth', agreement: 'same' }])
    expect(other?.score ?? 0).toBeLessThan(same!.score - 0.2)
  })
  test.each([
    ['1961', 'year', 'close'], ['1961-05-06', 'day', 'close'], ['1962-12-31', 'day', 'close'], ['1963-01-01', 'month', 'different'], ['1975', 'year', 'different'],
  ] as const)('a list that says between 1960 and 1962: %s is %s, %s', (date, precision, agreement) => {
    const found = screen({ names: [{ script: 'ar', given: 'ضرغام', father: 'وناس' }], documents: [], birth: { date: date.padEnd(10, '-01-01').slice(0, 10), precision } }, dhirgham!)
    expect(found?.seconds ?? [{ agreement: 'different' }]).toMatchObject([{ agreement }])
  })
  test('a list that says about 1970 agrees with 1971, and a year is shown as a year', () => {
    const about = { ...qaysar!, births: ['1970~'] }
    expect(screen({ names: [{ script: 'ar', given: 'قيصر', father: 'ثامر' }], documents: [], birth: { date: '1971-01-01', precision: 'year' } }, about)!.seconds).toEqual([{ kind: 'birth', agreement: 'close', left: '1971', right: '1970~' }])
  })
  test('a paper’s number is shown whatever the name; strangers are not; a weak nickname says nothing', () => {
    expect(person('جاسم كريم', { documents: [{ number: 'z445566' }] })!.seconds).toMatchObject([{ kind: 'document', agreement: 'same' }])
    expect(person('جاسم كريم')).toBeUndefined()
    expect(screen({ names: [{ script: 'latn', given: 'Abu Layth' }], documents: [] }, { ...qaysar!, names: [{ text: 'Abu Layth', quality: 'low' }] })).toBeUndefined()
  })
})
