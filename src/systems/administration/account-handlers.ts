import { randomUUIDv7 } from 'node:crypto'
import { clearFailures } from '#kernel/access/lockout.ts'
import { hashPassword, oneTimePassword } from '#kernel/access/passwords.ts'
import { revokeSessionsOf } from '#kernel/access/sessions.ts'
import { act, read, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Endpoint, type Handler } from '#kernel/http/endpoint.ts'
import { createAccount } from '#kernel/offices/offices.ts'
import { findAccountDetail, findAccounts } from './account-store.ts'
import {
  disableAccount, enableAccount, getAccount, linkIdentity, listAccounts, openAccount, resetPassword, resetSecondFactor, revokeSessions, unlinkIdentity, unlockAccount,
} from './contract.ts'
import { pageOf } from './paging.ts'
import { assertNotOwn, assertOverAccount } from './scope.ts'

/** How long a one-time password may lie on somebody's desk. */
const oneTimeMs = 72 * 3_600_000

/** Accounts. A password is never chosen by an administrator, and never shown twice. */
export const accountHandlers: readonly Handler[] = [
  handle(listAccounts, async ({ cursor, ...filter }, ctx) => {
    const { offset, next } = pageOf(cursor, filter.limit)
    const rows = await read(ctx, (r) => findAccounts(r, { ...filter, offset }))
    return { rows, next: next(rows.length) }
  }),
  handle(getAccount, async ({ id }, ctx) => (await read(ctx, (r) => findAccountDetail(r, id))) ?? refuse('administration.account-unknown', { status: 404 })),
  handle(openAccount, async (input, ctx) => {
    const id = randomUUIDv7()
    const { password, hash, until } = await newOneTime(ctx)
    // The answer holds a secret, so it is not kept for a repeated request; a second click finds the user name taken.
    await act({ ...ctx, idempotencyKey: undefined }, { verb: openAccount.may, subject: { kind: 'account', bare: id }, detail: { userName: input.userName } }, async (tx) => {
      if (await tx.db.selectFrom('kernel.account').select('id').where('user_name', '=', input.userName).executeTakeFirst()) refuse('administration.user-name-taken', { status: 409, field: 'userName' })
      await createAccount(tx, { ...input, id })
      await setOneTime(tx, id, hash, until)
    })
    return { id, oneTimePassword: password, until: until.toISOString() }
  }),
  handle(resetPassword, async (input, ctx) => {
    const { password, hash, until } = await newOneTime(ctx)
    await act({ ...ctx, idempotencyKey: undefined }, { verb: resetPassword.may, subject: { kind: 'account', bare: input.id }, reason: input.reason }, async (tx) => {
      await assertMine(tx, input.id)
      await setOneTime(tx, input.id, hash, until)
      await revokeSessionsOf({ app: tx.db }, input.id, tx.at)
    })
    return { id: input.id, oneTimePassword: password, until: until.toISOString() }
  }),
  onAccount(disableAccount, async (tx, id) => {
    const { numUpdatedRows } = await tx.db.updateTable('kernel.account').set({ disabled_at: tx.at }).where('id', '=', id).where('disabled_at', 'is', null).executeTakeFirst()
    if (numUpdatedRows === 0n) refuse('administration.disabled-already', { status: 409 })
    await revokeSessionsOf({ app: tx.db }, id, tx.at)
  }),
  onAccount(enableAccount, async (tx, id) => {
    const { numUpdatedRows } = await tx.db.updateTable('kernel.account').set({ disabled_at: null }).where('id', '=', id).where('disabled_at', 'is not', null).executeTakeFirst()
    if (numUpdatedRows === 0n) refuse('administration.not-disabled', { status: 409 })
  }),
  onAccount(resetSecondFactor, async (tx, id) => {
    await tx.db.updateTable('kernel.credential').set({ totp_secret: null, totp_pending: null }).where('account_id', '=', id).execute()
    await tx.db.deleteFrom('kernel.passkey').where('account_id', '=', id).execute()
    await revokeSessionsOf({ app: tx.db }, id, tx.at)
  }),
  onAccount(revokeSessions, async (tx, id) => { await revokeSessionsOf({ app: tx.db }, id, tx.at) }),
  onAccount(unlockAccount, (tx, id) => clearFailures({ app: tx.db }, id)),
  handle(linkIdentity, async (input, ctx) => act(ctx, { verb: linkIdentity.may, subject: { kind: 'account', bare: input.id }, reason: input.reason, input, detail: { issuer: input.issuer } }, async (tx) => {
    await assertMine(tx, input.id)
    const taken = await tx.db.selectFrom('kernel.outside_identity').select('account_id').where('issuer', '=', input.issuer).where('subject', '=', input.subject).executeTakeFirst()
    if (taken) refuse('administration.identity-taken', { status: 409, field: 'subject' })
    await tx.db.insertInto('kernel.outside_identity').values({ issuer: input.issuer, subject: input.subject, account_id: input.id }).execute()
    return { id: input.id }
  })),
  handle(unlinkIdentity, async (input, ctx) => act(ctx, { verb: linkIdentity.may, subject: { kind: 'account', bare: input.id }, reason: input.reason, input, detail: { issuer: input.issuer, unlink: true } }, async (tx) => {
    await assertMine(tx, input.id)
    await tx.db.deleteFrom('kernel.outside_identity').where('issuer', '=', input.issuer).where('subject', '=', input.subject).where('account_id', '=', input.id).execute()
    await revokeSessionsOf({ app: tx.db }, input.id, tx.at)
    return { id: input.id }
  })),
]

/** A handler for one act on one account, with its reason. */
function onAccount(declared: typeof disableAccount, work: (tx: Tx, id: string) => Promise<void>): Handler {
  return handle(declared as Endpoint<typeof declared.input, typeof declared.output>, async (input, ctx) => act(ctx, { verb: declared.may, subject: { kind: 'account', bare: input.id }, reason: input.reason, input }, async (tx) => {
    await assertMine(tx, input.id)
    await work(tx, input.id)
    return { id: input.id }
  }))
}

async function assertMine(tx: Tx, id: string): Promise<void> {
  assertNotOwn(tx.ctx, id)
  if (!(await tx.db.selectFrom('kernel.account').select('id').where('id', '=', id).executeTakeFirst())) refuse('administration.account-unknown', { status: 404 })
  await assertOverAccount(tx, id)
}

async function newOneTime(ctx: Ctx): Promise<{ password: string; hash: string; until: Date }> {
  const password = oneTimePassword()
  return { password, hash: await hashPassword(password), until: new Date(ctx.now.getTime() + oneTimeMs) }
}

async function setOneTime(tx: Tx, accountId: string, hash: string, until: Date): Promise<void> {
  const values = { password_hash: hash, must_change: true, one_time_until: until, failed_attempts: 0, lock_count: 0, locked_until: null, changed_at: tx.at }
  await tx.db.insertInto('kernel.credential').values({ account_id: accountId, totp_secret: null, totp_pending: null, totp_last_step: null, ...values })
    .onConflict((c) => c.column('account_id').doUpdateSet(values)).execute()
}
