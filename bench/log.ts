/**
 * The public log: what a round of witnesses costs, how long a proof takes, what tiles weigh, and how fast the whole log is verified: by the database's verifier, and by an
 * outsider over HTTP. Run: node bench/log.ts [entries=1000000]. Needs no server; the witnesses are programs of their own.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { generateKeyPairSync, randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openKey } from '#app/witness/state.ts'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { buildServer } from '#kernel/http/server.ts'
import { findCosignedCheckpoint } from '#kernel/ledger/cosigned.ts'
import { findProofError, proveConsistency, proveEntry } from '#kernel/ledger/extract.ts'
import { followLog } from '#kernel/ledger/follow/follow.ts'
import { readLog } from '#kernel/ledger/follow/read-log.ts'
import { makeSigner, type Signer } from '#kernel/ledger/note.ts'
import { openPolicy, parsePolicy, type Policy } from '#kernel/ledger/policy.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { tilePath } from '#kernel/ledger/tiles.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { logHandlers } from '#kernel/log/handlers.ts'
import { witnessRound } from '#kernel/log/witnessing.ts'
import { makeEntries } from './ledger.ts'
import { freshDatabase, machine, percentile, table } from './support.ts'

const entries = Number(process.argv[2] ?? process.env['BENCH_ENTRIES'] ?? 1_000_000)
const rounds = 100
const proofs = 2000

type Cells = (string | number)[]

const { db, close } = await freshDatabase()
const signer = makeSigner('log.bench.test', generateKeyPairSync('ed25519').privateKey)
const superuser = new pg.Client({ connectionString: db.urls.superuser })
await superuser.connect()
try {
  await makeEntries(superuser, entries)
  const started = performance.now()
  await sequence(db, { signer })
  const seconds = (performance.now() - started) / 1000
  await superuser.query('vacuum analyze')
  const say = (title: string, head: string[], rows: Cells[]) => { process.stdout.write(`${table(`${title} (${machine()})`, head, rows)}\n`) }
  say(`A log of ${entries.toLocaleString('en')} entries`, ['what', 'seconds', 'leaves a second'], [['sequenced: leaves, tiles, checkpoints', seconds, entries / seconds], ...(await verified(db, signer))])
  say('What it weighs', ['what', 'bytes a leaf'], await weighed(superuser))
  say(`Latency, ${proofs} each`, ['what', 'p50 ms', 'p99 ms', 'target p99'], await latencies(db, signer))
  say(`A round of two witnesses, ${rounds} checkpoints`, ['what', 'p50 ms', 'p99 ms'], await rounded(db, signer))
} finally {
  await superuser.end()
  await close()
}

/** Everything, by the verifier of the database and by an outsider. */
async function verified(db: Database, signer: Signer): Promise<Cells[]> {
  const rows: Cells[] = []
  const time = async (what: string, count: number, work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    const seconds = (performance.now() - started) / 1000
    rows.push([what, seconds, count / seconds])
  }
  await time(`verify: every entry, leaf, tile and 2 rows each, ${availableParallelism()} workers`, entries, async () => {
    const report = await verify(db, { publicKey: signer.verifierKey })
    if (!report.ok || report.entries !== entries) throw new Error(JSON.stringify(report.first ?? report))
  })
  const server = await serve(db)
  const follow = async (saved?: string) => {
    const report = await followLog(readLog(server.url), { keys: [signer.verifierKey], policy: openPolicy, ...(saved === undefined ? {} : { saved }) })
    if (!report.ok) throw new Error(JSON.stringify(report.problems))
    return report
  }
  let note = ''
  await time('verify --log --full over HTTP: every entry, leaf and tile', entries, async () => { ({ note } = await follow()) })
  await time('floor: the same tiles and bundles asked for, nothing computed', entries, () => fetchAll(server.url))
  await grow(db, signer, 1000)
  await time('verify --log since the last visit, 1,000 new entries', 1000, () => follow(note))
  await server.close()
  return rows
}

async function fetchAll(url: string): Promise<void> {
  const full = Math.floor(entries / 256)
  for (let first = 0; first < full; first += 16) {
    await Promise.all(Array.from({ length: Math.min(16, full - first) }, (_, i) => [tilePath(0, first + i), tilePath('entries', first + i)]).flat().map(async (path) => {
      const response = await fetch(`${url}/${path}`)
      if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
      await response.arrayBuffer()
    }))
  }
}

async function weighed(superuser: pg.Client): Promise<Cells[]> {
  const { rows: [sizes] } = await superuser.query<{ leaves: number; tiles: number; stored: number; leaf: number }>(
    `select (select count(*)::float8 from kernel.leaf) as leaves, (select sum(octet_length(data))::float8 from kernel.tile) as tiles,
       pg_total_relation_size('kernel.tile')::float8 as stored, pg_total_relation_size('kernel.leaf')::float8 as leaf`)
  const { leaves, tiles, stored, leaf } = sizes!
  return [['hashes in tiles', tiles / leaves], ['floor: 32 bytes, and a 256th above it at each level', 32 * (256 / 255)], ['tiles as PostgreSQL keeps them, with their index', stored / leaves],
    ['leaves with their index (which entry is where)', leaf / leaves], ['what an outsider loads: tiles and entries', tiles / leaves + 34]]
}

async function latencies(db: Database, signer: Signer): Promise<Cells[]> {
  const { rows } = await db.ledgerPool.query<{ entry_id: string }>('select entry_id from kernel.leaf where index = any ($1)', [Array.from({ length: proofs }, () => randomInt(entries))])
  const server = await serve(db)
  const timed = async (what: string, target: string, work: (i: number) => Promise<unknown>): Promise<Cells> => {
    const samples: number[] = []
    for (let i = 0; i < proofs; i++) {
      const started = performance.now()
      await work(i)
      samples.push(performance.now() - started)
    }
    return [what, percentile(samples, 0.5), percentile(samples, 0.99), target]
  }
  const id = (i: number) => rows[i % rows.length]!.entry_id
  const proof = await proveEntry(db, id(0))
  const found = [
    await timed('proof of one entry against the newest checkpoint', '< 50', (i) => proveEntry(db, id(i))),
    await timed('consistency proof from any earlier size', '< 50', () => proveConsistency(db, 1 + randomInt(entries - 1), entries)),
    await timed('floor: one row read by its key', '', (i) => db.ledgerPool.query('select index from kernel.leaf where entry_id = $1', [id(i)])),
    await timed('the newest checkpoint', '', () => findCosignedCheckpoint(db, 0, openPolicy)),
    await timed('a full tile over HTTP', '', () => fetch(`${server.url}/${tilePath(0, randomInt(Math.floor(entries / 256)))}`).then((response) => response.arrayBuffer())),
    await timed('a proof checked offline', '', async () => { const wrong = findProofError(proof, signer.verifierKey); if (wrong !== undefined) throw new Error(wrong) }),
  ]
  await server.close()
  return found
}

/** Two witnesses sign each new checkpoint; beside it two bare requests of the same length. */
async function rounded(db: Database, signer: Signer): Promise<Cells[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-bench-witnesses-'))
  const witnesses = await Promise.all(['one', 'two'].map((name) => launch(join(folder, name), name, signer)))
  const policy: Policy = parsePolicy(`${witnesses.map((w) => `witness ${w.name} ${w.vkey} ${w.url}`).join('\n')}\ngroup both all one two\nquorum both\n`)
  const bare = createServer((request, response) => { request.resume().on('end', () => { response.end('ok') }) })
  await new Promise<void>((resolve) => { bare.listen(0, '127.0.0.1', () => { resolve() }) })
  const samples = { act: [] as number[], round: [] as number[], bare: [] as number[] }
  try {
    for (let i = 0; i < rounds + 5; i++) {
      const times = [performance.now()]
      const lap = () => times.push(performance.now())
      await grow(db, signer, 1)
      lap()
      const asked = await witnessRound(db, { policy: () => policy, everyMs: 0 })
      lap()
      if (asked.some((one) => one.result !== 'cosigned')) throw new Error(JSON.stringify(asked))
      await Promise.all(witnesses.map(() => fetch(`http://127.0.0.1:${(bare.address() as AddressInfo).port}/`, { method: 'POST', body: 'x'.repeat(1500) }).then((response) => response.text())))
      lap()
      if (i >= 5) for (const [n, key] of (['act', 'round', 'bare'] as const).entries()) samples[key].push(times[n + 1]! - times[n]!)
    }
  } finally {
    for (const { child } of witnesses) child.kill()
    bare.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const row = (what: string, of: number[]): Cells => [what, percentile(of, 0.5), percentile(of, 0.99)]
  return [row('the round: proof, two requests at once, their fsync, cosignatures checked and kept', samples.round), row('floor: two bare requests at once', samples.bare), row('beside it: one act and its checkpoint', samples.act)]
}

async function launch(folder: string, name: string, signer: Signer): Promise<{ name: string; vkey: string; url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['src/app/witness/main.ts', '--folder', folder, '--name', `${name}.bench.test`, '--port', '0', '--log', signer.verifierKey], { stdio: ['ignore', 'ignore', 'pipe'] })
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (part: Buffer) => { const at = /listens at (\S+)/.exec(part.toString())?.[1]; if (at !== undefined) resolve(at) })
    child.once('exit', () => { reject(new Error('the witness ended')) })
  })
  const key = openKey(folder)
  return { name, url, child, vkey: makeSigner(key.name, key.privateKey, { witness: true }).verifierKey }
}

async function grow(db: Database, signer: Signer, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await act(systemCtx(db), { verb: 'bench.note', subject: { kind: 'office', bare: randomUUID() } }, async () => {})
  await sequence(db, { signer })
}

/** The log's endpoints on a real port, with no limit that a benchmark could meet. */
async function serve(db: Database): Promise<{ url: string; close(): Promise<void> }> {
  const app = await buildServer({ db, words: new Map(), secureCookies: false, handlers: logHandlers.map(({ endpoint, run }) => ({ endpoint: { ...endpoint, limit: { perMinute: 1e9 } }, run })) })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url: `${url}/log`, close: async () => { await app.close() } }
}
