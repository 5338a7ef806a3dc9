import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { AccusedStatus, At, caseAsSeen, caseId, ChargeInput, Day, Office, optionalText, Origin, PartyRole, Stage, text, Warning } from './contract/parts.ts'
import { DecisionView, DiaryView, LinkView, SceneView, SearchView, SettlementView, StatementView } from './contract/views.ts'

/** One row of the list of cases. */
export const CaseRow = z.object({
  id: z.uuid(), number: z.string(), version: z.int(), state: z.enum(['held', 'in-transit', 'closed']), stage: Stage, origin: Origin, summary: z.string(), place: z.string(),
  openedAt: At, occurredAt: At.nullable(), offenceCode: z.string().nullable(), offenceClass: z.string().nullable(), capital: z.boolean(), juvenile: z.boolean(),
  accused: z.string(), accusedCount: z.int(), holder: Office, court: Office, governorate: z.string().nullable(), outcome: z.string().nullable(), outcomeAt: At.nullable(),
})
export type CaseRow = z.infer<typeof CaseRow>

export const PartyView = z.object({
  id: z.uuid(), personId: z.uuid(), role: PartyRole, forPersonId: z.uuid().nullable(), name: z.string(), status: AccusedStatus.nullable(), juvenile: z.boolean(), trade: z.string().nullable(),
  residence: z.string().nullable(), note: z.string().nullable(), addedAt: At, endedAt: At.nullable(), endedWhy: z.string().nullable(),
})
export type PartyView = z.infer<typeof PartyView>

export const ChargeView = z.object({
  id: z.uuid(), personId: z.uuid().nullable(), offenceCode: z.string(), title: z.object({ ar: z.string(), ckb: z.string(), en: z.string() }), article: z.string(), law: z.string(), circumstance: z.string().nullable(),
  attempt: z.boolean(), actOn: Day.nullable(), cls: z.string(), capital: z.boolean(), reason: z.string().nullable(), qualifiedAt: At, replaces: z.uuid().nullable(), endedAt: At.nullable(), endedWhy: z.string().nullable(),
})
export type ChargeView = z.infer<typeof ChargeView>

/** Who must act next on the case, under which article and until when, if the law sets a time. */
export const NextStep = z.object({ code: z.string(), office: Office.nullable(), article: z.string().nullable(), until: At.nullable() })

/** Everything on the page of a case. */
export const CasePage = z.object({
  case: CaseRow.extend({ station: Office, prosecution: Office.nullable(), trialCourt: Office.nullable(), flagrante: z.boolean(), civilClaim: z.string(), complaintOnly: z.boolean(), complained: z.boolean(), knewOn: Day.nullable(), jurisdiction: z.enum(['federal', 'kri']), joinedInto: z.uuid().nullable() }),
  next: NextStep, parties: z.array(PartyView), charges: z.array(ChargeView), diary: z.array(DiaryView), statements: z.array(StatementView), searches: z.array(SearchView),
  scenes: z.array(SceneView), decisions: z.array(DecisionView), settlements: z.array(SettlementView), links: z.array(LinkView),
  notices: z.array(z.object({ id: z.uuid(), kind: z.string(), article: z.string(), office: Office, own: z.boolean(), toldAt: At, seenAt: At.nullable() })),
  /** Verb and whether this session may do it now; `why` is the code of the refusal that it would get. */
  acts: z.array(z.object({ verb: z.string(), may: z.boolean(), why: z.string().nullable() })),
})
export type CasePage = z.infer<typeof CasePage>

const AccusedInput = z.object({ personId: z.uuid().nullable(), ...ChargeInput, status: AccusedStatus.optional(), trade: optionalText(200), residence: optionalText(500) })

/** A complaint or information is taken (CPC 1, 47-49): diary, case number, parties, charges; the judge reads it from then on. */
export const openCase = endpoint({
  name: 'cases.open', method: 'POST', path: '/api/cases/open', may: 'cases.open', article: 'CPC 49',
  input: z.object({
    kind: z.enum(['complaint', 'information']), summary: text(4000, 3), place: text(300, 2), occurredAt: At.optional(), receivedAt: At.optional(), complainantId: z.uuid().optional(),
    capacity: z.enum(['victim', 'representative', 'other-informant', 'prosecution']).optional(), victimIds: z.array(z.uuid()).max(50).default([]), informant: optionalText(300), witnesses: optionalText(1000),
    signed: z.boolean(), written: z.boolean().default(true), flagrante: z.boolean().default(false), civilClaim: z.enum(['included', 'declined', 'not-said']).default('not-said'), knewOn: Day.optional(),
    victimIsKin: z.boolean().default(false), againstPublicServant: z.boolean().default(false), stateProperty: z.boolean().default(false),
    accused: z.array(AccusedInput).min(1).max(50), courtId: z.uuid().optional(),
  }),
  output: z.object({ id: z.uuid(), number: z.string(), diaryNumber: z.string().nullable(), documentId: z.uuid(), warnings: z.array(Warning) }),
})

/** What the list of cases can be narrowed by. */
export const CaseFilter = z.object({
  text: z.string().trim().max(200).optional(), stage: Stage.optional(), officeId: z.uuid().optional(), courtId: z.uuid().optional(), offence: z.string().trim().max(30).optional(), governorate: z.string().max(10).optional(),
  from: Day.optional(), to: Day.optional(), capital: z.enum(['yes', 'no']).optional(), juvenile: z.enum(['yes', 'no']).optional(), outcome: z.string().max(30).optional(),
  /** A party now or once, under every id that the person was recorded under. */
  personId: z.uuid().optional(),
})
export type CaseFilter = z.infer<typeof CaseFilter>

export const listCases = endpoint({
  name: 'cases.list', method: 'GET', path: '/api/cases', may: 'cases.read',
  input: CaseFilter.extend({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.object({ rows: z.array(CaseRow), next: z.string().nullable() }),
})
/** The same list as a CSV file, ten thousand rows at most. */
export const exportCases = endpoint({ name: 'cases.export', method: 'GET', path: '/api/cases.csv', may: 'cases.read', limit: { perMinute: 30 }, input: CaseFilter.extend({ lang: z.enum(['ar', 'ckb', 'en']).optional() }), output: z.any() })
export const getCasePage = endpoint({ name: 'cases.get', method: 'GET', path: '/api/cases/:id', may: 'cases.read', input: z.object({ id: z.uuid() }), output: CasePage })

export const addParty = endpoint({
  name: 'cases.addParty', method: 'POST', path: '/api/cases/party/add', may: 'cases.change-parties',
  input: z.object({ ...caseId, personId: z.uuid(), role: PartyRole.exclude(['accused']), forPersonId: z.uuid().optional(), trade: optionalText(200), residence: optionalText(500), note: optionalText(1000) }),
  output: z.object({ partyId: z.uuid() }),
})
export const endParty = endpoint({
  name: 'cases.endParty', method: 'POST', path: '/api/cases/party/end', may: 'cases.change-parties',
  input: z.object({ ...caseId, partyId: z.uuid(), why: text(1000, 3) }), output: z.object({ partyId: z.uuid() }),
})
/** A further accused, or a further charge; `chargeId` names the charge against an unknown perpetrator that is now this person. */
export const addAccused = endpoint({
  name: 'cases.addAccused', method: 'POST', path: '/api/cases/accused/add', may: 'cases.add-accused',
  input: z.object({ ...caseId, ...AccusedInput.shape, personId: z.uuid(), chargeId: z.uuid().optional(), reason: optionalText(1000) }), output: z.object({ chargeId: z.uuid() }),
})
/** The act is given another article: a new charge, the old one ended, with what follows from it. */
export const requalify = endpoint({
  name: 'cases.requalify', method: 'POST', path: '/api/cases/requalify', may: 'cases.requalify', article: 'CPC 187(B)',
  input: z.object({ ...caseAsSeen, chargeId: z.uuid(), ...ChargeInput, reason: text(2000, 3) }),
  output: z.object({ chargeId: z.uuid(), warnings: z.array(Warning) }),
})
