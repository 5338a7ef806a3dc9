// One question to all parts of the gallery; what they found put together, finger by finger, to candidates.
import { read } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { compare, latentThreshold, matchThreshold } from '../engine/match/compare.ts'
import { prepare, type Prepared } from '../engine/match/prepare.ts'
import { decodeTemplate } from '../engine/template/encode.ts'
import { fusedScore } from '../rules/fusing.ts'
import { loadOfEnrolments } from './load.ts'
import { allPartitions, type AnsweredPart, type FingerScore, type GalleryHit, type GalleryResult, type GalleryState, type MissingPart, type Part, type Probe, type RawHit, type ShardAnswer, type TenPrintOptions } from './shapes.ts'

const usualPatience = 60_000
/** Enrolments that are looked at finger by finger, for each one that is given. */
const lookedAtMore = 3

/** Asks every part. What one of them did not answer is named; a partition that another part searched too is not missing. */
export async function searchParts(db: Database, parts: readonly Part[], probes: readonly Probe[], options: TenPrintOptions = {}): Promise<GalleryResult> {
  const { top = 5, threshold = matchThreshold, except = [], patience = usualPatience } = options
  const question = { probes, threshold: Math.min(threshold, probes.length > 1 ? latentThreshold : threshold), top: top + except.length + 5, keep: options.keep, patience }
  const answers = await Promise.allSettled(parts.map((part) => part.search(question)))
  const shards: AnsweredPart[] = [], failed: { shard: string; reason: string }[] = [], raw = new Map<string, RawHit>()
  const searched = new Set<number>()
  for (const [i, answer] of answers.entries()) {
    if (answer.status === 'rejected') { failed.push({ shard: parts[i]!.name, reason: answer.reason instanceof Error ? answer.reason.message : String(answer.reason) }); continue }
    const { shard, partitions, size, milliseconds, hits } = answer.value
    shards.push({ shard, partitions, size, milliseconds })
    if (answer.value.unreadable === 0) partitions.forEach((one) => searched.add(one))
    for (const hit of hits) raw.set(`${hit.probe}/${hit.templateId}`, hit)
  }
  const missing = missingParts(failed, answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])), searched)
  const hits = await candidatesOf(db, probes, [...raw.values()].filter((hit) => !except.includes(hit.enrolmentId)), top, threshold)
  return { complete: missing.length === 0, shards, missing, looked: lookedAt(shards), hits }
}

function missingParts(failed: readonly { shard: string; reason: string }[], answered: readonly ShardAnswer[], searched: ReadonlySet<number>): MissingPart[] {
  const uncovered = allPartitions.filter((one) => !searched.has(one))
  if (uncovered.length === 0) return []
  const closed = answered.filter((one) => one.unreadable > 0).map((one): MissingPart => ({ shard: one.shard, partitions: one.partitions, reason: `${one.unreadable} templates could not be searched: their key is not in the ring, or another version of the engine made them` }))
  const unsaid = uncovered.filter((one) => !closed.some((part) => part.partitions.includes(one)))
  if (unsaid.length === 0) return closed
  return failed.length > 0 ? [...closed, ...failed.map((one) => ({ ...one, partitions: unsaid }))] : [...closed, { shard: '', partitions: unsaid, reason: 'no shard serves these partitions' }]
}

function lookedAt(shards: readonly AnsweredPart[]): number {
  const counted = new Set<number>()
  let sum = 0
  for (const { partitions, size } of shards) {
    if (partitions.some((one) => counted.has(one))) continue   // a second one that serves the same
    partitions.forEach((one) => counted.add(one))
    sum += size
  }
  return sum
}

/** The enrolments that any finger pointed at: every finger of the probe is compared with its own there, also those that say nothing. */
async function candidatesOf(db: Database, probes: readonly Probe[], raw: readonly RawHit[], top: number, threshold: number): Promise<GalleryHit[]> {
  const best = new Map<string, number>()
  for (const hit of raw) best.set(hit.enrolmentId, (best.get(hit.enrolmentId) ?? 0) + hit.score)
  const few = [...best].sort(([, a], [, b]) => b - a).slice(0, top * lookedAtMore).map(([id]) => id)
  const kept = await read(systemCtx(db), (r) => loadOfEnrolments(r, few))
  const asked = probes.map((probe) => ({ ...probe, prepared: prepare(decodeTemplate(probe.template)) }))
  return few.flatMap((enrolmentId): GalleryHit[] => {
    const own = kept.flatMap((one) => (one.enrolmentId === enrolmentId && one.template ? [{ ...one, prepared: prepare(decodeTemplate(one.template)) }] : []))
    if (own.length === 0) return []
    const fingers = asked.flatMap((probe, place): FingerScore[] => {
      const same = probe.finger === undefined ? own : own.filter((one) => one.finger === probe.finger)
      return same.length === 0 ? [] : [bestScore(place, probe.prepared, same)]
    })
    // Of a print whose finger is not known the best of many was taken: so many chances were given to it.
    const said = fingers.map((one) => (probes[one.probe]!.finger === undefined ? Math.max(0, one.score - Math.log10(own.length)) : one.score))
    return [{ enrolmentId, personId: own[0]!.personId, fingers, score: fusedScore(said) }]
  }).filter((hit) => hit.score >= threshold).sort((a, b) => b.score - a.score || (a.enrolmentId < b.enrolmentId ? -1 : 1)).slice(0, top)
}

function bestScore(place: number, probe: Prepared, own: readonly { readonly finger: FingerScore['finger']; readonly prepared: Prepared }[]): FingerScore {
  return own.map(({ finger, prepared }) => ({ probe: place, finger, score: compare(probe, prepared).score })).reduce((a, b) => (b.score > a.score ? b : a))
}

/** What each part says of itself, and which partitions nobody has ready. */
export async function stateOfParts(parts: readonly Part[]): Promise<GalleryState> {
  const shards = await Promise.all(parts.map(async (part) => {
    try {
      return await part.state()
    } catch (error) {
      return { shard: part.name, partitions: [], state: 'unreachable' as const, size: 0, unreadable: 0, behind: 0, followedAt: null, loadedInMs: null, problem: error instanceof Error ? error.message : String(error) }
    }
  }))
  const ready = new Set(shards.filter((one) => one.state === 'ready' && one.unreadable === 0).flatMap((one) => one.partitions))
  const uncovered = allPartitions.filter((one) => !ready.has(one))
  return { complete: uncovered.length === 0, shards, uncovered }
}
