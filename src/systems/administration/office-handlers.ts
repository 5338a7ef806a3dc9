import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { act, read } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import * as kernel from '#kernel/offices/offices.ts'
import type { OfficeKind } from '#kernel/clock/rule.ts'
import type { Role } from '#kernel/access/roles.ts'
import { postsHeld } from './account-store.ts'
import { addOffice, assignPost, closeOffice, createPost, endHolding, getOffice, listOffices, renameOffice } from './contract.ts'
import { pageOf } from './paging.ts'
import { appointmentFault, postFault } from './rules.ts'
import { assertOver, assertOverAccount } from './scope.ts'
import * as store from './store.ts'

/** The tree of offices, their posts and who holds them. */
export const officeHandlers: readonly Handler[] = [
  handle(listOffices, async ({ cursor, ...filter }, ctx) => {
    const { offset, next } = pageOf(cursor, filter.limit)
    const { rows, total } = await read(ctx, (r) => store.findOffices(r, { ...filter, offset }))
    return { rows, total, next: next(rows.length) }
  }),
  handle(getOffice, async ({ id }, ctx) => (await read(ctx, (r) => store.findOfficeDetail(r, id))) ?? refuse('kernel.office-unknown', { status: 404 })),
  handle(addOffice, async (input, ctx) => {
    const id = randomUUIDv7()
    return act(ctx, { verb: addOffice.may, subject: { kind: 'office', bare: id }, input }, async (tx) => {
      if (input.parentId === null && ctx.session?.officeIds !== '*') refuse('administration.outside-your-offices', { status: 403, field: 'parentId' })
      if (input.parentId) {
        assertOver(ctx, [input.parentId])
        const parent = await kernel.getOffice(tx, input.parentId)
        if (parent.valid_to !== null) refuse('administration.office-closed', { field: 'parentId' })
      }
      return { id: await kernel.createOffice(tx, { ...input, id }) }
    })
  }),
  handle(renameOffice, async (input, ctx) => act(ctx, { verb: renameOffice.may, subject: { kind: 'office', bare: input.id }, reason: input.reason, input, detail: { from: input.from, name: input.name } }, async (tx) => {
    assertOver(ctx, [input.id])
    const office = await kernel.getOffice(tx, input.id)
    if (office.valid_to !== null) refuse('administration.office-closed')
    if (input.from > baghdadDay(tx.at)) refuse('administration.name-from-future', { field: 'from' })
    const since = await store.nameHeldSince(tx, input.id)
    if (input.from < since) refuse('administration.name-before-last', { field: 'from', params: { since } })
    await store.renameOffice(tx, input)
    return { id: input.id }
  })),
  handle(closeOffice, async (input, ctx) => act(ctx, { verb: closeOffice.may, subject: { kind: 'office', bare: input.id }, reason: input.reason, input, detail: { on: input.on } }, async (tx) => {
    assertOver(ctx, [input.id])
    const office = await kernel.getOffice(tx, input.id)
    if (office.valid_to !== null) refuse('administration.office-closed')
    if (input.on > baghdadDay(tx.at) || input.on < office.valid_from) refuse('administration.close-day', { field: 'on' })
    const open = await store.whatStaysOpen(tx, input.id, tx.at)
    if (open.records > 0) refuse('administration.office-holds-records', { params: { count: open.records } })
    if (open.below > 0) refuse('administration.office-has-offices', { params: { count: open.below } })
    if (open.holders > 0) refuse('administration.office-has-holders', { params: { count: open.holders } })
    await tx.db.updateTable('kernel.office').set({ valid_to: input.on }).where('id', '=', input.id).execute()
    return { id: input.id }
  })),
  handle(createPost, async (input, ctx) => act(ctx, { verb: createPost.may, subject: { kind: 'office', bare: input.officeId }, input, detail: { role: input.role, scope: input.scope } }, async (tx) => {
    assertOver(ctx, [input.officeId])
    const office = await kernel.getOffice(tx, input.officeId)
    if (office.valid_to !== null) refuse('administration.office-closed')
    const fault = postFault({ officeKind: office.kind as OfficeKind, role: input.role, scope: input.scope })
    if (fault) refuse(fault, { field: fault === 'administration.scope-too-wide' ? 'scope' : 'role' })
    return { id: await kernel.createPost(tx, input) }
  })),
  handle(assignPost, async (input, ctx) => act(ctx, { verb: assignPost.may, subject: { kind: 'account', bare: input.accountId }, basis: input.basis, input, detail: { post: input.postId, acting: input.acting, until: input.until } }, async (tx) => {
    const post = await tx.db.selectFrom('kernel.post').selectAll().where('id', '=', input.postId).forUpdate().executeTakeFirst()
    if (!post) refuse('administration.post-unknown', { status: 404, field: 'postId' })
    assertOver(ctx, [post.office_id])
    const account = await tx.db.selectFrom('kernel.account').select('disabled_at').where('id', '=', input.accountId).executeTakeFirst()
    if (!account || account.disabled_at) refuse('administration.account-not-active', { field: 'accountId' })
    const holder = await tx.db.selectFrom('kernel.post_holding').select('id').where('post_id', '=', post.id).where('acting', '=', false).where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', tx.at)])).executeTakeFirst()
    const until = input.until ? new Date(input.until) : null
    const fault = appointmentFault({
      actor: ctx.session?.accountId ?? '', account: input.accountId, role: post.role as Role, acting: input.acting, from: tx.at, until, postHeld: holder !== undefined,
      rolesHeld: (await postsHeld(tx, input.accountId, tx.at)).map((p) => p.role as Role),
    })
    if (fault) refuse(fault, { field: /ends|acting/.test(fault) ? 'until' : 'accountId' })
    return { id: await kernel.assignPost(tx, { postId: post.id, accountId: input.accountId, acting: input.acting, from: tx.at, to: until }) }
  })),
  handle(endHolding, async (input, ctx) => {
    const holding = await read(ctx, (r) => r.db.selectFrom('kernel.post_holding').selectAll().where('id', '=', input.id).executeTakeFirst())
    if (!holding) refuse('administration.post-unknown', { status: 404 })
    return act(ctx, { verb: endHolding.may, subject: { kind: 'account', bare: holding.account_id }, reason: input.reason, input, detail: { post: holding.post_id, holding: input.id } }, async (tx) => {
      await assertOverAccount(tx, holding.account_id)
      const { numUpdatedRows } = await tx.db.updateTable('kernel.post_holding').set({ to_at: sql`greatest(${tx.at}::timestamptz, from_at + interval '1 millisecond')` }).where('id', '=', input.id).where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', tx.at)])).executeTakeFirst()
      if (numUpdatedRows === 0n) refuse('administration.holding-ended', { status: 409 })
      return { id: input.id }
    })
  }),
]
