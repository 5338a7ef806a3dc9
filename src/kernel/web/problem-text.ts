import type { Translate } from './words.tsx'
import type { Problem } from './problem.ts'

const statusKeys: Record<number, string> = {
  0: 'error.offline', 401: 'error.signedOut', 403: 'error.forbidden', 404: 'error.notFound', 409: 'error.conflict', 413: 'error.tooLarge', 429: 'error.tooMany',
}

export interface ProblemText {
  readonly title: string
  readonly article?: string
  readonly remedy?: string
  readonly code?: string
}

/**
 * What went wrong, which article says so and what to do, in the reader's language. The system's own words
 * (`refusal.<code>`) come first, then what the server wrote, then the general text of the status.
 */
export function problemText(problem: Problem, words: { t: Translate; has: (key: string) => boolean }): ProblemText {
  const { body, status, code } = problem
  const key = `refusal.${code}`
  const general = statusKeys[status] ?? (status >= 500 ? 'error.server' : status === 400 || status === 422 ? 'error.invalid' : 'error.server')
  const spoken = status > 0 && status < 500 ? (body.detail ?? body.title) : undefined
  const title = words.has(key) ? words.t(key, body.params) : (spoken ?? words.t(general))
  const remedyKey = words.has(`${key}.remedy`) ? `${key}.remedy` : `${general}.remedy`
  const remedy = body.remedy ?? (words.has(remedyKey) ? words.t(remedyKey, body.params) : undefined)
  const hint = status >= 500 ? (body.requestId ?? code) : undefined
  return { title, ...(body.article && { article: body.article }), ...(remedy && { remedy }), ...(hint && { code: hint }) }
}
