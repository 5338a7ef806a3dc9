import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { missingFields } from '#kernel/words/finding.ts'
import { findText } from '#kernel/words/text.ts'
import { refusals } from './refusals.ts'

const rules = new URL('../rules/', import.meta.url)
const source = readdirSync(rules).filter((f) => !f.endsWith('.test.ts')).map((f) => readFileSync(new URL(f, rules), 'utf8')).join('\n')
const codes = [...new Set([...source.matchAll(/'(prisons\.[a-z][a-z-]+)'/g)].map((m) => m[1] ?? ''))]

describe('the words of the rules', () => {
  it.each(codes.map((c) => [c]))('%s has its text and its remedy', (code) => {
    expect(refusals).toHaveProperty([`refusal.${code}`])
    expect(refusals).toHaveProperty([`refusal.${code}.remedy`])
  })

  it('explain each line of the working and each answer on conditional release', () => {
    const keys = new Set([...source.matchAll(/'(prisons\.(?:sentence\.step|conditional)\.[a-z-]+)'/g)].map((m) => m[1] ?? ''))
    for (const key of [...keys, 'prisons.sentence.step.term', 'prisons.sentence.step.life']) expect(refusals).toHaveProperty([key])
  })

  it('put the name of a field into the text in the reader’s language', () => {
    const words = new Map(Object.entries(refusals))
    const [finding] = missingFields({ article: '' }, ['article'], 'prisons.reception-order-field-missing', 'CPC 281', 'T')
    expect(findText(words, `refusal.${finding?.code}`, 'ar', finding?.params)).toContain('المادة القانونية')
    expect(findText(words, `refusal.${finding?.code}`, 'en', finding?.params)).toContain('article of law')
  })

  it('say the same in three languages, with the same parameters', () => {
    for (const [key, text] of Object.entries(refusals)) {
      const parameters = (t: string) => [...t.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).toSorted()
      expect([key, parameters(text.ckb), parameters(text.en)]).toEqual([key, parameters(text.ar), parameters(text.ar)])
      expect(text.ar.length * text.ckb.length * text.en.length, key).toBeGreaterThan(0)
    }
  })

  it('have no text that no rule uses', () => {
    const used = new Set(codes.flatMap((c) => [`refusal.${c}`, `refusal.${c}.remedy`]))
    expect(Object.keys(refusals).filter((k) => k.startsWith('refusal.') && !used.has(k))).toEqual([])
  })
})
