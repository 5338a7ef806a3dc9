import type { Reader } from '#kernel/act/act.ts'
import { Refusal } from '#kernel/act/refusal.ts'
import { getCustody } from '#systems/custody/public.ts'
import type { CourtTables, SentenceKind, SentenceRow } from './store/tables.ts'

/** One sentence as a prison executes it. Lengths are as the judgment writes them; days are Baghdad days, `fineIqd` whole dinars. */
export interface CommittedSentence {
  readonly id: string; readonly judgmentId: string; readonly caseId: string; readonly judgmentNumber: string; readonly courtId: string; readonly kind: SentenceKind; readonly article: string; readonly years: number; readonly months: number; readonly days: number
  readonly judgmentOn: string; readonly startsOn: string | null; readonly offenceOn: string | null; readonly creditDays: number; readonly concurrent: boolean; readonly linkedGroup: string | null
  readonly suspended: boolean; readonly suspendedUntil: string | null; readonly fineIqd: number | null; readonly fineDefaultDays: number | null
  readonly fromAt: Date | null; readonly toAt: Date | null; readonly final: boolean; readonly juvenile: boolean
}

/** What commits a person to prison: the live memorandum (CPC 281) with its standing sentences. */
export interface Commitment {
  readonly memorandumId: string; readonly memorandumNumber: string; readonly documentId: string; readonly judgmentId: string; readonly judgmentNumber: string; readonly judgmentOn: string
  readonly caseId: string; readonly personId: string; readonly prisonId: string; readonly courtId: string; readonly article: string; readonly penalty: string; readonly startsOn: string
  readonly heldDays: number; readonly issuedAt: Date; readonly death: boolean; readonly juvenile: boolean; readonly sentences: readonly CommittedSentence[]
}

/** The commitment of a custody, or undefined: no prison takes a convict in without one. The newest where there are several. */
export async function findCommitment(r: Reader, custodyId: string): Promise<Commitment | undefined> {
  const live = r.db.withTables<CourtTables>().selectFrom('courts.memorandum as m').innerJoin('courts.judgment as j', 'j.id', 'm.judgment_id').selectAll('m')
    .select(['j.number as judgment_number', 'j.given_on', 'j.court_id', 'j.death', 'j.juvenile']).where('m.ended_at', 'is', null).orderBy('m.issued_at', 'desc').orderBy('m.id', 'desc').limit(1)
  const free = await personWhenFree(r, custodyId)
  const m = (await live.where('m.custody_id', '=', custodyId).executeTakeFirst())
    ?? (free && (await live.where('m.custody_id', 'is', null).where('m.person_id', '=', free.personId).where('m.case_id', '=', free.caseId).executeTakeFirst()))
  if (!m) return undefined
  return {
    memorandumId: m.id, memorandumNumber: m.number, documentId: m.document_id, judgmentId: m.judgment_id, judgmentNumber: m.judgment_number, judgmentOn: m.given_on, caseId: m.case_id, personId: m.person_id,
    prisonId: m.prison_id, courtId: m.court_id, article: m.article, penalty: m.penalty, startsOn: m.starts_on, heldDays: m.held_days, issuedAt: m.issued_at, death: m.death, juvenile: m.juvenile,
    sentences: (await sentencesOf(r, custodyId)).filter((s) => s.judgmentId === m.judgment_id),
  }
}

/** Whoever was free when sentenced has a memorandum without a custody: it is found by person and case once they are held. */
async function personWhenFree(r: Reader, custodyId: string): Promise<{ personId: string; caseId: string } | undefined> {
  try {
    return await getCustody(r, custodyId)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** The standing sentences that a custody serves or would serve, over all its judgments, oldest first; suspended ones and fines too. */
export async function sentencesOf(r: Reader, custodyId: string): Promise<CommittedSentence[]> {
  const free = await personWhenFree(r, custodyId)
  const rows = await r.db.withTables<CourtTables>().selectFrom('courts.sentence as s').innerJoin('courts.judgment as j', 'j.id', 's.judgment_id').innerJoin('courts.count as c', 'c.id', 's.count_id')
    .selectAll('s').select(['j.number', 'j.court_id', 'j.given_on', 'j.state', 'j.juvenile', 'c.act_on']).where((eb) => eb.or([
      eb('s.custody_id', '=', custodyId), ...(free ? [eb.and([eb('s.custody_id', 'is', null), eb('s.person_id', '=', free.personId), eb('s.case_id', '=', free.caseId)])] : []),
    ])).where('s.ended_at', 'is', null).where('j.state', '<>', 'set-aside')
    .orderBy('s.imposed_at').orderBy('s.id').execute()
  return rows.map((s) => ({
    ...viewTerm(s), judgmentNumber: s.number, courtId: s.court_id, judgmentOn: s.given_on, offenceOn: s.act_on, final: s.state === 'final', juvenile: s.juvenile,
  }))
}

function viewTerm(s: SentenceRow) {
  return {
    id: s.id, judgmentId: s.judgment_id, caseId: s.case_id, kind: s.kind, article: s.article, years: s.years, months: s.months, days: s.days, startsOn: s.starts_on, creditDays: s.credit_days,
    concurrent: s.concurrent, linkedGroup: s.linked_group, suspended: s.suspended, suspendedUntil: s.suspended_until, fineIqd: s.fine_iqd, fineDefaultDays: s.fine_default_days, fromAt: s.from_at, toAt: s.to_at,
  }
}
