import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createDatabase, urlsFor } from '#kernel/db/connect.ts'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { startEmbedded } from '#kernel/db/embedded.ts'
import { migrate, prepareRoles } from '#kernel/db/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext { serverUrl: string; dataFolder: string }
}

/** One real PostgreSQL for the whole run, with a migrated template that each test file clones. Durability is off: the crash tests start their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-test-'))
  chmodSync(folder, 0o711)   // PostgreSQL's own user must be able to pass
  const secrets = loadSecrets(folder)
  const server = await startEmbedded({ folder, superuserPassword: secrets.superuser, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300', shared_buffers: '256MB' } })
  const serverUrl = `postgres://postgres:${secrets.superuser}@${server.host}:${server.port}`
  await createDatabase(`${serverUrl}/postgres`, 'mizan_template')
  const urls = urlsFor(`${serverUrl}/mizan_template`, secrets)
  await prepareRoles(urls.superuser, secrets)
  await migrate(urls.migrator)
  project.provide('serverUrl', serverUrl)
  project.provide('dataFolder', folder)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
