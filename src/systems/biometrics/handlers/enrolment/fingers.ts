import { createHash, randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { acceptPrint, addImpression, markMissing, removePrint, swapPrints } from '../../contract/enrolment.ts'
import { viewFingers } from '../../enrolment-view.ts'
import type { Finger } from '../../engine/tenprint.ts'
import { kindOfImage, receiveImage } from '../../images.ts'
import { seal } from '../../sealing.ts'
import { devicesOf, dropImpression, getEnrolment, impressionsOf, insertImpression, updateImpression, type ImpressionFacts } from '../../store/enrolment.ts'
import type { EnrolmentRow, ImpressionRow } from '../../store/tables.ts'
import { takePrint } from '../../workers.ts'
import { read } from '#kernel/act/act.ts'
import { actor, onEnrolment } from './on-enrolment.ts'

const none = { replaced_by: null, removed_reason: null, accepted_reason: null, missing: null, missing_note: null } as const

export const fingersTaken: readonly Handler[] = [
  handle(addImpression, async (input, ctx, http) => {
    const image = await receiveImage(http)
    const { type } = kindOfImage(image)
    // Who may not take it makes the engine do nothing.
    if ((await read(ctx, (r) => getEnrolment(r, input.id))).state !== 'taking') refuse('biometrics.taking-over', { status: 409 })
    const { template, quality, width, height } = await takePrint(image, input.dpi)
    if (quality.reasons.includes('no-finger')) refuse('biometrics.no-finger', { field: 'file' })
    const digest = createHash('sha256').update(image).digest('hex')
    return onEnrolment(ctx, { verb: 'biometrics.take-print', id: input.id, input: { ...input, digest }, detail: { finger: input.finger, kind: input.kind, quality: quality.score, reasons: [...quality.reasons] } }, async (tx, row) => {
      const finger = input.finger as Finger
      const deviceId = input.device === 'none' ? null : await deviceHere(tx, input.device)
      const tried = (await impressionsOf(tx, [row.id])).filter((one) => one.finger === finger)
      const standing = tried.find((one) => one.stands)
      // The best try stands: a later, poorer one is counted and its image not kept.
      const stands = standing?.quality == null || quality.score >= standing.quality
      const id = randomUUIDv7()
      if (stands && standing) await dropImpression(tx, standing.id, { replacedBy: id })
      await insertImpression(tx, {
        ...none, ...(stands ? sealedParts(id, image, template) : unsealed), id, enrolment_id: row.id, finger, attempt: attemptAfter(tried), kind: input.kind, stands, quality: quality.score, reasons: [...quality.reasons],
        minutiae: quality.minutiae, width, height, dpi: input.dpi, device_id: deviceId, taken_by: actor(tx), taken_at: tx.at, image_type: type,
      })
      const now = await fingerNow(tx, row, finger)
      return { impressionId: id, quality: quality.score, reasons: [...quality.reasons], state: now.state, stands, tries: now.tries }
    })
  }),

  handle(markMissing, (input, ctx) => onEnrolment(ctx, { verb: 'biometrics.take-print', id: input.id, input, detail: { finger: input.finger, missing: input.missing } }, async (tx, row) => {
    const finger = input.finger as Finger
    const tried = (await impressionsOf(tx, [row.id])).filter((one) => one.finger === finger)
    const id = randomUUIDv7()
    const standing = tried.find((one) => one.stands)
    if (standing) await dropImpression(tx, standing.id, { replacedBy: id })
    await insertImpression(tx, {
      ...none, ...unsealed, id, enrolment_id: row.id, finger, attempt: attemptAfter(tried), kind: null, missing: input.missing, missing_note: input.note || null, stands: true, quality: null, reasons: [],
      minutiae: null, width: null, height: null, dpi: null, device_id: null, taken_by: actor(tx), taken_at: tx.at, image_type: null,
    })
    return { id: row.id }
  })),

  handle(acceptPrint, (input, ctx) => onEnrolment(ctx, { verb: 'biometrics.take-print', id: input.id, input, reason: input.reason, detail: { finger: input.finger, accepted: true } }, async (tx, row) => {
    const now = await fingerNow(tx, row, input.finger as Finger)
    if (now.state === 'again') refuse('biometrics.try-again', { field: 'finger', params: { tries: now.tries } })
    if (now.state !== 'may-stand' || !now.impressionId) refuse('biometrics.nothing-to-accept', { field: 'finger', status: 409 })
    await updateImpression(tx, now.impressionId, { accepted_reason: input.reason })
    return { id: row.id }
  })),

  handle(removePrint, (input, ctx) => onEnrolment(ctx, { verb: 'biometrics.take-print', id: input.id, input, reason: input.reason, detail: { finger: input.finger, removed: true } }, async (tx, row) => {
    const now = await fingerNow(tx, row, input.finger as Finger)
    if (!now.impressionId) refuse('biometrics.nothing-to-accept', { field: 'finger', status: 409 })
    await dropImpression(tx, now.impressionId, { reason: input.reason })
    return { id: row.id }
  })),

  handle(swapPrints, (input, ctx) => onEnrolment(ctx, { verb: 'biometrics.take-print', id: input.id, input, reason: input.reason, detail: { swapped: input.pairs } }, async (tx, row) => {
    const named = input.pairs.flat()
    if (new Set(named).size !== named.length) refuse('biometrics.finger-named-twice', { field: 'pairs' })
    const to = [...input.pairs, ...input.pairs.map(([a, b]) => [b, a] as const)]
    // With all tries of each: what was said of one finger belongs to the other. One statement, so that no two stand for one finger in between.
    await sql`update biometrics.impression i set finger = t.becomes from unnest(${to.map(([a]) => a)}::smallint[], ${to.map(([, b]) => b)}::smallint[]) as t (was, becomes)
      where i.enrolment_id = ${row.id} and i.finger = t.was`.execute(tx.db)
    return { id: row.id }
  })),
]

const unsealed = { sealed_image: null, key_id: null, sealed_template: null, template_key_id: null } as const

function sealedParts(id: string, image: Uint8Array, template: Uint8Array): Pick<ImpressionRow, keyof typeof unsealed> {
  const table = 'biometrics.impression'
  const [one, two] = [seal({ table, id, part: 'image' }, image), seal({ table, id, part: 'template' }, template)]
  return { sealed_image: one.sealed, key_id: one.keyId, sealed_template: two.sealed, template_key_id: two.keyId }
}

function attemptAfter(tried: readonly ImpressionFacts[]): number {
  const attempt = Math.max(0, ...tried.map((one) => one.attempt)) + 1
  return attempt > 50 ? refuse('biometrics.too-many-tries', { status: 409 }) : attempt
}

async function fingerNow(tx: Tx, row: EnrolmentRow, finger: Finger) {
  return viewFingers(await impressionsOf(tx, [row.id]), row.least_quality).find((one) => one.finger === finger)!
}

async function deviceHere(tx: Tx, id: string): Promise<string> {
  const device = (await devicesOf(tx, tx.record.office_id)).find((one) => one.id === id)
  return device ? device.id : refuse('biometrics.device-not-here', { field: 'device' })
}
