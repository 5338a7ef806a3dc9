/** What the public may see of counts, and over which places a post's statistics reach. Pure. */
import type { Session } from '#kernel/act/context.ts'

/** Counts below this many are not published: with so few, a person can be recognised. */
export const leastShown = 5

export interface Counted { readonly key: string; readonly count: number }
/** A count, or null where it is held back. */
export interface Shown { readonly key: string; readonly count: number | null }

/**
 * Holds back every count from 1 to 4. Where that leaves only one cell out, its number could be had by taking the others from the total:
 * then the next smallest is held back too. Zero is shown: it points at nobody.
 */
export function suppress(cells: readonly Counted[]): Shown[] {
  const small = new Set(cells.filter((c) => c.count > 0 && c.count < leastShown).map((c) => c.key))
  if (small.size === 1) {
    const next = cells.filter((c) => !small.has(c.key) && c.count > 0).toSorted((a, b) => a.count - b.count)[0]
    if (next) small.add(next.key)
  }
  return cells.map((c) => ({ key: c.key, count: small.has(c.key) ? null : c.count }))
}

/** A number standing alone: itself, or null where it is too small. */
export function suppressOne(count: number): number | null {
  return count > 0 && count < leastShown ? null : count
}

/** Which persons held a post's statistics count. */
export type Reach = { readonly kind: 'nation' } | { readonly kind: 'governorate'; readonly code: string } | { readonly kind: 'offices'; readonly ids: readonly string[] }

/**
 * The nation for a nation-wide post; for those who hold people, whoever their own offices hold; for courts and prosecution, who hold nobody,
 * their governorate. A filter narrows it, never widens it.
 */
export function reachOf(session: Session, filter: { governorate?: string | undefined; officeId?: string | undefined }): Reach {
  if (session.officeIds === '*') {
    if (filter.officeId) return { kind: 'offices', ids: [filter.officeId] }
    return filter.governorate ? { kind: 'governorate', code: filter.governorate } : { kind: 'nation' }
  }
  const own: Reach = ['station-commander', 'prison-director'].includes(session.role) ? { kind: 'offices', ids: session.officeIds } : session.governorate ? { kind: 'governorate', code: session.governorate } : { kind: 'nation' }
  if (own.kind !== 'offices') return own
  return filter.officeId && own.ids.includes(filter.officeId) ? { kind: 'offices', ids: [filter.officeId] } : own
}

/** Where the figures by week of a reach stand; undefined: there are none for several offices together. */
export function weekPlaceOf(reach: Reach): string | undefined {
  if (reach.kind === 'nation') return 'nation'
  if (reach.kind === 'governorate') return reach.code
  return reach.ids.length === 1 ? reach.ids[0] : undefined
}

/** An unanswered hand-over is told again this long after the last telling was dismissed. */
export const tellHandoverAgainAfterMs = 24 * 3_600_000
