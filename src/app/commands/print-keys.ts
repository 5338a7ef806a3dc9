import { parseArgs } from 'node:util'
import { openDatabase } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { dropUnusedKeys, keyUse, renewKey, resealAll } from '#systems/biometrics/resealing.ts'
import { keyRingFile } from '#systems/biometrics/sealing.ts'
import { UsageError, type Command } from './command.ts'

export const printKeys: Command = {
  name: 'print-keys',
  summary: 'Shows the keys that prints and photographs are sealed with, or changes them.',
  usage: `print-keys [show | new | reseal | drop]

  show    the ids of the ring's keys and how many values are sealed under each
  new     makes a key; what is taken from now on is sealed under it
  reseal  seals under it what is kept, some rows an act; may be broken off and run again
  drop    takes keys out of the ring that nothing is sealed under any more

The server may run meanwhile. The ring is ${'`'}biometrics/template-keys.json${'`'} of the data folder, or the file that MIZAN_TEMPLATE_KEYS names. After each change
keep it again, apart from the data: ./mizan backup keys. Whoever has an old backup and the old key opens the old backup: a key that was stolen
is not undone by a new one.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 values are sealed under keys that the ring does not hold (show).`,
  async run(args) {
    const { positionals: [step = 'show', ...more] } = parseArgs({ args, allowPositionals: true, options: {} })
    if (!['show', 'new', 'reseal', 'drop'].includes(step) || more.length > 0) throw new UsageError('./mizan print-keys show, new, reseal or drop')
    const { db, embedded } = await openDatabase(dataFolder())
    try {
      if (step === 'new') process.stdout.write(`${await renewKey(db)} seals from now on.\n`)
      if (step === 'reseal') process.stdout.write(`${await resealAll(db, (done) => { process.stderr.write(`\r${done} values`) })} values were sealed again.\n`)
      if (step === 'drop') process.stdout.write(`Dropped: ${(await dropUnusedKeys(db)).join(', ') || 'none'}\n`)
      const use = await keyUse(db)
      process.stdout.write(`${keyRingFile()}\n${use.map((one) => `${one.id}  ${String(one.values).padStart(10)} values${one.current ? '  current' : ''}${one.inRing ? '' : '  NOT IN THE RING: these values do not open'}`).join('\n')}\n`)
      return use.some((one) => !one.inRing) ? 3 : 0
    } finally {
      await db.close()
      await embedded?.stopIfStarted()
    }
  },
}
