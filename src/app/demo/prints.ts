/**
 * Prints of some who are held in the demonstration country, taken after the first page can be served and without haste: as the officers of Karrada
 * would, act by act. One of them was booked twice under two names, and a mark from a scene is another's: both wait for the examiners.
 */
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import type { z } from 'zod'
import { read } from '#kernel/act/act.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import { findSession, openSession, revokeSession } from '#kernel/access/sessions.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { Endpoint, HttpSide } from '#kernel/http/endpoint.ts'
import { recordNotTaken } from '#systems/biometrics/contract/chain.ts'
import { registerDevice, reportDevice } from '#systems/biometrics/contract/devices.ts'
import { addImpression, beginEnrolment, completeEnrolment, markMissing, readEnrolment } from '#systems/biometrics/contract/enrolment.ts'
import { enterMark } from '#systems/biometrics/contract/marks.ts'
import { fingers, type Finger } from '#systems/biometrics/engine/tenprint.ts'
import { systems } from '../systems.ts'
import { readDemoLogins } from './ensure.ts'
import type { WantedFinger } from './finger-maker.ts'

/**
 * The fingers of nine, both index fingers each: of many that were made, those that are least alike, for made fingers resemble each other more than
 * people's do. Whoever comes last has the fingers of the first.
 */
const made: readonly (readonly [right: number, left: number])[] = [[8014, 8000], [8057, 8015], [8039, 8070], [8032, 8033], [8001, 8054], [8073, 8008], [8040, 8017], [8086, 8022], [8002, 8045]]
const persons = made.length + 1
/** Whose mark is found. */
const markOf = 3
const taken: readonly Finger[] = [2, 7]
const betweenFingersMs = 150
const biometrics = systems.find((system) => system.name === 'biometrics')

/** Starts the work in a data folder that has the demonstration's log-ins, unless prints are there already. @returns stops it between two fingers */
export function startPrints(db: Database, folder: string, onError: (error: unknown) => void, afterMs = 10_000): () => Promise<void> {
  // Never in anybody's own country: what is made up does not go among what is true.
  if (!readDemoLogins(folder).some((login) => login.userName === 'officer')) return async () => {}
  const stop = new AbortController()
  const done = furnish(db, stop.signal, afterMs).catch((error: unknown) => { if (!stop.signal.aborted) onError(error) })
  return async () => {
    stop.abort()
    await done
  }
}

async function furnish(db: Database, stop: AbortSignal, afterMs: number): Promise<void> {
  await pause(afterMs, undefined, { signal: stop })
  const held = await heldAtKarrada(db)
  const printed = held.slice(0, Math.min(persons, held.length - 1))
  const [last] = held.slice(-1)
  if (printed.length < 3 || !last) return
  const maker = new Worker(new URL('./finger-maker.ts', import.meta.url))
  maker.unref()
  const [officer, commander, examiner] = [await as(db, 'officer'), await as(db, 'commander'), await as(db, 'examiner')]
  try {
    const deviceId = await devices(commander)
    await mark(examiner, maker, last.case_id, Math.min(markOf, printed.length - 2))
    for (const [index, custody] of printed.entries()) {
      const again = index === printed.length - 1
      await take(officer, maker, { custodyId: custody.id, deviceId, who: again ? 0 : index, take: again ? 2 : 1, stop })
    }
    await officer.call(recordNotTaken, { id: last.id, reason: 'injury', note: 'يداه مضمدتان' })
  } finally {
    await maker.terminate()
    for (const one of [officer, commander, examiner]) await one.leave()
  }
}

/** Adults held at the station of the easy log-ins, the longest there first; nobody once there are prints. */
async function heldAtKarrada(db: Database): Promise<{ id: string; case_id: string }[]> {
  return read(systemCtx(db), async (r) => {
    const { rows } = await sql<{ id: string; case_id: string }>`select c.id, c.case_id from custody.custody c join kernel.record k on k.id = c.id
      where c.ended_at is null and c.age_group = 'adult' and c.sex = 'male' and k.state = 'held' and not exists (select from biometrics.enrolment)
        and k.office_id = (select p.office_id from kernel.account a join kernel.post_holding h on h.account_id = a.id and h.to_at is null join kernel.post p on p.id = h.post_id where a.user_name = 'officer' limit 1)
      order by c.arrested_at, c.id limit ${persons + 1}`.execute(r.db)
    return rows
  })
}

/** One of the easy log-ins at work. */
interface Actor {
  call<I extends z.ZodType, O extends z.ZodType>(endpoint: Endpoint<I, O>, input: z.input<I>, file?: Uint8Array): Promise<z.output<O>>
  readonly officeId: string
  leave(): Promise<void>
}

async function as(db: Database, userName: string): Promise<Actor> {
  const { accountId, postId } = await db.app.selectFrom('kernel.account as a').innerJoin('kernel.post_holding as h', 'h.account_id', 'a.id').select(['a.id as accountId', 'h.post_id as postId'])
    .where('a.user_name', '=', userName).where('h.to_at', 'is', null).executeTakeFirstOrThrow()
  const token = await openSession(db, { accountId, postId, secondFactor: true, userAgent: 'demonstration', ip: '127.0.0.1', now: new Date() })
  const session = await findSession(db, token, new Date())
  if (!session) throw new Error(`demonstration: ${userName} cannot sign in`)
  return {
    officeId: session.officeId,
    leave: async () => { await revokeSession(db, accountId, session.id, new Date()) },
    async call(endpoint, input, file) {
      const handler = biometrics?.handlers.find((one) => one.endpoint.name === endpoint.name)
      if (!handler) throw new Error(`demonstration: no handler for ${endpoint.name}`)
      const ctx: Ctx = { ...systemCtx(db), system: undefined, session, idempotencyKey: randomUUID() }
      const http = { file: async () => (file ? { stream: Readable.from([Buffer.from(file)]), name: 'finger.png', type: 'image/png', truncated: () => false } : null) } as unknown as HttpSide
      return (await handler.run(endpoint.input.parse(input) as never, ctx, http)) as never
    },
  }
}

/** A scanner that works and one that does not. */
async function devices(commander: Actor): Promise<string> {
  const device = (serial: string, model: string) => commander.call(registerDevice, { serial, maker: 'Mizan', model, kind: 'ten-print', resolution: 500, officeId: commander.officeId, reason: 'جهاز للعرض فقط' })
  const { id } = await device('DEMO-1', 'TP-500')
  const broken = await device('DEMO-2', 'TP-500')
  await commander.call(reportDevice, { id: broken.id, reason: 'زجاج الماسح مخدوش' })
  return id
}

/** From the scene of one case, of a finger that will be taken in another. */
async function mark(examiner: Actor, maker: Worker, caseId: string, who: number): Promise<void> {
  const image = await make(maker, { finger: made[who]![0], take: 7, how: { turn: 25, area: 0.6, noise: 0.35, x: 8 } })
  await examiner.call(enterMark, { caseId, exhibit: 'مقبض باب المحل من الداخل', place: 'الكرادة', liftedAt: new Date(Date.now() - 86_400_000).toISOString(), liftedBy: 'فريق مسرح الجريمة', dpi: 500, image: Buffer.from(image).toString('base64') })
}

async function take(officer: Actor, maker: Worker, o: { custodyId: string; deviceId: string; who: number; take: number; stop: AbortSignal }): Promise<void> {
  const { id } = await officer.call(beginEnrolment, { custodyId: o.custodyId, purpose: 'custody', authority: 'judge', basis: 'قرار قاضي تحقيق الكرادة', deviceId: o.deviceId })
  for (const [at, finger] of taken.entries()) {
    const image = await make(maker, { finger: made[o.who]![at]!, take: o.take, how: o.take === 1 ? {} : { turn: 9, x: 5, y: -4, noise: 0.2 } })
    await officer.call(addImpression, { id, finger, kind: 'plain', dpi: 500, device: o.deviceId }, image)
    await pause(betweenFingersMs, undefined, { signal: o.stop })
  }
  for (const finger of fingers.filter((one) => !taken.includes(one))) await officer.call(markMissing, { id, finger, missing: 'bandaged', note: 'في العرض تُصنع إصبعان لكل شخص' })
  const { version } = await officer.call(readEnrolment, { id })
  await officer.call(completeEnrolment, { id, version })
}

function make(maker: Worker, wanted: WantedFinger): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    maker.once('message', (image: Uint8Array) => { maker.off('error', reject); resolve(image) })
    maker.once('error', reject)
    maker.postMessage(wanted)
  })
}
