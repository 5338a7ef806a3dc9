import type { Finding } from '#kernel/words/finding.ts'

/** One rejected field of a request: its dotted path, and the rule in the reader's language. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

/** One finding of the law, as the server sends it: with its text and remedy in the reader's language. */
export interface FindingText extends Finding {
  readonly title?: string
  readonly remedy?: string
}

/** The body of an RFC 9457 answer with the platform's extensions. */
export interface ProblemBody {
  readonly type?: string
  readonly title?: string
  readonly status?: number
  readonly detail?: string
  readonly code?: string
  readonly article?: string
  readonly field?: string
  readonly remedy?: string
  readonly params?: Record<string, string | number>
  readonly fields?: readonly FieldProblem[]
  readonly findings?: readonly FindingText[]
  /** On 409: the record as it is now. */
  readonly current?: unknown
  readonly requestId?: string
}

/**
 * A refused or failed request. `status` is the HTTP status, 0 when the server could not be reached.
 * `code` names the refusal: its text is `refusal.<code>` in the words, else `detail` as the server wrote it.
 */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly body: ProblemBody

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? body.code ?? `HTTP ${status}`)
    this.name = 'Problem'
    this.status = status
    this.code = body.code ?? (status === 0 ? 'offline' : String(status))
    this.body = body
  }
}

/** Any thrown value as a Problem, so that screens handle one kind of error. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(500, { code: 'screen', detail: error instanceof Error ? error.message : String(error) })
}
