import { read, type Reader } from '#kernel/act/act.ts'
import { may, visible } from '#kernel/access/policy.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { addDays, baghdadDay, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { sql } from 'kysely'
import { getCase } from '#systems/cases/public.ts'
import { custodiesOfCase, detentionSpans } from '#systems/custody/public.ts'
import { getOffence } from '#systems/offences/public.ts'
import { listChallenges as challengesEndpoint } from '../contract/challenges.ts'
import { getCasePanel, getHearing, listHearings as hearingsEndpoint, listRooms as roomsEndpoint, listTrials } from '../contract/hearings.ts'
import { getBounds } from '../contract/judgments.ts'
import { adultAge, boundsOf, daysHeld } from '../law.ts'
import { policy } from '../policy.ts'
import { listChallenges, listChallengesOf } from '../store/challenge.ts'
import { caseOfHearing, listAttendance, listHearings, listHearingsOf, listMinutes, listNoticesOf, listRooms, type ListedHearing } from '../store/hearing.ts'
import { listCounts, listJudgments, listMemoranda, listSentences, listSheets, standingSheets } from '../store/judgment.ts'
import { accusedOf, getAccused, judgesOf, namesOf } from '../store/people.ts'
import type { CourtTables, HearingRow } from '../store/tables.ts'
import { findOpenTrial, listTrialsOf } from '../store/trial.ts'
import { iso, officesById, viewAccused, viewChallenge, viewHearings, viewJudgment, viewMinutes, viewNotice, viewOffice, viewSheet } from '../views.ts'
import { readCase } from './onCase.ts'

export const readHandlers: readonly Handler[] = [
  handle(roomsEndpoint, async ({ courtId }, ctx) => read(ctx, async (r) => {
    const court = await getOffice(r, courtId ?? ctx.session?.officeId ?? refuse('kernel.sign-in-first', { status: 401 }))
    const rooms = await listRooms(r, court.id)
    return { rooms: rooms.map((room) => ({ id: room.id, name: { ar: room.name_ar, ckb: room.name_ckb, en: room.name_en } })), judges: await judgesOf(r, court.id), court: { ar: court.name_ar, ckb: court.name_ckb, en: court.name_en } }
  })),
  handle(hearingsEndpoint, async (input, ctx) => read(ctx, async (r) => ({
    rows: await viewHearings(r, await listHearings(r, { ...input, from: startOfBaghdadDay(input.from), to: startOfBaghdadDay(addDays(input.to, 1)) })),
  }))),
  handle(getHearing, async ({ id }, ctx) => {
    const caseId = await read(ctx, (r) => caseOfHearing(r, id))
    return readCase(ctx, caseId, (r, facts) => hearingPage(r, facts.id, id))
  }),
  handle(getCasePanel, async ({ id }, ctx) => readCase(ctx, id, (r, facts) => casePanel(r, facts.id))),
  handle(listTrials, async ({ state, limit }, ctx) => read(ctx, (r) => trialRows(r, state, limit))),
  handle(getBounds, async ({ id, personId }, ctx) => readCase(ctx, id, (r, facts) => bounds(r, facts.id, personId))),
  handle(challengesEndpoint, async ({ state, kind, mine, limit }, ctx) => read(ctx, async (r) => {
    const rows = await listChallenges(r, { state, kind, mine: mine === 'yes', limit })
    const offices = await officesById(r, rows.map((c) => c.decider_id))
    return { rows: rows.map((c) => ({
      ...viewChallenge(c, offices), caseId: c.case_id, caseNumber: c.case_number ?? '', version: c.version, judgmentNumber: c.judgment_number, judgmentOn: c.given_on, accused: c.juvenile ? null : c.accused,
      juvenile: c.juvenile, death: c.death, cls: c.class as 'felony', opinionDue: c.opinion_due && c.arrived_at ? iso(new Date(c.opinion_due)) : null,
    })) }
  })),
]

/** The hearings of a case with what the list joins to them. */
async function hearingsOf(r: Reader, caseId: string, rows: readonly HearingRow[]): Promise<(ListedHearing & { version: number })[]> {
  const trials = new Map((await listTrialsOf(r, caseId)).map((t) => [t.id, t]))
  const record = await r.db.selectFrom('kernel.record').select(['number', 'label', 'version']).where('id', '=', caseId).executeTakeFirstOrThrow()
  const offices = await officesById(r, rows.map((h) => h.court_id))
  return rows.map((h) => {
    const [trial, court] = [trials.get(h.trial_id), offices.get(h.court_id)]
    return {
      ...h, case_number: record.number, label: record.label, version: record.version, trial_number: trial?.number ?? '', class: trial?.class ?? 'felony', juvenile: trial?.juvenile ?? false, court_ar: court?.name_ar ?? '', court_ckb: court?.name_ckb ?? '',
      court_en: court?.name_en ?? '', court_kind: court?.kind ?? '',
    }
  })
}

async function hearingPage(r: Reader, caseId: string, hearingId: string) {
  const rows = await listHearingsOf(r, caseId)
  const row = rows.find((h) => h.id === hearingId) ?? refuse('courts.hearing-unknown', { status: 404 })
  const [hearing] = await viewHearings(r, await hearingsOf(r, caseId, [row]), 'court')
  const facts = await getCase(r, caseId)
  const attendance = (await listAttendance(r, caseId)).filter((a) => a.hearing_id === hearingId)
  const names = await namesOf(r, attendance.map((a) => a.person_id))
  const next = rows.find((h) => h.follows === hearingId)
  return {
    hearing: hearing!, minutes: (await listMinutes(r, hearingId)).map(viewMinutes), notices: (await listNoticesOf(r, caseId)).filter((n) => n.hearing_id === hearingId).map(viewNotice), warnings: row.warnings,
    attendance: attendance.map((a) => ({ personId: a.person_id, name: names.get(a.person_id)?.name ?? '', present: a.present, lawyer: a.lawyer, excuse: a.excuse, mode: a.mode, warnings: a.warnings })),
    accused: await viewAccused(r, caseId, await accusedOf(r, facts)), adjournReason: row.adjourn_reason, nextHearing: next ? { id: next.id, startsAt: iso(next.starts_at) } : null,
    mayWrite: facts.heldBy === r.ctx.session?.officeId && ['trial-judge', 'court-clerk'].includes(r.ctx.session.role),
  }
}

const verbs = [...new Set(policy.flatMap((rule) => rule.may))].filter((verb) => !['courts.read', 'courts.manage-rooms'].includes(verb))

async function casePanel(r: Reader, caseId: string) {
  const facts = await getCase(r, caseId)
  const record = await r.db.selectFrom('kernel.record').select(['version', 'state']).where('id', '=', caseId).executeTakeFirstOrThrow()
  const parties = (await r.db.selectFrom('kernel.record_access').select(['why', 'office_id']).where('record_id', '=', caseId).execute()).map((a) => `${a.why}:${a.office_id}`)
  const trials = await listTrialsOf(r, caseId)
  const judgments = await listJudgments(r, caseId)
  const challenges = await listChallengesOf(r, caseId)
  const memoranda = await listMemoranda(r, caseId)
  const sheets = await listSheets(r, caseId)
  const parts = { counts: await listCounts(r, caseId), sentences: await listSentences(r, caseId), memoranda, offices: await officesById(r, [...trials.map((t) => t.court_id), ...judgments.map((j) => j.court_id), ...challenges.map((c) => c.decider_id), ...memoranda.map((m) => m.prison_id)]) }
  const { session } = r.ctx
  return {
    caseId, caseNumber: facts.number, version: record.version, stage: facts.stage, holderId: facts.heldBy,
    trials: trials.map((t) => ({ id: t.id, number: t.number, court: viewOffice(parts.offices.get(t.court_id)), why: t.why, cls: t.class, juvenile: t.juvenile, openedAt: iso(t.opened_at), endedAt: t.ended_at ? iso(t.ended_at) : null })),
    accused: await viewAccused(r, caseId, await accusedOf(r, facts)), hearings: await viewHearings(r, await hearingsOf(r, caseId, await listHearingsOf(r, caseId)), 'court'), notices: (await listNoticesOf(r, caseId)).map(viewNotice),
    sheets: sheets.map((s) => viewSheet(s, sheets)), judgments: judgments.map((j) => viewJudgment(j, parts)), challenges: challenges.map((c) => viewChallenge(c, parts.offices)),
    acts: verbs.map((verb) => ({ verb, may: session !== null && record.state === 'held' && may(session, verb, { parties }) })),
  }
}

async function trialRows(r: Reader, state: 'open' | 'ended' | undefined, limit: number) {
  let query = r.db.withTables<CourtTables>().selectFrom('courts.trial as t').innerJoin('kernel.record as k', 'k.id', 't.case_id').innerJoin('kernel.office as o', 'o.id', 't.court_id')
    .selectAll('t').select(['k.number as case_number', 'k.label', 'o.kind', 'o.name_ar', 'o.name_ckb', 'o.name_en', sql<Date | null>`(select min(h.starts_at) from courts.hearing h where h.trial_id = t.id and h.state = 'set')`.as('next_at')])
    .where(visible(r.ctx, 'courts.read', 't.case_id')).orderBy(sql`t.ended_at is not null`).orderBy('t.opened_at', 'desc').limit(limit)
  if (state) query = query.where('t.ended_at', state === 'open' ? 'is' : 'is not', null)
  return { rows: (await query.execute()).map((t) => ({
    id: t.id, caseId: t.case_id, caseNumber: t.case_number ?? '', number: t.number, why: t.why, cls: t.class, juvenile: t.juvenile, court: { id: t.court_id, kind: t.kind, ar: t.name_ar, ckb: t.name_ckb, en: t.name_en }, openedAt: iso(t.opened_at),
    endedAt: t.ended_at ? iso(t.ended_at) : null, label: t.label, nextHearingAt: t.next_at ? iso(t.next_at) : null,
  })) }
}

/** What the judgment form shows: each charge that stands (its sheet where there is one) with the law's bounds, and how long the person was held. */
async function bounds(r: Reader, caseId: string, personId: string) {
  const facts = await getCase(r, caseId)
  const accused = await getAccused(r, facts, personId)
  const trial = await findOpenTrial(r, caseId)
  const sheets = trial ? standingSheets(await listSheets(r, caseId), trial.id, personId) : []
  const custodies = (await custodiesOfCase(r, caseId)).filter((c) => c.personId === personId)
  const spans: { from: Date; to: Date }[] = []
  for (const c of custodies) spans.push(...(await detentionSpans(r, c.id)))
  const here = (await listAttendance(r, caseId)).filter((a) => a.person_id === personId && (a.mode === 'in-presence' || a.mode === 'in-absence')).at(-1)
  const list = sheets.length > 0
    ? sheets.map((s) => ({ sheetId: s.id, offenceCode: s.offence_code, circumstance: s.circumstance, attempt: s.attempt, actOn: s.act_on }))
    : accused.charges.map((c) => ({ sheetId: null, offenceCode: c.offenceCode, circumstance: c.circumstance, attempt: c.attempt, actOn: c.actOn }))
  return {
    name: accused.name, age: accused.age ?? null, heldDays: daysHeld(spans, baghdadDay(r.ctx.now)), inCustody: custodies.some((c) => c.endedAt === null), mode: (here?.mode ?? null) as 'in-presence' | 'in-absence' | null, hearingId: here?.hearing_id ?? null,
    charges: list.flatMap((c) => {
      const b = boundsOf(c, { jurisdiction: facts.jurisdiction, age: accused.age ?? adultAge, aggravated: false, recidivist: false })
      const { actOn: _actOn, ...charge } = c
      return b ? [{ ...charge, ...b, title: getOffence(c.offenceCode).title, ceiling: { ...b.ceiling, articles: [...b.ceiling.articles] }, juvenile: b.juvenile ? { ...b.juvenile, allowed: [...b.juvenile.allowed] } : null }] : []
    }),
  }
}
