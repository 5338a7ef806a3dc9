import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { read } from '#kernel/act/act.ts'
import { systems } from '#app/systems.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { tokenOf } from '#test/support/country.ts'
import { answerPractice, listPractice, practiceImage, readPractice, readTraining, startPractice } from './contract/practice.ts'
import { decodeImage } from './engine/image/read.ts'
import { sessionLength, type PracticeAnswer, type PracticeKind } from './rules/practice.ts'
import { makeExercise } from './workshop/exercises.ts'

let app: TestApp
beforeAll(async () => { app = await testApp(systems) })

/** What is true of an exercise: read behind the server's back, by the seed that only the database has. */
async function truthOf(id: string, number: number): Promise<PracticeAnswer> {
  const { rows: [row] } = await read(app.systemCtx, (r) => sql<{ kind: PracticeKind; level: 1 | 2 | 3; seed: string }>`select kind, level, seed from biometrics.practice_session where id = ${id}`.execute(r.db))
  return makeExercise({ ...row!, number }).truth
}

const start = (who: string, kind: PracticeKind, level = 1) => app.ok(who, startPractice, { kind, level })
const answer = (who: string, id: string, number: number, given: PracticeAnswer) => app.call(who, answerPractice, { id, number, answer: given })

describe('a session', () => {
  test('answered rightly is passed, each answer explained, and the director sees it', async () => {
    const { id, exercises } = await start('prisonReception', 'quality')
    expect(exercises).toBe(sessionLength.quality)
    for (let number = 1; number <= exercises; number++) {
      app.time.now = new Date(app.time.now.getTime() + 9_000)
      const truth = await truthOf(id, number)
      const { body } = await answer('prisonReception', id, number, truth)
      expect(body.explanation.truth).toEqual(truth)
      expect(body.explanation.measured).toMatchObject([{ image: 'a', cause: truth.kind === 'quality' ? truth.cause : '' }])
      expect(body.session.answers.at(-1)).toMatchObject({ number, marking: 'right', points: 1, seconds: 9 })
    }
    expect(await app.ok('prisonReception', readPractice, { id })).toMatchObject({ passed: true, points: exercises })
    const { rows } = await app.ok('prisonDirector', readTraining, {})
    expect(rows.map(({ name }) => name).sort()).toEqual(['موظف prisonDirector', 'موظف prisonReception'])
    expect(rows.find(({ role }) => role === 'prison-reception')!.kinds.find(({ kind }) => kind === 'quality')).toMatchObject({ sessions: 1, level: 1, current: true, grave: 0 })
    expect((await app.ok('stationCommander', readTraining, {})).rows.flatMap(({ kinds }) => kinds).every(({ sessions }) => sessions === 0)).toBe(true)
    expect((await app.ok('inspector', readTraining, {})).rows.length).toBeGreaterThan(8)
    expect((await app.call('prisonReception', readTraining, {})).status).toBe(403)
    app.time.now = new Date(app.time.now.getTime() + 366 * 86_400_000)
    expect((await app.ok('prisonDirector', readTraining, {})).rows.flatMap(({ kinds }) => kinds).some(({ current }) => current)).toBe(false)
  }, 60_000)

  test('in which two people were taken for one is failed, however many others were right', async () => {
    const { id, exercises } = await start('examiner', 'pair')
    let grave = false
    for (let number = 1; number <= exercises; number++) {
      const truth = await truthOf(id, number)
      const wrong: boolean = !grave && truth.kind === 'pair' && truth.verdict === 'different'
      const { body } = await answer('examiner', id, number, wrong ? { kind: 'pair', verdict: 'same' } : truth)
      if (wrong) expect(body.session.answers.at(-1)).toMatchObject({ marking: 'grave', points: 0 })
      expect(body.explanation.pairings[0]!.svg).toContain('<image')
      grave ||= wrong
    }
    expect(await app.ok('examiner', readPractice, { id })).toMatchObject({ passed: false, points: 9 })
  }, 90_000)

  test('is answered in order, once, by whoever began it', async () => {
    const { id } = await start('stationOfficer', 'quality')
    const good: PracticeAnswer = { kind: 'quality', cause: 'good' }
    expect((await app.call('stationOfficer', startPractice, { kind: 'quality', level: 1 })).problem.code).toBe('biometrics.practice-open')
    expect((await answer('stationOfficer', id, 2, good)).problem.code).toBe('biometrics.practice-answered')
    expect((await answer('stationOfficer', id, 11, good)).problem.code).toBe('biometrics.practice-not-yet')
    expect((await answer('stationOfficer', id, 1, { kind: 'pair', verdict: 'same' })).problem.code).toBe('biometrics.practice-other-kind')
    expect((await answer('stationCommander', id, 1, good)).status).toBe(404)
    expect((await app.call('stationCommander', readPractice, { id })).status).toBe(404)
    expect((await answer('stationOfficer', id, 1, good)).status).toBe(200)
    expect((await answer('stationOfficer', id, 1, good)).problem.code).toBe('biometrics.practice-answered')
    expect((await app.call('inspector', startPractice, { kind: 'pair', level: 1 })).status).toBe(403)
    expect((await app.call(null, listPractice, {})).status).toBe(401)
  }, 30_000)

  test('shows its pictures, marked, no further than it has come, and to nobody else', async () => {
    const { id } = await start('juvenileOfficer', 'retake')
    const image = (who: string, number: number, name: string) => app.call(who, practiceImage, { id, number, image: name })
    const raw = await app.server.inject({ url: practiceImage.path.replace(':id', id).replace(':number', '1').replace(':image', 'r3'), headers: { cookie: await cookieOf('juvenileOfficer') } })
    expect(raw.headers['content-type']).toBe('image/png')
    const { width, height, pixels } = decodeImage(raw.rawPayload)
    expect(new Set(pixels.subarray((height - 17) * width))).toEqual(new Set([0, 255]))
    expect((await image('juvenileOfficer', 2, 'r3')).status).toBe(404)
    expect((await image('juvenileOfficer', 1, 'p3')).status).toBe(404)
    expect((await image('stationOfficer', 1, 'r3')).status).toBe(404)
  }, 30_000)

  test('gives its seed away in no answer, to nobody', async () => {
    const { rows } = await read(app.systemCtx, (r) => sql<{ seed: string }>`select seed from biometrics.practice_session`.execute(r.db))
    const session = (await app.ok('stationOfficer', listPractice, {})).rows[0]!
    const answers = JSON.stringify([await app.ok('stationOfficer', listPractice, {}), await app.ok('stationOfficer', readPractice, { id: session.id }), await app.ok('inspector', readTraining, {})])
    expect(rows.length).toBeGreaterThan(2)
    expect(rows.filter(({ seed }) => answers.includes(seed))).toEqual([])
    const { rows: told } = await sql<{ n: number }>`select count(*)::integer as n from kernel.entry where ${sql.join(rows.map(({ seed }) => sql`body like ${`%${seed}%`}`), sql` or `)}`.execute(app.db.app)
    expect(told[0]!.n).toBe(0)
  })

  test('touches no record of anybody: its tables name accounts and offices, and nothing else', async () => {
    const { rows } = await sql<{ name: string }>`select distinct c.confrelid::regclass::text as name from pg_constraint c where c.contype = 'f' and c.conrelid in ('biometrics.practice_session'::regclass, 'biometrics.practice_answer'::regclass) order by 1`.execute(app.db.app)
    expect(rows.map(({ name }) => name)).toEqual(['biometrics.practice_session', 'kernel.account', 'kernel.office'])
  })
})

async function cookieOf(who: string): Promise<string> {
  return `mizan=${await tokenOf(app.db, app.country, who, app.time.now)}`
}
