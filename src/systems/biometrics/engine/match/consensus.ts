// Which pairs of minutiae support each other: relaxation over pairwise geometry (after Feng, Ouyang and Cai 2006). Free of rotation and
// translation, and tolerant of stretched skin, because only distances and angles between neighbours are compared.
import type { MinutiaSet } from './prepare.ts'

export interface Pair { readonly a: number; readonly b: number; readonly first: number; strength: number }

const candidates = 36
const rounds = 5

/** The strongest pairs by likeness, each minutia at most twice. */
export function likeliestPairs(a: MinutiaSet, b: MinutiaSet, likeness: Float32Array, most = candidates): Pair[] {
  const rowBest = new Float32Array(a.count), columnBest = new Float32Array(b.count)
  for (let i = 0; i < a.count; i++) for (let j = 0; j < b.count; j++) {
    const s = likeness[i * b.count + j]!
    if (s > rowBest[i]!) rowBest[i] = s
    if (s > columnBest[j]!) columnBest[j] = s
  }
  const scored: Pair[] = []
  for (let i = 0; i < a.count; i++) for (let j = 0; j < b.count; j++) {
    const s = likeness[i * b.count + j]!
    // a likeness counts the more, the less either minutia resembles others
    if (s > 0.15 && s >= rowBest[i]! * 0.8 && s >= columnBest[j]! * 0.8) scored.push({ a: i, b: j, first: s, strength: s })
  }
  scored.sort((p, q) => q.first - p.first)
  const usedA = new Uint8Array(a.count), usedB = new Uint8Array(b.count)
  const out: Pair[] = []
  for (const pair of scored) {
    if (usedA[pair.a]! >= 2 || usedB[pair.b]! >= 2) continue
    usedA[pair.a]!++
    usedB[pair.b]!++
    out.push(pair)
    if (out.length === most) break
  }
  return out
}

/** Lets the pairs strengthen those that fit them and weaken the others; strongest first. */
export function relax(a: MinutiaSet, b: MinutiaSet, pairs: Pair[]): void {
  const n = pairs.length
  if (n < 2) return
  const fit = new Float32Array(n * n)
  for (let t = 0; t < n; t++) for (let k = 0; k < t; k++) fit[t * n + k] = fit[k * n + t] = compatibility(a, b, pairs[t]!, pairs[k]!)
  let now = Float32Array.from(pairs, (p) => p.first)
  for (let round = 0; round < rounds; round++) {
    const next = new Float32Array(n)
    for (let t = 0; t < n; t++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += fit[t * n + k]! * now[k]!
      next[t] = now[t]! * 0.5 + (0.5 * sum) / (n - 1)
    }
    now = next
  }
  for (let t = 0; t < n; t++) pairs[t]!.strength = now[t]!
  pairs.sort((p, q) => q.strength - p.strength)
}

/** 0 to 1: do the two pairs agree in distance, in the way from one to the other, and in the turn between their directions? */
export function compatibility(a: MinutiaSet, b: MinutiaSet, p: Pair, q: Pair): number {
  if (p.a === q.a || p.b === q.b) return 0
  const ax = a.x[q.a]! - a.x[p.a]!, ay = a.y[q.a]! - a.y[p.a]!, bx = b.x[q.b]! - b.x[p.b]!, by = b.y[q.b]! - b.y[p.b]!
  const da = Math.sqrt(ax * ax + ay * ay), db = Math.sqrt(bx * bx + by * by)
  const distance = Math.abs(da - db)
  if (distance > 24) return 0
  const turn = wrap(a.angle[p.a]! - a.angle[q.a]! - b.angle[p.b]! + b.angle[q.b]!)
  if (turn > 1.1) return 0
  const way = wrap(Math.atan2(ay, ax) - a.angle[p.a]! - Math.atan2(by, bx) + b.angle[p.b]!)
  if (way > 1.1) return 0
  return soft(distance - 0.06 * da, 6, 0.5) * soft(turn, 0.3, 18) * soft(way, 0.3 + 3 / (da + 10), 18)
}

function soft(value: number, middle: number, slope: number): number {
  return 1 / (1 + Math.exp((value - middle) * slope))
}

function wrap(angle: number): number {
  const a = Math.abs(angle) % (2 * Math.PI)
  return a > Math.PI ? 2 * Math.PI - a : a
}
