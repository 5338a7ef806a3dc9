import { Alert, Badge, Button } from '@mantine/core'
import { useState } from 'react'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { RadioField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import type { RecordPanelProps } from '#kernel/web/RecordPanels.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import { useWords } from '#kernel/web/words.tsx'
import { compareFinger, decideCheck, Hindrance, Outcome, readPrints, recordNoCheck, resolveCheck, type CheckView } from '../../contract/chain.ts'
import { goesAgainst, type Occasion } from '../../rules/checking.ts'
import { FingerField, type FingerPicture } from './FingerField.tsx'
import './chain.css'

/** Whether the right person leaves: above the steps of a release. */
export function ReleasePanel({ recordId }: RecordPanelProps) {
  return <CheckPanel custodyId={recordId} occasion="release" />
}

/** Whether the person whom the station sent is the one who arrives. */
export function ReceptionPanel({ recordId }: RecordPanelProps) {
  return <CheckPanel custodyId={recordId} occasion="reception" />
}

function CheckPanel({ custodyId, occasion }: { custodyId: string; occasion: Occasion }) {
  const { t } = useWords()
  const may = useMay()
  const { data } = useRead(readPrints, { id: custodyId }, { when: may('biometrics.read-prints') })
  if (!may('biometrics.read-prints') || data === undefined) return null
  const checks = data.checks.filter((check) => check.occasion === occasion)
  const enrolled = data.taken.some((one) => one.state === 'complete' && one.fingers > 0)
  return (
    <section className="mz-card bc-box" aria-label={t('biometrics.check.title')}>
      <h2>{t('biometrics.check.title')}</h2>
      {checks.length > 0 && <ul className="bc-list">{checks.map((check) => <li key={check.id}><CheckLine custodyId={custodyId} check={check} /></li>)}</ul>}
      {!data.ended && may('biometrics.check') && (enrolled ? <Checking custodyId={custodyId} occasion={occasion} first={checks.length === 0} scanner={data.scanner} />
        : checks.length === 0 && <><p className="mz-warn">{t('refusal.biometrics.nothing-to-check')}</p><p className="mz-dim">{t('biometrics.check.noLaw')}</p></>)}
    </section>
  )
}

/** Compare a finger, or say why that is not possible. */
export function Checking({ custodyId, occasion, first, scanner, onDone }: { custodyId: string; occasion: Occasion; first: boolean; scanner: string | null; onDone?: () => void }) {
  const { t } = useWords()
  const [open, setOpen] = useState<'compare' | 'none' | undefined>(first ? 'compare' : undefined)
  if (open === 'none') {
    return (
      <ActForm endpoint={recordNoCheck} title={t('biometrics.check.cannot')} record={`${custodyId}.${occasion}`} fixed={{ custodyId, occasion }} onDone={() => { setOpen(undefined); onDone?.() }} onCancel={() => setOpen(first ? 'compare' : undefined)}>
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
    <>
      {open === 'compare' && <CompareForm custodyId={custodyId} occasion={occasion} scanner={scanner} onDone={() => { setOpen(undefined); onDone?.() }} />}
      <div className="bc-acts">
        {open !== 'compare' && <Button variant="default" onClick={() => setOpen('compare')}>{t('biometrics.check.again')}</Button>}
        <Button variant="default" onClick={() => setOpen('none')}>{t('biometrics.check.cannot')}</Button>
      </div>
    </>
  )
}

const fingers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

function CompareForm({ custodyId, occasion, scanner, onDone }: { custodyId: string; occasion: Occasion; scanner: string | null; onDone: () => void }) {
  const { t } = useWords()
  const [picture, setPicture] = useState<FingerPicture>()
  const [finger, setFinger] = useState<string>()
  const act = useAct(compareFinger, { doneText: null, onDone })
  const send = () => { if (picture) void act.run({ custodyId, occasion, image: picture, ...(finger ? { finger: Number(finger) } : {}) }) }
  return (
    <div style={{ display: 'grid', gap: '0.75rem' }}>
      <p className="mz-dim" style={{ margin: 0 }}>{t('biometrics.check.hint')} {t('biometrics.check.noLaw')}</p>
      <div className="bc-grid">
        <SelectField name="finger" label={t('biometrics.check.finger')} value={finger} onChange={setFinger} options={fingers.map((n) => ({ value: String(n), label: t(`biometrics.finger.${n}`) }))} />
        <FingerField label={t('biometrics.check.image')} value={picture} onChange={setPicture} address={scanner} finger={finger === undefined ? undefined : Number(finger)} />
        <div><Button disabled={picture === undefined} loading={act.busy} onClick={send}>{t('biometrics.check.compare')}</Button></div>
      </div>
      {act.problem && <ProblemNotice problem={act.problem} />}
    </div>
  )
}

/** One check: what the number says, what was decided, and what still has to be. */
export function CheckLine({ custodyId, check }: { custodyId: string; check: CheckView }) {
  const { t, text, number } = useWords()
  const may = useMay()
  const tone = check.outcome === 'agrees' ? 'accent' : check.outcome === 'differs' ? 'alarm' : 'gray'
  const stopped = check.outcome === 'differs' && check.resolution === null
  return (
    <>
      {check.hindrance ? <strong>{t('refusal.biometrics.check-not-possible', { why: t(`biometrics.hindrance.${check.hindrance}`) })}{check.hindranceNote && <> · <bdi>{check.hindranceNote}</bdi></>}</strong>
        : <Badge variant={check.outcome ? 'light' : 'outline'} color={tone}>{check.outcome ? t(`biometrics.outcome.${check.outcome}`) : t('biometrics.check.undecidedYet')}</Badge>}
      {check.score !== null && <span title={t('biometrics.check.scoreMeans', { n: number(strangers(check.score)) })}>{t('biometrics.check.score', { score: number(check.score, 1), compared: number(check.compared ?? 0) })}</span>}
      <span className="mz-dim">{t(`biometrics.occasion.${check.occasion}`)} · <bdi>{check.decidedBy ?? check.by}</bdi> · {text(check.office)} · <DateText value={check.at} short time /></span>
      {check.outcomeReason && <span className="bc-wide"><bdi>{check.outcomeReason}</bdi></span>}
      {check.resolution && <span className="bc-wide">{t(`biometrics.resolution.${check.resolution}`)} · {t('biometrics.check.resolvedBy', { name: check.resolvedBy ?? '', reason: check.resolutionReason ?? '' })}</span>}
      {check.score !== null && check.outcome === null && may('biometrics.check') && <div className="bc-wide"><Decide custodyId={custodyId} check={check} /></div>}
      {stopped && <div className="bc-wide"><Alert color="alarm" variant="light" mb="xs">{t(check.occasion === 'release' ? 'biometrics.check.stopped' : 'biometrics.check.differsOpen')}</Alert>{may('biometrics.resolve-check') && <Resolve custodyId={custodyId} check={check} />}</div>}
    </>
  )
}

/** In how many strangers one scores as high. Above 4 it is an extrapolation and is shown as that. */
function strangers(score: number): number {
  return Math.round(10 ** Math.min(4, Math.max(0, score)))
}

function Decide({ custodyId, check }: { custodyId: string; check: CheckView }) {
  const { t } = useWords()
  const score = check.score ?? 0
  return (
    <>
      {check.suggested && <p style={{ marginBlock: '0.25rem' }}>{t('biometrics.check.suggests', { outcome: t(`biometrics.outcome.${check.suggested}`) })}</p>}
      <ActForm endpoint={decideCheck} title={t('biometrics.check.decide')} record={check.id} fixed={{ custodyId, checkId: check.id }}>
        {(f) => (
          <>
            <RadioField {...f('outcome', t('biometrics.check.decide'))} options={Outcome.options.map((value) => ({ value, label: t(`biometrics.outcome.${value}`) }))} />
            {f.values.outcome && goesAgainst(score, f.values.outcome) && <TextAreaField {...f('reason', t('field.reason'))} required rows={2} hint={t('refusal.biometrics.against-score-why')} />}
          </>
        )}
      </ActForm>
    </>
  )
}

function Resolve({ custodyId, check }: { custodyId: string; check: CheckView }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  if (check.mine) return <p className="mz-dim" style={{ margin: 0 }}>{t('refusal.biometrics.resolved-by-another')}</p>
  if (!open) return <Button variant="default" onClick={() => setOpen(true)}>{t('biometrics.check.resolve')}</Button>
  return (
    <ActForm endpoint={resolveCheck} title={t('biometrics.check.resolve')} record={check.id} fixed={{ custodyId, checkId: check.id }} onDone={() => setOpen(false)} onCancel={() => setOpen(false)}>
      {(f) => (
        <>
          <RadioField {...f('resolution', t('biometrics.check.resolve'))} options={(['same-person', 'another-person'] as const).map((value) => ({ value, label: t(`biometrics.resolution.${value}`) }))} />
          <TextAreaField {...f('reason', t('field.reason'))} rows={2} />
        </>
      )}
    </ActForm>
  )
}
