/**
 * What other systems may ask of the catalogue of offences. Everything here is pure: no database, no session.
 * Types: an `Offence` has variants by circumstance; a `Charge` names an offence and what changes its penalty; a `Maximum` is the answer.
 */
export type { Offence, OffenceClass, PenaltyVariant } from './catalogue/offence.ts'
export type { Maximum, PenaltyStep } from './penalty.ts'
export type { Charge } from './rules.ts'
export { findOffence, getOffence, offences } from './catalogue/catalogue.ts'
export { classOf } from './penalty.ts'
export { competentCourt, fineAfterDetention, fineRange, isCapital, maxPenalty, penaltyOfText, quarterOfMaximum } from './rules.ts'
