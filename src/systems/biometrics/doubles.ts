/** Whether a person whose prints were taken is known under another name: what the check among the enrolled found, and what examiners made of it. */
import { sql } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'

export interface Double { readonly state: 'waiting' | 'found' | 'not-same'; readonly searchId: string | null; readonly personId: string | null; readonly name: string | null; readonly at: string }

interface Found { search_id: string; candidate_state: string; result: string | null; link_state: string | null; other_id: string; other_name: string; at: Date }

/**
 * Candidates found for these persons, or these among the candidates of others; the latest first. A name is given only where two examiners
 * found the same person and a second one approved the link: before that, it could be anybody's.
 */
export async function doublesOf(r: Reader, personIds: readonly string[]): Promise<Double[]> {
  const { rows } = await sql<Found>`
    select s.id as search_id, c.state as candidate_state, c.result, l.state as link_state, o.person_id as other_id, o.name_display as other_name, coalesce(l.decided_at, c.settled_at, c.found_at) as at
    from biometrics.search s join biometrics.candidate c on c.search_id = s.id join biometrics.enrolment probe on probe.id = s.enrolment_id join biometrics.enrolment found on found.id = c.enrolment_id
      join lateral (select e.person_id, e.name_display from biometrics.enrolment e where e.id = case when probe.person_id = any (${[...personIds]}::uuid[]) and probe.id <> found.id then found.id else probe.id end) o on true
      left join biometrics.link l on l.candidate_id = c.id and l.state <> 'refused'
    where s.purpose = 'enrolment-check' and (probe.person_id = any (${[...personIds]}::uuid[]) or c.person_id = any (${[...personIds]}::uuid[])) and probe.person_id <> found.person_id order by at desc limit 50`.execute(r.db)
  // Two that resemble each other find each other: one search of each. What is surest of a pair counts.
  const pairs = new Map<string, Double>()
  for (const row of rows) {
    const one = viewDouble(row)
    const known = pairs.get(row.other_id)
    if (!known || order.indexOf(one.state) < order.indexOf(known.state)) pairs.set(row.other_id, one)
  }
  return [...pairs.values()]
}

const order: readonly Double['state'][] = ['found', 'waiting', 'not-same']

function viewDouble(row: Found): Double {
  const found = row.link_state === 'approved'
  const state = found ? 'found' : row.candidate_state === 'settled' && row.result !== 'same' ? 'not-same' : 'waiting'
  return { state, searchId: row.search_id, personId: found ? row.other_id : null, name: found ? row.other_name : null, at: row.at.toISOString() }
}
