import { randomUUIDv7 } from 'node:crypto'
import { act, read, type Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler, type RawReply } from '#kernel/http/endpoint.ts'
import { addNotThisPerson } from '#kernel/people/people.ts'
import { tellMatters } from '../../asking.ts'
import { candidateImage, decideCandidate, readCandidate } from '../../contract/search.ts'
import { imageOf, viewComparison } from '../../comparison.ts'
import { goesAgainstScore, outcomeOf, standing } from '../../rules/opinions.ts'
import { personsOf } from '../../search-view.ts'
import type { CandidateRow, SearchRow } from '../../store/search-tables.ts'
import { lockMark, updateMark } from '../../store/marks.ts'
import { candidatesOf, findCandidate, insertOpinion, lockCandidate, lockSearch, opinionsOn, settleCandidate, updateSearch } from '../../store/searches.ts'

/** An opinion against what the number says wants more than a word for its reason, in characters. */
const reasonAgainstNumber = 40
const places = { waiting: 1, verifying: 2, conflict: 3 } as const

export const examining: readonly Handler[] = [
  handle(readCandidate, ({ id }, ctx) => viewComparison(ctx, id)),
  handle(candidateImage, async ({ id, side, at }, ctx): Promise<RawReply> => ({ raw: true, type: 'image/png', body: await imageOf(ctx, id, side, at), cache: 'no-store', inline: true, fileName: `${side}-${at}` })),
  handle(decideCandidate, async (input, ctx) => {
    const candidate = (await read(ctx, (r) => findCandidate(r, input.id))) ?? refuse('kernel.record-unknown', { status: 404 })
    // What was decided stands in the opinion, which the next examiner cannot read; the history says only that one was given.
    return act(ctx, { verb: 'biometrics.examine', subject: { kind: 'fingerprint-search', id: candidate.search_id }, by: 'authority', input, detail: { candidate: candidate.id } }, async (tx) => {
      const search = await lockSearch(tx, candidate.search_id), row = await lockCandidate(tx, input.id)
      if (row.state === 'settled') refuse('biometrics.candidate-settled', { status: 409 })
      const account = tx.ctx.session!.accountId
      if (goesAgainstScore(input.verdict, row.score) && input.reason.length < reasonAgainstNumber) refuse('biometrics.opinion-against-number', { field: 'reason', params: { least: reasonAgainstNumber } })
      if ((await opinionsOn(tx, [row.id])).some((one) => one.examiner === account)) refuse('biometrics.opinion-given', { status: 409 })
      await insertOpinion(tx, { id: randomUUIDv7(), candidate_id: row.id, search_id: search.id, place: places[row.state], examiner: account, verdict: input.verdict, reason: input.reason, at: tx.at })
      const { state, result } = standing((await opinionsOn(tx, [row.id])).map((one) => one.verdict))
      await settleCandidate(tx, row.id, { state, result, settled_at: state === 'settled' ? tx.at : null })
      if (state === 'settled') await settled(tx, search, { ...row, result })
      return { id: row.id, state }
    })
  }),
]

/** Tells what two examiners found: the search, whoever asked through the matter's history, the mark, and both persons where they are not one. */
async function settled(tx: Tx, search: SearchRow, candidate: CandidateRow): Promise<void> {
  const results = (await candidatesOf(tx, search.id)).map((one) => one.result)
  const outcome = outcomeOf(results, search.complete ?? false) ?? null, decided = outcome !== null && !results.includes(null)
  await updateSearch(tx, search.id, { outcome, state: decided ? 'decided' : 'examining', decided_at: decided ? tx.at : null })
  tellMatters(tx, search)
  if (search.mark_id && candidate.result === 'same') {
    const mark = await lockMark(tx, search.mark_id)
    if (mark.state === 'unsolved') await updateMark(tx, mark.id, { state: 'identified', person_id: candidate.person_id })
  }
  if (search.person_id === null || candidate.result !== 'different') return
  const persons = await personsOf(tx, [search.person_id, candidate.person_id])
  const [asked, found] = [persons.get(search.person_id)!, persons.get(candidate.person_id)!]
  if (asked.id !== found.id) await addNotThisPerson(tx, { personId: asked.id, otherPersonId: found.id, note: `البصمات مختلفة · پەنجەمۆرەکان جیاوازن · fingerprints differ: ${search.number}` })
}
