import { Alert, Badge, FileButton, Button, Group, Input } from '@mantine/core'
import { IconAlertTriangle, IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { useWords } from '#kernel/web/words.tsx'
import type { listSearches } from '../../contract/search.ts'
import './search.css'

export type Row = OutputOf<typeof listSearches>['rows'][number]

/** How far a search has come; once there is one, its outcome. */
export function StateMark({ row }: { row: Pick<Row, 'state' | 'outcome'> }) {
  const { t } = useWords()
  if (row.outcome) return <Badge variant={row.outcome === 'same' ? 'filled' : 'light'} color={row.outcome === 'incomplete' ? 'warning' : row.outcome === 'same' ? 'accent' : 'gray'}>{t(`biometrics.outcome.${row.outcome}`)}</Badge>
  return <Badge variant="outline" color="gray">{t(`biometrics.searchState.${row.state}`)}</Badge>
}

/** Beyond one in a thousand million nothing more is said: far less was measured. */
const mostSaid = 9

/** A likeness as a false-match rate in words: how many strangers reach it, whether that was measured, how many false candidates are to be expected. */
export function ScoreWords({ score, extrapolated, expectedFalse }: { score: number; extrapolated: boolean; expectedFalse?: number }) {
  const { t, number } = useWords()
  return (
    <div>
      <span>{t(score > mostSaid ? 'biometrics.score.over' : 'biometrics.score.words', { rate: number(Math.max(1, Math.round(10 ** Math.min(score, mostSaid)))) })}</span>
      {extrapolated && <div className="mz-dim">{t('biometrics.score.extrapolated')}</div>}
      {expectedFalse !== undefined && <div className="mz-dim">{t('biometrics.score.expected', { count: expectedFalse < 0.001 ? t('biometrics.score.few') : number(expectedFalse < 1 ? Math.round(expectedFalse * 1000) / 1000 : Math.round(expectedFalse)) })}</div>}
    </div>
  )
}

/** One search in a list on another page. */
export function SearchLine({ row }: { row: Row }) {
  const { t, numerals } = useWords()
  return (
    <li>
      <Link className="mz-link" to={`/biometrics/search/${row.id}`}><bdi dir="ltr">{numerals(row.number)}</bdi></Link>
      <span>{t(`biometrics.purpose.${row.purpose}`)}</span><StateMark row={row} />
      <span className="mz-dim bs-end"><bdi>{row.askedBy ?? t('biometrics.search.platform')}</bdi> · <DateText value={row.askedAt} short time /></span>
    </li>
  )
}

/** The law that a search rests on, and how surely it is known. */
export function Law({ article, confidence }: { article: string; confidence: 'T' | 'C' | 'P' | 'U' }) {
  return <span><bdi dir="ltr">{article}</bdi> <ConfidenceMark value={confidence} /></span>
}

export function Warnings({ codes }: { codes: readonly { code: string; article: string }[] }) {
  const { t } = useWords()
  return <>{codes.map(({ code, article }) => <Alert key={code} color="warning" variant="light" icon={<IconAlertTriangle size={18} />} title={<>{t(`refusal.${code}`)} · <bdi dir="ltr">{article}</bdi></>}>{t(`refusal.${code}.remedy`)}</Alert>)}</>
}

export function Box({ title, panel = false, children }: { title: string; /** It stands among the parts of another record's page. */ panel?: boolean; children: ReactNode }) {
  return <section className={panel ? 'mz-card bs-box bs-panel' : 'mz-card bs-box'} aria-label={title}><h2 style={{ fontSize: '1.05rem' }}>{title}</h2>{children}</section>
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return <div><dt>{label}</dt><dd>{children}</dd></div>
}

/** An image of a print. It stays in this page's memory: no draft of it is kept. */
export function ImageField({ label, value, onChange, error }: { label: string; value: string | undefined; onChange: (image: string | undefined) => void; error?: string | undefined }) {
  const { t } = useWords()
  const [name, setName] = useState<string>()
  const choose = async (file: File | null) => {
    if (file === null) return
    setName(file.name)
    onChange(await asBase64(file))
  }
  return (
    <Input.Wrapper label={label} labelElement="div" required error={error} data-field="image">
      <Group gap="xs" wrap="wrap">
        <FileButton onChange={(file) => void choose(file)} accept="image/png,image/bmp,image/jpeg,.wsq" inputProps={{ 'aria-label': label }}>
          {(props) => <Button {...props} variant="default" leftSection={<IconPhoto size={18} />}>{t('file.choose')}</Button>}
        </FileButton>
        {value && <bdi className="mz-dim">{name}</bdi>}
      </Group>
    </Input.Wrapper>
  )
}

async function asBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
