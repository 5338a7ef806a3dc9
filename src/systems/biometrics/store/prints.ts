/** What the chain knows of the prints of a person: read by the platform for a comparison or a summary, never handed out. */
import { sql } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import type { BiometricsTables, EnrolmentRow } from './tables.ts'

const db = (r: Reader) => r.db.withTables<BiometricsTables>()

/** The takings of these persons, the latest first, with how many fingers stand and how good they are. */
export async function summariesOf(r: Reader, personIds: readonly string[]) {
  return db(r).selectFrom('biometrics.enrolment as e').innerJoin('kernel.office as o', 'o.id', 'e.office_id')
    .leftJoin('biometrics.impression as i', (join) => join.onRef('i.enrolment_id', '=', 'e.id').on('i.stands', '=', true))
    .select(['e.id', 'e.number', 'e.begun_at', 'e.purpose', 'e.article', 'e.state', 'e.custody_id', 'e.retention', 'e.least_quality', 'o.name_ar', 'o.name_ckb', 'o.name_en'])
    .select((eb) => [
      eb.fn.count<string>('i.id').filterWhere('i.missing', 'is', null).as('fingers'), eb.fn.count<string>('i.id').filterWhere('i.missing', 'is not', null).as('missing'),
      eb.fn.avg<string | null>('i.quality').as('quality'), eb.fn.count<string>('i.id').filterWhere((f) => f('i.quality', '<', f.ref('e.least_quality'))).as('poor'),
    ])
    .where('e.person_id', 'in', [...personIds]).where('e.state', '<>', 'abandoned').groupBy(['e.id', 'o.id']).orderBy('e.begun_at', 'desc').execute()
}

/** The sealed templates of these persons. */
export async function templatesOf(r: Reader, personIds: readonly string[]) {
  return db(r).selectFrom('biometrics.template').select(['id', 'finger', 'version', 'sealed', 'key_id']).where('person_id', 'in', [...personIds]).orderBy('entered_at', 'desc').limit(200).execute()
}

/** Which of these persons have prints that can be compared, whoever took them. */
export async function enrolledAmong(r: Reader, personIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from biometrics.enrolled_among(${[...personIds]}::uuid[]) as id`.execute(r.db)
  return new Set(rows.map(({ id }) => id))
}

/** A complete taking with its person, as far as the session may read it. */
export async function findEnrolment(r: Reader, id: string): Promise<EnrolmentRow | undefined> {
  return db(r).selectFrom('biometrics.enrolment').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The fingers that stand, right thumb first, with sealed image and template. */
export async function standingFingers(r: Reader, enrolmentId: string) {
  return db(r).selectFrom('biometrics.impression as i').leftJoin('biometrics.template as t', 't.impression_id', 'i.id')
    .select(['i.id', 'i.finger', 'i.kind', 'i.missing', 'i.quality', 'i.taken_at', 'i.dpi', 'i.sealed_image', 'i.key_id', 't.id as template_id', 't.sealed as template', 't.key_id as template_key'])
    .where('i.enrolment_id', '=', enrolmentId).where('i.stands', '=', true).orderBy('i.finger').execute()
}
