// OpenStack Swift with its S3 interface, from Debian's packages (swift-proxy swift-account swift-container swift-object), as a real S3 server on this machine.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export interface Swift { readonly endpoint: string; readonly accessKeyId: string; readonly secretAccessKey: string; stop(): void }

const proxy = '/usr/bin/swift-proxy-server'
/** The proxy's middlewares, the S3 one among them; its users are tempauth's. */
const pipeline = ['catch_errors', 'cache:memcache', 'listing_formats', 'bulk', 's3api', 'tempauth', 'slo', 'dlo']

/** Says for each kind of server where the one that there is stands. */
const makeRings = `
import sys
from swift.common.ring import RingBuilder
folder, rest = sys.argv[1], sys.argv[2:]
for name, port in zip(rest[::2], rest[1::2]):
    ring = RingBuilder(2, 1, 1)
    ring.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': int(port), 'device': 'd1', 'weight': 1, 'replication_ip': '127.0.0.1', 'replication_port': int(port), 'meta': ''})
    ring.rebalance()
    ring.get_ring().save(folder + '/' + name + '.ring.gz')
`

/** Starts it in a folder of its own, on free ports; why not, where it is not installed. */
export async function startSwift(): Promise<Swift | string> {
  if (!existsSync(proxy)) return 'OpenStack Swift is not installed (apt-get install swift-proxy swift-account swift-container swift-object)'
  const folder = mkdtempSync(join(tmpdir(), 'mizan-swift-'))
  const file = (name: string, text: string) => { writeFileSync(join(folder, name), text); return join(folder, name) }
  mkdirSync(join(folder, 'devices', 'd1'), { recursive: true })
  const swiftConf = file('swift.conf', '[swift-hash]\nswift_hash_path_suffix = a\nswift_hash_path_prefix = b\n[storage-policy:0]\nname = one\ndefault = yes\n')
  // The programs read their common settings from /etc alone; here from the folder.
  const program = file('run.py', 'import sys\nimport swift.common.utils as utils\nutils.SWIFT_CONF_FILE = sys.argv[2]\nfrom swift.common.wsgi import run_wsgi\nsys.exit(run_wsgi(sys.argv[3], sys.argv[1]) or 0)\n')
  const common = (port: number) => `[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = ${port}\nworkers = 0\nswift_dir = ${folder}\nuser = ${userInfo().username}\n`
  const children: ChildProcess[] = []
  const start = (name: string, settings: string) => { children.push(spawn('/usr/bin/python3', [program, `${name}-server`, swiftConf, file(`${name}.conf`, settings)], { stdio: 'ignore' })) }
  const backends = [['account', await freePort()], ['container', await freePort()], ['object', await freePort()]] as const
  execFileSync('/usr/bin/python3', ['-c', makeRings, folder, ...backends.flat().map(String)], { stdio: 'ignore' })
  for (const [name, port] of backends) {
    start(name, `${common(port)}mount_check = false\ndevices = ${folder}/devices\ndisable_fallocate = true\n[pipeline:main]\npipeline = ${name}-server\n[app:${name}-server]\nuse = egg:swift#${name}\n`)
  }
  const port = await freePort()
  const filters = pipeline.map((filter) => { const [name, egg] = filter.split(':'); return `[filter:${name}]\nuse = egg:swift#${egg ?? name}\n${name === 'tempauth' ? 'user_test_tester = testing .admin\n' : ''}${name === 's3api' ? 'location = us-east-1\n' : ''}` })
  start('proxy', `${common(port)}[pipeline:main]\npipeline = ${pipeline.map((f) => f.split(':')[0]).join(' ')} proxy-server\n[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\nallow_account_management = true\n${filters.join('')}`)
  const stop = () => { for (const child of children) child.kill('SIGKILL'); rmSync(folder, { recursive: true, force: true }) }
  const endpoint = `http://127.0.0.1:${port}`
  // The proxy answers before those behind it do, and would refuse the first request.
  const addresses = [endpoint, ...backends.map(([, own]) => `http://127.0.0.1:${own}`)]
  for (let tries = 0; (await Promise.all(addresses.map((address) => fetch(address).then(() => true, () => false)))).includes(false); tries++) {
    if (tries > 450 || children.some((child) => child.exitCode !== null)) { stop(); return 'OpenStack Swift did not start' }
    await pause(200)
  }
  return { endpoint, accessKeyId: 'test:tester', secretAccessKey: 'testing', stop }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address() as AddressInfo; probe.close(() => { resolve(port) }) })
  })
}
