import { parseArgs } from 'node:util'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { openDatabase, type Database } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { loadPolicy } from '#kernel/ledger/cosigned.ts'
import { getLogSigners, getVerifierKey, logOrigin } from '#kernel/ledger/keys.ts'
import { beginRotation, endRotation, followStoredKeys, type KeyChange } from '#kernel/ledger/rotation.ts'
import { logId } from '#kernel/log/alarm.ts'
import { whoKnowsKey } from '#kernel/log/new-key.ts'
import { UsageError, type Command } from './command.ts'

export const logKey: Command = {
  name: 'log-key',
  summary: 'Shows the key that signs the log, or changes it: both sign for a while, then the new one alone.',
  usage: `log-key [show | rotate | end [--force]]

  show    the log's verifier keys and their periods, for those who check it
  rotate  makes a new key and lets the old one vouch for it; from now on both sign every checkpoint
  end     ends that: the old key signs no more and is destroyed. Before, every witness is asked whether it knows the new key; where those that do
          are too few for the policy, nothing is changed (exit code 3), unless --force says that it must be (the old key was stolen)

The server may run meanwhile. Each step is an act in the ledger.`,
  async run(args) {
    const { positionals: [step = 'show', ...more], values: { force } } = parseArgs({ args, allowPositionals: true, options: { force: { type: 'boolean' } } })
    if (!['show', 'rotate', 'end'].includes(step) || more.length > 0) throw new UsageError('./mizan log-key show, rotate or end')
    const folder = dataFolder()
    const { db, embedded } = await openDatabase(folder)
    try {
      if (step === 'rotate') {
        const change = await beginRotation(db, folder)
        await record(db, folder, 'kernel.rotate-log-key', change)
        process.stdout.write(`From ${change.size} leaves on both keys sign. Give the new one to every witness and whoever checks the log, then: ./mizan log-key end\n`)
      } else if (step === 'end') {
        if (!(await mayEnd(db, folder)) && force !== true) return 3
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

/** Whether enough witnesses would go on signing; says which would not. */
async function mayEnd(db: Database, folder: string): Promise<boolean> {
  const [fresh, old] = await getLogSigners(folder, await logOrigin(folder))
  if (fresh === undefined || old === undefined) return true   // no change of key is under way: said by endRotation
  const { enough, lacking } = await whoKnowsKey(db, loadPolicy(folder), fresh)
  for (const { name, why } of lacking) process.stdout.write(`${name} does not sign with the new key yet: ${why}\n`)
  if (!enough) process.stdout.write(`TOO FEW WITNESSES know the new key: no checkpoint would satisfy the policy any more, and no paper could be certified. The old key still signs.
Give them the new key (./mizan log-key show; a second line in their logs.txt), then: ./mizan log-key end\n`)
  return enough
}

/** The change itself is in the log whose key it changes. */
async function record(db: Database, folder: string, verb: string, change: KeyChange): Promise<void> {
  await act(systemCtx(db), { verb, subject: { kind: 'log', bare: logId(await logOrigin(folder)) }, detail: { vkey: change.vkey, size: change.size } }, async () => {})
}
