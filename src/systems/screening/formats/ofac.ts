/** The Treasury's list of specially designated nationals: SDN.CSV with its ALT.CSV, of which the individuals are kept. */
import { ListFileError, readBirth } from './entry.ts'
import type { Entry, ReadList } from './entry.ts'

/** The rows of a CSV text with quotes doubled within quotes; '-0-' stands for nothing. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let [row, field, quoted]: [string[], string, boolean] = [[], '', false]
  const put = () => { row.push(/^\s*-0-\s*$/.test(field) ? '' : field.trim()); field = '' }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (quoted) {
      if (sign !== '"') field += sign
      else if (text[at + 1] === '"') { field += '"'; at++ } else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ',') put()
    else if (sign === '\n') { put(); rows.push(row); row = [] }
    else if (sign !== '\r' && sign !== '\u001a') field += sign
  }
  if (quoted) throw new ListFileError('the file ends within quotes')
  if (field.trim() !== '' || row.length > 0) { put(); rows.push(row) }
  return rows.filter((one) => one.some((value) => value !== ''))
}

/** @param sdn the list; @param alt its aliases, where they were given. @throws ListFileError when it is no such list */
export function readOfacList(sdn: string, alt = ''): ReadList {
  const aliases = Map.groupBy(readCsv(alt), ([reference]) => reference!)
  const entries = readCsv(sdn).flatMap((row, index): Entry[] => {
    const [reference, name, type, programme, title] = row
    if (row.length < 11 || !/^\d+$/.test(reference ?? '') || !name) throw new ListFileError(`row ${index + 1}: not a row of SDN.CSV`)
    if (type !== 'individual') return []
    const remarks = row[11] ?? ''
    const said = remarks.split(';').map((one) => one.trim())
    const after = (label: RegExp) => said.flatMap((one) => { const found = label.exec(one); return found?.[1] ? [found[1].trim()] : [] })
    return [{
      reference: reference!, programme: programme ?? '', note: title ?? '',
      names: [{ text: name, quality: 'primary' }, ...(aliases.get(reference!) ?? []).map((one) => ({ text: one[3] ?? '', quality: 'good' as const })).filter(({ text }) => text !== ''), ...after(/^(?:\w+\.\s)?a\.k\.a\. '([^']+)'/).map((text) => ({ text, quality: 'low' as const }))],
      births: [...new Set(after(/^(?:alt\. )?DOB (.+)$/).map(readBirth).filter((read) => read !== undefined))],
      nationalities: [...new Set(after(/^(?:alt\. )?(?:nationality|citizen) (.+?)\.?$/))],
      documents: said.flatMap((one) => { const found = /^(?:alt\. )?(Passport|National ID No\.|Identification Number|SSN|Tax ID No\.|Driver's License No\.) ([\w/-]+)/.exec(one); return found ? [{ kind: found[1]!, number: found[2]! }] : [] }),
    }]
  })
  if (entries.length === 0) throw new ListFileError('the list has no individuals')
  return { list: 'ofac', entries }
}
