import { parseArgs } from 'node:util'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { openDatabase, type Database } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { getLogSigners, getVerifierKey, logOrigin } from '#kernel/ledger/keys.ts'
import { beginRotation, endRotation, followStoredKeys, type KeyChange } from '#kernel/ledger/rotation.ts'
import { logId } from '#kernel/log/alarm.ts'
import { UsageError, type Command } from './command.ts'

export const logKey: Command = {
  name: 'log-key',
  summary: 'Shows the key that signs the log, or changes it: both sign for a while, then the new one alone.',
  usage: `log-key [show | rotate | end]

  show    the log's verifier keys and their periods, for those who check it
  rotate  makes a new key and lets the old one vouch for it; from now on both sign every checkpoint
  end     ends that: the old key signs no more and is destroyed. Before, every witness and checker should have the new key

The server may run meanwhile. Each step is an act in the ledger.`,
  async run(args) {
    const { positionals: [step = 'show', ...more] } = parseArgs({ args, allowPositionals: true, options: {} })
    if (!['show', 'rotate', 'end'].includes(step) || more.length > 0) throw new UsageError('./mizan log-key show, rotate or end')
    const folder = dataFolder()
    const { db, embedded } = await openDatabase(folder)
    try {
      if (step === 'rotate') {
        const change = await beginRotation(db, folder)
        await record(db, folder, 'kernel.rotate-log-key', change)
        process.stdout.write(`From ${change.size} leaves on both keys sign. Give the new one to every witness and whoever checks the log, then: ./mizan log-key end\n`)
      } else if (step === 'end') {
        const change = await endRotation(db, folder)
        await record(db, folder, 'kernel.end-log-key', change)
        process.stdout.write(`The old key has signed up to ${change.size} leaves and is destroyed.\n`)
      }
      await getLogSigners(folder, await logOrigin(folder))
      process.stdout.write(`${(await followStoredKeys(db.ledgerPool, [await getVerifierKey(folder)])).join('\n')}\n`)
      return 0
    } finally {
      await db.close()
      await embedded?.stopIfStarted()
    }
  },
}

/** The change itself is in the log whose key it changes. */
async function record(db: Database, folder: string, verb: string, change: KeyChange): Promise<void> {
  await act(systemCtx(db), { verb, subject: { kind: 'log', bare: logId(await logOrigin(folder)) }, detail: { vkey: change.vkey, size: change.size } }, async () => {})
}
