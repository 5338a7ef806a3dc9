import { createHash, randomUUIDv7 } from 'node:crypto'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { addPhotograph, removePhotograph } from '../../contract/enrolment.ts'
import { kindOfImage, receiveImage, withoutNotes } from '../../images.ts'
import { seal } from '../../sealing.ts'
import { dropPhotographs, insertPhotograph, photographsOf } from '../../store/enrolment.ts'
import { actor, onEnrolment } from './on-enrolment.ts'

const mostPhotographs = 40

/** For people to compare with their own eyes. Nothing here reads a face. */
export const photographs: readonly Handler[] = [
  handle(addPhotograph, async (input, ctx, http) => {
    const isMark = input.pose === 'mark'
    if (isMark !== (input.what !== '-') || isMark !== (input.where !== '-')) refuse('biometrics.mark-unsaid', { field: 'what' })
    const sent = await receiveImage(http)
    const { type, width, height } = kindOfImage(sent)
    if ((type !== 'image/jpeg' && type !== 'image/png') || !width || !height) refuse('biometrics.photograph-kind', { status: 415, field: 'file' })
    if (width < 100 || height < 100) refuse('biometrics.photograph-small', { field: 'file', params: { width, height } })
    const image = withoutNotes(sent, type)
    const digest = createHash('sha256').update(image).digest('hex')
    return onEnrolment(ctx, { verb: 'biometrics.take-photograph', id: input.id, input: { ...input, digest }, detail: { pose: input.pose, ...(isMark ? { what: input.what, where: input.where } : {}) } }, async (tx, row) => {
      if (!isMark) await dropPhotographs(tx, { pose: input.pose as 'front' }, 'taken again')
      if ((await photographsOf(tx, [row.id])).length >= mostPhotographs) refuse('biometrics.too-many-photographs', { status: 409 })
      const id = randomUUIDv7()
      const { sealed, keyId } = seal({ table: 'biometrics.photograph', id, part: 'image' }, image)
      await insertPhotograph(tx, {
        id, enrolment_id: row.id, pose: input.pose, mark_kind: input.what === '-' ? null : input.what, mark_place: input.where === '-' ? null : input.where, width, height, device_id: null,
        taken_by: actor(tx), taken_at: tx.at, image_type: type, sealed_image: sealed, key_id: keyId,
      })
      return { photographId: id }
    })
  }),
  handle(removePhotograph, (input, ctx) => onEnrolment(ctx, { verb: 'biometrics.take-photograph', id: input.id, input, reason: input.reason, detail: { removed: input.photographId } }, async (tx, row) => {
    if ((await dropPhotographs(tx, { id: input.photographId }, input.reason)) === 0) refuse('biometrics.image-unknown', { status: 404 })
    return { id: row.id }
  })),
]
