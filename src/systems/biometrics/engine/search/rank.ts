// The filter's survivors, compared quickly, and the best of them fully.
import { compare, compareQuickly, matchThreshold } from '../match/compare.ts'
import { supportOf } from '../match/evidence.ts'
import type { Prepared } from '../match/prepare.ts'
import type { Hit, LoadTemplates, SearchOptions } from './shard.ts'

export interface Candidate { readonly id: string; readonly finger: number }

const loadedAtOnce = 200

/** Of the survivors this share, but at least so many, go on after the minutiae's support of each other has been looked at. */
const supportedShare = 0.2
const leastSupported = 100

/** Hits at or above the threshold, highest first. */
export async function rankCandidates(probe: Prepared, candidates: readonly Candidate[], load: LoadTemplates, { top = 5, threshold = matchThreshold, compareFully = 40 }: SearchOptions): Promise<Hit[]> {
  if (compareFully === 0) return []
  const room = Math.max(leastSupported, Math.ceil(candidates.length * supportedShare))
  let supported: { candidate: Candidate; prepared: Prepared; support: number }[] = []
  for (let i = 0; i < candidates.length; i += loadedAtOnce) {
    const part = candidates.slice(i, i + loadedAtOnce), loaded = await load(part)
    supported.push(...part.map((candidate, k) => ({ candidate, prepared: loaded[k]!, support: supportOf(probe, loaded[k]!) })))
    supported = supported.sort((a, b) => b.support - a.support).slice(0, room)
  }
  const quick = supported.map((one) => ({ ...one, score: compareQuickly(probe, one.prepared) })).sort((a, b) => b.score - a.score).slice(0, compareFully)
  return quick.map(({ candidate, prepared }): Hit => ({ ...candidate, score: compare(probe, prepared).score }))
    .filter(({ score }) => score >= threshold).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, top)
}

/** The places of the `most` highest of the first `count` scores above 0 (more when the last ones are equal, by at most a hundredth). */
export function highest(scores: Uint16Array | Uint32Array, count: number, most: number): Uint32Array {
  const counts = new Uint32Array(1 << 12)
  for (let i = 0; i < count; i++) counts[Math.min(4095, scores[i]! >> 4)]!++
  let cut = 4095, kept = 0
  while (cut > 0 && kept + counts[cut]! <= most) kept += counts[cut--]!
  const least = Math.max(1, (cut + 1) << 4), room = most - kept, out = new Uint32Array(Math.min(count, most))
  let at = 0, taken = 0
  for (let i = 0; i < count && at < out.length; i++) {
    const score = scores[i]!
    if (score >= least) out[at++] = i
    else if (score > 0 && score >> 4 === cut && taken < room) { out[at++] = i; taken++ }
  }
  return out.slice(0, at)
}
