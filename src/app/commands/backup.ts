import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { getVerifierKey } from '#kernel/ledger/keys.ts'
import { saveKeys, writeBackup } from '../backup/write.ts'
import { UsageError, type Command } from './command.ts'

export const backup: Command = {
  name: 'backup',
  summary: 'Writes database and documents into a new folder while work goes on; keys apart.',
  usage: `backup FOLDER [--keys FILE]

  FOLDER       a new folder: a backup never overwrites another
  --keys FILE  also writes the keys and passwords into FILE, to be kept by somebody else: without them the backup can't be signed on`,
  async run(args) {
    const { values, positionals: [into] } = parseArgs({ args, allowPositionals: true, options: { keys: { type: 'string' } } })
    if (!into) throw new UsageError('name the folder to write: ./mizan backup FOLDER')
    const folder = dataFolder()
    const { db, embedded } = await openDatabase(folder)
    try {
      await getVerifierKey(folder)
      const manifest = await writeBackup(db.urls.migrator, folder, resolve(into))
      if (values.keys) saveKeys(folder, resolve(values.keys))
      process.stdout.write(`${manifest.tables.length} tables and ${manifest.documents.length} documents are in ${resolve(into)}.\n`)
      return 0
    } finally {
      await db.close()
      await embedded?.stopIfStarted()
    }
  },
}
