// All that is measured on two impressions before it is made one score.
import type { Pair } from './consensus.ts'
import { compatibility, likeliestPairs, relax } from './consensus.ts'
import type { MinutiaSet, Prepared, PreparedView } from './prepare.ts'
import { similarities } from './similar.ts'
import type { Overlay } from './texture.ts'
import { overlay } from './texture.ts'

export function evidence(a: Prepared, b: Prepared): number[] {
  return a.views.flatMap((view, i) => viewEvidence(view, b.views[i]!))
}

function viewEvidence(first: PreparedView, second: PreparedView): number[] {
  const empty = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]
  if (!first.count || !second.count) return empty
  const likeness = similarities(first, second)
  const pairs = likeliestPairs(first, second, likeness)
  if (!pairs.length) return empty
  const local = pairs.slice(0, 6).reduce((s, p) => s + p.first, 0) / 6
  relax(first, second, pairs)
  const top = Math.min(6, pairs.length)
  let strength = 0
  for (let i = 0; i < top; i++) strength += pairs[i]!.strength
  let best: Overlay | undefined
  let bestCluster = 0, bestSum = 0
  const tried = new Uint8Array(pairs.length)
  for (let seed = 0, runs = 0; seed < Math.min(12, pairs.length) && runs < 5; seed++) {
    if (tried[seed]) continue
    const cluster = [pairs[seed]!]
    let sum = pairs[seed]!.first
    for (let k = 0; k < pairs.length; k++) {
      if (k === seed) continue
      const c = cluster.reduce((s, q) => s + compatibility(first, second, q, pairs[k]!), 0) / cluster.length
      if (c > 0.3) { cluster.push(pairs[k]!); if (k > seed) tried[k] = 1; sum += c * pairs[k]!.first }
    }
    const turn = turnOf(first, second, cluster)
    const o = overlay(first.texture, second.texture, cluster.map((p) => ({ ax: first.x[p.a]!, ay: first.y[p.a]!, bx: second.x[p.b]!, by: second.y[p.b]! })), turn)
    runs++
    bestSum = Math.max(bestSum, sum)
    if (!best || speaks(o) > speaks(best)) { best = o; bestCluster = cluster.length }
  }
  const o = best!
  return [local, strength / 6, bestSum, bestCluster, speaks(o), o.good, o.blocks, o.fit / Math.max(1, o.blocks), o.fit - 0.5 * o.blocks, o.fit-0.3*o.blocks, o.unevenness]
}

/** The turn between the impressions: from the places when there are enough, else from the directions. */
function turnOf(a: MinutiaSet, b: MinutiaSet, pairs: readonly Pair[]): number {
  const n = pairs.length
  let ax = 0, ay = 0, bx = 0, by = 0, dc = 0, ds = 0
  for (const p of pairs) {
    ax += a.x[p.a]! / n; ay += a.y[p.a]! / n; bx += b.x[p.b]! / n; by += b.y[p.b]! / n
    dc += Math.cos(b.angle[p.b]! - a.angle[p.a]!); ds += Math.sin(b.angle[p.b]! - a.angle[p.a]!)
  }
  let c = dc * 1500, s = ds * 1500     // directions weigh as much as places 40 pixels from the middle
  for (const p of pairs) {
    const px = a.x[p.a]! - ax, py = a.y[p.a]! - ay, qx = b.x[p.b]! - bx, qy = b.y[p.b]! - by
    c += px * qx + py * qy
    s += px * qy - py * qx
  }
  return Math.atan2(s, c)
}

function speaks(o: Overlay): number {
  return o.fit - 0.4 * o.blocks
}
