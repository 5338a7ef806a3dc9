import type { Finding } from '#kernel/words/finding.ts'

/** What a refusal adds to its code. */
export interface RefusalDetail {
  readonly article?: string
  readonly field?: string
  readonly params?: Readonly<Record<string, string | number>>
  /** HTTP status: 422 the law or the data forbids it, 403 not yours to do, 404 no such record, 409 changed meanwhile. */
  readonly status?: 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 422 | 423 | 429 | 431 | 503
  /** On 409: the record as it stands now, to be shown beside what was sent. */
  readonly current?: unknown
  readonly findings?: readonly Finding[]
}

/** An act refused by rule. Its words are `refusal.<code>` (why) and `refusal.<code>.remedy` (what to do) in the user's language. */
export class Refusal extends Error {
  readonly code: string
  readonly detail: RefusalDetail
  constructor(code: string, detail: RefusalDetail = {}) {
    super(`${code} ${detail.article ?? ''} ${JSON.stringify(detail.params ?? {})}`.trim())
    this.name = 'Refusal'
    this.code = code
    this.detail = detail
  }
}

/** Refuses the act that is under way: nothing of it is kept, and the refusal itself is recorded. */
export function refuse(code: string, detail: RefusalDetail = {}): never {
  throw new Refusal(code, detail)
}

/** Refuses on the first finding that blocks, carrying all of them so that the screen can show every fault at once. */
export function refuseBlocked(findings: readonly Finding[]): void {
  const first = findings.find((f) => f.outcome === 'block')
  if (first) {
    refuse(first.code, { article: first.article, ...(first.field ? { field: first.field } : {}), ...(first.params ? { params: first.params } : {}), findings })
  }
}
