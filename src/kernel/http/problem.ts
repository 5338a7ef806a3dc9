import type { z } from 'zod'
import { Refusal } from '#kernel/act/refusal.ts'
import { findText, type Lang, type Text } from '#kernel/words/text.ts'

/** RFC 9457 problem details, with what a person needs to act on it. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly code: string
  readonly article?: string
  readonly field?: string
  readonly remedy?: string
  /** What the words of the code are filled with, for a screen that says them itself. */
  readonly params?: Readonly<Record<string, string | number>>
  readonly fields?: readonly { readonly field: string; readonly message: string }[]
  readonly findings?: readonly unknown[]
  readonly current?: unknown
  readonly requestId: string
}

/** A refusal in the user's language. A code without words still answers: with the code, never with a stack trace. */
export function problemOf(error: unknown, words: ReadonlyMap<string, Text>, lang: Lang, requestId: string): Problem {
  const refusal = error instanceof Refusal ? error : fromDatabase(error)
  if (!refusal) return { type: 'about:blank', status: 500, code: 'kernel.fault', requestId, ...textOf('kernel.fault', words, lang, {}) }
  const { code, detail } = refusal
  const { status = 422, article, field, params = {}, current, findings } = detail
  return {
    type: `/problems/${code}`, status, code, requestId, ...textOf(code, words, lang, { ...params, ...(article ? { article } : {}) }),
    ...(article ? { article } : {}), ...(field ? { field } : {}), ...(Object.keys(params).length > 0 ? { params } : {}), ...(current === undefined ? {} : { current }),
    ...(findings ? { findings: findings.map((f) => ({ ...f, ...textOf(f.code, words, lang, { ...f.params, article: f.article }) })) } : {}),
  }
}

/** Input that does not fit the contract: each field with its rule. */
export function inputProblem(error: z.ZodError, words: ReadonlyMap<string, Text>, lang: Lang, requestId: string): Problem {
  const fields = error.issues.slice(0, 50).map((issue) => {
    const field = issue.path.map(String).join('.')
    const size = issue as { minimum?: number | bigint; maximum?: number | bigint; format?: string }
    const params = { field, minimum: String(size.minimum ?? ''), maximum: String(size.maximum ?? ''), format: size.format ?? '' }
    // A rule of our own names its words as the message; Zod's own messages are English and are not shown.
    const text = findText(words, issue.message, lang, params) ?? findText(words, `refusal.kernel.input.${issue.code}`, lang, params) ?? findText(words, 'refusal.kernel.input', lang, params)
    return { field, message: text ?? issue.message }
  })
  return { type: '/problems/kernel.input', status: 400, code: 'kernel.input', requestId, ...textOf('kernel.input', words, lang, { field: fields[0]?.field ?? '' }), ...(fields[0] ? { field: fields[0].field } : {}), fields }
}

function textOf(code: string, words: ReadonlyMap<string, Text>, lang: Lang, params: Readonly<Record<string, string | number>>): { title: string; remedy?: string } {
  const title = findText(words, `refusal.${code}`, lang, params) ?? code
  const remedy = findText(words, `refusal.${code}.remedy`, lang, params)
  return { title, ...(remedy ? { remedy } : {}) }
}

/** What the database refused, or its absence, as a refusal. Anything unforeseen is a fault. */
function fromDatabase(error: unknown): Refusal | null {
  const { code, constraint, message = '' } = error as { code?: string; constraint?: string; message?: string }
  if (message === 'timeout exceeded when trying to connect') return new Refusal('kernel.busy', { status: 503 })
  if (lostConnection.test(message)) return new Refusal('kernel.database-away', { status: 503 })
  if (!code) return null
  if (code === '23505') return new Refusal('kernel.exists-already', { status: 409, params: { rule: constraint ?? '' } })
  if (code === '23514' || code === '23503' || code === '23P01') return new Refusal('kernel.rule-of-the-database', { params: { rule: constraint ?? '' } })
  if (valueOutOfReach.has(code)) return new Refusal('kernel.value-not-storable', { status: 422 })
  if (code === '53100') return new Refusal('kernel.disk-full', { status: 503 })
  if (code === '57014') return new Refusal('kernel.took-too-long', { status: 503 })
  if (/^(40001|40P01|55P03|53)/.test(code)) return new Refusal('kernel.busy', { status: 503 })
  if (/^(08|57P|25P03|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/.test(code)) return new Refusal('kernel.database-away', { status: 503 })
  return null
}

/** The client library's words for a connection that is gone or that no longer answers; it gives no code. */
const lostConnection = /^(Connection terminated|Query read timeout|timeout expired|Client has encountered a connection error|Client was closed|driver has already been destroyed)/

/** A value that no column can hold: too long, too large, an instant or a text that is none. */
const valueOutOfReach = new Set(['22001', '22003', '22007', '22008', '22021', '22P02', '22P05'])
