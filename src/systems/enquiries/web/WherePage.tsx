import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { call } from '#kernel/web/api.ts'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { NumberField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { governorateTiles } from '#kernel/web/GovernorateMap.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { asProblem, type Problem } from '#kernel/web/problem.ts'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listStations, whereIs, type Answer } from '../contract.ts'
import { PublicNav } from './PublicNav.tsx'

type Question = InputOf<typeof whereIs>['question']
type Typed = Record<string, string | number | undefined>

/** What a family may ask without an account. Nothing typed here is kept on the computer: it may be a stranger's. */
export default function WherePage() {
  const { t } = useWords()
  const [answer, setAnswer] = useState<Answer>()
  const [round, setRound] = useState(0)
  return (
    <>
      <PublicNav />
      <Page title={t('enquiries.where')}>
        {answer === undefined ? <><p className="en-lead">{t('enquiries.where.hint')}</p><Ask key={round} onAnswer={setAnswer} /></> : <Shown answer={answer} onAgain={() => { setAnswer(undefined); setRound(round + 1) }} />}
        <Rights />
      </Page>
    </>
  )
}

function Ask({ onAnswer }: { onAnswer: (answer: Answer) => void }) {
  const { t } = useWords()
  const [by, setBy] = useState<Question['by']>('number')
  const [typed, setTyped] = useState<Typed>({ governorate: 'IQ-BG' })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const set = (name: string) => (value: string | number | undefined) => setTyped((before) => ({ ...before, [name]: value }))
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      onAnswer(await call(whereIs, { question: { ...typed, by } as Question }) as Answer)
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className="en-choice" role="group" aria-label={t('enquiries.where')}>
        {(['number', 'identity'] as const).map((way) => <button key={way} type="button" aria-pressed={by === way} onClick={() => { setBy(way); setProblem(undefined) }}>{t(`enquiries.by.${way}`)}</button>)}
      </div>
      <form className="mz-card en-form" onSubmit={(event) => void send(event)} autoComplete="off">
        {by === 'number' ? <ByNumber typed={typed} set={set} /> : <ByIdentity typed={typed} set={set} />}
        {problem && <ProblemNotice problem={problem} />}
        <Button type="submit" size="md" loading={busy}>{t('enquiries.ask')}</Button>
        <small className="mz-dim">{t('enquiries.noted')}</small>
      </form>
    </>
  )
}

interface PartProps { readonly typed: Typed; readonly set: (name: string) => (value: string | number | undefined) => void }

function ByNumber({ typed, set }: PartProps) {
  const { t, text } = useWords()
  const governorate = String(typed['governorate'] ?? '')
  const { data } = useRead(listStations, { governorate }, { when: governorate !== '' })
  return (
    <>
      <SelectField label={t('enquiries.governorate')} required value={governorate} onChange={set('governorate')} options={governorateTiles.map(([value]) => ({ value, label: t(`governorate.${value}`) })).toSorted((a, b) => a.label.localeCompare(b.label))} />
      <SelectField label={t('enquiries.station')} required value={typed['stationId'] as string | undefined} onChange={set('stationId')} options={(data?.rows ?? []).map((s) => ({ value: s.id, label: text(s) }))} />
      <TextField label={t('enquiries.number')} required numeric dir="ltr" placeholder="2026/000123" maxLength={20} value={typed['number'] as string | undefined} onChange={set('number')} />
      <TextField label={t('enquiries.pin')} required numeric dir="ltr" maxLength={6} value={typed['pin'] as string | undefined} onChange={set('pin')} />
    </>
  )
}

function ByIdentity({ typed, set }: PartProps) {
  const { t } = useWords()
  return (
    <>
      <TextField label={t('enquiries.nationalNumber')} required numeric dir="ltr" maxLength={12} value={typed['nationalNumber'] as string | undefined} onChange={set('nationalNumber')} />
      <TextField label={t('enquiries.mother')} required maxLength={80} value={typed['mother'] as string | undefined} onChange={set('mother')} />
      <NumberField label={t('enquiries.birthYear')} required min={1900} max={2100} value={typed['birthYear'] as number | undefined} onChange={set('birthYear')} />
    </>
  )
}

function Shown({ answer, onAgain }: { answer: Answer; onAgain: () => void }) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => { box.current?.focus() }, [])
  return (
    <div ref={box} tabIndex={-1} role="status">
      {answer.found ? <Found answer={answer} /> : <div className="mz-card"><EmptyState title={t('enquiries.nothing')} hint={t('enquiries.nothing.hint')} /></div>}
      <Button variant="default" mt="md" onClick={onAgain}>{t('enquiries.again')}</Button>
    </div>
  )
}

function Found({ answer: a }: { answer: Extract<Answer, { found: true }> }) {
  const { t, text, has } = useWords()
  const kind = has(`office.${a.place.kind}`) ? t(`office.${a.place.kind}`) : ''
  return (
    <div className="mz-card en-answer">
      <h2><small>{t(`enquiries.answer.${a.state}`)}</small><bdi>{text(a.place)}</bdi><small>{[kind, a.place.governorate && t(`governorate.${a.place.governorate}`)].filter(Boolean).join(' · ')}</small></h2>
      {a.state === 'held' && a.inTransit && <p>{t('enquiries.answer.transit')}</p>}
      {a.state !== 'ask' && (
        <dl>
          <div><dt>{t('enquiries.answer.since')}</dt><dd><DateText value={a.since} time /></dd></div>
          {a.until && <div><dt>{t('enquiries.answer.until')}</dt><dd><DateText value={a.until} time /></dd></div>}
          {a.state === 'held' && <div><dt>{t('enquiries.answer.hearing')}</dt><dd>{a.hearing ? <><DateText value={a.hearing.at} time /> · <bdi>{text(a.hearing.court)}</bdi></> : t('enquiries.answer.noHearing')}</dd></div>}
        </dl>
      )}
    </div>
  )
}

function Rights() {
  const { t } = useWords()
  return (
    <section className="en-rights">
      <h2>{t('enquiries.rights')}</h2>
      <ul>{(['lawyer', 'judge', 'silence', 'family', 'complain'] as const).map((key) => <li key={key}>{t(`enquiries.rights.${key}`)}</li>)}</ul>
    </section>
  )
}
