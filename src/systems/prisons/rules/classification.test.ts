import { describe, expect, it } from 'vitest'
import { blocking } from '#kernel/words/finding.ts'
import { type Cell, checkPlacement, checkSolitary, type Inmate, occupancyPercent, type Solitary } from './classification.ts'

const man: Inmate = { id: 'm', sex: 'male', age: 30, standing: 'convicted' }
const cell: Cell = { id: 'c', sex: 'male', group: 'adult', standing: 'any', capacity: 2, motherAndInfant: false, occupants: [] }

describe('placement', () => {
  it.each<[string, Partial<Inmate>, Partial<Cell>, string[], string[]]>([
    ['a man in a men’s cell', {}, {}, [], []],
    ['a woman in a men’s cell', { sex: 'female' }, {}, ['prisons.place-sex'], []],
    ['a man where a woman is', {}, { occupants: [{ ...man, id: 'w', sex: 'female' }] }, ['prisons.place-sex'], []],
    ['seventeen in an adult cell', { age: 17 }, {}, ['prisons.place-juvenile-with-adults'], ['prisons.place-juvenile-with-adults']],
    ['eighteen in an adult cell', { age: 18 }, {}, [], []],
    ['seventeen in a juvenile cell', { age: 17 }, { group: 'juvenile' }, [], []],
    ['seventeen in a juvenile cell where a grown man is', { age: 17 }, { group: 'juvenile', occupants: [{ ...man, id: 'o' }] }, ['prisons.place-juvenile-with-adults'], ['prisons.place-juvenile-with-adults']],
    ['nineteen among juveniles', { age: 19 }, { group: 'juvenile', occupants: [{ ...man, id: 'o', age: 16 }] }, ['prisons.place-adult-with-juveniles'], ['prisons.place-adult-with-juveniles']],
    ['twenty-one in the young adults’ school', { age: 21 }, { group: 'juvenile' }, [], []],
    ['twenty-two in a school', { age: 22 }, { group: 'juvenile' }, ['prisons.place-too-old-for-school'], ['prisons.place-too-old-for-school']],
    ['age not proved', { age: undefined }, {}, ['prisons.place-age-unknown'], []],
    ['untried in a cell for convicts', { standing: 'untried' }, { standing: 'convicted' }, ['prisons.place-untried-with-convicted'], []],
    ['convict among the untried', {}, { occupants: [{ ...man, id: 'o', standing: 'untried' }] }, ['prisons.place-untried-with-convicted'], []],
    ['civil debtor among convicts', { standing: 'civil-debtor' }, { occupants: [{ ...man, id: 'o' }] }, ['prisons.place-civil-debtor'], []],
    ['mother with infant in a common cell', { sex: 'female', withInfant: true }, { sex: 'female' }, ['prisons.place-infant'], []],
    ['the last place', {}, { occupants: [{ ...man, id: 'o' }] }, [], []],
    ['one too many', {}, { capacity: 1, occupants: [{ ...man, id: 'o' }] }, ['prisons.place-full'], []],
    ['already in the cell: does not count against himself', {}, { capacity: 1, occupants: [man] }, [], []],
    ['must be kept apart', { keepApart: ['o'] }, { occupants: [{ ...man, id: 'o' }] }, ['prisons.place-keep-apart'], []],
    ['the other must be kept apart from him', {}, { occupants: [{ ...man, id: 'o', keepApart: ['m'] }] }, ['prisons.place-keep-apart'], []],
  ])('%s', (_, inmate, place, codes, blocks) => {
    const found = checkPlacement({ ...man, ...inmate }, { ...cell, ...place })
    expect(found.map((f) => f.code)).toEqual(codes)
    expect(blocking(found).map((f) => f.code)).toEqual(blocks)
  })

  it.each([[100, 100, 100], [1001, 1000, 101], [0, 10, 0], [5, 0, undefined]])('%i held in %i places: %s %%', (held, capacity, percent) => {
    expect(occupancyPercent(held, capacity)).toBe(percent)
  })
})

describe('solitary confinement', () => {
  const lawful: Solitary = { inmate: man, consecutiveDays: 15, endSet: true, authorisedBy: 'director', healthSeenToday: true }
  it.each<[string, Partial<Solitary>, string[]]>([
    ['fifteen days', {}, []],
    ['sixteen days', { consecutiveDays: 16 }, ['prisons.solitary-too-long']],
    ['without end', { endSet: false }, ['prisons.solitary-no-end']],
    ['not authorised', { authorisedBy: ' ' }, ['prisons.solitary-not-authorised']],
    ['a child', { inmate: { ...man, age: 17 } }, ['prisons.solitary-forbidden-person']],
    ['a sick person', { inmate: { ...man, vulnerable: true } }, ['prisons.solitary-forbidden-person']],
  ])('%s', (_, change, codes) => expect(blocking(checkSolitary({ ...lawful, ...change })).map((f) => f.code)).toEqual(codes))

  it('only warns where the source is not confirmed', () => {
    const found = checkSolitary({ ...lawful, inmate: { ...man, sex: 'female', pregnant: true }, healthSeenToday: false })
    expect(found.map((f) => f.code)).toEqual(['prisons.solitary-mother', 'prisons.solitary-no-health-visit'])
    expect(blocking(found)).toEqual([])
  })
})
