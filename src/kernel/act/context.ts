import type { Lang } from '#kernel/words/text.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { Jurisdiction } from '#kernel/db/tables.ts'
import type { Role } from '#kernel/access/roles.ts'

/** Who acts: one account in one post of one office. */
export interface Session {
  readonly id: string
  readonly accountId: string
  readonly personName: string
  /** The same human in the register of persons, where known: nobody acts on a case in which they are a party. */
  readonly personId: string | null
  readonly postId: string
  readonly officeId: string
  readonly role: Role
  readonly scope: 'office' | 'subtree' | 'nation'
  /** The offices whose records this post may see; '*' for the nation. */
  readonly officeIds: readonly string[] | '*'
  readonly jurisdiction: Jurisdiction
  readonly governorate: string | null
}

/** What a handler is given beside its input. */
export interface Ctx {
  readonly db: Database
  /** Null on public endpoints (which then see no record), and for the platform's own jobs. */
  readonly session: Session | null
  /** The platform itself acts: a clock that has run out, an offer that ages. */
  readonly system?: true | undefined
  readonly now: Date
  readonly lang: Lang
  readonly idempotencyKey?: string | undefined
  /** The request's input as its contract read it: what a repeated key must come with again. */
  readonly input?: unknown
  readonly requestId: string
  readonly ip: string
}

/** The context of the platform's own jobs (a clock that has run out, an offer that ages): no account, sees all. */
export function systemCtx(db: Database, now = new Date()): Ctx {
  return { db, session: null, system: true, now, lang: 'ar', requestId: 'job', ip: '' }
}
