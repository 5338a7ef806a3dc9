import { read } from '#kernel/act/act.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { custodiesIn, custodiesOf, readCustody } from '../contract/custody.ts'
import { readPage } from '../page.ts'
import { custodiesOfCase, custodiesOfPerson } from '../public.ts'

export const custodyHandlers: readonly Handler[] = [
  handle(readCustody, async ({ id }, ctx) => read(ctx, (r) => readPage(r, id))),
  handle(custodiesOf, async ({ personId }, ctx) => ({
    rows: (await read(ctx, (r) => custodiesOfPerson(r, personId))).map((c) => ({
      id: c.id, number: c.number, caseId: c.caseId, caseNumber: c.caseNumber, stage: c.stage, arrestedAt: c.arrestedAt.toISOString(), endedAt: c.endedAt?.toISOString() ?? null, heldBy: c.heldBy, article: c.article,
    })),
  })),
  handle(custodiesIn, async ({ caseId }, ctx) => ({
    rows: (await read(ctx, (r) => custodiesOfCase(r, caseId))).map((c) => ({
      id: c.id, number: c.number, personId: c.personId, name: c.name, stage: c.stage, coverStatus: c.coverStatus, coverUntil: c.coverUntil?.toISOString() ?? null, arrestedAt: c.arrestedAt.toISOString(), endedAt: c.endedAt?.toISOString() ?? null,
    })),
  })),
]
