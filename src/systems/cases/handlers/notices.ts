import { act, read } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { acknowledge, listNotices } from '../contract/decisions.ts'
import { findNotices, markSeen } from '../store/notice.ts'
import { viewNotice } from '../views.ts'

export const noticeHandlers: readonly Handler[] = [
  handle(listNotices, async (input, ctx) => ({ rows: (await read(ctx, (r) => findNotices(r, { unseen: input.unseen === 'yes', limit: input.limit }))).map(viewNotice) })),
  // Having read is no change to the case: it is open in every stage and while the case is on its way.
  handle(acknowledge, async (input, ctx) =>
    act(ctx, { verb: 'cases.acknowledge', subject: { kind: 'case', id: input.caseId }, by: 'authority', input, detail: { noticeId: input.noticeId } }, async (tx) => {
      if (!(await markSeen(tx, input.caseId, input.noticeId, ctx.session?.officeId ?? ''))) refuse('cases.notice-unknown', { status: 409, field: 'noticeId' })
      return { noticeId: input.noticeId }
    })),
]
