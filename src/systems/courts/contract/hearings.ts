import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { At, caseId, Day, Excuse, HearingState, Mode, Name3, Office, optionalText, Purpose, ReceivedBy, Secrecy, text, Warning } from './parts.ts'
import { CasePanel, HearingPage, HearingRow, RoomView } from './views.ts'

export const addRoom = endpoint({ name: 'courts.addRoom', method: 'POST', path: '/api/courts/rooms/add', may: 'courts.manage-rooms', input: z.object({ name: z.object({ ar: text(120), ckb: text(120), en: text(120) }) }), output: z.object({ id: z.uuid() }) })
/** Rooms and judges of the session's own court: what a hearing is set with. */
export const listRooms = endpoint({
  name: 'courts.rooms', method: 'GET', path: '/api/courts/rooms', may: 'courts.read', input: z.object({ courtId: z.uuid().optional() }),
  output: z.object({ rooms: z.array(RoomView), judges: z.array(z.object({ id: z.uuid(), name: z.string() })), court: Name3 }),
})

/** Hearings of a span of days, all that the session may read. */
export const listHearings = endpoint({
  name: 'courts.hearings', method: 'GET', path: '/api/courts/hearings', may: 'courts.read',
  input: z.object({ from: Day, to: Day, roomId: z.uuid().optional(), judgeId: z.uuid().optional(), courtId: z.uuid().optional(), state: HearingState.optional(), limit: z.coerce.number().int().min(1).max(2000).default(500) }),
  output: z.object({ rows: z.array(HearingRow) }),
})
export const getHearing = endpoint({ name: 'courts.hearing', method: 'GET', path: '/api/courts/hearings/:id', may: 'courts.read', input: z.object({ id: z.uuid() }), output: HearingPage })
/** What the courts hold on a case: trial, hearings, notices, charges, judgments, challenges. */
export const getCasePanel = endpoint({ name: 'courts.case', method: 'GET', path: '/api/courts/cases/:id', may: 'courts.read', input: z.object({ id: z.uuid() }), output: CasePanel })

/** The court's register of cases (the basic register): open ones first. */
export const listTrials = endpoint({
  name: 'courts.trials', method: 'GET', path: '/api/courts/trials', may: 'courts.read', input: z.object({ state: z.enum(['open', 'ended']).optional(), limit: z.coerce.number().int().min(1).max(1000).default(200) }),
  output: z.object({ rows: z.array(z.object({ id: z.uuid(), caseId: z.uuid(), caseNumber: z.string(), number: z.string(), why: z.string(), cls: z.string(), juvenile: z.boolean(), court: Office, openedAt: At, endedAt: At.nullable(), label: z.string(), nextHearingAt: At.nullable() })) }),
})

const when = { startsAt: At, endsAt: At, roomId: z.uuid().optional(), judgeIds: z.array(z.uuid()).min(1).max(9), purpose: Purpose.default('trial') }
const set = z.object({ hearingId: z.uuid(), session: z.int(), earliestNotice: Day, warnings: z.array(Warning) })
/** A hearing is set: time, room, judges (the first presides), whether the public is let in (CPC 152). No room and no judge is taken twice. */
export const scheduleHearing = endpoint({
  name: 'courts.schedule', method: 'POST', path: '/api/courts/hearings/schedule', may: 'courts.schedule', article: 'CPC 143, 152',
  input: z.object({ ...caseId, ...when, public: z.boolean().default(true), secrecyReason: Secrecy.optional() }), output: set,
})
/** Adjourned with its reason; with `next`, to a further session. */
export const adjournHearing = endpoint({
  name: 'courts.adjourn', method: 'POST', path: '/api/courts/hearings/adjourn', may: 'courts.adjourn', article: 'CPC 167',
  input: z.object({ ...caseId, hearingId: z.uuid(), reason: text(1000, 3), next: z.object(when).optional() }), output: z.object({ hearingId: z.uuid(), next: set.nullable() }),
})
/** The session is opened: who is there, how the trial of each accused goes on (145-151), defended (144), unshackled (156). */
export const openHearing = endpoint({
  name: 'courts.open', method: 'POST', path: '/api/courts/hearings/open', may: 'courts.open-hearing', article: 'CPC 144-158',
  input: z.object({
    ...caseId, hearingId: z.uuid(), public: z.boolean(), secrecyReason: Secrecy.optional(), shackled: z.boolean(), removedFromRoom: z.boolean().default(false), toldOfWhatHappened: z.boolean().default(false),
    studyOfficeReport: z.boolean().default(false), studyOfficePresent: z.boolean().default(false),
    accused: z.array(z.object({ personId: z.uuid(), present: z.boolean(), lawyer: optionalText(200), fugitive: z.boolean().default(false), excuse: Excuse.default('none'), leftAfterDefence: z.boolean().default(false) })).min(1).max(50),
  }),
  output: z.object({ hearingId: z.uuid(), modes: z.array(z.object({ personId: z.uuid(), mode: Mode })), warnings: z.array(Warning) }),
})

/** The notice of a hearing with the fields of Article 143(B), for one person. Refused where too few days are left. */
export const issueNotice = endpoint({
  name: 'courts.issueNotice', method: 'POST', path: '/api/courts/notices/issue', may: 'courts.issue-notice', article: 'CPC 143',
  input: z.object({ ...caseId, hearingId: z.uuid(), personId: z.uuid().optional(), addressee: optionalText(300), capacity: text(200), address: optionalText(300), offence: optionalText(300), article: optionalText(200) }),
  output: z.object({ noticeId: z.uuid(), number: z.string(), documentId: z.uuid(), lastServiceDay: Day, warnings: z.array(Warning) }),
})
/** How and when a notice was served. A service that came too late is a fact and is recorded; the absent cannot be tried on it. */
export const recordService = endpoint({
  name: 'courts.recordService', method: 'POST', path: '/api/courts/notices/served', may: 'courts.record-service', article: 'CPC 143, 147',
  input: z.object({ ...caseId, noticeId: z.uuid(), servedAt: At, servedBy: text(200, 2), receivedBy: ReceivedBy, receiver: optionalText(200), proofDocumentId: z.uuid().optional() }),
  output: z.object({ enough: z.boolean(), warnings: z.array(Warning) }),
})
/** A fugitive is called by posting and two newspapers (CPC 143(C)). */
export const recordPublication = endpoint({
  name: 'courts.recordPublication', method: 'POST', path: '/api/courts/publications/record', may: 'courts.record-service', article: 'CPC 143(C)',
  input: z.object({
    ...caseId, personId: z.uuid(), residenceKnown: z.boolean(), postedAtResidence: z.boolean(), newspapers: z.array(z.object({ name: text(120), on: Day })).max(10), broadcastOrdered: z.boolean().default(false), broadcastOn: Day.optional(),
  }),
  output: z.object({ publicationId: z.uuid(), earliestTrial: Day.nullable() }),
})

/** The minutes of a session (CPC 222), once; the paper is issued with them. */
export const writeMinutes = endpoint({
  name: 'courts.writeMinutes', method: 'POST', path: '/api/courts/minutes/write', may: 'courts.write-minutes', article: 'CPC 222',
  input: z.object({
    ...caseId, hearingId: z.uuid(), publicity: text(300), clerk: text(200), prosecutor: text(200), parties: text(8000), witnesses: text(8000), papersRead: text(20_000), requests: text(20_000), procedures: text(200_000),
    decisions: text(20_000), pages: z.int().min(1).max(2000), pagesSigned: z.int().min(0).max(2000),
  }),
  output: z.object({ minutesId: z.uuid(), documentId: z.uuid(), number: z.string() }),
})
/** What the minutes left out or wrote wrong is added below them. */
export const addToMinutes = endpoint({
  name: 'courts.addToMinutes', method: 'POST', path: '/api/courts/minutes/add', may: 'courts.write-minutes', article: 'CPC 222',
  input: z.object({ ...caseId, hearingId: z.uuid(), text: text(20_000, 3) }), output: z.object({ minutesId: z.uuid() }),
})
