import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { words as kernelWords } from '#kernel/words/words.ts'
import { listPolicy, registerPolicy } from '#kernel/access/policy.ts'
import { AccusedStatus, DecisionKind, Origin, PartyRole, Stage } from './contract/parts.ts'
import { policy } from './policy.ts'
import { words } from './words.ts'

const folders = ['web/', 'handlers/', './']
const files = folders.flatMap((folder) => readdirSync(new URL(folder, import.meta.url)).filter((f) => /\.tsx?$/.test(f) && !f.includes('test')).map((f) => readFileSync(new URL(folder + f, import.meta.url), 'utf8')))
const source = files.join('\n')

test('every text of a screen is there', () => {
  const used = [...source.matchAll(/\bt\('((?:cases|verb|kind|alarm|field|value|button|record|office)\.[\w.-]*\w)'/g), ...source.matchAll(/\bt\([^()]*? \? '([\w.-]+)' : '[\w.-]+'/g), ...source.matchAll(/\bt\([^()]*? \? '[\w.-]+' : '([\w.-]+)'/g)].map((m) => m[1]!)
  expect([...new Set(used)].filter((key) => !(key in words) && !(key in kernelWords))).toEqual([])
})

test('every refusal of the acts has its text and its remedy', () => {
  const codes = [...source.matchAll(/refuse\('(cases\.[\w-]+)'/g)].map((m) => m[1]!)
  expect([...new Set(codes)].filter((code) => !(`refusal.${code}` in words) || !(`refusal.${code}.remedy` in words))).toEqual([])
})

test('every value that a screen names by its code has a text', () => {
  const wanted = [...Stage.options.map((v) => `cases.stage.${v}`), ...Origin.options.map((v) => `cases.origin.${v}`), ...PartyRole.options.map((v) => `cases.role.${v}`), ...AccusedStatus.options.map((v) => `cases.status.${v}`), ...DecisionKind.options.map((v) => `cases.decision.${v}`)]
  expect(wanted.filter((key) => !(key in words))).toEqual([])
})

test('every verb of the policy has a name', () => {
  registerPolicy(policy)
  expect(listPolicy().flatMap((rule) => rule.may).filter((verb) => verb.startsWith('cases.') && !(`verb.${verb}` in words))).toEqual([])
})
