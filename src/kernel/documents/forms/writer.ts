import { formatCount, formatDate, formatMoney, formatTime, withDigits } from '#kernel/words/format.ts'
import type { Digits, Lang, Text } from '#kernel/words/text.ts'
import { citeArticle } from './cite.ts'
import { cleanText, isolated } from './clean-text.ts'
import type { Block, FieldSource, Writer } from './form.ts'

const WORDS = {
  yes: { ar: 'نعم', ckb: 'بەڵێ', en: 'yes' },
  no: { ar: 'لا', ckb: 'نەخێر', en: 'no' },
  at: { ar: '، الساعة ', ckb: '، کاتژمێر ', en: ', ' },
} as const satisfies Record<string, Text>

/** The writer of a paper in one language; digits 'arab' writes ٠١٢ instead of 012 in what it formats. */
export function writer(lang: Lang, digits: Digits = 'latn'): Writer {
  const text = (words: Text) => withDigits(words[lang], digits, lang)
  // A typed value with Latin letters ('Samsung A-52') keeps the digits it was typed with.
  const own = (value: string) => isolated(/[A-Za-z]/.test(value) ? cleanText(value) : withDigits(cleanText(value), digits, lang))
  return {
    lang,
    text,
    own,
    sentence: (words, values) => fillSentence(text(words), values, own),
    day: (day) => formatDate(day, lang, digits),
    instant: (iso) => formatDate(iso, lang, digits) + WORDS.at[lang] + formatTime(iso, lang, digits),
    count: (n) => withDigits(String(n), digits, lang),
    dinars: (amount) => formatMoney(amount, 'IQD', lang, digits),
    period: (period) => writtenPeriod(period, lang, digits),
    yesNo: (value) => text(value ? WORDS.yes : WORDS.no),
    article: (code) => withDigits(citeArticle(code, lang), digits, lang),
    ...blockWriter(text, own),
  }
}

type BlockWriter = Pick<Writer, 'fields' | 'passage' | 'table' | 'checks' | 'notice' | 'signatures'>

function blockWriter(text: (words: Text) => string, own: (value: string) => string): BlockWriter {
  // Every value that stands by itself is cleaned and keeps its own direction.
  const shownValue = (value: string | undefined) => (value === undefined ? '' : own(value))
  const shownField = ([label, value, wide]: FieldSource) => ({ label: text(label), value: shownValue(value), wide: wide === 'wide' })
  return {
    fields: (fields, options) => ({ kind: 'fields', title: options?.title ? text(options.title) : '', columns: options?.columns ?? 2, fields: fields.map(shownField) }),
    passage: (title, passage, options) => {
      const shown = shownValue(passage)
      return { kind: 'text', title: text(title), text: shown, lines: options?.lines ?? (shown === '' ? 3 : 0) }
    },
    table: (title, columns, rows) => ({ kind: 'table', title: text(title), columns: columns.map(([label, width]) => ({ label: text(label), width })), rows: rows.map((row) => row.map(shownValue)) }),
    checks: (title, items) => ({ kind: 'checks', title: text(title), items: items.map(([label, state, note]) => ({ label: text(label), state: stateOf(state), note: shownValue(note) })) }),
    notice: (words, values = {}): Block => ({ kind: 'notice', title: '', text: fillSentence(text(words), values, own) }),
    signatures: (people, options) => ({ kind: 'signatures', title: '', people: people.map(([role, name, note]) => ({ role: text(role), name: own(name ?? ''), note: note ? text(note) : '' })), seal: options?.seal ?? false }),
  }
}

function fillSentence(words: string, values: Readonly<Record<string, string>>, own: (value: string) => string): string {
  return words.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name]
    if (value === undefined) throw new RangeError(`no value for {${name}} in "${words}"`)
    return own(value)
  })
}

function stateOf(state: boolean | undefined): 'yes' | 'no' | 'open' {
  return state === undefined ? 'open' : state ? 'yes' : 'no'
}

function writtenPeriod(period: { years?: number; months?: number; days?: number }, lang: Lang, digits: Digits): string {
  const parts = ([[period.years, 'year'], [period.months, 'month'], [period.days, 'day']] as const)
    .filter(([n]) => n !== undefined && n > 0)
    .map(([n, unit]) => formatCount(n ?? 0, unit, lang, digits))
  if (parts.length === 0) return formatCount(0, 'day', lang, digits)
  return parts.join(lang === 'ar' ? ' و' : lang === 'ckb' ? ' و ' : ', ')
}
