import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { followLogs, serveWitness } from '../witness/serve.ts'
import { claimFolder, openKey } from '../witness/state.ts'
import { makeWitness } from '../witness/witness.ts'
import { UsageError, type Command } from './command.ts'

export const witness: Command = {
  name: 'witness',
  summary: 'Watches logs for another institution: signs a checkpoint only if nothing before it was changed.',
  usage: `witness --folder DIR [--name NAME] [--port 7100] [--host 127.0.0.1] [--logs FILE] [--log VKEY]… [--show]

  --folder D   where it keeps its key and what it signed; no database is needed. Belongs on a machine that the log's operators can't reach
  --name N     its name, at the first start: an address without https://, such as witness.judiciary.example
  --port N     the port to listen on (0: any free one); put a TLS proxy before it
  --logs F     the logs that it works for, a line each: log <verifier key>   (default: logs.txt in its folder; read again when changed)
  --log K      a log's verifier key, beside those in the file
  --show       print its verifier key, for the log's policy, and end

Speaks C2SP tlog-witness: POST /add-checkpoint. GET /latest?origin=… gives what it last signed. Refused histories are kept in evidence/.`,
  async run(args) {
    const { values } = parseArgs({ args, options: {
      folder: { type: 'string' }, name: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' }, logs: { type: 'string' }, log: { type: 'string', multiple: true }, show: { type: 'boolean' } } })
    if (values.folder === undefined) throw new UsageError('name its folder: ./mizan witness --folder DIR')
    const port = Number(values.port ?? 7100)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`--port ${values.port}: a port is a whole number from 0 to 65535`)
    const folder = resolve(values.folder)
    const key = openKey(folder, values.name)
    const say = (line: string) => { process.stderr.write(`${line}\n`) }
    const made = makeWitness({ folder, key, logs: followLogs(resolve(values.logs ?? join(folder, 'logs.txt')), values.log ?? []) })
    process.stdout.write(`${made.verifierKey}\n`)
    if (values.show) return 0
    const release = claimFolder(folder)
    try {
      const running = await serveWitness(made, { port, host: values.host ?? '127.0.0.1', onError: (error) => { say(`witness: ${error instanceof Error ? error.message : String(error)}`) } })
      say(`${made.name} listens at ${running.url}`)
      await new Promise<void>((done) => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { done() }) })
      await running.stop()
      return 0
    } finally {
      release()
    }
  },
}
