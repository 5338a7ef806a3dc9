import { read } from '#kernel/act/act.ts'
import { handle, type Handler, type HttpSide } from '#kernel/http/endpoint.ts'
import type { Text } from '#kernel/words/text.ts'
import { expungingBases } from './bases.ts'
import { listExpunging, orderExpunging, previewExpunging } from './contract.ts'
import { askExpunging, expungingDone, kindsAsked, previewOf } from './expunge.ts'

export const expungingHandlers: readonly Handler[] = [
  handle(orderExpunging, ({ id, also, ...order }, ctx) => askExpunging(ctx, id, { ...order, records: [...new Set([id, ...also])] })),
  handle(previewExpunging, async ({ id }, ctx, http) => {
    const preview = await read(ctx, (r) => previewOf(r, id))
    return { ...preview, kinds: namesOf([preview.record, ...preview.related], http), bases: expungingBases.map(({ article, what, confidence }) => ({ article, what, confidence })) }
  }),
  handle(listExpunging, async ({ limit }, ctx, http) => {
    const { rows, asked } = await read(ctx, async (r) => ({ rows: await expungingDone(r, limit), asked: await kindsAsked(r) }))
    return { rows, kinds: namesOf([...rows, ...asked], http) }
  }),
]

function namesOf(records: readonly { kind: string }[], http: Pick<HttpSide, 'text'>): Record<string, Text> {
  return Object.fromEntries(records.flatMap(({ kind }) => {
    const name = http.text(`kind.${kind}`)
    return name === null ? [] : [[kind, name]]
  }))
}
