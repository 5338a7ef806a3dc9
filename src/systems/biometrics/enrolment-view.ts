/** An enrolment as its page shows it: ten fingers, each with its best print and what may be done. */
import { listSealedReads } from '#kernel/access/sealing.ts'
import { may, roleMay } from '#kernel/access/policy.ts'
import type { Reader } from '#kernel/act/act.ts'
import type { EnrolmentPage, EnrolmentRow, FingerView, PhotographView } from './contract/enrolment.ts'
import { fingers } from './engine/tenprint.ts'
import { authorities, fingerState, findingsOnBegin, triesBeforeReason, type Authority } from './rules/enrolment.ts'
import { scannerAddress } from './scanner-setting.ts'
import { devicesOf, impressionsOf, photographsOf, type ImpressionFacts, type ListedEnrolment, type PhotographFacts } from './store/enrolment.ts'

export function viewRow(row: ListedEnrolment): EnrolmentRow {
  return {
    id: row.id, number: row.number, version: row.version, state: row.state, purpose: row.purpose, article: row.article, personId: row.person_id, name: row.name_display, juvenile: row.juvenile, custodyId: row.custody_id,
    office: { id: row.office_id, ar: row.office_ar, ckb: row.office_ckb, en: row.office_en }, begunAt: row.begun_at.toISOString(), begunBy: row.by_name ?? '—', endedAt: row.ended_at?.toISOString() ?? null,
    prints: row.prints, missing: row.missing, photographs: row.photographs,
  }
}

/** All ten fingers, whatever was taken of them. */
export function viewFingers(impressions: readonly ImpressionFacts[], least: number): FingerView[] {
  return fingers.map((finger) => {
    const tried = impressions.filter((one) => one.finger === finger)
    const stands = tried.find((one) => one.stands)
    const tries = tried.filter((one) => one.missing === null).length
    return {
      finger, tries, impressionId: stands?.id ?? null, kind: stands?.kind ?? null, quality: stands?.quality ?? null, reasons: stands?.reasons ?? [], missing: stands?.missing ?? null, note: stands?.missing_note ?? null,
      acceptedReason: stands?.accepted_reason ?? null, takenAt: stands?.taken_at.toISOString() ?? null,
      state: fingerState({ missing: stands?.missing != null, quality: stands?.quality ?? null, reasoned: stands?.accepted_reason != null, tries }, least),
    }
  })
}

function viewPhotograph(one: PhotographFacts): PhotographView {
  return { id: one.id, pose: one.pose, markKind: one.mark_kind, markPlace: one.mark_place as PhotographView['markPlace'], width: one.width, height: one.height, takenAt: one.taken_at.toISOString() }
}

/** Whole pages of these enrolments. @param withOpenings who opened images, for whoever oversees */
export async function viewPages(r: Reader, rows: readonly ListedEnrolment[], withOpenings = false): Promise<EnrolmentPage[]> {
  const ids = rows.map((row) => row.id)
  const { session } = r.ctx
  const [impressions, photographs, devices] = [await impressionsOf(r, ids), await photographsOf(r, ids), session ? await devicesOf(r, session.officeId) : []]
  const parties = await r.db.selectFrom('kernel.record_access').select(['record_id', 'why', 'office_id']).where('record_id', 'in', ids.length > 0 ? ids : ['00000000-0000-0000-0000-000000000000']).execute()
  const pages: EnrolmentPage[] = []
  for (const row of rows) {
    const own = row.holder_id === session?.officeId
    const facts = { parties: parties.filter((one) => one.record_id === row.id).map((one) => `${one.why}:${one.office_id}`) }
    pages.push({
      ...viewRow(row), confidence: row.confidence, basis: row.basis, endReason: row.end_reason, leastQuality: row.least_quality, triesBeforeReason, deviceId: row.device_id,
      fingers: viewFingers(impressions.filter((one) => one.enrolment_id === row.id), row.least_quality), pictures: photographs.filter((one) => one.enrolment_id === row.id).map(viewPhotograph),
      devices: devices.map(({ id, serial, maker, model, kind, resolution }) => ({ id, serial, maker, model, kind, resolution })),
      warnings: findingsOnBegin({ purpose: row.purpose, authority: authorityOf(row.basis), age: row.juvenile ? 'juvenile' : 'adult', sex: null, hasCustody: row.custody_id !== null }).map(({ outcome, code, article, confidence }) => ({ outcome, code, article, confidence })),
      own, mayOpen: session !== null && may(session, 'biometrics.open-image', facts), scanner: own && session && roleMay(session.role, 'biometrics.take-print') ? scannerAddress() : null,
      openings: withOpenings && session?.role === 'inspector' ? (await listSealedReads(r, row.id)).map((one) => ({ at: one.at.toISOString(), person: one.person, verb: one.verb })) : null,
    })
  }
  return pages
}

/** The basis begins with by whose word they are taken: `judge: Order 12 …`. */
function authorityOf(basis: string): Authority {
  return authorities.find((one) => basis.startsWith(`${one}: `)) ?? 'judge'
}
