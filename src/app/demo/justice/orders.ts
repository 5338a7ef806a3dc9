/** Requests to the judge, detention orders in their chain, questioning, permission beyond six months, refusal and bail. */
import { addDays, baghdadDay, dayMs, daysBetween, startOfBaghdadDay, type Day } from '#kernel/clock/calendar.ts'
import { getOffence } from '#systems/offences/public.ts'
import type { ReleaseDecision, RequestKind } from '#systems/custody/store/tables.ts'
import { addFact, addStep, project, type PastCustody } from './custody.ts'
import { displayOf, holder, keeper, onCase, onCustody, say, setStatus, type Accused, type Life } from './life.ts'
import { issuePaper } from './papers.ts'
import { court as courtWords, grounds, spoken, trades } from './phrases.ts'
import { alsoIn, asJson, change, grant, insert, makeRec, nextNumber, setState, type Deed } from './world.ts'
import type { Officer } from './atlas.ts'

type Request = PastCustody['requests'][number]

/** Asks the court: a record of its own, held there. */
export function ask(life: Life, c: PastCustody, at: Date, kind: RequestKind, o: { by?: Officer; days?: number; courtId?: string; grounds: keyof typeof grounds }): Request {
  const { w } = life
  const { row } = c
  // Who is on the way to another office is asked about by the court's own investigator.
  const by = o.by ?? (c.rec.row.values.state === 'in-transit' ? holder(w, life.r, row.values.court_id!, 'investigator') : keeper(w, life.r, row.values.held_by))
  const trial = row.values.proceeding === 'referred' || row.values.proceeding === 'on-trial'
  const courtId = o.courtId ?? (trial ? row.values.trial_court_id : row.values.court_id) ?? row.values.court_id!
  const words = say(life, grounds[o.grounds])
  const deed = onCustody(w, c, kind === 'felony-permission' ? { verb: 'custody.ask-felony-court', at, by, basis: 'CPC 109(C)', reason: words } : { verb: 'custody.ask-judge', at, by, reason: words, detail: { kind } })
  const rec = makeRec(w, deed, { kind: 'detention-request', label: `${c.rec.number} · ${row.values.case_number}`, series: 'detention-request', officeId: courtId })
  if (row.values.held_by !== courtId) grant(w, deed, rec, row.values.held_by, 'origin')
  grant(w, deed, rec, row.values.prosecution_id, 'prosecution')
  if (kind === 'felony-permission') grant(w, deed, c.rec, courtId, 'court')
  const request = { rec, row: insert(w, deed, 'custody.detention_request', {
    id: rec.id, custody_id: c.rec.id, kind, court_id: courtId, asked_at: at, asked_by: by.accountId, grounds: words, days: o.days ?? null, decided_at: null, decided_by: null, decision: null, decision_reason: null,
  }) }
  c.requests.push(request)
  if (kind === 'first-papers') addStep(w, deed, c, 'papers-sent', at, { requestId: rec.id })
  project(w, deed, c)
  return request
}

export function openRequest(c: PastCustody, kind: RequestKind): Request | undefined {
  return c.requests.find(({ row }) => row.values.kind === kind && row.values.decided_at === null)
}

export function decideRequest(deed: Deed, request: Request, decision: 'granted' | 'refused', reason: string): void {
  change(deed, request.row, { decided_at: deed.at, decided_by: deed.by!.accountId, decision, decision_reason: reason })
  setState(deed, request.rec, 'closed')
  alsoIn(deed, request.rec)
}

/** The judge receives the papers and the accused is questioned. */
export function question(life: Life, a: Accused, at: Date): void {
  const { w, r, plan } = life
  const c = a.custody!
  const by = holder(w, r, c.row.values.court_id!, r.chance(0.5) ? 'investigator' : 'investigative-judge')
  const received = onCustody(w, c, { verb: 'custody.write-court-step', at, by, basis: 'CPC 123', detail: { step: 'questioned' } })
  const lawyer = r.chance(0.7)
  addStep(w, received, c, 'questioned', at, { toldRights: true, lawyer: lawyer ? 'present' : 'waived', by: by.name })
  project(w, received, c)
  accusedStatement(life, a, at, by, lawyer, plan.what.flagrante === true && r.chance(0.35))
}

/** The accused's statement, also of one who is free. */
export function accusedStatement(life: Life, a: Accused, at: Date, by: Officer, lawyer: boolean, admits: boolean): void {
  const { w, r, lang, rec } = life
  const confession = admits && by.role === 'investigative-judge'
  const deed = onCase(life, { verb: 'cases.question-accused', at, by, basis: 'CPC 123-128', detail: { personId: a.person.id, confession, coercionAlleged: false } })
  const age = a.birth ? Number(baghdadDay(at).slice(0, 4)) - Number(a.birth.date.slice(0, 4)) : null
  insert(w, deed, 'cases.statement', {
    id: w.r.uuid(at), case_id: rec.id, kind: 'accused', person_id: a.person.id, name: displayOf(a.person), surname: null, trade: r.pick(trades)[lang], residence: life.place, relation: null, age, sworn: false, started_at: new Date(at.getTime() - 25 * 60_000),
    ended_at: at, place: say(life, spoken.office), office_id: by.officeId, recorded_by: by.accountId, recorded_by_role: by.role, present: [], interpreter: null, condition: null, body: say(life, confession ? spoken.admits : spoken.denies), defence: null,
    told_offence: true, told_rights: true, lawyer: lawyer ? 'present' : 'waived', lawyer_name: lawyer ? say(life, courtWords.lawyer) : null, confession, own_handwriting: false, read_back: true, signature: r.chance(0.8) ? 'signed' : 'thumb', refusal_note: null,
    coercion_alleged: false, injuries_seen: false, coercion_note: null, warnings: asJson([]), corrects: null,
  })
}

export interface OrderSpec { readonly firstDay: Day; readonly lastDay: Day; readonly by: Officer; readonly request?: Request | undefined; readonly byCourt?: boolean }

/** Makes a detention order, as makeOrder() of custody. */
export function order(life: Life, a: Accused, at: Date, o: OrderSpec): void {
  const { w } = life
  const c = a.custody!
  const again = c.orders.length > 0
  const reasons = say(life, o.byCourt ? grounds.courtOrder : again ? grounds.orderAgain : grounds.orderReasons)
  const article = c.row.values.article ?? ''
  const deed = onCustody(w, c, { verb: 'custody.order', at, by: o.by, basis: 'CPC 109, 113', reason: reasons, detail: { firstDay: o.firstDay, lastDay: o.lastDay, article } })
  const request = o.request ?? (o.byCourt ? undefined : openRequest(c, 'first-papers') ?? openRequest(c, 'extension'))
  if (request) decideRequest(deed, request, 'granted', reasons)
  const id = w.r.uuid(at)
  const number = nextNumber(w, 'detention-order', o.by.officeId, at)
  const documentId = at < w.papersFrom ? null : issuePaper(w, deed, c.rec, { form: 'detention-order', officeId: o.by.officeId, number, data: {
    detainee: { name: a.name, knownAs: '—', surname: a.person.names[0]!.family ?? '—' }, caseNumber: life.rec.number, custodyNumber: c.rec.number, offence: getOffence(life.plan.what.code).title[life.lang].slice(0, 300), article: article || '—',
    extension: again, from: o.firstDay, until: o.lastDay, days: daysBetween(o.firstDay, o.lastDay) + 1, totalDaysBefore: Math.floor((c.standing?.cover.totalDetained ?? 0) / dayMs), reasons, judge: o.by.name,
    heldAt: w.atlas.byId(c.row.values.held_by).name.ar,
  } })
  addFact(w, deed, c, { type: 'order', id, at, from: startOfBaghdadDay(o.firstDay), to: startOfBaghdadDay(addDays(o.lastDay, 1)), by: o.byCourt ? 'court' : 'judge', caseRef: life.rec.id })
  c.orders.push(insert(w, deed, 'custody.detention_order', {
    id, custody_id: c.rec.id, number, request_id: request?.rec.id ?? null, court_id: o.by.officeId, by_court: o.byCourt ?? false, case_id: life.rec.id, judge_id: o.by.accountId, judge_name: o.by.name, name_in_order: a.name, known_as: '—',
    surname: a.person.names[0]!.family ?? '—', article: article || '—', starts_on: o.firstDay, ends_on: o.lastDay, reasons, warnings: asJson([]), document_id: documentId, issued_at: at,
  }))
  setStatus(deed, [a], 'detained')
  alsoIn(deed, life.rec)
  project(w, deed, c)
}

/** Whole days that the ceiling still leaves after the present cover; undefined when nothing limits. */
export function daysLeft(c: PastCustody, from: Day): number | undefined {
  const { ceiling, cover } = c.standing ?? {}
  if (!ceiling || ceiling.allowed === null || !ceiling.reachedAt || !cover) return undefined
  return daysBetween(from, baghdadDay(new Date(ceiling.reachedAt.getTime() - 1))) + 1
}

/** The judge asks the felony court for more than six months (CPC 109(C)). */
export function askPermission(life: Life, c: PastCustody, at: Date): Request {
  const { w, r, plan } = life
  const courtId = w.atlas.byKey(c.row.values.age_group === 'juvenile' ? `juvenile-court/${plan.station.appeal}` : `felony/${plan.station.appeal}`).id
  return ask(life, c, at, 'felony-permission', { by: holder(w, r, c.row.values.court_id!, 'investigative-judge'), courtId, grounds: 'felony' })
}

/** The court permits it until a day. */
export function permit(life: Life, a: Accused, at: Date, request: Request, until: Day): void {
  const { w, r } = life
  const c = a.custody!
  const by = holder(w, r, request.row.values.court_id, 'trial-judge')
  const reason = say(life, grounds.orderAgain)
  const deed = onCustody(w, c, { verb: 'custody.permit', at, by, basis: 'CPC 109(C)', reason, detail: { granted: true } })
  decideRequest(deed, request, 'granted', reason)
  addFact(w, deed, c, { type: 'felony-court-permission', at, until: startOfBaghdadDay(addDays(until, 1)), caseRef: life.rec.id })
  project(w, deed, c)
}

/** The judge asks for a guarantor. */
export function decideBail(life: Life, a: Accused, at: Date): void {
  const { w, r } = life
  const c = a.custody!
  const by = holder(w, r, c.row.values.court_id!, 'investigative-judge')
  const reason = say(life, grounds.bail)
  const deed = onCustody(w, c, { verb: 'custody.decide-bail', at, by, basis: 'CPC 109(A), 110, 114', reason, detail: { kind: 'guarantor', amountIqd: null } })
  const request = openRequest(c, 'bail')
  if (request) decideRequest(deed, request, 'granted', reason)
  c.bail = insert(w, deed, 'custody.bail', { id: w.r.uuid(at), custody_id: c.rec.id, kind: 'guarantor', amount_iqd: r.pick([5_000_000, 10_000_000, 25_000_000]), guarantor_name: displayOf(a.person).split(' ').slice(1).join(' ') || a.name, guarantor_document: null, decided_at: at, decided_by: by.accountId, given_at: null, given_by: null })
}

/** The bail is given: cover ends, the release is ordered in the same act. */
export function giveBail(life: Life, a: Accused, at: Date): void {
  const { w } = life
  const c = a.custody!
  const by = keeper(w, life.r, c.row.values.held_by)
  const deed = onCustody(w, c, { verb: 'custody.give-bail', at, by, basis: 'CPC 114-115', detail: { bail: c.bail!.values.id } })
  change(deed, c.bail!, { given_at: at, given_by: by.accountId })
  addFact(w, deed, c, { type: 'bail', at, caseRef: life.rec.id }, { bailId: c.bail!.values.id })
  orderRelease(life, deed, c, { decision: 'bail', article: 'CPC 115', reason: nextNumber(w, 'paper.bail-bond', by.officeId, at), caseId: life.rec.id })
  setStatus(deed, [a], 'bailed')
}

/** Orders a release within the act of whoever decided it, as orderRelease() of custody. */
export function orderRelease(life: Life, deed: Deed, c: PastCustody, o: { decision: ReleaseDecision; article: string; reason: string; caseId?: string }): void {
  const { w } = life
  addFact(w, deed, c, { type: 'release-order', at: deed.at, ...(o.caseId ? { caseRef: o.caseId } : {}) }, { decision: o.decision })
  const officeId = deed.by?.officeId ?? c.row.values.court_id ?? c.row.values.held_by
  const number = nextNumber(w, 'release-order', officeId, deed.at)
  const issues = deed.by !== null && deed.at >= w.papersFrom && w.atlas.byId(officeId).kind.endsWith('-court')
  const documentId = issues ? issuePaper(w, deed, c.rec, { form: 'release-order', officeId, number, data: {
    person: { name: c.row.values.name_display }, caseNumber: c.row.values.case_number, custodyNumber: c.rec.number, ground: o.reason.slice(0, 300), groundArticle: o.article, decidedAt: deed.at.toISOString(),
    heldAt: w.atlas.byId(c.row.values.held_by).name.ar, judge: deed.by!.name,
  } }) : null
  c.releases.push(insert(w, deed, 'custody.release_order', {
    id: w.r.uuid(deed.at), custody_id: c.rec.id, number, decision: o.decision, article: o.article, reason: o.reason, ordered_at: deed.at, ordered_by: deed.by?.accountId ?? null, office_id: officeId, case_id: o.caseId ?? null, document_id: documentId,
    received_at: null, received_by: null, checked_at: null, checked_by: null, check_findings: null, freed_at: null, freed_by: null, signature_document: null, property_returned_at: null, slip_document: null, withdrawn_at: null, withdrawn_reason: null,
    signature: null, fetched_by: null, property_returned_by: null, slip_given_at: null, slip_given_by: null, kept_at: null, kept_reason: null,
  }))
  project(w, deed, c)
  if (c.stay) change(deed, c.stay.row, { release_ordered_at: deed.at })
}

/** The judge refuses to detain: the request is decided and the release ordered. */
export function refuse(life: Life, a: Accused, at: Date): void {
  const { w, r } = life
  const c = a.custody!
  const by = holder(w, r, c.row.values.court_id!, 'investigative-judge')
  const reason = say(life, grounds.refusal)
  const deed = onCustody(w, c, { verb: 'custody.refuse-detention', at, by, basis: 'CPC 92, 109-110', reason })
  for (const kind of ['first-papers', 'papers-extension', 'extension'] as const) {
    const request = openRequest(c, kind)
    if (request) decideRequest(deed, request, 'refused', reason)
  }
  orderRelease(life, deed, c, { decision: 'judge', article: 'CPC 109-110', reason, caseId: life.rec.id })
}
