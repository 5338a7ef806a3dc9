import { expect, test } from 'vitest'
import { appealDistrictOf, appealDistricts } from './appeal-districts.ts'
import { districts, districtsOf } from './districts.ts'
import { getGovernorate, governorates } from './governorates.ts'

test('nineteen governorates, four of the Region, each at its place in Iraq', () => {
  expect(governorates).toHaveLength(19)
  expect(new Set(governorates.map(({ code }) => code)).size).toBe(19)
  expect(governorates.filter(({ jurisdiction }) => jurisdiction === 'kri').map(({ code }) => code).toSorted()).toEqual(['IQ-AR', 'IQ-DA', 'IQ-HA', 'IQ-SU'])
  for (const { seat } of governorates) {
    expect(seat.lon).toBeGreaterThan(38.7)
    expect(seat.lon).toBeLessThan(48.8)
    expect(seat.lat).toBeGreaterThan(29)
    expect(seat.lat).toBeLessThan(37.4)
  }
  expect(() => getGovernorate('IQ-XX')).toThrow('IQ-XX')
})

test('more than 150 districts with Arabic and English names, codes once, repetitions pointing at what they repeat', () => {
  expect(districts.length).toBeGreaterThanOrEqual(150)
  expect(new Set(districts.map(({ code }) => code)).size).toBe(districts.length)
  for (const district of districts) {
    expect(district.ar).toMatch(/^[\u0621-\u064a ]+$/)
    expect(district.en).toMatch(/^[A-Z][A-Za-z -]+$/)
    expect(getGovernorate(district.governorate)).toBeDefined()
    if (district.sameAs) expect(districts.some(({ code, sameAs }) => code === district.sameAs && !sameAs)).toBe(true)
  }
  for (const { code } of governorates) expect(districtsOf(code).length).toBeGreaterThanOrEqual(3)
})

test('sixteen federal appeal districts; every district of the country belongs to one, of its own jurisdiction', () => {
  expect(appealDistricts.filter(({ jurisdiction }) => jurisdiction === 'federal')).toHaveLength(16)
  for (const { code, governorate } of districts) {
    expect(appealDistrictOf(governorate, code).jurisdiction).toBe(getGovernorate(governorate).jurisdiction)
  }
  const shared = appealDistricts.flatMap((one) => one.districts ?? [])
  expect(shared.toSorted()).toEqual(districtsOf('IQ-BG').map(({ code }) => code).toSorted())
  expect(appealDistrictOf('IQ-BG', 'IQ-BG/2305').code).toBe('karkh')
  expect(appealDistrictOf('IQ-HA').code).toBe('sulaymaniyah')
})
