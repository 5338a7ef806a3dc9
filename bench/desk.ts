// Desk, search, alarms and statistics over HTTP with 100,000 held of 1,000,000 custodies and 20,000 alarms, row-level security included.
import pg from 'pg'
import { registerPolicy } from '#kernel/access/policy.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { buildServer } from '#kernel/http/server.ts'
import { allWords, kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'
import { cases } from '#systems/cases/system.ts'
import { custody } from '#systems/custody/system.ts'
import { desk } from '#systems/desk/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { refreshFigures } from '#systems/oversight/store/figures.ts'
import { oversight } from '#systems/oversight/system.ts'
import { makeCountry, tokenOf } from '#test/support/country.ts'
import { fillHeld } from './held.ts'
import { freshDatabase, machine, percentile, table } from './support.ts'

const held = Number(process.env['BENCH_HELD'] ?? 100_000)
const all = Number(process.env['BENCH_CUSTODIES'] ?? 1_000_000)
const runs = Number(process.env['BENCH_RUNS'] ?? 40)
const systems = [offences, cases, custody, desk, oversight]

const { db, close } = await freshDatabase()
try {
  registerPolicy([...kernelPolicy, ...systems.flatMap((s) => s.policy)])
  const country = await makeCountry(db)
  await fillHeld(db, country, held, all)
  const admin = new pg.Client({ connectionString: db.urls.superuser })
  await admin.connect()
  await admin.query(`set session_replication_role = replica; set synchronous_commit = off`)
  await admin.query(`insert into kernel.alarm (id, kind, record_id, office_id, raised_to, raised_at, article) select uuidv7(), 'no-cover', id, held_by, $1, now() - interval '60 days' * random(), 'CPC 92' from custody.custody where ended_at is null order by id limit 20000`, [country.offices.inspectorate])
  await admin.query(`insert into kernel.clock (id, rule, record_id, office_id, started_at, due_at, state, article) select uuidv7(), 'CLK-03', id, court_id, arrested_at, cover_until, 'running', 'CPC 109(A)' from custody.custody where ended_at is null and cover_until > arrested_at`)
  await admin.query(`insert into kernel.record_person (id, record_id, person_id, role) select uuidv7(), id, person_id, 'detainee' from custody.custody`)
  await admin.query('vacuum analyze kernel.alarm'); await admin.query('vacuum analyze kernel.clock'); await admin.query('vacuum analyze kernel.record_person')
  await admin.end()
  const server = await buildServer({ db, handlers: [...kernelHandlers, ...systems.flatMap((s) => s.handlers)], words: allWords(systems), secureCookies: false })
  const began = performance.now()
  await refreshFigures(systemCtx(db))
  const rows: (string | number)[][] = [['counting everyone anew (the job)', performance.now() - began, performance.now() - began, '', '']]
  const q = (text: string) => `desk/search?q=${encodeURIComponent(text)}`
  const questions: [string, string, string, string][] = [
    ['desk, station', 'stationOfficer', 'desk', '< 100'], ['desk, judge', 'judge', 'desk', '< 100'], ['desk, prosecution of a third', 'prosecutor', 'desk', '< 100'], ['desk, inspector', 'inspector', 'desk', '< 100'],
    ['number, nation', 'inspector', q('2026/17'), '< 100'], ['number without year, nation', 'inspector', q('1700'), '< 100'], ['number, station', 'stationOfficer', q('1700'), '< 100'], ['number, prosecution of a third', 'prosecutor', q('1700'), '< 100'],
    ['common name, nation', 'inspector', q('محمد علي'), '< 100'], ['rare name, nation', 'inspector', q('ليث طارق'), '< 100'], ['common name, prosecution', 'prosecutor', q('محمد علي'), '< 100'], ['one name, station', 'stationOfficer', q('محمد'), '< 100'],
    ['alarms, first page', 'inspector', 'oversight/alarms?state=open&limit=100', '< 100'], ['alarms, governorate', 'inspector', 'oversight/alarms?state=open&governorate=IQ-BA&limit=100', '< 100'], ['alarm counts', 'inspector', 'oversight/alarms/counts', '< 100'],
    ['statistics, nation', 'inspector', 'oversight/statistics', '< 100'], ['statistics, governorate', 'judge', 'oversight/statistics', '< 100'], ['statistics, station', 'stationCommander', 'oversight/statistics', '< 100'],
  ]
  for (const [name, who, path, target] of questions.filter(([name]) => name.includes(process.env['BENCH_ONLY'] ?? ''))) {
    const cookie = `mizan=${await tokenOf(db, country, who, new Date())}`
    const samples: number[] = []
    let found: number | string = ''
    for (let i = 0; i < runs + 3; i++) {
      const started = performance.now()
      const answer = await server.inject({ method: 'GET', url: `/api/${path}`, headers: { cookie }, remoteAddress: `10.0.0.${i}` })
      if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.body}`)
      if (i >= 3) samples.push(performance.now() - started)
      found = (answer.json() as { rows?: unknown[] }).rows?.length ?? ''
    }
    rows.push([name, percentile(samples, 0.5), percentile(samples, 0.95), found, target])
  }
  process.stdout.write(`${table(`Desk, search, alarms and statistics, ${held.toLocaleString('en')} held of ${all.toLocaleString('en')} (${machine()})`, ['question', 'p50 ms', 'p95 ms', 'rows', 'target p95'], rows)}\n`)
  await server.close()
} finally {
  await close()
}
