import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { words } from './words.ts'

/** The codes that the code of this system refuses or warns with, found in its text. */
function codesUsed(): string[] {
  const root = new URL('.', import.meta.url)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && !f.startsWith('web') && !f.startsWith('words'))
  const text = files.map((f) => readFileSync(new URL(f, root), 'utf8')).join('\n')
  return [...new Set([...text.matchAll(/(?:refuse|against|note)\('(custody\.[a-z-]+)'/g)].map((m) => m[1]!))].sort()
}

test('every refusal and warning has its words and its remedy in three languages', () => {
  const missing = codesUsed().flatMap((code) => [`refusal.${code}`, `refusal.${code}.remedy`]).filter((key) => !words[key])
  expect(missing).toEqual([])
  for (const [key, text] of Object.entries(words)) for (const lang of ['ar', 'ckb', 'en'] as const) expect(text[lang].trim(), `${key} ${lang}`).not.toBe('')
})
