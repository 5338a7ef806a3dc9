import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { findOffence } from '#systems/offences/public.ts'
import { getCasePanel, getHearing } from '../contract/hearings.ts'
import type { CasePanel, HearingPage, HearingRow } from '../contract/views.ts'
import { penaltyText, type Penalty } from '../penaltyText.ts'
import './courts.css'

/** A part of a page under its own heading; said to be empty rather than left out. */
export function Section({ title, count, empty, acts, children }: { title: string; count?: number; empty?: string; acts?: ReactNode; children?: ReactNode }) {
  return (
    <section className="mz-card ct-page" style={{ padding: '0.75rem 1rem', marginBlockEnd: '1rem' }} aria-label={title}>
      <div style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'center', gap: '0.5rem', marginBlockEnd: '0.5rem' }}><h2 style={{ margin: 0, fontSize: '1rem' }}>{title}</h2>{acts}</div>
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
  return <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(11rem, 1fr))', gap: '0.6rem 1rem' }}>{children}</div>
}

/** The state of a hearing as a quiet badge; colour says nothing that the word doesn't. */
export function HearingState({ hearing }: { hearing: Pick<HearingRow, 'state'> }) {
  const { t } = useWords()
  return <Badge variant={hearing.state === 'adjourned' ? 'outline' : 'light'} color={hearing.state === 'adjourned' ? 'gray' : 'accent'}>{t(`courts.hearing.${hearing.state}`)}</Badge>
}

/** The accused of a hearing; a child's name stays out of what is posted and printed (Juvenile 63). */
export function AccusedNames({ hearing }: { hearing: Pick<HearingRow, 'accused' | 'juvenile'> }) {
  const { t } = useWords()
  if (hearing.accused === null) return <span className="mz-dim">{t('courts.childHidden')}</span>
  return <>{hearing.accused.map((name, n) => <span key={n}>{n > 0 && t('courts.and')}<bdi>{name}</bdi></span>)}</>
}

/** Articles as they are spoken of: only the number in the Penal Code, the law's short name elsewhere. */
export function articlesText(articles: string, t: (key: string, params?: Record<string, string>) => string): string {
  return articles.split(/[،,] /).map((a) => (a.startsWith('Penal ') ? t('courts.article', { article: a.slice(6) }) : a)).join(t('courts.and'))
}

/** An offence by its title and article. */
export function Offence({ code, circumstance, attempt = false }: { code: string; circumstance?: string | null; attempt?: boolean }) {
  const { t, lang, numerals } = useWords()
  const offence = findOffence(code)
  const variant = offence?.variants.find((v) => v.id === circumstance)
  return <span><bdi>{offence?.title[lang] ?? code}</bdi> <span className="mz-dim"><bdi>{numerals(articlesText((variant ?? offence)?.article ?? '', t))}</bdi></span>{variant && variant.id !== 'base' && <> · <bdi>{variant.title[lang]}</bdi></>}{attempt && <> · {t('courts.form.attempt')}</>}</span>
}

/** A penalty in words. */
export function PenaltyWords({ penalty }: { penalty: Penalty }) {
  const { lang, numerals } = useWords()
  return <bdi>{numerals(penaltyText(penalty, lang))}</bdi>
}

/** A page with one act on one hearing. */
export function HearingFormPage({ verb, children }: { verb: string; children: (data: HearingPage, back: () => void, again: () => void) => ReactNode }) {
  const { id = '' } = useParams()
  const { t, numerals } = useWords()
  const navigate = useNavigate()
  const { data, problem, loading, again } = useRead(getHearing, { id })
  return (
    <Page title={t(`verb.${verb}`)} parent={{ label: data ? t('courts.hearingOf', { number: numerals(data.hearing.caseNumber), session: numerals(String(data.hearing.session)) }) : t('courts.hearings'), path: `/courts/hearings/${id}` }} loading={loading} problem={problem} onRetry={again}>
      {data && children(data, () => { void navigate(`/courts/hearings/${id}`) }, again)}
    </Page>
  )
}

/** A page with one act on one case. */
export function CaseFormPage({ verb, children }: { verb: string; children: (data: CasePanel, back: () => void, again: () => void) => ReactNode }) {
  const { id = '' } = useParams()
  const { t, numerals } = useWords()
  const navigate = useNavigate()
  const { data, problem, loading, again } = useRead(getCasePanel, { id })
  return (
    <Page title={t(`verb.${verb}`)} parent={{ label: data ? t('courts.caseOf', { number: numerals(data.caseNumber) }) : t('kind.case'), path: `/cases/${id}` }} loading={loading} problem={problem} onRetry={again}>
      {data && children(data, () => { void navigate(`/cases/${id}`) }, again)}
    </Page>
  )
}

/** After a conflict the form sends the version that it was shown. */
export function withVersion(values: object): object {
  const { expectedVersion, ...rest } = values as { expectedVersion?: number; version?: number }
  return expectedVersion === undefined ? rest : { ...rest, version: expectedVersion }
}

/** Options from a list of values and the prefix of their words. */
export function useOptions() {
  const { t } = useWords()
  return <T extends string>(values: readonly T[], prefix: string) => values.map((value) => ({ value, label: t(`${prefix}.${value}`) }))
}

/** Whether this session may do a verb on this case now. */
export function mayDo(data: CasePanel, verb: string): boolean {
  return data.acts.some((act) => act.verb === verb && act.may)
}
