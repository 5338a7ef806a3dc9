/** Practice: sessions of exercises that the server makes, marks and explains. No exercise comes from, or touches, anybody's records. */
import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { act, read, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { addMonths, baghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler, type RawReply } from '#kernel/http/endpoint.ts'
import { answerPractice, listPractice, practiceImage, readPractice, readTraining, startPractice, type Session } from '../contract/practice.ts'
import { policy } from '../policy/practice.ts'
import { isPassed, markOf, passHoldsMonths, practiceKinds, sessionLength, type Level } from '../rules/practice.ts'
import { answersOf, findSession, finishSession, insertAnswer, insertSession, lockSession, openSessionOf, sessionsOf, trainees, trainingOf } from '../store/practice.ts'
import type { PracticeAnswerRow, PracticeSessionRow } from '../store/upkeep-tables.ts'
import type { ExerciseKey } from '../workshop/exercises.ts'
import { explanationOf, picturesOf } from '../workshop/workshop.ts'

function account(ctx: Ctx): { accountId: string; officeId: string } {
  return ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
}

/** The seed is left out: with it whoever reads this would know the answers. */
function view(row: PracticeSessionRow, answers: readonly PracticeAnswerRow[]): Session {
  return {
    id: row.id, kind: row.kind, level: row.level, exercises: row.exercises, startedAt: row.started_at.toISOString(), finishedAt: row.finished_at?.toISOString() ?? null, points: row.points, passed: row.passed,
    answers: answers.filter((a) => a.session_id === row.id).map(({ number, marking, points, seconds }) => ({ number, marking, points, seconds })),
  }
}

async function getSession(r: Reader, id: string): Promise<{ row: PracticeSessionRow; answers: PracticeAnswerRow[] }> {
  const row = (await findSession(r, id, account(r.ctx).accountId)) ?? refuse('biometrics.practice-unknown', { status: 404 })
  return { row, answers: await answersOf(r, [row.id]) }
}

function keyOf(row: PracticeSessionRow, number: number): ExerciseKey {
  return { kind: row.kind, level: row.level, seed: row.seed, number }
}

export const handlers: readonly Handler[] = [
  handle(startPractice, async ({ kind, level }, ctx) => {
    const { accountId, officeId } = account(ctx)
    const id = randomUUIDv7()
    return act(ctx, { verb: startPractice.may, subject: { kind: 'practice', bare: id }, detail: { step: 'begin', kind, level } }, async (tx) => {
      // Whoever does not like the first exercises does not get others by beginning anew.
      if (await openSessionOf(tx, accountId, kind)) refuse('biometrics.practice-open', { status: 409, field: 'kind' })
      const row = { id, account_id: accountId, office_id: officeId, kind, level: level as Level, seed: randomBytes(16).toString('hex'), exercises: sessionLength[kind] }
      await insertSession(tx, row)
      // Made while the page is on its way.
      void picturesOf({ kind, level: row.level, seed: row.seed, number: 1 }).catch(() => {})
      return view({ ...row, started_at: tx.at, finished_at: null, points: null, passed: null }, [])
    })
  }),
  handle(listPractice, (_, ctx) => read(ctx, async (r) => {
    const rows = await sessionsOf(r, account(ctx).accountId)
    const answers = await answersOf(r, rows.map(({ id }) => id))
    return { rows: rows.map((row) => view(row, answers)) }
  })),
  handle(readPractice, ({ id }, ctx) => read(ctx, async (r) => { const { row, answers } = await getSession(r, id); return view(row, answers) })),
  handle(practiceImage, async ({ id, number, image }, ctx): Promise<RawReply> => {
    const { row, answers } = await read(ctx, (r) => getSession(r, id))
    // Nobody looks ahead.
    if (number > Math.min(row.exercises, answers.length + 1)) refuse('biometrics.practice-not-yet', { status: 404 })
    const body = (await picturesOf(keyOf(row, number))).get(image) ?? refuse('biometrics.practice-no-image', { status: 404 })
    return { raw: true, type: 'image/png', body: Buffer.from(body), inline: true, fileName: `practice-${number}-${image}.png`, cache: 'private, max-age=3600' }
  }),
  handle(answerPractice, async (input, ctx) => {
    const { row } = await read(ctx, (r) => getSession(r, input.id))
    if (input.number > row.exercises) refuse('biometrics.practice-not-yet', { status: 409, field: 'number' })
    if (input.answer.kind !== row.kind) refuse('biometrics.practice-other-kind', { field: 'answer' })
    const explanation = await explanationOf(keyOf(row, input.number))
    const mark = markOf(input.answer, explanation.truth)
    const session = await act(ctx, { verb: answerPractice.may, subject: { kind: 'practice', bare: row.id }, detail: { step: 'answer', number: input.number, marking: mark.marking } }, async (tx) => {
      const locked = (await lockSession(tx, row.id, account(ctx).accountId)) ?? refuse('biometrics.practice-unknown', { status: 404 })
      const before = await answersOf(tx, [row.id])
      if (locked.finished_at !== null || input.number !== before.length + 1) refuse('biometrics.practice-answered', { status: 409, field: 'number' })
      const since = before.at(-1)?.at ?? locked.started_at
      await insertAnswer(tx, { session_id: row.id, office_id: row.office_id, number: input.number, answer: JSON.stringify(input.answer), ...mark, seconds: Math.max(0, Math.round((tx.at.getTime() - since.getTime()) / 1000)) })
      const marks = [...before, mark]
      if (marks.length === row.exercises) await finishSession(tx, row.id, { points: marks.reduce((sum, m) => sum + m.points, 0), passed: isPassed(row.kind, marks) })
      else void picturesOf(keyOf(row, input.number + 1)).catch(() => {})
      const now = await getSession(tx, row.id)
      return view(now.row, now.answers)
    })
    return { session, explanation: { truth: explanation.truth, pairings: [...explanation.pairings], measured: explanation.measured.map((m) => ({ ...m, reasons: [...m.reasons] })) } }
  }),
  handle(readTraining, (_, ctx) => read(ctx, async (r) => {
    const roles = policy.find((rule) => rule.may.includes('biometrics.practise'))!.roles
    const people = await trainees(r, { offices: ctx.session?.officeIds ?? [], roles, now: ctx.now })
    const done = await trainingOf(r, people.map((one) => one.account_id))
    const today = baghdadDay(ctx.now)
    return {
      rows: people.map((one) => ({
        accountId: one.account_id, name: one.name, role: one.role, office: { ar: one.ar, ckb: one.ckb, en: one.en },
        kinds: practiceKinds.map((kind) => {
          const row = done.find((d) => d.account_id === one.account_id && d.kind === kind)
          const passed = row?.passed_at ?? null
          return {
            kind, sessions: row?.sessions ?? 0, level: row?.level ?? null, passedAt: passed?.toISOString() ?? null, current: passed !== null && addMonths(baghdadDay(passed), passHoldsMonths) > today,
            lastAt: row?.last_at?.toISOString() ?? null, grave: row?.grave ?? 0,
          }
        }),
      })),
    }
  })),
]
