import { resolve } from 'node:path'
import { backup } from './commands/backup.ts'
import { check } from './commands/check.ts'
import type { Command } from './commands/command.ts'
import { UsageError } from './commands/command.ts'
import { demo } from './commands/demo.ts'
import { documents } from './commands/documents.ts'
import { fingerprint } from './commands/fingerprint.ts'
import { lists } from './commands/lists.ts'
import { logKey } from './commands/log-key.ts'
import { names } from './commands/names.ts'
import { node } from './commands/node.ts'
import { openapi } from './commands/openapi.ts'
import { permissions } from './commands/permissions.ts'
import { printKeys } from './commands/print-keys.ts'
import { restore } from './commands/restore.ts'
import { scanner } from './commands/scanner.ts'
import { shard } from './commands/shard.ts'
import { start } from './commands/start.ts'
import { verifyCommand } from './commands/verify.ts'
import { witness } from './commands/witness.ts'

const commands: readonly Command[] = [start, verifyCommand, check, logKey, witness, openapi, permissions, demo, backup, restore, documents, names, lists, fingerprint, shard, scanner, printKeys, node]

const [name = '--help', ...args] = process.argv.slice(2)
process.exitCode = await main()

async function main(): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`Mizan: who holds each person, under which order, until when, and who must act next.\n\nUsage: ./mizan <command> [options]\n\n${commands.map((c) => `  ${c.name.padEnd(12)} ${c.summary}`).join('\n')}\n\n./mizan <command> --help tells more. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 found wrong (verify, check).\n`)
    return 0
  }
  const command = commands.find((c) => c.name === name)
  if (!command) {
    process.stderr.write(`mizan: there is no command "${name}". ./mizan --help lists them.\n`)
    return 2
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.summary}\n\nUsage: ./mizan ${command.usage}\n`)
    return 0
  }
  goWhereCalled()
  try {
    return await command.run(args)
  } catch (error) {
    process.stderr.write(`mizan ${name}: ${error instanceof Error ? error.message : String(error)}\n`)
    return error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1
  }
}

/**
 * Files named on the command line lie where the caller stands; the installation's own, named by settings, are sought from its folder,
 * in which this process begins.
 */
function goWhereCalled(): void {
  const from = process.env['MIZAN_CALLED_FROM']
  if (from === undefined) return
  process.env['MIZAN_DATA'] ??= 'data'
  for (const name of ['MIZAN_DATA', 'MIZAN_DOCUMENTS', 'MIZAN_LOG_POLICY', 'MIZAN_TEMPLATE_KEYS', 'MIZAN_SHARD_SECRET', 'MIZAN_S3_KEYS', 'MIZAN_BACKUP']) {
    const set = process.env[name]
    if (set && !set.startsWith('s3:')) process.env[name] = resolve(set)
  }
  process.chdir(from)
}
