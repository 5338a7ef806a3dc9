// Candidate ways of laying one impression on the other: bundles of minutia pairs that agree with each other.
import type { Pair } from './consensus.ts'
import { compatibility } from './consensus.ts'
import type { MinutiaSet } from './prepare.ts'
import type { Anchor } from './texture.ts'

export interface Alignment {
  readonly anchors: readonly Anchor[]
  /** Radians that the second impression is turned against the first. */
  readonly turn: number
  /** How strongly the bundle holds together. */
  readonly strength: number
}

const firstPairs = 24

/** At most `most` bundles, each around one of the strongest pairs (sorted) that belongs to none before. */
export function bundles(a: MinutiaSet, b: MinutiaSet, pairs: readonly Pair[], most: number): Alignment[] {
  const taken = new Uint8Array(pairs.length)
  const out: Alignment[] = []
  for (let seed = 0; seed < Math.min(firstPairs, pairs.length) && out.length < most; seed++) {
    if (taken[seed]) continue
    const bundle = [pairs[seed]!]
    let strength = pairs[seed]!.first
    for (let k = 0; k < pairs.length; k++) {
      if (k === seed) continue
      let fit = 0
      for (const member of bundle) fit += compatibility(a, b, member, pairs[k]!)
      fit /= bundle.length
      if (fit < 0.3) continue
      bundle.push(pairs[k]!)
      taken[k] = 1
      strength += fit * pairs[k]!.first
    }
    out.push({ anchors: bundle.map((p) => ({ ax: a.x[p.a]!, ay: a.y[p.a]!, bx: b.x[p.b]!, by: b.y[p.b]! })), turn: turnOf(a, b, bundle), strength })
  }
  return out
}

/** The turn between the impressions: from the places when there are enough, else from the directions. */
function turnOf(a: MinutiaSet, b: MinutiaSet, pairs: readonly Pair[]): number {
  const n = pairs.length
  let ax = 0, ay = 0, bx = 0, by = 0, dc = 0, ds = 0
  for (const p of pairs) {
    ax += a.x[p.a]! / n; ay += a.y[p.a]! / n; bx += b.x[p.b]! / n; by += b.y[p.b]! / n
    dc += Math.cos(b.angle[p.b]! - a.angle[p.a]!)
    ds += Math.sin(b.angle[p.b]! - a.angle[p.a]!)
  }
  let c = dc * 1500, s = ds * 1500     // directions weigh as much as places 40 pixels from the middle
  for (const p of pairs) {
    const px = a.x[p.a]! - ax, py = a.y[p.a]! - ay, qx = b.x[p.b]! - bx, qy = b.y[p.b]! - by
    c += px * qx + py * qy
    s += px * qy - py * qx
  }
  return Math.atan2(s, c)
}
