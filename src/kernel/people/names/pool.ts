/**
 * Names to be searched, in memory: parts by their skeletons, names by their parts. A query's parts find the parts that sound
 * like them, these vote for names, weighted by rarity, and the names with the most votes are compared in full.
 */
import { tokenLikeness } from './align.ts'
import type { WeighedToken } from './align.ts'
import { deletions, skeletons } from './keys.ts'
import { compareRead, readAfresh } from './match.ts'
import { roundedLikelihood } from './model.ts'
import type { NameToken } from './tokens.ts'

export interface PoolEntry { readonly id: string; readonly latin: readonly string[] }
export interface PoolHit { readonly id: string; readonly score: number }

interface PoolPart extends WeighedToken { readonly part: number }
/** What a query's part finds: the parts that vote with their votes, and the likenesses that were worked out. */
interface LikeParts { readonly parts: Int32Array; readonly votes: Float32Array; readonly bearers: number; readonly voteOf: ReadonlyMap<number, number>; readonly likeness: Map<number, number> }

export interface Pool {
  readonly ids: readonly string[]
  /** Of each name, whose it is; its parts stand in `nameParts` from `nameStart[name]` on. */
  readonly owner: Int32Array
  readonly nameStart: Int32Array
  readonly nameParts: Int32Array
  /** Of each name the first part, the last, and how many they are. */
  readonly ends: Int32Array
  readonly parts: readonly PoolPart[]
  readonly bySkeleton: ReadonlyMap<string, readonly number[]>
  /** The names that have a part stand in `bearers` from `bearerStart[part]` on. */
  readonly bearerStart: Int32Array
  readonly bearers: Int32Array
  readonly known: Map<string, LikeParts>
  /** Working space: the votes of each name, and what the present part gave it. */
  readonly sums: Float32Array
  readonly given: Float32Array
}

/** Parts of a name that are looked at. */
const mostParts = 12
const mostCompared = 36
/** So many of those with the most votes are laid along the query, roughly, to choose who is compared in full. */
const mostLaid = 160
/** What it adds that a name begins (or, in lists with the surname first, ends) with the own name asked for. */
const ownNameFirst = 1.5
const ownNameLast = 0.75
const leastVote = 0.68
const mostKnown = 20_000
/** So many bearers are gone through for one query; the names found are then asked for the commoner parts. */
const mostBearers = 12_000
/** Of so many names found the commoner parts are asked. */
const mostAsked = 1_200
const costOfExtraPart = 0.5

/** Reads all names of a pool. */
export function makePool(entries: Iterable<PoolEntry>): Pool {
  const ids: string[] = []
  const parts: PoolPart[] = []
  const owner: number[] = []
  const nameStart: number[] = [0]
  const nameParts: number[] = []
  const byWriting = new Map<string, number>()
  for (const { id, latin } of entries) {
    const place = ids.push(id) - 1
    for (const text of latin) for (const name of readAfresh(text)) {
      for (const { token, rarity } of name.slice(0, mostParts)) {
        const writing = writingOf(token)
        let part = byWriting.get(writing)
        if (part === undefined) {
          part = parts.length
          parts.push({ token, rarity, part })
          byWriting.set(writing, part)
        }
        nameParts.push(part)
      }
      owner.push(place)
      nameStart.push(nameParts.length)
    }
  }
  const lists = { ids, parts, owner: Int32Array.from(owner), nameStart: Int32Array.from(nameStart), nameParts: Int32Array.from(nameParts) }
  const ends = Int32Array.from(owner.flatMap((_, name) => [nameParts[nameStart[name]!]!, nameParts[nameStart[name + 1]! - 1]!, nameStart[name + 1]! - nameStart[name]!]))
  return { ...lists, ends, ...bearersOf(lists), bySkeleton: indexSkeletons(parts), known: new Map(), sums: new Float32Array(owner.length), given: new Float32Array(owner.length) }
}

function bearersOf({ parts, nameParts, nameStart }: Pick<Pool, 'parts' | 'nameParts' | 'nameStart'>): Pick<Pool, 'bearers' | 'bearerStart'> {
  const bearerStart = new Int32Array(parts.length + 1)
  for (const part of nameParts) bearerStart[part + 1]!++
  for (let part = 0; part < parts.length; part++) bearerStart[part + 1]! += bearerStart[part]!
  const next = bearerStart.slice()
  const bearers = new Int32Array(nameParts.length)
  for (let name = 0; name + 1 < nameStart.length; name++) {
    for (let at = nameStart[name]!; at < nameStart[name + 1]!; at++) bearers[next[nameParts[at]!]!++] = name
  }
  return { bearers, bearerStart }
}

function indexSkeletons(parts: readonly PoolPart[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const { token, part } of parts) for (const key of new Set(token.forms.flatMap((form) => skeletons(form).slice(0, 4).flatMap(deletions)))) {
    const list = found.get(key)
    if (list) list.push(part)
    else found.set(key, [part])
  }
  return found
}

function writingOf(token: NameToken): string {
  return `${token.kind}:${token.forms.join('|')}`
}

/** The parts of the pool that sound like one part. */
function likeParts(pool: Pool, one: WeighedToken): LikeParts {
  const writing = writingOf(one.token)
  const known = pool.known.get(writing)
  if (known) return known
  const likeness = new Map<number, number>()
  const seen = new Set<number>()
  const [parts, votes]: [number[], number[]] = [[], []]
  let bearers = 0
  for (const form of one.token.forms) for (const skeleton of skeletons(form)) for (const key of deletions(skeleton)) for (const part of pool.bySkeleton.get(key) ?? []) {
    if (seen.has(part)) continue
    seen.add(part)
    const other = pool.parts[part]!
    const like = tokenLikeness(one.token, other.token, leastVote)
    if (like < leastVote) continue
    likeness.set(part, like)
    parts.push(part)
    votes.push(((one.rarity + other.rarity) / 2) * Math.min(1, (like - 0.5) / 0.45))
    bearers += pool.bearerStart[part + 1]! - pool.bearerStart[part]!
  }
  const found = { parts: Int32Array.from(parts), votes: Float32Array.from(votes), voteOf: new Map(parts.map((part, index) => [part, votes[index]!])), bearers, likeness }
  if (pool.known.size >= mostKnown) pool.known.clear()
  pool.known.set(writing, found)
  return found
}

/** The names of the pool that fit best, one hit for each entry; the same pool and text always give the same answer. */
export function searchPool(pool: Pool, text: string, top: number): PoolHit[] {
  const best = new Map<number, number>()
  for (const name of readAfresh(text)) {
    const asked = name.slice(0, mostParts).map((one) => ({ ...one, like: likeParts(pool, one) }))
    const likeness = (a: WeighedToken, b: WeighedToken) => {
      const [of, part] = [(a as (typeof asked)[number]).like.likeness, (b as PoolPart).part]
      let like = of.get(part)
      if (like === undefined) of.set(part, (like = tokenLikeness(a.token, b.token)))
      return like
    }
    for (const place of candidates(pool, asked.map(({ like }) => like))) {
      const right: PoolPart[] = []
      for (let at = pool.nameStart[place]!; at < pool.nameStart[place + 1]!; at++) right.push(pool.parts[pool.nameParts[at]!]!)
      const { odds } = compareRead(asked, right, likeness)
      const owner = pool.owner[place]!
      if (odds > (best.get(owner) ?? -Infinity)) best.set(owner, odds)
    }
  }
  return [...best].toSorted((a, b) => b[1] - a[1] || (pool.ids[a[0]]! < pool.ids[b[0]]! ? -1 : 1)).slice(0, top).map(([owner, odds]) => ({ id: pool.ids[owner]!, score: roundedLikelihood(odds) }))
}

/** The names with the most votes. The rarer parts are looked up; the commoner ones are only asked of the names found by these. */
function candidates(pool: Pool, asked: readonly LikeParts[]): number[] {
  const { sums, given, bearers, bearerStart } = pool
  const touched: number[] = []
  const order = asked.toSorted((a, b) => a.bearers - b.bearers)
  const first = markParts(pool, asked[0]?.parts)
  let spent = 0
  for (const [rank, { parts, votes, bearers: many }] of order.entries()) {
    if (rank < 1 || spent + many <= mostBearers || (rank === 1 && many < 2 * mostBearers)) {
      spent += many
      const gave: number[] = []
      for (let i = 0; i < parts.length; i++) {
        const vote = votes[i]!
        for (let at = bearerStart[parts[i]!]!; at < bearerStart[parts[i]! + 1]!; at++) {
          const name = bearers[at]!
          const before = given[name]!
          if (vote <= before) continue
          if (before === 0) gave.push(name)
          if (sums[name] === 0) touched.push(name)
          sums[name]! += vote - before
          given[name] = vote
        }
      }
      for (const name of gave) given[name] = 0
    } else {
      if (touched.length > mostAsked) touched.splice(0, touched.length, ...strongest(pool, touched, mostAsked, first, false))
      askNames(pool, touched, parts, votes)
    }
  }
  const likely = strongest(pool, touched, mostLaid, first, true)
  return likely.length <= mostCompared ? likely : bestLaid(pool, asked, likely)
}

/** Of these the names whose parts stand in the order of the query's: a rough alignment, votes only. */
function bestLaid({ nameStart, nameParts }: Pool, asked: readonly LikeParts[], names: readonly number[]): number[] {
  const row = new Float32Array(mostParts + 1)
  return names.map((name) => {
    const [start, end] = [nameStart[name]!, nameStart[name + 1]!]
    row.fill(0, 0, end - start + 1)
    for (const { voteOf } of asked) {
      let above = 0
      for (let at = start; at < end; at++) {
        const place = at - start + 1
        const vote = voteOf.get(nameParts[at]!)
        const best = Math.max(row[place - 1]!, row[place]!, vote === undefined ? 0 : above + vote)
        above = row[place]!
        row[place] = best
      }
    }
    const [first, last] = [asked[0]!.voteOf, end - 1]
    const own = first.has(nameParts[start]!) ? ownNameFirst : first.has(nameParts[last]!) ? ownNameLast : 0
    return { name, worth: row[end - start]! + own - costOfExtraPart * (end - start) }
  }).toSorted((a, b) => b.worth - a.worth || a.name - b.name).slice(0, mostCompared).map(({ name }) => name)
}

const votesOfPart = { space: new Float32Array(0) }

function askNames({ sums, nameStart, nameParts, parts: all }: Pool, touched: readonly number[], parts: Int32Array, votes: Float32Array): void {
  if (votesOfPart.space.length < all.length) votesOfPart.space = new Float32Array(all.length)
  const { space } = votesOfPart
  for (let i = 0; i < parts.length; i++) space[parts[i]!] = votes[i]!
  for (const name of touched) {
    let most = 0
    for (let at = nameStart[name]!; at < nameStart[name + 1]!; at++) most = Math.max(most, space[nameParts[at]!]!)
    sums[name]! += most
  }
  for (const part of parts) space[part] = 0
}

const marks = { space: new Uint8Array(0) }

/** Which parts of the pool sound like the own name asked for. Good until the next query. */
function markParts({ parts }: Pool, like: Int32Array = new Int32Array(0)): Uint8Array {
  if (marks.space.length < parts.length) marks.space = new Uint8Array(parts.length)
  marks.space.fill(0)
  for (const part of like) marks.space[part] = 1
  return marks.space
}

/** The names with the highest sums; those that are dropped are cleared for the next query, and at the `last` all. */
function strongest({ sums, ends }: Pool, touched: readonly number[], most: number, first: Uint8Array, last: boolean): number[] {
  const steps = new Int32Array(1024)
  const levels = new Int16Array(touched.length)
  for (let i = 0; i < touched.length; i++) {
    const name = touched[i]!
    const at = 3 * name
    const own = first[ends[at]!] === 1 ? ownNameFirst : first[ends[at + 1]!] === 1 ? ownNameLast : 0
    const step = (sums[name]! + own - costOfExtraPart * ends[at + 2]! + 4) * 24
    levels[i] = step < 0 ? 0 : step > 1023 ? 1023 : step
    steps[levels[i]!]!++
  }
  let bar = 1023
  for (let count = steps[1023]!; bar > 0 && count < most; count += steps[--bar]!);
  const chosen: number[] = []
  let level = 0
  for (let i = 0; i < touched.length; i++) {
    const [name, step] = [touched[i]!, levels[i]!]
    const kept = step > bar || (step === bar && level++ < 2 * most)
    if (kept) chosen.push(name)
    if (last || !kept) sums[name] = 0
  }
  return chosen
}
