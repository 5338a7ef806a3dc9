import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const outDir = fileURLToPath(new URL('./dist/web', import.meta.url))
/** The API server that `vite dev` passes requests on to. */
const server = process.env['MIZAN_API'] ?? 'http://127.0.0.1:3000'
/** What the first screen may weigh over the line, in bytes: an old PC on a slow line. */
const firstLoadLimit = 350 * 1024

/** Writes `.br` and `.gz` beside every text file, so that the server compresses nothing while people wait, and weighs the first load. */
function compressAndWeigh(): Plugin {
  return {
    name: 'compress-and-weigh',
    apply: 'build',
    closeBundle() {
      const html = readFileSync(join(outDir, 'index.html'), 'utf8')
      let br = 0
      let gz = 0
      for (const file of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg|woff2)$/.test(file)) continue
        const body = readFileSync(join(outDir, file))
        const font = file.endsWith('.woff2')
        const packed = font ? body : brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
        const zipped = font ? body : gzipSync(body, { level: 9 })
        if (!font) { writeFileSync(join(outDir, `${file}.br`), packed); writeFileSync(join(outDir, `${file}.gz`), zipped) }
        if (font || file === 'index.html' || html.includes(file)) { br += packed.length; gz += zipped.length }
      }
      this.info(`first load with fonts: ${kb(br)} brotli, ${kb(gz)} gzip (limit ${kb(firstLoadLimit)})`)
      if (gz > firstLoadLimit) this.error(`the first load weighs ${kb(gz)}`)
    },
  }
}

function kb(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}

export default defineConfig({
  root: fileURLToPath(new URL('./src/app', import.meta.url)),
  publicDir: false,
  plugins: [react(), compressAndWeigh()],
  server: { proxy: { '/api': server, '/log/': server } },
  build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, reportCompressedSize: false, chunkSizeWarningLimit: 1000 },
})
