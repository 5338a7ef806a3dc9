import { parseArgs } from 'node:util'
import { ensureDemo } from '../demo/ensure.ts'
import { startPrints } from '../demo/prints.ts'
import { buildScreens } from '../screens.ts'
import { startMizan } from '../server.ts'
import { UsageError, type Command } from './command.ts'

export const start: Command = {
  name: 'start',
  summary: 'Starts the platform: database, demo country at the first start, screens.',
  usage: `start [--port 3000] [--host 127.0.0.1] [--no-demo] [--dev]

  --port N     the port to listen on (0: any free one); also by PORT
  --host H     the address to listen on
  --no-demo    start with an empty country
  --dev        leave the screens to Vite (npm run dev)

Settings by environment: DATABASE_URL (your own PostgreSQL 15+; several hosts with commas: the one that takes writes), MIZAN_DATA (folder of keys and documents, default ./data),
MIZAN_HTTPS=1 (behind a TLS proxy: secure cookies and HSTS), MIZAN_PROXIES (how many proxies of your own stand before it, or their addresses: whose
X-Forwarded-For is believed), MIZAN_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET (sign-in by the ministry's own provider),
MIZAN_LOG_ORIGIN or MIZAN_NODE (the log's name, before its first key is made), MIZAN_LOG_POLICY (file of the log's witnesses, default ledger/policy.txt in the data folder),
MIZAN_SCANNER=http://127.0.0.1:PORT (where operators’ machines answer for their scanners), MIZAN_TEMPLATE_KEYS (the key ring of prints, default biometrics/template-keys.json in the data folder),
MIZAN_BACKUP (folder of a set of backups: every moment of the last MIZAN_BACKUP_KEEP days, 30 unless said), MIZAN_DOCUMENTS (a folder or s3://…, see ./mizan documents --help),
MIZAN_SHARDS (processes that hold the enrolled fingerprints, see ./mizan shard --help).`,
  async run(args) {
    const { values } = parseArgs({ args, options: { port: { type: 'string' }, host: { type: 'string' }, 'no-demo': { type: 'boolean' }, dev: { type: 'boolean' } } })
    const port = Number(values.port ?? process.env['PORT'] ?? 3000)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`--port ${values.port}: a port is a whole number from 0 to 65535`)
    const say = (line: string) => { process.stderr.write(`${line}\n`) }
    if (!values.dev) await buildScreens(say)
    const onError = (error: unknown) => { say(`mizan: ${error instanceof Error ? error.message : String(error)}`) }
    const mizan = await startMizan({ port, host: values.host ?? '127.0.0.1', onError, ...(values['no-demo'] ? {} : { beforeListening: (db, folder) => ensureDemo(db, folder, say), afterListening: (db, folder) => startPrints(db, folder, onError) }) })
    say(`\nMizan ميزان is open at ${mizan.url}\nDemo users and their passwords: ./mizan demo users\nStop with Ctrl+C.`)
    await new Promise<void>((resolve) => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { resolve() }) })
    await mizan.stop()
    return 0
  },
}
