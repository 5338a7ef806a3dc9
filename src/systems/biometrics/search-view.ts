/** What readers are shown of searches: numbers and states to whoever asked, candidates to examiners, a name only after two of them decided. */
import type { Reader } from '#kernel/act/act.ts'
import { read } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { roleMay } from '#kernel/access/policy.ts'
import { summarise } from '#kernel/people/search.ts'
import { readPersons, standingIds } from '#kernel/people/store.ts'
import type { z } from 'zod'
import type { CandidateRow, LinkRow as LinkView, SearchPage, SearchRow } from './contract/search.ts'
import { expectedFalse, measuredUpTo } from './rules/fusing.ts'
import { findingsOnAsk } from './rules/purposes.ts'
import type { CandidateRow as Candidate, LinkRow } from './store/search-tables.ts'
import { candidatesOf, opinionsOn, probesOfSearch, type ListedSearch } from './store/searches.ts'
import { impressionsOf } from './store/enrolment.ts'
import { sealedMark } from './store/marks.ts'
import { mergesOf } from '#kernel/people/merge.ts'

const ref = (id: string | null, number: string | null) => (id ? { id, number: number ?? '' } : null)
const iso = (at: Date | null) => at?.toISOString() ?? null

export function viewSearchRow(row: ListedSearch): SearchRow {
  return {
    id: row.id, number: row.number, version: row.version, purpose: row.purpose, article: row.article, confidence: row.confidence, state: row.state, outcome: row.outcome, complete: row.complete, automatic: row.automatic,
    case: ref(row.case_id, row.case_number), custody: ref(row.custody_id, row.custody_number), mark: ref(row.mark_id, row.mark_number), enrolmentId: row.enrolment_id,
    office: { id: row.office_id, ar: row.office_ar, ckb: row.office_ckb, en: row.office_en }, askedBy: row.asked_by_name, askedAt: row.asked_at.toISOString(), decidedAt: iso(row.decided_at), candidates: row.candidates, waiting: row.waiting,
  }
}

export async function viewSearchPage(r: Reader, row: ListedSearch): Promise<SearchPage> {
  const candidates = await candidatesOf(r, row.id)
  const examines = roleMay(r.ctx.session!.role, 'biometrics.examine'), inspects = roleMay(r.ctx.session!.role, 'biometrics.inspect-searches')
  const own = new Set((await opinionsOn(r, candidates.map((one) => one.id))).filter((one) => one.examiner === r.ctx.session?.accountId).map((one) => one.candidate_id))
  return {
    ...viewSearchRow(row), basis: row.basis, looked: row.looked, marksLooked: row.marks_looked, runs: row.runs, ranAt: iso(row.ran_at),
    shards: row.answered.map((one) => ({ ...one, partitions: [...one.partitions] })), missing: row.missing.map((one) => ({ ...one, partitions: [...one.partitions] })),
    prints: await printsSearched(r, row), warnings: findingsOnAsk({ purpose: row.purpose, age: 'adult', offenceClass: undefined, caseClosed: false }).map(({ outcome, code, article, confidence }) => ({ outcome, code, article, confidence })),
    found: examines ? candidates.map((one) => viewCandidate(one, own.has(one.id))) : null,
    // An inspector oversees searching, and is told no names.
    identified: inspects ? [] : await identifiedIn(r, row.person_id, candidates),
  }
}

function viewCandidate(one: Candidate, ownOpinion: boolean): z.infer<typeof CandidateRow> {
  return { id: one.id, place: one.place, ...viewScore(one), fingers: [...one.fingers], state: one.state, result: one.result, ownOpinion, mayDecide: !ownOpinion && one.state !== 'settled' }
}

/** A score as a false-match rate: how many strangers would be expected to reach it among the fingers that were looked at. */
export function viewScore({ score, looked }: { readonly score: number; readonly looked: number }) {
  return { score, expectedFalse: expectedFalse(score, looked), extrapolated: score > measuredUpTo }
}

async function printsSearched(r: Reader, row: ListedSearch): Promise<{ finger: number | null; quality: number }[]> {
  // The prints of an enrolment that the reader's office may not open are counted all the same.
  return read(systemCtx(r.ctx.db, r.ctx.now), async (all) => {
    const handed = await probesOfSearch(all, row.id)
    if (handed.length > 0) return handed.map((one) => ({ finger: one.finger, quality: one.quality }))
    if (row.mark_id) { const mark = await sealedMark(all, row.mark_id); return mark ? [{ finger: null, quality: mark.quality }] : [] }
    return row.enrolment_id ? (await impressionsOf(all, [row.enrolment_id])).flatMap((one) => (one.stands && one.quality !== null ? [{ finger: one.finger, quality: one.quality }] : [])) : []
  })
}

async function identifiedIn(r: Reader, probePerson: string | null, candidates: readonly Candidate[]) {
  const found = candidates.filter((one) => one.result === 'same')
  const persons = await personsOf(r, [...found.map((one) => one.person_id), ...(probePerson ? [probePerson] : [])])
  return found.map((one) => {
    const person = persons.get(one.person_id)
    return { candidateId: one.id, personId: person?.id ?? one.person_id, name: person?.name ?? '—', samePerson: probePerson !== null && persons.get(probePerson)?.id === person?.id }
  })
}

/** Who these ids stand for now, merged ones too, with the name to show. */
export async function personsOf(r: Reader, ids: readonly string[]): Promise<Map<string, { id: string; name: string }>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const roots = await standingIds(r, wanted)
  const persons = new Map((await readPersons(r, [...new Set(wanted.map((id) => roots.get(id) ?? id))])).map(({ person, names }) => [person.id, summarise(person, names).display]))
  return new Map(wanted.map((id) => { const root = roots.get(id) ?? id; return [id, { id: root, name: persons.get(root) ?? '—' }] }))
}

type ListedLink = LinkRow & { proposer: string; decider: string | null; number: string; score: number }

export async function viewLinks(r: Reader, rows: readonly ListedLink[]): Promise<LinkView[]> {
  // As they were when the link was proposed: a merge afterwards would show one name twice.
  const names = new Map((await readPersons(r, [...new Set(rows.flatMap((row) => [row.keep_id, row.drop_id]))])).map(({ person, names: written }) => [person.id, summarise(person, written).display]))
  const merges = new Map((rows.length > 0 ? await mergesOf(r, [...new Set(rows.flatMap((row) => [row.keep_id, row.drop_id]))]) : []).map((merge) => [merge.id, merge.state]))
  return rows.map((row) => ({
    id: row.id, state: row.state, number: row.number, searchId: row.search_id, candidateId: row.candidate_id, score: row.score, reason: row.reason, proposedBy: row.proposer, proposedAt: row.proposed_at.toISOString(),
    proposedByReader: row.proposed_by === r.ctx.session?.accountId, decidedBy: row.decider, decidedAt: iso(row.decided_at), decisionReason: row.decision_reason, mergeId: row.merge_id, mergeState: (row.merge_id && merges.get(row.merge_id)) || null,
    keep: { id: row.keep_id, name: names.get(row.keep_id) ?? '—' }, drop: { id: row.drop_id, name: names.get(row.drop_id) ?? '—' },
  }))
}
