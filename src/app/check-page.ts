import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', 'kernel', 'documents', 'check-page')

/** Builds the page that checks certified copies without a network: one file, its code inside. The server adds the keys when it is saved. */
export async function buildCheckPage(): Promise<string> {
  const { build } = await import('vite')
  const built = await build({
    root: folder, configFile: false, logLevel: 'warn', publicDir: false,
    build: { write: false, target: 'es2023', minify: true, lib: { entry: join(folder, 'main.ts'), formats: ['iife'], name: 'mizanCheck' } },
  })
  const code = [built].flat().flatMap((one) => ('output' in one ? one.output : [])).map((part) => (part.type === 'chunk' ? part.code : '')).join('\n')
  const style = readFileSync(join(folder, 'checker.css'), 'utf8')
  // '</script' inside would end the script.
  const script = code.replaceAll('</script', '<\\/script')
  const page = fill(fill(readFileSync(join(folder, 'page.html'), 'utf8'), '/*css*/', style), '/*script*/', script)
  const inline = (tag: 'script' | 'style') => `'sha256-${createHash('sha256').update(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '').digest('base64')}'`
  return fill(fill(page, '/*script-hash*/', inline('script')), '/*style-hash*/', inline('style'))
}

/** A function as replacement: a '$' in the code means nothing. */
function fill(page: string, mark: string, text: string): string {
  return page.replace(mark, () => text)
}
