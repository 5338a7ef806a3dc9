import { expect, test } from 'vitest'
import { testDatabase } from '#test/support/database.ts'

test('the template is migrated', async () => {
  const db = await testDatabase()
  expect(await db.app.selectFrom('kernel.office').selectAll().execute()).toEqual([])
})
