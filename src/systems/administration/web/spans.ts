import { useWords } from '#kernel/web/words.tsx'

interface SpanView { readonly years?: number | undefined; readonly months?: number | undefined; readonly days?: number | undefined; readonly hours?: number | undefined }

const units = [['years', 'year'], ['months', 'month'], ['days', 'day'], ['hours', 'hour']] as const

/** Writes a length of time in the reader's language: "six months", with the plural that the number takes. */
export function useSpan(): (span: SpanView) => string {
  const { count, lang } = useWords()
  return (span) => units.flatMap(([key, unit]) => (span[key] ? [count(span[key], unit)] : [])).join(lang === 'en' ? ' and ' : ' و')
}
