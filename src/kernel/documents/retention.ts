import type { Retention } from './forms/form.ts'

export interface RetentionRule {
  /** Whole years; null: for ever. */
  readonly years: number | null
  /** From which day the years count. */
  readonly from: 'issued' | 'record-closed'
  readonly jurisdiction: 'both'
  readonly confidence: 'U'
}

/**
 * How long papers are kept. No text on archives was found that fixes these periods for the justice chain (confidence U),
 * so they are only ever a proposal to a person who disposes of papers, and nothing is removed by itself.
 */
export const retentionRules: Readonly<Record<Retention, RetentionRule>> = {
  permanent: { years: null, from: 'issued', jurisdiction: 'both', confidence: 'U' },
  case: { years: 25, from: 'record-closed', jurisdiction: 'both', confidence: 'U' },
  custody: { years: 25, from: 'record-closed', jurisdiction: 'both', confidence: 'U' },
  routine: { years: 5, from: 'issued', jurisdiction: 'both', confidence: 'U' },
}

/**
 * The last day on which a paper must be kept ('YYYY-MM-DD'); null: for ever, or for as long as its record is open.
 * 29 February becomes 28 February in a year without one.
 */
export function keptUntil(retention: Retention, issuedOn: string, recordClosedOn: string | null): string | null {
  const rule = retentionRules[retention]
  const start = rule.from === 'issued' ? issuedOn : recordClosedOn
  if (rule.years === null || start === null) return null
  const [year, month, day] = start.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year + rule.years, month, 0)).getUTCDate()
  return `${year + rule.years}-${String(month).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`
}
