import { randomUUIDv7 } from 'node:crypto'
import { act, read } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { proposeMerge } from '#kernel/people/merge.ts'
import { decideLink, listLinks, proposeLink } from '../../contract/search.ts'
import { tellMatters } from '../../asking.ts'
import { personsOf, viewLinks } from '../../search-view.ts'
import { findCandidate, insertLink, listLinkRows, lockCandidate, lockSearch, opinionsOn, updateLink } from '../../store/searches.ts'

export const linking: readonly Handler[] = [
  handle(listLinks, ({ state }, ctx) => read(ctx, async (r) => ({ rows: await viewLinks(r, await listLinkRows(r, { state }, 200)) }))),
  handle(proposeLink, async (input, ctx) => {
    const candidate = (await read(ctx, (r) => findCandidate(r, input.candidateId))) ?? refuse('kernel.record-unknown', { status: 404 })
    return act(ctx, { verb: 'biometrics.propose-link', subject: { kind: 'fingerprint-search', id: candidate.search_id }, by: 'authority', reason: input.reason, input, detail: { candidate: candidate.id, keep: input.keepId } }, async (tx) => {
      const search = await lockSearch(tx, candidate.search_id), row = await lockCandidate(tx, candidate.id)
      if (row.result !== 'same' || search.person_id === null) refuse('biometrics.link-without-finding', { status: 409 })
      const persons = await personsOf(tx, [search.person_id, row.person_id])
      const ids = [persons.get(search.person_id)!.id, persons.get(row.person_id)!.id]
      if (ids[0] === ids[1]) refuse('biometrics.link-same-already', { status: 409 })
      if (!ids.includes(input.keepId)) refuse('biometrics.link-neither', { field: 'keepId' })
      if ((await listLinkRows(tx, { candidateId: row.id }, 10)).some((one) => one.state !== 'refused')) refuse('biometrics.link-open', { status: 409 })
      const id = randomUUIDv7()
      await insertLink(tx, { id, candidate_id: row.id, search_id: search.id, keep_id: input.keepId, drop_id: ids.find((one) => one !== input.keepId)!, reason: input.reason, proposed_by: tx.ctx.session!.accountId, proposed_at: tx.at })
      return { id }
    })
  }),
  handle(decideLink, async (input, ctx) => {
    const [link] = await read(ctx, (r) => listLinkRows(r, { id: input.id }, 1))
    if (!link) refuse('kernel.record-unknown', { status: 404 })
    if (!input.approve && !input.reason) refuse('biometrics.link-reason', { field: 'reason' })
    return act(ctx, { verb: 'biometrics.decide-link', subject: { kind: 'fingerprint-search', id: link.search_id }, by: 'authority', ...(input.reason ? { reason: input.reason } : {}), input, detail: { link: link.id, approve: input.approve } }, async (tx) => {
      const search = await lockSearch(tx, link.search_id)
      const [row] = await listLinkRows(tx, { id: link.id }, 1)
      const account = tx.ctx.session!.accountId
      if (row?.state !== 'proposed') refuse('biometrics.link-decided', { status: 409 })
      if (row.proposed_by === account) refuse('biometrics.link-own', { status: 403 })
      const mergeId = input.approve ? await proposeMerge(tx, { keepId: row.keep_id, dropId: row.drop_id, reason: await evidenceText(tx, row, search.number) }) : null
      await updateLink(tx, row.id, { state: input.approve ? 'approved' : 'refused', decided_by: account, decided_at: tx.at, decision_reason: input.reason ?? null, merge_id: mergeId })
      tellMatters(tx, search)
      return { id: row.id, mergeId }
    })
  }),
]

/** What the register of persons is told: on which comparison the merge rests, and who said so. */
async function evidenceText(r: Parameters<typeof opinionsOn>[0], link: { candidate_id: string; score: number; reason: string }, number: string): Promise<string> {
  const names = (await opinionsOn(r, [link.candidate_id])).filter((one) => one.verdict === 'same').map((one) => one.examiner_name)
  return `بصمات الأصابع · پەنجەمۆر · fingerprints ${number} (${link.score.toFixed(1)}; ${names.join('، ')}): ${link.reason}`.slice(0, 1000)
}
