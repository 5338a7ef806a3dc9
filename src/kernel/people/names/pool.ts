/**
 * Names to be searched, in memory: parts by their skeletons, lists of names by their parts. A query's parts find the like
 * parts, these vote for names, weighted by rarity, and the names with the most votes are compared in full.
 */
import { tokenLikeness } from './align.ts'
import type { WeighedToken } from './align.ts'
import { deletions, skeletons } from './keys.ts'
import { compareRead, readWeighed } from './match.ts'
import type { NameToken } from './tokens.ts'

export interface PoolEntry { readonly id: string; readonly latin: readonly string[] }
export interface PoolHit { readonly id: string; readonly score: number }

interface PoolName { readonly owner: number; readonly parts: readonly number[] }

export interface Pool {
  readonly ids: string[]
  readonly names: PoolName[]
  readonly parts: WeighedToken[]
  /** Parts by their kind and forms, and by each skeleton with up to one consonant left out. */
  readonly partByWriting: Map<string, number>
  readonly bySkeleton: Map<string, number[]>
  /** For each part the names that have it. */
  readonly bearers: number[][]
  readonly known: Map<string, { votes: Map<number, number>; likeness: Map<number, number> }>
  readonly sums: Float32Array
}

const mostCompared = 60
const leastVote = 0.7
const mostKnown = 20_000

/** Reads all names of a pool. */
export function makePool(entries: Iterable<PoolEntry>): Pool {
  const made = { ids: [] as string[], names: [] as PoolName[], parts: [] as WeighedToken[], partByWriting: new Map<string, number>(), bySkeleton: new Map<string, number[]>(), bearers: [] as number[][], known: new Map() }
  for (const { id, latin } of entries) {
    const owner = made.ids.push(id) - 1
    for (const text of latin) for (const name of readWeighed(text)) {
      const parts = name.map((token) => internPart(made, token))
      const place = made.names.push({ owner, parts }) - 1
      for (const part of new Set(parts)) made.bearers[part]!.push(place)
    }
  }
  return { ...made, sums: new Float32Array(made.names.length) }
}

function internPart(pool: Omit<Pool, 'sums'>, one: WeighedToken): number {
  const writing = writingOf(one.token)
  const known = pool.partByWriting.get(writing)
  if (known !== undefined) return known
  const place = pool.parts.push(one) - 1
  pool.partByWriting.set(writing, place)
  pool.bearers.push([])
  const keys = new Set(one.token.forms.flatMap((form) => skeletons(form).slice(0, 4).flatMap(deletions)))
  for (const key of keys) {
    const list = pool.bySkeleton.get(key)
    if (list) list.push(place)
    else pool.bySkeleton.set(key, [place])
  }
  return place
}

function writingOf(token: NameToken): string {
  return `${token.kind}:${token.forms.join('|')}`
}

/** The parts of the pool that sound like one part, with what each adds and how alike it is. */
function likeParts(pool: Pool, one: WeighedToken): { votes: Map<number, number>; likeness: Map<number, number> } {
  const writing = writingOf(one.token)
  const known = pool.known.get(writing)
  if (known) return known
  const found = { votes: new Map<number, number>(), likeness: new Map<number, number>() }
  const seen = new Set<number>()
  for (const form of one.token.forms) for (const skeleton of skeletons(form)) for (const key of deletions(skeleton)) for (const part of pool.bySkeleton.get(key) ?? []) {
    if (seen.has(part)) continue
    seen.add(part)
    const likeness = tokenLikeness(one.token, pool.parts[part]!.token)
    found.likeness.set(part, likeness)
    if (likeness >= leastVote) found.votes.set(part, ((one.rarity + pool.parts[part]!.rarity) / 2) * Math.min(1, (likeness - 0.5) / 0.45))
  }
  if (pool.known.size >= mostKnown) pool.known.clear()
  pool.known.set(writing, found)
  return found
}

/** The names of the pool that fit best, one hit for each entry; the same pool and text always give the same answer. */
export function searchPool(pool: Pool, text: string, top: number): PoolHit[] {
  const best = new Map<number, number>()
  for (const name of readWeighed(text)) {
    const like = name.map((one) => likeParts(pool, one))
    for (const place of candidates(pool, name, like)) {
      const { owner, parts } = pool.names[place]!
      const left = new Map(name.map((one, index) => [one, index]))
      const right = parts.map((part) => ({ ...pool.parts[part]!, part }))
      const { odds } = compareRead(name, right, (a, b) => {
        const part = (b as { part?: number }).part ?? (a as { part?: number }).part!
        const asked = left.get(a) ?? left.get(b)!
        const { likeness } = like[asked]!
        const known = likeness.get(part) ?? tokenLikeness(a.token, b.token)
        likeness.set(part, known)
        return known
      })
      if (odds > (best.get(owner) ?? -Infinity)) best.set(owner, odds)
    }
  }
  return [...best].toSorted((a, b) => b[1] - a[1] || (pool.ids[a[0]]! < pool.ids[b[0]]! ? -1 : 1)).slice(0, top).map(([owner, odds]) => ({ id: pool.ids[owner]!, score: scoreOf(odds) }))
}

/** Six digits of the likelihood are kept. */
export function scoreOf(odds: number): number {
  return Math.round(1e6 / (1 + Math.exp(-odds))) / 1e6
}

function candidates(pool: Pool, name: readonly WeighedToken[], like: readonly { votes: Map<number, number> }[]): number[] {
  const { sums } = pool
  const touched: number[] = []
  const order = name.map((_, index) => index).toSorted((a, b) => name[b]!.rarity - name[a]!.rarity)
  for (const index of order) {
    const given = new Map<number, number>()
    for (const [part, vote] of like[index]!.votes) for (const place of pool.bearers[part]!) {
      if (vote > (given.get(place) ?? 0)) given.set(place, vote)
    }
    for (const [place, vote] of given) {
      if (sums[place] === 0) touched.push(place)
      sums[place]! += vote
    }
  }
  const all = touched.map((place) => ({ place, vote: sums[place]! - 0.4 * pool.names[place]!.parts.length }))
  for (const place of touched) sums[place] = 0
  return best(all, mostCompared)
}

function best(all: { place: number; vote: number }[], most: number): number[] {
  if (all.length <= most) return all.map(({ place }) => place)
  const bar = Float32Array.from(all, ({ vote }) => -vote).sort()[most - 1]!
  return all.filter(({ vote }) => -vote <= bar).slice(0, most * 2).map(({ place }) => place)
}
