import { z } from 'zod'
import { At, ChallengeKind, Day, DeathStepKind, Excuse, HearingState, Mode, Name3, Office, OffenceClass, Outcome, Party, Purpose, ReceivedBy, Secrecy, SentenceKind, Verdict, Warning } from './parts.ts'

/** What the courts' pages show. */
export const RoomView = z.object({ id: z.uuid(), name: Name3 })
export const JudgeView = z.object({ id: z.uuid(), name: z.string(), presiding: z.boolean() })

/** A row of the hearing list, which is also posted at the door: a child's name is never in it (Juvenile 63). */
export const HearingRow = z.object({
  id: z.uuid(), caseId: z.uuid(), caseNumber: z.string(), trialNumber: z.string(), version: z.int(), court: Office, room: RoomView.nullable(), session: z.int(), purpose: Purpose, startsAt: At, endsAt: At, public: z.boolean(),
  secrecyReason: Secrecy.nullable(), state: HearingState, judges: z.array(JudgeView), cls: OffenceClass, juvenile: z.boolean(), accused: z.array(z.string()).nullable(), article: z.string(),
})
export type HearingRow = z.infer<typeof HearingRow>

export const AttendanceView = z.object({ personId: z.uuid(), name: z.string(), present: z.boolean(), lawyer: z.string().nullable(), excuse: Excuse, mode: Mode, warnings: z.array(Warning) })
export const NoticeView = z.object({
  id: z.uuid(), hearingId: z.uuid(), personId: z.uuid().nullable(), toAccused: z.boolean(), addressee: z.string(), capacity: z.string(), hearingAt: At, issuedAt: At, documentId: z.uuid().nullable(),
  servedAt: At.nullable(), receivedBy: ReceivedBy.nullable(), receiver: z.string().nullable(), servedBy: z.string().nullable(), enough: z.boolean().nullable(), warnings: z.array(Warning),
})
export type NoticeView = z.infer<typeof NoticeView>
export const MinutesView = z.object({
  id: z.uuid(), kind: z.enum(['minutes', 'addition']), day: Day, publicity: z.string().nullable(), judges: z.string().nullable(), clerk: z.string().nullable(), prosecutor: z.string().nullable(), parties: z.string().nullable(),
  witnesses: z.string().nullable(), papersRead: z.string().nullable(), requests: z.string().nullable(), procedures: z.string(), decisions: z.string().nullable(), pages: z.int().nullable(), pagesSigned: z.int().nullable(),
  writtenAt: At, writer: z.string(), documentId: z.uuid().nullable(), warnings: z.array(Warning),
})
export type MinutesView = z.infer<typeof MinutesView>

export const SheetView = z.object({
  id: z.uuid(), personId: z.uuid(), offenceCode: z.string(), circumstance: z.string().nullable(), attempt: z.boolean(), articles: z.string(), legalDescription: z.string(), judge: z.string(), drawnOn: Day,
  readOut: z.boolean(), plea: z.enum(['admits', 'denies', 'silent', 'not-asked']), replaces: z.uuid().nullable(), replaced: z.boolean(), reason: z.string().nullable(),
})
export type SheetView = z.infer<typeof SheetView>

export const SentenceView = z.object({
  id: z.uuid(), countId: z.uuid(), kind: SentenceKind, years: z.int(), months: z.int(), days: z.int(), fineIqd: z.int().nullable(), suspended: z.boolean(), suspendedUntil: Day.nullable(), concurrent: z.boolean(),
  article: z.string(), startsOn: Day.nullable(), creditDays: z.int(), endsAt: At.nullable(), endedAt: At.nullable(), endedWhy: z.string().nullable(),
})
export type SentenceView = z.infer<typeof SentenceView>
export const JudgmentView = z.object({
  id: z.uuid(), number: z.string(), personId: z.uuid(), accused: z.string(), court: Office, cls: OffenceClass, juvenile: z.boolean(), verdict: Verdict, mode: z.enum(['in-presence', 'in-absence']), givenAt: At, givenOn: Day,
  judges: z.array(z.string()), article: z.string(), reasons: z.string(), facts: z.string(), principalPenalty: z.string().nullable(), ancillary: z.array(z.string()), compensation: z.string().nullable(), property: z.string().nullable(),
  dissents: z.array(z.object({ judge: z.string(), text: z.string() })), death: z.boolean(), state: z.enum(['given', 'final', 'set-aside']), stateAt: At, stateWhy: z.string().nullable(),
  servedOn: Day.nullable(), objectionEnds: Day.nullable(), lastDay: Day.nullable(), documentId: z.uuid().nullable(), warnings: z.array(Warning),
  counts: z.array(z.object({ id: z.uuid(), offenceCode: z.string(), circumstance: z.string().nullable(), attempt: z.boolean(), article: z.string(), verdict: Verdict })),
  sentences: z.array(SentenceView), memorandum: z.object({ id: z.uuid(), number: z.string(), documentId: z.uuid(), prison: Office, heldDays: z.int(), startsOn: Day }).nullable(),
})
export type JudgmentView = z.infer<typeof JudgmentView>

export const ChallengeView = z.object({
  id: z.uuid(), judgmentId: z.uuid(), personId: z.uuid(), kind: ChallengeKind, number: z.string(), ofChallenge: z.uuid().nullable(), party: Party, appellant: z.string(), respondent: z.string(), grounds: z.string(), request: z.string(),
  filedAt: At, place: z.string(), lastDay: Day.nullable(), late: z.boolean(), decider: Office, deciderKind: z.string(), routeArticle: z.string(), routeConfidence: z.enum(['T', 'C', 'P', 'U']), documentId: z.uuid().nullable(),
  warnings: z.array(Warning), arrivedAt: At.nullable(), opinion: z.string().nullable(), opinionAt: At.nullable(), state: z.enum(['filed', 'decided']), outcome: Outcome.nullable(), decisionNumber: z.string().nullable(),
  decisionReasons: z.string().nullable(), decisionJudges: z.array(z.string()), decidedAt: At.nullable(), toldOn: Day.nullable(),
})
export type ChallengeView = z.infer<typeof ChallengeView>

export const DeathStepView = z.object({ id: z.uuid(), step: DeathStepKind, on: Day, number: z.string().nullable(), note: z.string().nullable(), recordedAt: At })

/** One accused of a case, as the courts see them: name, charges that stand, how they are held. */
export const AccusedView = z.object({
  personId: z.uuid(), name: z.string(), juvenile: z.boolean(), age: z.int().nullable(), charges: z.array(z.object({ id: z.uuid(), offenceCode: z.string(), circumstance: z.string().nullable(), attempt: z.boolean() })),
  custody: z.object({ id: z.uuid(), number: z.string(), stage: z.string(), coverUntil: At.nullable() }).nullable(),
})
export type AccusedView = z.infer<typeof AccusedView>

export const HearingPage = z.object({
  hearing: HearingRow, minutes: z.array(MinutesView), notices: z.array(NoticeView), attendance: z.array(AttendanceView), accused: z.array(AccusedView), warnings: z.array(Warning),
  adjournReason: z.string().nullable(), nextHearing: z.object({ id: z.uuid(), startsAt: At }).nullable(), mayWrite: z.boolean(),
})
export type HearingPage = z.infer<typeof HearingPage>

/** Everything the courts hold on one case. */
export const CasePanel = z.object({
  caseId: z.uuid(), caseNumber: z.string(), version: z.int(), stage: z.string(), holderId: z.uuid(), trials: z.array(z.object({ id: z.uuid(), number: z.string(), court: Office, why: z.string(), cls: OffenceClass, juvenile: z.boolean(), openedAt: At, endedAt: At.nullable() })),
  accused: z.array(AccusedView), hearings: z.array(HearingRow), notices: z.array(NoticeView), sheets: z.array(SheetView), judgments: z.array(JudgmentView), challenges: z.array(ChallengeView),
  /** Verb and whether this session may do it on this case now. */
  acts: z.array(z.object({ verb: z.string(), may: z.boolean() })),
})
export type CasePanel = z.infer<typeof CasePanel>
