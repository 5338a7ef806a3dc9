// The custody board over HTTP with 100,000 held of 1,000,000 custodies, row-level security included.
import { registerPolicy } from '#kernel/access/policy.ts'
import { buildServer } from '#kernel/http/server.ts'
import { allWords, kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'
import { cases } from '#systems/cases/system.ts'
import { custody } from '#systems/custody/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { makeCountry, tokenOf } from '#test/support/country.ts'
import { fillHeld } from './held.ts'
import { freshDatabase, machine, percentile, table } from './support.ts'

const held = Number(process.env['BENCH_HELD'] ?? 100_000)
const all = Number(process.env['BENCH_CUSTODIES'] ?? 1_000_000)
const runs = Number(process.env['BENCH_RUNS'] ?? 60)
const systems = [offences, cases, custody]

const { db, close } = await freshDatabase()
try {
  registerPolicy([...kernelPolicy, ...systems.flatMap((s) => s.policy)])
  const country = await makeCountry(db)
  const began = performance.now()
  await fillHeld(db, country, held, all)
  process.stderr.write(`filled in ${Math.round((performance.now() - began) / 1000)} s\n`)
  const server = await buildServer({ db, handlers: [...kernelHandlers, ...systems.flatMap((s) => s.handlers)], words: allWords(systems), secureCookies: false })
  const questions: [string, string, string][] = [
    ['nation, no filter', 'inspector', 'board'], ['nation, governorate', 'inspector', 'board?governorate=IQ-BG'], ['nation, women who are juvenile', 'inspector', 'board?sex=female&ageGroup=juvenile'],
    ['nation, offence', 'inspector', 'board?offenceCode=PC-443'], ['nation, stage and article', 'inspector', 'board?stage=referred&article=Penal%20412'], ['nation, gaps', 'inspector', 'board?cover=gap'],
    ['nation, common name', 'inspector', `board?q=${encodeURIComponent('محمد علي')}`], ['nation, rare name', 'inspector', `board?q=${encodeURIComponent('ليث طارق')}`], ['nation, number', 'inspector', 'board?q=2026/17'],
    ['nation, 500 rows', 'inspector', 'board?limit=500'], ['prosecution of a third of the nation', 'prosecutor', 'board'], ['the same, one offence', 'prosecutor', 'board?offenceCode=PC-443'], ['court', 'judge', 'board'], ['station', 'stationOfficer', 'board'],
    ['counts, nation', 'inspector', 'counts'], ['counts, prosecution', 'prosecutor', 'counts'], ['counts, station', 'stationOfficer', 'counts'],
  ]
  const rows: (string | number)[][] = []
  for (const [name, who, path] of questions.filter(([name]) => name.includes(process.env['BENCH_ONLY'] ?? ''))) {
    const cookie = `mizan=${await tokenOf(db, country, who, new Date())}`
    const samples: number[] = []
    let found = 0
    for (let i = 0; i < runs + 5; i++) {
      const started = performance.now()
      const answer = await server.inject({ method: 'GET', url: `/api/custody/${path}`, headers: { cookie } })
      if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.body}`)
      if (i >= 5) samples.push(performance.now() - started)
      found = (answer.json() as { rows: unknown[] }).rows.length
    }
    rows.push([name, percentile(samples, 0.5), percentile(samples, 0.95), found, '< 50'])
  }
  process.stdout.write(`${table(`Custody board, ${held.toLocaleString('en')} held of ${all.toLocaleString('en')} (${machine()})`, ['question', 'p50 ms', 'p95 ms', 'rows', 'target p95'], rows)}\n`)
  await server.close()
} finally {
  await close()
}
