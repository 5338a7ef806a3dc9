// Acts per second beside a hand-written transaction that inserts the same rows with no platform around it.
import type { Database } from '#kernel/db/connect.ts'
import { newClient } from '#kernel/db/seek.ts'
import { clients, load, makePair, paced } from './act-load.ts'
import { freshDatabase, machine, median, percentile, table } from './support.ts'

const seconds = Number(process.env['BENCH_SECONDS'] ?? 5)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)

const { db, close } = await freshDatabase()
try {
  const { ours, theirs, end } = await makePair(db)
  await Promise.all([load(ours, 1), load(theirs, 1)])
  const ratios: number[] = [], rates: number[] = [], peers: number[] = []
  for (let round = 0; round < rounds; round++) {
    const a = await load(ours, seconds), b = await load(theirs, seconds)
    rates.push(a.rate); peers.push(b.rate); ratios.push(a.rate / b.rate)
  }
  await settle(db)
  await paced(ours, median(rates) / 2, 2)   // a page's first change after a checkpoint is written whole
  const half: number[][] = []
  for (let round = 0; round < rounds; round++) half.push(await paced(ours, median(rates) / 2, seconds))
  const tails = half.map((samples) => percentile(samples, 0.99)).sort((a, b) => a - b)
  process.stdout.write(`${table(`Acts (${machine()})`, ['figure', 'acts', 'hand-written', 'ratio', 'target'], [
    [`per second, ${clients} clients, median of ${rounds}`, median(rates), median(peers), median(ratios), '≥ 0.5'],
    [`p50 at half load, ms, median of ${rounds}`, median(half.map((samples) => percentile(samples, 0.5))), '', '', ''],
    [`p99 at half load, ms, median of ${rounds} (best and worst: ${tails[0]!.toFixed(1)}, ${tails.at(-1)!.toFixed(1)})`, median(tails), '', '', '< 25'],
  ])}\n`)
  await end()
} finally {
  await close()
}

/** As on a server that has been at work for a while: its log segments are recycled, not made anew (which stalls every commit for some 60 ms). */
async function settle(database: Database): Promise<void> {
  const admin = newClient(database.urls.superuser)
  await admin.connect()
  await admin.query('checkpoint')
  await admin.end()
}
