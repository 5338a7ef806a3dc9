/** The three languages of the platform. Arabic is the default; Kurdish is Sorani in Arabic script. */
export type Lang = 'ar' | 'ckb' | 'en'

/** Which digits a reader prefers: Western (123) or Arabic-Indic (١٢٣). */
export type Digits = 'latn' | 'arab'

/** One text in all three languages. `{name}` stands for a parameter. */
export interface Text {
  readonly ar: string
  readonly ckb: string
  readonly en: string
}

/** A module's words. Keys are dotted: `custody.book`, `refusal.cover-missing`, `refusal.cover-missing.remedy`. */
export type Words = Readonly<Record<string, Text>>

export type Params = Readonly<Record<string, string | number | null | undefined>>

/** True where the language is written from right to left. */
export function isRtl(lang: Lang): boolean {
  return lang !== 'en'
}

/**
 * Fills `{name}` parameters. A parameter that is missing becomes an ellipsis, so the gap is seen and nothing crashes.
 * Values that come from people are wrapped in bidi isolates, so that a Latin name inside an Arabic sentence keeps its order.
 */
export function fill(text: string, params: Params = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    return value === null || value === undefined ? '…' : isolate(String(value))
  })
}

function isolate(value: string): string {
  return /^[\d\s.,:/-]*$/.test(value) ? value : `\u2068${value}\u2069`
}

/** The plural form (CLDR category) a count takes: Arabic has six, English two. */
export function pluralForm(count: number, lang: Lang): Intl.LDMLPluralRule {
  return new Intl.PluralRules(lang === 'ckb' ? 'en' : lang).select(count)
}

/**
 * Looks a key up. With a `count` parameter the plural form is tried first (`cases.found.two`, then `cases.found`).
 * Returns undefined when no such key exists.
 */
export function findText(words: ReadonlyMap<string, Text>, key: string, lang: Lang, params: Params = {}): string | undefined {
  const count = params['count']
  const plural = typeof count === 'number' ? words.get(`${key}.${pluralForm(count, lang)}`) : undefined
  const text = plural ?? words.get(key)
  return text === undefined ? undefined : fill(text[lang], inWords(words, lang, params))
}

/** A parameter that is itself a key is written in its own words: the name of a field, a kind of court. */
function inWords(words: ReadonlyMap<string, Text>, lang: Lang, params: Params): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, (typeof value === 'string' ? words.get(value)?.[lang] : undefined) ?? value]))
}
