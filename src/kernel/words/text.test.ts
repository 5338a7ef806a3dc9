import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fill, findText, pluralForm } from './text.ts'
import { words } from './words.ts'

test('parameters are filled in and kept apart from the text around them', () => {
  expect(fill('في حيازة {office}', { office: 'Karrada' })).toBe('في حيازة \u2068Karrada\u2069')
  expect(fill('{shown} من {total}', { shown: '1,200', total: 3 })).toBe('1,200 من 3')
  expect(fill('{missing}')).toBe('…')
})

test('a count takes its plural form where there is one', () => {
  const map = new Map([['found', { ar: '{count} سجل', ckb: '', en: '{count} records' }], ['found.two', { ar: 'سجلان', ckb: '', en: '' }]])
  expect(findText(map, 'found', 'ar', { count: 2 })).toBe('سجلان')
  expect(findText(map, 'found', 'ar', { count: 40 })).toBe('40 سجل')
  expect(findText(map, 'none', 'ar')).toBeUndefined()
  expect(pluralForm(3, 'ar')).toBe('few')
})

test('every text is there in three languages, with the same parameters', () => {
  const wrong: string[] = []
  for (const [key, text] of Object.entries(words)) {
    const names = (one: string) => [...one.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted().join()
    if (!text.ar || !text.ckb || !text.en || names(text.ar) !== names(text.en) || names(text.ckb) !== names(text.en)) wrong.push(key)
  }
  expect(wrong).toEqual([])
})

test('every key that the kernel’s screens ask for exists', () => {
  const missing: string[] = []
  for (const file of globSync('src/kernel/web/*.tsx')) {
    const source = readFileSync(file, 'utf8')
    for (const [, key] of source.matchAll(/\bt\('([\w.-]+)'/g)) if (words[key!] === undefined) missing.push(`${file}: ${key}`)
  }
  expect(missing).toEqual([])
})
