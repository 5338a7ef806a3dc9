import type { ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { getCasePage, type CasePage } from '../contract.ts'

/** What a form on a case needs beside its fields. */
export interface CaseForm { readonly data: CasePage; readonly back: () => void; readonly again: () => void }

/** A page with one act on one case: its title is the act, its parent the case. */
export function CaseFormPage({ verb, children }: { verb: string; children: (form: CaseForm) => ReactNode }) {
  const { id = '' } = useParams()
  const { t, numerals } = useWords()
  const navigate = useNavigate()
  const { data, problem, loading, again } = useRead(getCasePage, { id })
  return (
    <Page title={t(`verb.${verb}`)} parent={{ label: data ? t('cases.title', { number: numerals(data.case.number) }) : t('kind.case'), path: `/cases/${id}` }} loading={loading} problem={problem} onRetry={again}>
      {data && children({ data, again, back: () => { void navigate(`/cases/${id}`) } })}
    </Page>
  )
}

/** After a conflict the form sends the version that it was shown. */
export function withVersion(values: object): object {
  const { expectedVersion, ...rest } = values as { expectedVersion?: number; version?: number }
  return expectedVersion === undefined ? rest : { ...rest, version: expectedVersion }
}

/** This moment, as a form starts with it. */
export function thisMoment(): string {
  return new Date().toISOString()
}

/** Names typed one a line or between commas. */
export function namesIn(text: string | undefined): string[] {
  return (text ?? '').split(/[\n,،؛;]/u).map((name) => name.trim()).filter(Boolean)
}
