// One node of the tree, as it runs: the house with all its systems over the embedded, fully durable PostgreSQL, its sequencer, its scheduled
// work and its carrier. It is told what to do by its parent process, and works as its own offices would.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { systems } from '#app/systems.ts'
import { registerPolicy } from '#kernel/access/policy.ts'
import { openDatabase } from '#kernel/db/connect.ts'
import { buildServer } from '#kernel/http/server.ts'
import { kernelJobs, startJobs } from '#kernel/jobs/jobs.ts'
import { allWords, kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'
import { getLogSigner, getVerifierKey } from '#kernel/ledger/keys.ts'
import { startSequencer } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { startCarrier } from '#kernel/nodes/carrier.ts'
import { connectNeighbour, findConnection, inviteNeighbour, lineStates } from '#kernel/nodes/line.ts'
import { lineAddress } from '#kernel/nodes/line-settings.ts'
import { addNode, createTree, joinTree, setLogKeys } from '#kernel/nodes/nodes.ts'
import { example } from '#systems/_example/system.ts'
import { makeCountry, tokenOf, type OfficeKey, type TestCountry } from '#test/support/country.ts'
import { compareDigests } from './compare.ts'
import { doWork, type Worker } from './work.ts'

const [folder, name] = process.argv.slice(2) as [string, string]
const house = [...systems, example]
const { db, embedded } = await openDatabase(folder, '')
registerPolicy([...kernelPolicy, ...house.flatMap((s) => s.policy)])
const handlers = [...kernelHandlers, ...house.flatMap((s) => s.handlers)]
const app = await buildServer({ db, handlers, words: allWords(house), secureCookies: false })
const all = new pg.Pool({ connectionString: db.urls.superuser, max: 4 })
all.on('error', () => {})
const errors: string[] = []
const onError = (error: unknown) => { errors.push(String(error)) }
const signer = await getLogSigner(folder, `${name}.test/log`)
startSequencer(db, { everyMs: 300, signer, onError })
await startJobs(db, [...kernelJobs, ...house.flatMap((s) => s.jobs ?? [])], onError)
let carrier = await startCarrier(db, { onError, everyMs: 1000 })

const named = (en: string) => ({ ar: en, ckb: en, en })
let country: TestCountry

/** What the parent process may ask for, by name. */
const orders: Record<string, (...args: never[]) => Promise<unknown>> = {
  makeCountry: async () => (country = await makeCountry(db)),
  setCountry: async (known: TestCountry) => { country = known },
  createTree: async () => { await createTree(db, { id: name, name: named(name), officeId: country.offices.ministry, logKeys: [await getVerifierKey(folder)] }) },
  addNode: async (id: string, parentId: string, offices: OfficeKey[]) => { await addNode(db, { id, parentId, name: named(id), officeIds: offices.map((key) => country.offices[key]) }) },
  joinTree: async (parentId: string) => { await joinTree(db, { id: name, parentId }) },
  startCarrier: async () => { await carrier.stop(); carrier = await startCarrier(db, { onError, everyMs: 1000 }) },
  invite: async (neighbour: string) => inviteNeighbour(db, neighbour, { host: lineAddress().host, port: lineAddress().port! }),
  connect: async (neighbour: string, address?: string) => { await connectNeighbour(db, neighbour, address ?? (await findConnection(db, neighbour))!) },
  key: async () => getVerifierKey(folder),
  setLogKeys: async (node: string, keys: string[]) => { await setLogKeys(db, node, keys) },
  lines: async () => lineStates(db),
  digests: async () => compareDigests(db),
  query: async (text: string) => (await all.query(text)).rows,
  verify: async () => { const { problems, nodes, entries, rows } = await verify(db, { publicKey: await getVerifierKey(folder), workers: 0 }); return { problems: problems.slice(0, 10), nodes, entries, rows } },
  work: async (workers: Worker[], acts: number, seed: number) => doWork({ app, all, country, tokenOf: (who) => tokenOf(db, country, who, new Date()) }, workers, acts, seed),
  call: async (who: string, endpointName: string, input: Record<string, unknown>) => {
    const { endpoint } = handlers.find((h) => h.endpoint.name === endpointName)!
    const response = await app.inject({ method: endpoint.method, url: endpoint.path.replaceAll(/:(\w+)/g, (_, key: string) => String(input[key])), ...(endpoint.method === 'GET' ? {} : { payload: input }),
      headers: { 'x-mizan': '1', 'x-mizan-lang': 'en', 'idempotency-key': crypto.randomUUID(), cookie: `mizan=${await tokenOf(db, country, who, new Date())}` } })
    return { status: response.statusCode, body: response.json() as unknown }
  },
  errors: async () => errors,
  stop: async () => { setImmediate(() => { void stop() }) },
}

async function stop(): Promise<void> {
  await embedded?.stop()
  process.exit(0)
}

process.on('message', ({ id, order, args }: { id: number; order: string; args: unknown[] }) => {
  orders[order]!(...(args as never[])).then((result) => process.send!({ id, result: result ?? null }), (error: unknown) => process.send!({ id, error: String((error as Error).stack ?? error) }))
})
process.on('disconnect', () => { process.exit(1) })
process.send!({ ready: Number(readFileSync(join(embedded!.folder, 'postmaster.pid'), 'utf8').split('\n')[0]) })
