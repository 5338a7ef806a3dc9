import { parseArgs } from 'node:util'
import { openDatabase, type Database } from '#kernel/db/connect.ts'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { getLogSigners, getVerifierKey, logOrigin } from '#kernel/ledger/keys.ts'
import { connectNeighbour, disconnectNeighbour, findConnection, inviteNeighbour, lineStates, type LineState } from '#kernel/nodes/line.ts'
import { lineAddress } from '#kernel/nodes/line-settings.ts'
import { addNode, createTree, findHere, joinTree, mirroredCheckpoint, noteSchema, removeNode, setLogKeys } from '#kernel/nodes/nodes.ts'
import { UsageError, type Command } from './command.ts'

interface Options { office?: string | undefined; offices?: string | undefined; parent?: string | undefined; ar?: string | undefined; ckb?: string | undefined; en?: string | undefined; url?: string | undefined; host?: string | undefined; port?: string | undefined; reason?: string | undefined; json?: boolean | undefined }
type Step = (db: Database, folder: string, args: { name: string | undefined; value: string | undefined; options: Options }) => Promise<string | number>

export const node: Command = {
  name: 'node',
  summary: 'Offices that are cut off: makes the tree of nodes, joins it, opens its lines, shows how they stand.',
  usage: `node STEP …

  create NAME --office ID --en NAME [--ar NAME --ckb NAME --url URL]   makes this installation the nation's node; the office answers for the lines
  add NAME --parent NODE --offices ID,ID --en NAME [--ar … --url …]    on the nation's node: these offices are at home on that node from now on
  join NAME --parent NODE                                              on the new node, with an empty data folder
  invite NEIGHBOUR [--host H --port P]                                 prints the address under which the neighbour may fetch what is for it
  connect NEIGHBOUR [ADDRESS]                                          fetches from the neighbour from now on; without ADDRESS sets a known line up anew
  disconnect NEIGHBOUR                                                 ends that
  key [NODE KEY]                                                       prints this node's log key; on the nation's node notes another's
  checkpoint NODE                                                      on a node above: the node's newest checkpoint, to compare its restored backup with
  remove NODE --reason TEXT                                            on the nation's node: gives a node up, its offices come back to the nation
  retry                                                                takes again what could not be taken
  status [--json]                                                      how each line stands; exit code 3: something is held or broken

docs/operations/offices-cut-off.md goes through it step by step. The server may run meanwhile, but is started again after create and join.`,
  async run(args) {
    const { values: options, positionals: [step = '', name, value] } = parseArgs({ args, allowPositionals: true, options: {
      office: { type: 'string' }, offices: { type: 'string' }, parent: { type: 'string' }, ar: { type: 'string' }, ckb: { type: 'string' }, en: { type: 'string' }, url: { type: 'string' }, host: { type: 'string' }, port: { type: 'string' }, reason: { type: 'string' }, json: { type: 'boolean' } } })
    const run = steps[step]
    if (!run) throw new UsageError(`say what: ./mizan node ${Object.keys(steps).join(', ')}`)
    const folder = dataFolder()
    const { db, embedded } = await openDatabase(folder)
    try {
      await noteSchema(db.urls)
      const said = await run(db, folder, { name, value, options })
      if (typeof said === 'string') process.stdout.write(`${said}\n`)
      return typeof said === 'string' ? 0 : said
    } finally {
      await db.close()
      await embedded?.stopIfStarted()
    }
  },
}

const steps: Record<string, Step> = {
  async create(db, folder, { name, options }) {
    await getLogSigners(folder, await logOrigin(folder))
    await createTree(db, { id: given(name, 'the node\'s name'), name: named(options), officeId: given(options.office, '--office'), ...(options.url ? { url: options.url } : {}), logKeys: [await getVerifierKey(folder)] })
    return `${name} is the nation's node. Start the server again, then add the nodes below: ./mizan node add`
  },
  async add(db, _folder, { name, options }) {
    await addNode(db, { id: given(name, 'the node\'s name'), parentId: given(options.parent, '--parent'), name: named(options), officeIds: given(options.offices, '--offices').split(',').filter(Boolean), ...(options.url ? { url: options.url } : {}) })
    return `${name} is a node below ${options.parent}. What its offices hold is written there alone from now on. Next, there: ./mizan node join ${name} --parent ${options.parent}`
  },
  async join(db, folder, { name, options }) {
    await joinTree(db, { id: given(name, 'the node\'s name'), parentId: given(options.parent, '--parent') })
    // Each node's log has a name of its own.
    await getLogSigners(folder, process.env['MIZAN_LOG_ORIGIN'] ?? `mizan.example/${name}`)
    return `This installation is the node ${name}. Its log key, to be noted on the nation's node: ./mizan node key ${name} '${await getVerifierKey(folder)}'`
  },
  async invite(db, _folder, { name, options }) {
    const at = lineAddress()
    return inviteNeighbour(db, given(name, 'the neighbour'), { host: options.host ?? at.host, port: Number(options.port ?? at.port ?? new URL(db.urls.superuser).port) })
  },
  async connect(db, _folder, { name, value }) {
    const neighbour = given(name, 'the neighbour')
    await connectNeighbour(db, neighbour, given(value ?? (await findConnection(db, neighbour)), 'its address (what ./mizan node invite printed there)'))
    return `Fetching from ${name}. ./mizan node status shows how far it is.`
  },
  async disconnect(db, _folder, { name }) {
    await disconnectNeighbour(db, given(name, 'the neighbour'))
    return `Nothing more is fetched from ${name}. What waits there stays there.`
  },
  async key(db, folder, { name, value }) {
    if (!name) return getVerifierKey(folder)
    await setLogKeys(db, name, [given(value, 'the key')])
    return `The log of ${name} is checked with this key from now on.`
  },
  async checkpoint(db, _folder, { name }) {
    const node = given(name, 'the node')
    return ((await mirroredCheckpoint(db, node)) ?? fail(`No checked checkpoint of ${node} has come here.`)).trimEnd()
  },
  async remove(db, _folder, { name, options }) {
    const node = given(name, 'the node')
    const reason = given(options.reason, '--reason')
    const { offices, records, newest } = await removeNode(db, node, reason)
    return `${offices} offices and ${records} records of ${node} are written on this node from now on. The newest act that had come from there is of ${newest?.toISOString() ?? 'no time: none had come'}; whatever it did later is not here.
Next, on the node above it: ./mizan node disconnect ${node}`
  },
  async retry(db) {
    const { rows } = await db.ledgerPool.query<{ again: number }>('select kernel.retry_parcels() as again')
    return `${rows[0]!.again} parcels are taken again by the running server.`
  },
  async status(db, _folder, { options }) {
    const here = await findHere(db)
    if (!here) return 'This installation is one machine, no node of a tree.'
    const lines = await lineStates(db)
    if (options.json) process.stdout.write(`${JSON.stringify({ here, lines }, null, 2)}\n`)
    else process.stdout.write(`${here.id}${here.parentId ? ` below ${here.parentId}` : ', the nation\'s node'}\n${lines.map((l) => line(l, here.id)).join('')}`)
    return lines.some((l) => l.held > 0 || (l.subscribed && !l.enabled) || l.slot.status === 'lost') ? 3 : 0
  },
}

function line(l: LineState, here: string): string {
  const at = (time: Date | null) => time?.toISOString().slice(0, 19).replace('T', ' ') ?? 'never'
  const fetching = !l.subscribed ? 'NOT CONNECTED: ./mizan node connect' : !l.enabled ? 'DISABLED' : l.up ? (l.synced ? 'up' : 'up, copying what waited') : `down since ${at(l.downSince ?? l.heardAt)}`
  return `\n${l.node}${l.isParent ? ' (above)' : ' (below)'}: ${fetching}; last heard ${at(l.heardAt)}
  to be carried there   ${l.waiting.acts} acts, ${l.waiting.parcels} parcels${l.waiting.since ? `, the oldest of ${at(l.waiting.since)}` : ''}; ${l.slot.status === null ? 'the neighbour has not connected yet' : l.slot.status === 'lost' ? `its place in the log is LOST: run there ./mizan node connect ${here}` : `${Math.round((l.slot.bytes ?? 0) / 1024)} kB of log kept for it`}
  arrived from there    ${l.arrived} to be taken${l.newerSchema > 0 ? `, ${l.newerSchema} of a later schema: UPGRADE THIS NODE` : ''}${l.held > 0 ? `, ${l.held} HELD BACK: they could not be taken; see kernel.parcel.held_why, mend it, then ./mizan node retry` : ''}
  errors of replication ${l.errors}\n`
}

function fail(message: string): never {
  throw new Error(message)
}

function given(value: string | undefined, what: string): string {
  if (!value) throw new UsageError(`give ${what}`)
  return value
}

function named({ ar, ckb, en }: Options): { ar: string; ckb: string; en: string } {
  const name = given(en, '--en')
  return { en: name, ar: ar ?? name, ckb: ckb ?? ar ?? name }
}
