import { read, type Reader } from '#kernel/act/act.ts'
import { may } from '#kernel/access/policy.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { findText, type Lang } from '#kernel/words/text.ts'
import { nameWords } from '#kernel/words/names.ts'
import { findOffence } from '#systems/offences/public.ts'
import { exportCases, getCasePage, listCases, type CasePage } from '../contract.ts'
import type { Office } from '../contract/parts.ts'
import { csvOf } from '../csv.ts'
import { nextStep } from '../next-step.ts'
import { getCaseRow } from '../store/case.ts'
import { findCharges } from '../store/charge.ts'
import { findDecisions, findLinks, findSettlements } from '../store/decision.ts'
import { cursorOf, findCases, findOffices, type ListedCase } from '../store/list.ts'
import { findNotices } from '../store/notice.ts'
import { findDiary, findScenes, findSearches, findStatements } from '../store/papers.ts'
import { findParties } from '../store/party.ts'
import { viewCase, viewCharge, viewDecision, viewDiary, viewLink, viewParty, viewScene, viewSearch, viewSettlement, viewStatement } from '../views.ts'
import { words } from '../words.ts'

const allWords = new Map(Object.entries({ ...nameWords, ...words }))
const mostExported = 10_000

export const readHandlers: readonly Handler[] = [
  handle(listCases, async (input, ctx) => {
    const rows = await read(ctx, (r) => findCases(r, input))
    const last = rows.at(-1)
    return { rows: rows.map(viewCase), next: rows.length === input.limit && last ? cursorOf(last) : null }
  }),
  handle(exportCases, async (input, ctx) => {
    const rows = await read(ctx, (r) => findCases(r, { ...input, limit: mostExported }))
    return { raw: true as const, type: 'text/csv; charset=utf-8', fileName: `cases-${baghdadDay(ctx.now)}.csv`, body: csvOfCases(rows, input.lang ?? ctx.lang) }
  }),
  handle(getCasePage, async ({ id }, ctx) => read(ctx, (r) => readCasePage(r, id))),
]

function csvOfCases(rows: readonly ListedCase[], lang: Lang): string {
  const say = (key: string) => findText(allWords, key, lang) ?? key
  const name = (o: Office) => o[lang]
  const columns = ['number', 'stage', 'openedAt', 'occurredAt', 'offence', 'offenceTitle', 'accused', 'summary', 'place', 'holder', 'court', 'governorate', 'outcome']
  return csvOf(columns.map((c) => say(`cases.column.${c}`)), rows.map((c) => [
    c.number, say(`cases.stage.${c.stage}`), c.opened_at.toISOString(), c.occurred_at?.toISOString() ?? null, c.offence_code, c.offence_code ? (findOffence(c.offence_code)?.title[lang] ?? null) : null,
    c.accused_names, c.summary, c.place, name(c.holder), name(c.court), c.governorate ? say(`governorate.${c.governorate}`) : null, c.outcome ? say(`cases.decision.${c.outcome}`) : null,
  ]))
}

async function readCasePage(r: Reader, id: string): Promise<CasePage> {
  const [listed] = await findCases(r, { id, limit: 1 })
  if (!listed) refuse('kernel.record-unknown', { status: 404 })
  const row = await getCaseRow(r, id)
  const parties = await findParties(r, id)
  const charges = await findCharges(r, id)
  const statements = await findStatements(r, id)
  const decisions = await findDecisions(r, id)
  const settlements = await findSettlements(r, id)
  const notices = await findNotices(r, { unseen: false, caseId: id, limit: 200 })
  const open = await r.db.selectFrom('kernel.handover').select(['to_office', 'due_at']).where('record_id', '=', id).where('state', '=', 'offered').executeTakeFirst()
  const offices = await findOffices(r, [row.station_id, row.court_id, row.prosecution_id, row.trial_court_id, listed.holder.id, open?.to_office ?? null, ...decisions.flatMap((d) => [d.office_id, d.trial_court_id]), ...notices.map((n) => n.office_id)])
  const office = (officeId: string | null): Office | null => (officeId ? (offices.get(officeId) ?? null) : null)
  const accused = parties.filter((p) => p.role === 'accused' && p.ended_at === null)
  const heard = new Set(statements.map((s) => s.person_id))
  const duty = nextStep({
    stage: row.stage, inTransit: listed.state === 'in-transit', offeredTo: open?.to_office ?? null, offerDue: open?.due_at ?? null, holder: listed.holder.id, courtId: row.court_id, trialCourtId: row.trial_court_id,
    hasComplainant: parties.some((p) => p.role === 'complainant' && p.ended_at === null), complainantHeard: parties.some((p) => p.role === 'complainant' && heard.has(p.person_id)),
    accused: accused.map((p) => ({ personId: p.person_id, questioned: statements.some((s) => s.kind === 'accused' && s.person_id === p.person_id), status: p.status })),
    unknownPerpetrator: charges.some((c) => c.person_id === null && c.ended_at === null), openSettlement: settlements.some((s) => s.needs_approval && !decisions.some((d) => d.settlement_id === s.id)),
  })
  return {
    case: {
      ...viewCase(listed), station: office(row.station_id)!, prosecution: office(row.prosecution_id), trialCourt: office(row.trial_court_id), flagrante: row.flagrante, civilClaim: row.civil_claim,
      complaintOnly: row.complaint_only, complained: row.complained, knewOn: row.knew_on, jurisdiction: row.jurisdiction, joinedInto: row.joined_into,
    },
    next: { code: duty.code, office: office(duty.officeId), article: duty.article, until: duty.until?.toISOString() ?? null },
    parties: parties.map(viewParty), charges: charges.map((c) => viewCharge(c, row.jurisdiction)), diary: (await findDiary(r, { caseId: id })).map(viewDiary), statements: statements.map(viewStatement),
    searches: (await findSearches(r, id)).map(viewSearch), scenes: (await findScenes(r, id)).map(viewScene), decisions: decisions.map((d) => viewDecision(d, offices)),
    settlements: settlements.map((s) => viewSettlement(s, decisions)), links: (await findLinks(r, id)).map((l) => viewLink(l, id)),
    notices: notices.map((n) => ({ id: n.id, kind: n.kind, article: n.article, office: office(n.office_id)!, own: n.own, toldAt: n.told_at.toISOString(), seenAt: n.seen_at?.toISOString() ?? null })),
    acts: await actsOn(r, listed),
  }
}

const investigationVerbs = ['cases.take-statement', 'cases.question-accused', 'cases.record-search', 'cases.record-scene', 'cases.change-parties', 'cases.add-accused', 'cases.record-settlement', 'cases.requalify', 'cases.decide', 'cases.join', 'cases.split', 'cases.transfer', 'cases.decide-settlement']

/** Each act of the page with the refusal it would get now, so that its button can be grey and say why. The server checks again. */
async function actsOn(r: Reader, c: ListedCase): Promise<CasePage['acts']> {
  const session = r.ctx.session
  const parties = (await r.db.selectFrom('kernel.record_access').select(['why', 'office_id']).where('record_id', '=', c.id).execute()).map((a) => `${a.why}:${a.office_id}`)
  const authority = session?.role === 'investigative-judge' || session?.role === 'investigator'
  const why = (verb: string): string | null => {
    if (!session || !may(session, verb, { parties })) return 'kernel.not-permitted'
    if (c.state === 'in-transit') return 'kernel.in-transit'
    if (!authority && c.holder.id !== session.officeId) return 'kernel.held-elsewhere'
    const stages = verb === 'cases.reopen' ? ['closed'] : verb === 'cases.decide' ? ['investigation', 'referred'] : verb === 'cases.change-parties' ? ['investigation', 'referred', 'trial'] : ['investigation']
    return stages.includes(c.stage) ? null : 'cases.not-in-this-stage'
  }
  return [...investigationVerbs, 'cases.reopen'].map((verb) => ({ verb, may: why(verb) === null, why: why(verb) }))
}
