/** A roll count checked by finger: whom, by lot or by choice, and what came out. */
import { randomInt, randomUUIDv7 } from 'node:crypto'
import { act, read, type Reader } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import { getCustody } from '#systems/custody/public.ts'
import { onRoll } from '#systems/prisons/public.ts'
import { drawSample, readCountChecks, readCountChoices, type CountLine } from '../../contract/chain.ts'
import { scannerAddress } from '../../scanner-setting.ts'
import { addToSample, listChecks, listSample } from '../../store/checks.ts'
import { enrolledAmong } from '../../store/prints.ts'
import { viewCheck } from './checks.ts'

/** Some of a list by lot: each as likely as any other (Fisher and Yates, by the system's random numbers). */
export function drawLots<T>(all: readonly T[], count: number, random: (below: number) => number = (below) => randomInt(below)): T[] {
  const left = [...all]
  const drawn: T[] = []
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(random(left.length), 1))
  return drawn
}

async function linesOf(r: Reader, of: { facilityId: string } | { countId: string }): Promise<CountLine[]> {
  const sample = await listSample(r, of)
  const checks = new Map((await listChecks(r, { ids: sample.flatMap((s) => s.check_id ?? []) }, 500)).map((c) => [c.id, c]))
  const facility = 'facilityId' in of ? of.facilityId : sample[0]?.facility_id
  const places = new Map(facility === undefined ? [] : (await onRoll(r, facility)).map((i) => [i.custodyId, i.cell]))
  const lines: CountLine[] = []
  for (const one of sample) {
    const custody = await getCustody(r, one.custody_id)
    const personIds = await samePersonIds(r, custody.personId)
    const check = one.check_id === null ? undefined : checks.get(one.check_id)
    lines.push({
      custodyId: custody.id, number: custody.number, name: custody.name, cell: places.get(custody.id) ?? null, byLot: one.by_lot, enrolled: (await enrolledAmong(r, personIds)).size > 0,
      check: check ? viewCheck(check, r.ctx) : null,
    })
  }
  return lines
}

export const countHandlers: readonly Handler[] = [
  handle(readCountChecks, async ({ countId }, ctx) => read(ctx, async (r) => {
    const facilityId = ctx.session?.officeId
    return { rows: countId ? await linesOf(r, { countId }) : facilityId === undefined ? [] : await linesOf(r, { facilityId }), scanner: scannerAddress() }
  })),
  handle(readCountChoices, async (_, ctx) => read(ctx, async (r) => ({ rows: ctx.session ? (await onRoll(r, ctx.session.officeId)).map(({ custodyId, number, name }) => ({ custodyId, number, name })) : [] }))),
  handle(drawSample, (input, ctx) => {
    const session = ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
    return act(ctx, { verb: 'biometrics.draw-sample', subject: { kind: 'office', bare: session.officeId }, basis: 'Mandela 6-7', input, detail: { lot: input.lot ?? 0, chosen: input.custodyIds.length } }, async (tx) => {
      const roll = await onRoll(tx, session.officeId)
      const open = await listSample(tx, { facilityId: session.officeId })
      if (input.lot !== undefined && open.some((one) => one.by_lot && one.check_id === null)) refuse('biometrics.lot-open', { status: 409 })
      const known = new Set(open.map((one) => one.custody_id))
      const here = new Set(roll.map((one) => one.custodyId))
      const unknown = input.custodyIds.find((id) => !here.has(id))
      if (unknown !== undefined) refuse('kernel.record-unknown', { status: 404, field: 'custodyIds' })
      const lot = drawLots(roll.map((one) => one.custodyId).filter((id) => !known.has(id) && !input.custodyIds.includes(id)), input.lot ?? 0)
      const row = (custodyId: string, byLot: boolean) => ({ id: randomUUIDv7(), facility_id: session.officeId, custody_id: custodyId, by_lot: byLot, asked_at: tx.at, asked_by: session.accountId })
      const added = await addToSample(tx, [...input.custodyIds.map((id) => row(id, false)), ...lot.map((id) => row(id, true))])
      for (const id of [...input.custodyIds, ...lot]) tx.also(id)
      if (added === 0) refuse('biometrics.nobody-to-draw', { status: 409 })
      return { added }
    })
  }),
]
