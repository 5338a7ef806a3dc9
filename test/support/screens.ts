import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inject } from 'vitest'
import { buildScreens } from '#app/screens.ts'

/** The screens, built once for the whole run and copied where no later build changes them. */
export async function builtScreens(): Promise<string> {
  const ready = join(inject('dataFolder'), 'screens')
  try {
    mkdirSync(`${ready}.claimed`)
  } catch {
    // Another test file is at it.
    for (let waited = 0; !existsSync(ready); waited += 200) {
      if (waited > 180_000) throw new Error('the screens were not built within three minutes')
      await pause(200)
    }
    return ready
  }
  // React's build for development is three times as heavy; the test runner would have it.
  const mode = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  await buildScreens(() => {}).finally(() => { process.env['NODE_ENV'] = mode })
  const making = `${ready}.making`
  cpSync(join(import.meta.dirname, '..', '..', 'dist', 'web'), making, { recursive: true })
  renameSync(making, ready)
  return ready
}
