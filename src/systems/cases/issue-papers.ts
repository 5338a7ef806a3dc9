/** The law's own papers of a case, issued in the act that records what they say: complaint, statements, search, scene, referral. */
import type { Tx } from '#kernel/act/act.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import type { PaperPerson } from '#kernel/documents/forms/parts.ts'
import type { Insertable } from 'kysely'
import { findOffence } from '#systems/offences/public.ts'
import type { OpenedCase, NewCase } from './open-case.ts'
import type { Referral } from './rules/outcomes.ts'
import { findPersonFacts } from './store/person.ts'
import type { CaseRow, ChargeRow, SceneTable, SearchTable, StatementTable } from './store/tables.ts'

/** One line of a paper: never empty, never longer than the paper's own limit. */
function line(text: string | null | undefined, most = 300): string {
  const tidy = (text ?? '').replaceAll(/\s+/gu, ' ').trim()
  return tidy === '' ? '—' : tidy.slice(0, most)
}

/** A field only where there is something to print. */
function some<K extends string>(key: K, text: string | null | undefined): { [P in K]?: string } {
  return (text?.trim() ? { [key]: line(text) } : {}) as { [P in K]?: string }
}

function officer(tx: Tx): string {
  return line(tx.ctx.session?.personName)
}

function offenceTitles(charges: readonly Pick<ChargeRow, 'offence_code'>[], lang: 'ar' | 'ckb'): string {
  return [...new Set(charges.map((c) => findOffence(c.offence_code)?.title[lang] ?? c.offence_code))].join('، ')
}

function articles(charges: readonly Pick<ChargeRow, 'offence_code'>[]): string {
  return [...new Set(charges.map((c) => findOffence(c.offence_code)?.article ?? c.offence_code))].join('، ')
}

/** محضر شكوى (CPC 1, 9, 49). */
export async function issueComplaintRecord(tx: Tx, c: NewCase, opened: OpenedCase, jurisdiction: 'federal' | 'kri'): Promise<string> {
  const lang = jurisdiction === 'kri' ? 'ckb' : 'ar'
  const people = await findPersonFacts(tx, [c.complainantId, ...c.accused.map((a) => a.personId)].filter((id): id is string => Boolean(id)))
  const { documentId } = await issueForm(tx, {
    form: 'complaint-record', recordId: opened.caseId,
    data: {
      complainant: { name: line(c.complainantId ? people.get(c.complainantId)?.name : c.informant) }, receivedAt: (c.receivedAt ?? tx.at).toISOString(), diaryNumber: line(opened.diaryNumber), caseNumber: line(opened.number),
      officer: officer(tx), offence: line(offenceTitles(c.accused.map((a) => ({ offence_code: a.offenceCode })), lang)), happened: line(c.occurredAt ? when(c.occurredAt) : null), place: line(c.place), facts: c.summary,
      civilClaim: c.civilClaim === 'included', ...some('suspects', c.accused.map((a) => (a.personId ? people.get(a.personId)?.name : '')).filter(Boolean).join('، ')),
      witnesses: (c.witnesses ?? '').split(/[,،;\n]/u).filter((name) => name.trim()).slice(0, 50).map((name) => ({ name: line(name) })),
    },
  })
  return documentId
}

/** An instant in words for a line of a paper, Baghdad time: 2026-11-22 13:05. */
function when(at: Date): string {
  return `${baghdadDay(at)} ${new Date(at.getTime() + 3 * 3_600_000).toISOString().slice(11, 16)}`
}

type Statement = Omit<Insertable<StatementTable>, 'id'>

/** إفادة شاهد (CPC 60). */
export async function issueWitnessStatement(tx: Tx, s: Statement): Promise<string> {
  const { documentId } = await issueForm(tx, {
    form: 'witness-statement', recordId: s.case_id,
    data: {
      caseNumber: line(tx.record.number), witness: { name: line(s.name), ...some('surname', s.surname), ...(s.age ? { age: s.age } : {}), ...some('occupation', s.trade), ...some('address', s.residence) },
      relation: line(s.relation), sworn: s.sworn, takenAt: s.started_at.toISOString(), place: line(s.place), takenBy: officer(tx), byJudge: s.recorded_by_role === 'investigative-judge',
      ...some('interpreter', s.interpreter), words: s.body, ...(s.condition ? { condition: s.condition } : {}),
    },
  })
  return documentId
}

/** إفادة المتهم (CPC 123-128). Where coercion is alleged the paper says so. */
export async function issueAccusedStatement(tx: Tx, s: Statement, charges: readonly ChargeRow[], jurisdiction: 'federal' | 'kri'): Promise<string> {
  const { documentId } = await issueForm(tx, {
    form: 'accused-statement', recordId: s.case_id,
    data: {
      caseNumber: line(tx.record.number), accused: { name: line(s.name), ...(s.age ? { age: s.age } : {}), ...some('occupation', s.trade), ...some('address', s.residence) }, takenAt: s.started_at.toISOString(),
      endedAt: s.ended_at.toISOString(), place: line(s.place), takenBy: officer(tx), byJudge: s.recorded_by_role === 'investigative-judge', offence: line(offenceTitles(charges, jurisdiction === 'kri' ? 'ckb' : 'ar')),
      article: line(articles(charges)), told: { offence: s.told_offence, silence: s.told_rights, lawyer: s.told_rights }, wantsLawyer: s.lawyer === 'present', ...some('lawyer', s.lawyer_name),
      ...some('interpreter', s.interpreter), words: s.body, ...(s.defence ? { evidenceInDenial: s.defence } : {}), confession: s.confession, readBack: s.read_back,
      ...some('refusedToSign', s.signature === 'refused' ? s.refusal_note : null), ...(s.coercion_alleged || s.injuries_seen ? { allegesCoercion: s.coercion_note || '—' } : {}),
    },
  })
  return documentId
}

/** محضر تفتيش (CPC 82). */
export async function issueSearchRecord(tx: Tx, s: Omit<Insertable<SearchTable>, 'id'>, authority: string): Promise<string> {
  const { documentId } = await issueForm(tx, {
    form: 'search-record', recordId: s.case_id,
    data: {
      caseNumber: line(tx.record.number), authority: line(authority), began: s.started_at.toISOString(), ...(s.ended_at ? { ended: s.ended_at.toISOString() } : {}), place: line(s.place), searcher: officer(tx),
      ...some('femaleSearcher', s.female_searcher), steps: s.procedures, seized: rows(s.objects_seized).map((description) => ({ description })), found: rows(s.persons_found).map((name) => ({ name })),
      witnesses: s.witnesses.map((name) => ({ name: line(name) })), ...some('mukhtar', s.mukhtar), ...(s.remarks ? { remarks: s.remarks } : {}),
    },
  })
  return documentId
}

function rows(text: string): string[] {
  return text.split('\n').map((row) => row.trim()).filter(Boolean).slice(0, 60).map((row) => line(row))
}

/** محضر كشف (CPC 43, 52(B)). */
export async function issueSceneRecord(tx: Tx, s: Omit<Insertable<SceneTable>, 'id'>): Promise<string> {
  const { documentId } = await issueForm(tx, {
    form: 'scene-inspection', recordId: s.case_id,
    data: {
      caseNumber: line(tx.record.number), inspectedAt: s.inspected_at.toISOString(), place: line(s.place), inspector: officer(tx), ...(s.by_judge ? { judge: officer(tx) } : {}),
      description: `${s.persons}\n${s.sketch}`, traces: s.traces, damage: s.damage, ...(s.apparent_cause ? { apparentCauseOfDeath: s.apparent_cause } : {}), seized: rows(s.seized).map((description) => ({ description })),
    },
  })
  return documentId
}

/** قرار إحالة (CPC 131), under the number of the decision. */
export async function issueReferral(tx: Tx, r: { row: CaseRow; referrals: readonly Referral[]; court: string; number: string; detained: boolean }): Promise<string> {
  const [first] = r.referrals
  const { documentId } = await issueForm(tx, {
    form: 'referral-decision', recordId: r.row.id, number: r.number,
    data: {
      caseNumber: line(tx.record.number), court: line(r.court), accused: r.referrals.map((a): PaperPerson => ({ name: line(a.accused), ...(a.age === undefined ? {} : { age: a.age }), ...some('occupation', a.trade), ...some('address', a.residence) })),
      offence: line([...new Set(r.referrals.map((a) => a.offence))].join('، ')), article: line([...new Set(r.referrals.map((a) => a.article))].join('، ')), happened: line(r.row.occurred_at ? when(r.row.occurred_at) : first?.time),
      place: line(first?.place), victim: line(first?.victim), evidence: first?.evidence || '—', decidedOn: baghdadDay(tx.at), judge: officer(tx), summary: first?.summary ?? false,
      inAbsentia: r.referrals.every((a) => a.fugitive), detained: r.detained,
    },
  })
  return documentId
}
