import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPageFile } from '#kernel/documents/check-page-file.ts'
import { buildCheckPage } from './check-page.ts'

const root = join(import.meta.dirname, '..', '..')
const mark = join(root, 'dist', 'web', '.built-from')

/** Builds the screens with Vite when they are not there or their sources have changed. */
export async function buildScreens(say: (line: string) => void): Promise<void> {
  const hash = createHash('sha256')
  const sources = globSync(['src/**/*.{ts,tsx,css,html,svg}', 'vite.config.ts', 'package-lock.json'], { cwd: root }).filter((file) => !file.includes('.test.')).sort()
  for (const file of sources) hash.update(file).update(readFileSync(join(root, file)))
  const digest = hash.digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return
  say('Building the screens (once)…')
  const { build } = await import('vite')
  await build({ root: join(root, 'src', 'app'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  writeFileSync(checkPageFile, await buildCheckPage())
  writeFileSync(mark, digest)
}
