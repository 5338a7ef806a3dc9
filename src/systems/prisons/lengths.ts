import type { Lang } from '#kernel/words/text.ts'

type Unit = 'year' | 'month' | 'day'

/** 'six years and six months': the parts of a length that are not nothing. `say` writes one number with its unit. */
export function lengthOf(parts: Readonly<Record<string, unknown>>, say: (n: number, unit: Unit) => string, lang: Lang): string {
  const said = (['years', 'months', 'days'] as const).flatMap((key) => { const n = Number(parts[key] ?? 0); return n > 0 ? [say(n, key.slice(0, -1) as Unit)] : [] })
  return said.join({ ar: ' و', ckb: ' و ', en: ', ' }[lang])
}
