import { Alert, Badge, Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { SelectField, TextField } from '#kernel/web/fields.tsx'
import { PersonName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import type { RecordPanelProps } from '#kernel/web/RecordPanels.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { Hindrance, readPrints, recordNotTaken, type Taken } from '../../contract/chain.ts'
import { CheckLine } from './CheckPanel.tsx'
import './chain.css'

type Prints = OutputOf<typeof readPrints>

/** Right after a booking: prints are the next thing. */
export function BookedPanel({ recordId }: RecordPanelProps) {
  return <PrintsPanel recordId={recordId} />
}

/** On a custody's page: taken and how good, or why not; the same person under another name; checks. */
export function PrintsPanel({ recordId }: RecordPanelProps) {
  const { t } = useWords()
  const may = useMay()('biometrics.read-prints')
  const { data } = useRead(readPrints, { id: recordId }, { when: may })
  if (!may || data === undefined) return null
  const own = data.taken.filter((one) => one.forThisCustody)
  const open = own.find((one) => one.state === 'taking')
  return (
    <section className="mz-card bc-box" aria-label={t('biometrics.prints')}>
      <h2>{t('biometrics.prints')}</h2>
      {data.doubles.map((one, index) => <Double key={index} double={one} />)}
      {data.juvenile && own.length === 0 && <p className="mz-dim" style={{ marginBlock: '0 0.5rem' }}>{t('refusal.biometrics.juvenile-exempt')} <span>(CPC 242(B))</span></p>}
      {own.length === 0 && !data.juvenile && <p style={{ marginBlock: '0 0.5rem' }} className={data.ended ? 'mz-dim' : 'mz-warn'}>{t('biometrics.prints.none')}</p>}
      {data.notTaken.map((n) => (
        <p key={n.id} style={{ marginBlock: '0 0.25rem' }}>{t('biometrics.prints.notTakenBecause', { why: t(`biometrics.hindrance.${n.reason}`) })}{n.note && <> · <bdi>{n.note}</bdi></>} <span className="mz-dim">· <bdi>{n.by}</bdi> · <DateText value={n.at} short time /></span></p>
      ))}
      {data.taken.length > 0 && <ul className="bc-list">{data.taken.map((one) => <li key={one.id}><TakenLine taken={one} /></li>)}</ul>}
      {!data.ended && !data.juvenile && data.heldHere && <Acts prints={data} open={open} taken={own.some((one) => one.state === 'complete')} />}
      {data.checks.length > 0 && <><h2 style={{ marginBlockStart: '0.75rem', fontSize: '1rem' }}>{t('biometrics.checks')}</h2><ul className="bc-list">{data.checks.slice(0, 5).map((check) => <li key={check.id}><CheckLine custodyId={recordId} check={check} /></li>)}</ul></>}
    </section>
  )
}

function Double({ double }: { double: Prints['doubles'][number] }) {
  const { t } = useWords()
  if (double.state === 'not-same') return <p className="mz-dim" style={{ marginBlock: '0 0.5rem' }}>{t('biometrics.double.not-same')} · <DateText value={double.at} short /></p>
  return (
    <Alert color={double.state === 'found' ? 'alarm' : 'warning'} variant="light" mb="xs" title={t(`biometrics.double.${double.state}`)}>
      {double.name !== null && double.personId !== null && <PersonName name={double.name} path={`/people/${double.personId}`} />} <span className="mz-dim"><DateText value={double.at} short time /></span>
    </Alert>
  )
}

function TakenLine({ taken: e }: { taken: Taken }) {
  const { t, text, number, numerals } = useWords()
  return (
    <>
      {e.open ? <Link className="mz-link" to={`/biometrics/enrolment/${e.id}`}><bdi>{numerals(e.number)}</bdi></Link> : <bdi>{numerals(e.number)}</bdi>}
      <Badge variant={e.state === 'complete' ? 'light' : 'outline'} color={e.state === 'complete' ? 'accent' : 'warning'}>{t(`biometrics.prints.state.${e.state}`)}</Badge>
      <span>{t('biometrics.prints.fingers', { count: e.fingers, n: number(e.fingers) })}{e.missing > 0 && <> · {t('biometrics.prints.missing', { count: e.missing, n: number(e.missing) })}</>}{e.quality !== null && <> · {t('biometrics.prints.quality', { quality: number(e.quality) })}</>}</span>
      {e.poor > 0 && <span className="mz-warn">{t('biometrics.prints.poor', { count: e.poor, n: number(e.poor) })}</span>}
      {e.retention !== 'kept' && <span className="mz-warn">{t(`biometrics.retention.mark.${e.retention}`)}</span>}
      <span className="mz-dim bc-end">{e.forThisCustody ? t('biometrics.prints.here') : t('biometrics.prints.earlier')} · {text(e.office)} · <DateText value={e.at} short /></span>
    </>
  )
}

function Acts({ prints, open, taken }: { prints: Prints; open: Taken | undefined; taken: boolean }) {
  const { t } = useWords()
  const may = useMay()
  const [saying, setSaying] = useState(false)
  const path = open ? `/biometrics/enrolment/${open.id}` : `/biometrics/enrol?custody=${prints.custodyId}`
  const label = open ? t('biometrics.prints.goOn') : taken ? t('biometrics.prints.takeAgain') : t('biometrics.prints.take')
  if (saying) {
    return (
      <ActForm endpoint={recordNotTaken} title={t('biometrics.prints.notTaken')} record={prints.custodyId} fixed={{ id: prints.custodyId }} onDone={() => setSaying(false)} onCancel={() => setSaying(false)}>
        {(f) => (
          <>
            <SelectField {...f('reason', t('field.reason'))} options={Hindrance.options.map((value) => ({ value, label: t(`biometrics.hindrance.${value}`) }))} />
            <TextField {...f('note', t('field.note'))} required={f.values.reason === 'other'} />
          </>
        )}
      </ActForm>
    )
  }
  return (
    <div className="bc-acts mz-no-print">
      <ActButton label={label} path={path} may="biometrics.begin-enrolment" look={taken ? 'default' : 'primary'} reasonText={false} />
      {!taken && may('biometrics.take-none') && <Button variant="default" onClick={() => setSaying(true)}>{t('biometrics.prints.notTaken')}</Button>}
    </div>
  )
}
