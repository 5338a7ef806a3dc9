// All that is measured on two impressions before it is made one score.
import type { Pairing } from './agreement.ts'
import { directionsAgree, pairMinutiae } from './agreement.ts'
import type { Alignment } from './align.ts'
import { bundles } from './align.ts'
import type { Pair } from './consensus.ts'
import { likeliestPairs, relax } from './consensus.ts'
import type { Prepared, PreparedView } from './prepare.ts'
import { similarities } from './similar.ts'
import type { Overlay } from './texture.ts'
import { overlay } from './texture.ts'

const bundlesEach = 8
const strongest = 6

export interface Evidence {
  /** Mutual support of the strongest minutia pairs, one for each extractor. */
  readonly strengths: readonly number[]
  readonly bundle: number
  readonly overlays: readonly Overlay[]
  readonly pairings: readonly Pairing[]
  readonly directions: { readonly mean: number; readonly squares: number }
  /** Radians that the second impression is turned against the first. */
  readonly turn: number
  /** The first views of both, to which the first overlay and pairing belong. */
  readonly views: readonly [PreparedView, PreparedView]
}

/** Lays `a` on `b` in the likeliest ways and measures the best. Undefined when there is nothing to go by. */
export function evidenceOf(a: Prepared, b: Prepared, alignmentsTried = 16): Evidence | undefined {
  if (a.template.version !== b.template.version) throw new Error(`templates of versions ${a.template.version} and ${b.template.version} cannot be compared: extract both again from their images`)
  const found = a.views.map((view, i) => alignments(view, b.views[i]!))
  const texture = { a: a.views[0]!.texture, b: b.views[0]!.texture }
  let best: Overlay | undefined, chosen: Alignment | undefined
  const tried: { laid: Overlay; turn: number }[] = []
  for (const alignment of found.flatMap((one) => one.alignments).sort((p, q) => q.strength - p.strength).slice(0, alignmentsTried)) {
    if (tried.some(({ laid, turn }) => Math.cos(turn - alignment.turn) > 0.98 && agrees(laid, alignment))) continue
    const laid = overlay(texture.a, texture.b, alignment.anchors, alignment.turn)
    tried.push({ laid, turn: alignment.turn })
    if (!best || speaks(laid) > speaks(best)) {
      best = laid
      chosen = alignment
    }
  }
  if (!best || !chosen) return undefined
  const { anchors, turn } = chosen
  const overlays = a.views.map((view, i) => (i === 0 ? best : overlay(view.texture, b.views[i]!.texture, anchors, turn)))
  return {
    strengths: found.map((one) => one.strength), bundle: chosen.strength, overlays, turn, views: [a.views[0]!, b.views[0]!],
    pairings: a.views.map((view, i) => pairMinutiae(view, b.views[i]!, overlays[i]!, turn)),
    directions: directionsAgree(a.template.views[0]!, b.template.views[0]!, best, turn),
  }
}

/** How strongly minutiae support each other, the mean of both views: logarithms. Says much for little, before the ridges are looked at. */
export function supportOf(a: Prepared, b: Prepared): number {
  return a.views.reduce((sum, view, i) => sum + Math.log(Math.max(supported(view, b.views[i]!).strength, 1e-4)), 0) / a.views.length
}

function alignments(a: PreparedView, b: PreparedView): { strength: number; alignments: Alignment[] } {
  const { strength, pairs } = supported(a, b)
  return { strength, alignments: bundles(a, b, pairs, bundlesEach) }
}

function supported(a: PreparedView, b: PreparedView): { strength: number; pairs: Pair[] } {
  if (!a.count || !b.count) return { strength: 0, pairs: [] }
  const pairs = likeliestPairs(a, b, similarities(a, b))
  relax(a, b, pairs)
  let strength = 0
  for (let i = 0; i < Math.min(strongest, pairs.length); i++) strength += pairs[i]!.strength / strongest
  return { strength, pairs }
}

/** Is the alignment the same as one that was laid already? */
function agrees(laid: Overlay, { anchors }: Alignment): boolean {
  const close = anchors.filter(({ ax, ay, bx, by }) => {
    const at = laid.locate(ax, ay)
    return at && Math.hypot(at.x - bx, at.y - by) < 8
  })
  return close.length * 2 > anchors.length
}

/** What an overlay says for the same finger: its fits above those of chance. */
export function speaks(laid: Overlay): number {
  return laid.fit - 0.4 * laid.blocks
}
