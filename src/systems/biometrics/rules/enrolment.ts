/**
 * For what prints and photographs may be taken, of whom, and how good they must be.
 * Criminal Procedure 70: the investigating judge or the investigator may compel the accused or the victim, in a felony or a misdemeanour, to let
 * themselves be photographed and their fingerprints be taken. Criminal Procedure 242(B): a juvenile is exempt from that.
 */
import { birthRange, type Birth } from '#kernel/people/birth.ts'
import { against, note, type Confidence, type Finding } from '#kernel/words/finding.ts'

export const purposeNames = ['custody', 'sentenced', 'registry', 'exclusion'] as const
export type EnrolmentPurpose = (typeof purposeNames)[number]

export interface PurposeRule {
  readonly article: string
  readonly jurisdiction: 'federal' | 'kri' | 'both'
  readonly confidence: Confidence
  /** A print under this is taken again, or stands by a reason (0 to 100, the engine's own measure). */
  readonly leastQuality: number
  /** Whose custody it is must be said. */
  readonly needsCustody: boolean
}

/**
 * `custody`: the accused in an investigation. `sentenced`: whoever a prison receives. `registry`: a person without papers, to be known again. `exclusion`: whoever was
 * lawfully at a scene, so that their marks are told from others'. Law 14/2018 on inmates could not be read: no article is known for the second; none was found for the third.
 */
export const enrolmentPurposes: Readonly<Record<EnrolmentPurpose, PurposeRule>> = {
  custody: { article: 'CPC 70', jurisdiction: 'both', confidence: 'T', leastQuality: 40, needsCustody: true },
  sentenced: { article: 'Law 14/2018', jurisdiction: 'federal', confidence: 'U', leastQuality: 40, needsCustody: true },
  registry: { article: '—', jurisdiction: 'both', confidence: 'U', leastQuality: 50, needsCustody: false },
  exclusion: { article: 'CPC 70', jurisdiction: 'both', confidence: 'T', leastQuality: 30, needsCustody: false },
}

/** By whose word they are taken: the order of a judge or an investigator (CPC 70), or the person's own consent. */
export const authorities = ['judge', 'investigator', 'consent'] as const
export type Authority = (typeof authorities)[number]

/** A finger is tried so often before a poor print may stand with a reason. */
export const triesBeforeReason = 3

/**
 * From this score on two prints of a record are told to be one finger. Higher than for a comparison of two: a record makes forty-five of them, and
 * at one in 10,000 each one record in two hundred would be stopped for nothing. Prints of one sitting score far above it.
 */
export const sequenceThreshold = 6

export type AgeGroup = 'adult' | 'juvenile' | 'unknown'

/** Under eighteen on this day ('YYYY-MM-DD'), eighteen or older, or not to be said from what is known of the birth. */
export function ageGroupOn(birth: Birth, day: string): AgeGroup {
  const range = birthRange(birth)
  if (!range) return 'unknown'
  const limit = `${String(Number(day.slice(0, 4)) - 18).padStart(4, '0')}${day.slice(4)}`
  if (range.last <= limit) return 'adult'
  return range.first > limit ? 'juvenile' : 'unknown'
}

export interface BeginFacts { readonly purpose: EnrolmentPurpose; readonly authority: Authority; readonly age: AgeGroup; readonly sex: 'male' | 'female' | null; readonly hasCustody: boolean }

/** What the law has against beginning, or what whoever begins must know. */
export function findingsOnBegin({ purpose, authority, age, sex, hasCustody }: BeginFacts): Finding[] {
  const rule = enrolmentPurposes[purpose]
  const findings: Finding[] = []
  if (rule.needsCustody && !hasCustody) findings.push(against('biometrics.custody-needed', rule.article, 'C', { field: 'custodyId' }))
  if (purpose === 'custody' && age === 'juvenile') findings.push(against('biometrics.juvenile-exempt', 'CPC 242(B)', 'T', { field: 'personId' }))
  else if (age === 'juvenile') findings.push(note('biometrics.juvenile-elsewhere', 'CPC 242(B)', 'U'))
  else if (age === 'unknown') findings.push(note('biometrics.age-unknown', 'CPC 242(B)', 'T'))
  if (rule.confidence === 'U') findings.push(note('biometrics.no-article-found', rule.article, 'U'))
  if (purpose === 'custody' && authority !== 'consent') findings.push(note('biometrics.not-in-contraventions', 'CPC 70', 'T'))
  if (purpose === 'exclusion' && authority !== 'consent') findings.push(note('biometrics.only-the-victim', 'CPC 70', 'T'))
  if (sex === 'female') findings.push(note('biometrics.by-a-woman', 'CPC 70', 'T'))
  return findings
}

/** Where a finger stands: nothing yet; said to be missing; good; poor and to be tried again; poor after enough tries, so that a reason may let it stand; standing by a reason. */
export type FingerState = 'empty' | 'missing' | 'good' | 'again' | 'may-stand' | 'stands-by-reason'

/** The gate of quality. `tries`: how often this finger was taken. */
export function fingerState(finger: { readonly missing: boolean; readonly quality: number | null; readonly reasoned: boolean; readonly tries: number }, least: number): FingerState {
  if (finger.missing) return 'missing'
  if (finger.quality === null) return 'empty'
  if (finger.quality >= least) return 'good'
  if (finger.reasoned) return 'stands-by-reason'
  return finger.tries >= triesBeforeReason ? 'may-stand' : 'again'
}
