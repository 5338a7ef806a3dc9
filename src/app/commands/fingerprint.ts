import { readdir, writeFile } from 'node:fs/promises'
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
import { readPairs } from './fingerprint-pairs.ts'

export const fingerprint: Command = {
  name: 'fingerprint',
  summary: 'Extracts, compares, searches and exports fingerprint images; nothing is stored.',
  usage: `fingerprint extract IMAGE…                         one line of JSON an image: quality, reasons, minutiae, template (base64)
       ./mizan fingerprint compare --pairs FILE                  FILE (or -) has lines "a,b" of image paths; prints "a,b,score" in that order
       ./mizan fingerprint compare A B [--picture FILE.svg]      one pair; the picture shows the minutiae that belong together
       ./mizan fingerprint search --gallery DIR --probes DIR [--top 5]   one line of JSON a probe, in the order of their names
       ./mizan fingerprint export IMAGE --as iso19794|itl --out FILE [--finger 0-10]   for another system: minutiae, or image and minutiae (ANSI/NIST-ITL)

  --dpi N      the images' resolution, 300 to 1,000 (default 500; what the files claim is not believed)
  --threads N  worker threads (default: one a core)

The score is -log10 of the rate at which different fingers score as high: 4 is about one in 10,000.
Images: PNG, BMP, JPEG, WSQ, one finger each, 8 bits a pixel. Paths are from where the command is called, those of pairs also from where FILE lies;
a path with a comma may stand in quotation marks. An image that cannot be read is named and passed over, with its pairs: exit code 1.`,
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
      if (verb === 'extract' && rest.length > 0) return await extractAll(pool, rest, dpi)
      if (verb === 'compare' && values.pairs && rest.length === 0) return await comparePairs(pool, values.pairs, dpi)
      if (verb === 'search' && values.gallery && values.probes && rest.length === 0) return await search(pool, values.gallery, values.probes, whole(values.top, '--top', 1, 1000), dpi)
      throw new UsageError('say extract IMAGE…, compare --pairs FILE, compare A B, or search --gallery DIR --probes DIR; --help tells more')
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

/** Each image once, in the order given; undefined in the place of those that cannot be read, which are named on the error output. */
async function extractEach(pool: Pool, files: readonly string[], dpi: number): Promise<{ extracted: (ExtractedFile | undefined)[]; status: number }> {
  const found = await pool.tryExtract(files, dpi), wrong = found.filter((one) => one instanceof ImageError)
  for (const error of wrong) process.stderr.write(`mizan fingerprint: ${error.message}\n`)
  return { extracted: found.map((one) => (one instanceof ImageError ? undefined : one)), status: wrong.length > 0 ? 1 : 0 }
}

async function extractAll(pool: Pool, files: readonly string[], dpi: number): Promise<number> {
  const { extracted, status } = await extractEach(pool, files, dpi)
  for (const one of extracted) {
    if (!one) continue
    const { score, reasons, ...measured } = one.quality
    const rounded = Object.fromEntries(Object.entries(measured).map(([name, value]) => [name, Math.round(value * 1000) / 1000]))
    print(JSON.stringify({ file: one.file, quality: score, reasons, advice: reasons.map((reason) => qualityWords[reason].en), ...rounded, views: one.minutiae, bytes: one.template.length, template: Buffer.from(one.template).toString('base64') }))
  }
  return status
}

async function comparePairs(pool: Pool, file: string, dpi: number): Promise<number> {
  const pairs = await readPairs(file)
  const { extracted, status } = await extractEach(pool, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))], dpi)
  const read = extracted.filter((one) => one !== undefined), place = new Map(read.map((one, i) => [one.file, i]))
  const comparable = pairs.filter(({ a, b }) => place.has(a) && place.has(b))
  const scores = await pool.compare(read.map((one) => one.template), comparable.map(({ a, b }) => [place.get(a)!, place.get(b)!]))
  process.stdout.write(comparable.map(({ line }, i) => `${line},${scores[i]!.toFixed(4)}\n`).join(''))
  return status
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

async function search(pool: Pool, gallery: string, probes: string, top: number, dpi: number): Promise<number> {
  const [enrolled, wanted] = [await extractFolder(pool, gallery, dpi), await extractFolder(pool, probes, dpi)]
  const known = enrolled.files, asked = wanted.files
  const pairs = asked.flatMap((_, p) => known.map((__, g) => [known.length + p, g] as const))
  const scores = await pool.compare([...known, ...asked].map((one) => one.template), pairs)
  for (const [p, probe] of asked.entries()) {
    const results = known.map((one, g) => ({ id: one.file, score: Math.round(scores[p * known.length + g]! * 1e4) / 1e4 })).sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1))
    print(JSON.stringify({ id: probe.file, results: results.slice(0, top) }))
  }
  return Math.max(enrolled.status, wanted.status)
}

/** All images of a folder by the order of their names, each called by its name in the folder. */
async function extractFolder(pool: Pool, folder: string, dpi: number): Promise<{ files: ExtractedFile[]; status: number }> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => { throw new Error(`${folder}: ${error.code === 'ENOENT' ? 'there is no such folder' : `cannot be read (${error.code})`}; name a folder of images`) })
  const images = names.filter((name) => /\.(png|bmp|jpe?g|wsq)$/i.test(name)).sort()
  if (images.length === 0) throw new ImageError(`${folder}: has no images (.png, .bmp, .jpg, .wsq)`)
  const { extracted, status } = await extractEach(pool, images.map((name) => join(folder, name)), dpi)
  return { files: extracted.flatMap((one, i) => (one ? [{ ...one, file: images[i]! }] : [])), status }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
