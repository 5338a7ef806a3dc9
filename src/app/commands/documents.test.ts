// Documents move from the folder to an S3 server by the commands that the operator types, while the database is in use.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import { afterAll, expect, inject, test } from 'vitest'
import { act } from '#kernel/act/act.ts'
import { receiveFile } from '#kernel/documents/files/receive.ts'
import { folderStore } from '#kernel/documents/files/file-store.ts'
import { storeFile } from '#kernel/documents/issue.ts'
import { registerItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { testApp } from '#test/support/app.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-move-'))
const papers = join(folder, 'papers')
const server = new S3rver({ port: 0, silent: true, directory: join(folder, 'server'), configureBuckets: [{ name: 'papers', configs: [] }] })
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

function mizan(env: Record<string, string>, ...args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['src/app/cli.ts', 'documents', ...args], { env: { ...process.env, ...env } }, (_, out, err) => { resolve({ code: child.exitCode ?? -1, said: out + err }) })
  })
}

test('checked where they are, copied, checked where they went; what is missing is named', { timeout: 120_000 }, async () => {
  const app = await testApp([example])
  const { port } = await server.run()
  const { id } = await app.ok('stationOfficer', registerItem, { description: 'حقيبة', place: 'الكرادة', foundAt: '2026-01-01T00:00:00.000Z' })
  const file = await receiveFile({ name: 'note.txt', stream: Buffer.from('محضر'), type: 'text/plain' }, folderStore(papers))
  await act(app.systemCtx, { verb: 'documents.attach', subject: { kind: 'found-item', id }, by: 'authority' }, (tx) => storeFile(tx, file, { purpose: 'attachment' }))
  const env = { MIZAN_DATA: inject('dataFolder'), DATABASE_URL: app.db.urls.superuser, AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' }
  const s3 = { ...env, MIZAN_DOCUMENTS: `s3://papers/mizan?endpoint=http://127.0.0.1:${port}` }
  expect(await mizan({ ...env, MIZAN_DOCUMENTS: papers }, 'check')).toMatchObject({ code: 0, said: expect.stringContaining('1 of 1 documents are good') })
  expect(await mizan(s3, 'check'), 'not there yet').toMatchObject({ code: 3, said: expect.stringContaining(`${file.address} is missing`) })
  expect(await mizan(s3, 'copy', papers)).toMatchObject({ code: 0, said: expect.stringContaining('1 of 1') })
  rmSync(papers, { recursive: true })
  expect(await mizan(s3, 'check')).toMatchObject({ code: 0, said: expect.stringContaining('1 of 1') })
  expect(await mizan(env, 'move')).toMatchObject({ code: 2 })
})
