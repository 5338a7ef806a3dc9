import { asDue } from '#kernel/clock/calendar.ts'
import { officeText } from '#kernel/web/PersonName.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { WordsValue } from '#kernel/web/words.tsx'
import { findOffence } from '#systems/offences/public.ts'

type Name = Parameters<typeof officeText>[0]

export interface Labels extends WordsValue {
  stage(stage: string): string
  duty(act: string): string
  /** What covers a stretch, or why nothing does. */
  cover(stretch: { readonly kind: string | null; readonly reason: string | null }): string
  office(office: Name): string
  /** Title and article of an offence, as the catalogue writes them. */
  offence(code: string | null | undefined, article?: string | null): string
  /** One of the words of a fixed list, or the value itself. */
  choice(list: string, value: string | null | undefined): string
}

/** The last moment of a period as people write it: an order that ends at midnight ends at 23:59 of its last day. */
export function lastMoment(end: string): string {
  return asDue(new Date(end)).toISOString()
}

/** An article in Latin letters, kept whole inside a text that runs the other way. */
export function lawArticle(article: string): string {
  return `\u2066${article.replaceAll(' ', '\u00a0')}\u2069`
}

/** The reader's words with those that every page of custody needs. */
export function useLabels(): Labels {
  const words = useWords()
  const { t, has, lang, text, numerals } = words
  return {
    ...words,
    stage: (stage) => t(`custody.stage.${stage}`),
    duty: (act) => t(`custody.duty.${act}`),
    cover: ({ kind, reason }) => (reason ? t(`custody.gap.${reason}`) : kind ? t(`custody.cover.${kind}`) : '—'),
    office: (office) => officeText(office, lang),
    offence: (code, article) => {
      const found = code ? findOffence(code) : undefined
      return found ? numerals(`${text(found.title)} (${lawArticle(article ?? found.article)})`) : numerals(article ?? '—')
    },
    choice: (list, value) => (value === null || value === undefined ? '—' : has(`custody.${list}.${value}`) ? t(`custody.${list}.${value}`) : value),
  }
}
