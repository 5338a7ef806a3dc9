// Acts per second on three PostgreSQL servers, each commit on two disks before it is answered, beside the same hand-written transaction on the same cluster.
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, openDatabase } from '#kernel/db/connect.ts'
import { newClient } from '#kernel/db/seek.ts'
import { bringUp, runOn, tearDown, whyNot } from '../deploy/ha/lab.ts'
import { clients, load, makePair, pairOf, type Pair } from './act-load.ts'
import { machine, median, table } from './support.ts'

const seconds = Number(process.env['BENCH_SECONDS'] ?? 5)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
const folder = join(process.env['MIZAN_BENCH_FOLDER'] ?? tmpdir(), 'mizan-bench-ha')

interface Rates { readonly ours: number[]; readonly theirs: number[] }
/** Answered when on two disks, and when on one. */
interface Measured { readonly both: Rates; readonly one: Rates }

if (process.argv[2] === 'measure') process.send!(await measure(process.argv[3]!))
else await main()

async function main(): Promise<void> {
  const reason = whyNot()
  if (reason) return void process.stdout.write(`Not measured here: ${reason}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { void tearDown('mizan-bench-ha', folder).then(() => process.exit(1)) })
  try {
    const lab = await bringUp('mizan-bench-ha', folder)
    const { both, one } = await measureOn(lab.prefix, lab.databaseUrl)
    const row = (name: string, { ours, theirs }: Rates, target: string) => [name, median(ours), median(theirs), median(ours.map((rate, n) => rate / theirs[n]!)), target]
    process.stdout.write(`${table(`Acts with synchronous replication (${machine()}; three servers, Patroni and etcd on this one machine)`, ['figure', 'acts', 'hand-written', 'ratio', 'target'], [
      row(`per second, on two disks before it is answered, ${clients} clients, median of ${rounds}`, both, '≥ 0.5'),
      row('the same, answered when on the first disk', one, ''),
    ])}\n`)
  } finally {
    await tearDown('mizan-bench-ha', folder)
  }
}

/** In the namespace of a server: the databases can't be reached from outside. */
function measureOn(prefix: string, url: string): Promise<Measured> {
  const data = join(folder, 'mizan')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  return new Promise((resolve, reject) => {
    const child = runOn({ prefix }, 'app1', [process.execPath, import.meta.filename, 'measure', data], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], cwd: join(import.meta.dirname, '..'), env: { ...process.env, DATABASE_URL: url } })
    child.once('message', (message) => { resolve(message as Measured) })
    child.once('exit', (code) => { reject(new Error(`the measuring process ended with ${code}`)) })
  })
}

async function measure(data: string): Promise<Measured> {
  const { db } = await openDatabase(data)
  const pair = await makePair(db)
  const both = await rates(pair)
  const admin = newClient(db.urls.superuser)
  await admin.connect()
  await admin.query('alter role mizan_app set synchronous_commit = local')
  await admin.end()
  const quick = connect(db.urls)
  const quickPair = pairOf(quick, pair.session)
  const one = await rates(quickPair)
  for (const each of [pair, quickPair]) await each.end()
  for (const each of [db, quick]) await each.close()
  return { both, one }
}

async function rates({ ours, theirs }: Pair): Promise<Rates> {
  const found: Rates = { ours: [], theirs: [] }
  await Promise.all([load(ours, 1), load(theirs, 1)])
  for (let round = 0; round < rounds; round++) {
    found.ours.push((await load(ours, seconds)).rate)
    found.theirs.push((await load(theirs, seconds)).rate)
  }
  return found
}
