/** Entries without salt and text: each must have been expunged by an act that says so. */
import type pg from 'pg'
import type { BlankedEntry } from './check-entry.ts'
import { MOST_PROBLEMS } from './check-leaves.ts'
import type { Problem } from './problem.ts'

const PAGE = 5000
const EXPUNGES = 'ledger.expunge'

/** `place`: in the log; undefined for an entry that waits for its place. That the rows of kernel.expunged_entry are an act's own is checked with all other rows. */
export async function checkBlanked(client: pg.ClientBase, blanked: readonly (Omit<BlankedEntry, 'place'> & { place: number | undefined })[]): Promise<Problem[]> {
  const problems: Problem[] = []
  for (let from = 0; from < blanked.length && problems.length < MOST_PROBLEMS; from += PAGE) {
    const page = blanked.slice(from, from + PAGE)
    const { rows } = await client.query<{ id: string; stub_digest: string; expunged_by: string | null; expunging_id: string; verb: string | null }>(
      `select x.id, x.stub_digest, x.expunging_id, e.expunged_by, a.verb from kernel.expunged_entry x
       join kernel.entry e on e.id = x.id left join kernel.entry a on a.id = x.expunging_id where x.id = any ($1)`, [page.map(({ entryId }) => entryId)])
    const ordered = new Map(rows.map((row) => [row.id, row]))
    for (const { entryId, stubDigest, place } of page) {
      const order = ordered.get(entryId)
      const isOrdered = order?.stub_digest === stubDigest && order.verb === EXPUNGES && order.expunged_by === order.expunging_id
      if (!isOrdered) problems.push({ kind: 'entry-blanked', entryId, ...(place === undefined ? {} : { index: place }) })
    }
  }
  return problems
}
