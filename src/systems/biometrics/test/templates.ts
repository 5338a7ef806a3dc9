/** Rows of templates as the platform writes them, without a finger: for tests of the database and of what reads it. */
import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { act, createRecord } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { createPerson } from '#kernel/people/people.ts'
import type { Finger } from '../engine/tenprint.ts'
import { seal } from '../sealing.ts'
import type { BiometricsTables } from '../store/tables.ts'

export interface MadeEnrolment { readonly enrolmentId: string; readonly personId: string; readonly templates: readonly { id: string; impressionId: string; finger: Finger }[] }

/** A complete enrolment of a new person at an office with these templates, each sealed. */
export async function makeEnrolment(db: Database, where: { officeId: string; accountId: string }, templates: Partial<Record<Finger, Uint8Array>>, now = new Date()): Promise<MadeEnrolment> {
  return act(systemCtx(db, now), { verb: 'test.enrol', subject: { kind: 'office', bare: where.officeId } }, async (tx) => {
    const t = tx.db.withTables<BiometricsTables>()
    const personId = await createPerson(tx, { names: [{ script: 'ar', given: 'سعد', father: 'كريم', grandfather: 'عباس' }] })
    const record = await createRecord(tx, 'enrolment', { label: 'سعد كريم عباس', series: 'enrolment', officeId: where.officeId })
    await tx.db.insertInto('kernel.record_person').values({ id: randomUUIDv7(), record_id: record.id, person_id: personId, role: 'enrolled' }).execute()
    await t.insertInto('biometrics.enrolment').values({
      id: record.id, number: record.number ?? '', person_id: personId, name_display: 'سعد كريم عباس', custody_id: null, purpose: 'registry', article: '—', confidence: 'U', basis: 'اختبار', office_id: where.officeId,
      begun_by: where.accountId, begun_at: tx.at, device_id: null, state: 'complete', ended_at: tx.at, ended_by: where.accountId, end_reason: null, least_quality: 25, retention_article: null, retention_until: null,
    }).execute()
    const made = []
    for (const [key, bytes] of Object.entries(templates)) {
      const [finger, impressionId, id] = [Number(key) as Finger, randomUUIDv7(), randomUUIDv7()]
      const image = seal({ table: 'biometrics.impression', id: impressionId, part: 'image' }, Buffer.from(`image of finger ${finger}`))
      await t.insertInto('biometrics.impression').values({
        id: impressionId, enrolment_id: record.id, finger, attempt: 1, kind: 'plain', missing: null, missing_note: null, stands: true, replaced_by: null, removed_reason: null, quality: 80, accepted_reason: null,
        minutiae: 40, width: 300, height: 300, dpi: 500, device_id: null, taken_by: where.accountId, taken_at: tx.at, image_type: 'image/png', sealed_image: image.sealed, key_id: image.keyId, sealed_template: null, template_key_id: null,
      }).execute()
      const { sealed, keyId } = seal({ table: 'biometrics.template', id, part: 'template' }, bytes)
      await t.insertInto('biometrics.template').values({ id, impression_id: impressionId, enrolment_id: record.id, person_id: personId, finger, version: 1, sealed, key_id: keyId, entered_at: tx.at }).execute()
      made.push({ id, impressionId, finger })
    }
    return { enrolmentId: record.id, personId, templates: made }
  })
}

/** How many templates each partition holds. */
export async function partitionSizes(db: Database): Promise<number[]> {
  const { rows } = await db.app.transaction().execute(async (trx) => {
    await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
    return sql<{ n: number }>`select (select count(*)::int from biometrics.template t where t.tableoid = i.inhrelid) as n from pg_inherits i where i.inhparent = 'biometrics.template'::regclass order by i.inhrelid::regclass::text`.execute(trx)
  })
  return rows.map((row) => row.n)
}
