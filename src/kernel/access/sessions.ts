import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Session } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { Jurisdiction } from '#kernel/db/tables.ts'
import type { Role } from './roles.ts'

const lifetimeMs = 12 * 3_600_000
const idleMs = 60 * 60_000

/** Only the hash of a session's token is stored: a stolen table opens no session. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

interface SessionRow {
  id: string; account_id: string; full_name: string; person_id: string | null; post_id: string; office_id: string; role: Role
  scope: Session['scope']; jurisdiction: Jurisdiction; governorate: string | null; offices: string[] | null; last_seen_at: Date
}

/**
 * The session of this token, with the post it acts as: not revoked, not expired, not idle for an hour,
 * the account not disabled and the post still held at `now`. Null otherwise, and while no post has been chosen.
 */
export async function findSession(db: Database, token: string, now: Date): Promise<Session | null> {
  if (token.length > 100) return null
  const { rows: [row] } = await sql<SessionRow>`
    select s.id, s.account_id, s.last_seen_at, a.full_name_ar as full_name, a.person_id, p.id as post_id, p.role, p.scope, o.id as office_id, o.jurisdiction, o.governorate,
      case when p.scope = 'subtree' then (select array_agg(below.id) from kernel.office below where below.path @> array[o.id]) end as offices
    from kernel.session s
    join kernel.account a on a.id = s.account_id and a.disabled_at is null
    join kernel.post p on p.id = s.post_id
    join kernel.office o on o.id = p.office_id
    where s.token_hash = ${hashOf(token)} and s.revoked_at is null and s.expires_at > ${now} and s.last_seen_at > ${new Date(now.getTime() - idleMs)}
      and exists (select from kernel.post_holding h where h.post_id = p.id and h.account_id = a.id and h.from_at <= ${now} and (h.to_at is null or h.to_at > ${now}))`.execute(db.app)
  if (!row) return null
  if (now.getTime() - row.last_seen_at.getTime() > 60_000) await db.app.updateTable('kernel.session').set({ last_seen_at: now }).where('id', '=', row.id).execute()
  return {
    id: row.id, accountId: row.account_id, personName: row.full_name, personId: row.person_id, postId: row.post_id, officeId: row.office_id,
    role: row.role, scope: row.scope, jurisdiction: row.jurisdiction, governorate: row.governorate,
    officeIds: row.scope === 'nation' ? '*' : row.scope === 'subtree' ? (row.offices ?? [row.office_id]) : [row.office_id],
  }
}

/** Where sessions are kept: the pool, or an act's own transaction. */
export type SessionStore = Pick<Database, 'app'>

export interface NewSession {
  readonly id?: string; readonly accountId: string; readonly postId: string | null; readonly secondFactor: boolean
  readonly userAgent: string; readonly ip: string; readonly now: Date
}

/** Opens a session for an account that has proved itself, and returns its token: 256 random bits, shown to the browser only. */
export async function openSession(db: SessionStore, s: NewSession): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.app.insertInto('kernel.session').values({
    id: s.id ?? randomUUIDv7(), token_hash: hashOf(token), account_id: s.accountId, post_id: s.postId, expires_at: new Date(s.now.getTime() + lifetimeMs),
    last_seen_at: s.now, second_factor: s.secondFactor, user_agent: s.userAgent, ip: s.ip, revoked_at: null,
  }).execute()
  return token
}

/** An account that is signed in, with or without a post. */
export interface SignedIn { readonly sessionId: string; readonly accountId: string; readonly postId: string | null; readonly secondFactor: boolean }

/** The account behind a token, whether or not a post has been chosen yet. */
export async function findSignedIn(db: SessionStore, token: string, now: Date): Promise<SignedIn | null> {
  if (token.length > 100) return null
  const row = await db.app.selectFrom('kernel.session as s').innerJoin('kernel.account as a', 'a.id', 's.account_id')
    .select(['s.id', 's.account_id', 's.post_id', 's.second_factor']).where('s.token_hash', '=', hashOf(token)).where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', now).where('s.last_seen_at', '>', new Date(now.getTime() - idleMs)).where('a.disabled_at', 'is', null).executeTakeFirst()
  return row ? { sessionId: row.id, accountId: row.account_id, postId: row.post_id, secondFactor: row.second_factor } : null
}

/**
 * Which of these tokens still open a session with a post, as findSession() sees it. Looking is no use of a session: none is kept alive by it.
 * @returns the tokens that do
 */
export async function liveTokens(db: Database, tokens: readonly string[], now: Date): Promise<Set<string>> {
  const byHash = new Map(tokens.map((token) => [hashOf(token).toString('hex'), token]))
  const { rows } = await sql<{ hash: string }>`
    select encode(s.token_hash, 'hex') as hash from kernel.session s join kernel.account a on a.id = s.account_id and a.disabled_at is null
    where s.token_hash in (select decode(h, 'hex') from unnest(${[...byHash.keys()]}::text[]) h)
      and s.revoked_at is null and s.expires_at > ${now} and s.last_seen_at > ${new Date(now.getTime() - idleMs)}
      and exists (select from kernel.post_holding h where h.post_id = s.post_id and h.account_id = a.id and h.from_at <= ${now} and (h.to_at is null or h.to_at > ${now}))`.execute(db.app)
  return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []))
}

/** Ends one session of an account. True when it was open. */
export async function revokeSession(db: SessionStore, accountId: string, sessionId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db.app.updateTable('kernel.session').set({ revoked_at: now })
    .where('id', '=', sessionId).where('account_id', '=', accountId).where('revoked_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends every session of an account (but `except`): at a new password, a lost device, a dismissal. Returns how many. */
export async function revokeSessionsOf(db: SessionStore, accountId: string, now: Date, except?: string): Promise<number> {
  let query = db.app.updateTable('kernel.session').set({ revoked_at: now }).where('account_id', '=', accountId).where('revoked_at', 'is', null)
  if (except) query = query.where('id', '<>', except)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}
