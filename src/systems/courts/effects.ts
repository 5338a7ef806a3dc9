/** What a judgment and a decision on a challenge do to sentences, memoranda and custodies, within the act of the court. */
import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { addSpan, baghdadDay, noonOf, addDays } from '#kernel/clock/calendar.ts'
import { endPaper, issueForm } from '#kernel/documents/issue.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import type { CaseFacts } from '#systems/cases/public.ts'
import { addCoverFact, addSentence, custodiesOfCase, detentionSpans, orderRelease, type CustodyFacts } from '#systems/custody/public.ts'
import { getOffence } from '#systems/offences/public.ts'
import type { SentenceInput } from './contract/parts.ts'
import { daysHeld, isCustodial, planSentences, type Imposed } from './law.ts'
import { penaltyText } from './penaltyText.ts'
import { endMemorandum, endSentence, insertMemorandum, insertSentence, listSentences } from './store/judgment.ts'
import { actorOf, namesOf } from './store/people.ts'
import type { CountRow, JudgmentRow, SentenceEnd, SentenceRow } from './store/tables.ts'

/** The custodies of a person in a case, ended ones too. */
export async function custodiesOf(tx: Tx, caseId: string, personId: string): Promise<CustodyFacts[]> {
  const ids = new Set(await samePersonIds(tx, personId))
  return (await custodiesOfCase(tx, caseId)).filter((c) => ids.has(c.personId))
}

/** Days that the person was held in the case before a day, over all their custodies in it (CPC 295). */
export async function heldDays(tx: Parameters<typeof detentionSpans>[0], custodies: readonly CustodyFacts[], before: string): Promise<number> {
  const spans: { from: Date; to: Date }[] = []
  for (const c of custodies) spans.push(...(await detentionSpans(tx, c.id)))
  return daysHeld(spans, before)
}

export interface SentenceOf { readonly count: Pick<CountRow, 'id' | 'article'>; readonly sentence: SentenceInput; readonly replaces?: string }

/** What the sentences of a judgment came to. `until` the end of the last one; null for death, none, or a person who is not held. */
export interface Sentenced { readonly custodial: boolean; readonly death: boolean; readonly served: boolean; readonly suspended: boolean; readonly until: Date | null; readonly creditDays: number }

/** Writes the sentences of a judgment, puts them on the calendar where the person is held, and lets them cover the custody. */
export async function imposeSentences(tx: Tx, j: Pick<JudgmentRow, 'id' | 'case_id' | 'person_id' | 'given_on'>, list: readonly SentenceOf[], custodies: readonly CustodyFacts[], startsOn = baghdadDay(tx.at)): Promise<Sentenced> {
  const live = custodies.find((c) => c.endedAt === null)
  const creditDays = await heldDays(tx, custodies, startsOn)
  const imposed = list.map(({ sentence }): Imposed => ({ ...sentence, linkedGroup: sentence.linkedGroup || null }))
  const plan = planSentences(imposed, startsOn, startsOn === baghdadDay(tx.at) ? tx.at : noonOf(startsOn), creditDays)
  for (const [index, { count, sentence, replaces }] of list.entries()) {
    const planned = plan.find((p) => p.index === index)
    const id = randomUUIDv7()
    const fact = live && planned && !planned.served && (planned.to === null || planned.to > tx.at)
      ? await addSentence(tx, live.id, { sentenceId: id, from: planned.from, to: planned.to, article: count.article, caseId: j.case_id }) : undefined
    await insertSentence(tx, {
      id, judgment_id: j.id, count_id: count.id, case_id: j.case_id, person_id: j.person_id, custody_id: (live ?? custodies.at(-1))?.id ?? null, kind: sentence.kind, years: sentence.years, months: sentence.months, days: sentence.days,
      fine_iqd: sentence.fineIqd ?? null, fine_default_days: sentence.fineDefaultDays ?? null, suspended: sentence.suspended, suspended_until: sentence.suspended ? addDays(addSpan(j.given_on, { years: 3 }), -1) : null,
      concurrent: sentence.concurrent, linked_group: sentence.linkedGroup || null, article: count.article, starts_on: live ? (planned?.startsOn ?? null) : null, credit_days: planned?.creditDays ?? 0,
      from_at: live ? (planned?.from ?? null) : null, to_at: live ? (planned?.to ?? null) : null, cover_fact_id: fact?.factId ?? null, imposed_at: tx.at, replaces: replaces ?? null, ended_at: null, ended_why: null,
    })
  }
  const executed = plan.length > 0
  const ends = plan.map((p) => p.to?.getTime() ?? Infinity)
  const last = Math.max(...ends)
  return {
    custodial: executed, death: imposed.some((s) => s.kind === 'death'), suspended: !executed && imposed.some((s) => isCustodial(s.kind) && s.suspended), creditDays,
    served: executed && plan.every((p) => p.served), until: executed && live && Number.isFinite(last) ? new Date(last) : null,
  }
}

/** Ends the standing sentences of a judgment, with their cover and memorandum. Whatever is to cover from now on must be added before. */
export async function endSentences(tx: Tx, caseId: string, judgmentId: string, why: SentenceEnd, but: ReadonlySet<string> = new Set()): Promise<SentenceRow[]> {
  const standing = (await listSentences(tx, caseId)).filter((s) => s.judgment_id === judgmentId && s.ended_at === null && !but.has(s.id))
  for (const s of standing) {
    await endSentence(tx, s.id, why)
    if (s.cover_fact_id && s.custody_id) await addCoverFact(tx, s.custody_id, { type: 'order-cancelled', at: tx.at, orderId: s.cover_fact_id }, { sentenceId: s.id, why })
  }
  const memorandum = await endMemorandum(tx, judgmentId, why)
  if (memorandum) await endPaper(tx, { documentId: memorandum.document_id, why: 'replaced', reason: why })
  return standing
}

/** Orders the release of a person in every custody of theirs in the case. Another case may still hold them: that the custody system says. */
export async function freeInCase(tx: Tx, custodies: readonly CustodyFacts[], caseId: string, o: { decision: 'acquittal' | 'judge' | 'sentence-served' | 'case-closed'; article: string; reason: string }): Promise<boolean> {
  const live = custodies.filter((c) => c.endedAt === null)
  for (const c of live) await orderRelease(tx, c.id, { ...o, caseId })
  return live.length > 0
}

export interface Commit { readonly judgment: JudgmentRow; readonly prisonId: string; readonly judge: string; readonly custodies: readonly CustodyFacts[]; readonly heldDays: number; readonly remarks?: string }

/**
 * Issues the imprisonment memorandum (CPC 281) for the standing sentences of a judgment: penalty, start, article, time already held. The prison may
 * read the case from then on; the prosecution, which reads it anyway, has its copy in the case's papers.
 */
export async function commit(tx: Tx, facts: CaseFacts, c: Commit): Promise<{ memorandumId: string; number: string; documentId: string }> {
  const { judgment: j } = c
  const prison = await getOffice(tx, c.prisonId)
  const wanted = j.juvenile ? 'juvenile-facility' : 'prison'
  if (prison.kind !== wanted) refuse('courts.wrong-prison', { article: j.juvenile ? 'Juvenile 67' : 'CPC 281', field: 'prisonId', params: { kind: `office.${wanted}` } })
  const lang = facts.jurisdiction === 'kri' ? 'ckb' : 'ar'
  const court = await getOffice(tx, j.court_id)
  const person = (await namesOf(tx, [j.person_id])).get(j.person_id)
  const sentences = (await listSentences(tx, facts.id)).filter((s) => s.judgment_id === j.id && s.ended_at === null)
  const penalty = sentences.map((s) => penaltyText({ kind: s.kind, years: s.years, months: s.months, days: s.days, fineIqd: s.fine_iqd, suspended: s.suspended, concurrent: s.concurrent }, lang)).join('؛ ').slice(0, 300)
  const custody = c.custodies.find((x) => x.endedAt === null)
  const first = c.custodies.map((x) => baghdadDay(x.arrestedAt)).sort()[0]
  const startsOn = sentences.map((s) => s.starts_on).filter((d) => d !== null).sort()[0] ?? baghdadDay(tx.at)
  const { documentId, number } = await issueForm(tx, { form: 'imprisonment-memorandum', data: {
    convict: { name: j.accused.slice(0, 300), ...(person?.mother ? { motherName: person.mother } : {}), ...(person?.birth.date ? { born: person.birth.date } : {}), ...(person?.nationalNumber ? { identity: person.nationalNumber } : {}) },
    caseNumber: facts.number, judgmentNumber: j.number, judgmentDay: j.given_on, court: lang === 'ckb' ? court.name_ckb : court.name_ar, offence: getOffence(j.offence_code).title[lang], article: j.article.slice(0, 300), penalty, startsOn,
    heldDays: c.heldDays, ...(c.heldDays > 0 && first ? { heldFrom: first, heldUntil: addDays(startsOn, -1) } : {}), prison: lang === 'ckb' ? prison.name_ckb : prison.name_ar, judge: c.judge, ...(c.remarks ? { remarks: c.remarks.slice(0, 300) } : {}),
  } })
  const memorandumId = randomUUIDv7()
  await insertMemorandum(tx, {
    id: memorandumId, judgment_id: j.id, case_id: facts.id, person_id: j.person_id, custody_id: custody?.id ?? null, prison_id: prison.id, prosecution_id: facts.prosecutionId, number, document_id: documentId, penalty, article: j.article,
    starts_on: startsOn, held_days: c.heldDays, issued_at: tx.at, issued_by: actorOf(tx), ended_at: null, ended_why: null,
  })
  await grantAccess(tx, facts.id, prison.id, 'prison')
  return { memorandumId, number, documentId }
}
