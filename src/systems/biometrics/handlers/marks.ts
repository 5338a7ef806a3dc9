import { createHash, randomUUIDv7 } from 'node:crypto'
import { act, read, type Reader } from '#kernel/act/act.ts'
import { assertMay, may } from '#kernel/access/policy.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { handle, type Handler, type RawReply } from '#kernel/http/endpoint.ts'
import { getCase } from '#systems/cases/public.ts'
import { enterMark, listMarks, markImage, readMark, withdrawMark, type MarkRow } from '../contract/marks.ts'
import { openGallery } from '../gallery/gallery.ts'
import { kindOfImage } from '../images.ts'
import { personsOf, viewSearchRow } from '../search-view.ts'
import { seal, unseal } from '../sealing.ts'
import { noteOpening } from '../store/enrolment.ts'
import { insertMark, listMarkRows, lockMark, sealedMark, updateMark, type ListedMark } from '../store/marks.ts'
import { evidenceOffices, listSearchRows } from '../store/searches.ts'
import { takePrint } from '../workers.ts'

const table = 'biometrics.mark'

export const handlers: readonly Handler[] = [
  handle(enterMark, async ({ image: text, ...input }, ctx) => {
    const theCase = await read(ctx, (r) => getCase(r, input.caseId))
    const liftedAt = new Date(input.liftedAt)
    if (liftedAt > ctx.now) refuse('biometrics.mark-in-future', { field: 'liftedAt' })
    const image = Buffer.from(text, 'base64')
    const { type } = kindOfImage(image)
    const print = await takePrint(image, input.dpi)
    if (print.quality.minutiae < leastMinutiae) refuse('biometrics.mark-says-nothing', { field: 'image', params: { least: leastMinutiae } })
    const made = await act(ctx, {
      verb: 'biometrics.enter-mark', subject: { kind: 'mark', create: { label: input.exhibit, series: 'mark' } }, basis: 'CPC 52(C), 69', input: { ...input, digest: createHash('sha256').update(image).digest('hex') }, detail: { case: input.caseId, exhibit: input.exhibit },
    }, async (tx) => {
      const { id, number, office_id: officeId, jurisdiction } = tx.record
      const [picture, template] = [seal({ table, id, part: 'image' }, image), seal({ table, id, part: 'template' }, print.template)]
      await insertMark(tx, {
        id, number: number ?? '', case_id: input.caseId, exhibit: input.exhibit, place: input.place, lifted_at: liftedAt, lifted_by: input.liftedBy, note: input.note || null, office_id: officeId, entered_by: tx.ctx.session!.accountId, entered_at: tx.at,
        quality: print.quality.score, minutiae: print.quality.minutiae, width: print.width, height: print.height, dpi: input.dpi, image_type: type, sealed_image: picture.sealed, key_id: picture.keyId, sealed_template: template.sealed, template_key_id: template.keyId,
      })
      tx.also(input.caseId)
      await tx.db.insertInto('kernel.record_link').values({ id: randomUUIDv7(), from_id: id, to_id: input.caseId, why: 'mark' }).execute()
      if (theCase.courtId !== officeId) await grantAccess(tx, id, theCase.courtId, 'judge')
      if (theCase.heldBy !== officeId && theCase.heldBy !== theCase.courtId) await grantAccess(tx, id, theCase.heldBy, 'interested')
      for (const office of await evidenceOffices(tx, jurisdiction)) if (office !== officeId) await grantAccess(tx, id, office, 'interested')
      return { id, number: number ?? '' }
    })
    return { ...made, quality: print.quality.score, minutiae: print.quality.minutiae, reasons: [...print.quality.reasons] }
  }),
  handle(listMarks, ({ cursor, limit, ...filter }, ctx) => read(ctx, async (r) => {
    const rows = await listMarkRows(r, filter, limit + 1, cursor)
    return { rows: rows.slice(0, limit).map(viewMark), next: rows.length > limit ? rows[limit - 1]!.id : null }
  })),
  handle(readMark, ({ id }, ctx) => read(ctx, async (r) => {
    const [row] = await listMarkRows(r, { id }, 1)
    if (!row) refuse('kernel.record-unknown', { status: 404 })
    const person = row.person_id ? (await personsOf(r, [row.person_id])).get(row.person_id) : undefined
    return {
      ...viewMark(row), note: row.note, stateReason: row.state_reason, person: person ?? null, width: row.width, height: row.height,
      image: await mayOpen(r, id) ? `/api/biometrics/marks/${id}/image` : null, searches: (await listSearchRows(r, { markId: id }, 50)).map(viewSearchRow),
    }
  })),
  handle(markImage, async ({ id }, ctx): Promise<RawReply> => {
    const mark = await read(ctx, async (r) => {
      const row = (await sealedMark(r, id)) ?? refuse('kernel.record-unknown', { status: 404 })
      assertMay(ctx, 'biometrics.open-mark', { parties: await partiesOf(r, id) })
      return row
    })
    await noteOpening(ctx, id, 'print')
    const { png } = await openGallery(ctx.db).workingPng(unseal({ table, id, part: 'image' }, { keyId: mark.key_id, sealed: mark.sealed_image }), mark.dpi)
    return { raw: true, type: 'image/png', body: Buffer.from(png), cache: 'no-store', inline: true, fileName: `mark-${id}` }
  }),
  handle(withdrawMark, (input, ctx) => act(ctx, { verb: 'biometrics.withdraw-mark', subject: { kind: 'mark', id: input.id }, expectedVersion: input.version, by: 'authority', reason: input.reason, input }, async (tx) => {
    const mark = await lockMark(tx, input.id)
    if (mark.state !== 'unsolved') refuse('biometrics.mark-not-open', { status: 409 })
    await updateMark(tx, mark.id, { state: 'withdrawn', state_reason: input.reason })
    tx.also(mark.case_id)
    return { id: mark.id }
  })),
]

/** A picture with fewer says nothing for or against anybody. */
const leastMinutiae = 6

function viewMark(row: ListedMark): MarkRow {
  return {
    id: row.id, number: row.number, version: row.version, case: { id: row.case_id, number: row.case_number ?? '' }, exhibit: row.exhibit, place: row.place, liftedAt: row.lifted_at.toISOString(), liftedBy: row.lifted_by, state: row.state, quality: row.quality,
    minutiae: row.minutiae, office: { id: row.office_id, ar: row.office_ar, ckb: row.office_ckb, en: row.office_en }, enteredBy: row.entered_by_name, enteredAt: row.entered_at.toISOString(),
  }
}

async function partiesOf(r: Reader, id: string): Promise<string[]> {
  return (await r.db.selectFrom('kernel.record_access').select(['why', 'office_id']).where('record_id', '=', id).execute()).map((one) => `${one.why}:${one.office_id}`)
}

async function mayOpen(r: Reader, id: string): Promise<boolean> {
  return r.ctx.session !== null && may(r.ctx.session, 'biometrics.open-mark', { parties: await partiesOf(r, id) })
}
