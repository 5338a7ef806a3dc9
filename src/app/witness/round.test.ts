import { generateKeyPairSync } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPolicy } from '#kernel/ledger/check-policy.ts'
import { findCosignedCheckpoint } from '#kernel/ledger/cosigned.ts'
import { makeSigner } from '#kernel/ledger/note.ts'
import { parsePolicy, type Policy } from '#kernel/ledger/policy.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { startWitnessing, witnessRound } from '#kernel/log/witnessing.ts'
import { describeWitnesses } from '#kernel/log/witness-view.ts'
import { makeScene, newSigner, type Scene } from '#test/support/ledger-scene.ts'
import { openKey } from './state.ts'

/** `./mizan witness` as a program of its own, in a folder and on a port of its own. */
interface Program { readonly name: string; readonly folder: string; readonly vkey: string; url: string; child: ChildProcess }

const privateKey = generateKeyPairSync('ed25519').privateKey
const signer = newSigner(privateKey)
const folder = mkdtempSync(join(tmpdir(), 'mizan-witnesses-'))
const programs: Program[] = []
let policy: Policy
let scene: Scene

async function launch(name: string, port = 0): Promise<Program> {
  const own = join(folder, name)
  const child = spawn(process.execPath, ['src/app/witness/main.ts', '--folder', own, '--name', `${name}.test`, '--port', String(port), '--log', signer.verifierKey], { stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (part: Buffer) => {
      told += part.toString()
      const found = /listens at (\S+)/.exec(told)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', (code) => { reject(new Error(`the witness ended with ${code}: ${told}`)) })
  })
  const { privateKey: own2, name: named } = openKey(own)
  return { name, folder: own, child, url, vkey: makeSigner(named, own2, { witness: true }).verifierKey }
}

async function end(program: Program, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (program.child.exitCode !== null || program.child.signalCode !== null) return
  const ended = new Promise((resolve) => program.child.once('exit', resolve))
  program.child.kill(signal)
  await ended
}

beforeAll(async () => {
  [scene] = await Promise.all([makeScene(), (async () => { programs.push(...await Promise.all(['judiciary', 'bar'].map((name) => launch(name)))) })()])
  const absent = makeSigner('university.test', generateKeyPairSync('ed25519').privateKey, { witness: true })
  policy = parsePolicy(`log ${signer.verifierKey}\n${programs.map((p) => `witness ${p.name} ${p.vkey} ${p.url}`).join('\n')}
witness university ${absent.verifierKey} http://127.0.0.1:9
group institutions 2 judiciary bar university
quorum institutions\n`)
}, 60_000)
afterAll(async () => {
  await Promise.all(programs.map((program) => end(program)))
  rmSync(folder, { recursive: true })
})

async function grow(of: Scene, entries: number): Promise<number> {
  for (let i = 0; i < entries; i++) await of.setCapacity(of.country.offices.station, i)
  await sequence(of.db, { signer })
  const { rows } = await of.intruder.query<{ size: string }>('select max(tree_size) as size from kernel.checkpoint')
  return Number(rows[0]!.size)
}
const round = async (of = scene) => Object.fromEntries((await witnessRound(of.db, { policy: () => policy, everyMs: 0, timeoutMs: 10_000 })).map((asked) => [asked.name, asked.result]))
const alarms = async (of: Scene) => (await of.intruder.query<{ kind: string; raised_to: string; detail: unknown }>(`select kind, raised_to, detail from kernel.alarm where kind = 'log-refused'`)).rows
const refusals = async (of: Scene) => (await of.intruder.query<{ name: string; result: string }>('select name, result from kernel.witness_refusal order by at')).rows.map((row) => `${row.name} ${row.result}`)

describe('two witnesses and a third that is not there', () => {
  test('sign each checkpoint; two of three are enough', async () => {
    const size = await grow(scene, 5)
    expect(await findCosignedCheckpoint(scene.db, 0, policy)).toBeUndefined()
    expect(await round()).toEqual({ judiciary: 'cosigned', bar: 'cosigned', university: 'unreachable' })
    const cosigned = (await findCosignedCheckpoint(scene.db, 0, policy))!
    expect(cosigned.size).toBe(size)
    expect(checkPolicy(cosigned.note, policy)).toMatchObject({ ok: true, checkpoint: { size }, cosigned: [{ witness: 'judiciary' }, { witness: 'bar' }] })
    // Nobody is asked about what is signed already; whoever didn't answer is asked again, but less often each time.
    expect(await round()).toEqual({ university: 'unreachable' })
    expect(await witnessRound(scene.db, { policy: () => policy, everyMs: 60_000 })).toEqual([])
    expect(await refusals(scene)).toEqual([])
  })

  test('go on from there, however large the step', async () => {
    for (const entries of [1, 7, 60]) {
      const size = await grow(scene, entries)
      expect(await round()).toMatchObject({ judiciary: 'cosigned', bar: 'cosigned' })
      expect(await findCosignedCheckpoint(scene.db, size, policy)).toMatchObject({ size })
    }
  })

  test('one is killed and comes back: it remembers what it signed', { timeout: 30_000 }, async () => {
    const [, bar] = programs as [Program, Program]
    const before = await findCosignedCheckpoint(scene.db, 0, policy)
    await end(bar, 'SIGKILL')
    const size = await grow(scene, 3)
    expect(await round()).toMatchObject({ judiciary: 'cosigned', bar: 'unreachable' })
    expect(await findCosignedCheckpoint(scene.db, 0, policy)).toMatchObject({ size: before!.size })   // one of three is too few
    const again = await launch('bar', Number(new URL(bar.url).port))
    programs[1] = again
    expect(again.vkey).toBe(bar.vkey)
    expect(await round()).toMatchObject({ bar: 'cosigned' })
    expect(await findCosignedCheckpoint(scene.db, 0, policy)).toMatchObject({ size })
  })

  test('are asked by the server by itself', { timeout: 20_000 }, async () => {
    const faults: unknown[] = []
    const witnessing = startWitnessing(scene.db, { policy: () => policy, everyMs: 50, timeoutMs: 10_000, onError: (error) => faults.push(error) })
    const size = await grow(scene, 2)
    await expect.poll(async () => (await findCosignedCheckpoint(scene.db, 0, policy))?.size, { timeout: 10_000 }).toBe(size)
    await witnessing.stop()
    expect(faults).toEqual([])
  })

  test('the standing of a witness that was lost from the database is found again', async () => {
    await scene.intruder.query('delete from kernel.witness_standing')
    await grow(scene, 1)
    expect(await round()).toMatchObject({ judiciary: 'cosigned', bar: 'cosigned' })
    expect(await refusals(scene)).toEqual([])
  })
})

describe('the page of the log', () => {
  test('says which witness saw which checkpoint when', async () => {
    const view = await describeWitnesses(scene.db, policy, new Date())
    const size = await grow(scene, 1)
    const later = await describeWitnesses(scene.db, policy, new Date(Date.now() + 90_000))
    expect(view).toMatchObject({ quorum: '2 of 3: judiciary, bar, university', newest: { size: size - 1 }, believed: { size: size - 1 }, refusals: [] })
    expect(view.witnesses.map((w) => [w.name, w.result, w.size, w.lag, w.counts])).toEqual([['judiciary', 'cosigned', size - 1, 0, true], ['bar', 'cosigned', size - 1, 0, true], ['university', 'unreachable', 0, size - 1, true]])
    expect(view.checkpoints[0]).toMatchObject({ size: size - 1, enough: true, seen: [{ witness: expect.stringMatching(/judiciary|bar/) as string }, { witness: expect.stringMatching(/judiciary|bar/) as string }] })
    expect(view.checkpoints.length).toBeGreaterThan(5)
    expect(later.witnesses[0]).toMatchObject({ name: 'judiciary', lag: 1 })
    expect(later.witnesses[0]!.lagSeconds).toBeGreaterThanOrEqual(88)
    expect(later.checkpoints[0]).toMatchObject({ size, enough: false, seen: [] })
    expect(later).toMatchObject({ newest: { size }, believed: { size: size - 1 } })
  })
})

describe('another history under the log’s own name and key', () => {
  test('that is shorter, as long or longer is refused by every witness, and the inspector hears of it once', { timeout: 60_000 }, async () => {
    const { rows: [{ size: honest }] } = (await scene.intruder.query<{ size: number }>('select max(tree_size)::int as size from kernel.checkpoint')) as unknown as { rows: [{ size: number }] }
    const forged = await makeScene()
    await grow(forged, 20)
    expect(await round(forged)).toMatchObject({ judiciary: 'ahead', bar: 'ahead' })
    expect(await round(forged)).toMatchObject({ judiciary: 'ahead', bar: 'ahead' })
    expect((await refusals(forged)).sort()).toEqual(['bar ahead', 'judiciary ahead'])
    // The alarm is an act itself: it has made the forged log longer by two entries.
    await sequence(forged.db, { signer })
    const { rows } = await forged.intruder.query<{ size: string }>('select max(tree_size) as size from kernel.checkpoint')
    expect(await grow(forged, honest - Number(rows[0]!.size))).toBe(honest)
    expect(await round(forged)).toMatchObject({ judiciary: 'inconsistent', bar: 'inconsistent' })
    await grow(forged, 25)
    expect(await round(forged)).toMatchObject({ judiciary: 'inconsistent', bar: 'inconsistent' })
    expect((await refusals(forged)).sort()).toEqual(['bar ahead', 'bar inconsistent', 'judiciary ahead', 'judiciary inconsistent'])
    expect(await findCosignedCheckpoint(forged.db, 0, policy)).toBeUndefined()
    const raised = await alarms(forged)
    expect(raised).toHaveLength(1)
    expect(raised[0]).toMatchObject({ raised_to: forged.country.offices.inspectorate, detail: { refusal: 'ahead' } })
    for (const program of programs) expect(readdirSync(join(program.folder, 'evidence')).length).toBeGreaterThanOrEqual(2)
    // The honest log goes on as before.
    const size = await grow(scene, 1)
    expect(await round()).toMatchObject({ judiciary: 'cosigned', bar: 'cosigned' })
    expect(await findCosignedCheckpoint(scene.db, size, policy)).toMatchObject({ size })
    expect(await alarms(scene)).toEqual([])
  })

  test('a log set back to yesterday’s backup is told so', { timeout: 30_000 }, async () => {
    const before = await grow(scene, 1)
    await grow(scene, 5)
    await round()
    await scene.intruder.query('begin; delete from kernel.quorum; delete from kernel.cosignature where tree_size > $$0$$::bigint'.replace('$$0$$', String(before)))
    await scene.intruder.query(`delete from kernel.checkpoint where tree_size > ${before}; commit`)
    expect(await round()).toMatchObject({ judiciary: 'ahead', bar: 'ahead' })
    expect(await alarms(scene)).toHaveLength(1)
  })
})

test('a witness that doesn’t know the log’s key is named so, and nobody is alarmed', async () => {
  const other = await makeScene()
  await sequence(other.db, { signer: newSigner() })
  expect(await round(other)).toMatchObject({ judiciary: 'key-unknown', bar: 'key-unknown' })
  expect(await refusals(other)).toEqual([])
})
