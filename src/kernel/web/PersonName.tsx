import { Link } from 'react-router'
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

export interface OfficeNameProps {
  /** A text in three languages, or the name as it is. */
  readonly office: { readonly name: string | { readonly ar: string; readonly ckb?: string | null; readonly en?: string | null } } | string | null | undefined
}

/** An office's name in the reader's language where it has one. */
export function OfficeName({ office }: OfficeNameProps) {
  const { lang } = useWords()
  const name = typeof office === 'object' && office !== null ? office.name : office
  const shown = typeof name === 'object' && name !== null ? (name[lang] || name.ar) : name
  return <bdi>{shown || '—'}</bdi>
}
