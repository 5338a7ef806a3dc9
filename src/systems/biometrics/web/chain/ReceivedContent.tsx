import { Button } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { addImpression, listEnrolments } from '../../contract/enrolment.ts'
import type { receiveFile, ReceivedFinger } from '../../contract/exchange.ts'
import { AskPurpose, askSearch } from '../../contract/search.ts'
import { useSendImage } from '../enrolment/send-image.ts'

type Received = OutputOf<typeof receiveFile>

/** What a file of another system holds. The pictures are in this page alone; each further use is an act of its own. */
export function ReceivedContent({ received, caseId, reference }: { received: Received; caseId: string | undefined; reference: string }) {
  const { t, date } = useWords()
  const { header, description } = received
  const said = Object.values({ name: description.name, nameLatin: description.nameLatin, born: /^\d{4}-\d\d-\d\d$/.test(description.born ?? '') ? date(description.born ?? '') : description.born, nationality: description.nationality, caseNumber: description.caseNumber }).filter(Boolean)
  return (
    <section className="mz-card bc-box" aria-label={t('biometrics.exchange.content')}>
      <h2>{t('biometrics.exchange.content')}</h2>
      <p className="mz-dim" style={{ marginBlock: '0 0.5rem' }}>{t('biometrics.exchange.contentHint')}</p>
      {header && <p style={{ margin: 0 }}><bdi dir="ltr">{header.kind} {header.number}</bdi> · <bdi>{header.from}</bdi> · {date(header.date)}</p>}
      {said.length > 0 && <p style={{ margin: 0 }}>{t('biometrics.exchange.said')}: <bdi>{said.join(' · ')}</bdi></p>}
      {received.passedOver.length > 0 && <p className="mz-warn" style={{ margin: 0 }}>{t('biometrics.exchange.passedOver', { types: received.passedOver.join('، ') })}</p>}
      <ul className="bc-prints" style={{ marginBlock: '0.75rem' }}>{received.fingers.map((one, index) => <li key={index}><OneFinger one={one} /></li>)}</ul>
      <SearchWith fingers={received.fingers} caseId={caseId} reference={reference} />
      <EnrolWith fingers={received.fingers} />
    </section>
  )
}

function nameOf(finger: number, t: (key: string) => string): string {
  return finger >= 1 && finger <= 10 ? t(`biometrics.finger.${finger}`) : '?'
}

function OneFinger({ one }: { one: ReceivedFinger }) {
  const { t, number } = useWords()
  return (
    <>
      {one.image && <img src={`data:image/png;base64,${one.image}`} alt={nameOf(one.finger, t)} />}
      <strong>{nameOf(one.finger, t)}</strong>
      <span className="mz-dim">{one.missing ? t(`biometrics.exchange.missing.${one.missing}`) : t(`biometrics.exchange.kind.${one.kind}`)}{one.minutiae !== null && <> · {t('biometrics.exchange.minutiae', { count: number(one.minutiae) })}</>}</span>
      {one.problem && <span className="mz-warn" dir="ltr">{one.problem}</span>}
    </>
  )
}

const usable = (fingers: readonly ReceivedFinger[]) => fingers.filter((one) => one.image !== null && one.dpi >= 300)

function SearchWith({ fingers, caseId, reference }: { fingers: readonly ReceivedFinger[]; caseId: string | undefined; reference: string }) {
  const { t } = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState('0')
  const there = usable(fingers)
  const one = there[Number(chosen)]
  if (there.length === 0 || !may('biometrics.ask-search')) return null
  if (!open || !one) return <Button variant="default" onClick={() => setOpen(true)}>{t('biometrics.exchange.search')}</Button>
  const image = { image: one.image ?? '', dpi: one.dpi, ...(one.finger >= 1 && one.finger <= 10 ? { finger: one.finger } : {}) }
  return (
    // The picture goes with the act and is no part of the form, of which a draft is kept.
    <ActForm endpoint={askSearch} title={t('biometrics.exchange.search')} record="exchange" initial={{ basis: reference }} toInput={(values) => ({ ...values, ...(caseId ? { caseId } : {}), ...image })} onDone={(answer) => void navigate(`/biometrics/search/${answer.id}`)} onCancel={() => setOpen(false)}>
      {(f) => (
        <>
          <SelectField label={t('biometrics.check.finger')} name="finger" value={chosen} onChange={(value) => setChosen(value ?? '0')} options={there.map((each, index) => ({ value: String(index), label: nameOf(each.finger, t) }))} />
          <SelectField {...f('purpose', t('biometrics.exchange.purpose'))} options={AskPurpose.options.filter((value) => !['custody-identity', 'mistaken-identity', 'scene-mark'].includes(value)).map((value) => ({ value, label: t(`biometrics.purpose.${value}`) }))} />
          <TextAreaField {...f('basis', t('field.reason'))} rows={2} />
        </>
      )}
    </ActForm>
  )
}

function EnrolWith({ fingers }: { fingers: readonly ReceivedFinger[] }) {
  const { t, numerals } = useWords()
  const may = useMay()('biometrics.take-print')
  const navigate = useNavigate()
  const { data } = useRead(listEnrolments, { state: 'taking' }, { when: may })
  const [into, setInto] = useState<string>()
  const sending = useSendImage(addImpression)
  const there = usable(fingers).filter((one) => one.finger >= 1 && one.finger <= 10)
  if (!may || there.length === 0 || (data?.rows.length ?? 0) === 0) return null
  const add = async () => {
    for (const one of there) {
      const image = new Blob([Uint8Array.from(atob(one.image ?? ''), (letter) => letter.charCodeAt(0))], { type: 'image/png' })
      if (!(await sending.run({ id: into!, finger: one.finger, kind: one.kind === 'rolled' ? 'rolled' : 'plain', dpi: one.dpi, device: 'none' }, image))) return
    }
    void navigate(`/biometrics/enrolment/${into}`)
  }
  return (
    <div style={{ marginBlockStart: '0.75rem' }}>
      <div className="bc-grid">
        <SelectField name="into" label={t('biometrics.exchange.enrol')} value={into} onChange={setInto} options={(data?.rows ?? []).map((row) => ({ value: row.id, label: `${row.name} (${numerals(row.number)})` }))} />
        <div><Button variant="default" disabled={into === undefined} loading={sending.busy} onClick={() => void add()}>{t('button.add')}</Button></div>
      </div>
      {sending.problem && <ProblemNotice problem={sending.problem} />}
    </div>
  )
}
