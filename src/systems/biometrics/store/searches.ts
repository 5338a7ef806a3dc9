import { sql, type Insertable } from 'kysely'
import { visible } from '#kernel/access/policy.ts'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { CandidateRow, LinkRow, OpinionRow, ProbeRow, SearchRow, SearchTable, SearchTables } from './search-tables.ts'
import type { BiometricsTables } from './tables.ts'

const db = (r: Reader) => r.db.withTables<SearchTables & BiometricsTables>()

/** A search with what lists show beside it. */
export type ListedSearch = SearchRow & {
  version: number; office_ar: string; office_ckb: string; office_en: string; asked_by_name: string | null; case_number: string | null; custody_number: string | null; mark_number: string | null
  candidates: number; waiting: number
}

export interface SearchFilter {
  readonly id?: string | undefined; readonly state?: SearchRow['state'] | undefined; readonly outcome?: SearchRow['outcome'] | undefined; readonly purpose?: SearchRow['purpose'] | undefined; readonly officeId?: string | undefined
  readonly askedBy?: string | undefined; readonly recordId?: string | undefined; readonly automatic?: boolean | undefined; readonly markId?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined
}

/** Searches that the session may know of, the newest first. `cursor` is the last id of the page before: ids grow with time. */
export async function listSearchRows(r: Reader, f: SearchFilter, limit: number, cursor?: string): Promise<ListedSearch[]> {
  let query = db(r).selectFrom('biometrics.search as s').innerJoin('kernel.record as r', 'r.id', 's.id').innerJoin('kernel.office as o', 'o.id', 's.office_id').leftJoin('kernel.account as a', 'a.id', 's.asked_by')
    .leftJoin('kernel.record as c', 'c.id', 's.case_id').leftJoin('kernel.record as u', 'u.id', 's.custody_id').leftJoin('kernel.record as m', 'm.id', 's.mark_id')
    .selectAll('s').select(['r.version', 'o.name_ar as office_ar', 'o.name_ckb as office_ckb', 'o.name_en as office_en', 'a.full_name_ar as asked_by_name', 'c.number as case_number', 'u.number as custody_number', 'm.number as mark_number'])
    .select((q) => [
      q.selectFrom('biometrics.candidate as k').select(sql<number>`count(*)::int`.as('n')).whereRef('k.search_id', '=', 's.id').as('candidates'),
      q.selectFrom('biometrics.candidate as k').select(sql<number>`count(*)::int`.as('n')).whereRef('k.search_id', '=', 's.id').where('k.state', '<>', 'settled').as('waiting'),
    ])
    .where(visible(r.ctx, 'biometrics.read-searches', 's.id')).orderBy('s.id', 'desc').limit(limit)
  if (f.id) query = query.where('s.id', '=', f.id)
  if (f.state) query = query.where('s.state', '=', f.state)
  if (f.outcome) query = query.where('s.outcome', '=', f.outcome)
  if (f.purpose) query = query.where('s.purpose', '=', f.purpose)
  if (f.officeId) query = query.where('s.office_id', '=', f.officeId)
  if (f.askedBy) query = query.where('s.asked_by', '=', f.askedBy)
  if (f.markId) query = query.where('s.mark_id', '=', f.markId)
  if (f.automatic !== undefined) query = query.where('s.automatic', '=', f.automatic)
  if (f.recordId) query = query.where((eb) => eb.or([eb('s.case_id', '=', f.recordId!), eb('s.custody_id', '=', f.recordId!), eb('s.enrolment_id', '=', f.recordId!)]))
  if (f.from) query = query.where(sql<Date>`s.asked_at`, '>=', sql<Date>`${f.from}::date at time zone 'Asia/Baghdad'`)
  if (f.to) query = query.where(sql<Date>`s.asked_at`, '<', sql<Date>`(${f.to}::date + 1) at time zone 'Asia/Baghdad'`)
  if (cursor) query = query.where('s.id', '<', cursor)
  return query.execute() as Promise<ListedSearch[]>
}

export async function findSearch(r: Reader, id: string): Promise<SearchRow | undefined> {
  return db(r).selectFrom('biometrics.search').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Locks a search for its act; or the refusal that no such record exists. */
export async function lockSearch(tx: Tx, id: string): Promise<SearchRow> {
  return (await db(tx).selectFrom('biometrics.search').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('kernel.record-unknown', { status: 404 })
}

export async function insertSearch(tx: Tx, row: Omit<Insertable<SearchTable>, 'answered' | 'missing'>): Promise<void> {
  await db(tx).insertInto('biometrics.search').values({ ...row, answered: '[]', missing: '[]' }).execute()
}

export async function updateSearch(tx: Tx, id: string, changes: Partial<Omit<SearchRow, 'id' | 'answered' | 'missing'>> & { answered?: string; missing?: string }): Promise<void> {
  await db(tx).updateTable('biometrics.search').set(changes).where('id', '=', id).execute()
}

export async function insertProbe(tx: Tx, row: ProbeRow): Promise<void> {
  await db(tx).insertInto('biometrics.probe').values(row).execute()
}

export async function probesOfSearch(r: Reader, searchId: string): Promise<ProbeRow[]> {
  return db(r).selectFrom('biometrics.probe').selectAll().where('search_id', '=', searchId).orderBy('id').execute()
}

/** The ids of searches that wait to be run, the oldest first; among nodes those that this one writes. */
export async function waitingSearches(r: Reader, most: number): Promise<string[]> {
  const rows = await db(r).selectFrom('biometrics.search as s').innerJoin('kernel.record as r', 'r.id', 's.id').select('s.id').where('s.state', '=', 'waiting').where(sql<boolean>`kernel.elsewhere(r.writer) is null`).orderBy('s.asked_at').limit(most).execute()
  return rows.map((row) => row.id)
}

/** Whether this database is that of a node below the nation's: then it holds the prints of its own offices only. */
export async function holdsPartOnly(r: Reader): Promise<boolean> {
  const { rows } = await sql<{ part: boolean }>`select exists (select from kernel.here where parent_id is not null) as part`.execute(r.db)
  return rows[0]!.part
}

export async function insertCandidates(tx: Tx, rows: readonly (Omit<CandidateRow, 'fingers' | 'state' | 'result' | 'settled_at'> & { fingers: string })[]): Promise<void> {
  if (rows.length > 0) await db(tx).insertInto('biometrics.candidate').values(rows.map((row) => ({ ...row, result: null, settled_at: null }))).onConflict((c) => c.columns(['search_id', 'enrolment_id']).doNothing()).execute()
}

export async function candidatesOf(r: Reader, searchId: string): Promise<CandidateRow[]> {
  return db(r).selectFrom('biometrics.candidate').selectAll().where('search_id', '=', searchId).orderBy('place').execute()
}

export async function findCandidate(r: Reader, id: string): Promise<CandidateRow | undefined> {
  return db(r).selectFrom('biometrics.candidate').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function lockCandidate(tx: Tx, id: string): Promise<CandidateRow> {
  return (await db(tx).selectFrom('biometrics.candidate').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('kernel.record-unknown', { status: 404 })
}

export async function settleCandidate(tx: Tx, id: string, changes: Pick<CandidateRow, 'state' | 'result' | 'settled_at'>): Promise<void> {
  await db(tx).updateTable('biometrics.candidate').set(changes).where('id', '=', id).execute()
}

export async function insertOpinion(tx: Tx, row: OpinionRow): Promise<void> {
  await db(tx).insertInto('biometrics.opinion').values(row).execute()
}

/** The opinions on a candidate that this session may read: before its own is given only its own (row-level security). */
export async function opinionsOn(r: Reader, candidateIds: readonly string[]): Promise<(OpinionRow & { examiner_name: string })[]> {
  if (candidateIds.length === 0) return []
  return db(r).selectFrom('biometrics.opinion as o').innerJoin('kernel.account as a', 'a.id', 'o.examiner').selectAll('o').select('a.full_name_ar as examiner_name').where('o.candidate_id', 'in', [...candidateIds]).orderBy('o.place').execute()
}

export async function insertLink(tx: Tx, row: Omit<LinkRow, 'state' | 'decided_by' | 'decided_at' | 'decision_reason' | 'merge_id'>): Promise<void> {
  await db(tx).insertInto('biometrics.link').values({ ...row, decided_by: null, decided_at: null, decision_reason: null, merge_id: null }).execute()
}

export async function listLinkRows(r: Reader, by: { state?: LinkRow['state'] | undefined; id?: string; candidateId?: string }, limit: number): Promise<(LinkRow & { proposer: string; decider: string | null; number: string; score: number })[]> {
  let query = db(r).selectFrom('biometrics.link as l').innerJoin('biometrics.search as s', 's.id', 'l.search_id').innerJoin('biometrics.candidate as c', 'c.id', 'l.candidate_id')
    .innerJoin('kernel.account as p', 'p.id', 'l.proposed_by').leftJoin('kernel.account as d', 'd.id', 'l.decided_by')
    .selectAll('l').select(['p.full_name_ar as proposer', 'd.full_name_ar as decider', 's.number', 'c.score']).orderBy('l.proposed_at', 'desc').limit(limit)
  if (by.id) query = query.where('l.id', '=', by.id)
  if (by.state) query = query.where('l.state', '=', by.state)
  if (by.candidateId) query = query.where('l.candidate_id', '=', by.candidateId)
  return query.execute()
}

export async function updateLink(tx: Tx, id: string, changes: Partial<Omit<LinkRow, 'id'>>): Promise<void> {
  await db(tx).updateTable('biometrics.link').set(changes).where('id', '=', id).execute()
}

/** How many searches each office asked for which purpose, and what they came to. No person, no image. */
export async function figuresOf(r: Reader, from: string, to: string) {
  const { rows } = await sql<{ purpose: SearchRow['purpose']; officeId: string; ar: string; ckb: string; en: string; asked: number; candidates: number; same: number; none: number; inconclusive: number; incomplete: number; open: number }>`
    select s.purpose, o.id as "officeId", o.name_ar as ar, o.name_ckb as ckb, o.name_en as en, count(*)::int as asked, coalesce(sum(k.n), 0)::int as candidates,
      count(*) filter (where s.outcome = 'same')::int as same, count(*) filter (where s.outcome = 'none')::int as none, count(*) filter (where s.outcome = 'inconclusive')::int as inconclusive,
      count(*) filter (where s.outcome = 'incomplete')::int as incomplete, count(*) filter (where s.outcome is null)::int as open
    from biometrics.search s join kernel.office o on o.id = s.office_id left join lateral (select count(*) as n from biometrics.candidate c where c.search_id = s.id) k on true
    where s.asked_at >= ${from}::date at time zone 'Asia/Baghdad' and s.asked_at < (${to}::date + 1) at time zone 'Asia/Baghdad'
    group by s.purpose, o.id order by count(*) desc, o.name_ar`.execute(r.db)
  return rows
}

/** What of an enrolment a comparison shows: the standing prints of these fingers, sealed. Read by the platform for an examiner of its candidate. */
export async function printsOf(r: Reader, enrolmentId: string, fingers: readonly number[]) {
  return db(r).selectFrom('biometrics.impression as i').innerJoin('biometrics.template as t', 't.impression_id', 'i.id').select(['i.id', 'i.finger', 'i.sealed_image', 'i.key_id', 'i.image_type', 'i.dpi', 'i.quality', 't.id as template_id', 't.sealed', 't.key_id as template_key'])
    .where('i.enrolment_id', '=', enrolmentId).where('i.finger', 'in', fingers as never).where('i.stands', '=', true).where('i.sealed_image', 'is not', null).orderBy('i.finger').execute()
}

/** What decides whether an enrolment may be searched or found: its purpose, whose it is, where it was taken. */
export async function enrolmentFacts(r: Reader, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db(r).selectFrom('biometrics.enrolment').select(['id', 'number', 'person_id', 'purpose', 'juvenile', 'state', 'custody_id', 'office_id', 'ended_at']).where('id', 'in', [...ids]).execute()
}

/** The latest complete enrolment of a custody, or of any of these persons. */
export async function latestEnrolment(r: Reader, by: { custodyId: string } | { personIds: readonly string[] }) {
  let query = db(r).selectFrom('biometrics.enrolment').select(['id', 'number', 'person_id', 'custody_id', 'name_display', 'ended_at', 'purpose']).where('state', '=', 'complete').orderBy('ended_at', 'desc')
  query = 'custodyId' in by ? query.where('custody_id', '=', by.custodyId) : query.where('person_id', 'in', [...by.personIds])
  return query.executeTakeFirst()
}

/** The offices of criminal evidence of a jurisdiction: they see what is to be examined. */
export async function evidenceOffices(r: Reader, jurisdiction: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from kernel.office where kind = 'criminal-evidence' and jurisdiction = ${jurisdiction} and valid_to is null`.execute(r.db)
  return rows.map((row) => row.id)
}
