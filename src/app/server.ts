import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { registerPolicy } from '#kernel/access/policy.ts'
import { openDatabase, type Database } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { mountEvents } from '#kernel/http/events.ts'
import { mountHealth } from '#kernel/http/health.ts'
import { mountPages } from '#kernel/http/pages.ts'
import { buildServer } from '#kernel/http/server.ts'
import { kernelJobs, startJobs } from '#kernel/jobs/jobs.ts'
import { allWords, kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'
import { getLogSigners, getVerifierKeys, logOrigin } from '#kernel/ledger/keys.ts'
import { loadPolicy } from '#kernel/ledger/cosigned.ts'
import { noteLogKey } from '#kernel/ledger/rotation.ts'
import { startCarrier } from '#kernel/nodes/carrier.ts'
import { startSequencer } from '#kernel/ledger/sequencer.ts'
import { startWitnessing } from '#kernel/log/witnessing.ts'
import { keeperSettings, startKeeper, watchBackups } from './backup/keeper.ts'
import { scannerAddress } from '#systems/biometrics/scanner-setting.ts'
import { startSearches } from '#systems/biometrics/public.ts'
import { systems } from './systems.ts'

export interface RunningMizan { readonly url: string; readonly app: FastifyInstance; stop(): Promise<void> }

export interface Start {
  readonly port: number
  readonly host?: string
  readonly onError: (error: unknown) => void
  /** What must be there before the first screen opens (the demo country). */
  readonly beforeListening?: ((db: Database, folder: string) => Promise<void>) | undefined
  /** What goes on once the first page can be served; gives how it is stopped. */
  readonly afterListening?: ((db: Database, folder: string) => () => Promise<void>) | undefined
}

/** The operator's own proxies, by `MIZAN_PROXIES`: how many stand one behind the other before this server, or their addresses with commas between. */
export function proxies(setting: string | undefined): { proxies?: number | string } {
  if (setting === undefined || setting === '') return {}
  return { proxies: /^\d+$/.test(setting) ? Number(setting) : setting }
}

/** Puts the house together: database, policies, endpoints, screens, the ledger's sequencer and the scheduled work. */
export async function startMizan({ port, host = '127.0.0.1', onError, beforeListening, afterListening }: Start): Promise<RunningMizan> {
  const folder = dataFolder()
  const { db, embedded } = await openDatabase(folder)
  embedded?.keep(onError)
  await beforeListening?.(db, folder)
  registerPolicy([...kernelPolicy, ...systems.flatMap((s) => s.policy)])
  const app = await buildServer({ db, handlers: [...kernelHandlers, ...systems.flatMap((s) => s.handlers)], words: allWords(systems), secureCookies: process.env['MIZAN_HTTPS'] === '1', ...proxies(process.env['MIZAN_PROXIES']), log: true })
  await mountEvents(app, db)
  mountHealth(app, db)
  const scanner = scannerAddress()
  await mountPages(app, join(import.meta.dirname, '..', '..', 'dist', 'web'), scanner ? [scanner] : [])
  const origin = await logOrigin(folder)
  const signer = () => getLogSigners(folder, origin)
  await noteLogKey(db, await signer())
  const sequencer = startSequencer(db, { everyMs: 1000, signer, onError })
  loadPolicy(folder)   // one that can't be read stops the start rather than every reader
  const witnessing = startWitnessing(db, { policy: () => loadPolicy(folder), onError })
  const backups = keeperSettings(embedded !== null)
  const stopKeeper = backups && startKeeper({ ...backups, urls: db.urls, verifierKeys: await getVerifierKeys(folder) }, onError)
  const stopJobs = await startJobs(db, [...kernelJobs, ...systems.flatMap((s) => s.jobs ?? []), ...(backups ? [watchBackups(backups)] : [])], onError)
  const carrier = await startCarrier(db, { onError })
  const stopSearches = startSearches(db, onError)
  const url = await app.listen({ port, host })
  const stopAfter = afterListening?.(db, folder)
  return {
    url, app,
    stop: async () => {
      await app.close()
      await stopAfter?.()
      await stopJobs()
      await stopSearches()
      await carrier.stop()
      await witnessing.stop()
      await sequencer.stop()
      await stopKeeper?.()
      await db.close()
      await embedded?.stop()
    },
  }
}
