import { read } from '#kernel/act/act.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { expungingBases } from './bases.ts'
import { listExpunging, orderExpunging, previewExpunging } from './contract.ts'
import { askExpunging, expungingDone, previewOf } from './expunge.ts'

export const expungingHandlers: readonly Handler[] = [
  handle(orderExpunging, ({ id, also, ...order }, ctx) => askExpunging(ctx, id, { ...order, records: [...new Set([id, ...also])] })),
  handle(previewExpunging, async ({ id }, ctx) => ({ ...(await read(ctx, (r) => previewOf(r, id))), bases: expungingBases.map(({ article, what, confidence }) => ({ article, what, confidence })) })),
  handle(listExpunging, async ({ limit }, ctx) => ({ rows: await read(ctx, (r) => expungingDone(r, limit)) })),
]
