import { sql } from 'kysely'
import type { Ctx } from '#kernel/act/context.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'

/** The names under which endpoints take what is opened: a record, a paper, an alarm, a person. */
const OPENS = ['id', 'recordId', 'caseId', 'custodyId', 'personId'] as const
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Writes down that this session opened sealed records, or records through broken glass. The server calls it for every GET that names what
 * it opens, after the handler has answered and before anything is sent: what cannot be written down is not shown. So no handler can
 * forget it. Acts on a sealed record stand in its history themselves.
 */
export async function noteReads(ctx: Ctx, endpoint: Pick<Endpoint, 'method' | 'may' | 'name'>, input: unknown, answer: unknown): Promise<void> {
  const { session } = ctx
  if (session === null || endpoint.method !== 'GET') return
  // A hearing is opened by its own id; the answer says whose case it is.
  const ids = [...idsIn(input, OPENS), ...[answer, ...partsOf(answer)].flatMap((part) => idsIn(part, ['recordId', 'caseId', 'custodyId']))]
  if (ids.length === 0) return
  const offices = session.officeIds === '*' ? [session.officeId] : [...session.officeIds]
  await sql`select kernel.note_reads(${ids}::uuid[], ${session.accountId}, ${session.postId}, ${endpoint.may === 'signed-in' ? endpoint.name : endpoint.may}, ${offices}::uuid[])`.execute(ctx.db.app)
}

function idsIn(value: unknown, names: readonly string[]): string[] {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>
  return names.map((name) => given[name]).filter((id): id is string => typeof id === 'string' && UUID.test(id))
}

/** The objects that an answer is made of; lists are no openings. */
function partsOf(answer: unknown): unknown[] {
  return typeof answer === 'object' && answer !== null && !('raw' in answer) ? Object.values(answer).filter((part) => typeof part === 'object' && part !== null && !Array.isArray(part)) : []
}
