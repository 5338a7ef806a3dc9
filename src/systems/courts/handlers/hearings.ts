import { act, type Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { addDays, baghdadDay, isWorkingDay, workingDayOnOrAfter } from '#kernel/clock/calendar.ts'
import { startClock, stopClock } from '#kernel/clock/clocks.ts'
import { workCalendarOf } from '#kernel/clock/work-calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { against, note, type Finding } from '#kernel/words/finding.ts'
import type { CaseFacts } from '#systems/cases/public.ts'
import { randomUUIDv7 } from 'node:crypto'
import { addRoom, adjournHearing, openHearing, scheduleHearing } from '../contract/hearings.ts'
import { modeOfTrial } from '../rules/absentia.ts'
import { checkHearing } from '../rules/hearing.ts'
import { checkPublication, earliestHearing, noticeDays } from '../rules/notice.ts'
import { freeSeats, getHearingOf, insertHearing, insertRoom, listNoticesOf, listPublications, roomsById, updateHearing } from '../store/hearing.ts'
import { accusedOf, judgesOf } from '../store/people.ts'
import type { CourtTables, HearingRow, TrialRow } from '../store/tables.ts'
import { getOpenTrial } from '../store/trial.ts'
import { actOnCase, warningsIn } from './onCase.ts'

interface When { startsAt: string; endsAt: string; roomId?: string | undefined; judgeIds: string[]; purpose: HearingRow['purpose'] }

export const hearingHandlers: readonly Handler[] = [
  handle(addRoom, async (input, ctx) => {
    const id = randomUUIDv7()
    const courtId = ctx.session?.officeId ?? refuse('kernel.sign-in-first', { status: 401 })
    return act(ctx, { verb: 'courts.manage-rooms', subject: { kind: 'room', bare: id }, input, detail: { courtId } }, async (tx) => {
      await insertRoom(tx, { id, courtId, name: input.name })
      return { id }
    })
  }),
  handle(scheduleHearing, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.schedule', caseId: input.id, version: input.version, basis: 'CPC 143', input, detail: { startsAt: input.startsAt } }, async (tx, facts) => {
      const trial = await getOpenTrial(tx, facts.id)
      return setHearing(tx, trial, input, { public: input.public, secrecyReason: input.secrecyReason ?? null, follows: null })
    })),
  handle(adjournHearing, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.adjourn', caseId: input.id, version: input.version, reason: input.reason, input, detail: { hearingId: input.hearingId } }, async (tx, facts) => {
      const trial = await getOpenTrial(tx, facts.id)
      const hearing = await getHearingOf(tx, facts.id, input.hearingId)
      if (hearing.state === 'adjourned') refuse('courts.adjourned-already', { status: 409 })
      await updateHearing(tx, hearing.id, { state: 'adjourned', adjourned_at: tx.at, adjourn_reason: input.reason })
      await freeSeats(tx, hearing.id)
      await stopClock(tx, { rule: 'CLK-06', recordId: facts.id, state: 'cancelled', outcome: 'adjourned' })
      const next = input.next ? await setHearing(tx, trial, input.next, { public: hearing.public, secrecyReason: hearing.secrecy_reason, follows: hearing.id }) : null
      return { hearingId: hearing.id, next }
    })),
  handle(openHearing, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.open-hearing', caseId: input.id, version: input.version, basis: 'CPC 144-158', input, detail: { hearingId: input.hearingId } }, async (tx, facts) => {
      const trial = await getOpenTrial(tx, facts.id)
      const hearing = await getHearingOf(tx, facts.id, input.hearingId)
      if (hearing.state !== 'set') refuse('courts.hearing-opened-already', { status: 409 })
      if (baghdadDay(tx.at) !== baghdadDay(hearing.starts_at)) refuse(baghdadDay(tx.at) < baghdadDay(hearing.starts_at) ? 'courts.hearing-not-yet' : 'courts.hearing-day-over', { params: { day: baghdadDay(hearing.starts_at) } })
      return openNow(tx, facts, trial, hearing, input)
    })),
]

async function setHearing(tx: Tx, trial: TrialRow, h: When, o: { public: boolean; secrecyReason: HearingRow['secrecy_reason']; follows: string | null }) {
  const [startsAt, endsAt] = [new Date(h.startsAt), new Date(h.endsAt)]
  const day = baghdadDay(startsAt)
  if (startsAt <= tx.at) refuse('courts.hearing-in-the-past', { field: 'startsAt' })
  if (endsAt <= startsAt || endsAt.getTime() - startsAt.getTime() > 12 * 3_600_000 || baghdadDay(endsAt) !== day) refuse('courts.hearing-length', { field: 'endsAt' })
  if (h.roomId && (await roomsById(tx, [h.roomId])).get(h.roomId)?.court_id !== trial.court_id) refuse('courts.room-unknown', { field: 'roomId' })
  const known = new Map((await judgesOf(tx, trial.court_id)).map((j) => [j.id, j.name]))
  const judges = [...new Set(h.judgeIds)].map((id, n) => ({ id, name: known.get(id) ?? refuse('courts.not-a-judge-here', { field: 'judgeIds' }), presiding: n === 0 }))
  const found: Finding[] = []
  if (!o.public && o.secrecyReason === null && !trial.juvenile) found.push(against('courts.hearing-closed-without-reason', 'CPC 152', 'T', { field: 'secrecyReason' }))
  if (o.public && trial.juvenile) found.push(against('courts.hearing-juvenile-public', 'Juvenile 63', 'U', { field: 'public' }))
  const calendar = await workCalendarOf(tx, trial.court_id)
  if (!isWorkingDay(day, calendar)) found.push(note('courts.hearing-on-holiday', 'Civil Procedure 24', 'T', { field: 'startsAt', params: { next: workingDayOnOrAfter(day, calendar) } }))
  const earliest = earliestHearing(baghdadDay(tx.at), trial.class)
  if (day < earliest) found.push(note('courts.notice-too-short', 'CPC 143(A)', 'T', { field: 'startsAt', params: { given: daysFrom(baghdadDay(tx.at), day), needed: noticeDays[trial.class], earliest } }))
  refuseBlocked(found)
  const warnings = warningsIn(found)
  const row = await insertHearing(tx, { caseId: trial.case_id, trialId: trial.id, courtId: trial.court_id, roomId: h.roomId ?? null, purpose: h.purpose, startsAt, endsAt, ...o, judges, warnings: JSON.stringify(warnings) })
  if (day >= earliest) await startClock(tx, { rule: 'CLK-06', recordId: trial.case_id, officeId: trial.court_id, from: startsAt, options: { which: trial.class }, note: row.id })
  return { hearingId: row.id, session: row.session, earliestNotice: addDays(day, -noticeDays[trial.class]), warnings }
}

function daysFrom(a: string, b: string): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000)
}

type OpenInput = Parameters<typeof openHearing.input.parse>[0] & { accused: { personId: string; present: boolean; lawyer?: string | undefined; fugitive: boolean; excuse: 'none' | 'offered' | 'accepted'; leftAfterDefence: boolean }[] }

async function openNow(tx: Tx, facts: CaseFacts, trial: TrialRow, hearing: HearingRow, input: ReturnType<typeof openHearing.input.parse>) {
  const accused = await accusedOf(tx, facts)
  for (const a of input.accused) if (!accused.some((known) => known.id === a.personId)) refuse('courts.not-accused-here', { field: 'accused' })
  if (accused.some((known) => !input.accused.some((a) => a.personId === known.id))) refuse('courts.attendance-missing', { field: 'accused', article: 'CPC 145' })
  const found = checkHearing({
    cls: trial.class, juvenileAccused: trial.juvenile, public: input.public, ...(input.secrecyReason ? { secrecyReason: input.secrecyReason } : {}),
    lawyerPresent: input.accused.every((a) => !a.present || Boolean(a.lawyer)), shackled: input.shackled, removedFromRoom: input.removedFromRoom, toldOfWhatHappenedInAbsence: input.toldOfWhatHappened,
    studyOfficeReport: input.studyOfficeReport, studyOfficePresent: input.studyOfficePresent,
  })
  const day = baghdadDay(hearing.starts_at)
  const notices = (await listNoticesOf(tx, facts.id)).filter((n) => n.hearing_id === hearing.id)
  const publications = await listPublications(tx, facts.id)
  const modes = input.accused.map((a) => {
    const published = publications.filter((p) => p.person_id === a.personId).at(-1)
    const publicationDone = published !== undefined && checkPublication({
      residenceKnown: published.residence_known, postedAtResidence: published.posted_at_residence, newspapers: published.newspapers, broadcastOrdered: published.broadcast_ordered, hearingOn: day,
      ...(published.broadcast_on ? { broadcastOn: published.broadcast_on } : {}),
    }, trial.class).length === 0
    const servedInPerson = notices.some((n) => n.person_id === a.personId && n.enough === true && n.received_by === 'addressee')
    return { a, ...modeOfTrial({ present: a.present, fugitive: a.fugitive, servedInPerson, publicationDone, excuse: a.excuse, leftAfterDefence: a.leftAfterDefence }) }
  })
  // While one accused can be tried the session is held; the others wait for theirs.
  const nobody = modes.every((m) => m.mode === 'serve-first' || m.mode === 'adjourn')
  refuseBlocked([...found, ...(nobody ? modes.flatMap((m) => m.findings) : [])])
  const warnings = warningsIn(found)
  await updateHearing(tx, hearing.id, { state: 'held', opened_at: tx.at, public: input.public, secrecy_reason: input.public ? null : (input.secrecyReason ?? null), warnings: JSON.stringify(warnings) })
  await stopClock(tx, { rule: 'CLK-06', recordId: facts.id, state: 'met', outcome: 'opened' })
  for (const m of modes) await insertAttendance(tx, hearing, m)
  return { hearingId: hearing.id, modes: modes.map((m) => ({ personId: m.a.personId, mode: m.mode })), warnings: [...warnings, ...modes.flatMap((m) => m.findings.map((f) => ({ ...f, outcome: 'warn' as const })))] }
}

async function insertAttendance(tx: Tx, hearing: HearingRow, m: { a: OpenInput['accused'][number]; mode: CourtTables['courts.attendance']['mode']; findings: Finding[] }): Promise<void> {
  await tx.db.withTables<CourtTables>().insertInto('courts.attendance').values({
    id: randomUUIDv7(), hearing_id: hearing.id, case_id: hearing.case_id, person_id: m.a.personId, present: m.a.present, lawyer: m.a.lawyer || null, excuse: m.a.excuse, left_after_defence: m.a.leftAfterDefence, mode: m.mode,
    warnings: JSON.stringify(m.findings), recorded_at: tx.at,
  }).execute()
}
