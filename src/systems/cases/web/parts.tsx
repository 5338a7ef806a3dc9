import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '#kernel/web/words.tsx'
import { findOffence } from '#systems/offences/public.ts'
import type { PartyView } from '../contract.ts'
import { articleOf, offenceTitle } from './offences.ts'

/** The stage as a quiet badge; colour says nothing that the word doesn't. */
export function StageBadge({ stage, state }: { stage: string; state?: string }) {
  const { t } = useWords()
  return <Badge variant={stage === 'closed' ? 'outline' : 'light'} color={stage === 'closed' ? 'gray' : 'accent'}>{t(`cases.stage.${stage}`)}{state === 'in-transit' ? ` · ${t('value.in-transit')}` : ''}</Badge>
}

/** An offence by its title and article. */
export function OffenceName({ code, circumstance, attempt = false }: { code: string | null; circumstance?: string | null; attempt?: boolean }) {
  const { t, lang, numerals } = useWords()
  if (code === null) return <span className="mz-dim">—</span>
  const offence = findOffence(code)
  const variant = circumstance ? offence?.variants.find((v) => v.id === circumstance) : undefined
  return (
    <span>
      <bdi>{offenceTitle(code, lang)}</bdi> {offence && <span className="mz-dim"><bdi>{numerals(t('cases.article', { article: articleOf(variant ?? offence) }))}</bdi></span>}
      {variant && <span> · <bdi>{variant.title[lang]}</bdi></span>}{attempt && <span> · {t('cases.attempt')}</span>}
    </span>
  )
}

/** An article of the law beside a text, kept whole and in its own direction. */
export function Article({ of }: { of: string }) {
  return <bdi dir="ltr" className="mz-dim" style={{ whiteSpace: 'nowrap' }}>({of})</bdi>
}

/** A part of the case page under its own heading; said to be empty rather than left out. */
export function Section({ title, count, empty, acts, children }: { title: string; count?: number; empty?: string; acts?: ReactNode; children?: ReactNode }) {
  const { number } = useWords()
  return (
    <section className="mz-card" style={{ padding: '0.75rem 1rem', marginBlockEnd: '1rem' }} aria-label={title}>
      <div style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: '0.5rem', marginBlockEnd: '0.5rem' }}>
        <h2 style={{ margin: 0, fontSize: '1rem' }}>{title}{count !== undefined && count > 0 && <span className="mz-dim"> ({number(count)})</span>}</h2>{acts}
      </div>
      {count === 0 ? <div className="mz-dim">{empty ?? '—'}</div> : children}
    </section>
  )
}

/** Label and value, one under the other. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return <div style={{ minInlineSize: 0 }}><div className="mz-dim" style={{ fontSize: '0.8rem' }}>{label}</div><div style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{children || '—'}</div></div>
}

/** Facts side by side, as many as fit. */
export function Facts({ children }: { children: ReactNode }) {
  return <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(12rem, 1fr))', gap: '0.6rem 1rem' }}>{children}</div>
}

/** The live parties in a role. */
export function inRole(parties: readonly PartyView[], ...roles: string[]): PartyView[] {
  return parties.filter((p) => p.endedAt === null && roles.includes(p.role))
}

/** A name that is never nothing. */
export function partyName(parties: readonly PartyView[], personId: string): string {
  return parties.find((p) => p.personId === personId && p.name)?.name ?? personId.slice(-6)
}
