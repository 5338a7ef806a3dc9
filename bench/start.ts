// What a user waits for: a warm start of the server, and the weight of the first page.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { machine, median, table } from './support.ts'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'mizan-bench-'))
chmodSync(folder, 0o711)
const started = () => new Promise<{ seconds: number; stop: () => Promise<void> }>((resolve, reject) => {
  const from = performance.now()
  const child = spawn(process.execPath, [join(root, 'src/app/cli.ts'), 'start', '--port', '0'], { cwd: root, env: { ...process.env, MIZAN_DATA: folder }, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise<void>((done) => { child.once('exit', () => { done() }) })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said.includes('is open at')) resolve({ seconds: (performance.now() - from) / 1000, stop: async () => { child.kill('SIGTERM'); await ended } })
  })
  child.once('exit', (code) => { reject(new Error(`ended with ${code}: ${said}`)) })
})

try {
  const first = await started()
  await first.stop()
  const warm: number[] = []
  for (let i = 0; i < 5; i++) {
    const again = await started()
    warm.push(again.seconds)
    await again.stop()
  }
  const { brotli, gzip } = firstPage()
  process.stdout.write(`${table(`Start (${machine()})`, ['figure', 'measured', 'target'], [
    ['first start: database, demonstration country, screens (s)', first.seconds, '< 60 for the country'],
    ['warm start, median of 5 (s)', median(warm), '< 3'],
    ['first page with fonts, brotli (KB)', brotli / 1024, '≤ 350'],
    ['first page with fonts, gzip (KB)', gzip / 1024, '≤ 350'],
  ])}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The page itself, what it names, and the fonts: what comes over the line before anybody can sign in. */
function firstPage(): { brotli: number; gzip: number } {
  const web = join(root, 'dist', 'web')
  const html = readFileSync(join(web, 'index.html'), 'utf8')
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|css|html|svg|woff2)$/.test(file) && (file === 'index.html' || file.endsWith('.woff2') || html.includes(file)))
  const weigh = (pack: (body: Buffer) => Buffer) => files.reduce((sum, file) => {
    const body = readFileSync(join(web, file))
    return sum + (file.endsWith('.woff2') ? body.length : pack(body).length)
  }, 0)
  return { brotli: weigh((body) => brotliCompressSync(body)), gzip: weigh((body) => gzipSync(body, { level: 9 })) }
}
