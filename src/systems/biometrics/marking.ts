/** Marks from scenes: whose images they are sealed for, and each new enrolment laid beside those that nobody has explained. */
import { randomUUIDv7 } from 'node:crypto'
import { act, read } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { writeAutomatic } from './asking.ts'
import { matchThreshold } from './engine/match/compare.ts'
import type { Finger } from './engine/tenprint.ts'
import { openGallery, type Probe } from './gallery/gallery.ts'
import { unseal } from './sealing.ts'
import type { SearchRow } from './store/search-tables.ts'
import { insertCandidates, updateSearch } from './store/searches.ts'
import { unsolvedMarks } from './store/marks.ts'

/** Unsolved marks that one enrolment is laid beside; three thousandths of a second for each finger and mark. */
const mostMarks = 2000
/** Of one enrolment so many marks at most are shown to examiners. */
const mostFound = 5

/**
 * Compares the prints of a new enrolment with every unsolved mark. The threshold is that of supervised scans, not that of marks: ten fingers beside
 * many marks would else bring strangers every day. What is missed so, a search of the mark itself may still find.
 * @returns how many marks were looked at, and what to write for each that is alike
 */
export async function layBesideMarks(ctx: Ctx, search: SearchRow, probes: readonly Probe[]): Promise<{ looked: number; found: (() => Promise<void>)[] }> {
  const marks = await read(ctx, (r) => unsolvedMarks(r, mostMarks))
  if (marks.length === 0 || probes.length === 0) return { looked: 0, found: [] }
  const templates = marks.map((mark) => unseal({ table: 'biometrics.mark', id: mark.id, part: 'template' }, { keyId: mark.template_key_id, sealed: mark.sealed_template }))
  const pairs = await openGallery(ctx.db).compareAll(probes.map((probe) => probe.template), templates, matchThreshold)
  const best = new Map<number, (typeof pairs)[number]>()
  for (const pair of pairs) if (pair.score > (best.get(pair.other)?.score ?? 0)) best.set(pair.other, pair)
  const few = [...best.values()].sort((a, b) => b.score - a.score).slice(0, mostFound)
  return { looked: marks.length, found: few.map(({ probe, other, score }) => () => writeFound(ctx, search, marks[other]!, { probe: 0, finger: probes[probe]!.finger!, score }, marks.length * probes.length)) }
}

/** A search of its own for each mark, so that its case's history tells it and examiners decide it like any other. */
async function writeFound(ctx: Ctx, search: SearchRow, mark: { id: string; number: string; case_id: string; office_id: string }, finger: { probe: number; finger: Finger; score: number }, looked: number): Promise<void> {
  await act(ctx, { verb: 'biometrics.lay-beside-marks', subject: { kind: 'mark', id: mark.id }, by: 'authority', detail: { enrolment: search.enrolment_id } }, async (tx) => {
    const made = await writeAutomatic(tx, { purpose: 'open-marks', basis: `${search.number}`.padEnd(5), caseId: mark.case_id, markId: mark.id, enrolmentId: search.enrolment_id }, mark.number, mark.office_id)
    await insertCandidates(tx, [{ id: randomUUIDv7(), search_id: made.id, place: 1, enrolment_id: search.enrolment_id!, person_id: search.person_id!, score: finger.score, fingers: JSON.stringify([finger]), looked, found_at: tx.at }])
    await updateSearch(tx, made.id, { state: 'examining', complete: true, looked, runs: 1, ran_at: tx.at })
  })
}
