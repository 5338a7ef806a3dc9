import { randomUUIDv7 } from 'node:crypto'
import { isSealed, sealRecord } from '#kernel/access/sealing.ts'
import { act, read, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getPerson } from '#kernel/people/people.ts'
import { getCustody } from '#systems/custody/public.ts'
import { beginEnrolment } from '../../contract/enrolment.ts'
import { ageGroupOn, enrolmentPurposes, findingsOnBegin, type AgeGroup } from '../../rules/enrolment.ts'
import { devicesOf, insertEnrolment } from '../../store/enrolment.ts'
import { actor } from './on-enrolment.ts'

interface Subject { readonly personId: string; readonly name: string; readonly sex: 'male' | 'female' | null; readonly age: AgeGroup; readonly custodyId: string | null; readonly sealed: boolean; readonly courtId: string | null }

export const beginning: readonly Handler[] = [
  handle(beginEnrolment, async (input, ctx) => {
    const who = await read(ctx, (r) => subjectOf(r, ctx, input))
    const rule = enrolmentPurposes[input.purpose]
    refuseBlocked(findingsOnBegin({ purpose: input.purpose, authority: input.authority, age: who.age, sex: who.sex, hasCustody: who.custodyId !== null }))
    return act(ctx, {
      verb: 'biometrics.begin-enrolment', subject: { kind: 'enrolment', create: { label: who.name, series: 'enrolment' } }, ...(rule.article === '—' ? {} : { basis: rule.article }), reason: input.basis, input,
      detail: { purpose: input.purpose, authority: input.authority, personId: who.personId, ...(who.custodyId ? { custodyId: who.custodyId } : {}) },
    }, async (tx) => {
      const [id, number] = [tx.record.id, tx.record.number ?? '']
      if (input.deviceId && !(await devicesOf(tx, tx.record.office_id)).some((device) => device.id === input.deviceId)) refuse('biometrics.device-not-here', { field: 'deviceId' })
      await insertEnrolment(tx, {
        id, number, person_id: who.personId, name_display: who.name, juvenile: who.age === 'juvenile', custody_id: who.custodyId, purpose: input.purpose, article: rule.article, confidence: rule.confidence,
        basis: `${input.authority}: ${input.basis}`, office_id: tx.record.office_id, begun_by: actor(tx), begun_at: tx.at, device_id: input.deviceId ?? null, least_quality: rule.leastQuality,
      }).catch((error: unknown) => (error as { constraint?: string }).constraint === 'enrolment_one_taking_for_a_person' ? refuse('biometrics.taking-already', { status: 409, field: 'personId' }) : Promise.reject(error))
      await tx.db.insertInto('kernel.record_person').values({ id: randomUUIDv7(), record_id: id, person_id: who.personId, role: 'enrolled' }).execute()
      if (who.custodyId) {
        tx.also(who.custodyId)
        await tx.db.insertInto('kernel.record_link').values({ id: randomUUIDv7(), from_id: id, to_id: who.custodyId, why: 'prints' }).execute()
      }
      // What is kept from other eyes is so with the prints too.
      if (who.sealed || (who.custodyId !== null && (await isSealed(tx, who.custodyId)))) await sealRecord(tx, rule.article)
      if (who.courtId) await grantAccess(tx, id, who.courtId, 'judge')
      return { id, number }
    })
  }),
]

/** Who is to be enrolled: the person held in the custody named, by this office, or the person named. */
async function subjectOf(r: Reader, ctx: Ctx, input: { personId?: string | undefined; custodyId?: string | undefined }): Promise<Subject> {
  if (input.custodyId) {
    const custody = await getCustody(r, input.custodyId)
    if (custody.endedAt !== null) refuse('biometrics.custody-ended', { status: 409, field: 'custodyId' })
    if (custody.heldBy !== ctx.session?.officeId) refuse('kernel.held-elsewhere', { status: 403 })
    return { personId: custody.personId, name: custody.name, sex: custody.sex, age: custody.ageGroup, custodyId: custody.id, sealed: false, courtId: custody.courtId }
  }
  const person = await getPerson(r, input.personId ?? refuse('kernel.person-unknown', { status: 404 }))
  const birth = { precision: person.birth.precision, ...(person.birth.date === null ? {} : { date: person.birth.date }) }
  return { personId: person.id, name: person.display, sex: person.sex, age: ageGroupOn(birth, baghdadDay(ctx.now)), custodyId: null, sealed: person.sealed, courtId: null }
}
