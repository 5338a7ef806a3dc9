/** The witness alone: `node src/app/witness/main.ts --folder …` needs no package and no database, only Node. The same as `./mizan witness`. */
import { UsageError } from '../commands/command.ts'
import { witness } from '../commands/witness.ts'

try {
  process.exitCode = process.argv.includes('--help') ? 0 : await witness.run(process.argv.slice(2))
  if (process.argv.includes('--help')) process.stdout.write(`${witness.summary}\n\nUsage: ${witness.usage}\n`)
} catch (error) {
  process.stderr.write(`witness: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1
}
