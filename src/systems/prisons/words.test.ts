import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { words } from './words.ts'

const here = import.meta.dirname
const web = globSync(`${here}/web/*.tsx`).map((file) => readFileSync(file, 'utf8')).join('\n')
const server = globSync(`${here}/{,handlers/,store/}*.ts`).filter((file) => !file.endsWith('.test.ts')).map((file) => readFileSync(file, 'utf8')).join('\n')

describe('the words of prisons', () => {
  test('every text of a screen is there', () => {
    const asked = new Set([...web.matchAll(/\bt\('(prisons\.[\w.-]+)'/g), ...web.matchAll(/\? '(prisons\.[\w.-]+)' : '/g)].map((m) => m[1]!))
    expect([...asked].filter((key) => words[key] === undefined)).toEqual([])
  })
  test('and every family of texts that a screen puts together', () => {
    const families = new Set([...web.matchAll(/`(prisons\.[\w]+\.)\$\{/g)].map((m) => m[1]!))
    expect([...families].filter((family) => family !== 'prisons.count.' && !Object.keys(words).some((key) => key.startsWith(family)))).toEqual([])
  })
  test('every refusal says why and what to do', () => {
    const codes = new Set([...server.matchAll(/(?:refuse|against|note)\('(prisons\.[\w-]+)'/g)].map((m) => m[1]!))
    expect([...codes].filter((code) => !words[`refusal.${code}`] || !words[`refusal.${code}.remedy`])).toEqual([])
  })
  test('every alarm raised has its name', () => {
    expect([...server.matchAll(/kind: '(prison-[\w-]+)'/g)].map((m) => m[1]!).filter((kind) => !words[`alarm.${kind}`] && !words[`kind.${kind}`])).toEqual([])
  })
})
