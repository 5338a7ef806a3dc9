import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { judge, startHouse, startLoad, type Asked } from './house.ts'

const rounds = 20
const folder = mkdtempSync(join(tmpdir(), 'mizan-crash-'))
chmodSync(folder, 0o711)   // PostgreSQL's own user must be able to pass
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

test(`${rounds} times the server, the database or both are killed under load: nothing acknowledged is lost, nothing is done twice`, { timeout: 600_000 }, async () => {
  const asked: Asked[] = []
  const seen = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const running = await startHouse(folder)
    const load = startLoad(running, 6, asked, seen)
    await pause(300 + ((round * 7919) % 900))
    if (round % 3 !== 1) running.child.kill('SIGKILL')
    if (round % 3 !== 0) process.kill(running.postgres, 'SIGKILL')
    await pause(50)
    await load.stop()
    if (round % 3 === 1) running.child.kill('SIGKILL')
  }
  expect(await judge(folder, asked, seen)).toBeGreaterThan(rounds)
})
