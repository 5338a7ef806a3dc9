import { useDirection } from '@mantine/core'
import { createContext, useContext, useEffect, useMemo, useReducer, useState } from 'react'
import type { ReactNode } from 'react'
import * as format from '#kernel/words/format.ts'
import type { DateLike, Unit } from '#kernel/words/format.ts'
import { findText, isRtl } from '#kernel/words/text.ts'
import type { Digits, Lang, Params, Text, Words } from '#kernel/words/text.ts'
import { words as kernelWords } from '#kernel/words/words.ts'
import { setCallLanguage } from './api.ts'
import { keep, kept } from './storage.ts'

export type Translate = (key: string, params?: Params) => string

const registry = new Map<string, Text>(Object.entries(kernelWords))

/** Adds a system's words. The shell does it before a system's page is shown; `web/public.tsx` files do it at their top. */
export function registerWords(words: Words): void {
  for (const [key, text] of Object.entries(words)) registry.set(key, text)
}

type WordsLoader = () => Promise<{ readonly words: Words }>
const loaders = new Map<string, WordsLoader>()

/** Says where a system's words are, for pages of others that show its acts: the history of a case names what custody did. The shell does it. */
export function offerWords(system: string, load: WordsLoader): void {
  loaders.set(system, load)
}

/** Fetches the words of these systems, whose pages may never have been open; the component is drawn again when they are there. */
export function useWordsOf(systems: readonly string[]): void {
  const [, drawAgain] = useReducer((n: number) => n + 1, 0)
  const wanted = [...new Set(systems)].filter((system) => loaders.has(system)).sort().join(' ')
  useEffect(() => {
    if (wanted === '') return
    let gone = false
    void Promise.all(wanted.split(' ').map(async (system) => registerWords((await loaders.get(system)!()).words))).then(() => { if (!gone) drawAgain() })
    return () => { gone = true }
  }, [wanted])
}

/** What `useWords()` gives. Every function follows the reader's language and digits. */
export interface WordsValue {
  readonly lang: Lang
  readonly dir: 'rtl' | 'ltr'
  readonly digits: Digits
  setLang(lang: Lang): void
  setDigits(digits: Digits): void
  /** The text of a key; the key itself when it has none. With `count`, plural forms `<key>.two`, `<key>.few` … come first. */
  readonly t: Translate
  has(key: string): boolean
  /** One of three given texts, for labels that are data. */
  text(text: Text): string
  /** '22 تشرين الثاني 2026' */
  date(value: DateLike): string
  /** '2026/11/22' */
  dateShort(value: DateLike): string
  /** '14:05' in Baghdad */
  time(value: DateLike): string
  /** '22 تشرين الثاني 2026، 14:05' */
  dateTime(value: DateLike): string
  weekday(value: DateLike): string
  /** '12 جمادى الآخرة 1448 هـ' */
  hijri(value: DateLike): string
  number(value: number, decimals?: number): string
  /** Integer minor units. */
  money(minor: number, currency?: string): string
  count(count: number, unit: Unit): string
  /** Milliseconds as '3 أيام و4 ساعات' */
  duration(ms: number): string
  /** Numbers inside a text in the chosen digits (register and case numbers). */
  numerals(text: string): string
}

const WordsContext = createContext<WordsValue | undefined>(undefined)

function build(lang: Lang, digits: Digits, setLang: (lang: Lang) => void, setDigits: (digits: Digits) => void): WordsValue {
  const t: Translate = (key, params) => {
    const text = findText(registry, key, lang, params)
    return text === undefined ? key : format.withDigits(text, digits, lang)
  }
  const comma = lang === 'en' ? ', ' : '، '
  return {
    lang, digits, setLang, setDigits, t,
    dir: isRtl(lang) ? 'rtl' : 'ltr',
    has: (key) => registry.has(key),
    text: (text) => text[lang],
    date: (value) => format.formatDate(value, lang, digits),
    dateShort: (value) => format.formatDateShort(value, lang, digits),
    time: (value) => format.formatTime(value, lang, digits),
    dateTime: (value) => `${format.formatDate(value, lang, digits)}${comma}${format.formatTime(value, lang, digits)}`,
    weekday: (value) => format.formatWeekday(value, lang),
    hijri: (value) => format.formatHijri(value, lang, digits),
    number: (value, decimals) => format.formatNumber(value, lang, digits, decimals),
    money: (minor, currency = 'IQD') => format.formatMoney(minor, currency, lang, digits),
    count: (count, unit) => format.formatCount(count, unit, lang, digits),
    duration: (ms) => format.formatDuration(ms, lang, digits),
    numerals: (text) => format.withDigits(text, digits, lang),
  }
}

function firstLang(): Lang {
  const saved = kept('lang')
  return saved === 'ckb' || saved === 'en' ? saved : 'ar'
}

/** Holds the language and digits of this browser, and sets `lang` and `dir` of the page. Inside Mantine's DirectionProvider. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const [lang, setLang] = useState<Lang>(firstLang)
  const [digits, setDigits] = useState<Digits>(kept('digits') === 'arab' ? 'arab' : 'latn')
  const { setDirection } = useDirection()
  const value = useMemo(() => build(lang, digits, setLang, setDigits), [lang, digits])
  setCallLanguage(lang)
  useEffect(() => {
    document.documentElement.lang = lang
    setDirection(value.dir)
    keep('lang', lang)
    keep('digits', digits)
  }, [lang, digits, value.dir, setDirection])
  return <WordsContext value={value}>{children}</WordsContext>
}

/** The reader's words, dates and numbers. */
export function useWords(): WordsValue {
  const value = useContext(WordsContext)
  if (value === undefined) throw new Error('useWords needs a WordsProvider around it')
  return value
}
