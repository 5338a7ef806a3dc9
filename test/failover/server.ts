// One of the two servers that the failover test puts before the cluster: the real house with the model system mounted, its sequencer, its jobs, its events.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUIDv7 } from 'node:crypto'
import { registerPolicy } from '#kernel/access/policy.ts'
import { openSession } from '#kernel/access/sessions.ts'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { openDatabase, type Database } from '#kernel/db/connect.ts'
import { mountEvents } from '#kernel/http/events.ts'
import { mountHealth } from '#kernel/http/health.ts'
import { buildServer } from '#kernel/http/server.ts'
import type { Job } from '#kernel/http/system.ts'
import { kernelJobs, startJobs } from '#kernel/jobs/jobs.ts'
import { allWords, kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'
import { getLogSigner } from '#kernel/ledger/keys.ts'
import { startSequencer } from '#kernel/ledger/sequencer.ts'
import { assignPost, createAccount, createOffice, createPost } from '#kernel/offices/offices.ts'
import { insertItem } from '#systems/_example/store.ts'
import { example } from '#systems/_example/system.ts'
import { makeCountry, type TestCountry } from '#test/support/country.ts'

/** Each station has its own series of numbers, whose counter one act at a time may hold: a dozen of them work at once. */
const stations = 12

const [folder, host, port] = process.argv.slice(2) as [string, string, string]
const { db } = await openDatabase(folder)
const scene = await sceneOf(db, join(folder, 'scene.json'))
registerPolicy([...kernelPolicy, ...example.policy])
const app = await buildServer({ db, handlers: [...kernelHandlers, ...example.handlers], words: allWords([example]), secureCookies: false })
await mountEvents(app, db)
mountHealth(app, db)

/** Work by the clock, whichever server does it. */
const everyMinute: Job = {
  name: 'failover.minute', cron: '* * * * *',
  run: async (ctx) => {
    const description = `minute ${new Date().toISOString().slice(0, 16)}`
    await act(ctx, { verb: '_example.register', subject: { kind: 'found-item', create: { id: randomUUIDv7(), label: description, series: 'minute', officeId: scene.jobOffice } } },
      async (tx) => { await insertItem(tx, { description, place: 'Karrada', foundAt: tx.at }); return {} })
  },
}
const complain = (error: unknown) => { process.stderr.write(`${new Date().toISOString()} ${error instanceof Error ? error.message : String(error)}\n`) }
startSequencer(db, { everyMs: 500, signer: await getLogSigner(folder, 'failover.test/log'), onError: complain })
await startJobs(db, [...kernelJobs, everyMinute], complain)
process.on('disconnect', () => { process.exit() })
process.send?.({ url: await app.listen({ host, port: Number(port) }), tokens: scene.tokens })

interface Scene { readonly tokens: string[]; readonly jobOffice: string }

async function sceneOf(database: Database, file: string): Promise<Scene> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Scene
  const country = await makeCountry(database)
  const made = { tokens: await makeStations(database, country), jobOffice: country.offices.prison }
  writeFileSync(file, JSON.stringify(made), { flush: true })
  return made
}

/** Stations with an officer each, and the officers' sessions. */
async function makeStations(database: Database, country: TestCountry): Promise<string[]> {
  const now = new Date()
  const officers = await act(systemCtx(database, now), { verb: 'test.make-country', subject: { kind: 'office', bare: country.offices.directorate } }, async (tx) => {
    const posts = []
    for (let n = 0; n < stations; n++) {
      const office = randomUUIDv7()
      const name = `مركز شرطة ${n + 1}`
      await createOffice(tx, { id: office, kind: 'police-station', parentId: country.offices.directorate, name: { ar: name, ckb: name, en: `Station ${n + 1}` }, governorate: 'IQ-BG', district: null, jurisdiction: 'federal', capacity: 40 })
      const postId = await createPost(tx, { officeId: office, role: 'station-officer', title: { ar: 'ضابط', ckb: 'ضابط', en: 'Officer' }, scope: 'office' })
      const accountId = await createAccount(tx, { userName: `station${n + 1}`, fullNameAr: `ضابط ${n + 1}`, fullNameEn: `Officer ${n + 1}` })
      await assignPost(tx, { postId, accountId, from: new Date(now.getTime() - 1000) })
      posts.push({ postId, accountId })
    }
    return posts
  })
  return Promise.all(officers.map((officer) => openSession(database, { ...officer, secondFactor: true, userAgent: 'test', ip: '127.0.0.1', now })))
}
