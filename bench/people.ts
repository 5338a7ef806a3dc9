// Finding one of a million persons, beside a trigram search over the same names.
// MIZAN_BENCH_PERSONS sets how many; MIZAN_BENCH_PEER=0 leaves the trigrams out.
import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { makePerson } from '#app/demo/names.ts'
import type { MadePerson } from '#app/demo/names.ts'
import { random } from '#app/demo/random.ts'
import { registerPolicy } from '#kernel/access/policy.ts'
import { findSession } from '#kernel/access/sessions.ts'
import { read } from '#kernel/act/act.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import { fullName } from '#kernel/people/name.ts'
import type { PersonName } from '#kernel/people/name.ts'
import type { PeopleQuery } from '#kernel/people/person.ts'
import { peoplePolicy } from '#kernel/people/policy.ts'
import { possibleDuplicates, searchPeople } from '#kernel/people/search.ts'
import { nameRow } from '#kernel/people/store.ts'
import { makeCountry, tokenOf } from '#test/support/country.ts'
import { freshDatabase, machine, percentile, table } from './support.ts'

const persons = Number(process.env['MIZAN_BENCH_PERSONS'] ?? 1_000_000)
const calls = Number(process.env['MIZAN_BENCH_CALLS'] ?? 200)
const kept: MadePerson[] = []

const { db, close } = await freshDatabase()
try {
  const country = await makeCountry(db)
  registerPolicy(peoplePolicy)
  const session = await findSession(db, await tokenOf(db, country, 'stationOfficer', new Date()), new Date())
  const ctx: Ctx = { ...systemCtx(db), system: undefined, session }
  const admin = new pg.Client({ connectionString: db.urls.superuser })
  await admin.connect()
  const loadSeconds = await load(admin)
  const rows = await measureAll(ctx)
  const peer = process.env['MIZAN_BENCH_PEER'] === '0' ? [] : await trigrams(admin)
  await admin.end()
  process.stdout.write(`${table(`Search among ${persons.toLocaleString('en')} persons, ms (${machine()}; loaded in ${Math.round(loadSeconds)} s)`,
    ['looked for', 'p50', 'p95', 'worst', 'the very person among the first 20', 'target p95'], [...rows, ...peer])}\n`)
} finally {
  await close()
}

/** Copies made-up persons in behind the platform: acts would take hours, and only reading is measured. */
async function load(admin: pg.Client): Promise<number> {
  const began = performance.now()
  await admin.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'; set synchronous_commit = off`)
  const { rows: indexes } = await admin.query<{ indexdef: string; indexname: string }>(`select indexdef, indexname from pg_indexes where schemaname = 'kernel' and tablename = 'person_name' and indexname <> 'person_name_pkey'`)
  for (const { indexname } of indexes) await admin.query(`drop index kernel.${indexname}`)
  const r = random('bench')
  const numbers = new Set<string>()
  const columns = ['id', 'person_id', 'script', 'given', 'father', 'grandfather', 'great_grandfather', 'family', 'mother', 'known_as', 'display', 'is_primary', 'line_1', 'line_2', 'line_3', 'line_4', 'family_key', 'mother_key', 'keys', 'birth_year'] as const
  const second = new pg.Client({ connectionString: db.urls.superuser })
  await second.connect()
  await second.query('set session_replication_role = replica; set synchronous_commit = off')
  const personStream = admin.query(copyFrom('copy kernel.person (id, sex, birth_date, birth_precision, nationality, national_number, identity_state, created_at) from stdin'))
  const nameStream = second.query(copyFrom(`copy kernel.person_name (${columns.join(',')}) from stdin`))
  const at = new Date('2026-01-01T00:00:00Z')
  async function* both(): AsyncGenerator<string> {
    for (let start = 0; start < persons; start += 2000) {
      const names: string[] = [], people: string[] = []
      for (let i = start; i < Math.min(persons, start + 2000); i++) {
        const made = makePerson(r)
        const id = r.uuid(at)
        if (i % Math.ceil(persons / 2000) === 0) kept.push(made)
        const number = made.nationalNumber && !numbers.has(made.nationalNumber) ? made.nationalNumber : null
        if (number) numbers.add(number)
        people.push([id, made.sex, made.birth.date, made.birth.precision, 'IRQ', number, 'established', at.toISOString()].map(field).join('\t'))
        for (const [index, name] of made.names.entries()) {
          const row: Record<string, unknown> = { ...nameRow(id, name, made.birth, index === 0), id: r.uuid(at) }
          names.push(columns.map((column) => field(row[column])).join('\t'))
        }
      }
      if (!nameStream.write(`${names.join('\n')}\n`)) await once(nameStream, 'drain')
      yield `${people.join('\n')}\n`
    }
  }
  await pipeline(Readable.from(both()), personStream)
  nameStream.end()
  await once(nameStream, 'finish')
  await second.end()
  for (const { indexdef } of indexes) await admin.query(indexdef)
  await admin.query('analyze kernel.person; analyze kernel.person_name; set session_replication_role = origin')
  return (performance.now() - began) / 1000
}

function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (Array.isArray(value)) return `{${value.join(',')}}`
  return String(value)
}

interface Asked { readonly query: PeopleQuery; readonly expected?: string }

async function measureAll(ctx: Ctx): Promise<(string | number)[][]> {
  const latin = kept.flatMap(({ names }) => names.filter(({ script }) => script === 'latn'))
  const kurdish = kept.flatMap(({ names }) => names.filter(({ script }) => script === 'ckb'))
  const arabic = kept.map((person) => ({ person, name: person.names.find(({ script }) => script === 'ar')! }))
  const some = <T>(list: readonly T[], make: (one: T) => PeopleQuery, expected?: (one: T) => PersonName): Asked[] => Array.from({ length: calls }, (_, i) => {
    const one = list[(i * 7919) % list.length]!
    return { query: make(one), ...(expected ? { expected: fullName(expected(one)) } : {}) }
  })
  const sets: [label: string, asked: Asked[]][] = [
    ['محمد علي (the commonest)', some(['محمد علي', 'علي حسين', 'محمد حسين', 'حسين علي'], (text) => ({ text }))],
    ['محمد علي حسين', some(['محمد علي حسين', 'علي محمد حسين', 'احمد علي محمد', 'علي حسين حسن'], (text) => ({ text }))],
    ['محمد علي, born 1990 or so', some(['محمد علي', 'علي حسين'], (text) => ({ text, birthYear: 1990 }))],
    ['one name: محمد', some(['محمد', 'علي', 'فاطمة', 'الجبوري'], (text) => ({ text }))],
    ['own name and father', some(arabic, ({ name }) => ({ text: `${name.given} ${name.father}` }))],
    ['four names', some(arabic, ({ name }) => ({ text: [name.given, name.father, name.grandfather, name.greatGrandfather].filter(Boolean).join(' ') }), ({ name }) => name)],
    ['whole name with family', some(arabic.filter(({ name }) => name.family), ({ name }) => ({ text: fullName(name) }), ({ name }) => name)],
    ['own name and family', some(arabic.filter(({ name }) => name.family), ({ name }) => ({ text: `${name.given} ${name.family}` }))],
    ['parts with mother and year', some(arabic, ({ person, name }) => ({ given: name.given, father: name.father, mother: name.mother, ...(person.birth.date ? { birthYear: Number(person.birth.date.slice(0, 4)) } : {}) }), ({ name }) => name)],
    ['whole name in Latin', some(latin, (name) => ({ text: fullName(name) }), (name) => name)],
    ['whole name in Kurdish', some(kurdish, (name) => ({ text: fullName(name) }), (name) => name)],
    ['order upside down', some(arabic, ({ name }) => ({ text: `${name.grandfather} ${name.given} ${name.father}` }))],
    ['nobody of that name', some(['زرقاء بلعوط', 'شمسخان قرنفل حسين', 'Wolfgang Amadeus', 'محمد زغلولاني', 'علي محمد شبلوط'], (text) => ({ text }))],
    ['national number', some(kept.filter((one) => one.nationalNumber), (one) => ({ text: one.nationalNumber! }), (one) => one.names[0]!)],
  ]
  const rows: (string | number)[][] = []
  for (const [label, queries] of sets) {
    const found: boolean[] = []
    const times = await timed(queries, async ({ query, expected }) => {
      const hits = (await read(ctx, (r) => searchPeople(r, query))).rows
      found.push(expected ? hits.some(({ person }) => person.names.some(({ display }) => display === expected)) : hits.length > 0)
    })
    rows.push([label, percentile(times, 0.5), percentile(times, 0.95), Math.max(...times), queries[0]!.expected ? shareOf(found.slice(-queries.length)) : '', '< 50'])
  }
  const doubles = await timed(kept.slice(0, calls), async (one) => { await read(ctx, (r) => possibleDuplicates(r, one)) })
  rows.push(['possible duplicates of one', percentile(doubles, 0.5), percentile(doubles, 0.95), Math.max(...doubles), '', '< 100'])
  return rows
}

function shareOf(found: readonly boolean[]): string {
  return `${Math.round((found.filter(Boolean).length / found.length) * 100)} %`
}

async function timed<T>(list: readonly T[], work: (one: T) => Promise<unknown>): Promise<number[]> {
  for (const one of list.slice(0, 10)) await work(one)
  const times: number[] = []
  for (const one of list) {
    const began = performance.now()
    await work(one)
    times.push(performance.now() - began)
  }
  return times
}

/** The peer: what one would do without folding, pg_trgm over the written name. Finds neither Kurdish nor Latin spellings of an Arabic name. */
async function trigrams(admin: pg.Client): Promise<(string | number)[][]> {
  await admin.query('create index peer_trigram on kernel.person_name using gin (display public.gin_trgm_ops)')
  const search = (text: string) => admin.query('select person_id, public.similarity(display, $1) as fit from kernel.person_name where display operator(public.%) $1 order by fit desc limit 20', [text])
  const rows: (string | number)[][] = []
  for (const [label, texts] of [['peer, trigrams: محمد علي', ['محمد علي', 'علي حسين']], ['peer, trigrams: whole name', kept.slice(0, 20).map(({ names }) => fullName(names[0]!))]] as const) {
    const times = await timed(texts, search)
    rows.push([label, percentile(times, 0.5), percentile(times, 0.95), Math.max(...times), '', ''])
  }
  return rows
}
