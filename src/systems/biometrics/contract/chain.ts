/** Prints on the way of a person through custody: none taken and why, one finger beside those taken before, counts by finger. */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { hindrances, occasions, outcomes } from '../rules/checking.ts'

export const Hindrance = z.enum(hindrances)
export const Occasion = z.enum(occasions)
export const Outcome = z.enum(outcomes)
const At = z.iso.datetime()
const Finger = z.int().min(1).max(10)
const Line = z.string().trim().max(500)
const Reason = z.string().trim().min(3).max(1000)
/** One finger as a scanner or a file gave it: PNG, BMP or JPEG, in base64. */
export const FingerImage = z.object({ data: z.base64().min(100).max(900_000), dpi: z.int().min(300).max(1000).default(500) })

export const CheckView = z.object({
  id: z.uuid(), occasion: Occasion, at: At, by: z.string(), office: z.object({ ar: z.string(), ckb: z.string(), en: z.string() }), hindrance: Hindrance.nullable(), hindranceNote: z.string().nullable(),
  saidFinger: Finger.nullable(), finger: Finger.nullable(), score: z.number().nullable(), quality: z.int().nullable(), compared: z.int().nullable(), suggested: Outcome.nullable(),
  outcome: Outcome.nullable(), outcomeReason: z.string().nullable(), decidedBy: z.string().nullable(), resolution: z.enum(['same-person', 'another-person']).nullable(), resolutionReason: z.string().nullable(), resolvedBy: z.string().nullable(), resolvedAt: At.nullable(),
  /** The present user made it: somebody else has to say what it means. */
  mine: z.boolean(),
})
export type CheckView = z.infer<typeof CheckView>

/** One taking of prints, as the places that hold the person may know of it: that it is there, how good it is; no image. */
export const Taken = z.object({
  id: z.uuid(), number: z.string(), at: At, office: z.object({ ar: z.string(), ckb: z.string(), en: z.string() }), purpose: z.string(), article: z.string(), state: z.enum(['taking', 'complete']), fingers: z.int(), missing: z.int(),
  quality: z.int().nullable(), poor: z.int(), forThisCustody: z.boolean(), retention: z.enum(['kept', 'review', 'due']), open: z.boolean(),
})
export type Taken = z.infer<typeof Taken>

/** What a person's custody shows of prints: taken, or why not; whether the same person is known under another name; checks. */
export const readPrints = endpoint({
  name: 'biometrics.prints', method: 'GET', path: '/api/biometrics/custody/:id', may: 'biometrics.read-prints', article: 'CPC 70',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    custodyId: z.uuid(), version: z.int(), personId: z.uuid(), name: z.string(), juvenile: z.boolean(), heldHere: z.boolean(), ended: z.boolean(), taken: z.array(Taken),
    notTaken: z.array(z.object({ id: z.uuid(), at: At, reason: Hindrance, note: z.string().nullable(), by: z.string() })),
    /** Persons whom the examiner may find, or found, to be the same. Their names only once two examiners have said so. */
    doubles: z.array(z.object({ state: z.enum(['waiting', 'found', 'not-same']), searchId: z.uuid().nullable(), personId: z.uuid().nullable(), name: z.string().nullable(), at: At })),
    checks: z.array(CheckView),
    /** Where the operator's scanner is reached, by the server's setting; null: files only. */
    scanner: z.string().nullable(),
  }),
})

export const recordNotTaken = endpoint({
  name: 'biometrics.recordNotTaken', method: 'POST', path: '/api/biometrics/custody/not-taken', may: 'biometrics.take-none', article: 'CPC 70',
  input: z.object({ id: z.uuid(), version: z.int().positive().optional(), reason: Hindrance, note: Line.optional() }), output: z.object({ id: z.uuid() }),
})

/** A fresh finger beside those taken before: the score, on record, for the officer to decide on. */
export const compareFinger = endpoint({
  name: 'biometrics.compareFinger', method: 'POST', path: '/api/biometrics/check/compare', may: 'biometrics.check', article: 'CPC 70, 284', limit: { perMinute: 30 },
  input: z.object({ custodyId: z.uuid(), occasion: Occasion, finger: Finger.optional(), image: FingerImage }), output: CheckView,
})
/** No comparison can be made, and why. */
export const recordNoCheck = endpoint({
  name: 'biometrics.recordNoCheck', method: 'POST', path: '/api/biometrics/check/none', may: 'biometrics.check', article: 'CPC 284',
  input: z.object({ custodyId: z.uuid(), occasion: Occasion, reason: Hindrance, note: Line.optional() }), output: z.object({ id: z.uuid() }),
})
export const decideCheck = endpoint({
  name: 'biometrics.decideCheck', method: 'POST', path: '/api/biometrics/check/decide', may: 'biometrics.check', article: 'CPC 284',
  input: z.object({ custodyId: z.uuid(), checkId: z.uuid(), outcome: Outcome, reason: Line.optional() }), output: z.object({ id: z.uuid() }),
})
/** Somebody else than who compared says what a finger that differs means. */
export const resolveCheck = endpoint({
  name: 'biometrics.resolveCheck', method: 'POST', path: '/api/biometrics/check/resolve', may: 'biometrics.resolve-check', article: 'CPC 284',
  input: z.object({ custodyId: z.uuid(), checkId: z.uuid(), resolution: z.enum(['same-person', 'another-person']), reason: Reason }), output: z.object({ id: z.uuid() }),
})

/** Somebody to be checked by finger in a count. */
export const CountLine = z.object({ custodyId: z.uuid(), number: z.string(), name: z.string(), cell: z.string().nullable(), byLot: z.boolean(), enrolled: z.boolean(), check: CheckView.nullable() })
export type CountLine = z.infer<typeof CountLine>
/** Whom the count that is open (or, with `countId`, one that was closed) checks by finger, and what came out. */
export const readCountChecks = endpoint({
  name: 'biometrics.countChecks', method: 'GET', path: '/api/biometrics/count', may: 'biometrics.read-prints', article: 'Mandela 6-7',
  input: z.object({ countId: z.uuid().optional() }), output: z.object({ rows: z.array(CountLine), scanner: z.string().nullable() }),
})
/** Who is on the roll of the own facility now, to choose from. */
export const readCountChoices = endpoint({
  name: 'biometrics.countChoices', method: 'GET', path: '/api/biometrics/count/choices', may: 'biometrics.draw-sample', article: 'Mandela 6-7',
  input: z.object({}), output: z.object({ rows: z.array(z.object({ custodyId: z.uuid(), number: z.string(), name: z.string() })) }),
})
/** Adds to those who are checked: so many by lot, or these. The lot is drawn by the server and stands: it isn't drawn again until everybody in it was answered. */
export const drawSample = endpoint({
  name: 'biometrics.drawSample', method: 'POST', path: '/api/biometrics/count/draw', may: 'biometrics.draw-sample', article: 'Mandela 6-7', limit: { perMinute: 30 },
  input: z.object({ lot: z.int().min(1).max(100).optional(), custodyIds: z.array(z.uuid()).max(100).default([]) }), output: z.object({ added: z.int() }),
})
