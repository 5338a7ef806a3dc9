import { Badge } from '@mantine/core'
import { IconFileCheck, IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Clock } from './Clock.tsx'
import { DateText } from './DateText.tsx'
import { useWords } from './words.tsx'
import './record.css'

type Tone = 'alarm' | 'warning' | undefined

export interface RecordHeaderProps {
  /** The office (and person) that holds the record; `since` an instant; `transit`: offered to whom. */
  readonly holder: { readonly name: ReactNode; readonly detail?: ReactNode; readonly since?: string | null; readonly tone?: Tone }
  /** On what ground: the order or act, its article, and the signed paper. */
  readonly why: { readonly text: ReactNode; readonly article?: string | null; readonly paper?: { readonly path: string; readonly label?: string } | null; readonly tone?: Tone }
  /** Until when; `due` an instant shows a running clock; without `due` the text says why there is none. */
  readonly until: { readonly due?: string | null; readonly text?: ReactNode; readonly article?: string | null; readonly warnHours?: number; readonly tone?: Tone }
  /** Who must do what next. */
  readonly next: { readonly who: ReactNode; readonly what?: ReactNode; readonly tone?: Tone }
  readonly sealed?: boolean
}

/** The four answers at the top of every record: who holds it, why, until when, who must act next. */
export function RecordHeader({ holder, why, until, next, sealed = false }: RecordHeaderProps) {
  const { t } = useWords()
  return (
    <section className="mz-answers" aria-label={t('record.answers')}>
      <Answer title={t('record.holder')} tone={holder.tone} main={<>{holder.name} {sealed && <Badge variant="outline" color="gray" leftSection={<IconLock size={12} />}>{t('record.sealed')}</Badge>}</>}>
        {holder.detail}
        {holder.since && <span>{t('field.since')} <DateText value={holder.since} /></span>}
      </Answer>
      <Answer title={t('record.why')} tone={why.tone} main={why.text}>
        {why.article && <span>{t('error.article', { article: why.article })}</span>}
        {why.paper && <Paper {...why.paper} fallback={t('record.paper')} />}
      </Answer>
      <Answer title={t('record.until')} tone={until.tone} main={until.due ? <DateText value={until.due} hijri /> : (until.text ?? '—')}>
        {until.due && <Clock due={until.due} {...(until.warnHours !== undefined && { warnHours: until.warnHours })} />}
        {until.due && until.text}
        {until.article && <span>{t('error.article', { article: until.article })}</span>}
      </Answer>
      <Answer title={t('record.next')} tone={next.tone} main={next.who}>{next.what && <span>{next.what}</span>}</Answer>
    </section>
  )
}

function Paper({ path, label, fallback }: { path: string; label?: string; fallback: string }) {
  const content = <><IconFileCheck size={16} aria-hidden="true" style={{ verticalAlign: 'text-bottom' }} /> {label ?? fallback}</>
  return path.startsWith('/api/') ? <a className="mz-link" href={path} target="_blank" rel="noreferrer">{content}</a> : <Link className="mz-link" to={path}>{content}</Link>
}

function Answer({ title, main, tone, children }: { title: string; main: ReactNode; tone: Tone; children?: ReactNode }) {
  return (
    <div className="mz-card mz-answer" data-tone={tone}>
      <h2>{title}</h2>
      <div className="mz-answer-main">{main}</div>
      <div className="mz-answer-more">{children}</div>
    </div>
  )
}
