import { assertMay } from '#kernel/access/policy.ts'
import { read } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler, type RawReply } from '#kernel/http/endpoint.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import { enrolmentsOfPerson, listEnrolments, openImage, readEnrolment } from '../../contract/enrolment.ts'
import { viewPages, viewRow } from '../../enrolment-view.ts'
import { SealError, unseal, type Place } from '../../sealing.ts'
import { findImage, getEnrolment, listEnrolmentRows, noteOpening } from '../../store/enrolment.ts'
import { asPng } from '../../workers.ts'

export const reading: readonly Handler[] = [
  handle(listEnrolments, ({ cursor, limit, ...filter }, ctx) => read(ctx, async (r) => {
    // The list is of the office's own takings; other offices' are found through the person.
    const rows = await listEnrolmentRows(r, { ...filter, ...(ctx.session && ctx.session.scope === 'office' ? { officeId: ctx.session.officeId } : {}) }, limit + 1, cursor)
    return { rows: rows.slice(0, limit).map(viewRow), next: rows.length > limit ? rows[limit - 1]!.id : null }
  })),
  handle(enrolmentsOfPerson, ({ personId }, ctx) => read(ctx, async (r) => ({ rows: await viewPages(r, await listEnrolmentRows(r, { personIds: await samePersonIds(r, personId) }, 20)) }))),
  handle(readEnrolment, ({ id }, ctx) => read(ctx, async (r) => {
    const [row] = await listEnrolmentRows(r, { id }, 1)
    return (await viewPages(r, row ? [row] : [], true))[0] ?? refuse('kernel.record-unknown', { status: 404 })
  })),
  handle(openImage, async ({ id, part, imageId }, ctx): Promise<RawReply> => {
    const image = await read(ctx, async (r) => {
      await getEnrolment(r, id)
      const parties = await r.db.selectFrom('kernel.record_access').select(['why', 'office_id']).where('record_id', '=', id).execute()
      assertMay(ctx, 'biometrics.open-image', { parties: parties.map((one) => `${one.why}:${one.office_id}`) })
      return findImage(r, id, part, imageId)
    })
    if (!image) refuse('biometrics.image-unknown', { status: 404 })
    await noteOpening(ctx, id, part)
    const body = opened({ table: image.table, id: image.id, part: 'image' }, image)
    const shown = image.type === 'image/png' || image.type === 'image/jpeg'
    return { raw: true, type: shown ? image.type : 'image/png', body: shown ? body : Buffer.from(await asPng(body)), cache: 'no-store', inline: true, fileName: `${part}-${imageId}` }
  }),
]

/** An image whose key is not here, or that was changed behind the platform's back, is said to be that and not a fault of the server. */
function opened(place: Place, image: { keyId: string; sealed: Buffer }): Buffer {
  try {
    return unseal(place, image)
  } catch (error) {
    if (error instanceof SealError) refuse('biometrics.does-not-open', { params: { key: image.keyId } })
    throw error
  }
}
