/** Every way to open a sealed record leaves its trace: the pages of custody, case, court, prison and person, the history, the papers. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { seal } from '#kernel/access/approval-contract.ts'
import { readClocks, readHistory } from '#kernel/act/contract.ts'
import { read } from '#kernel/act/act.ts'
import { downloadPaper, listRecordPapers } from '#kernel/documents/contract.ts'
import { closePrinter } from '#kernel/documents/print/printer.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { kernelHandlers } from '#kernel/kernel.ts'
import { systems } from '#app/systems.ts'
import { book, order } from '#systems/custody/test/scene.ts'
import { testApp, type TestApp } from '#test/support/app.ts'

let app: TestApp
let sealed: { id: string; caseId: string; personId: string; paperId: string }
let open: { id: string; caseId: string; personId: string }

beforeAll(async () => {
  app = await testApp(systems)
  const held = await book(app)
  await order(app, held.id)
  open = await book(app)
  const [paper] = (await app.ok('judge', listRecordPapers, { recordId: held.id })).rows
  sealed = { id: held.id, caseId: held.caseId, personId: held.personId, paperId: paper!.id }
  for (const id of [held.id, held.caseId]) await app.ok('judge', seal, { id, basis: 'Juvenile Welfare 63', reason: 'A protected witness is named' })
  return closePrinter
})

async function readsOf(recordId: string): Promise<number> {
  const { rows } = await read(app.systemCtx, (r) => sql<{ n: number }>`select count(*)::int as n from kernel.sealed_read where record_id = ${recordId}`.execute(r.db))
  return rows[0]!.n
}

/** As if the minute within which a reading counts once had passed. */
async function aMinuteLater(): Promise<void> {
  const { default: pg } = await import('pg')
  const owner = new pg.Client({ connectionString: app.db.urls.superuser })
  await owner.connect()
  await owner.query(`set session_replication_role = replica; update kernel.sealed_read set at = at - interval '2 minutes'`)
  await owner.end()
}

const endpoints = [...kernelHandlers, ...systems.flatMap((system) => system.handlers)].map(({ endpoint }) => endpoint)
const named = (name: string) => endpoints.find((endpoint) => endpoint.name === name)!

describe('opening a sealed record', () => {
  test.each([
    ['custody.get', { id: 'custody' }, 'custody'], ['custody.inCase', { caseId: 'case' }, 'case'], ['custody.releases', { custodyId: 'custody' }, 'custody'], ['custody.care', { id: 'custody' }, 'custody'],
    ['cases.get', { id: 'case' }, 'case'], ['courts.case', { id: 'case' }, 'case'], ['prisons.inmate', { id: 'custody' }, 'custody'], ['custody.ofPerson', { personId: 'person' }, 'custody'],
    ['people.get', { id: 'person' }, 'custody'], ['record.history', { id: 'custody' }, 'custody'], ['record.clocks', { id: 'case' }, 'case'], ['documents.list', { recordId: 'custody' }, 'custody'], ['documents.download', { id: 'paper' }, 'custody'],
  ] as const)('%s is written down once', async (name, given, of) => {
    await aMinuteLater()
    const ids = { custody: sealed.id, case: sealed.caseId, person: sealed.personId, paper: sealed.paperId }
    const input = Object.fromEntries(Object.entries(given).map(([key, which]) => [key, ids[which as keyof typeof ids]]))
    const before = await readsOf(ids[of])
    const answer = await app.call('judge', named(name) as Endpoint<z.ZodType, z.ZodType>, input as never)
    await app.call('judge', named(name) as Endpoint<z.ZodType, z.ZodType>, input as never)
    // A page that the judge has no business with is refused, and then nothing was read.
    expect((await readsOf(ids[of])) - before).toBe(answer.status === 200 ? 1 : 0)
    if (['custody.get', 'cases.get', 'courts.case', 'custody.ofPerson', 'people.get', 'record.history', 'documents.list', 'documents.download'].includes(name)) expect(answer.status).toBe(200)
  })

  test('whoever may not read it leaves no trace of having read it', async () => {
    const before = await readsOf(sealed.id)
    expect((await app.call('otherJudge', readHistory, { id: sealed.id })).status).toBe(404)
    expect((await app.call('inspector', readHistory, { id: sealed.id })).status).toBe(404)
    expect((await app.call('inspector', downloadPaper, { id: sealed.paperId })).status).toBe(404)
    expect(await readsOf(sealed.id)).toBe(before)
  })

  test('an open record leaves none', async () => {
    await app.ok('judge', readHistory, { id: open.id })
    await app.ok('judge', readClocks, { id: open.caseId })
    expect(await readsOf(open.id)).toBe(0)
    expect(await readsOf(open.caseId)).toBe(0)
  })
})

test('every endpoint that opens something by its own id names it as noteReads() expects', () => {
  const unknown = endpoints.filter((endpoint) => endpoint.method === 'GET' && endpoint.may !== 'public' && /:(\w*[iI]d)\b/.test(endpoint.path))
    .filter((endpoint) => !/:(id|recordId|caseId|custodyId|personId)\b/.test(endpoint.path)).map((endpoint) => endpoint.name)
  expect(unknown).toEqual([])
})
