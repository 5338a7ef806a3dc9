/** The queue of persons who may be written down twice. */
import type { Reader } from '#kernel/act/act.ts'
import type { Duplicate } from './contract.ts'
import type { PersonSummary } from './person.ts'
import { descriptionOf, possibleDuplicates, summarise } from './search.ts'
import { readPersons } from './store.ts'
import type { PeopleTables } from './tables.ts'

/** So many of those written down last are looked at for one page. */
const mostLookedAt = 40
/** Under this a pair is not worth anybody's time. */
const leastLikely = 0.5

/** Pairs among the persons written down last and everybody, the likeliest first, but those proposed to be merged or noted to be two. */
export async function likelyDoubles(r: Reader): Promise<{ person: PersonSummary; other: Duplicate }[]> {
  const db = r.db.withTables<PeopleTables>()
  const newest = await db.selectFrom('kernel.person').select('id').where('merged_into', 'is', null).orderBy('id', 'desc').limit(mostLookedAt).execute()
  const persons = await readPersons(r, newest.map(({ id }) => id))
  const settled = await settledPairs(r, persons.map(({ person }) => person.id))
  const seen = new Set<string>()
  const found: { person: PersonSummary; other: Duplicate }[] = []
  for (const { person, names } of persons) {
    for (const other of await possibleDuplicates(r, descriptionOf(person, names), { except: person.id, limit: 3 })) {
      const pair = pairOf(person.id, other.person.id)
      if (other.comparison.score < leastLikely || seen.has(pair) || settled.has(pair)) continue
      seen.add(pair)
      found.push({ person: summarise(person, names), other })
    }
  }
  return found.toSorted((a, b) => b.other.comparison.score - a.other.comparison.score || (a.person.id < b.person.id ? -1 : 1))
}

function pairOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

async function settledPairs(r: Reader, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const db = r.db.withTables<PeopleTables>()
  const merges = await db.selectFrom('kernel.person_merge').select(['keep_id', 'drop_id']).where('state', '=', 'proposed').where((eb) => eb.or([eb('keep_id', 'in', [...ids]), eb('drop_id', 'in', [...ids])])).execute()
  const notes = await db.selectFrom('kernel.not_this_person').select(['person_id', 'other_person_id']).where('other_person_id', 'is not', null).where((eb) => eb.or([eb('person_id', 'in', [...ids]), eb('other_person_id', 'in', [...ids])])).execute()
  return new Set([...merges.map((one) => pairOf(one.keep_id, one.drop_id)), ...notes.map((one) => pairOf(one.person_id, one.other_person_id!))])
}
