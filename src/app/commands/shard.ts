import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { connect, openDatabase, urlsFor } from '#kernel/db/connect.ts'
import { dataFolder, loadSecrets } from '#kernel/db/data-folder.ts'
import { parsePartitions, secretFile, serveShard } from '#systems/biometrics/public.ts'
import { UsageError, type Command } from './command.ts'

export const shard: Command = {
  name: 'shard',
  summary: 'Holds a part of the enrolled fingerprints in memory and searches it for the server.',
  usage: `shard --partitions 0-3 [--listen 127.0.0.1:7200] [--threads N]

  --partitions P   which of the eight partitions of the templates: 0-3, or 0,2,5, or all
  --listen H:P     the address to listen on, a machine of the office's own network (port 0: any free one)
  --threads N      scanning threads (default: the machine's cores)

The server asks the shards that MIZAN_SHARDS names (http://10.0.0.5:7200,http://10.0.0.6:7200). All of them share a secret, MIZAN_SHARD_SECRET
(a file, default biometrics/shard-secret in the data folder), and the key ring of templates, MIZAN_TEMPLATE_KEYS. With DATABASE_URL the shard
signs in as the platform's own role and needs nothing of the database but reading. See docs/operations/fingerprint-shards.md.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { partitions: { type: 'string' }, listen: { type: 'string' }, threads: { type: 'string' } } })
    const [, host, port] = /^(.*):(\d+)$/.exec(values.listen ?? '127.0.0.1:7200') ?? []
    if (values.partitions === undefined || host === undefined) throw new UsageError('say which: ./mizan shard --partitions 0-3 --listen 127.0.0.1:7200')
    const partitions = partitionsOf(values.partitions)
    const threads = Number(values.threads ?? availableParallelism())
    if (!Number.isInteger(threads) || threads < 1 || threads > 256) throw new UsageError('--threads: a number from 1 to 256')
    const say = (line: string) => { process.stderr.write(`${line}\n`) }
    const folder = dataFolder(), url = process.env['DATABASE_URL']
    const { db, embedded } = url ? { db: connect(urlsFor(url, loadSecrets(folder)), 4), embedded: null } : await openDatabase(folder)
    try {
      const running = await serveShard({ db, partitions, host: host.replaceAll(/^\[|\]$/g, ''), port: Number(port), threads, onError: (error) => { say(`mizan shard: ${error instanceof Error ? error.message : String(error)}`) } })
      process.stdout.write(`${running.url}\n`)
      say(`Partitions ${partitions.join(', ')}; the secret is ${secretFile(folder)}. Loading…`)
      const told = setInterval(() => { void tell(running.state, () => { clearInterval(told) }, say) }, 500)
      await new Promise<void>((resolve) => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { resolve() }) })
      clearInterval(told)
      await running.stop()
      return 0
    } finally {
      await db.close()
      await embedded?.stopIfStarted()
    }
  },
}

async function tell(stateOf: () => Promise<{ state: string; size: number; loadedInMs: number | null }>, done: () => void, say: (line: string) => void): Promise<void> {
  const state = await stateOf().catch(() => undefined)
  if (state?.state !== 'ready') return
  done()
  say(`Ready: ${state.size} fingers, loaded in ${((state.loadedInMs ?? 0) / 1000).toFixed(1)} s`)
}

function partitionsOf(text: string): number[] {
  try {
    return parsePartitions(text)
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
