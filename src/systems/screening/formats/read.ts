/** Which list a file is, seen from what is in it. */
import { ListFileError } from './entry.ts'
import type { ReadList } from './entry.ts'
import { readOfacList } from './ofac.ts'
import { readUnList } from './un.ts'

export interface ListFile { readonly name: string; readonly text: string }

/** Reads one list from one file, or from SDN.CSV and ALT.CSV together. @throws ListFileError with the file's name */
export function readList(files: readonly ListFile[]): ReadList {
  const xml = files.filter(({ text }) => /^\ufeff?\s*</.test(text))
  const alternates = files.filter(({ text }) => /^\ufeff?\s*\d+,\d+,"/.test(text))
  const rest = files.filter((file) => !xml.includes(file) && !alternates.includes(file))
  const [main, ...more] = [...xml, ...rest]
  if (!main) throw new ListFileError('the aliases alone are no list: give SDN.CSV too')
  if (more.length > 0 || alternates.length > 1 || (xml.length > 0 && alternates.length > 0)) throw new ListFileError('give one list at a time: one XML file, or SDN.CSV with ALT.CSV')
  try {
    return xml.length > 0 ? readUnList(main.text) : readOfacList(main.text, alternates[0]?.text)
  } catch (error) {
    throw error instanceof ListFileError ? new ListFileError(`${main.name}: ${error.message}`) : error
  }
}
