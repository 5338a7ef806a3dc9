/** A candidate beside what was searched, for an examiner: images, paired minutiae, what the number means; no name before the decision. */
import { read, type Reader } from '#kernel/act/act.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { CandidatePage, FingerComparison } from './contract/search.ts'
import { openGallery } from './gallery/gallery.ts'
import { measuredUpTo } from './rules/fusing.ts'
import { unseal } from './sealing.ts'
import { personsOf, viewLinks, viewScore } from './search-view.ts'
import { noteOpening } from './store/enrolment.ts'
import { sealedMark } from './store/marks.ts'
import type { CandidateRow, SearchRow } from './store/search-tables.ts'
import { findCandidate, findSearch, listLinkRows, opinionsOn, printsOf, probesOfSearch } from './store/searches.ts'

/** One print with its image, opened. `finger` null: not known. */
interface Print { readonly finger: number | null; readonly quality: number; readonly template: Uint8Array; readonly image: Uint8Array; readonly dpi: number }

export async function viewComparison(ctx: Ctx, id: string): Promise<CandidatePage> {
  const { candidate, search } = await known(ctx, id)
  const { searched, found } = await printsBeside(ctx, candidate, search)
  const fingers = await Promise.all(candidate.fingers.map((one, at) => compared(ctx, id, at, one, searched[one.probe], found.find((print) => print.finger === one.finger))))
  return read(ctx, async (r) => {
    const opinions = await opinionsOn(r, [id]), own = opinions.some((one) => one.examiner === ctx.session?.accountId)
    const given = { waiting: 0, verifying: 1, conflict: 2, settled: opinions.length }[candidate.state]
    const isSettled = candidate.state === 'settled'
    const [link] = isSettled ? await listLinkRows(r, { candidateId: id }, 1) : []
    return {
      id, search: { id: search.id, number: search.number }, purpose: search.purpose, place: candidate.place, ...viewScore(candidate), looked: candidate.looked, state: candidate.state, result: candidate.result, settledAt: candidate.settled_at?.toISOString() ?? null,
      latent: search.mark_id !== null, fingers, opinionsGiven: given, mayDecide: !own && !isSettled, whyNot: own ? 'biometrics.opinion-given' : isSettled ? 'biometrics.candidate-settled' : null,
      opinions: opinions.map((one) => ({ place: one.place, examiner: one.examiner_name, own: one.examiner === ctx.session?.accountId, verdict: one.verdict, reason: one.reason, at: one.at.toISOString() })),
      persons: isSettled ? await bothPersons(r, search, candidate) : null, link: link ? (await viewLinks(r, [link]))[0]! : null,
    }
  })
}

/** One image of a comparison, as PNG at 500 dpi. That it was opened is written down under the record it is kept in. */
export async function imageOf(ctx: Ctx, id: string, side: 'searched' | 'candidate', at: number): Promise<Buffer> {
  const { candidate, search } = await known(ctx, id)
  const one = candidate.fingers[at] ?? refuse('biometrics.image-unknown', { status: 404 })
  const { searched, found } = await printsBeside(ctx, candidate, search)
  const print = (side === 'searched' ? searched[one.probe] : found.find((kept) => kept.finger === one.finger)) ?? refuse('biometrics.image-unknown', { status: 404 })
  await noteOpening(ctx, side === 'searched' ? (search.enrolment_id ?? search.id) : candidate.enrolment_id, 'print')
  return Buffer.from((await openGallery(ctx.db).workingPng(print.image, print.dpi)).png)
}

/** The candidate and its search, if this session may know of them. */
async function known(ctx: Ctx, id: string): Promise<{ candidate: CandidateRow; search: SearchRow }> {
  return read(ctx, async (r) => {
    const candidate = await findCandidate(r, id), search = candidate && (await findSearch(r, candidate.search_id))
    return candidate && search ? { candidate, search } : refuse('kernel.record-unknown', { status: 404 })
  })
}

/** Both sides' prints. The candidate's are read by the platform: being a candidate is what lets an examiner look at them, wherever they were taken. */
async function printsBeside(ctx: Ctx, candidate: CandidateRow, search: SearchRow): Promise<{ searched: readonly (Print | undefined)[]; found: readonly Print[] }> {
  return read(systemCtx(ctx.db, ctx.now), async (r) => ({ searched: await searchedPrints(r, search, candidate), found: await enrolledPrints(r, candidate.enrolment_id, candidate.fingers.map((one) => one.finger)) }))
}

async function searchedPrints(r: Reader, search: SearchRow, candidate: CandidateRow): Promise<(Print | undefined)[]> {
  if (search.mark_id) {
    const mark = await sealedMark(r, search.mark_id)
    return mark ? [{ finger: null, quality: mark.quality, dpi: mark.dpi, image: open('biometrics.mark', mark.id, 'image', mark.key_id, mark.sealed_image), template: open('biometrics.mark', mark.id, 'template', mark.template_key_id, mark.sealed_template) }] : []
  }
  const handed = await probesOfSearch(r, search.id)
  if (handed.length > 0) return handed.map((one) => ({ finger: one.finger, quality: one.quality, dpi: one.dpi, image: open('biometrics.probe', one.id, 'image', one.key_id, one.sealed_image), template: open('biometrics.probe', one.id, 'template', one.template_key_id, one.sealed_template) }))
  if (!search.enrolment_id) return []
  // Probes of an enrolment are its templates by finger, so a place in their list is told by the finger that stands beside it.
  const prints = await enrolledPrints(r, search.enrolment_id, candidate.fingers.map((one) => one.finger))
  const list: (Print | undefined)[] = []
  for (const one of candidate.fingers) list[one.probe] = prints.find((print) => print.finger === one.finger)
  return list
}

async function enrolledPrints(r: Reader, enrolmentId: string, fingers: readonly number[]): Promise<Print[]> {
  return (await printsOf(r, enrolmentId, [...new Set(fingers)])).map((row) => ({
    finger: row.finger, quality: row.quality ?? 0, dpi: row.dpi ?? 500, image: open('biometrics.impression', row.id, 'image', row.key_id!, row.sealed_image!), template: open('biometrics.template', row.template_id, 'template', row.template_key, row.sealed),
  }))
}

function open(table: string, id: string, part: string, keyId: string, sealed: Buffer): Buffer {
  return unseal({ table, id, part }, { keyId, sealed })
}

async function compared(ctx: Ctx, id: string, at: number, one: CandidateRow['fingers'][number], left: Print | undefined, right: Print | undefined): Promise<FingerComparison> {
  const whole = { probe: one.probe, finger: one.finger, probeFinger: left?.finger ?? null, score: one.score, extrapolated: one.score > measuredUpTo, probeQuality: left?.quality ?? 0, quality: right?.quality ?? null }
  if (!left || !right) return { ...whole, left: null, right: null, pairs: [], loneA: [], loneB: [] }
  const gallery = openGallery(ctx.db)
  const [pairing, a, b] = await Promise.all([gallery.pairing(left.template, right.template), gallery.workingPng(left.image, left.dpi), gallery.workingPng(right.image, right.dpi)])
  const side = (name: string, { width, height }: { width: number; height: number }) => ({ image: `/api/biometrics/candidates/${id}/image/${name}/${at}`, width, height })
  return { ...whole, left: side('searched', a), right: side('candidate', b), pairs: pairing.pairs.map((pair) => ({ a: { ...pair.a }, b: { ...pair.b } })), loneA: pairing.loneA.map((point) => ({ ...point })), loneB: pairing.loneB.map((point) => ({ ...point })) }
}

async function bothPersons(r: Reader, search: SearchRow, candidate: CandidateRow): Promise<CandidatePage['persons']> {
  const persons = await personsOf(r, [candidate.person_id, ...(search.person_id ? [search.person_id] : [])])
  const [probe, found] = [search.person_id ? persons.get(search.person_id)! : null, persons.get(candidate.person_id)!]
  return { probe, found, same: probe?.id === found.id }
}
