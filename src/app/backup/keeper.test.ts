import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Ctx } from '#kernel/act/context.ts'
import { keeperSettings, watchBackups } from './keeper.ts'

const set = mkdtempSync(join(tmpdir(), 'mizan-keeper-'))
afterAll(() => { rmSync(set, { recursive: true, force: true }) })

test('the setting decides whether backups are kept, and which', () => {
  expect(keeperSettings(true, {})).toBeUndefined()
  expect(keeperSettings(true, { MIZAN_BACKUP: set })).toEqual({ set, keepDays: 30, kind: 'cluster' })
  expect(keeperSettings(false, { MIZAN_BACKUP: set, MIZAN_BACKUP_KEEP: '7' })).toEqual({ set, keepDays: 7, kind: 'tables' })
  for (const days of ['0', 'many', '1.5']) expect(() => keeperSettings(true, { MIZAN_BACKUP: set, MIZAN_BACKUP_KEEP: days })).toThrow(/whole number/)
})

test('backups that fall behind fail the watch, which the administrator sees', async () => {
  const job = watchBackups({ set, keepDays: 30, kind: 'cluster' })
  const at = (iso: string) => job.run({ now: new Date(iso) } as Ctx)
  await expect(at('2026-11-22T12:00:00Z')).rejects.toThrow(/holds no backups/)
  writeFileSync(join(set, 'set.json'), '{"format":2,"systemId":"1"}')
  mkdirSync(join(set, 'backups', 'one'), { recursive: true })
  await expect(at('2026-11-22T12:00:00Z')).rejects.toThrow(/is missing/)
  writeFileSync(join(set, 'backups', 'one', 'manifest.json'), JSON.stringify({ format: 2, kind: 'cluster', finishedAt: '2026-11-22T11:00:00Z' }))
  await expect(at('2026-11-22T12:00:00Z')).rejects.toThrow(/received nothing since the beginning/)
  mkdirSync(join(set, 'wal'))
  writeFileSync(join(set, 'wal', 'received.json'), JSON.stringify({ timeline: 1, upTo: '0/1', at: '2026-11-22T11:59:00Z' }))
  await expect(at('2026-11-22T12:00:00Z')).resolves.toBeUndefined()
  await expect(at('2026-11-22T12:10:00Z')).rejects.toThrow(/received nothing since/)
  await expect(at('2026-11-23T14:00:00Z')).rejects.toThrow(/newest backup .* is of 2026-11-22T11/)
})
