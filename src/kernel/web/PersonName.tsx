import { Link } from 'react-router'
import type { Lang } from '#kernel/words/text.ts'
import { useWords } from './words.tsx'

/** A name in the scripts it is known in. `text` is the name as it was written first. */
export interface NameParts {
  readonly text?: string | null
  readonly ar?: string | null
  readonly ckb?: string | null
  readonly latin?: string | null
}

export interface PersonNameProps {
  readonly name: string | NameParts | null | undefined
  readonly path?: string
}

/** A person's name, kept apart from the text around it, in the script of the reader's language where it is known. */
export function PersonName({ name, path }: PersonNameProps) {
  const { lang, t } = useWords()
  const parts = typeof name === 'string' ? { text: name } : (name ?? {})
  const own = lang === 'en' ? parts.latin : lang === 'ckb' ? parts.ckb : parts.ar
  const shown = own || parts.text || parts.ar || parts.ckb || parts.latin || t('value.unknown')
  const latin = /^[\u0000-\u024f\s]*$/.test(shown)
  const element = <bdi {...(latin ? { dir: 'ltr', lang: 'en' } : { dir: 'rtl', ...(lang === 'en' && { lang: 'ar' }) })}>{shown}</bdi>
  return path === undefined ? element : <Link className="mz-link" to={path}>{element}</Link>
}

interface NameText { readonly ar: string; readonly ckb?: string | null; readonly en?: string | null }

export interface OfficeNameProps {
  /** The name as it is, in three languages, or an office that has such a name. */
  readonly office: string | NameText | { readonly name: string | NameText } | null | undefined
}

/** An office's name in the reader's language where it has one. */
export function OfficeName({ office }: OfficeNameProps) {
  const { lang } = useWords()
  return <bdi>{officeText(office, lang) || '—'}</bdi>
}

/** The same as plain text, for labels and attributes. */
export function officeText(office: OfficeNameProps['office'], lang: Lang): string {
  if (office === null || office === undefined || typeof office === 'string') return office ?? ''
  const name = 'name' in office ? office.name : office
  return typeof name === 'string' ? name : (name[lang] || name.ar)
}
