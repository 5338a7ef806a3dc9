import { gunzipSync } from 'node:zlib'
import { act, read } from '#kernel/act/act.ts'
import type { Reader } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { addNotThisPerson, samePersonIds } from '#kernel/people/people.ts'
import { summarise } from '#kernel/people/search.ts'
import { readPersons, standingIds } from '#kernel/people/store.ts'
import { decideVerdict, hitsOfPerson, importLists, listHits, listVersions, proposeVerdict, readHit } from './contract.ts'
import type { Hit, ListVersion } from './contract.ts'
import { importList } from './screening.ts'
import { entriesById, listHitRows, lockHit, updateHit, versions } from './store.ts'
import type { HitRow, VersionRow } from './store.ts'

/** A list unpacked is never larger: the greatest there is has thirty megabytes. */
const mostBytes = 64 * 2 ** 20

export const handlers: readonly Handler[] = [
  handle(listHits, (input, ctx) => read(ctx, async (r) => ({ rows: await viewHits(r, await listHitRows(r, input)) }))),
  handle(hitsOfPerson, ({ id }, ctx) => read(ctx, async (r) => ({ rows: await viewHits(r, await listHitRows(r, { personIds: await samePersonIds(r, id) })) }))),
  handle(readHit, ({ id }, ctx) => read(ctx, async (r) => (await viewHits(r, await listHitRows(r, { id })))[0] ?? refuse('screening.hit-unknown', { status: 404 }))),
  handle(listVersions, (_, ctx) => read(ctx, async (r) => ({ rows: (await versions(r)).map(viewVersion) }))),
  handle(importLists, async ({ files }, ctx) => {
    const { version, hits } = await importList(ctx, files.map(({ name, gzip }) => ({ name, text: unpacked(gzip) })))
    return { version: viewVersion(version), hits }
  }),
  handle(proposeVerdict, async (input, ctx) => {
    if (input.verdict === 'confirmed' && (!input.secondKind || !input.secondText)) refuse('screening.second-identifier', { field: 'secondKind', article: 'CPC 93' })
    const [row] = await read(ctx, (r) => listHitRows(r, { id: input.id }))
    if (!row) refuse('screening.hit-unknown', { status: 404 })
    return act(ctx, { verb: 'screening.propose', subject: { kind: 'person', bare: row.person_id }, reason: input.reason, input, detail: { hit: input.id, verdict: input.verdict } }, async (tx) => {
      const hit = await lockHit(tx, input.id)
      if (hit?.state !== 'open') refuse('screening.hit-not-open', { status: 409 })
      await updateHit(tx, hit.id, { state: 'proposed', verdict: input.verdict, second_kind: input.secondKind ?? null, second_text: input.secondText ?? null, reason: input.reason, proposed_by: tx.ctx.session!.accountId, proposed_at: tx.at })
      return { id: hit.id }
    })
  }),
  handle(decideVerdict, async (input, ctx) => {
    const [row] = await read(ctx, (r) => listHitRows(r, { id: input.id }))
    if (!row) refuse('screening.hit-unknown', { status: 404 })
    return act(ctx, { verb: 'screening.decide', subject: { kind: 'person', bare: row.person_id }, ...(input.reason && { reason: input.reason }), input, detail: { hit: input.id, approve: input.approve } }, async (tx) => {
      const hit = await lockHit(tx, input.id)
      if (hit?.state !== 'proposed' || !hit.verdict) refuse('screening.hit-not-proposed', { status: 409 })
      const account = tx.ctx.session!.accountId
      if (hit.proposed_by === account) refuse('screening.own-proposal', { status: 403 })
      if (!input.approve) await updateHit(tx, hit.id, { state: 'open', verdict: null, second_kind: null, second_text: null, reason: null, proposed_by: null, proposed_at: null, decision_reason: input.reason ?? null })
      else await updateHit(tx, hit.id, { state: hit.verdict, decided_by: account, decided_at: tx.at, decision_reason: input.reason ?? null })
      if (input.approve && hit.verdict === 'dismissed') {
        const entry = (await entriesById(tx, [hit.entry_id])).get(hit.entry_id)!
        const standing = (await standingIds(tx, [hit.person_id])).get(hit.person_id) ?? hit.person_id
        await addNotThisPerson(tx, { personId: standing, otherFacts: `${entry.list.toUpperCase()} ${entry.reference}: ${entry.content.names[0]!.text}`, note: hit.reason! })
      }
      return { id: hit.id }
    })
  }),
]

function unpacked(base64: string): string {
  try {
    return gunzipSync(Buffer.from(base64, 'base64'), { maxOutputLength: mostBytes }).toString('utf8')
  } catch {
    return refuse('screening.list-unreadable', { field: 'files', params: { why: 'gzip' } })
  }
}

async function viewHits(r: Reader, rows: readonly HitRow[]): Promise<Hit[]> {
  const entries = await entriesById(r, [...new Set(rows.map((row) => row.entry_id))])
  const roots = await standingIds(r, [...new Set(rows.map((row) => row.person_id))])
  const persons = new Map((await readPersons(r, [...new Set(roots.values())])).map(({ person, names }) => [person.id, summarise(person, names)]))
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return rows.flatMap((row) => {
    const entry = entries.get(row.entry_id)
    return entry ? [{
      id: row.id, state: row.state, score: row.score, reasons: { name: { ...row.reasons.name, parts: [...row.reasons.name.parts] }, seconds: [...row.reasons.seconds] }, because: row.because, foundAt: row.found_at.toISOString(),
      list: entry.list, delisted: entry.delisted_at !== null, entry: entry.content, person: persons.get(roots.get(row.person_id) ?? row.person_id) ?? null,
      verdict: row.verdict, secondKind: row.second_kind, secondText: row.second_text, reason: row.reason, proposedAt: iso(row.proposed_at),
      proposedByReader: r.ctx.session !== null && row.proposed_by === r.ctx.session.accountId, decidedAt: iso(row.decided_at), decisionReason: row.decision_reason,
    }] : []
  })
}

function viewVersion(row: VersionRow): ListVersion {
  const { id, list, entries, added, changed, relisted, delisted } = row
  return { id, list, entries, added, changed, relisted, delisted, publishedOn: row.published_on, fileNames: row.file_names, importedAt: row.imported_at.toISOString(), importedBy: row.imported_by }
}
