/** Running a search that was asked for: what was found is written by an act of its own. */
import { randomUUIDv7 } from 'node:crypto'
import { act, read, type Reader } from '#kernel/act/act.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import { tellMatters } from './asking.ts'
import { latentThreshold, matchThreshold } from './engine/match/compare.ts'
import type { Finger } from './engine/tenprint.ts'
import { openGallery, type GalleryHit, type GalleryResult, type Probe } from './gallery/gallery.ts'
import { loadOfEnrolments } from './gallery/load.ts'
import { allPartitions } from './gallery/shapes.ts'
import { layBesideMarks } from './marking.ts'
import { outcomeOf } from './rules/opinions.ts'
import { unseal } from './sealing.ts'
import { sealedMark } from './store/marks.ts'
import type { SearchRow } from './store/search-tables.ts'
import { candidatesOf, enrolmentFacts, findSearch, holdsPartOnly, insertCandidates, lockSearch, probesOfSearch, updateSearch, waitingSearches } from './store/searches.ts'

/** Candidates of one search at most: an examiner looks at each. */
const mostCandidates = 5
const mostForMark = 10
/** A mark says less: more survive the filter, down to a lower score. */
const keepForMark = [0.4, 0.02] as const

/** Runs every search that waits. @returns how many */
export async function runWaiting(ctx: Pick<Ctx, 'db' | 'now'>): Promise<number> {
  const system = systemCtx(ctx.db, ctx.now)
  let ran = 0
  for (let ids = await read(system, (r) => waitingSearches(r, 20)); ids.length > 0; ids = await read(system, (r) => waitingSearches(r, 20))) {
    for (const id of ids) await runSearch(ctx.db, id, ctx.now)
    ran += ids.length
  }
  return ran
}

/** Runs one search and writes down what was found. One that is not waiting any more is left as it is. */
export async function runSearch(db: Database, id: string, now: Date): Promise<void> {
  const ctx = systemCtx(db, now)
  const asked = await read(ctx, async (r) => {
    const row = await findSearch(r, id)
    return row?.state === 'waiting' ? { row, probes: await probesOf(r, row), same: row.person_id ? await samePersonIds(r, row.person_id) : [], partOnly: await holdsPartOnly(r) } : undefined
  })
  if (!asked) return
  const { row, probes } = asked
  const except = row.enrolment_id ? [row.enrolment_id] : []
  const searched: GalleryResult = probes.length === 0 ? { complete: false, shards: [], missing: [{ shard: '', partitions: [], reason: 'the prints that were to be searched are no longer there' }], looked: 0, hits: [] }
    : await openGallery(db).searchProbes(probes, row.mark_id ? { top: mostForMark, threshold: latentThreshold, keep: keepForMark, except } : { top: mostCandidates + 5, threshold: matchThreshold, except })
  const result = asked.partOnly ? { ...searched, complete: false, missing: [...searched.missing, { shard: 'node', partitions: [...allPartitions], reason: 'this node holds the prints of its own offices, not of the country' }] } : searched
  const hits = await read(ctx, (r) => permittedHits(r, row, result.hits, asked.same))
  const marks = row.purpose === 'enrolment-check' ? await layBesideMarks(ctx, row, probes) : undefined
  await writeAnswer(ctx, row, result, hits, marks?.looked ?? null)
  for (const found of marks?.found ?? []) await found()
}

/** The prints that a search is of. */
export async function probesOf(r: Reader, row: SearchRow): Promise<Probe[]> {
  const handed = await probesOfSearch(r, row.id)
  if (handed.length > 0) return handed.map((one) => ({ ...(one.finger === null ? {} : { finger: one.finger as Finger }), template: unseal({ table: 'biometrics.probe', id: one.id, part: 'template' }, { keyId: one.template_key_id, sealed: one.sealed_template }) }))
  if (row.mark_id) {
    const mark = await sealedMark(r, row.mark_id)
    return mark ? [{ template: unseal({ table: 'biometrics.mark', id: mark.id, part: 'template' }, { keyId: mark.template_key_id, sealed: mark.sealed_template }) }] : []
  }
  return row.enrolment_id ? (await loadOfEnrolments(r, [row.enrolment_id])).flatMap(({ finger, template }) => (template ? [{ finger, template }] : [])) : []
}

/**
 * Hits that this search may give. Prints taken to tell a victim's marks from a stranger's are found by marks alone; the check of a new enrolment
 * looks for other identities, not for the person's own earlier prints.
 */
async function permittedHits(r: Reader, row: SearchRow, hits: readonly GalleryHit[], same: readonly string[]): Promise<GalleryHit[]> {
  const facts = new Map((await enrolmentFacts(r, hits.map((hit) => hit.enrolmentId))).map((one) => [one.id, one]))
  return hits.filter((hit) => {
    const enrolment = facts.get(hit.enrolmentId)
    if (enrolment?.state !== 'complete' || (enrolment.purpose === 'exclusion' && row.purpose !== 'scene-mark')) return false
    return row.purpose !== 'enrolment-check' || !same.includes(enrolment.person_id)
  }).slice(0, row.mark_id ? mostForMark : mostCandidates)
}

async function writeAnswer(ctx: Ctx, { id }: SearchRow, result: GalleryResult, hits: readonly GalleryHit[], marksLooked: number | null): Promise<void> {
  await act(ctx, { verb: 'biometrics.answer-search', subject: { kind: 'fingerprint-search', id }, by: 'authority', detail: { complete: result.complete, looked: result.looked, candidates: hits.length } }, async (tx) => {
    const row = await lockSearch(tx, id)
    if (row.state !== 'waiting') return
    const known = await candidatesOf(tx, id)
    const fresh = hits.filter((hit) => !known.some((one) => one.enrolment_id === hit.enrolmentId))
    await insertCandidates(tx, fresh.map((hit, i) => ({ id: randomUUIDv7(), search_id: id, place: known.length + i + 1, enrolment_id: hit.enrolmentId, person_id: hit.personId, score: hit.score, fingers: JSON.stringify(hit.fingers), looked: result.looked, found_at: tx.at })))
    const results = [...known.map((one) => one.result), ...fresh.map(() => null)]
    const outcome = outcomeOf(results, result.complete) ?? null, decided = outcome !== null && !results.includes(null)
    await updateSearch(tx, id, {
      state: decided ? 'decided' : 'examining', outcome, decided_at: decided ? tx.at : null, complete: result.complete, answered: JSON.stringify(result.shards), missing: JSON.stringify(result.missing), looked: result.looked,
      ...(marksLooked === null ? {} : { marks_looked: marksLooked }), runs: row.runs + 1, ran_at: tx.at,
    })
    tellMatters(tx, row)
  })
}
