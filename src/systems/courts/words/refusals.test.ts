import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { refusals } from './refusals.ts'

const rules = new URL('../rules/', import.meta.url)
const source = readdirSync(rules).filter((f) => !f.endsWith('.test.ts')).map((f) => readFileSync(new URL(f, rules), 'utf8')).join('\n')
const codes = [...new Set([...source.matchAll(/'(courts\.[a-z][a-z-]+)'/g)].map((m) => m[1] ?? ''))]

describe('the words of the rules', () => {
  it.each(codes.map((c) => [c]))('%s has its text and its remedy', (code) => {
    expect(refusals).toHaveProperty([`refusal.${code}`])
    expect(refusals).toHaveProperty([`refusal.${code}.remedy`])
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
