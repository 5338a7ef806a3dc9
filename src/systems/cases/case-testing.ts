/** What the tests of cases share: persons, a complaint, statements that are in order. Test code only. */
import { randomUUIDv7 } from 'node:crypto'
import { act } from '#kernel/act/act.ts'
import { createPerson } from '#kernel/people/people.ts'
import type { TestApp } from '#test/support/app.ts'
import { getCasePage, openCase, type CasePage } from './contract.ts'
import { questionAccused, takeStatement } from './contract/papers.ts'

const givenNames = ['سلمى', 'كريم', 'هدى', 'علي', 'زينب', 'حسن', 'نور', 'عمر', 'مريم', 'جاسم']
let made = 0

/** A person in the register; `birth` 'YYYY-MM-DD'. */
export async function makePerson(app: TestApp, o: { birth?: string; given?: string } = {}): Promise<string> {
  const id = randomUUIDv7()
  const given = o.given ?? givenNames[made++ % givenNames.length]!
  await act(app.systemCtx, { verb: 'test.make-person', subject: { kind: 'person', bare: id } }, (tx) =>
    createPerson(tx, { names: [{ script: 'ar', given, father: 'محمد', grandfather: 'عبد الله' }], birth: o.birth ? { date: o.birth, precision: 'day' } : { precision: 'unknown' } }, id))
  return id
}

export function hoursAgo(app: TestApp, hours: number): string {
  return new Date(app.time.now.getTime() - hours * 3_600_000).toISOString()
}

type OpenInput = Parameters<typeof openCase.input.parse>[0] & Record<string, unknown>

/** A complaint of theft (Penal 446) between strangers, in order; `changes` make it something else. */
export async function complaint(app: TestApp, changes: Partial<OpenInput> = {}) {
  const complainantId = (changes['complainantId'] as string | undefined) ?? (await makePerson(app, { birth: '1980-05-01' }))
  const accusedId = await makePerson(app, { birth: '1990-05-01' })
  const input = {
    kind: 'complaint' as const, summary: 'سرقة هاتف من محل في الكرادة داخل', place: 'الكرادة داخل', occurredAt: hoursAgo(app, 3), receivedAt: hoursAgo(app, 0.5), complainantId, signed: true,
    knewOn: undefined, accused: [{ personId: accusedId as string | null, offenceCode: 'PC-446', trade: 'عامل', residence: 'بغداد، الكرادة' }], ...changes,
  }
  return { input: input as never, complainantId, accusedId: (input.accused[0]?.personId ?? accusedId) as string }
}

export async function openTheft(app: TestApp, changes: Partial<OpenInput> = {}, who = 'stationOfficer') {
  const made = await complaint(app, changes)
  const opened = await app.ok(who, openCase, made.input)
  return { ...made, ...opened }
}

export async function page(app: TestApp, id: string, who = 'judge'): Promise<CasePage> {
  return app.ok(who, getCasePage, { id })
}

export function witnessStatement(app: TestApp, id: string, personId: string, changes: Record<string, unknown> = {}): Parameters<typeof app.ok<typeof takeStatement.input, typeof takeStatement.output>>[2] {
  return {
    id, kind: 'witness', personId, name: 'سلمى', surname: 'الكرادي', trade: 'معلمة', residence: 'الكرادة', relation: 'لا علاقة', age: 40, sworn: true, heardAlone: true, readBack: true, signature: 'signed',
    signedByRecorder: true, condition: 'سليمة', startedAt: hoursAgo(app, 0.4), endedAt: hoursAgo(app, 0.2), place: 'مركز شرطة الكرادة', body: 'رأيت المتهم يأخذ الهاتف ويخرج.', ...changes,
  }
}

export function accusedStatement(app: TestApp, id: string, personId: string, changes: Record<string, unknown> = {}): Parameters<typeof app.ok<typeof questionAccused.input, typeof questionAccused.output>>[2] {
  return {
    id, personId, identityChecked: true, toldOffence: true, toldRights: true, lawyer: 'waived', appearedAt: hoursAgo(app, 1), startedAt: hoursAgo(app, 0.4), endedAt: hoursAgo(app, 0.2), place: 'محكمة تحقيق الكرادة',
    present: ['المحقق'], body: 'لم آخذ الهاتف.', signature: 'signed', signedByRecorder: true, ...changes,
  }
}
