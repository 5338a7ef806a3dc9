import { act, read } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { listItems, registerItem, returnItem } from './contract.ts'
import { findingsOnRegister } from './rules.ts'
import { insertItem, listFoundItems, markReturned } from './store.ts'

export const handlers: readonly Handler[] = [
  handle(registerItem, async (input, ctx) => {
    const foundAt = new Date(input.foundAt)
    return act(ctx, { verb: '_example.register', subject: { kind: 'found-item', create: { label: input.description, series: 'found-item' } }, basis: 'Penal 450', input }, async (tx) => {
      refuseBlocked(findingsOnRegister({ foundAt, now: tx.at }))
      await insertItem(tx, { ...input, foundAt })
      return { id: tx.record.id, number: tx.record.number ?? '' }
    })
  }),
  handle(returnItem, async (input, ctx) =>
    act(ctx, { verb: '_example.return', subject: { kind: 'found-item', id: input.id }, expectedVersion: input.version, input, detail: { returnedTo: input.returnedTo } }, async (tx) => {
      if (!(await markReturned(tx, input.returnedTo))) refuse('_example.returned-already', { status: 409 })
      return { id: input.id }
    })),
  handle(listItems, async ({ limit }, ctx) => ({
    rows: (await read(ctx, (r) => listFoundItems(r, limit))).map((i) => ({
      id: i.id, number: i.number ?? '', version: i.version, description: i.description, place: i.place, foundAt: i.found_at.toISOString(),
      returnedAt: i.returned_at?.toISOString() ?? null, returnedTo: i.returned_to,
    })),
  })),
]
