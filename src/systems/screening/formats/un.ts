/** The consolidated list of the Security Council (CONSOLIDATED_LIST, schema of 2014): its individuals. */
import { ListFileError, readBirth } from './entry.ts'
import type { Entry, ReadList } from './entry.ts'
import { childrenOf, readXml, textOf } from './xml.ts'
import type { Element } from './xml.ts'

const nameParts = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'] as const

/** @throws ListFileError when it is no such list */
export function readUnList(text: string): ReadList {
  const root = readXml(text)
  if (root.name !== 'CONSOLIDATED_LIST') throw new ListFileError(`this is <${root.name}>, not the consolidated list of the Security Council`)
  const individuals = childrenOf(childrenOf(root, 'INDIVIDUALS')[0], 'INDIVIDUAL')
  const entries = individuals.map((one, index) => readIndividual(one, index))
  if (entries.length === 0) throw new ListFileError('the list has no individuals')
  const publishedOn = /^\d{4}-\d{2}-\d{2}/.exec(root.attributes['dateGenerated'] ?? '')?.[0]
  return { list: 'un', ...(publishedOn && { publishedOn }), entries }
}

function readIndividual(one: Element, index: number): Entry {
  const reference = textOf(one, 'REFERENCE_NUMBER') || textOf(one, 'DATAID')
  const primary = nameParts.map((part) => textOf(one, part)).filter(Boolean).join(' ')
  if (!reference || !primary) throw new ListFileError(`individual ${index + 1}: no ${reference ? 'name' : 'number'}`)
  const original = textOf(one, 'NAME_ORIGINAL_SCRIPT')
  const aliases = childrenOf(one, 'INDIVIDUAL_ALIAS').map((alias) => ({ text: textOf(alias, 'ALIAS_NAME'), quality: textOf(alias, 'QUALITY') === 'Low' ? 'low' as const : 'good' as const })).filter(({ text }) => text !== '')
  const births = childrenOf(one, 'INDIVIDUAL_DATE_OF_BIRTH').flatMap(birthsOf)
  return {
    reference, births: [...new Set(births)], names: [{ text: primary, quality: 'primary' }, ...(original ? [{ text: original, quality: 'primary' as const }] : []), ...aliases],
    nationalities: childrenOf(one, 'NATIONALITY').flatMap((all) => childrenOf(all, 'VALUE')).map(({ text }) => text.trim()).filter(Boolean),
    documents: childrenOf(one, 'INDIVIDUAL_DOCUMENT').map((paper) => ({ kind: textOf(paper, 'TYPE_OF_DOCUMENT') || textOf(paper, 'TYPE_OF_DOCUMENT2'), number: textOf(paper, 'NUMBER') })).filter(({ number }) => number !== ''),
    programme: textOf(one, 'UN_LIST_TYPE'), note: textOf(one, 'COMMENTS1'),
  }
}

/** A day, a year, about a year, or between two of them. */
function birthsOf(birth: Element): string[] {
  const [from, to] = [readBirth(textOf(birth, 'FROM_YEAR')), readBirth(textOf(birth, 'TO_YEAR'))]
  if (from && to && from !== to) return [`${from.slice(0, 4)}/${to.slice(0, 4)}`]
  const approximately = /approx/i.test(textOf(birth, 'TYPE_OF_DATE'))
  return [readBirth(textOf(birth, 'DATE')), readBirth(textOf(birth, 'YEAR')), from ?? to].filter((read) => read !== undefined).map((read) => (approximately ? `${read.slice(0, 4)}~` : read))
}
