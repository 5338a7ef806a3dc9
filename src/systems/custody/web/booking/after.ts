import { call } from '#kernel/web/api.ts'
import type { InputOf, OutputOf, WebEndpoint } from '#kernel/web/endpoint-types.ts'
import { newKey } from '#kernel/web/key.ts'
import { asProblem, type Problem } from '#kernel/web/problem.ts'
import type { bookArrest } from '../../contract/booking.ts'
import { issueIntake, makeAllegation, takeProperty } from '../../contract/care.ts'
import { recordStep } from '../../contract/custody.ts'
import { thingsOf, type Extra } from './values.ts'

export interface After { readonly problems: readonly { readonly what: string; readonly problem: Problem }[]; readonly intakePaper: string | null }

/**
 * What belongs to the booking beside the arrest: rights, lawyer, family, property, a complaint, and last the intake paper. Each is an act of its
 * own; one that is refused doesn't stop the others, and is told with its name (`verb.<what>`).
 */
export async function recordAfter(booked: OutputOf<typeof bookArrest>, v: Extra, personName: string): Promise<After> {
  const problems: { what: string; problem: Problem }[] = []
  const send = async <E extends WebEndpoint>(endpoint: E, input: InputOf<E>): Promise<OutputOf<E> | undefined> => {
    try {
      return await call(endpoint, input, { idempotencyKey: newKey() })
    } catch (error) {
      problems.push({ what: endpoint.may, problem: asProblem(error) })
      return undefined
    }
  }
  const at = new Date().toISOString()
  const step = (body: InputOf<typeof recordStep>['step']) => send(recordStep, { id: booked.id, at, step: body })
  // A child is offered to the juvenile police by the booking itself: then only a complaint may still be brought.
  if (booked.handedTo === null) {
    if (v.told && v.told.length > 0) await step({ kind: 'rights-told', told: v.told, language: v.language ?? '—', signed: true })
    if (v.lawyer) await step({ kind: 'lawyer', name: v.lawyer })
    if (v.family || v.familyHow) await step({ kind: 'family-told', whom: v.family ?? '—', how: v.familyHow ?? 'not-reached', ...(v.familyPhone ? { phone: v.familyPhone } : {}) })
    const things = thingsOf(v.property)
    if (things.length > 0) await send(takeProperty, { id: booked.id, items: things })
  }
  const contact = [v.family, v.familyPhone].filter(Boolean).join(' ')
  const intake = booked.handedTo === null ? await send(issueIntake, { id: booked.id, ...(v.injuries ? { injuries: v.injuries } : {}), ...(v.complaint ? { complaint: v.complaint } : {}), ...(contact ? { emergencyContact: contact } : {}) }) : undefined
  if (v.complaint) await send(makeAllegation, { custodyId: booked.id, toldTo: personName, words: v.complaint })
  return { problems, intakePaper: intake?.paperId ?? null }
}
