/** What a release rests on, read from the custody as it stands. */
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { soundsSame, tokensOf } from '#kernel/people/fold.ts'
import { getPerson } from '#kernel/people/people.ts'
import { plainDigits, type Person } from '#kernel/people/person.ts'
import type { DocumentTables } from '#kernel/documents/tables.ts'
import { casesOfPerson } from '#systems/cases/public.ts'
import type { CheckNotes, Identifier, Signature } from './contract/release.ts'
import { justAfter } from './project.ts'
import { ageOn } from './rules/arrest.ts'
import { legalCover } from './rules/cover.ts'
import type { ReleaseFacts } from './rules/release.ts'
import { birthOf } from './standing.ts'
import { listProperty } from './store/care.ts'
import { listCustodyCases } from './store/custody.ts'
import { listFacts } from './store/facts.ts'
import { findReleaseToProve, stepsTaken } from './store/release.ts'
import type { CustodyRow, CustodyTables, ReleaseOrderRow } from './store/tables.ts'

/** The order under way. @throws Refusal when there is none */
export async function getReleaseToProve(r: Reader, custodyId: string): Promise<ReleaseOrderRow> {
  return (await findReleaseToProve(r, custodyId)) ?? refuse('custody.no-release-order', { status: 409, article: 'CPC 284' })
}

/**
 * The papers that still hold the person after the release order: numbers of orders, or of cases where a sentence runs.
 * CPC 115: freed at once unless held for another offence.
 */
export async function otherLivePapers(r: Reader, row: CustodyRow, at: Date): Promise<string[]> {
  const cover = legalCover(await listFacts(r, row.id), justAfter(at), row.jurisdiction)
  const now = cover.intervals.at(-1)
  if (cover.status !== 'covered' || now === undefined) return []
  const ids = [now.factId, ...now.also].filter((id) => id !== undefined)
  const db = r.db.withTables<CustodyTables>()
  const orders = await db.selectFrom('custody.detention_order').select(['id', 'number']).where('id', 'in', ids).execute()
  const cases = await listCustodyCases(r, row.id)
  return ids.map((id) => orders.find((o) => o.id === id)?.number ?? (cases.length > 1 ? row.case_number : now.article))
}

/** Everything a step of this release rests on. */
export async function releaseFacts(r: Reader, row: CustodyRow, order: ReleaseOrderRow, at: Date): Promise<ReleaseFacts> {
  const items = await listProperty(r, row.id)
  const birth = birthOf(row)
  return {
    progress: stepsTaken(order), otherLive: order.freed_at === null ? await otherLivePapers(r, row, at) : [], propertyItems: items.filter((i) => i.returned_at === null).length,
    mustBeFetched: birth === undefined ? row.age_group === 'juvenile' : ageOn(birth, baghdadDay(at)).least < 18, dead: row.ended_kind === 'died',
  }
}

/**
 * Whether what the person said or showed agrees with the register.
 * @throws Refusal when the register has nothing to compare it with, or nothing was said
 */
export function identifierAgrees(person: Person, shown: Identifier): boolean {
  if (shown.kind === 'photograph' || shown.kind === 'thumb-print') return shown.agrees ?? refuse('custody.identifier-missing', { field: 'identifier.agrees' })
  const said = shown.value?.trim() ?? ''
  if (said === '') refuse('custody.identifier-missing', { field: 'identifier.value' })
  const unknown = () => refuse('custody.identifier-unknown', { field: 'identifier.kind', params: { kind: `custody.identifier.${shown.kind}` } })
  if (shown.kind === 'national-number') return plainDigits(said).replaceAll(/\D/g, '') === (person.nationalNumber ?? unknown())
  if (shown.kind === 'birth') return birthAgrees(person, plainDigits(said), unknown)
  const mothers = person.names.flatMap((name) => name.mother ?? [])
  if (mothers.length === 0) unknown()
  const given = tokensOf(said)[0]
  return given !== undefined && mothers.some((mother) => { const first = tokensOf(mother)[0]; return first !== undefined && soundsSame(first, given) })
}

/** A year said agrees with the year on record; a day only with the day, where the register knows it. */
function birthAgrees({ birth }: Person, said: string, unknown: () => never): boolean {
  const date = birth.date ?? unknown()
  const known = birth.precision === 'day' && said.length > 4 ? date : birth.precision === 'month' && said.length > 4 ? date.slice(0, 7) : date.slice(0, 4)
  return said.slice(0, known.length) === known
}

/** What else is known of the person: open cases elsewhere, notes that they are not somebody. Never a bar by itself. */
export async function notesAbout(r: Reader, row: CustodyRow): Promise<Pick<CheckNotes, 'openCases' | 'notThisPerson'>> {
  const own = new Set((await listCustodyCases(r, row.id)).map((c) => c.caseId))
  const cases = (await casesOfPerson(r, row.person_id)).filter((c) => c.role === 'accused' && !c.ended && !own.has(c.caseId) && !['closed', 'final'].includes(c.stage))
  const person = await getPerson(r, row.person_id)
  return { openCases: cases.map((c) => c.number ?? c.caseId), notThisPerson: person.notThisPerson.map((n) => n.otherFacts ?? n.note) }
}

/** The uploaded paper that proves the leaving: a file of this custody. Null for the other two ways. */
export async function signaturePaper(tx: Tx, signature: Signature): Promise<string | null> {
  if (signature.how !== 'signed-paper') return null
  const paper = await tx.db.withTables<DocumentTables>().selectFrom('kernel.document').select('id')
    .where('id', '=', signature.documentId).where('record_id', '=', tx.record.id).where('kind', '=', 'file').executeTakeFirst()
  return paper?.id ?? refuse('custody.signature-paper-unknown', { field: 'signature.documentId' })
}
