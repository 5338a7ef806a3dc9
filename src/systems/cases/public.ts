/**
 * What other systems may call of the cases. Within an act (Tx): openCase, addAccused, requalifyCharge, setCaseStage, setAccusedStatus.
 * Reading: getCase, chargesOf, casesOfPerson, searchCases. Listening: whenDecided, whenRequalified, whenMoved, whenCourtChanged.
 */
export type { CaseCharge, CaseFacts } from './stage.ts'
export type { CourtChanged, Decided, DetentionFacts, Moved, Requalified } from './hooks.ts'
export type { NewAccused, NewCase, OpenedCase } from './open-case.ts'
export type { AccusedStatus, Stage } from './store/tables.ts'
export { provideDetention, whenCourtChanged, whenDecided, whenMoved, whenRequalified } from './hooks.ts'
export { addAccused, openCase } from './open-case.ts'
export { requalifyCharge, type Qualification } from './requalify.ts'
export { casesOfPerson, chargesOf, getCase, setCaseStage } from './stage.ts'
export { setStatus as setAccusedStatus } from './store/party.ts'
export { searchCases } from './store/search.ts'
