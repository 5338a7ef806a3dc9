// Lines "a,b" of two paths. A path may have commas itself: in quotation marks, or where only one way of parting the line gives two files.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { text } from 'node:stream/consumers'

/** Two paths as they are to be opened, and the line as it stood. */
export interface Pair { readonly a: string; readonly b: string; readonly line: string }

/** Reads FILE, or the standard input for "-". Empty lines are passed over. @throws Error naming the line that is not two paths. */
export async function readPairs(file: string): Promise<Pair[]> {
  const read = file === '-' ? text(process.stdin) : readFile(file, 'utf8')
  const content = await read.catch((error: NodeJS.ErrnoException) => { throw new Error(`${file}: cannot be read (${error.code}); name a file with lines "a,b"`) })
  const beside = file === '-' ? '.' : dirname(file)
  return content.replace(/^\uFEFF/, '').split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === '') return []
    const parts = parted(line.trim(), beside)
    if (!parts) throw new Error(`${file}, line ${i + 1}: "${line}" is not two paths with a comma between them`)
    return [{ a: found(parts[0], beside), b: found(parts[1], beside), line: line.trim() }]
  })
}

function parted(line: string, beside: string): [string, string] | undefined {
  const quoted = /^(?:"((?:[^"]|"")*)"|([^",]*))\s*,\s*(?:"((?:[^"]|"")*)"|([^",]*))$/.exec(line)
  if (quoted) return full((quoted[1] ?? quoted[2]!.trim()).replaceAll('""', '"'), (quoted[3] ?? quoted[4]!.trim()).replaceAll('""', '"'))
  const ways = [...line.matchAll(/,/g)].map(({ index }): [string, string] => [line.slice(0, index).trim(), line.slice(index + 1).trim()])
  const right = ways.filter((way) => way.every((path) => path !== '' && existsSync(found(path, beside))))
  return right.length === 1 ? right[0] : undefined
}

function full(a: string, b: string): [string, string] | undefined {
  return a === '' || b === '' ? undefined : [a, b]
}

/** From where the command was called, or else from where the list lies. */
function found(path: string, beside: string): string {
  const other = join(beside, path)
  return !isAbsolute(path) && !existsSync(path) && existsSync(other) ? other : path
}
