// Finding one of a million persons, beside a trigram search over the same names.
// MIZAN_BENCH_PERSONS sets how many; MIZAN_BENCH_PEER=0 leaves the trigrams out.
import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import pg from 'pg'
import type { MadePerson } from '#app/demo/names.ts'
import { random } from '#app/demo/random.ts'
import { registerPolicy } from '#kernel/access/policy.ts'
import { findSession } from '#kernel/access/sessions.ts'
import { read } from '#kernel/act/act.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import { fullName } from '#kernel/people/name.ts'
import type { PersonName } from '#kernel/people/name.ts'
import { PeopleQuery } from '#kernel/people/person.ts'
import { peoplePolicy } from '#kernel/people/policy.ts'
import { findCandidates, possibleDuplicates, searchPeople } from '#kernel/people/search.ts'
import { readPersons } from '#kernel/people/store.ts'
import { makeCountry, tokenOf } from '#test/support/country.ts'
import { byAnotherHand } from './names-data.ts'
import { loadPersons } from './people-load.ts'
import { freshDatabase, machine, percentile, table } from './support.ts'

const persons = Number(process.env['MIZAN_BENCH_PERSONS'] ?? 1_000_000)
const hand = random('another hand')
let backend = 0
const calls = Number(process.env['MIZAN_BENCH_CALLS'] ?? 200)

const { db, close } = await freshDatabase()
try {
  const country = await makeCountry(db)
  registerPolicy(peoplePolicy)
  const session = await findSession(db, await tokenOf(db, country, 'stationOfficer', new Date()), new Date())
  const ctx: Ctx = { ...systemCtx(db), system: undefined, session }
  const { kept, seconds: loadSeconds } = await loadPersons(db, persons)
  const admin = new pg.Client({ connectionString: db.urls.superuser })
  await admin.connect()
  const rows = await measureAll(ctx, kept)
  const peer = process.env['MIZAN_BENCH_PEER'] === '0' ? [] : await trigrams(admin, kept)
  await admin.end()
  process.stdout.write(`${table(`Search among ${persons.toLocaleString('en')} persons, ms (${machine()}; loaded in ${Math.round(loadSeconds)} s)`,
    ['looked for', 'p50', 'p95', 'worst', 'the very person among the first 20', 'target p95'], [...rows, ...peer])}\n`)
} catch (error) {
  // The lines to the server end with it, loudly: what went wrong is said first.
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
} finally {
  await close()
}

interface Asked { readonly query: PeopleQuery; readonly expected?: string }


function arabicOf({ names }: MadePerson): PersonName {
  return names.find(({ script }) => script === 'ar')!
}

function yearOf({ birth }: MadePerson): { birthYear?: number } {
  return birth.date ? { birthYear: Number(birth.date.slice(0, 4)) } : {}
}

async function measureAll(ctx: Ctx, kept: readonly MadePerson[]): Promise<(string | number)[][]> {
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
    ['parts with mother and year', some(arabic, ({ person, name }) => ({ given: name.given, father: name.father, mother: name.mother, ...yearOf(person) }), ({ name }) => name)],
    ['whole name in Latin', some(latin, (name) => ({ text: fullName(name) }), (name) => name)],
    ['whole name in Kurdish', some(kurdish, (name) => ({ text: fullName(name) }), (name) => name)],
    ['order upside down', some(arabic, ({ name }) => ({ text: `${name.grandfather} ${name.given} ${name.father}` }))],
    ['whole name, in another’s Arabic spelling', some(kept, (person) => ({ text: byAnotherHand(hand, person, 'ar') }), arabicOf)],
    ['in another’s Latin spelling, parts left out', some(kept, (person) => ({ text: byAnotherHand(hand, person, 'latn') }), arabicOf)],
    ['the same, with the year of birth', some(kept, (person) => ({ text: byAnotherHand(hand, person, 'latn'), ...yearOf(person) }), arabicOf)],
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
  for (const [label, queries] of sets.filter(([of]) => of.includes('spelling') || of.includes('the year of birth'))) {
    const found: boolean[] = []
    const cpu: number[] = []
    backend = (await read(ctx, async (r) => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(r.db)).rows))[0]!.pid
    const times = await timed(queries, async ({ query }) => {
      const before = cpuMs()
      await read(ctx, (r) => findCandidates(r, PeopleQuery.parse(query)))
      cpu.push(cpuMs() - before)
    })
    for (const { query, expected } of queries) {
      const persons = await read(ctx, async (r) => readPersons(r, await findCandidates(r, PeopleQuery.parse(query))))
      found.push(persons.some(({ names }) => names.some(({ display }) => display === expected)))
    }
    rows.push([`candidates from the indexes: ${label}`, percentile(times, 0.5), percentile(times, 0.95), Math.max(...times), `${shareOf(found)} (among the candidates)`, '< 10'])
    const own = cpu.slice(-queries.length)
    if (existsSync('/proc/self/schedstat')) rows.push([`CPU of both processes for them: ${label}`, percentile(own, 0.5), percentile(own, 0.95), Math.max(...own), '', '< 10'])
  }
  const doubles = await timed(kept.slice(0, calls), async (one) => { await read(ctx, (r) => possibleDuplicates(r, one)) })
  rows.push(['possible duplicates of one', percentile(doubles, 0.5), percentile(doubles, 0.95), Math.max(...doubles), '', '< 100'])
  return rows
}

/** CPU spent by this process and by the server's, in milliseconds: what a call costs whoever else is on the machine. Linux only. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  const theirs = `/proc/${backend}/schedstat`
  return (user + system) / 1000 + (existsSync(theirs) ? Number(readFileSync(theirs, 'utf8').split(' ')[0]) / 1e6 : 0)
}

function shareOf(found: readonly boolean[]): string {
  return `${(Math.floor((found.filter(Boolean).length / found.length) * 1000) / 10).toFixed(1)} %`
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
async function trigrams(admin: pg.Client, kept: readonly MadePerson[]): Promise<(string | number)[][]> {
  await admin.query('create index peer_trigram on kernel.person_name using gin (display public.gin_trgm_ops)')
  const search = (text: string) => admin.query('select person_id, public.similarity(display, $1) as fit from kernel.person_name where display operator(public.%) $1 order by fit desc limit 20', [text])
  const rows: (string | number)[][] = []
  for (const [label, texts] of [['peer, trigrams: محمد علي', ['محمد علي', 'علي حسين']], ['peer, trigrams: whole name', kept.slice(0, 20).map(({ names }) => fullName(names[0]!))]] as const) {
    const times = await timed(texts, search)
    rows.push([label, percentile(times, 0.5), percentile(times, 0.95), Math.max(...times), '', ''])
  }
  return rows
}
