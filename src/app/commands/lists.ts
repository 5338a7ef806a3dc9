import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { systemCtx } from '#kernel/act/context.ts'
import { Refusal } from '#kernel/act/refusal.ts'
import { openDatabase } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { importList } from '#systems/screening/public.ts'
import { UsageError, type Command } from './command.ts'

export const lists: Command = {
  name: 'lists',
  summary: 'Brings a version of a sanctions list in and screens everybody against what it changed.',
  usage: `lists import FILE [FILE]

  FILE   the Security Council's consolidated XML, or SDN.CSV of the US Treasury with its ALT.CSV

The server may run meanwhile. Exit code 1: the file is no known list, or is broken; nothing was changed.`,
  async run([what, ...files]) {
    if (what !== 'import' || files.length === 0 || files.length > 2) throw new UsageError('say ./mizan lists import FILE [FILE]')
    const read = files.map((file) => ({ name: basename(file), text: readFileSync(file, 'utf8') }))
    const { db, embedded } = await openDatabase(dataFolder())
    try {
      const { version, hits } = await importList(systemCtx(db), read)
      process.stdout.write(`${version.list}${version.published_on ? ` of ${version.published_on}` : ''}: ${version.entries} listed; ${version.added} new, ${version.changed} changed, ${version.relisted} listed again, ${version.delisted} taken off. ${hits} likenesses to look at.\n`)
      return 0
    } catch (error) {
      if (error instanceof Refusal) throw new Error(String(error.detail.params?.['why'] ?? error.code), { cause: error })
      throw error
    } finally {
      await db.close()
      await embedded?.stopIfStarted()
    }
  },
}
