import { parseArgs } from 'node:util'
import { openDatabase } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { getVerifierKeys } from '#kernel/ledger/keys.ts'
import { verify, type VerifyReport } from '#kernel/ledger/verify.ts'
import type { Command } from './command.ts'
import { follow, readKeys } from './follow.ts'

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Recomputes the whole history and names the first row that was changed behind the platform.',
  usage: `verify [--key FILE-OR-KEY]… [--json]
       verify --log URL --key VKEY [--from FILE] [--policy FILE] [--max-age HOURS] [--full] [--json]

The first form checks the database of this machine: every entry, every row.
  --key K    the log's public key, from outside this machine (default: the one in the data folder); later keys are followed from it
  --json     the whole report as JSON

The second follows a log over the network as any outsider can: signatures, witnesses, that nothing seen at the last visit was changed, tiles and
entries against the signed root.
  --log U      the log's address, such as https://mizan.example/log
  --from F     the checkpoint of the last visit; the new one is saved there when all is well. Absent: a first visit
  --policy F   whose cosignatures are asked for (C2SP tlog-policy)
  --max-age H  the youngest cosignature may be so many hours old
  --full       everything from the first leaf, not only what is new

Exit code 0: all is as the ledger says. 1: it could not be checked. 3: something was altered, removed or inserted; each is named.`,
  async run(args) {
    const { values } = parseArgs({ args, options: {
      key: { type: 'string', multiple: true }, json: { type: 'boolean' }, log: { type: 'string' }, from: { type: 'string' }, policy: { type: 'string' }, 'max-age': { type: 'string' }, full: { type: 'boolean' } } })
    if (values.log !== undefined) return follow(values)
    const folder = dataFolder()
    const { db, embedded } = await openDatabase(folder)
    try {
      const report = await verify(db, { publicKey: values.key?.flatMap(readKeys) ?? (await getVerifierKeys(folder)), onProgress: ({ phase, done, total }) => { if (process.stderr.isTTY) process.stderr.write(`\r${phase} ${done} of ${total}   `) } })
      if (process.stderr.isTTY) process.stderr.write('\r')
      if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
      else process.stdout.write(report.ok
        ? `Verified: ${report.entries} entries, ${report.leaves} leaves, ${report.rows} rows of ${report.tables} tables, ${report.checkpoints} checkpoints in ${report.seconds.toFixed(1)} s.${mirrored(report.nodes)} All is as the ledger says.\n`
        : `FOUND WRONG, ${report.problems.length} in all; the first:\n${report.first?.explanation ?? JSON.stringify(report.first)}\n`)
      return report.ok ? 0 : 3
    } finally {
      await db.close()
      await embedded?.stopIfStarted()
    }
  },
}

/** In a tree of nodes: whose logs were recomputed too. */
function mirrored(nodes: VerifyReport['nodes']): string {
  return nodes?.length ? ` With the logs of ${nodes.map((n) => `${n.node} (${n.leaves} leaves)`).join(', ')}.` : ''
}
