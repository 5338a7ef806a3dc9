/** The look-up of a relative: one path for every outcome, so that neither answer nor time tells what was not asked rightly. */
import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { noteFailure } from '#kernel/access/lockout.ts'
import { act, read, type Reader } from '#kernel/act/act.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { networkOf } from '#kernel/http/network.ts'
import { findPerson, samePersonIds } from '#kernel/people/people.ts'
import { nextPublicHearing } from '#systems/courts/public.ts'
import { custodyByPin, custodyOfRelative, type FamilyAnswer } from '#systems/custody/public.ts'
import type { Answer, Question } from './contract.ts'
import { failuresToLock, proves } from './rules.ts'
import { counterKey, countAttempt, uncountAttempt } from './store.ts'

/** Every look-up takes this long, or (rarely) longer. */
const answersAfterMs = 400
const verb = 'enquiries.look-up'

/** Answers a relative. Every look-up is written down: one that is answered as an act in the custody's history, any other as a refusal. */
export async function lookUp(ctx: Ctx, question: Question): Promise<Answer> {
  const answerAt = performance.now() + answersAfterMs
  try {
    return await judged(ctx, question)
  } finally {
    await wait(Math.max(0, answerAt - performance.now()))
  }
}

async function judged(ctx: Ctx, question: Question): Promise<Answer> {
  const address = counterKey('address', networkOf(ctx.ip))
  const subject = counterKey('subject', question.by === 'number' ? `${question.stationId} ${numberOf(question.number, ctx.now)}` : question.nationalNumber)
  const locked = (await countAttempt(ctx.db, address, failuresToLock.address, ctx.now)) ?? (await countAttempt(ctx.db, subject, failuresToLock.subject, ctx.now))
  if (locked) {
    await note(ctx, 'enquiries.closed')
    refuse('enquiries.closed', { status: 429, params: { minutes: Math.ceil((locked.getTime() - ctx.now.getTime()) / 60_000) } })
  }
  const platform = systemCtx(ctx.db, ctx.now)
  const found = await read(platform, async (r) => {
    const custody = await custodyAsked(r, question)
    return custody && { custody, answer: await answerOf(r, custody) }
  })
  if (!found) {
    await note(ctx, 'enquiries.nothing-told')
    return { found: false }
  }
  await uncountAttempt(ctx.db, subject, true)
  await uncountAttempt(ctx.db, address, false)
  await act(platform, { verb, subject: { kind: 'enquiry', bare: randomUUIDv7() }, detail: { by: question.by } }, async (tx) => { tx.also(found.custody.custodyId) })
  return found.answer
}

/** `123` as `2026/000123`. */
function numberOf(typed: string, now: Date): string {
  const [, year, number] = /^(?:(\d{4})\s*[/-]\s*)?(\d{1,6})$/.exec(typed) ?? []
  return `${year ?? baghdadDay(now).slice(0, 4)}/${(number ?? '').padStart(6, '0')}`
}

async function custodyAsked(r: Reader, question: Question): Promise<FamilyAnswer | undefined> {
  if (question.by === 'number') return custodyByPin(r, { stationId: question.stationId, number: numberOf(question.number, r.ctx.now), pin: question.pin })
  const person = await findPerson(r, { nationalNumber: question.nationalNumber })
  const known = proves(question, person)
  return custodyOfRelative(r, known && person ? await samePersonIds(r, person.id) : [])
}

const states = { released: 'released', bail: 'released', died: 'ask', escaped: 'ask' } as const

async function answerOf(r: Reader, c: FamilyAnswer): Promise<Answer> {
  const hearing = c.endedAt === null ? await nextPublicHearing(r, c.caseId) : undefined
  const offices = await r.db.selectFrom('kernel.office').select(['id', 'kind', 'governorate', 'name_ar', 'name_ckb', 'name_en']).where('id', 'in', hearing ? [c.heldBy, hearing.courtId] : [c.heldBy]).execute()
  const name = (id: string) => {
    const o = offices.find((one) => one.id === id)
    return { ar: o?.name_ar ?? '', ckb: o?.name_ckb ?? '', en: o?.name_en ?? '', kind: o?.kind ?? '', governorate: o?.governorate ?? null }
  }
  const place = name(c.heldBy)
  const court = hearing && name(hearing.courtId)
  return {
    found: true, state: c.endedKind === null ? 'held' : states[c.endedKind], place, inTransit: c.inTransit, since: c.since.toISOString(),
    until: c.endedKind === 'released' || c.endedKind === 'bail' ? (c.endedAt?.toISOString() ?? null) : null,
    hearing: hearing && court ? { at: hearing.startsAt.toISOString(), court: { ar: court.ar, ckb: court.ckb, en: court.en } } : null,
  }
}

async function note(ctx: Ctx, code: string): Promise<void> {
  await noteFailure(ctx.db, { accountId: null, verb, code, ip: ctx.ip })
}
