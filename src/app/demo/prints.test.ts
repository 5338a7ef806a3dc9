import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Database } from '#kernel/db/connect.ts'
import { startPrints } from './prints.ts'

test('a country that is not the demonstration’s gets no made-up prints', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-no-demo-'))
  const untouchable = new Proxy({}, { get: () => { throw new Error('the database was touched') } }) as Database
  const errors: unknown[] = []
  const stop = startPrints(untouchable, folder, (error) => { errors.push(error) }, 0)
  await new Promise((next) => { setTimeout(next, 50) })
  await stop()
  expect(errors).toEqual([])
  rmSync(folder, { recursive: true })
})
