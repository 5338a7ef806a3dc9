/**
 * Two chains of names laid along each other in order. What only one has is an omission; where both have somebody and they do
 * not sound alike it is a contradiction. The own name stands first: where it differs, they are two people.
 */
import { beginAlike, similarity, soundSimilarity } from './distance.ts'
import { areTwoNames } from './rarity.ts'
import type { NameToken } from './tokens.ts'

/** A part as it is compared: what was written and how much it tells. */
export interface WeighedToken { readonly token: NameToken; readonly rarity: number }

/** How alike two parts sound, from 1 downwards. */
export type Likeness = (a: WeighedToken, b: WeighedToken) => number

/** One step: parts of both that stand for each other, or of one side only, or of both that contradict. Numbers are places in the chains. */
export interface Link { readonly kind: 'aligned' | 'omitted' | 'contradicted'; readonly left: readonly number[]; readonly right: readonly number[]; readonly similarity: number }

export interface Alignment { readonly links: readonly Link[]; readonly worth: number; readonly moved: boolean }

/** Under this two parts are not the same name written otherwise. */
export const leastLikeness = 0.72
const longest = 9
const contradictionCost = 2.2
const firstContradictionCost = 4
const omissionCost = 0.35
const firstOmissionCost = 1.6
const movedCost = 1.5

/** Parts repeat, and are the same objects: what was worked out for two of them is kept for a while. */
let known = new Map<NameToken, Map<NameToken, number>>()
let pairs = 0
const mostPairs = 300_000

/** How alike two parts sound: the best of their forms. عبد before a name that the other has without it costs something. */
export function likeness({ token: a }: WeighedToken, { token: b }: WeighedToken): number {
  const of = known.get(a) ?? new Map<NameToken, number>()
  const found = of.get(b)
  if (found !== undefined) return found
  if (pairs > mostPairs) [known, pairs] = [new Map(), 0]
  const alike = tokenLikeness(a, b)
  known.set(a, of.set(b, alike))
  pairs++
  return alike
}

/** How alike two parts sound; under `least` it is only known to be low. */
export function tokenLikeness(a: NameToken, b: NameToken, least = 0.5): number {
  if (a.kind === 'initial' || b.kind === 'initial') return initialLikeness(a, b)
  let best = 0
  const bothWritten = a.arabic && b.arabic
  for (let i = 0; i < a.said.length; i++) for (let j = 0; j < b.said.length; j++) {
    const one = similarity(a.said[i]!, b.said[j]!, bothWritten, least)
    if (one > best) best = one
  }
  if (best > 0.6 && best < 0.93 && areTwoNames(a, b)) best -= 0.25
  return (a.kind === 'abd') === (b.kind === 'abd') ? best : best - 0.17
}

function initialLikeness(a: NameToken, b: NameToken): number {
  const [x, y] = [a.forms[0]?.[0] ?? '', b.forms[0]?.[0] ?? '']
  return x !== '' && y !== '' && soundSimilarity(x, y) > 0.7 ? 0.85 : 0
}

/** What a pair of parts adds. */
export function worthOf(similarity: number, rarity: number): number {
  return rarity * Math.min(1, (similarity - 0.64) / 0.31)
}

interface Step { readonly i: number; readonly j: number; readonly from: Step | undefined; readonly worth: number; readonly similarity: number; readonly wide: number; readonly high: number }

/** Of two ways that are worth the same the one nearer to the beginning is taken, whichever side is which. */
const evenly = 1e-6
/** What no chain may do. */
const forbidden = 1000

/** The best way to lay `left` and `right` along each other; one of them may also begin with its family (lists write surnames
 * first), unless both are `anchored`: known to begin with the own name. */
export function align(left: readonly WeighedToken[], right: readonly WeighedToken[], like: Likeness = likeness, anchored = false): Alignment {
  const [a, b] = [left.slice(0, longest), right.slice(0, longest)]
  let best = inOrder(a, b, identity(a.length), identity(b.length), like, anchored)
  if (!anchored && a.length > 1 && b.length > 1) {
    const [front, back] = [like(a[0]!, b[b.length - 1]!), like(a[a.length - 1]!, b[0]!)]
    if (front >= leastLikeness || back >= leastLikeness) {
      for (const [x, y] of [...turns(b.length).map((turn) => [identity(a.length), turn] as const), ...turns(a.length).map((turn) => [turn, identity(b.length)] as const)]) {
        const turned = inOrder(x.map((place) => a[place]!), y.map((place) => b[place]!), x, y, like)
        if (turned.worth - movedCost > best.worth) best = { ...turned, worth: turned.worth - movedCost, moved: true }
      }
    }
  }
  return best
}

/** The last part first, and the first part last. */
function turns(length: number): number[][] {
  return [[length - 1, ...identity(length - 1)], [...identity(length).slice(1), 0]]
}

const identities = Array.from({ length: longest + 1 }, (_, length) => Array.from({ length }, (__, index) => index))

function identity(length: number): readonly number[] {
  return identities[length] ?? Array.from({ length }, (_, index) => index)
}

function inOrder(a: readonly WeighedToken[], b: readonly WeighedToken[], places: readonly number[], others: readonly number[], like: Likeness, anchored = false): Alignment {
  const gapCost = anchored ? anchoredGapCost : openGapCost
  const [n, m] = [a.length, b.length]
  const alike = a.map((x) => b.map((y) => like(x, y)))
  const settled: (Step | undefined)[] = [{ i: 0, j: 0, from: undefined, worth: 0, similarity: 1, wide: 0, high: 0 }]
  let best: { step: Step; worth: number } | undefined
  for (let place = 0; place < (n + 1) * (m + 1); place++) {
    const step = settled[place]
    if (!step) continue
    const closed = step.worth - gapCost(a, b, step.i, n, step.j, m)
    if (!best || closed > best.worth) best = { step, worth: closed }
    for (let i = step.i; i < n; i++) for (let j = step.j; j < m; j++) {
      for (const [wide, high, similarity, rarity] of pairsAt(a, b, alike, i, j)) {
        const worth = step.worth - gapCost(a, b, step.i, i, step.j, j) + worthOf(similarity, rarity) - evenly * (i + j + Math.abs(i - j))
        const next = (i + wide) * (m + 1) + j + high
        if (worth > (settled[next]?.worth ?? -Infinity)) settled[next] = { i: i + wide, j: j + high, from: step, worth, similarity, wide, high }
      }
    }
  }
  return { links: linksOf(best!.step, n, m, places, others, alike), worth: best!.worth, moved: false }
}

function pairsAt(a: readonly WeighedToken[], b: readonly WeighedToken[], alike: readonly (readonly number[])[], i: number, j: number): [wide: number, high: number, similarity: number, rarity: number][] {
  const found: [number, number, number, number][] = []
  const similarity = alike[i]![j]!
  if (similarity >= leastLikeness) found.push([1, 1, similarity, (a[i]!.rarity + b[j]!.rarity) / 2])
  if (similarity < 0.9) {
    const [x, y] = [a[i]!, b[j]!]
    if (a[i + 1]) pushJoined(found, 2, 1, [x, a[i + 1]!], y)
    if (b[j + 1]) pushJoined(found, 1, 2, [y, b[j + 1]!], x)
  }
  return found
}

/** Two parts written as one: Siddiqmal for صديق مل. */
function pushJoined(found: [number, number, number, number][], wide: number, high: number, pair: readonly [WeighedToken, WeighedToken], one: WeighedToken): void {
  const whole = one.token.forms[0]!
  const [first, second, all] = [pair[0].token.said[0]!.weight, pair[1].token.said[0]!.weight, one.token.said[0]!.weight]
  if (whole.length < 4 || Math.abs(first + second - all) > 0.3 * all + (pair[1].token.kind === 'abd' ? 2 : 0.3) || pair.some(({ token }) => token.kind === 'title' || token.kind === 'initial')) return
  if (pair[0].token.kind !== 'abd' && !beginAlike(pair[0].token.said[0]!, one.token.said[0]!)) return
  const said = (token: NameToken) => (token.kind === 'abd' ? '3bd' : '') + token.forms[0]!
  const similarity = soundSimilarity(said(pair[0].token).replace(/[EFh]$/, '') + said(pair[1].token), said(one.token)) - 0.03
  if (similarity >= 0.8) found.push([wide, high, similarity, Math.max(one.rarity, Math.min(7, pair[0].rarity + pair[1].rarity))])
}

function anchoredGapCost(a: readonly WeighedToken[], b: readonly WeighedToken[], i: number, i2: number, j: number, j2: number): number {
  const heads = i === 0 && j === 0 && (i2 > 0) !== (j2 > 0)
  return openGapCost(a, b, i, i2, j, j2) + (heads ? forbidden : 0)
}

function openGapCost(a: readonly WeighedToken[], b: readonly WeighedToken[], i: number, i2: number, j: number, j2: number): number {
  const [u, v] = [i2 - i, j2 - j]
  if (u === 0 && v === 0) return 0
  const first = i === 0 && j === 0
  const light = (tokens: readonly WeighedToken[], from: number, to: number) => tokens.slice(from, to).filter(({ token }) => token.kind === 'title' || token.kind === 'initial' || token.kind === 'kunya').length
  const [heavyU, heavyV] = [u - light(a, i, i2), v - light(b, j, j2)]
  const against = Math.min(heavyU, heavyV)
  const omitted = Math.abs(heavyU - heavyV) + 0.2 * (u - heavyU + v - heavyV)
  return against * contradictionCost + (first && against > 0 ? firstContradictionCost - contradictionCost : 0) + omitted * omissionCost + (first && against === 0 && heavyU + heavyV > 0 ? firstOmissionCost : 0)
}

function linksOf(last: Step, n: number, m: number, places: readonly number[], others: readonly number[], alike: readonly (readonly number[])[]): Link[] {
  const links: Link[] = []
  const range = (from: number, to: number) => identity(to - from).map((one) => from + one)
  const gap = (i: number, i2: number, j: number, j2: number) => {
    const [rows, columns] = [range(i, i2), range(j, j2)]
    const [left, right] = [rows.map((place) => places[place]!), columns.map((place) => others[place]!)]
    const both = Math.min(left.length, right.length)
    for (let index = 0; index < both; index++) links.push({ kind: 'contradicted', left: [left[index]!], right: [right[index]!], similarity: alike[rows[index]!]![columns[index]!]! })
    for (const one of left.slice(both)) links.push({ kind: 'omitted', left: [one], right: [], similarity: 0 })
    for (const one of right.slice(both)) links.push({ kind: 'omitted', left: [], right: [one], similarity: 0 })
  }
  const steps: Step[] = []
  for (let step: Step | undefined = last; step?.from; step = step.from) steps.push(step)
  let [i, j] = [0, 0]
  for (const step of steps.toReversed()) {
    gap(i, step.i - step.wide, j, step.j - step.high)
    links.push({ kind: 'aligned', left: range(step.i - step.wide, step.i).map((place) => places[place]!), right: range(step.j - step.high, step.j).map((place) => others[place]!), similarity: step.similarity })
    ;[i, j] = [step.i, step.j]
  }
  gap(i, n, j, m)
  return links
}
