import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { getLogSigners, logOrigin } from '#kernel/ledger/keys.ts'
import { followStoredKeys, noteLogKey } from '#kernel/ledger/rotation.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { makeScene } from '#test/support/ledger-scene.ts'
import { logKey } from './log-key.ts'

const before = { ...process.env }
let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'mizan-log-key-')) })
afterEach(() => {
  for (const name of ['MIZAN_DATA', 'DATABASE_URL', 'MIZAN_LOG_ORIGIN', 'MIZAN_NODE']) {
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
