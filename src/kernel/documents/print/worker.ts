// Runs in a worker thread: one warm Typst compiler with the bundled fonts. Started only by printer.ts.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { PrintAnswer, PrintJob } from './printer.ts'

const require = createRequire(import.meta.url)
const FONTS = [
  '@expo-google-fonts/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
  '@expo-google-fonts/noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf',
  '@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
  '@expo-google-fonts/ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf',
  '@expo-google-fonts/amiri/400Regular/Amiri_400Regular.ttf',
  '@expo-google-fonts/amiri/700Bold/Amiri_700Bold.ttf',
]
/** Compiled parts that no print used in this many prints are dropped from Typst's cache. */
const CACHE_AGE_PRINTS = 30

const layouts = {
  paper: readFileSync(new URL('./paper.typ', import.meta.url), 'utf8'),
  label: readFileSync(new URL('./label.typ', import.meta.url), 'utf8'),
}
const compiler = NodeCompiler.create({
  // An empty place: a layout can read no file of the machine.
  workspace: dirname(new URL(import.meta.url).pathname),
  fontArgs: [{ fontBlobs: FONTS.map(readFont) }],
})

function readFont(path: string): Buffer {
  const [scope, name, ...rest] = path.split('/')
  return readFileSync(join(dirname(require.resolve(`${scope}/${name}/package.json`)), ...rest))
}

function print(job: PrintJob): PrintAnswer {
  const compiled = compiler.compile({ mainFileContent: layouts[job.layout], inputs: { paper: job.json } })
  if (compiled.result === null) {
    const error = compiled.takeError()
    return { id: job.id, error: error === null ? 'no output' : JSON.stringify(compiler.fetchDiagnostics(error)) }
  }
  // PDF/A-2a: an archival file that carries its own fonts and its reading order.
  const pdf = compiler.pdf(compiled.result, { pdfStandard: 'a-2a', creationTimestamp: job.createdAtSeconds })
  const pages = compiled.result.numOfPages
  compiler.evictCache(CACHE_AGE_PRINTS)
  return { id: job.id, pdf: new Uint8Array(pdf), pages }
}

parentPort?.on('message', (job: PrintJob) => {
  let answer: PrintAnswer
  try {
    answer = print(job)
  } catch (error) {
    answer = { id: job.id, error: String(error) }
  }
  parentPort?.postMessage(answer, answer.pdf ? [answer.pdf.buffer as ArrayBuffer] : [])
})
