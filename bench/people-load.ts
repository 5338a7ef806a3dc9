// A million made-up persons copied in behind the platform: acts would take hours, and only reading is measured.
import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { makePerson } from '#app/demo/names.ts'
import type { MadePerson } from '#app/demo/names.ts'
import { random } from '#app/demo/random.ts'
import type { Random } from '#app/demo/random.ts'
import type { Database } from '#kernel/db/connect.ts'
import { nameRow } from '#kernel/people/store.ts'

const nameColumns = ['id', 'person_id', 'script', 'given', 'father', 'grandfather', 'great_grandfather', 'family', 'mother', 'known_as', 'display', 'is_primary', 'line_1', 'line_2', 'line_3', 'line_4', 'family_key', 'mother_key', 'keys', 'triples', 'pair', 'birth_year'] as const
const batch = 2000

/** Loads `persons` made-up persons; gives two thousand of them, spread evenly, and how long it took. */
export async function loadPersons(db: Database, persons: number): Promise<{ kept: MadePerson[]; seconds: number }> {
  const began = performance.now()
  const [admin, second] = [new pg.Client({ connectionString: db.urls.superuser }), new pg.Client({ connectionString: db.urls.superuser })]
  for (const client of [admin, second]) {
    await client.connect()
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'; set synchronous_commit = off`)
  }
  const { rows: indexes } = await admin.query<{ indexdef: string; indexname: string }>(`select indexdef, indexname from pg_indexes where schemaname = 'kernel' and tablename = 'person_name' and indexname <> 'person_name_pkey'`)
  for (const { indexname } of indexes) await admin.query(`drop index kernel.${indexname}`)
  const kept: MadePerson[] = []
  const personStream = admin.query(copyFrom('copy kernel.person (id, sex, birth_date, birth_precision, nationality, national_number, identity_state, created_at) from stdin'))
  const nameStream = second.query(copyFrom(`copy kernel.person_name (${nameColumns.join(',')}) from stdin`))
  async function* both(): AsyncGenerator<string> {
    const r = random('bench')
    const numbers = new Set<string>()
    for (let start = 0; start < persons; start += batch) {
      const made = Array.from({ length: Math.min(batch, persons - start) }, () => makePerson(r))
      kept.push(...made.filter((_, index) => (start + index) % Math.ceil(persons / 2000) === 0))
      const rows = made.map((one) => rowsOf(one, r, numbers))
      if (!nameStream.write(`${rows.flatMap(({ names }) => names).join('\n')}\n`)) await once(nameStream, 'drain')
      yield `${rows.map(({ person }) => person).join('\n')}\n`
    }
  }
  await pipeline(Readable.from(both()), personStream)
  nameStream.end()
  await once(nameStream, 'finish')
  for (const { indexdef } of indexes) await admin.query(indexdef)
  await admin.query('analyze kernel.person; analyze kernel.person_name')
  await Promise.all([admin.end(), second.end()])
  return { kept, seconds: (performance.now() - began) / 1000 }
}

function rowsOf(made: MadePerson, r: Random, numbers: Set<string>): { person: string; names: string[] } {
  const at = new Date('2026-01-01T00:00:00Z')
  const id = r.uuid(at)
  const number = made.nationalNumber && !numbers.has(made.nationalNumber) ? made.nationalNumber : null
  if (number) numbers.add(number)
  return {
    person: [id, made.sex, made.birth.date, made.birth.precision, 'IRQ', number, 'established', at.toISOString()].map(field).join('\t'),
    names: made.names.map((name, index) => {
      const row: Record<string, unknown> = { ...nameRow(id, name, made.birth, index === 0), id: r.uuid(at) }
      return nameColumns.map((column) => field(row[column])).join('\t')
    }),
  }
}

function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (Array.isArray(value)) return `{${value.join(',')}}`
  return String(value)
}
