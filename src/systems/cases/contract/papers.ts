import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { At, caseId, Day, optionalText, text, Warning } from './parts.ts'
import { DiaryView } from './views.ts'

const written = z.object({ id: z.uuid(), documentId: z.uuid(), warnings: z.array(Warning) })

/** An entry in the station's book: about a case, or about anything else that the station must note with its time (CPC 49(C)). */
export const writeDiary = endpoint({
  name: 'cases.writeDiary', method: 'POST', path: '/api/cases/diary/write', may: 'cases.write-diary', article: 'CPC 49(C)',
  input: z.object({ caseId: z.uuid().optional(), informedAt: At.optional(), informant: optionalText(300), summary: text(4000, 3), signed: z.boolean().default(false), corrects: z.uuid().optional() }),
  output: z.object({ id: z.uuid(), number: z.string() }),
})
/** The book of the session's own office, newest first; the inspector names the office. */
export const readDiary = endpoint({
  name: 'cases.readDiary', method: 'GET', path: '/api/cases/diary', may: 'cases.read-diary',
  input: z.object({ officeId: z.uuid().optional(), from: Day.optional(), to: Day.optional(), cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.object({ rows: z.array(DiaryView), next: z.string().nullable() }),
})

/** Statement of a witness, complainant or expert (CPC 58-68): Article 60's fields, the oath from fifteen years on, read back and signed. */
export const takeStatement = endpoint({
  name: 'cases.takeStatement', method: 'POST', path: '/api/cases/statement/witness', may: 'cases.take-statement', article: 'CPC 60',
  input: z.object({
    ...caseId, kind: z.enum(['complainant', 'witness', 'expert']), personId: z.uuid(), name: text(200), surname: optionalText(200), trade: optionalText(200), residence: optionalText(500), relation: optionalText(300),
    age: z.int().min(0).max(130).optional(), sworn: z.boolean(), kinship: z.enum(['none', 'spouse', 'ascendant', 'descendant']).default('none'),
    kinshipException: z.enum(['none', 'adultery', 'against-person-or-property', 'against-child']).default('none'), forDefence: z.boolean().default(false), interpreter: optionalText(200),
    interpreterNeeded: z.boolean().default(false), interpreterSworn: z.boolean().default(false), heardAlone: z.boolean(), readBack: z.boolean(), signature: z.enum(['signed', 'thumb', 'refused', 'none']),
    refusalNote: optionalText(1000), signedByRecorder: z.boolean(), unsignedCorrections: z.int().min(0).max(100).default(0), condition: optionalText(1000), startedAt: At, endedAt: At, place: text(300, 2),
    present: z.array(text(200)).max(20).default([]), body: text(60_000), corrects: z.uuid().optional(),
  }),
  output: written,
})

/** Questioning of the accused (CPC 123-128): rights, lawyer, times, those present; a confession only before the judge; coercion goes to judge and prosecution at once. */
export const questionAccused = endpoint({
  name: 'cases.questionAccused', method: 'POST', path: '/api/cases/statement/accused', may: 'cases.question-accused', article: 'CPC 123',
  input: z.object({
    ...caseId, personId: z.uuid(), identityChecked: z.boolean(), toldOffence: z.boolean(), toldRights: z.boolean(), lawyer: z.enum(['present', 'waived', 'asked-and-absent', 'not-asked']),
    lawyerName: optionalText(200), appearedAt: At, startedAt: At.optional(), endedAt: At.optional(), place: text(300, 2), present: z.array(text(200)).max(20).default([]), interpreter: optionalText(200),
    trade: optionalText(200), residence: optionalText(500), body: text(60_000, 0), defence: optionalText(20_000), confession: z.boolean().default(false), readBack: z.boolean().default(false),
    ownHandwriting: z.boolean().default(false), judgeWatchedWriting: z.boolean().default(false), signature: z.enum(['signed', 'refused', 'none']), refusalNote: optionalText(1000), signedByRecorder: z.boolean(),
    coercionAlleged: z.boolean().default(false), injuriesSeen: z.boolean().default(false), coercionNote: optionalText(4000), defenderPresent: z.boolean().default(false),
    /** Ground on which a station official questions (CPC 50): ordered by judge or investigator, or delay would do harm. */
    ordered: z.boolean().default(false), urgent: z.boolean().default(false), corrects: z.uuid().optional(),
  }),
  output: written,
})

export const recordSearch = endpoint({
  name: 'cases.recordSearch', method: 'POST', path: '/api/cases/search-record', may: 'cases.record-search', article: 'CPC 82',
  input: z.object({
    ...caseId, ground: z.enum(['order', 'arrested-person', 'flagrante-home', 'cry-for-help', 'fire-or-flood']), orderNumber: optionalText(60), strongPresumption: z.boolean().default(false), ofPlace: z.boolean(),
    searchedPersonId: z.uuid().optional(), procedures: text(8000, 0), startedAt: At.optional(), endedAt: At.optional(), place: text(300, 0), objectsSeized: text(8000, 0),
    personsFound: text(4000, 0), remarks: text(8000, 0), accusedPresent: z.boolean(), accusedAbsenceReason: optionalText(500), ownerPresent: z.boolean().default(false),
    ownerFound: z.boolean().default(false), witnesses: z.array(text(200)).max(10).default([]), mukhtar: optionalText(200),
    signatures: z.array(z.object({ name: text(200), signed: z.boolean(), refusalNoted: z.boolean().default(false) })).max(20).default([]), femaleSearched: z.boolean().default(false),
    femaleSearcher: optionalText(200), outOfArea: z.boolean().default(false), localJudgeConsulted: z.boolean().default(false), urgent: z.boolean().default(false),
  }),
  output: written,
})

export const recordScene = endpoint({
  name: 'cases.recordScene', method: 'POST', path: '/api/cases/scene-record', may: 'cases.record-scene', article: 'CPC 52(B)',
  input: z.object({
    ...caseId, inspectedAt: At.optional(), place: text(300, 0), traces: text(8000, 0), damage: text(4000, 0), sketch: text(4000, 0),
    sketchDocumentId: z.uuid().optional(), persons: text(4000, 0), death: z.boolean().default(false), apparentCause: optionalText(2000), seized: text(4000, 0),
    flagranteFelony: z.boolean().default(false), judgeUnableReason: optionalText(500), signed: z.boolean(),
  }),
  output: written,
})
