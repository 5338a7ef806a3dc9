import { expect, test } from 'vitest'
import { Birth } from '#kernel/people/birth.ts'
import { keysOf, soundsSame, tokensOf } from '#kernel/people/fold.ts'
import { NationalNumber, PersonName } from '#kernel/people/name.ts'
import * as lists from './name-lists.ts'
import { makePerson, shares } from './names.ts'
import { random } from './random.ts'

const allLists = Object.values(lists).flat()

test('every listed name is a good part in its script', () => {
  for (const { ar, ckb, latn } of allLists) {
    expect(PersonName.safeParse({ script: 'ar', given: ar }).error, ar).toBeUndefined()
    expect(PersonName.safeParse({ script: 'ckb', given: ckb }).error, ckb).toBeUndefined()
    for (const one of latn) expect(PersonName.safeParse({ script: 'latn', given: one }).error, one).toBeUndefined()
  }
})

test('nine of ten listed names sound the same in all three scripts', () => {
  const pairs = allLists.flatMap(({ ar, ckb, latn }) => [[ar, ckb, true], ...latn.map((one) => [ar, one, false])] as [string, string, boolean][])
  const apart = pairs.filter(([ar, other, kurdish]) => {
    const [a, b] = [tokensOf(ar, false), tokensOf(other, kurdish)]
    return a.length !== b.length || a.some((token, i) => !soundsSame(token, b[i]!))
  })
  expect(apart.length / pairs.length, apart.map(([a, b]) => `${a} ${b}`).join(', ')).toBeLessThan(0.1)
})

test('made people are valid, varied and the same for the same seed', () => {
  const make = () => { const r = random('people'); return Array.from({ length: 2000 }, () => makePerson(r)) }
  const people = make()
  expect(make()).toEqual(people)
  for (const person of people) {
    for (const name of person.names) expect(PersonName.parse(name)).toEqual(name)
    expect(Birth.safeParse(person.birth).success).toBe(true)
    if (person.nationalNumber) expect(NationalNumber.safeParse(person.nationalNumber).success).toBe(true)
  }
  expect(new Set(people.map((person) => keysOf(person.names[0]!).line.map((token) => token.keys[0]).join(' '))).size).toBeGreaterThan(1900)
  const yearOnly = people.filter(({ birth }) => birth.precision !== 'day' || birth.date?.endsWith('-07-01')).length
  expect(yearOnly / people.length).toBeGreaterThan(0.25)
})

test('Kurds are named first in Kurdish, and Erbil is mostly Kurdish', () => {
  const r = random(1)
  const erbil = Array.from({ length: 200 }, () => makePerson(r, { governorate: 'IQ-AR' }))
  expect(erbil.filter(({ names }) => names[0]!.script === 'ckb').length).toBeGreaterThan(170)
})

test('ages and sex are as wanted', () => {
  const r = random(2)
  for (let i = 0; i < 200; i++) {
    const { birth, sex } = makePerson(r, { sex: 'male', ages: [12, 17], today: new Date('2026-06-01') })
    expect(sex).toBe('male')
    expect(2026 - Number(birth.date!.slice(0, 4))).toBeGreaterThanOrEqual(12)
    expect(2026 - Number(birth.date!.slice(0, 4))).toBeLessThanOrEqual(17)
  }
})

test('the shares cover the nineteen governorates', () => expect(shares).toHaveLength(19))

test('random: even, bounded, forks apart, ids sort by time', () => {
  const r = random(7)
  const numbers = Array.from({ length: 10_000 }, () => r.int(10))
  for (let digit = 0; digit < 10; digit++) expect(Math.abs(numbers.filter((n) => n === digit).length - 1000)).toBeLessThan(150)
  expect(r.fork('a').next()).not.toBe(r.fork('b').next())
  expect(r.shuffle([1, 2, 3, 4]).toSorted()).toEqual([1, 2, 3, 4])
  const [early, late] = [r.uuid(new Date('2025-01-01')), r.uuid(new Date('2026-01-01'))]
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(early < late).toBe(true)
})
