/** A release proven step by step, and the other ways in which a custody ends. */
import type { CheckNotes } from '#systems/custody/contract/release.ts'
import { decisionWords } from '#systems/custody/words/release.ts'
import { addFact, addStep, openRelease, project, type PastCustody } from './custody.ts'
import { keeper, minutes, onCustody, say, type Accused, type Life } from './life.ts'
import { endPaper, issuePaper } from './papers.ts'
import { kin } from './phrases.ts'
import { asJson, change, raise, setState } from './world.ts'

/** How far a release has come: `ordered` is the least, `slip` proves it to the end. */
export type ReleaseStep = 'received' | 'checked' | 'freed' | 'property' | 'slip'

const gaps: Record<ReleaseStep, readonly [number, number]> = { received: [20, 240], checked: [15, 120], freed: [10, 60], property: [3, 15], slip: [2, 10] }

/**
 * Carries a release out from its order on, step after step with believable pauses, up to `last` or to the present.
 * Gives when the last step was.
 */
export function carryOut(life: Life, a: Accused, from: Date, last: ReleaseStep = 'slip'): Date {
  const { w, r } = life
  let at = from
  for (const step of ['received', 'checked', 'freed', 'property', 'slip'] as const) {
    at = minutes(at, r.between(...gaps[step]))
    if (at > w.now) break
    steps[step](life, a, at)
    if (step === last) break
  }
  return at > w.now ? w.now : at
}

const steps: Record<ReleaseStep, (life: Life, a: Accused, at: Date) => void> = { received, checked, freed, property: returned, slip }

/** Of two posts that may prove a release, one checks and the other lets go. */
function two(life: Life, c: PastCustody) {
  const { w, r } = life
  const office = c.row.values.held_by
  const first = keeper(w, r, office)
  const others = [...w.atlas.holders(office, 'station-commander'), ...w.atlas.holders(office, 'prison-director'), ...w.atlas.holders(office, 'station-officer'), ...w.atlas.holders(office, 'prison-reception'), ...w.atlas.holders(office, 'juvenile-officer')]
  const second = others.find((one) => one.accountId !== first.accountId)
  if (!second) throw new Error(`nobody is second at ${w.atlas.byId(office).key}`)
  return { first, second }
}

function received(life: Life, a: Accused, at: Date): void {
  const c = a.custody!
  const { first } = two(life, c)
  const order = openRelease(c)!
  const deed = onCustody(life.w, c, { verb: 'custody.receive-release', at, by: first, basis: 'CPC 284' })
  change(deed, order, { received_at: at, received_by: first.accountId })
  project(life.w, deed, c)
}

function checked(life: Life, a: Accused, at: Date): void {
  const c = a.custody!
  const { first } = two(life, c)
  const order = openRelease(c)!
  const check: CheckNotes = { findings: [], identifiedBy: 'mother', otherLive: [], openCases: [], notThisPerson: [] }
  const deed = onCustody(life.w, c, { verb: 'custody.check-release', at, by: first, basis: 'CPC 115, 284', detail: { identifiedBy: 'mother' } })
  change(deed, order, { checked_at: at, checked_by: first.accountId, check_findings: asJson(check) })
  project(life.w, deed, c)
}

function freed(life: Life, a: Accused, at: Date): void {
  const { w, r } = life
  const c = a.custody!
  const order = openRelease(c)!
  const by = [two(life, c).first, two(life, c).second].find((one) => one.accountId !== order.values.checked_by)!
  const signature = { how: 'thumb-print' as const, paperNumber: String(r.between(1000, 9999)) }
  const deed = onCustody(w, c, { verb: 'custody.free', at, by, basis: 'CPC 284', detail: { signature: signature.how } })
  const bail = order.values.decision === 'bail'
  change(deed, order, { freed_at: at, freed_by: by.accountId, signature: asJson(signature), fetched_by: c.row.values.age_group === 'juvenile' ? say(life, r.pick(kin)) : null })
  addFact(w, deed, c, { type: 'release', at, ...(bail ? { onBail: true } : {}) }, { releaseOrderId: order.values.id })
  project(w, deed, c)
  if (order.values.document_id) endPaper(w, deed, c.rec, order.values.document_id, 'executed', order.values.number)
}

function lastRelease(c: PastCustody) {
  return c.releases.findLast(({ values }) => values.freed_at !== null)!
}

function returned(life: Life, a: Accused, at: Date): void {
  const c = a.custody!
  const by = two(life, c).first
  const deed = onCustody(life.w, c, { verb: 'custody.return-property', at, by, basis: 'Mandela 67', detail: { returnedTo: a.name } })
  for (const thing of c.property) if (thing.values.returned_at === null) change(deed, thing, { returned_at: at, returned_to: a.name })
  change(deed, lastRelease(c), { property_returned_at: at, property_returned_by: by.accountId })
}

function slip(life: Life, a: Accused, at: Date): void {
  const { w } = life
  const c = a.custody!
  const by = two(life, c).first
  const release = lastRelease(c)
  const order = release.values
  const deed = onCustody(w, c, { verb: 'custody.give-slip', at, by, basis: 'CPC 294' })
  const documentId = at < w.papersFrom ? null : issuePaper(w, deed, c.rec, { form: 'release-slip', officeId: by.officeId, data: {
    person: { name: a.name }, custodyNumber: c.rec.number, caseNumber: life.rec.number, orderNumber: order.number, basis: `${decisionWords[`custody.decision.${order.decision}`][life.lang]} (${order.article})`,
    heldFrom: c.row.values.arrested_at.toISOString(), releasedAt: order.freed_at!.toISOString(), propertyReturned: true, warrantsChecked: true, officer: by.name,
  } })
  change(deed, release, { slip_given_at: at, slip_given_by: by.accountId, slip_document: documentId })
  setState(deed, c.rec, 'closed')
}

/** A death or an escape in custody, told outside at once (Mandela 71; Penal 267). */
export function endOtherwise(life: Life, a: Accused, at: Date, kind: 'death' | 'escape'): void {
  const { w } = life
  const c = a.custody!
  const by = keeper(w, life.r, c.row.values.held_by)
  const place = w.atlas.byId(c.row.values.held_by).name[life.lang]
  const [article, basis] = kind === 'death' ? ['Mandela 71', 'Mandela 8(f), 71'] as const : ['Penal 267', 'Penal 267'] as const
  const deed = onCustody(w, c, { verb: `custody.record-${kind}`, at, by, basis, detail: { place } })
  addFact(w, deed, c, { type: kind, at }, { place })
  if (kind === 'death') addStep(w, deed, c, 'family-told', at, { who: say(life, kin[0]!), of: 'death' })
  project(w, deed, c)
  const { court_id: court, trial_court_id: trialCourt, prosecution_id: prosecution, held_by: heldBy } = c.row.values
  for (const raisedTo of new Set([court, trialCourt, prosecution, w.atlas.receiver(heldBy, 'inspectorate')])) if (raisedTo) raise(w, deed, c.rec, { kind, article, officeId: heldBy, raisedTo, detail: { at: at.toISOString(), place } })
}
