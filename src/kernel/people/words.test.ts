import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { words as kernelWords } from '#kernel/words/words.ts'
import { words } from './screen-words.ts'

test('every text is in three languages, Kurdish in Kurdish letters', () => {
  for (const [key, { ar, ckb, en }] of Object.entries(words)) {
    expect(ar, key).toMatch(/[\u0600-\u06ff]/)
    expect(ckb, key).not.toMatch(/[يكىة]/)
    expect(en, key).toMatch(/[a-z]/)
    for (const hole of ar.match(/\{\w+\}/g) ?? []) expect([ckb.includes(hole), en.includes(hole)], key).toEqual([true, true])
  }
})

test('every refusal and every text of a screen has its words', () => {
  const missing: string[] = []
  for (const file of globSync('src/kernel/people/**/*.{ts,tsx}')) {
    const code = readFileSync(file, 'utf8')
    for (const [, key] of code.matchAll(/refuse\('(people\.[\w.-]+)'/g)) if (!words[`refusal.${key}`]) missing.push(`refusal.${key}`)
    for (const [, key] of code.matchAll(/\bt\('([\w.-]+)'/g)) if (!words[key!] && !kernelWords[key!]) missing.push(key!)
  }
  expect(missing).toEqual([])
})
