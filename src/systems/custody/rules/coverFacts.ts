/**
 * The facts that make or end a person's legal cover, and what is worked out from them.
 * `at` is always when the thing truly happened, however late it was entered. Intervals are half open: [from, to).
 * `caseRef` names the case a fact belongs to; a fact without one belongs to every case of the custody.
 */
import type { Span } from '#kernel/clock/calendar.ts'
import type { Confidence } from '#kernel/words/finding.ts'

/** On what an arrest rests: a judge's warrant (CPC 93), anyone's power (102), the police's duty (103), or nothing the law knows. */
export type CoverGround = 'warrant' | '102' | '103' | 'none'

/** The heaviest penalty of a charge, as the catalogue of offences answers it. */
export interface ChargeMaximum {
  kind: 'death' | 'life' | 'term' | 'fine' | 'none'
  term?: Span
}

interface Fact {
  id: string
  at: Date
  caseRef?: string
}

export type CoverFact =
  | (Fact & { type: 'arrest'; ground: CoverGround; article?: string; recordedAt?: Date })
  /** The judge allows 24 hours more for the papers; counts once after each arrest (Const 19(13)). */
  | (Fact & { type: 'papers-extension' })
  /** A detention order: `at` is when it was issued. `to` is open: an order whose last day is the 15th ends at 00:00 on the 16th. */
  | (Fact & { type: 'order'; from: Date; to: Date; by?: 'judge' | 'court' })
  /** The felony court allows detention beyond six months until then (CPC 109(C)). It lifts the ceiling; it is no order itself. */
  | (Fact & { type: 'felony-court-permission'; until: Date })
  | (Fact & { type: 'order-cancelled'; orderId: string })
  /** What the person is charged with from now on; a new qualification is a new fact. */
  | (Fact & { type: 'charge'; maximum: ChargeMaximum })
  /** `to` is noon of the last day (CPC 294); null while no end can be named (a death sentence). */
  | (Fact & { type: 'sentence'; from: Date; to: Date | null })
  /** Acquittal, discharge, closure, amnesty, pardon: the person must be freed. Without caseRef: in every case. */
  | (Fact & { type: 'release-order' })
  /** The undertaking, guarantor or money asked for was given: release at once (CPC 115). */
  | (Fact & { type: 'bail' })
  /** The person walked free: proven with time and signature. */
  | (Fact & { type: 'release'; onBail?: boolean })
  | (Fact & { type: 'escape' })
  | (Fact & { type: 'recapture' })
  | (Fact & { type: 'death' })

export type CoverKind = 'arrest' | 'papers-extension' | 'order' | 'felony-court' | 'court-order' | 'sentence'
export type AwayKind = 'released' | 'bail' | 'escaped' | 'dead'

/** Why nothing covers a stretch. Words: `custody.gap.<reason>`. */
export type GapReason =
  | 'no-ground' | 'papers-due' | 'papers-due-again' | 'no-order' | 'order-expired' | 'order-too-long' | 'order-cancelled'
  | 'six-months' | 'quarter' | 'release-ordered' | 'bail-given' | 'sentence-ended'

/** What would end a gap lawfully. Words: `custody.missing.<missing>`. */
export type Missing = 'release' | 'judge-order' | 'felony-court-permission'

/** One stretch of the person's time since the first arrest. */
export interface CoverInterval {
  from: Date
  to: Date
  kind: CoverKind | AwayKind | 'gap'
  article: string
  confidence: Confidence
  /** The fact that covers the stretch. */
  factId?: string
  /** Other facts that cover it too. */
  also: readonly string[]
  reason?: GapReason
  missing?: Missing
}

/** The ceiling of all pre-trial detention in one case (CPC 109(C)), with its working. */
export interface Ceiling {
  caseRef: string | null
  startedAt: Date
  /** Milliseconds held before sentence in this case, gaps included. */
  detained: number
  /** Milliseconds allowed now; null when nothing limits (capital charge). */
  allowed: number | null
  limitedBy: 'six-months' | 'quarter' | 'capital' | 'none'
  sixMonths: number
  quarter: number | null
  permissionUntil: Date | null
  /** When the ceiling is reached if the person stays held; null when nothing limits or the person is not held. */
  reachedAt: Date | null
}

export interface LegalCover {
  /** Cover [first arrest, until) exactly: no hole, no overlap. */
  intervals: CoverInterval[]
  /** covered: held under law now. gap: held without cover now. away: not held (free, on bail, escaped, dead, not yet arrested). */
  status: 'covered' | 'gap' | 'away'
  /**
   * The open end of the present cover; for a gap, the instant cover ran out. Null when the person is not held or the cover has no end.
   * Show `asDue(coverUntil)`: an order that ends at 00:00 is shown as 23:59 of its last day.
   */
  coverUntil: Date | null
  gaps: CoverInterval[]
  /** Milliseconds held since the first arrest, covered or not. */
  totalDetained: number
  totalGap: number
  ceilings: Ceiling[]
  jurisdiction: 'federal' | 'kri'
}
