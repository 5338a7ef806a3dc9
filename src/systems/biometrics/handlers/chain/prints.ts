/** What a custody's page shows of prints, and why none were taken. */
import { act, read } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import { getCustody } from '#systems/custody/public.ts'
import { readPrints, recordNotTaken, type Taken } from '../../contract/chain.ts'
import { doublesOf } from '../../doubles.ts'
import { asPlatform } from '../../one-to-one.ts'
import { scannerAddress } from '../../scanner-setting.ts'
import { insertNotTaken, listChecks, listNotTaken } from '../../store/checks.ts'
import { summariesOf } from '../../store/prints.ts'
import { viewCheck } from './checks.ts'

type Summary = Awaited<ReturnType<typeof summariesOf>>[number]

function viewTaken(e: Summary, custodyId: string, open: boolean): Taken {
  return {
    id: e.id, number: e.number, at: e.begun_at.toISOString(), office: { ar: e.name_ar, ckb: e.name_ckb, en: e.name_en }, purpose: e.purpose, article: e.article, state: e.state === 'complete' ? 'complete' : 'taking', fingers: Number(e.fingers),
    missing: Number(e.missing), quality: e.quality === null ? null : Math.round(Number(e.quality)), poor: Number(e.poor), forThisCustody: e.custody_id === custodyId, retention: e.retention, open,
  }
}

export const printHandlers: readonly Handler[] = [
  handle(readPrints, async ({ id }, ctx) => {
    const { custody, personIds, version, notTaken, checks, readable } = await read(ctx, async (r) => {
      const found = await getCustody(r, id)
      const ids = await samePersonIds(r, found.personId)
      const record = await r.db.selectFrom('kernel.record').select('version').where('id', '=', id).executeTakeFirstOrThrow()
      return {
        custody: found, personIds: ids, version: record.version, notTaken: await listNotTaken(r, id), checks: await listChecks(r, { custodyId: id }),
        readable: new Set((await summariesOf(r, ids)).map((e) => e.id)),
      }
    })
    // That prints are there, and how good they are, whoever holds the person knows; the prints themselves belong to who took them.
    const taken = await asPlatform(ctx, (r) => summariesOf(r, personIds))
    const doubles = await asPlatform(ctx, (r) => doublesOf(r, personIds))
    return {
      custodyId: id, version, personId: custody.personId, name: custody.name, juvenile: custody.ageGroup === 'juvenile', heldHere: custody.heldBy === ctx.session?.officeId, ended: custody.endedAt !== null,
      taken: taken.map((e) => viewTaken(e, id, readable.has(e.id))), notTaken: notTaken.map((n) => ({ ...n, at: n.at.toISOString() })), doubles, checks: checks.map((c) => viewCheck(c, ctx)), scanner: scannerAddress(),
    }
  }),
  handle(recordNotTaken, (input, ctx) => act(ctx, { verb: 'biometrics.take-none', subject: { kind: 'custody', id: input.id }, expectedVersion: input.version, basis: 'CPC 70', input, reason: input.note || undefined, detail: { reason: input.reason } }, async (tx) => {
    const { session } = tx.ctx
    if (!session) refuse('kernel.sign-in-first', { status: 401 })
    if ((await getCustody(tx, input.id)).endedAt !== null) refuse('custody.not-held-now', { status: 409, params: { stage: 'released' } })
    if (input.reason === 'other' && (input.note ?? '').length < 3) refuse('biometrics.say-why', { field: 'note' })
    return { id: await insertNotTaken(tx, { custody_id: input.id, reason: input.reason, note: input.note || null, office_id: session.officeId, at: tx.at, by: session.accountId }) }
  })),
]
