// Enrolled fingerprints in memory: how long a shard takes to load so many templates, to take over one more, and to search ten fingers among them.
// MIZAN_BENCH_FINGERS sets how many. They are distortions of a few made-up fingers: times are real, recognition is not measured here.
import { randomUUIDv7 } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { extract } from '#systems/biometrics/engine/extract/extract.ts'
import { makeFinger, press } from '#systems/biometrics/engine/synthetic.ts'
import { encodeTemplate } from '#systems/biometrics/engine/template/encode.ts'
import type { Finger } from '#systems/biometrics/engine/tenprint.ts'
import { searchParts } from '#systems/biometrics/gallery/coordinate.ts'
import { openHost } from '#systems/biometrics/gallery/host.ts'
import { allPartitions } from '#systems/biometrics/gallery/shapes.ts'
import { seal } from '#systems/biometrics/sealing.ts'
import { freshDatabase, machine, table } from './support.ts'

const count = Number(process.env['MIZAN_BENCH_FINGERS'] ?? 10_000)
const fingers: readonly Finger[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

const { db, folder, close } = await freshDatabase()
process.env['MIZAN_TEMPLATE_KEYS'] = join(folder, 'template-keys.json')
const admin = new pg.Client({ connectionString: db.urls.superuser })
await admin.connect()
try {
  await admin.query('set session_replication_role = replica')   // templates alone, without the enrolments that they are of
  const made = Array.from({ length: 24 }, (_, i) => encodeTemplate(extract(press(makeFinger(500 + i), i)).template))
  for (let at = 0; at < count; at += 500) await insert(at, Math.min(count, at + 500), made)
  const began = performance.now()
  const part = openHost({ db, name: 'bench', partitions: allPartitions, threads: 2 })
  const probes = fingers.map((finger, i) => ({ finger, template: made[i]! }))
  const ask = () => searchParts(db, [part], probes, { top: 5, patience: 3_600_000 })
  await ask()
  const { loadedInMs } = await part.state()
  const first = performance.now() - began
  const [cpu, searched] = [process.cpuUsage(), performance.now()]
  const rounds = 3
  for (let i = 0; i < rounds; i++) await ask()
  const each = (performance.now() - searched) / rounds, used = process.cpuUsage(cpu)
  await insert(count, count + 1, made)
  const added = performance.now()
  const { behind } = await part.state()
  const one = await searchParts(db, [part], probes.slice(0, 1), { top: 5, patience: 3_600_000 })
  const caughtUp = performance.now() - added
  await part.close()
  process.stdout.write(`${table(`Gallery of ${count.toLocaleString('en')} fingers in one process (${machine()})`, ['', ''], [
    ['loading: s', (loadedInMs ?? 0) / 1000], ['ms a template', (loadedInMs ?? 0) / count], ['first search after the start, loading included: s', first / 1000],
    ['ten fingers searched: s', each / 1000], ['of that CPU: s', (used.user + used.system) / rounds / 1e6], [`one more enrolled (${behind} behind), taken over and one finger searched (${one.looked} looked at): s`, caughtUp / 1000],
    ['memory of the process: MB', process.memoryUsage().rss / 2 ** 20],
  ])}\n`)
} finally {
  await admin.end()
  await close()
}

async function insert(from: number, to: number, made: readonly Uint8Array[]): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, i) => {
    const id = randomUUIDv7(), { sealed, keyId } = seal({ table: 'biometrics.template', id, part: 'template' }, made[(from + i) % made.length]!)
    return { id, finger: ((from + i) % 10) + 1, sealed: sealed.toString('base64'), key_id: keyId }
  })
  await admin.query(`insert into biometrics.template (id, impression_id, enrolment_id, person_id, finger, version, sealed, key_id, entered_at)
    select r.id, uuidv7(), uuidv7(), uuidv7(), r.finger, 1, decode(r.sealed, 'base64'), r.key_id, now() from jsonb_to_recordset($1) as r (id uuid, finger smallint, sealed text, key_id text)`, [JSON.stringify(rows)])
}
