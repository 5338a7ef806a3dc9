import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ruleWords } from './ruleWords.ts'

it('has words, with a remedy, for every answer the rules can give, and none that no rule gives', () => {
  const used = new Set(['arrest', 'orders', 'release'].flatMap((file) =>
    [...readFileSync(new URL(`./${file}.ts`, import.meta.url), 'utf8').matchAll(/'custody\.([a-z0-9-]+)'/g)].map((m) => m[1]!)))
  const worded = new Set(Object.keys(ruleWords).filter((k) => k.startsWith('refusal.') && !k.endsWith('.remedy')).map((k) => k.slice('refusal.custody.'.length)))
  expect([...worded].sort()).toEqual([...used].sort())
  for (const code of used) expect(ruleWords[`refusal.custody.${code}.remedy`]).toBeDefined()
})

it('has words for every gap', () => {
  const reasons = [...readFileSync(new URL('./cover.ts', import.meta.url), 'utf8').matchAll(/^ {2}'?([a-z-]+)'?: \{ article/gm)].map((m) => m[1]!)
  expect(reasons.length).toBe(12)
  for (const reason of reasons) expect(ruleWords[`custody.gap.${reason}`]).toBeDefined()
})
