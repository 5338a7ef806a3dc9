import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto'
import { CompiledQuery, sql, type Kysely, type Selectable } from 'kysely'
import { assertMay, roleMay } from '#kernel/access/policy.ts'
import { commitWithCopies } from '#kernel/db/copies.ts'
import type { KernelTables, RecordTable } from '#kernel/db/tables.ts'
import { canonical } from '#kernel/ledger/canonical.ts'
import type { Ctx } from './context.ts'
import { Refusal, refuse } from './refusal.ts'

export type RecordRow = Selectable<RecordTable>

/** A transaction that may only read; row-level security is set from the session. */
export interface Reader { readonly db: Kysely<KernelTables>; readonly ctx: Ctx }

/** The writable transaction of one act. There is no other way to get one. */
export interface Tx extends Reader {
  readonly actId: string
  /** The instant of the act: the same in the ledger, on clocks and on papers. */
  readonly at: Date
  /** The record that the act is on, locked until commit. For a bare subject (an office, an account, a person): absent, and reading it throws. */
  readonly record: RecordRow
  /** Puts this act into another record's history too (a judge's order belongs to the custody's). */
  also(recordId: string): void
  /** Done once the act is committed; the answer waits two seconds for it at most. It can't fail the act any more: what it fails at must be made up for elsewhere. */
  afterwards(work: () => Promise<unknown>): void
}

/** A record to be made by the act. Without `officeId` it is held by the actor's office; `series` gives it the office's next number. */
export interface NewRecord { readonly id?: string; readonly label: string; readonly series?: string; readonly officeId?: string }

export type Subject =
  | { readonly kind: string; readonly id: string }
  | { readonly kind: string; readonly create: NewRecord }
  | { readonly kind: string; readonly bare: string }

export interface ActSpec {
  readonly verb: string
  readonly subject: Subject
  /** The version that the actor saw; another one now is a conflict (409) that shows the record as it stands. */
  readonly expectedVersion?: number | undefined
  readonly reason?: string | undefined
  /** The article under which the actor acts, e.g. `CPC 109`. */
  readonly basis?: string | undefined
  /** `holder` (the default): only the office that holds the record, and not in transit. `authority`: a court, prosecutor or inspector acting on what another office holds. */
  readonly by?: 'holder' | 'authority'
  /** What the ledger's entry says beside actor, verb, subject and rows. */
  readonly detail?: Readonly<Record<string, unknown>>
  /** What a repeated key must come with again, where it is not the request's whole input. */
  readonly input?: unknown
}

interface Opened {
  readonly replay?: true; readonly same?: boolean; readonly response?: unknown; readonly clock_behind?: true
  readonly record?: RecordRow; readonly parties?: string[]; readonly sealed?: boolean; readonly conflict?: boolean
  /** The node that writes this record, where that is another one. */
  readonly elsewhere?: string | null
}

const retryable = new Set(['40001', '40P01'])

/**
 * The only door to a writable transaction. In one transaction: idempotency, record lock, version, policy, holder,
 * your changes, the ledger's entry with the digest of every changed row, the outbox. A refusal undoes all of it and is recorded itself.
 * @throws Refusal with the rule that refused
 */
export async function act<T>(ctx: Ctx, spec: ActSpec, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptAct(ctx, spec, work)
    } catch (error) {
      if (attempt < 4 && retryable.has((error as { code?: string }).code ?? '')) continue
      const refusal = error instanceof Refusal ? error : writtenElsewhere(error)
      if (refusal) await recordRefusal(ctx, spec, refusal)
      throw refusal ?? error
    }
  }
}

/** What the database refused because another node writes it. */
function writtenElsewhere(error: unknown): Refusal | undefined {
  const { code, detail } = error as { code?: string; detail?: string }
  return code === 'MZ004' ? new Refusal('kernel.written-elsewhere', { status: 423, params: { node: detail ?? '' } }) : undefined
}

/** Reads as this session: nothing that its offices may not see comes back, whatever the query says. */
export async function read<T>(ctx: Ctx, work: (reader: Reader) => Promise<T>): Promise<T> {
  return ctx.db.app.transaction().setAccessMode('read only').execute(async (trx) => {
    await sql`select set_config('mizan.scope', ${scopeOf(ctx)}, true), set_config('mizan.account', ${ctx.session?.accountId ?? ''}, true)`.execute(trx)
    return work({ db: trx, ctx })
  })
}

async function attemptAct<T>(ctx: Ctx, spec: ActSpec, work: (tx: Tx) => Promise<T>): Promise<T> {
  const actId = randomUUIDv7()
  const { trx, opened } = await open(ctx, spec, actId)
  try {
    if (opened.clock_behind) refuse('kernel.clock-set-back', { status: 503 })
    if (opened.replay) {
      if (opened.same) await commitWithCopies(trx)
      else await trx.rollback().execute()
      if (!opened.same) refuse('kernel.key-used-before', { status: 409 })
      return opened.response as T
    }
    const also = new Set<string>()
    const later: (() => Promise<unknown>)[] = []
    const record = subjectRecord(ctx, spec, opened)
    const tx: Tx = {
      db: trx, ctx, actId, at: ctx.now, also: (id) => { also.add(id) }, afterwards: (more) => { later.push(more) },
      get record() { return record ?? refuse('kernel.record-unknown', { status: 404 }) },
    }
    const result = await work(tx)
    const last = closing(tx, spec, record?.id ?? bareId(spec.subject), result, [...also])
    // Sent one behind the other: where closing fails, the commit finds an aborted transaction and keeps nothing.
    const closed = trx.executeQuery(last)
    const committing = trx.commit().execute()
    committing.catch(() => {})
    await closed
    await committing
    if (later.length > 0) await doAfterwards(later)
    return result
  } catch (error) {
    if (!trx.isRolledBack && !trx.isCommitted) await trx.rollback().execute().catch(() => {})
    throw error
  }
}

/** How long an answer waits for what follows its act; that goes on by itself then. */
const LONGEST_AFTERWARDS_MS = 2000

async function doAfterwards(later: readonly (() => Promise<unknown>)[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const done = Promise.allSettled(later.map((more) => more()))
  await Promise.race([done, new Promise((resolve) => { timer = setTimeout(resolve, LONGEST_AFTERWARDS_MS) })])
  clearTimeout(timer)
}

async function open(ctx: Ctx, spec: ActSpec, actId: string) {
  const { session } = ctx
  const trx = await ctx.db.app.startTransaction().execute()
  try {
    const recordId = 'id' in spec.subject ? spec.subject.id : null
    const key = session ? (ctx.idempotencyKey ?? null) : null
    const hash = key ? createHash('sha256').update(canonical([spec.verb, spec.input ?? ctx.input ?? null])).digest() : null
    const { rows } = await trx.executeQuery(CompiledQuery.raw('select kernel.open_act($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as opened', [
      actId, session?.accountId ?? null, session?.officeId ?? null, scopeOf(ctx), spec.verb, key, hash, recordId, session?.personId ?? null, ctx.now, newRecord(ctx, spec.subject),
    ]))
    return { trx, opened: (rows[0] as { opened: Opened }).opened }
  } catch (error) {
    await trx.rollback().execute().catch(() => {})
    throw error
  }
}

function newRecord(ctx: Ctx, subject: Subject): string | null {
  if (!('create' in subject) || !(ctx.session || ctx.system)) return null
  const { id, label, series, officeId } = subject.create
  return JSON.stringify({ id: id ?? randomUUIDv7(), kind: subject.kind, label, series, office: officeId ?? ctx.session?.officeId })
}

/** Checks policy, conflict of interest, holder and version against the record as it was locked. */
function subjectRecord(ctx: Ctx, spec: ActSpec, opened: Opened): RecordRow | undefined {
  const { session } = ctx
  const { subject } = spec
  if (!session && !ctx.system) refuse('kernel.sign-in-first', { status: 401 })
  if (!('id' in subject)) {
    if (session && !roleMay(session.role, spec.verb)) refuse('kernel.not-permitted', { status: 403, params: { verb: spec.verb } })
    if ('bare' in subject) return undefined
    return opened.record ? asRow(opened.record) : refuse('kernel.office-unknown', { status: 404, field: 'officeId' })
  }
  const { parties = [] } = opened
  const record = opened.record && asRow(opened.record)
  if (!record || record.kind !== subject.kind || !mayKnowOf(ctx, parties, opened.sealed ?? false)) refuse('kernel.record-unknown', { status: 404 })
  if (session) {
    assertMay(ctx, spec.verb, { parties })
    if (opened.conflict) refuse('kernel.conflict-of-interest', { status: 403 })
    if (spec.by !== 'authority') {
      if (opened.elsewhere && record.state !== 'in-transit') refuse('kernel.written-elsewhere', { status: 423, params: { node: opened.elsewhere } })
      if (record.state === 'in-transit') refuse('kernel.in-transit', { status: 423 })
      if (record.office_id !== session.officeId) refuse('kernel.held-elsewhere', { status: 403 })
    }
    if (record.state === 'closed' && spec.by !== 'authority') refuse('kernel.record-closed', { status: 423 })
  }
  if (spec.expectedVersion !== undefined && spec.expectedVersion !== record.version) {
    refuse('kernel.changed-meanwhile', { status: 409, current: { ...record }, params: { expected: spec.expectedVersion, version: record.version } })
  }
  return record
}

/** A record that the actor's offices may not read does not exist for them: the answer is the same as for a wrong id. */
function mayKnowOf(ctx: Ctx, parties: readonly string[], sealed: boolean): boolean {
  if (ctx.system || (ctx.session?.officeIds === '*' && !sealed)) return true
  if (!ctx.session) return false
  const offices = ctx.session.officeIds === '*' ? [ctx.session.officeId] : ctx.session.officeIds
  return parties.some((party) => offices.includes(party.slice(party.indexOf(':') + 1)))
}

/** Makes a second record within an act (the case that an arrest opens). The act goes into its history too. */
export async function createRecord(tx: Tx, kind: string, create: NewRecord): Promise<RecordRow> {
  const { rows: [made] } = await sql<{ record: RecordRow | null }>`select to_jsonb(r) as record from kernel.make_record(${create.id ?? randomUUIDv7()}, ${kind}, ${create.label},
    ${create.officeId ?? tx.ctx.session?.officeId ?? null}, ${create.series ?? null}, ${tx.at}) r where r.id is not null`.execute(tx.db)
  if (!made?.record) refuse('kernel.office-unknown', { status: 404, field: 'officeId' })
  tx.also(made.record.id)
  return asRow(made.record)
}

/** jsonb carries instants as text. */
function asRow(record: RecordRow): RecordRow {
  return { ...record, created_at: new Date(record.created_at) }
}

/** The last statement, ready to be sent. What JSON cannot say fails here, before anything is committed. */
function closing(tx: Tx, spec: ActSpec, subjectId: string, result: unknown, also: string[]): CompiledQuery {
  const session = tx.ctx.session
  const key = session ? (tx.ctx.idempotencyKey ?? null) : null
  return CompiledQuery.raw('select kernel.close_act($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)', [
    tx.actId, session?.accountId ?? null, session?.postId ?? null, session?.officeId ?? null, tx.at, spec.verb, spec.subject.kind, subjectId, spec.basis ?? null,
    spec.reason ?? null, canonical(spec.detail ?? {}), randomBytes(16), key, key ? JSON.stringify(result ?? null) : null, also, 'create' in spec.subject,
  ])
}

function bareId(subject: Subject): string {
  return 'bare' in subject ? subject.bare : refuse('kernel.record-unknown', { status: 404 })
}

/** What row-level security is told: '**' the platform itself, '*,<office>' a nation-wide post (sealed records only where its office is a party), else the offices. */
function scopeOf(ctx: Ctx): string {
  if (ctx.system) return '**'
  if (!ctx.session) return ''
  return ctx.session.officeIds === '*' ? `*,${ctx.session.officeId}` : ctx.session.officeIds.join(',')
}

/** Refused acts, and whoever is turned away at an endpoint's door, are recorded too, in a transaction of their own. Losing that record must not hide the refusal from the user. */
export async function recordRefusal(ctx: Ctx, spec: Pick<ActSpec, 'verb'> & Partial<ActSpec>, refusal: Refusal): Promise<void> {
  const { session } = ctx
  await ctx.db.app.insertInto('kernel.refusal').values({
    id: randomUUIDv7(), account_id: session?.accountId ?? null, post_id: session?.postId ?? null, office_id: session?.officeId ?? null,
    verb: spec.verb, record_id: spec.subject && 'id' in spec.subject ? spec.subject.id : null, code: refusal.code,
    article: refusal.detail.article ?? null, params: JSON.stringify(refusal.detail.params ?? {}),
  }).execute().catch(() => {})
}
