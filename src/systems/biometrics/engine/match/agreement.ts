// What else agrees once the impressions lie on each other: the minutiae, and the ridge directions of the whole area in common.
import { flowStep, noDirection, type TemplateView } from '../template/template.ts'
import type { MinutiaSet } from './prepare.ts'
import type { Overlay } from './texture.ts'

const tolerance = 9
const widest = 0.5

export interface Pairing { readonly pairs: readonly (readonly [a: number, b: number])[]; readonly eligible: number; readonly weight: number; readonly lone: number }

/** Pairs each minutia of `a` that lies in the fitting area with the nearest of `b` at the same place in the same direction. */
export function pairMinutiae(a: MinutiaSet, b: MinutiaSet, laid: Overlay, turn: number): Pairing {
  const near: { a: number; b: number; cost: number }[] = []
  const inside = new Uint8Array(a.count), insideB = new Uint8Array(b.count)
  for (let i = 0; i < a.count; i++) {
    const at = laid.locate(a.x[i]!, a.y[i]!)
    if (!at) continue
    inside[i] = 1
    for (let j = 0; j < b.count; j++) {
      const dx = b.x[j]! - at.x, dy = b.y[j]! - at.y, distance = Math.sqrt(dx * dx + dy * dy)
      if (distance < 3 * tolerance) insideB[j] = 1
      if (distance > tolerance) continue
      const d = Math.abs(b.angle[j]! - a.angle[i]! - turn) % (2 * Math.PI), bend = d > Math.PI ? 2 * Math.PI - d : d
      if (bend < widest) near.push({ a: i, b: j, cost: distance / tolerance + bend / widest })
    }
  }
  near.sort((p, q) => p.cost - q.cost)
  const usedA = new Uint8Array(a.count), usedB = new Uint8Array(b.count)
  const pairs: [number, number][] = []
  let weight = 0, lone = 0, eligible = 0
  for (const p of near) {
    if (usedA[p.a] || usedB[p.b]) continue
    usedA[p.a] = usedB[p.b] = 1
    pairs.push([p.a, p.b])
    weight += (2 - p.cost) * Math.sqrt(a.quality[p.a]! * b.quality[p.b]!)
  }
  for (let i = 0; i < a.count; i++) {
    if (!inside[i]) continue
    eligible++
    if (!usedA[i]) lone += a.quality[i]!
  }
  for (let j = 0; j < b.count; j++) if (insideB[j] && !usedB[j]) lone += b.quality[j]!
  return { pairs, eligible, weight, lone }
}

/** Mean likeness (0 to 1) of the ridge directions where both impressions have any, laid rigidly on each other; and on how many squares. */
export function directionsAgree(a: TemplateView, b: TemplateView, laid: Overlay, turn: number): { mean: number; squares: number } {
  const { x: u, y: v } = laid.rigid
  const c = Math.cos(turn), s = Math.sin(turn), heightA = a.flow.length / a.flowWidth, heightB = b.flow.length / b.flowWidth
  const turned = (turn / Math.PI) * 255
  let sum = 0, squares = 0
  for (let y = 0; y < heightA; y++) for (let x = 0; x < a.flowWidth; x++) {
    const p = a.flow[y * a.flowWidth + x]!
    if (p === noDirection) continue
    const px = (x + 0.5) * flowStep, py = (y + 0.5) * flowStep
    const bx = Math.floor((c * px - s * py + u) / flowStep), by = Math.floor((s * px + c * py + v) / flowStep)
    if (bx < 0 || by < 0 || bx >= b.flowWidth || by >= heightB) continue
    const q = b.flow[by * b.flowWidth + bx]!
    if (q === noDirection) continue
    let d = (p + turned - q) % 255
    if (d < 0) d += 255
    sum += alike(Math.min(d, 255 - d))
    squares++
  }
  return { mean: squares ? sum / squares : 0, squares }
}

function alike(d: number): number {
  return d > 40 ? 0 : 1 - d / 40
}
