/** The roll: who should be on the floor, who was counted there, and every difference by name (Mandela 6-7). */

export interface OnRoll {
  custodyId: string
  cellId: string
  /** Out of the building by a recorded act: court, hospital, leave, or in transit to another prison. */
  out?: 'court' | 'hospital' | 'leave' | 'transit' | 'work'
}

export interface Counted {
  custodyId: string
  cellId: string
}

export interface RollResult {
  expected: number
  counted: number
  /** On the roll, not out, and not counted: an alarm. */
  missing: string[]
  /** Counted, but not on this roll: held without an order here. */
  extra: string[]
  /** Counted in another cell than the roll says. */
  misplaced: { custodyId: string; rollCell: string; countedCell: string }[]
  /** Recorded as out, yet counted inside. */
  insideThoughOut: string[]
  /** Counted more than once, in whatever cells. */
  countedTwice: string[]
  agrees: boolean
}

/** Compares the count with the roll. Each person is reported in every respect in which they differ; lists are sorted by id. */
export function reconcile(roll: readonly OnRoll[], count: readonly Counted[]): RollResult {
  const onRoll = new Map(roll.map((r) => [r.custodyId, r]))
  const first = new Map<string, Counted>()
  const twice = new Set<string>()
  for (const c of count) {
    if (first.has(c.custodyId)) twice.add(c.custodyId)
    else first.set(c.custodyId, c)
  }
  const expected = roll.filter((r) => r.out === undefined)
  const missing = expected.filter((r) => !first.has(r.custodyId)).map((r) => r.custodyId)
  const extra = [...first.keys()].filter((id) => !onRoll.has(id))
  const insideThoughOut = roll.filter((r) => r.out !== undefined && first.has(r.custodyId)).map((r) => r.custodyId)
  const misplaced = expected.flatMap((r) => {
    const c = first.get(r.custodyId)
    return c !== undefined && c.cellId !== r.cellId ? [{ custodyId: r.custodyId, rollCell: r.cellId, countedCell: c.cellId }] : []
  })
  const differences = missing.length + extra.length + insideThoughOut.length + misplaced.length + twice.size
  return {
    expected: expected.length, counted: first.size,
    missing: missing.toSorted(), extra: extra.toSorted(), misplaced: misplaced.toSorted((a, b) => a.custodyId.localeCompare(b.custodyId)),
    insideThoughOut: insideThoughOut.toSorted(), countedTwice: [...twice].toSorted(), agrees: differences === 0,
  }
}
