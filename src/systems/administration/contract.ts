import { z } from 'zod'
import { roles } from '#kernel/access/roles.ts'
import { isDay } from '#kernel/clock/calendar.ts'
import { endpoint } from '#kernel/http/endpoint.ts'
import { officeKinds } from './rules.ts'

export const Text3 = z.object({ ar: z.string().trim().min(2).max(200), ckb: z.string().trim().min(2).max(200), en: z.string().trim().min(2).max(200) })
export const Day = z.string().refine(isDay, 'invalid.date')
const Role = z.enum(roles)
const Scope = z.enum(['office', 'subtree', 'nation'])
const Jurisdiction = z.enum(['federal', 'kri'])
const reason = z.string().trim().min(3).max(2000)
const done = z.object({ id: z.uuid() })
const cursor = z.string().max(200).optional()
const limit = z.coerce.number().int().min(1).max(500).default(100)

export const OfficeRow = z.object({
  id: z.uuid(), kind: z.string(), name: Text3, parentId: z.uuid().nullable(), parentName: Text3.nullable(), governorate: z.string().nullable(), district: z.string().nullable(), jurisdiction: Jurisdiction,
  capacity: z.int().nullable(), validFrom: z.string(), validTo: z.string().nullable(), below: z.int(), posts: z.int(),
})
export type OfficeRow = z.infer<typeof OfficeRow>

export const HoldingView = z.object({ id: z.uuid(), accountId: z.uuid(), name: z.string(), userName: z.string(), acting: z.boolean(), from: z.iso.datetime(), to: z.iso.datetime().nullable() })
export const PostRow = z.object({ id: z.uuid(), role: z.string(), title: Text3, scope: Scope, officeId: z.uuid(), holdings: z.array(HoldingView) })
export type PostRow = z.infer<typeof PostRow>

export const OfficeDetail = OfficeRow.extend({
  path: z.array(z.object({ id: z.uuid(), name: Text3 })), openRecords: z.int(), postRows: z.array(PostRow),
  names: z.array(z.object({ name: Text3, from: z.string(), to: z.string(), reason: z.string() })),
})
export type OfficeDetail = z.infer<typeof OfficeDetail>

export const listOffices = endpoint({
  name: 'administration.offices', method: 'GET', path: '/api/administration/offices', may: 'administration.read',
  input: z.object({ parentId: z.uuid().optional(), text: z.string().trim().max(100).optional(), kind: z.enum(officeKinds).optional(), governorate: z.string().max(10).optional(), closed: z.enum(['yes', 'no']).default('no'), limit, cursor }),
  output: z.object({ rows: z.array(OfficeRow), next: z.string().nullable(), total: z.int() }),
})
export const getOffice = endpoint({ name: 'administration.office', method: 'GET', path: '/api/administration/offices/:id', may: 'administration.read', input: z.object({ id: z.uuid() }), output: OfficeDetail })
export const addOffice = endpoint({
  name: 'administration.add-office', method: 'POST', path: '/api/administration/offices', may: 'administration.add-office',
  input: z.object({ kind: z.enum(officeKinds), parentId: z.uuid().nullable(), name: Text3, governorate: z.string().max(10).nullable(), district: z.string().trim().max(100).nullable().default(null), jurisdiction: Jurisdiction, capacity: z.int().min(0).max(100_000).nullable().default(null) }),
  output: done,
})
export const renameOffice = endpoint({
  name: 'administration.rename-office', method: 'POST', path: '/api/administration/offices/:id/rename', may: 'administration.rename-office',
  input: z.object({ id: z.uuid(), name: Text3, from: Day, reason }), output: done,
})
export const closeOffice = endpoint({
  name: 'administration.close-office', method: 'POST', path: '/api/administration/offices/:id/close', may: 'administration.close-office', input: z.object({ id: z.uuid(), on: Day, reason }), output: done,
})

export const createPost = endpoint({
  name: 'administration.create-post', method: 'POST', path: '/api/administration/posts', may: 'administration.create-post',
  input: z.object({ officeId: z.uuid(), role: Role, title: Text3, scope: Scope.default('office') }), output: done,
})
export const assignPost = endpoint({
  name: 'administration.assign-post', method: 'POST', path: '/api/administration/posts/:postId/assign', may: 'administration.assign-post',
  input: z.object({ postId: z.uuid(), accountId: z.uuid(), acting: z.boolean().default(false), until: z.iso.datetime().nullable().default(null), basis: z.string().trim().min(3).max(200) }), output: done,
})
export const endHolding = endpoint({
  name: 'administration.end-holding', method: 'POST', path: '/api/administration/holdings/:id/end', may: 'administration.end-holding', input: z.object({ id: z.uuid(), reason }), output: done,
})

export const AccountRow = z.object({
  id: z.uuid(), userName: z.string(), name: z.object({ ar: z.string(), en: z.string() }), disabledAt: z.iso.datetime().nullable(), lockedUntil: z.iso.datetime().nullable(), secondFactor: z.boolean(),
  lastSeenAt: z.iso.datetime().nullable(), posts: z.array(z.object({ id: z.uuid(), title: Text3, role: z.string(), acting: z.boolean(), officeId: z.uuid(), office: Text3 })),
})
export type AccountRow = z.infer<typeof AccountRow>
export const AccountDetail = AccountRow.extend({
  totp: z.boolean(), passkeys: z.int(), sessions: z.int(), oneTimeUntil: z.iso.datetime().nullable(), outside: z.array(z.object({ issuer: z.string(), subject: z.string() })),
  holdings: z.array(z.object({ id: z.uuid(), title: Text3, officeId: z.uuid(), office: Text3, acting: z.boolean(), from: z.iso.datetime(), to: z.iso.datetime().nullable() })), own: z.boolean(),
})
export type AccountDetail = z.infer<typeof AccountDetail>

export const listAccounts = endpoint({
  name: 'administration.accounts', method: 'GET', path: '/api/administration/accounts', may: 'administration.read',
  input: z.object({ text: z.string().trim().max(100).optional(), state: z.enum(['active', 'disabled', 'locked', 'no-post']).optional(), limit, cursor }),
  output: z.object({ rows: z.array(AccountRow), next: z.string().nullable() }),
})
export const getAccount = endpoint({ name: 'administration.account', method: 'GET', path: '/api/administration/accounts/:id', may: 'administration.read', input: z.object({ id: z.uuid() }), output: AccountDetail })
const oneTime = z.object({ id: z.uuid(), oneTimePassword: z.string(), until: z.iso.datetime() })
export const openAccount = endpoint({
  name: 'administration.open-account', method: 'POST', path: '/api/administration/accounts', may: 'administration.open-account',
  input: z.object({ userName: z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._-]{2,39}$/, 'invalid.format'), fullNameAr: z.string().trim().min(3).max(200), fullNameEn: z.string().trim().min(3).max(200), personId: z.uuid().nullable().default(null) }),
  output: oneTime,
})
export const resetPassword = endpoint({ name: 'administration.reset-password', method: 'POST', path: '/api/administration/accounts/:id/one-time-password', may: 'administration.reset-password', input: z.object({ id: z.uuid(), reason }), output: oneTime })
const onAccount = (verb: string, path: string) => endpoint({ name: `administration.${verb}`, method: 'POST', path: `/api/administration/accounts/:id/${path}`, may: `administration.${verb}`, input: z.object({ id: z.uuid(), reason }), output: done })
export const disableAccount = onAccount('disable-account', 'disable')
export const enableAccount = onAccount('enable-account', 'enable')
export const resetSecondFactor = onAccount('reset-second-factor', 'reset-second-factor')
export const revokeSessions = onAccount('revoke-sessions', 'revoke-sessions')
export const unlockAccount = onAccount('unlock-account', 'unlock')
const identity = z.object({ id: z.uuid(), issuer: z.url().max(500), subject: z.string().trim().min(1).max(255), reason })
export const linkIdentity = endpoint({ name: 'administration.link-identity', method: 'POST', path: '/api/administration/accounts/:id/link', may: 'administration.link-identity', input: identity, output: done })
export const unlinkIdentity = endpoint({ name: 'administration.unlink-identity', method: 'POST', path: '/api/administration/accounts/:id/unlink', may: 'administration.link-identity', input: identity, output: done })
