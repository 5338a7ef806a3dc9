/** A stretch of time under one order. `to` null: still running. Instants are ISO texts. */
export interface CoverInterval {
  readonly from: string
  readonly to: string | null
  /** For example 'arrest', 'detention-order', 'sentence': the system's own word. */
  readonly kind: string
  readonly label: string
  readonly article?: string | null
  /** Where the signed paper is. */
  readonly path?: string | null
}

export interface CoverGap {
  readonly from: string
  readonly to: string
}

/** The stretches between `from` and `to` that no interval covers, in order. Overlapping and unordered intervals are fine. */
export function coverGaps(intervals: readonly CoverInterval[], from: string, to: string): CoverGap[] {
  const end = Date.parse(to)
  const sorted = intervals
    .map((one) => ({ from: Date.parse(one.from), to: one.to === null ? end : Date.parse(one.to) }))
    .toSorted((a, b) => a.from - b.from)
  const gaps: CoverGap[] = []
  let covered = Date.parse(from)
  for (const one of sorted) {
    if (one.from >= end) break
    if (one.from > covered) gaps.push(gap(covered, one.from))
    covered = Math.max(covered, one.to)
  }
  if (covered < end) gaps.push(gap(covered, end))
  return gaps
}

function gap(from: number, to: number): CoverGap {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

/** Instants for the time axis: whole days at a step that gives at most `most` marks. Baghdad midnights. */
export function axisMarks(from: string, to: string, most = 6): string[] {
  const day = 86_400_000
  const offset = 3 * 3_600_000
  const start = Date.parse(from)
  const end = Date.parse(to)
  const steps = [1, 2, 5, 7, 15, 30, 60, 90, 180, 365]
  const step = (steps.find((days) => (end - start) / (days * day) <= most) ?? 730) * day
  const marks: string[] = []
  for (let at = Math.ceil((start + offset) / day) * day - offset; at < end; at += step) marks.push(new Date(at).toISOString())
  return marks
}
