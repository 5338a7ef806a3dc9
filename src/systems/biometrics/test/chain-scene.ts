/** Prints of persons in custody, as the platform writes them, for tests of the chain. */
import { randomUUIDv7 } from 'node:crypto'
import { act, createRecord } from '#kernel/act/act.ts'
import type { TestApp } from '#test/support/app.ts'
import { extract } from '../engine/extract/extract.ts'
import { encodeTemplate } from '../engine/template/encode.ts'
import type { Finger } from '../engine/tenprint.ts'
import { seal } from '../sealing.ts'
import type { BiometricsTables } from '../store/tables.ts'
import { impressionOf, pngOf } from './fingers.ts'

export interface Enrolled { readonly enrolmentId: string; readonly number: string }

/** The fingers of the made-up person of this number, taken at the station for this custody. */
export async function enrolled(app: TestApp, held: { readonly id: string; readonly personId: string; readonly name?: string }, who: number, fingers: readonly Finger[] = [2, 3]): Promise<Enrolled> {
  const officer = app.country.accounts['stationOfficer']!.accountId
  return act(app.systemCtx, { verb: 'test.enrol', subject: { kind: 'custody', id: held.id }, by: 'authority' }, async (tx) => {
    const t = tx.db.withTables<BiometricsTables>()
    const record = await createRecord(tx, 'enrolment', { label: held.name ?? 'Somebody', series: 'enrolment', officeId: app.country.offices.station })
    await tx.db.insertInto('kernel.record_person').values({ id: randomUUIDv7(), record_id: record.id, person_id: held.personId, role: 'enrolled' }).execute()
    await t.insertInto('biometrics.enrolment').values({
      id: record.id, number: record.number ?? '', person_id: held.personId, name_display: held.name ?? 'Somebody', custody_id: held.id, purpose: 'custody', article: 'CPC 70', confidence: 'T', basis: 'Arrest', office_id: app.country.offices.station,
      begun_by: officer, begun_at: tx.at, device_id: null, state: 'complete', ended_at: tx.at, ended_by: officer, end_reason: null, least_quality: 25, retention_article: null, retention_until: null,
    }).execute()
    for (const finger of fingers) {
      const [impressionId, id] = [randomUUIDv7(), randomUUIDv7()]
      const print = impressionOf(who, finger)
      const { template, quality } = extract(print)
      const image = seal({ table: 'biometrics.impression', id: impressionId, part: 'image' }, pngOf(who, finger))
      await t.insertInto('biometrics.impression').values({
        id: impressionId, enrolment_id: record.id, finger, attempt: 1, kind: 'plain', missing: null, missing_note: null, stands: true, replaced_by: null, removed_reason: null, quality: Math.round(quality.score), accepted_reason: null,
        minutiae: template.views[0]?.minutiae.length ?? 0, width: print.width, height: print.height, dpi: 500, device_id: null, taken_by: officer, taken_at: tx.at, image_type: 'image/png', sealed_image: image.sealed, key_id: image.keyId,
        sealed_template: null, template_key_id: null,
      }).execute()
      const { sealed, keyId } = seal({ table: 'biometrics.template', id, part: 'template' }, encodeTemplate(template))
      await t.insertInto('biometrics.template').values({ id, impression_id: impressionId, enrolment_id: record.id, person_id: held.personId, finger, version: template.version, sealed, key_id: keyId, entered_at: tx.at }).execute()
    }
    return { enrolmentId: record.id, number: record.number ?? '' }
  })
}

/** A finger as a scanner sends it. */
export function onGlass(who: number, finger: Finger, take = 1): { data: string; dpi: number } {
  return { data: pngOf(who, finger, take).toString('base64'), dpi: 500 }
}
