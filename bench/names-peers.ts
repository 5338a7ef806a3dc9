// What one would do without a matcher: any-ascii into Latin letters, then Jaro-Winkler, or trigrams as pg_trgm counts them.
import anyAscii from 'any-ascii'
import type { Listed } from './names-data.ts'

export type Score = (query: string) => { id: string; score: number }[]

function plain(text: string): string {
  return anyAscii(text).toLowerCase().replaceAll(/[^a-z ]+/g, ' ').replaceAll(/\s+/g, ' ').trim()
}

/** Winkler's variant of Jaro's similarity: prefix of four, weight 0.1. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Uint8Array(b.length)
  const [fromA, fromB]: [string[], string[]] = [[], []]
  for (let i = 0; i < a.length; i++) for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
    if (taken[j] || a[i] !== b[j]) continue
    taken[j] = 1
    fromA.push(a[i]!)
    break
  }
  for (let j = 0; j < b.length; j++) if (taken[j]) fromB.push(b[j]!)
  const m = fromA.length
  if (m === 0) return 0
  const transposed = fromA.filter((letter, i) => letter !== fromB[i]).length / 2
  const jaro = (m / a.length + m / b.length + (m - transposed) / m) / 3
  let prefix = 0
  while (prefix < 4 && a[prefix] === b[prefix] && prefix < a.length) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

function trigramsOf(text: string): Set<string> {
  return new Set(text.split(' ').flatMap((word) => Array.from({ length: word.length + 1 }, (_, i) => `  ${word} `.slice(i, i + 3))))
}

function ranking(listed: readonly Listed[], score: (query: string) => (name: string) => number): Score {
  const names = listed.flatMap(({ id, latin }) => latin.map((text) => ({ id, text: plain(text) })))
  return (query) => {
    const of = score(plain(query))
    const best = new Map<string, number>()
    for (const { id, text } of names) best.set(id, Math.max(best.get(id) ?? 0, of(text)))
    return [...best].map(([id, one]) => ({ id, score: one })).toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, 5)
  }
}

export function byJaroWinkler(listed: readonly Listed[]): Score {
  return ranking(listed, (query) => (name) => jaroWinkler(query, name))
}

export function byTrigrams(listed: readonly Listed[]): Score {
  const known = new Map<string, Set<string>>()
  return ranking(listed, (query) => {
    const asked = trigramsOf(query)
    return (name) => {
      const borne = known.get(name) ?? trigramsOf(name)
      known.set(name, borne)
      const both = [...asked].filter((one) => borne.has(one)).length
      return both / (asked.size + borne.size - both)
    }
  })
}
