/**
 * What a rule of law says about one fact put before it.
 * A rule never throws for an unlawful fact: it answers with findings, and the act decides.
 */

/**
 * How surely the fact of law is known.
 * T: read in the statute's own text. C: confirmed in another source.
 * P: press or another secondary source only. U: not confirmed.
 */
export type Confidence = 'T' | 'C' | 'P' | 'U'

/** One thing found against (block) or about (warn) an act. `code` has its words under `refusal.<code>` and `refusal.<code>.remedy`. */
export interface Finding {
  outcome: 'block' | 'warn'
  code: string
  article: string
  confidence: Confidence
  field?: string
  params?: Record<string, string | number>
}

/** The parts of a finding that a rule may add. */
export interface FindingDetail {
  field?: string
  params?: Record<string, string | number>
}

/** A finding as strong as its source: T and C block, P and U only warn. */
export function against(code: string, article: string, confidence: Confidence, detail: FindingDetail = {}): Finding {
  const outcome = confidence === 'T' || confidence === 'C' ? 'block' : 'warn'
  return { outcome, code, article, confidence, ...detail }
}

/** A finding that never blocks, however sure its source: something the reader must know before going on. */
export function note(code: string, article: string, confidence: Confidence, detail: FindingDetail = {}): Finding {
  return { outcome: 'warn', code, article, confidence, ...detail }
}

/** The findings that stop the act. A blocking finding from an unconfirmed source is ignored: only T and C may block. */
export function blocking(findings: readonly Finding[]): Finding[] {
  return findings.filter((f) => f.outcome === 'block' && (f.confidence === 'T' || f.confidence === 'C'))
}

/** True for undefined, null, blank text and empty lists: what a form calls "not filled in". */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}

/**
 * A field that is not filled in. The name of the field goes into the text as its own words key, `<system>.field.<field>`,
 * the system being that of the code.
 */
export function missing(code: string, article: string, confidence: Confidence, field: string): Finding {
  return against(code, article, confidence, { field, params: { field: `${code.split('.')[0]}.field.${field}` } })
}

/** One finding for each named field of `form` that is not filled in. */
export function missingFields<F extends object>(
  form: F,
  fields: readonly (keyof F & string)[],
  code: string,
  article: string,
  confidence: Confidence,
): Finding[] {
  return fields.filter((field) => isEmpty(form[field])).map((field) => missing(code, article, confidence, field))
}
