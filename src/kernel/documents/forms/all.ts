// Every form that can be printed, by its id.
import type { z } from 'zod'
import { accusedStatement } from './accused-statement.ts'
import { arrestWarrant } from './arrest-warrant.ts'
import { bailBond } from './bail-bond.ts'
import { cassationPetition } from './cassation-petition.ts'
import { complaintRecord } from './complaint-record.ts'
import { custodyIntake } from './custody-intake.ts'
import { detentionOrder } from './detention-order.ts'
import { diaryPage } from './diary-page.ts'
import { expungingRecord } from './expunging-record.ts'
import { handoverReceipt } from './handover-receipt.ts'
import { hearingNotice } from './hearing-notice.ts'
import { hearingRecord } from './hearing-record.ts'
import { imprisonmentMemorandum } from './imprisonment-memorandum.ts'
import { judgment } from './judgment.ts'
import { medicalExamination } from './medical-examination.ts'
import { policeMinutes } from './police-minutes.ts'
import { propertyReceipt } from './property-receipt.ts'
import { referralDecision } from './referral-decision.ts'
import { releaseOrder } from './release-order.ts'
import { releaseSlip } from './release-slip.ts'
import { sceneInspection } from './scene-inspection.ts'
import { searchRecord } from './search-record.ts'
import { sentenceComputation } from './sentence-computation.ts'
import { summons } from './summons.ts'
import { witnessStatement } from './witness-statement.ts'
import type { FormTemplate } from './form.ts'

export const forms = {
  'accused-statement': accusedStatement, 'arrest-warrant': arrestWarrant, 'bail-bond': bailBond, 'cassation-petition': cassationPetition,
  'complaint-record': complaintRecord, 'custody-intake': custodyIntake, 'detention-order': detentionOrder, 'diary-page': diaryPage,
  'expunging-record': expungingRecord, 'handover-receipt': handoverReceipt, 'hearing-notice': hearingNotice, 'hearing-record': hearingRecord, 'imprisonment-memorandum': imprisonmentMemorandum,
  judgment, 'medical-examination': medicalExamination, 'police-minutes': policeMinutes, 'property-receipt': propertyReceipt,
  'referral-decision': referralDecision, 'release-order': releaseOrder, 'release-slip': releaseSlip, 'scene-inspection': sceneInspection,
  'search-record': searchRecord, 'sentence-computation': sentenceComputation, summons, 'witness-statement': witnessStatement,
}

export type FormId = keyof typeof forms

/** What a caller gives to fill the form: defaults may be left out. */
export type FormData<F extends FormId> = z.input<(typeof forms)[F]['data']>

/** The form with this id, or undefined. */
export function findForm(id: string): FormTemplate<unknown> | undefined {
  return Object.hasOwn(forms, id) ? (forms as unknown as Record<string, FormTemplate<unknown>>)[id] : undefined
}
