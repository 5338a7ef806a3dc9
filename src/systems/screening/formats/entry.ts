/** What every list says of one person, in one shape. */
import { z } from 'zod'

export const ListCode = z.enum(['un', 'ofac'])
export type ListCode = z.infer<typeof ListCode>

/** `quality`: what the list itself says of an alias. */
export const EntryName = z.object({ text: z.string(), quality: z.enum(['primary', 'good', 'low']) })
export const EntryDocument = z.object({ kind: z.string(), number: z.string() })

export const Entry = z.object({
  /** The list's own number of the person. */
  reference: z.string().min(1),
  names: z.array(EntryName).min(1),
  /** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', as exact as the list is; 'YYYY~' about that year, 'YYYY/YYYY' between two (ISO 8601-2). */
  births: z.array(z.string()),
  nationalities: z.array(z.string()),
  documents: z.array(EntryDocument),
  programme: z.string(),
  note: z.string(),
})
export type Entry = z.infer<typeof Entry>

export interface ReadList { readonly list: ListCode; /** Day the list itself names, or undefined. */ readonly publishedOn?: string; readonly entries: readonly Entry[] }

/** The file is no list that is known here, or is broken: `message` says where. */
export class ListFileError extends Error {}

/** Two readings of one list are the same entry when this is the same. Order of names does not matter. */
export function fingerprintOf(entry: Entry): string {
  const sorted = (all: readonly string[]) => all.toSorted()
  return JSON.stringify([sorted(entry.names.map(({ text, quality }) => `${quality}|${text}`)), sorted(entry.births), sorted(entry.nationalities), sorted(entry.documents.map(({ kind, number }) => `${kind}|${number}`)), entry.programme, entry.note])
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** '28 Apr 1937', 'Apr 1937', 'circa 1957' (1957~) '1960 to 1962' (1960/1962) or '1937-04-28' as a birth; undefined for what has no year. */
export function readBirth(text: string): string | undefined {
  const iso = /^\s*(\d{4}-\d{2}-\d{2})/.exec(text)
  if (iso) return iso[1]
  const [, from, to] = /\b(1[89]\d\d|20\d\d)\s*(?:to|-)\s*(1[89]\d\d|20\d\d)\b/.exec(text) ?? []
  if (from && to) return `${from}/${to}`
  const [, day, month, year] = /(?:(\d{1,2})\s+)?(?:([A-Za-z]{3})[a-z]*\s+)?\b(1[89]\d\d|20\d\d)\b/.exec(text) ?? []
  if (!year) return undefined
  const place = months.indexOf((month ?? '').toLowerCase())
  if (place < 0) return /circa|approx|about/i.test(text) ? `${year}~` : year
  return `${year}-${String(place + 1).padStart(2, '0')}${day ? `-${day.padStart(2, '0')}` : ''}`
}
