import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { getLogSigners, logOrigin } from '#kernel/ledger/keys.ts'
import { makeSigner, parseVerifierKey } from '#kernel/ledger/note.ts'
import { followStoredKeys, noteLogKey } from '#kernel/ledger/rotation.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { makeScene } from '#test/support/ledger-scene.ts'
import { openKey } from '../witness/state.ts'
import { makeWitness } from '../witness/witness.ts'
import { logKey } from './log-key.ts'

const before = { ...process.env }
let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'mizan-log-key-')) })
afterEach(() => {
  for (const name of ['MIZAN_DATA', 'DATABASE_URL', 'MIZAN_LOG_ORIGIN', 'MIZAN_LOG_POLICY', 'MIZAN_NODE']) {
    if (before[name] === undefined) delete process.env[name]
    else process.env[name] = before[name]
  }
  rmSync(folder, { recursive: true })
})

test('./mizan log-key rotate and end: each is an act in the log whose key it changes', async () => {
  const scene = await makeScene()
  process.env['MIZAN_DATA'] = folder
  process.env['DATABASE_URL'] = scene.db.urls.superuser
  process.env['MIZAN_NODE'] = 'karrada'
  if (existsSync(join(inject('dataFolder'), 'secrets.json'))) copyFileSync(join(inject('dataFolder'), 'secrets.json'), join(folder, 'secrets.json'))
  const origin = await logOrigin(folder)
  expect(origin).toBe('mizan.example/karrada')
  const signer = () => getLogSigners(folder, origin)
  const first = (await signer())[0]!.verifierKey
  await noteLogKey(scene.db, await signer())
  await sequence(scene.db, { signer })
  const said: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = ((text: string) => { said.push(text); return true }) as typeof process.stdout.write
  try {
    await expect(logKey.run(['end'])).rejects.toThrow('no change of key is under way')
    await expect(logKey.run(['turn'])).rejects.toThrow('show, rotate or end')
    expect(await logKey.run(['rotate'])).toBe(0)
    await sequence(scene.db, { signer })
    expect(await logKey.run(['end'])).toBe(0)
  } finally {
    process.stdout.write = write
  }
  const [fresh] = await signer()
  expect(await followStoredKeys(scene.db.ledgerPool, [first])).toEqual([`${first} 0-2`, `${fresh!.verifierKey} 1-`])
  expect(said.at(-1)).toBe(`${first} 0-2\n${fresh!.verifierKey} 1-\n`)
  const { rows } = await scene.intruder.query<{ verb: string; vkey: string }>(`select verb, body::jsonb -> 'detail' ->> 'vkey' as vkey from kernel.entry where subject_kind = 'log' order by id`)
  expect(rows).toEqual([{ verb: 'kernel.rotate-log-key', vkey: fresh!.verifierKey }, { verb: 'kernel.end-log-key', vkey: first }])
})

test('./mizan log-key end asks the witnesses first: while too few know the new key nothing is changed', async () => {
  const scene = await makeScene()
  process.env['MIZAN_DATA'] = folder
  process.env['DATABASE_URL'] = scene.db.urls.superuser
  if (existsSync(join(inject('dataFolder'), 'secrets.json'))) copyFileSync(join(inject('dataFolder'), 'secrets.json'), join(folder, 'secrets.json'))
  const origin = await logOrigin(folder)
  const signer = () => getLogSigners(folder, origin)
  const known = [(await signer())[0]!.verifierKey]
  const key = openKey(join(folder, 'witness'), 'court.test')
  const witness = makeWitness({ folder: join(folder, 'witness'), key, logs: () => known.map(parseVerifierKey) })
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const answer = witness.addCheckpoint(body)
      response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  process.env['MIZAN_LOG_POLICY'] = join(folder, 'policy.txt')
  const absent = makeSigner('bar.test', generateKeyPairSync('ed25519').privateKey, { witness: true })
  writeFileSync(process.env['MIZAN_LOG_POLICY'], `witness court ${witness.verifierKey} http://127.0.0.1:${(server.address() as { port: number }).port}\nwitness bar ${absent.verifierKey}\ngroup one 1 court bar\nquorum one\n`)
  const said: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = ((line: string) => { said.push(line); return true }) as typeof process.stdout.write
  try {
    await noteLogKey(scene.db, await signer())
    await sequence(scene.db, { signer })
    await logKey.run(['rotate'])
    await sequence(scene.db, { signer })
    expect(await logKey.run(['end'])).toBe(3)
    expect(said.join('')).toMatch(/court does not sign with the new key yet: key-unknown[\s\S]*bar does not[\s\S]*TOO FEW WITNESSES/)
    expect(await signer()).toHaveLength(2)
    known.push((await signer())[0]!.verifierKey)
    expect(await logKey.run(['end'])).toBe(0)
    expect(await signer()).toHaveLength(1)
    await sequence(scene.db, { signer })
    await logKey.run(['rotate'])
    known.length = 0
    expect(await logKey.run(['end', '--force'])).toBe(0)
  } finally {
    process.stdout.write = write
    await new Promise((resolve) => { server.close(resolve) })
  }
})

test('the log’s name: by setting, by its key, by the node', async () => {
  for (const name of ['MIZAN_LOG_ORIGIN', 'MIZAN_NODE']) delete process.env[name]
  expect(await logOrigin(folder)).toBe('mizan.example/nation')
  process.env['MIZAN_NODE'] = 'basra'
  expect(await logOrigin(folder)).toBe('mizan.example/basra')
  await getLogSigners(folder, 'justice.example/old')
  expect(await logOrigin(folder)).toBe('justice.example/old')   // a log that has a key keeps its name
  process.env['MIZAN_LOG_ORIGIN'] = 'justice.example/new'
  await expect(getLogSigners(folder, await logOrigin(folder))).rejects.toThrow('signs the log justice.example/old, not justice.example/new')
})
