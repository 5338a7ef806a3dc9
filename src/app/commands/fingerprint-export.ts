import { writeFile } from 'node:fs/promises'
import { extract } from '#systems/biometrics/engine/extract/extract.ts'
import { toWorkingDpi } from '#systems/biometrics/engine/image/grey.ts'
import { readImage } from '#systems/biometrics/engine/image/read.ts'
import { asMinutiaeRecord, asTransaction } from '#systems/biometrics/formats/from-image.ts'
import { UsageError } from './command.ts'

export interface Export { readonly files: readonly string[]; readonly as: string | undefined; readonly out: string | undefined; readonly finger: number; readonly dpi: number }

/** Writes one image for another system: `iso19794` (minutiae, ISO/IEC 19794-2:2005) or `itl` (image and minutiae, ANSI/NIST-ITL 1-2011 Update 2015). */
export async function exportFinger({ files, as, out, finger, dpi }: Export): Promise<void> {
  const [file] = files
  if (!file || files.length !== 1 || !out || (as !== 'iso19794' && as !== 'itl')) throw new UsageError('export wants one IMAGE, --as iso19794 or itl, and --out FILE')
  const image = toWorkingDpi(await readImage(file, dpi))
  const { template, quality } = extract(image)
  const one = { image, minutiae: template.views[0]!.minutiae, quality: quality.score, finger }
  const today = new Date().toISOString()
  const bytes = as === 'iso19794' ? asMinutiaeRecord(one) : asTransaction(one, { kind: 'EXPORT', date: today.slice(0, 10), to: 'UNKNOWN', from: 'MIZAN', number: today.replaceAll(/\D/g, '') })
  await writeFile(out, bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => { throw new Error(`${out}: ${error.code === 'EEXIST' ? 'is there already; name another file' : `cannot be written (${error.code})`}`) })
}
