import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { decode as decodePng } from 'fast-png'
import { decode as decodeJpeg } from 'jpeg-js'
import { dataFolder } from '#kernel/db/data-folder.ts'
import { checkPdf, type Verdict } from '#kernel/documents/check-pdf.ts'
import { problemWords } from '#kernel/documents/check-page/words.ts'
import { compareDrawing } from '#kernel/documents/compare-drawing.ts'
import { findExtractInPicture, type Picture } from '#kernel/documents/extract-image.ts'
import { factWords, inReadingOrder } from '#kernel/documents/forms/facts.ts'
import { closePrinter } from '#kernel/documents/print/printer.ts'
import { findProofInPdf } from '#kernel/documents/proof-in-pdf.ts'
import { loadPolicy } from '#kernel/ledger/cosigned.ts'
import { checkExtractText, type Trust } from '#kernel/ledger/extract-check.ts'
import { getVerifierKeys } from '#kernel/ledger/keys.ts'
import { UsageError, type Command } from './command.ts'

export const check: Command = {
  name: 'check',
  summary: 'Checks a certified paper without a network: a PDF, a photograph or scan of its code, or the text of the code.',
  usage: `check FILE [--keys FILE] [--json]

  FILE       paper.pdf, code.png, code.jpg or code.txt
  --keys K   whom to believe: a page saved from /api/public/checker.html, its JSON, a policy (C2SP tlog-policy) with
             "log" lines, or the log's public keys, one a line (default: those of the data folder)
  --json     what was found as JSON

Of a PDF the drawing is compared too: it is drawn again from the content that the log binds.
Exit code 0: valid. 3: forged, incomplete or not to be believed; the first word says which.`,
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { keys: { type: 'string' }, json: { type: 'boolean' } } })
    const [file] = positionals
    if (file === undefined || positionals.length > 1) throw new UsageError('name one file')
    const verdict = await checkFile(readFileSync(file), values.keys === undefined ? await ownTrust() : readTrust(readFileSync(values.keys, 'utf8')))
    await closePrinter()
    process.stdout.write(values.json ? `${JSON.stringify(verdict, null, 2)}\n` : `${sayVerdict(verdict)}${values.keys === undefined ? adviseKeys(verdict) : ''}`)
    return verdict.ok ? 0 : 3
  },
}

export type CheckedFile = Verdict & { readonly drawing?: 'same' | 'differs' | 'other-layout' | 'not-compared' }

/** Checks the bytes of a file, whatever kind of the four it is. */
export async function checkFile(bytes: Buffer, trust: Trust): Promise<CheckedFile> {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    if (findProofInPdf(bytes) === undefined) return checkScan(bytes, trust)
    const verdict = checkPdf(bytes, trust)
    const drawing = await compareDrawing(bytes, verdict)
    return drawing === 'differs' ? { ok: false, problem: 'content', detail: 'the proof is right, but the file is not the drawing of what it proves: it was changed after it was certified', drawing } : { ...verdict, drawing }
  }
  const picture = pictureIn(bytes)
  if (picture === undefined) return checkExtractText(bytes.toString('utf8'), trust)
  const text = findExtractInPicture(picture)
  return text === undefined ? { ok: false, problem: 'no-code', detail: 'no code could be read in the picture' } : checkExtractText(text, trust)
}

/** A scanned paper is a PDF with photographs in it. */
function checkScan(pdf: Buffer, trust: Trust): Verdict {
  for (let at = pdf.indexOf('ffd8ff', 0, 'hex'); at >= 0; at = pdf.indexOf('ffd8ff', at + 3, 'hex')) {
    const end = pdf.indexOf('endstream', at)
    const picture = pictureIn(pdf.subarray(at, end < 0 ? undefined : end))
    const text = picture && findExtractInPicture(picture)
    if (text !== undefined) return checkExtractText(text, trust)
  }
  return { ok: false, problem: 'no-proof-in-pdf', detail: 'the file carries no proof, and no picture in it has a code' }
}

function pictureIn(bytes: Buffer): Picture | undefined {
  try {
    if (bytes.readUInt32BE(0) === 0x89504e47) {
      const { width, height, data, channels, depth } = decodePng(bytes)
      return depth === 8 ? { width, height, data: inColour(data as Uint8Array, channels) } : undefined
    }
    if (bytes.readUInt16BE(0) === 0xffd8) return decodeJpeg(bytes, { useTArray: true, maxMemoryUsageInMB: 1024 })
  } catch { /* Damaged, or none of these: said by the caller. */ }
  return undefined
}

/** Grey pictures, with or without transparency, as three colours. */
function inColour(data: Uint8Array, channels: number): Uint8Array {
  if (channels > 2) return data
  const colours = new Uint8Array((data.length / channels) * 3)
  for (let i = 0; i < colours.length; i++) colours[i] = data[Math.floor(i / 3) * channels]!
  return colours
}

async function ownTrust(): Promise<Trust> {
  const folder = dataFolder()
  const keys = await getVerifierKeys(folder).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new UsageError('no log is kept here, so its keys must be named: --keys FILE (from whoever runs the log, or its saved page)') : error
  })
  return { keys, policy: loadPolicy(folder).text }
}

/** Keys as they are handed on: a saved page or its JSON, a policy, or keys one a line. */
export function readTrust(text: string): Trust {
  const inPage = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(text)?.[1]
  const json = inPage ?? (text.trimStart().startsWith('{') ? text : undefined)
  if (json !== undefined) {
    const { keys, policy } = JSON.parse(json) as Trust
    return { keys, policy }
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.some((line) => /^quorum\s/.test(line))) return { keys: [], policy: text }
  return { keys: lines.filter((line) => !line.startsWith('#')), policy: 'quorum none\n' }
}

/** The data folder names the log's first key only; later ones are vouched for in the log, which is not at hand here. */
function adviseKeys(verdict: CheckedFile): string {
  if (verdict.ok || !['wrong-key', 'key-retired', 'no-keys'].includes(verdict.problem)) return ''
  return 'Without --keys only the first key of this data folder\'s own log is known. If the log\'s key was changed since, save the check page from the running server\n(/api/public/checker.html, which holds all keys with their periods) and check again: ./mizan check FILE --keys mizan-check.html\n'
}

function sayVerdict(verdict: CheckedFile): string {
  if (!verdict.ok) return `${verdict.problem.toUpperCase()}: ${problemWords[verdict.problem].title.en}.\n${verdict.detail}\n${problemWords[verdict.problem].remedy.en}\n`
  const { paper } = verdict
  const lines = [
    ['form', paper.form], ['number', paper.number], ['issued', paper.issued], ['by', paper.office],
    ...inReadingOrder(paper.facts).map(([name, value]) => [factWords[name]?.en ?? name, value]),
    ['certified', verdict.certifiedAt], ['entry', `${verdict.index} of ${verdict.size} in ${verdict.origin}`],
    ['witnesses', verdict.witnesses.map(({ name, at }) => `${name} ${at}`).join(', ') || 'the policy asks for none'],
    ...(verdict.drawing === undefined ? [] : [['drawing', verdict.drawing === 'same' ? 'byte for byte what was certified' : verdict.drawing === 'other-layout' ? 'made by another version of the program: compare it by eye' : 'not compared']]),
  ]
  const ended = paper.end === null ? '' : `NO LONGER IN FORCE when the copy was certified: ${paper.end.why} at ${paper.end.at}.\n`
  return `VALID: this is what was recorded. Compare each line with the paper.\n${ended}${lines.map(([name, value]) => `  ${name!.padEnd(18)} ${value}`).join('\n')}\n`
}
