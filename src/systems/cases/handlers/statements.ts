import type { Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { raiseAlarm } from '#kernel/clock/alarms.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { questionAccused, takeStatement } from '../contract/papers.ts'
import { accusedFields, atFields, witnessFields } from '../form-fields.ts'
import { issueAccusedStatement, issueWitnessStatement } from '../issue-papers.ts'
import { ageOn } from '../law.ts'
import { checkStationInquiry } from '../rules/diary.ts'
import { checkAccused, checkWitness } from '../rules/statement.ts'
import { findCharges } from '../store/charge.ts'
import { tell } from '../store/notice.ts'
import { insertStatement } from '../store/papers.ts'
import { actorOf, findParties, insertParty } from '../store/party.ts'
import { findPersonFacts } from '../store/person.ts'
import { refreshCase } from '../store/case.ts'
import type { CaseRow } from '../store/tables.ts'
import { actOnCase } from './act-on-case.ts'
import { assertComplained, warningsIn } from './papers.ts'

export const statementHandlers: readonly Handler[] = [
  handle(takeStatement, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.take-statement', caseId: input.id, version: input.version, basis: 'CPC 58-63', input, detail: { kind: input.kind, personId: input.personId } }, async (tx, row) => {
      const found = atFields(checkWitness({
        name: input.name, surname: input.surname ?? '', trade: input.trade ?? '', residence: input.residence ?? '', relation: input.relation ?? '', text: input.body, ...(input.age === undefined ? {} : { age: input.age }),
        oathTaken: input.sworn, kinship: input.kinship, kinshipException: input.kinshipException, forDefence: input.forDefence, interpreterNeeded: input.interpreterNeeded, interpreterSworn: input.interpreterSworn,
        heardAlone: input.heardAlone, readBack: input.readBack, signedByWitness: input.signature === 'signed' || input.signature === 'thumb', signedByRecorder: input.signedByRecorder,
        unsignedCorrections: input.unsignedCorrections, condition: input.condition ?? '',
      }), witnessFields)
      refuseBlocked(found)
      const { startedAt, endedAt } = times(tx, input.startedAt, input.endedAt)
      const parties = await findParties(tx, row.id)
      const role = input.kind === 'complainant' ? 'complainant' : input.kind
      if (!parties.some((p) => p.person_id === input.personId && p.role === role && p.ended_at === null)) {
        await insertParty(tx, row.id, { personId: input.personId, role, name: [input.name, input.surname].filter(Boolean).join(' '), trade: input.trade || null, residence: input.residence || null })
        await refreshCase(tx, row.id)
      }
      const warnings = warningsIn(found)
      const statement = {
        case_id: row.id, kind: input.kind, person_id: input.personId, name: input.name, surname: input.surname || null, trade: input.trade || null, residence: input.residence || null, relation: input.relation || null,
        age: input.age ?? null, sworn: input.sworn, started_at: startedAt, ended_at: endedAt, place: input.place, ...recorder(ctx, tx, row), present: input.present, interpreter: input.interpreter || null,
        condition: input.condition || null, body: input.body, defence: null, told_offence: false, told_rights: false, lawyer: 'none' as const, lawyer_name: null, confession: false, own_handwriting: false,
        read_back: input.readBack, signature: input.signature === 'thumb' ? 'thumb' as const : 'signed' as const, refusal_note: input.refusalNote || null, coercion_alleged: false, injuries_seen: false, coercion_note: null,
        warnings: JSON.stringify(warnings), corrects: input.corrects ?? null,
      }
      return { id: await insertStatement(tx, statement), documentId: await issueWitnessStatement(tx, statement), warnings }
    })),
  handle(questionAccused, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.question-accused', caseId: input.id, version: input.version, basis: 'CPC 123-128', input, detail: { personId: input.personId, confession: input.confession, coercionAlleged: input.coercionAlleged } }, async (tx, row) => {
      await assertComplained(tx, row)
      const party = (await findParties(tx, row.id)).find((p) => p.person_id === input.personId && p.role === 'accused' && p.ended_at === null)
      if (!party) refuse('cases.not-accused-here', { field: 'personId', article: 'CPC 123' })
      const recordedBy = recordedByOf(ctx)
      if (recordedBy === 'police') refuseBlocked(checkStationInquiry({ ordered: input.ordered, urgent: input.urgent }))
      const found = atFields(checkAccused({
        recordedBy, policeHasInvestigatorPower: input.ordered || input.urgent, identityChecked: input.identityChecked, toldOffence: input.toldOffence, rightsTold: input.toldRights, lawyer: input.lawyer,
        text: input.body, ...(input.startedAt ? { startedAt: new Date(input.startedAt) } : {}), ...(input.endedAt ? { endedAt: new Date(input.endedAt) } : {}), appearedAt: new Date(input.appearedAt),
        confession: input.confession, readBack: input.readBack, signature: input.signature, refusalNoted: Boolean(input.refusalNote), signedByRecorder: input.signedByRecorder,
        ownHandwriting: input.ownHandwriting, judgeWatchedWriting: input.judgeWatchedWriting, oathTaken: false, asWitnessAgainstOther: false, coercionAlleged: input.coercionAlleged,
        visibleInjuries: input.injuriesSeen, juvenile: party.juvenile, defenderPresent: input.defenderPresent,
      }), accusedFields)
      refuseBlocked(found)
      const { startedAt, endedAt } = times(tx, input.startedAt, input.endedAt)
      const warnings = warningsIn(found)
      const facts = (await findPersonFacts(tx, [input.personId])).get(input.personId)
      const statement = {
        case_id: row.id, kind: 'accused' as const, person_id: input.personId, name: party.name || facts?.name || input.personId, surname: null, trade: input.trade || party.trade, residence: input.residence || party.residence, relation: null,
        age: facts ? (ageOn(facts.birth, baghdadDay(startedAt)) ?? null) : null, sworn: false, started_at: startedAt, ended_at: endedAt, place: input.place, ...recorder(ctx, tx, row), present: input.present,
        interpreter: input.interpreter || null, condition: null, body: input.body, defence: input.defence || null, told_offence: input.toldOffence, told_rights: input.toldRights,
        lawyer: input.lawyer === 'present' ? 'present' as const : 'waived' as const, lawyer_name: input.lawyerName || null, confession: input.confession, own_handwriting: input.ownHandwriting, read_back: input.readBack,
        signature: input.signature === 'refused' ? 'refused' as const : 'signed' as const, refusal_note: input.refusalNote || null, coercion_alleged: input.coercionAlleged, injuries_seen: input.injuriesSeen,
        coercion_note: input.coercionNote || null, warnings: JSON.stringify(warnings), corrects: input.corrects ?? null,
      }
      const id = await insertStatement(tx, statement)
      const charges = (await findCharges(tx, row.id)).filter((c) => c.person_id === input.personId && c.ended_at === null)
      const documentId = await issueAccusedStatement(tx, statement, charges, row.jurisdiction)
      if (input.coercionAlleged || input.injuriesSeen) await alarmCoercion(tx, row, id, input.personId)
      return { id, documentId, warnings }
    })),
]

/** Judge and prosecution hear of it in the same transaction: an alarm that only they can dismiss, and a notice (CPC 127, Const 37(1)(C)). */
async function alarmCoercion(tx: Tx, row: CaseRow, statementId: string, personId: string): Promise<void> {
  for (const officeId of [row.prosecution_id, row.court_id]) {
    if (!officeId) continue
    await tell(tx, { caseId: row.id, kind: 'coercion', aboutId: statementId, officeId, article: 'CPC 127' })
    if (officeId !== row.station_id) await raiseAlarm(tx, { kind: 'coercion-alleged', recordId: row.id, article: 'CPC 127', officeId: row.station_id, raisedTo: officeId, detail: { statementId, personId } })
  }
}

function recordedByOf(ctx: Ctx): 'judge' | 'investigator' | 'police' {
  return ctx.session?.role === 'investigative-judge' ? 'judge' : ctx.session?.role === 'investigator' ? 'investigator' : 'police'
}

function recorder(ctx: Ctx, tx: Tx, row: CaseRow): { office_id: string; recorded_by: string; recorded_by_role: string } {
  return { office_id: ctx.session?.officeId ?? row.station_id, recorded_by: actorOf(tx), recorded_by_role: ctx.session?.role ?? '' }
}

function times(tx: Tx, started: string | undefined, ended: string | undefined): { startedAt: Date; endedAt: Date } {
  const startedAt = started ? new Date(started) : tx.at
  const endedAt = ended ? new Date(ended) : tx.at
  if (endedAt > tx.at) refuse('cases.time-in-future', { field: 'endedAt' })
  if (endedAt < startedAt) refuse('cases.accused-times', { article: 'CPC 128(A)', field: 'endedAt' })
  return { startedAt, endedAt }
}
