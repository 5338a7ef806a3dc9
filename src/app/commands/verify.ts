import { parseArgs } from 'node:util'
import { openDatabase } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { getVerifierKey } from '#kernel/ledger/keys.ts'
import { verify } from '#kernel/ledger/verify.ts'
import type { Command } from './command.ts'

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Recomputes the whole history and names the first row that was changed behind the platform.',
  usage: `verify [--key FILE-OR-KEY] [--json]

  --key K    the log's public key, from outside this machine (default: the one in the data folder)
  --json     the whole report as JSON

Exit code 0: all is as the ledger says. 3: something was altered, removed or inserted.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { key: { type: 'string' }, json: { type: 'boolean' } } })
    const folder = dataFolder()
    const { db, embedded } = await openDatabase(folder)
    try {
      const report = await verify(db, { publicKey: values.key ?? (await getVerifierKey(folder)), onProgress: ({ phase, done, total }) => { if (process.stderr.isTTY) process.stderr.write(`\r${phase} ${done} of ${total}   `) } })
      if (process.stderr.isTTY) process.stderr.write('\r')
      if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
      else process.stdout.write(report.ok
        ? `Verified: ${report.entries} entries, ${report.leaves} leaves, ${report.rows} rows of ${report.tables} tables, ${report.checkpoints} checkpoints in ${report.seconds.toFixed(1)} s. All is as the ledger says.\n`
        : `FOUND WRONG, ${report.problems.length} in all; the first:\n${report.first?.explanation ?? JSON.stringify(report.first)}\n`)
      return report.ok ? 0 : 3
    } finally {
      await db.close()
      await embedded?.stopIfStarted()
    }
  },
}
