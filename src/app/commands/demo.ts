import { parseArgs } from 'node:util'
import { openDatabase } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { ensureDemo, readDemoLogins } from '../demo/ensure.ts'
import { UsageError, type Command } from './command.ts'

export const demo: Command = {
  name: 'demo',
  summary: 'The demonstration country: its log-ins, or a country of another size.',
  usage: `demo users                 the log-ins as JSON: user name, password, role, office
       ./mizan demo load --persons N   make the country in an empty database (20000 persons unless said otherwise)`,
  async run([what, ...args]) {
    const folder = dataFolder()
    if (what === 'users') {
      const logins = readDemoLogins(folder)
      if (logins.length === 0) throw new Error('There is no demonstration country here yet. npm start makes it, or ./mizan demo load.')
      process.stdout.write(`${JSON.stringify(logins, null, 2)}\n`)
      return 0
    }
    if (what !== 'load') throw new UsageError('say what: ./mizan demo users, or ./mizan demo load --persons N')
    const { values } = parseArgs({ args, options: { persons: { type: 'string' } } })
    const persons = Number(values.persons ?? 20_000)
    if (!Number.isInteger(persons) || persons < 1000 || persons > 5_000_000) throw new UsageError(`--persons ${values.persons}: a whole number from 1000 to 5000000`)
    const { db, embedded } = await openDatabase(folder)
    try {
      await ensureDemo(db, folder, (line) => { process.stderr.write(`${line}\n`) }, persons)
      return 0
    } finally {
      await db.close()
      await embedded?.stopIfStarted()
    }
  },
}
