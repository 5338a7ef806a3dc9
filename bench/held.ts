// A nation's custodies in bulk, for the benchmarks that read them.
import pg from 'pg'
import { tokensOf } from '#kernel/people/fold.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { TestCountry } from '#test/support/country.ts'

const given = ['محمد', 'علي', 'حسين', 'احمد', 'حسن', 'عباس', 'كرار', 'مصطفى', 'عمر', 'زينب', 'فاطمة', 'سجاد', 'حيدر', 'كاظم', 'جاسم', 'سامي', 'نور', 'رعد', 'قاسم', 'ازاد', 'هیوا', 'شيرين', 'طارق', 'صباح', 'ليث']

/** Fills the tables in bulk: the triggers that guard every change are off for this connection alone. */
export async function fillHeld(db: Database, country: TestCountry, held: number, all: number): Promise<void> {
  const admin = new pg.Client({ connectionString: db.urls.superuser })
  await admin.connect()
  const o = country.offices
  await admin.query(`set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`)
  await admin.query(`create temp table places as select n, 'IQ-' || (array['BG','BA','NI','AR','SU','DA','BB','NA','KA','DQ','MA','MU','QA','WA','DI','AN','SD','KI'])[1 + n % 18] as governorate, uuidv7() as station, uuidv7() as court, uuidv7() as prosecution from generate_series(0, 359) n`)
  // One place is that of the test country's own people, and its prosecution has a third of the nation: the largest office there can be.
  await admin.query(`update places set prosecution = $1 where n % 3 = 0`, [o.prosecution])
  await admin.query(`update places set station = $1, court = $2, governorate = 'IQ-BG' where n = 0`, [o.station, o.investigationCourt])
  await admin.query(`insert into kernel.office (id, kind, path, name_ar, name_ckb, name_en, governorate, jurisdiction) select p.id, p.kind, array[p.id], 'دائرة ' || n, 'دائرة ' || n, 'Office ' || n, governorate, 'federal'
    from places cross join lateral (values (station, 'police-station'), (court, 'investigation-court'), (prosecution, 'prosecution-office')) p (id, kind) on conflict do nothing`)
  await admin.query(`create temp table made as select ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id, i, i % 360 as place, random() as r, (power(random(), 2) * $1)::int as a, (power(random(), 2) * $1)::int as b from generate_series(1, ${all}) i`, [given.length - 1])
  await admin.query(`insert into kernel.record (id, kind, number, number_office_id, label, office_id, state, jurisdiction, governorate, created_at) select m.id, 'custody', '2026/' || lpad((i / 360)::text, 6, '0'), p.station, '', p.station, 'held', 'federal', p.governorate, now() from made m join places p on p.n = m.place`)
  await admin.query(`insert into kernel.record_access (record_id, office_id, why) select m.id, x.office, x.why from made m join places p on p.n = m.place cross join lateral (values (p.station, 'holder'), (p.station, 'origin'), (p.court, 'judge'), (p.prosecution, 'prosecution')) x (office, why)`)
  await admin.query(`insert into custody.custody (id, number, person_id, name_display, name_keys, sex, birth_precision, age_group, case_id, case_number, act_day, stage, arrested_at, entered_at, late_reason, ground, ground_id, ground_article, arrest_place, arrested_by,
      station_id, held_by, facility_kind, court_id, prosecution_id, governorate, jurisdiction, offence_code, article, cover_status, cover_until, next_act, next_office, next_due, ended_at, ended_kind)
    select m.id, '2026/' || lpad((i / 360)::text, 6, '0'), m.id, 'اسم ' || i, k.keys, case when r < 0.05 then 'female' else 'male' end, 'day', case when r between 0.3 and 0.33 then 'juvenile' else 'adult' end, m.id, '2026/' || lpad((i / 360)::text, 6, '0'),
      current_date, case when i > ${held} then 'released' else (array['arrested','detained','detained','detained','referred','on-trial','sentenced','sentenced'])[1 + (r * 8)::int % 8] end, now() - interval '30 days' * r, now(), 'bulk', '102', 'flagrante', 'CPC 102', 'place', 'patrol',
      p.station, p.station, 'police-station', p.court, p.prosecution, p.governorate, 'federal', 'PC-' || (400 + i % 57), 'Penal ' || (400 + i % 57), case when r < 0.02 then 'gap' else 'covered' end,
      case when i > ${held} then null when r < 0.02 then now() - interval '3 days' * random() when r > 0.97 then null else now() + interval '15 days' * random() end, 'decide-extension', p.court, now(), case when i > ${held} then now() end, case when i > ${held} then 'released' end
    from made m join places p on p.n = m.place cross join lateral (select ($1::jsonb -> m.a) || ($1::jsonb -> m.b) as j) kj cross join lateral (select array_agg(v) as keys from jsonb_array_elements_text(kj.j) v) k`,
  [JSON.stringify(given.map((name) => tokensOf(name)[0]!.keys))])
  await admin.query('vacuum analyze kernel.record'); await admin.query('vacuum analyze kernel.record_access'); await admin.query('vacuum analyze custody.custody')
  await admin.end()
}
