import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ImageError } from '#systems/biometrics/engine/image/grey.ts'
import { readImage } from '#systems/biometrics/engine/image/read.ts'
import { extract } from '#systems/biometrics/engine/extract/extract.ts'
import type { ExtractedFile, Pool } from '#systems/biometrics/engine/match/pool.ts'
import { openPool } from '#systems/biometrics/engine/match/pool.ts'
import { compare } from '#systems/biometrics/engine/match/compare.ts'
import { prepare } from '#systems/biometrics/engine/match/prepare.ts'
import { picture } from '#systems/biometrics/engine/picture.ts'
import { qualityWords } from '#systems/biometrics/engine/words.ts'
import type { Command } from './command.ts'
import { UsageError } from './command.ts'
import { exportFinger } from './fingerprint-export.ts'

export const fingerprint: Command = {
  name: 'fingerprint',
  summary: 'Extracts, compares, searches and exports fingerprint images; nothing is stored.',
  usage: `fingerprint extract IMAGE…                         one line of JSON an image: quality, reasons, minutiae, template (base64)
       ./mizan fingerprint compare --pairs FILE                  FILE has lines "a,b" of image paths; prints "a,b,score" in that order
       ./mizan fingerprint compare A B [--picture FILE.svg]      one pair; the picture shows the minutiae that belong together
       ./mizan fingerprint search --gallery DIR --probes DIR [--top 5]   one line of JSON a probe, in the order of their names
       ./mizan fingerprint export IMAGE --as iso19794|itl --out FILE [--finger 0-10]   for another system: minutiae, or image and minutiae (ANSI/NIST-ITL)

  --dpi N      the images' resolution, 300 to 1,000 (default 500; what the files claim is not believed)
  --threads N  worker threads (default: one a core)

The score is -log10 of the rate at which different fingers score as high: 4 is about one in 10,000.
Images: PNG, BMP, JPEG, WSQ, one finger each, 8 bits a pixel. Exit code 1: an image could not be read; the message names it.`,
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: {
      pairs: { type: 'string' }, gallery: { type: 'string' }, probes: { type: 'string' }, top: { type: 'string', default: '5' },
      picture: { type: 'string' }, as: { type: 'string' }, out: { type: 'string' }, finger: { type: 'string', default: '0' }, dpi: { type: 'string', default: '500' }, threads: { type: 'string' } } })
    const [verb, ...rest] = positionals
    const dpi = whole(values.dpi, '--dpi', 300, 1000)
    if (verb === 'export') {
      await exportFinger({ files: rest, as: values.as, out: values.out, finger: whole(values.finger, '--finger', 0, 10), dpi })
      return 0
    }
    if (verb === 'compare' && !values.pairs) return await comparePair(rest, dpi, values.picture)
    const pool = openPool(values.threads ? whole(values.threads, '--threads', 1, 256) : undefined)
    try {
      if (verb === 'extract' && rest.length > 0) await extractAll(pool, rest, dpi)
      else if (verb === 'compare' && values.pairs) await comparePairs(pool, values.pairs, dpi)
      else if (verb === 'search' && values.gallery && values.probes) await search(pool, values.gallery, values.probes, whole(values.top, '--top', 1, 1000), dpi)
      else throw new UsageError('say extract IMAGE…, compare --pairs FILE, compare A B, or search --gallery DIR --probes DIR; --help tells more')
      return 0
    } finally {
      await pool.close()
    }
  },
}

function whole(text: string, option: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) throw new UsageError(`${option} wants a whole number from ${least} to ${most}, not "${text}"`)
  return value
}

async function extractAll(pool: Pool, files: readonly string[], dpi: number): Promise<void> {
  for (const one of await pool.extract(files, dpi)) {
    const { score, reasons, ...measured } = one.quality
    const rounded = Object.fromEntries(Object.entries(measured).map(([name, value]) => [name, Math.round(value * 1000) / 1000]))
    print(JSON.stringify({ file: one.file, quality: score, reasons, advice: reasons.map((reason) => qualityWords[reason].en), ...rounded, views: one.minutiae, bytes: one.template.length, template: Buffer.from(one.template).toString('base64') }))
  }
}

async function comparePairs(pool: Pool, file: string, dpi: number): Promise<void> {
  const lines = (await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => { throw new Error(`${file}: cannot be read (${error.code}); name a file with lines "a,b"`) })).split(/\r?\n/).filter((line) => line.trim() !== '')
  const pairs = lines.map((line, i) => {
    const parts = line.split(',').map((part) => part.trim())
    if (parts.length !== 2 || !parts[0] || !parts[1]) throw new Error(`${file}, line ${i + 1}: "${line}" is not two paths with a comma between them`)
    return parts as [string, string]
  })
  const names = [...new Set(pairs.flat())]
  const place = new Map(names.map((name, i) => [name, i]))
  const extracted = await pool.extract(names, dpi)
  const scores = await pool.compare(extracted.map((one) => one.template), pairs.map(([a, b]) => [place.get(a)!, place.get(b)!]))
  process.stdout.write(pairs.map(([a, b], i) => `${a},${b},${scores[i]!.toFixed(4)}\n`).join(''))
}

async function comparePair(files: readonly string[], dpi: number, svg: string | undefined): Promise<number> {
  const [a, b] = files
  if (!a || !b || files.length !== 2) throw new UsageError('compare wants --pairs FILE, or two images')
  const first = await readImage(a, dpi), second = await readImage(b, dpi)
  const result = compare(prepare(extract(first).template), prepare(extract(second).template))
  if (svg) await writeFile(svg, picture(first, second, result))
  print(`${a},${b},${result.score.toFixed(4)}`)
  return 0
}

async function search(pool: Pool, gallery: string, probes: string, top: number, dpi: number): Promise<void> {
  const enrolled = await extractFolder(pool, gallery, dpi), wanted = await extractFolder(pool, probes, dpi)
  const pairs = wanted.flatMap((_, p) => enrolled.map((__, g) => [enrolled.length + p, g] as const))
  const scores = await pool.compare([...enrolled, ...wanted].map((one) => one.template), pairs)
  for (const [p, probe] of wanted.entries()) {
    const results = enrolled.map((one, g) => ({ id: one.file, score: Math.round(scores[p * enrolled.length + g]! * 1e4) / 1e4 })).sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1))
    print(JSON.stringify({ id: probe.file, results: results.slice(0, top) }))
  }
}

async function extractFolder(pool: Pool, folder: string, dpi: number): Promise<ExtractedFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => { throw new Error(`${folder}: ${error.code === 'ENOENT' ? 'there is no such folder' : `cannot be read (${error.code})`}; name a folder of images`) })
  const images = names.filter((name) => /\.(png|bmp|jpe?g|wsq)$/i.test(name)).sort()
  if (images.length === 0) throw new ImageError(`${folder}: has no images (.png, .bmp, .jpg, .wsq)`)
  const extracted = await pool.extract(images.map((name) => join(folder, name)), dpi)
  return extracted.map((one, i) => ({ ...one, file: images[i]! }))
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
