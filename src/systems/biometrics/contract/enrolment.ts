import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { authorities, purposeNames } from '../rules/enrolment.ts'

const At = z.iso.datetime()
const Reason = z.string().trim().min(3).max(1000)
export const FingerNumber = z.coerce.number().int().min(1).max(10)
export const EnrolmentPurpose = z.enum(purposeNames)
export const EnrolmentState = z.enum(['taking', 'complete', 'abandoned'])
export const ImpressionKind = z.enum(['plain', 'rolled'])
export const MissingFinger = z.enum(['amputated', 'bandaged'])
export const Pose = z.enum(['front', 'left', 'right', 'mark'])
export const MarkKind = z.enum(['scar', 'tattoo', 'birthmark', 'missing-part', 'other'])
export const MarkPlace = z.enum(['head', 'face', 'neck', 'chest', 'abdomen', 'back', 'right-arm', 'left-arm', 'right-hand', 'left-hand', 'right-leg', 'left-leg'])
const OfficeName = z.object({ id: z.uuid(), ar: z.string(), ckb: z.string(), en: z.string() })
const Warning = z.object({ outcome: z.enum(['block', 'warn']), code: z.string(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']) })

/** One row of the list. */
export const EnrolmentRow = z.object({
  id: z.uuid(), number: z.string(), version: z.int(), state: EnrolmentState, purpose: EnrolmentPurpose, article: z.string(), personId: z.uuid(), name: z.string(), juvenile: z.boolean(),
  custodyId: z.uuid().nullable(), office: OfficeName, begunAt: At, begunBy: z.string(), endedAt: At.nullable(), prints: z.int(), missing: z.int(), photographs: z.int(),
})
export type EnrolmentRow = z.infer<typeof EnrolmentRow>

/** A finger as it stands. */
export const FingerView = z.object({
  finger: z.int(), state: z.enum(['empty', 'missing', 'good', 'again', 'may-stand', 'stands-by-reason']), impressionId: z.uuid().nullable(), kind: ImpressionKind.nullable(), quality: z.int().nullable(),
  reasons: z.array(z.string()), tries: z.int(), missing: MissingFinger.nullable(), note: z.string().nullable(), acceptedReason: z.string().nullable(), takenAt: At.nullable(),
})
export type FingerView = z.infer<typeof FingerView>
export const PhotographView = z.object({ id: z.uuid(), pose: Pose, markKind: MarkKind.nullable(), markPlace: MarkPlace.nullable(), width: z.int(), height: z.int(), takenAt: At })
export type PhotographView = z.infer<typeof PhotographView>
const DeviceChoice = z.object({ id: z.uuid(), serial: z.string(), maker: z.string(), model: z.string(), kind: z.enum(['single', 'ten-print', 'mobile', 'camera']), resolution: z.int().nullable() })

export const EnrolmentPage = EnrolmentRow.extend({
  confidence: z.enum(['T', 'C', 'P', 'U']), basis: z.string(), endReason: z.string().nullable(), leastQuality: z.int(), triesBeforeReason: z.int(), deviceId: z.uuid().nullable(),
  fingers: z.array(FingerView), pictures: z.array(PhotographView), devices: z.array(DeviceChoice), warnings: z.array(Warning),
  /** Whether it is held by the reader's office, and whether the reader may open images of it. */
  own: z.boolean(), mayOpen: z.boolean(),
  /** Where the operator's scanner is reached, by the server's setting; null: files only. */
  scanner: z.string().nullable(),
  /** Who opened images; null for whoever does not oversee. */
  openings: z.array(z.object({ at: At, person: z.string(), verb: z.string() })).nullable(),
})
export type EnrolmentPage = z.infer<typeof EnrolmentPage>

export const SequenceErrorView = z.object({ kind: z.enum(['repeated-finger', 'swapped-fingers', 'swapped-hands', 'wrong-finger', 'not-as-before']), fingers: z.array(z.int()) })
export type SequenceErrorView = z.infer<typeof SequenceErrorView>

export const listEnrolments = endpoint({
  name: 'biometrics.enrolments', method: 'GET', path: '/api/biometrics/enrolments', may: 'biometrics.list-enrolments',
  input: z.object({ state: EnrolmentState.optional(), purpose: EnrolmentPurpose.optional(), q: z.string().trim().max(100).optional(), from: z.iso.date().optional(), cursor: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({ rows: z.array(EnrolmentRow), next: z.string().nullable() }),
})
/** Prints and photographs of one person, newest first, those that the reader may know of. */
export const enrolmentsOfPerson = endpoint({
  name: 'biometrics.ofPerson', method: 'GET', path: '/api/biometrics/person/:personId', may: 'biometrics.read-enrolment', limit: { perMinute: 120 },
  input: z.object({ personId: z.uuid() }), output: z.object({ rows: z.array(EnrolmentPage) }),
})
export const readEnrolment = endpoint({
  name: 'biometrics.enrolment', method: 'GET', path: '/api/biometrics/enrolments/:id', may: 'biometrics.read-enrolment', input: z.object({ id: z.uuid() }), output: EnrolmentPage,
})
/** CPC 70. With a custody, the person is the one held. */
export const beginEnrolment = endpoint({
  name: 'biometrics.begin', method: 'POST', path: '/api/biometrics/enrolments', may: 'biometrics.begin-enrolment', article: 'CPC 70',
  input: z.object({ personId: z.uuid().optional(), custodyId: z.uuid().optional(), purpose: EnrolmentPurpose, authority: z.enum(authorities), basis: Reason, deviceId: z.uuid().optional() })
    .refine((input) => input.personId !== undefined || input.custodyId !== undefined, { path: ['personId'], message: 'required' }),
  output: z.object({ id: z.uuid(), number: z.string() }),
})
/** The image is the request's one file. `dpi` as the scanner works, not as the file claims; `device`: a device's id, or `none`. */
export const addImpression = endpoint({
  name: 'biometrics.takePrint', method: 'POST', path: '/api/biometrics/enrolments/:id/fingers/:finger/:kind/:dpi/:device', may: 'biometrics.take-print', article: 'CPC 70', file: true, limit: { perMinute: 120 },
  input: z.object({ id: z.uuid(), finger: FingerNumber, kind: ImpressionKind, dpi: z.coerce.number().int().min(300).max(1000), device: z.union([z.uuid(), z.literal('none')]) }),
  output: z.object({ impressionId: z.uuid(), quality: z.int(), reasons: z.array(z.string()), state: FingerView.shape.state, stands: z.boolean(), tries: z.int() }),
})
export const markMissing = endpoint({
  name: 'biometrics.markMissing', method: 'POST', path: '/api/biometrics/enrolments/missing', may: 'biometrics.take-print',
  input: z.object({ id: z.uuid(), finger: FingerNumber, missing: MissingFinger, note: z.string().trim().max(300).optional() }), output: z.object({ id: z.uuid() }),
})
/** A poor print stands after enough tries, and a reason. */
export const acceptPrint = endpoint({
  name: 'biometrics.acceptPrint', method: 'POST', path: '/api/biometrics/enrolments/accept', may: 'biometrics.take-print',
  input: z.object({ id: z.uuid(), finger: FingerNumber, reason: Reason }), output: z.object({ id: z.uuid() }),
})
/** What stands for a finger falls (it was another finger): its image is erased at once. */
export const removePrint = endpoint({
  name: 'biometrics.removePrint', method: 'POST', path: '/api/biometrics/enrolments/remove-print', may: 'biometrics.take-print',
  input: z.object({ id: z.uuid(), finger: FingerNumber, reason: Reason }), output: z.object({ id: z.uuid() }),
})
/** Two fingers, or both hands, were taken under each other's names: they change places. */
export const swapPrints = endpoint({
  name: 'biometrics.swapPrints', method: 'POST', path: '/api/biometrics/enrolments/swap', may: 'biometrics.take-print',
  input: z.object({ id: z.uuid(), pairs: z.array(z.tuple([FingerNumber, FingerNumber])).min(1).max(5), reason: Reason }), output: z.object({ id: z.uuid() }),
})
/** For a mark on the body `what` and `where` name it; `-` for a face. */
export const addPhotograph = endpoint({
  name: 'biometrics.takePhotograph', method: 'POST', path: '/api/biometrics/enrolments/:id/photographs/:pose/:what/:where', may: 'biometrics.take-photograph', article: 'CPC 70', file: true, limit: { perMinute: 60 },
  input: z.object({ id: z.uuid(), pose: Pose, what: z.union([MarkKind, z.literal('-')]), where: z.union([MarkPlace, z.literal('-')]) }), output: z.object({ photographId: z.uuid() }),
})
export const removePhotograph = endpoint({
  name: 'biometrics.removePhotograph', method: 'POST', path: '/api/biometrics/enrolments/remove-photograph', may: 'biometrics.take-photograph',
  input: z.object({ id: z.uuid(), photographId: z.uuid(), reason: Reason }), output: z.object({ id: z.uuid() }),
})
/** Looks for mistakes of taking; changes nothing. */
export const checkSequence = endpoint({
  name: 'biometrics.checkSequence', method: 'GET', path: '/api/biometrics/enrolments/:id/sequence', may: 'biometrics.take-print', limit: { perMinute: 30 },
  input: z.object({ id: z.uuid() }), output: z.object({ errors: z.array(SequenceErrorView), comparedWithEarlier: z.boolean() }),
})
/** Every finger is there or said to be missing, the poor ones stand by a reason, and mistakes found are set right or confirmed. */
export const completeEnrolment = endpoint({
  name: 'biometrics.complete', method: 'POST', path: '/api/biometrics/enrolments/complete', may: 'biometrics.complete-enrolment', limit: { perMinute: 30 },
  input: z.object({ id: z.uuid(), version: z.int().positive(), confirmed: z.array(SequenceErrorView).max(20).default([]), reason: Reason.optional() }), output: z.object({ id: z.uuid(), templates: z.int() }),
})
export const abandonEnrolment = endpoint({
  name: 'biometrics.abandon', method: 'POST', path: '/api/biometrics/enrolments/abandon', may: 'biometrics.complete-enrolment',
  input: z.object({ id: z.uuid(), reason: Reason }), output: z.object({ id: z.uuid() }),
})
/** Each opening is written down with who opened it, and nothing of it is kept by the browser. */
export const openImage = endpoint({
  name: 'biometrics.image', method: 'GET', path: '/api/biometrics/enrolments/:id/images/:part/:imageId', may: 'biometrics.open-image', produces: 'image/png', limit: { perMinute: 240 },
  input: z.object({ id: z.uuid(), part: z.enum(['print', 'photograph']), imageId: z.uuid() }), output: z.any(),
})
