import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { checkBackup, restoreDocuments, restoreKeys, restoreTables } from '../backup/restore.ts'
import { UsageError, type Command } from './command.ts'

export const restore: Command = {
  name: 'restore',
  summary: 'Restores a backup onto an empty machine and verifies it against its signed checkpoint.',
  usage: `restore FOLDER --keys FILE

  FOLDER       what ./mizan backup wrote
  --keys FILE  the keys that were kept apart

Exit code 3: the backup was restored, but does not verify.`,
  async run(args) {
    const { values, positionals: [from] } = parseArgs({ args, allowPositionals: true, options: { keys: { type: 'string' } } })
    if (!from || !values.keys) throw new UsageError('name the backup and the keys: ./mizan restore FOLDER --keys FILE')
    const manifest = await checkBackup(resolve(from))
    const folder = dataFolder()
    restoreKeys(resolve(values.keys), folder)
    const { db, embedded } = await openDatabase(folder)
    try {
      await restoreTables(db.urls.migrator, resolve(from), manifest)
      restoreDocuments(resolve(from), manifest, folder)
      const report = await verify(db, { publicKey: manifest.verifierKey, ...(manifest.checkpoint ? { known: [manifest.checkpoint] } : {}) })
      process.stdout.write(report.ok ? `Restored and verified: ${report.entries} entries, ${report.rows} rows.\n` : `Restored, but it DOES NOT VERIFY: ${report.first?.explanation ?? ''}\n`)
      return report.ok ? 0 : 3
    } finally {
      await db.close()
      await embedded?.stopIfStarted()
    }
  },
}
