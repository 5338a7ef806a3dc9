// Brings the cluster up on this machine to try it: three databases and two servers of Mizan in network namespaces. docs/operations/high-availability.md goes through it.
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addressOf, bringUp, databases, findLeader, killMachine, membersSeenBy, runOn, startDatabase, tearDown, whyNot, type DatabaseName, type Lab } from './lab.ts'
import { cutWire, mendWire, processesOn, signal } from './network.ts'

const prefix = 'mizan-ha'
const folder = process.env['MIZAN_HA_FOLDER'] ?? '/var/lib/mizan-ha'
const servers = ['app1', 'app2'] as const
const say = (line: string) => { process.stdout.write(`${line}\n`) }

const usage = `deploy/ha/up.sh                    three databases and two servers of Mizan, in namespaces of this machine
deploy/ha/down.sh                  takes all of it away
deploy/ha/ha.sh status             who leads, who holds each commit with it, which server is in health
deploy/ha/ha.sh kill db1           as a power cut does; also app1, app2
deploy/ha/ha.sh stop db1           the machine stands still (SIGSTOP); "go db1" wakes it
deploy/ha/ha.sh cut db1 cluster    pulls the plug out of one of its two networks (cluster, service); "mend db1 cluster" puts it back
deploy/ha/ha.sh start db1          starts again what was killed
deploy/ha/ha.sh run desk COMMAND   runs a command on one of the machines, with DATABASE_URL and MIZAN_DATA set
`

const [command = 'help', machine = '', wire = '', ...rest] = process.argv.slice(2)
process.stdout.on('error', () => {})   // into head
process.exitCode = await main()

async function main(): Promise<number> {
  const reason = whyNot()
  if (reason) { process.stderr.write(`${reason}\n`); return 1 }
  if (command === 'up') return up()
  if (command === 'down') { await tearDown(prefix, folder); say('All is gone.'); return 0 }
  const lab = existsSync(join(folder, 'url')) ? { prefix, folder, databaseUrl: readFileSync(join(folder, 'url'), 'utf8') } : undefined
  if (!lab || command === 'help') { process.stdout.write(lab || command === 'help' ? usage : 'Nothing is up. Start with deploy/ha/up.sh\n'); return command === 'help' ? 0 : 1 }
  if (command === 'status') return status(lab)
  if (!machine) { process.stdout.write(usage); return 2 }
  addressOf(machine)
  if (command === 'run') return run(lab, machine, [wire, ...rest])
  const orders: Record<string, () => void> = {
    kill: () => { killMachine(lab, machine) },
    stop: () => { signal(prefix, machine, 'SIGSTOP') },
    go: () => { signal(prefix, machine, 'SIGCONT') },
    cut: () => { cutWire(prefix, machine, wire === 'service' ? 'service' : 'cluster') },
    mend: () => { mendWire(prefix, machine, wire === 'service' ? 'service' : 'cluster') },
    start: () => { if (isDatabase(machine)) startDatabase(lab, machine); else startServer(lab, machine) },
  }
  const order = orders[command]
  if (!order) { process.stdout.write(usage); return 2 }
  order()
  return 0
}

function isDatabase(name: string): name is DatabaseName {
  return (databases as readonly string[]).includes(name)
}

async function up(): Promise<number> {
  if (existsSync(join(folder, 'url')) && processesOn(prefix, 'db1').length > 0) { say('It is up already: deploy/ha/down.sh takes it away.'); return 1 }
  say('Three databases …')
  const lab = await bringUp(prefix, folder)
  writeFileSync(join(folder, 'url'), lab.databaseUrl, { mode: 0o600 })
  mkdirSync(join(folder, 'mizan'), { mode: 0o700 })
  say('Two servers …')
  for (const name of servers) {
    startServer(lab, name)
    await whenInHealth(lab, name)
  }
  return status(lab)
}

/** Both work in one data folder: keys, secrets and documents are the same. */
function startServer(lab: Lab, name: string): void {
  const log = openSync(join(folder, `${name}.log`), 'a')
  runOn(lab, name, [process.execPath, 'src/app/cli.ts', 'start', '--no-demo', '--host', addressOf(name).service, '--port', '3000'], {
    detached: true, stdio: ['ignore', log, log], cwd: join(import.meta.dirname, '..', '..'), env: settings(lab),
  }).unref()
}

function settings(lab: Lab): NodeJS.ProcessEnv {
  return { ...process.env, DATABASE_URL: lab.databaseUrl, MIZAN_DATA: join(folder, 'mizan') }
}

async function whenInHealth(lab: Lab, name: string): Promise<void> {
  for (const end = Date.now() + 180_000; (await healthOf(lab, name)) !== 'in health';) {
    if (Date.now() > end) throw new Error(`the server on ${name} does not answer; see ${folder}/${name}.log`)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

function healthOf(lab: Lab, name: string): Promise<string> {
  return new Promise((resolve) => {
    const child = runOn(lab, 'desk', ['curl', '--silent', '--max-time', '8', '--output', '/dev/null', '--write-out', '%{http_code}', `http://${addressOf(name).service}:3000/health`], { stdio: ['ignore', 'pipe', 'ignore'] })
    let code = ''
    child.stdout?.on('data', (chunk: Buffer) => { code += chunk.toString() })
    child.on('close', () => { resolve(code === '200' ? 'in health' : code === '000' ? 'not there' : `answers ${code}`) })
  })
}

async function status(lab: Lab): Promise<number> {
  const leader = await findLeader(lab)
  const members = leader ? await membersSeenBy(lab, leader) : []
  for (const name of databases) {
    const seen = members.find((m) => m.name === name)
    say(`${name}   ${addressOf(name).service}  ${seen ? `${seen.role}, ${seen.state}, timeline ${seen.timeline ?? '?'}` : 'not seen'}`)
  }
  for (const name of servers) say(`${name}  ${addressOf(name).service}  ${await healthOf(lab, name)}`)
  if (!leader) say('Nobody leads.')
  return leader ? 0 : 1
}

function run(lab: Lab, on: string, words: readonly string[]): Promise<number> {
  return new Promise((resolve) => { runOn(lab, on, words, { stdio: 'inherit', env: settings(lab) }).on('close', (code) => { resolve(code ?? 1) }) })
}
