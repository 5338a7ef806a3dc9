import { act } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { addAccused, addParty, endParty, openCase, requalify } from '../contract.ts'
import { detentionOf } from '../hooks.ts'
import { issueComplaintRecord } from '../issue-papers.ts'
import { complaintFacts, qualificationOf } from '../law.ts'
import { addAccused as addAccusedTo, labelOf, openCase as open } from '../open-case.ts'
import { isComplaintOnly } from '../rules/complaint.ts'
import { requalifyCharge } from '../requalify.ts'
import { effectsOfRequalification } from '../rules/requalification.ts'
import { refreshCase } from '../store/case.ts'
import { accusationOf, endCharge, findCharge } from '../store/charge.ts'
import { endParty as endPartyRow, findParties, insertParty } from '../store/party.ts'
import type { CaseRow } from '../store/tables.ts'
import { actOnCase } from './act-on-case.ts'

export const openHandlers: readonly Handler[] = [
  handle(openCase, async (input, ctx) =>
    act(ctx, { verb: 'cases.open', subject: { kind: 'case', create: { label: labelOf(input), series: 'case' } }, basis: input.kind === 'complaint' ? 'CPC 1, 49' : 'CPC 47-49', input }, async (tx) => {
      const asked = { ...input, occurredAt: instant(input.occurredAt), receivedAt: instant(input.receivedAt) ?? tx.at }
      const opened = await open(tx, asked, tx.record.id)
      const documentId = await issueComplaintRecord(tx, asked, opened, tx.record.jurisdiction)
      return { id: opened.caseId, number: opened.number, diaryNumber: opened.diaryNumber, documentId, warnings: opened.warnings }
    })),
  handle(addParty, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.change-parties', caseId: input.id, version: input.version, input, detail: { added: input.role }, stages: ['investigation', 'referred', 'trial'] }, async (tx, row) => {
      const parties = await findParties(tx, row.id)
      if (input.forPersonId && !parties.some((p) => p.person_id === input.forPersonId && p.ended_at === null)) refuse('cases.party-unknown', { field: 'forPersonId' })
      if ((input.role === 'guardian' || input.role === 'lawyer') && !input.forPersonId) refuse('cases.stands-for-nobody', { field: 'forPersonId' })
      const partyId = await insertParty(tx, row.id, { ...input, forPersonId: input.forPersonId ?? null, actAt: row.occurred_at })
      await refreshCase(tx, row.id)
      return { partyId }
    })),
  handle(endParty, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.change-parties', caseId: input.id, version: input.version, reason: input.why, input, detail: { ended: input.partyId }, stages: ['investigation', 'referred', 'trial'] }, async (tx, row) => {
      const party = (await findParties(tx, row.id)).find((p) => p.id === input.partyId)
      // An accused leaves a case by a decision, never by being struck from a list.
      if (party?.role === 'accused') refuse('cases.accused-leaves-by-decision', { article: 'CPC 130', field: 'partyId' })
      if (!(await endPartyRow(tx, row.id, input.partyId, input.why))) refuse('cases.party-unknown', { status: 409, field: 'partyId' })
      await refreshCase(tx, row.id)
      return { partyId: input.partyId }
    })),
  handle(addAccused, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.add-accused', caseId: input.id, version: input.version, reason: input.reason, input, detail: { personId: input.personId, offenceCode: input.offenceCode } }, async (tx, row) => {
      if (input.chargeId) await replaceUnknown(tx, row, input.chargeId)
      return addAccusedTo(tx, row.id, { ...input, reason: input.reason || null })
    })),
  handle(requalify, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.requalify', caseId: input.id, version: input.version, basis: 'CPC 187(B)', reason: input.reason, input, detail: { chargeId: input.chargeId, offenceCode: input.offenceCode } }, async (tx, row) => {
      const { chargeId, from, to } = await requalifyCharge(tx, { caseId: row.id, chargeId: input.chargeId, to: { offenceCode: input.offenceCode, circumstance: input.circumstance || null, attempt: input.attempt }, reason: input.reason })
      const warnings = await effects(tx, row, from, to)
      return { chargeId, warnings }
    })),
]

type Tx = Parameters<typeof refreshCase>[0]
type Accusation = ReturnType<typeof accusationOf>

/** The charge against an unknown perpetrator ends: he has been found. */
async function replaceUnknown(tx: Tx, row: CaseRow, chargeId: string): Promise<void> {
  const charge = await findCharge(tx, row.id, chargeId)
  if (!charge || charge.person_id !== null || !(await endCharge(tx, chargeId, 'perpetrator-found'))) refuse('cases.charge-ended', { status: 409, field: 'chargeId' })
}

async function effects(tx: Tx, row: CaseRow, from: Accusation, to: Accusation) {
  const setting = { victimIsKin: row.victim_is_kin, againstPublicServant: row.against_public_servant, stateProperty: row.state_property }
  const detention = from.personId ? await detentionOf(tx, row.id, from.personId) : { since: null, detainedDays: 0 }
  return effectsOfRequalification({
    from: qualificationOf(from, row.jurisdiction, isComplaintOnly(complaintFacts(from, setting))), to: qualificationOf(to, row.jurisdiction, isComplaintOnly(complaintFacts(to, setting))),
    juvenile: row.juvenile, ...(detention.since ? { detainedSince: detention.since } : {}), detainedDays: detention.detainedDays, complained: row.complained, stage: 'investigation',
  }).findings
}

function instant(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text)
}
