import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { words } from './words.ts'

const source = globSync(['*.ts', 'handlers/*.ts', 'store/*.ts', 'rules/*.ts'], { cwd: import.meta.dirname }).filter((f) => !f.includes('.test.')).map((f) => readFileSync(`${import.meta.dirname}/${f}`, 'utf8')).join('\n')
const codes = [...new Set([...source.matchAll(/(?:refuse|against|note)\(\s*(?:[^'()]*\?\s*)?'(courts\.[a-z-]+)'(?:\s*:\s*'(courts\.[a-z-]+)')?/g)].flatMap((m) => [m[1]!, ...(m[2] ? [m[2]] : [])]))].sort()

describe('the words of the courts', () => {
  it('are found', () => expect(codes.length).toBeGreaterThan(60))
  it.each(codes.map((c) => [c]))('%s says why and what to do', (code) => {
    expect(words[`refusal.${code}`], code).toBeDefined()
    expect(words[`refusal.${code}.remedy`], code).toBeDefined()
  })
  it('are complete in three languages, with the same parameters', () => {
    const params = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).toSorted()
    for (const [key, text] of Object.entries(words)) {
      expect(text.ar.length * text.ckb.length * text.en.length, key).toBeGreaterThan(0)
      expect([key, params(text.ckb), params(text.en)]).toEqual([key, params(text.ar), params(text.ar)])
    }
  })
})
