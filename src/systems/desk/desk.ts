/** Everything that waits for one post. */
import { listApprovals } from '#kernel/access/approvals.ts'
import { listGlass } from '#kernel/access/break-glass.ts'
import { roleMay } from '#kernel/access/policy.ts'
import type { Reader } from '#kernel/act/act.ts'
import type { Session } from '#kernel/act/context.ts'
import { dayMs } from '#kernel/clock/calendar.ts'
import { clockRules } from '#kernel/clock/rules.ts'
import { dutiesOf, releasesWaiting, requestsAwaiting } from '#systems/custody/public.ts'
import type { Desk } from './contract.ts'
import { clockFor, clockPath, dutyPath, offerPath, pathOf, requestPath } from './paths.ts'
import { clocksDue, countAlarms, offersOpen, type OfferedRow } from './store.ts'

/** A row list shows no more than this: the worst are first, and who has done them sees the rest. */
const most = 100
/** What ends later than this is not running out yet, unless its own rule warns earlier. */
const soonMs = 3 * dayMs
/** A release is late when the person is still inside a day after the order. */
const releaseLateMs = dayMs

/** The rules whose act an office owes; the period of a party runs beside it, and its end is nobody's work. */
const officesRules = clockRules.filter((rule) => !['party', 'accused', 'convict'].includes(rule.actor)).map((rule) => rule.id)

/** The whole desk of the session's post. */
export async function deskOf(r: Reader, session: Session): Promise<Desk> {
  const may = (verb: string) => roleMay(session.role, verb)
  return {
    at: r.ctx.now.toISOString(), alarms: may('oversight.dismiss-alarm') ? await countAlarms(r, session.officeId) : 0,
    clocks: await dueRows(r, session, may), offered: await offerRows(r, session, 'in', may), unanswered: await offerRows(r, session, 'out', () => false), approvals: await approvalRows(r),
    requests: may('custody.read-requests') ? await requestRows(r, session) : [], releases: may('custody.receive-release') ? await releaseRows(r, session, may) : [],
    glass: may('access.review-glass') ? await glassRows(r) : [],
  }
}

async function dueRows(r: Reader, session: Session, may: (verb: string) => boolean): Promise<Desk['clocks']> {
  const until = new Date(r.ctx.now.getTime() + soonMs)
  const clocks = (await clocksDue(r, session.officeId, officesRules, until, most)).map((c) => ({
    id: c.id, rule: c.rule, name: clockRules.find((rule) => rule.id === c.rule)?.name ?? null, duty: null, recordId: c.record_id, kind: c.kind, number: c.number, label: c.label,
    due: c.due_at.toISOString(), late: c.due_at <= r.ctx.now, article: c.article, path: clockPath(c.kind, c.record_id, c.rule, may),
  }))
  const counted = new Set(clocks.map((c) => `${c.recordId} ${c.rule}`))
  const duties = (may('custody.read') ? await dutiesOf(r, session.officeId, most) : []).filter((d) => d.due <= until && !counted.has(`${d.custodyId} ${clockFor(d.act) ?? ''}`)).map((d) => ({
    id: `${d.custodyId}.${d.act}`, rule: null, name: null, duty: d.act, recordId: d.custodyId, kind: 'custody', number: d.number, label: d.name,
    due: d.due.toISOString(), late: d.due <= r.ctx.now, article: d.article, path: dutyPath(d.custodyId, d.act, may),
  }))
  return [...clocks, ...duties].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)).slice(0, most)
}

async function offerRows(r: Reader, session: Session, direction: 'in' | 'out', may: (verb: string) => boolean): Promise<Desk['offered']> {
  return (await offersOpen(r, session.officeId, direction, most)).map((o: OfferedRow) => ({
    plain: may('handover.answer') && offerPath(o.kind, o.record_id, may) === pathOf(o.kind, o.record_id),
    id: o.id, recordId: o.record_id, kind: o.kind, number: o.number, label: o.label, path: offerPath(o.kind, o.record_id, may), office: o.office, offeredAt: o.offered_at.toISOString(), dueAt: o.due_at.toISOString(),
    late: o.due_at <= r.ctx.now, condition: o.condition_note,
  }))
}

async function approvalRows(r: Reader): Promise<Desk['approvals']> {
  return (await listApprovals(r, { state: 'asked', limit: most })).filter((a) => a.mayDecide).reverse().map((a) => ({
    id: a.id, recordId: a.recordId, kind: a.recordKind, number: a.recordNumber, label: a.recordLabel, path: pathOf(a.recordKind, a.recordId), title: a.title, askedAt: a.askedAt, askedBy: a.askedBy,
  }))
}

async function requestRows(r: Reader, session: Session): Promise<Desk['requests']> {
  return (await requestsAwaiting(r, session.officeId, most)).map((q) => ({
    id: q.requestId, recordId: q.custodyId, kind: 'custody', number: q.custodyNumber, label: q.name, path: requestPath(q.custodyId, q.kind, q.requestId), request: q.kind, askedAt: q.askedAt.toISOString(), grounds: q.grounds,
    coverUntil: q.coverUntil?.toISOString() ?? null, gap: q.coverStatus === 'gap' || (q.coverUntil !== null && q.coverUntil <= r.ctx.now),
  }))
}

async function releaseRows(r: Reader, session: Session, may: (verb: string) => boolean): Promise<Desk['releases']> {
  return (await releasesWaiting(r, session.officeId, most)).map((o) => ({
    id: o.id, recordId: o.custodyId, kind: 'custody', number: o.custodyNumber, label: o.name, path: dutyPath(o.custodyId, `release-${o.step}`, may), order: o.number, step: o.step, article: o.article,
    orderedAt: o.orderedAt.toISOString(), late: r.ctx.now.getTime() - o.orderedAt.getTime() > releaseLateMs && ['received', 'checked', 'freed'].includes(o.step),
  }))
}

async function glassRows(r: Reader): Promise<Desk['glass']> {
  return (await listGlass(r, { reviewed: false, limit: most })).filter((g) => !g.own).map((g) => ({ id: g.id, person: g.person, office: g.office, reason: g.reason, openedAt: g.openedAt, path: '/emergency' }))
}

/** How many wait on each page of the menu. */
export function countsOf(desk: Desk): { path: string; count: number }[] {
  const waiting = desk.clocks.filter((c) => c.late).length + desk.offered.length + desk.approvals.length
  return [
    { path: '/', count: waiting }, { path: '/judge', count: desk.requests.length }, { path: '/releases', count: desk.releases.length }, { path: '/emergency', count: desk.glass.length }, { path: '/alarms', count: desk.alarms },
  ].filter(({ count }) => count > 0)
}
