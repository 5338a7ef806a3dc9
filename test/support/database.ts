import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { connect, createDatabase, urlsFor, type Database } from '#kernel/db/connect.ts'
import { loadSecrets } from '#kernel/db/data-folder.ts'

/** A database of this test file's own, cloned from the migrated template; closed when the file is done. */
export async function testDatabase(): Promise<Database> {
  const serverUrl = inject('serverUrl')
  process.env['MIZAN_DATA'] ??= inject('dataFolder')   // keys and files of the tests, never those of a folder in the project
  const name = `test_${randomBytes(6).toString('hex')}`
  await createDatabase(`${serverUrl}/postgres`, name, 'mizan_template')
  const db = connect(urlsFor(`${serverUrl}/${name}`, loadSecrets(inject('dataFolder'))), 8)
  afterAll(() => db.close())
  return db
}
