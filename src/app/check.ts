// What must hold before a change is taken: format, lint, types, tests. Stops at the first that fails.
import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const bin = (name: string) => join(root, 'node_modules', '.bin', name)

const steps: readonly (readonly [string, string, readonly string[]])[] = [
  ['lint', process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), 'src', 'test', 'bench']],
  ['types', bin('tsc'), ['--noEmit', '-p', root, '--checkers', String(availableParallelism())]],
  ['tests', process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)]],
]

for (const [name, command, args] of steps) {
  const started = performance.now()
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  process.stderr.write(`${name}: ${status === 0 ? 'good' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
  if (status !== 0) process.exit(1)
}
