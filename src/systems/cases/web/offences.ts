import { useMemo } from 'react'
import type { Lang } from '#kernel/words/text.ts'
import type { OffenceOption } from '#kernel/web/OffencePicker.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { findOffence, offences, type Offence } from '#systems/offences/public.ts'
import { complaintFacts, type ComplaintSetting } from '../law.ts'
import { complaintLapses, isComplaintOnly } from '../rules/complaint.ts'

/** The article of an offence as it is spoken of: only the number in the Penal Code, the law's short name elsewhere. */
export function articleOf(offence: Pick<Offence, 'article'>): string {
  return offence.article.replace(/^Penal /, '')
}

/** The catalogue as a picker wants it, in the reader's language. */
export function useOffenceOptions(): OffenceOption[] {
  const { t, lang } = useWords()
  return useMemo(() => offences.map((o) => ({ id: o.code, label: o.title[lang], article: t('cases.article', { article: articleOf(o) }) })), [lang, t])
}

/** The title of an offence in this language. */
export function offenceTitle(code: string | null | undefined, lang: Lang): string {
  return code ? (findOffence(code)?.title[lang] ?? code) : ''
}

/** The circumstances that an offence knows, the plain case left out. */
export function circumstancesOf(code: string | undefined, lang: Lang): { value: string; label: string }[] {
  const variants = (code && findOffence(code)?.variants) || []
  return variants.filter((v) => v.id !== 'base').map((v) => ({ value: v.id, label: v.title[lang] }))
}

/** Whether one of these charges can only be moved by the victim, and the last day on which he may complain (CPC 3, 6). */
export function complaintRule(charges: readonly { offenceCode?: string | undefined; circumstance?: string | undefined }[], setting: ComplaintSetting, knewOn: string | undefined): { needed: boolean; last: string | undefined } {
  const needed = charges.some((c) => c.offenceCode !== undefined && findOffence(c.offenceCode) !== undefined && isComplaintOnly(complaintFacts({ personId: null, offenceCode: c.offenceCode, circumstance: c.circumstance }, setting)))
  return { needed, last: needed && knewOn ? complaintLapses(knewOn) : undefined }
}
