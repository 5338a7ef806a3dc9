import { randomUUIDv7 } from 'node:crypto'
import { read } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import { abandonEnrolment, checkSequence, completeEnrolment, type SequenceErrorView } from '../../contract/enrolment.ts'
import { templateVersion } from '../../engine/extract/extract.ts'
import type { Finger } from '../../engine/tenprint.ts'
import { viewFingers } from '../../enrolment-view.ts'
import { tellEnrolled } from '../../hooks.ts'
import { seal, unseal } from '../../sealing.ts'
import { dropImpression, dropPhotographs, earlierTemplates, endEnrolment, getEnrolment, impressionsOf, insertTemplates, standingWhole, updateImpression } from '../../store/enrolment.ts'
import type { ImpressionRow } from '../../store/tables.ts'
import { findSequenceErrors, type Record10 } from '../../workers.ts'
import { actor, onEnrolment } from './on-enrolment.ts'

export const ending: readonly Handler[] = [
  handle(checkSequence, async ({ id }, ctx) => {
    const { errors, compared } = await sequenceOf(ctx, id)
    return { errors, comparedWithEarlier: compared }
  }),

  handle(completeEnrolment, async (input, ctx) => {
    // Comparing takes a second: before the act, on what stands now; the version says that nothing changed meanwhile.
    const { errors, prints } = await sequenceOf(ctx, input.id)
    const open = errors.filter((error) => !input.confirmed.some((one) => keyOf(one) === keyOf(error)))
    if (open.length > 0) refuse('biometrics.sequence-errors', { params: { errors: open.length, fingers: [...new Set(open.flatMap((error) => error.fingers))].join(', ') } })
    if (errors.length > 0 && !input.reason) refuse('biometrics.say-why-confirmed', { field: 'reason' })
    return onEnrolment(ctx, {
      verb: 'biometrics.complete-enrolment', id: input.id, version: input.version, input, reason: input.reason, detail: { prints: prints.length, ...(errors.length > 0 ? { confirmed: errors } : {}) },
    }, async (tx, row) => {
      const fingers = viewFingers(await impressionsOf(tx, [row.id]), row.least_quality)
      const empty = fingers.filter((one) => one.state === 'empty')
      if (empty.length > 0) refuse('biometrics.fingers-missing', { params: { count: empty.length, fingers: empty.map((one) => one.finger).join(', ') } })
      const poor = fingers.filter((one) => one.state === 'again' || one.state === 'may-stand')
      if (poor.length > 0) refuse('biometrics.poor-prints', { params: { count: poor.length, fingers: poor.map((one) => one.finger).join(', ') } })
      const entered = prints.map((print) => {
        const id = randomUUIDv7()
        return { ...print, id, ...seal({ table: 'biometrics.template', id, part: 'template' }, print.template) }
      })
      for (const { impressionId } of entered) await updateImpression(tx, impressionId, { sealed_template: null, template_key_id: null })
      await insertTemplates(tx, entered.map(({ id, impressionId, finger, sealed, keyId }) => ({ id, impression_id: impressionId, enrolment_id: row.id, person_id: row.person_id, finger, version: templateVersion, sealed, key_id: keyId })))
      await endEnrolment(tx, 'complete', actor(tx), input.reason ?? null)
      await tellEnrolled(tx, {
        enrolmentId: row.id, number: row.number, personId: row.person_id, purpose: row.purpose, custodyId: row.custody_id, officeId: row.office_id,
        templates: entered.map(({ id, finger, template }) => ({ id, finger, template })),
      })
      return { id: row.id, templates: entered.length }
    })
  }),

  handle(abandonEnrolment, (input, ctx) => onEnrolment(ctx, { verb: 'biometrics.complete-enrolment', id: input.id, input, reason: input.reason, detail: { abandoned: true } }, async (tx, row) => {
    for (const one of await impressionsOf(tx, [row.id])) if (one.stands && one.missing === null) await dropImpression(tx, one.id, { reason: input.reason })
    await dropPhotographs(tx, {}, input.reason)
    await endEnrolment(tx, 'abandoned', actor(tx), input.reason)
    return { id: row.id }
  })),
]

interface Standing { readonly finger: Finger; readonly impressionId: string; readonly template: Uint8Array }

/** What stands of an enrolment that is being taken, and the mistakes in it. */
async function sequenceOf(ctx: Ctx, id: string): Promise<{ errors: SequenceErrorView[]; compared: boolean; prints: Standing[] }> {
  const { prints, reference } = await read(ctx, async (r) => {
    const row = await getEnrolment(r, id)
    if (row.state !== 'taking') refuse('biometrics.taking-over', { status: 409 })
    const standing = (await standingWhole(r, id)).flatMap(opened)
    return { prints: standing, reference: (await earlierTemplates(r, await samePersonIds(r, row.person_id), id)).filter((one) => one.version === templateVersion) }
  })
  const earlier: Record10 = reference.map((one) => [one.finger, unseal({ table: 'biometrics.template', id: one.id, part: 'template' }, { keyId: one.key_id, sealed: one.sealed })])
  const { errors, likeness } = await findSequenceErrors(prints.map(({ finger, template }) => [finger, template]), earlier)
  const found: SequenceErrorView[] = errors.map(({ kind, fingers }) => ({ kind, fingers: [...fingers] }))
  // Of the fingers that both records have fewer than half are alike, and none is in another's place: somebody else's prints, or the earlier ones were.
  if (likeness.common >= 2 && likeness.alike * 2 < likeness.common && !found.some((error) => error.kind !== 'repeated-finger')) found.push({ kind: 'not-as-before', fingers: [] })
  return { errors: found, compared: reference.length > 0, prints }
}

function opened(one: ImpressionRow): Standing[] {
  if (!one.sealed_template || !one.template_key_id) return []
  return [{ finger: one.finger, impressionId: one.id, template: unseal({ table: 'biometrics.impression', id: one.id, part: 'template' }, { keyId: one.template_key_id, sealed: one.sealed_template }) }]
}

function keyOf({ kind, fingers }: SequenceErrorView): string {
  return `${kind}:${[...fingers].sort((a, b) => a - b).join(',')}`
}
