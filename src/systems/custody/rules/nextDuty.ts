/**
 * Who must act next on a custody, what they must do, by which instant, under which article. Worked out from the facts alone, so every
 * screen and every clock says the same. Verbs are those of the policies; their words are `custody.duty.<verb>`.
 */
import { dueOf } from '#kernel/clock/arithmetic.ts'
import { asDue, hourMs } from '#kernel/clock/calendar.ts'
import type { OfficeKind } from '#kernel/clock/rule.ts'
import { getClockRule } from '#kernel/clock/rules.ts'
import type { Confidence } from '#kernel/words/finding.ts'
import type { Role } from '#kernel/access/roles.ts'
import type { AgeBand } from './arrest.ts'
import { legalCover } from './cover.ts'
import type { CoverFact, LegalCover } from './coverFacts.ts'
import { factsOf, holdingsOf } from './coverSpans.ts'
import { nextReleaseStep, type ReleaseProgress, type ReleaseStep } from './release.ts'

export type DutyVerb =
  | 'release' | 'order-or-release' | 'ask-felony-court' | 'present-papers' | 'question' | 'decide-extension' | 'free-at-term'
  | 'send-file' | 'examine' | 'tell-family' | 'to-juvenile-police' | `release-${ReleaseStep}`

export interface Duty {
  verb: DutyVerb
  role: Role
  /** The kind of office, or 'holder': whoever holds the person now. */
  office: OfficeKind | 'holder'
  /** Shown and checked: late when now is after it. */
  by: Date
  late: boolean
  article: string
  confidence: Confidence
  /** The clock that counts it, where there is one. */
  clock?: string
}

/** What has been done so far, beside the facts of cover. */
export interface CustodyProgress {
  facts: readonly CoverFact[]
  papersPresentedAt?: Date
  /** When the accused appeared before judge or investigator; the arrest when not known (the earlier reading). */
  appearedAt?: Date
  questionedAt?: Date
  examinedAt?: Date
  familyToldAt?: Date
  /** When a child was handed to the juvenile police. */
  juvenilePoliceAt?: Date
  band: AgeBand
  judgment?: { at: Date; court: 'felony' | 'juvenile' | 'misdemeanour'; fileSentAt?: Date }
  release?: ReleaseProgress
  /** Where the person is held: decides who frees them. */
  heldIn: 'station' | 'prison'
  jurisdiction: 'federal' | 'kri'
}

type Draft = Omit<Duty, 'late'>

/** All open duties at this moment, the one due first at the head. `cover`: as it was worked out for this moment already. */
export function duties(progress: CustodyProgress, now: Date, cover: LegalCover = legalCover(progress.facts, now, progress.jurisdiction)): Duty[] {
  const judgment = fileDuty(progress)
  const held = cover.status === 'away' ? [] : [...coverDuties(progress, cover), ...ceilingDuties(cover), ...firstDuties(progress, cover, now), ...releaseDuties(progress)]
  return [...held, ...judgment]
    .map((d) => ({ ...d, late: now > d.by }))
    .sort((a, b) => a.by.getTime() - b.by.getTime() || Number(b.verb.startsWith('release')) - Number(a.verb.startsWith('release')))
}

/** The duty due first, or undefined when nobody owes anything. */
export function nextDuty(progress: CustodyProgress, now: Date): Duty | undefined {
  return duties(progress, now)[0]
}

function keeper(heldIn: CustodyProgress['heldIn']): Role {
  return heldIn === 'prison' ? 'prison-director' : 'station-commander'
}

function coverDuties(progress: CustodyProgress, cover: LegalCover): Draft[] {
  const last = cover.intervals.at(-1)
  if (cover.status === 'gap') {
    const gap = last?.kind === 'gap' ? last : undefined
    const by = cover.coverUntil ?? gap?.from ?? new Date(0)
    const article = gap?.article ?? 'CPC 92'
    const confidence = gap?.confidence ?? 'T'
    if (gap?.missing === 'judge-order') return [{ verb: 'order-or-release', role: 'investigative-judge', office: 'investigation-court', by, article, confidence }]
    if (gap?.missing === 'felony-court-permission') return [{ verb: 'ask-felony-court', role: 'investigative-judge', office: 'investigation-court', by, article, confidence, clock: 'CLK-04' }]
    return [{ verb: 'release', role: keeper(progress.heldIn), office: 'holder', by, article, confidence }]
  }
  if (cover.coverUntil === null) return []
  const by = asDue(cover.coverUntil)
  if (last?.kind === 'sentence') return [{ verb: 'free-at-term', role: keeper(progress.heldIn), office: 'holder', by, article: 'CPC 294(A)', confidence: 'T', clock: 'CLK-15' }]
  if (last?.kind === 'court-order') return [{ verb: 'decide-extension', role: 'trial-judge', office: 'felony-court', by, article: 'CPC 157', confidence: 'U', clock: 'CLK-03' }]
  if (last?.kind === 'order' || last?.kind === 'felony-court') {
    return [{ verb: 'decide-extension', role: 'investigative-judge', office: 'investigation-court', by, article: 'CPC 109(A)', confidence: 'T', clock: 'CLK-03' }]
  }
  // Held on the arrest alone: the papers go to the judge, and once there the judge decides, before this ends.
  return progress.papersPresentedAt === undefined
    ? [{ verb: 'present-papers', role: 'investigator', office: 'holder', by, article: 'Const 19(13), CPC 123', confidence: 'U', clock: 'CLK-01' }]
    : [{ verb: 'order-or-release', role: 'investigative-judge', office: 'investigation-court', by, article: 'CPC 109(A), 110', confidence: 'T', clock: 'CLK-01' }]
}

/** The ceiling, once it is nearer than thirty days: ask the felony court in time, or free the person. */
function ceilingDuties(cover: LegalCover): Draft[] {
  const month = 30 * 24 * hourMs
  const underOrder = cover.intervals.at(-1)?.kind === 'order' || cover.intervals.at(-1)?.kind === 'felony-court'
  if (cover.status !== 'covered' || !underOrder) return []
  return cover.ceilings.flatMap((c): Draft[] => {
    if (c.reachedAt === null || c.allowed === null || c.allowed - c.detained > month) return []
    const common = { role: 'investigative-judge', office: 'investigation-court', by: asDue(c.reachedAt), article: 'CPC 109(C)', confidence: 'T', clock: 'CLK-04' } as const
    return [{ verb: c.limitedBy === 'six-months' ? 'ask-felony-court' : 'order-or-release', ...common }]
  })
}

/** What the first day asks: questioning, a doctor, the family; for a child the juvenile police. */
function firstDuties(progress: CustodyProgress, cover: LegalCover, now: Date): Draft[] {
  if (cover.intervals.at(-1)?.kind === 'sentence') return []
  const known = progress.facts.filter((f) => f.at <= now).sort((a, b) => a.at.getTime() - b.at.getTime())
  const holding = holdingsOf(known).findLast((h) => h.state === 'held')
  if (holding === undefined || factsOf(known, 'arrest').length === 0) return []
  const arrested = new Date(holding.from)
  const day = new Date(holding.from + 24 * hourMs)
  const done = (at: Date | undefined) => at !== undefined && at >= arrested
  const found: Draft[] = []
  if (progress.band !== 'adult' && !done(progress.juvenilePoliceAt)) {
    found.push({ verb: 'to-juvenile-police', role: 'station-officer', office: 'holder', by: arrested, article: 'Juvenile 48', confidence: 'T' })
  }
  if (!done(progress.questionedAt)) {
    const appeared = progress.appearedAt !== undefined && done(progress.appearedAt) ? progress.appearedAt : arrested
    found.push({ verb: 'question', role: 'investigator', office: 'investigation-court', by: dueOf(getClockRule('CLK-02'), appeared), article: 'CPC 123', confidence: 'T', clock: 'CLK-02' })
  }
  if (!done(progress.familyToldAt)) found.push({ verb: 'tell-family', role: 'station-officer', office: 'holder', by: day, article: 'Mandela 68', confidence: 'U' })
  if (!done(progress.examinedAt)) found.push({ verb: 'examine', role: progress.heldIn === 'prison' ? 'prison-doctor' : 'station-officer', office: 'holder', by: day, article: 'Mandela 30', confidence: 'U' })
  return found
}

/** A release under way: its next step, due since the order was made. */
function releaseDuties(progress: CustodyProgress): Draft[] {
  const ordered = progress.release?.ordered
  const step = progress.release === undefined ? undefined : nextReleaseStep(progress.release)
  if (ordered === undefined || step === undefined) return []
  return [{ verb: `release-${step}`, role: keeper(progress.heldIn), office: 'holder', by: ordered, article: 'CPC 284, Penal 324', confidence: 'T' }]
}

/** The felony court's file goes to Cassation within ten days, the juvenile court's within fifteen, appeal or not. */
function fileDuty({ judgment }: CustodyProgress): Draft[] {
  if (judgment === undefined || judgment.fileSentAt !== undefined || judgment.court === 'misdemeanour') return []
  const by = dueOf(getClockRule('CLK-10'), judgment.at, { which: judgment.court })
  const juvenile = judgment.court === 'juvenile'
  return [{ verb: 'send-file', role: 'court-clerk', office: juvenile ? 'juvenile-court' : 'felony-court', by, article: juvenile ? 'Juvenile 71' : 'CPC 254(A)', confidence: 'T', clock: 'CLK-10' }]
}
