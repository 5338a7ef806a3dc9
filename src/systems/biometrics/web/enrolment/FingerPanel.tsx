import { Button } from '@mantine/core'
import { IconScan, IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { addressOf } from '#kernel/web/api.ts'
import { NumberField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import { useWords } from '#kernel/web/words.tsx'
import { acceptPrint, addImpression, markMissing, openImage, removePrint, type EnrolmentPage, type FingerView } from '../../contract/enrolment.ts'
import { useSendImage } from './send-image.ts'
import type { Scanner } from './scanner.ts'

type Kind = 'plain' | 'rolled'
/** How the operator works, the same from finger to finger. */
export interface Manner { readonly kind: Kind; readonly dpi: number; readonly device: string }

interface PanelProps {
  readonly page: EnrolmentPage
  readonly view: FingerView
  readonly manner: Manner
  readonly onManner: (manner: Manner) => void
  readonly scanner: Scanner | undefined
  /** After a print that may stand: the next finger. */
  readonly onGood: (finger: number) => void
}

/** One finger: how its print stands and why, and every way to take it. */
export function FingerPanel(props: PanelProps) {
  const { page, view } = props
  const { t, number } = useWords()
  const name = t(`biometrics.finger.${view.finger}`)
  return (
    <section className="mz-card bi-panel" aria-label={name}>
      <h2>{name}: {view.missing ? t(`biometrics.missing.${view.missing}`) : t(`biometrics.fingerState.${view.state}`)}</h2>
      {view.quality !== null && <p style={{ margin: 0 }}>{t('biometrics.quality', { quality: view.quality, least: page.leastQuality })} · {t('biometrics.tries', { count: number(view.tries) })}</p>}
      {view.reasons.length > 0 && <ul className="bi-reasons">{view.reasons.map((reason) => <li key={reason}>{t(`biometrics.reason.${reason}`)}</li>)}</ul>}
      {view.acceptedReason && <p className="mz-dim"><bdi>{view.acceptedReason}</bdi></p>}
      {view.note && <p className="mz-dim"><bdi>{view.note}</bdi></p>}
      {page.own && page.state === 'taking' && <Capture key={view.finger} {...props} />}
      {view.impressionId && !view.missing && page.mayOpen && <PrintImage key={view.impressionId} enrolmentId={page.id} imageId={view.impressionId} name={name} />}
    </section>
  )
}

function Capture({ page, view, manner, onManner, scanner, onGood }: PanelProps) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const sending = useSendImage(addImpression)
  const [said, setSaid] = useState('')
  const scanners = page.devices.filter((device) => device.kind !== 'camera')
  const take = async (image: Blob, how: Manner) => {
    setSaid(t('biometrics.reading'))
    const answer = await sending.run({ id: page.id, finger: view.finger, kind: how.kind, dpi: how.dpi, device: how.device } as never, image)
    if (!answer) { setSaid(''); return }
    setSaid([t('biometrics.quality', { quality: answer.quality, least: page.leastQuality }), ...answer.reasons.map((reason) => t(`biometrics.reason.${reason}`)), ...(answer.stands ? [] : [t('biometrics.keptBetter')])].join(' · '))
    if (answer.state === 'good' || answer.state === 'stands-by-reason') onGood(view.finger)
  }
  const scan = async () => {
    const got = await scanner?.capture(view.finger)
    if (got) await take(got.image, { ...manner, dpi: got.dpi, device: scanners.find((device) => device.serial === got.serial)?.id ?? manner.device })
  }
  const busy = sending.busy || (scanner?.busy ?? false)
  return (
    <>
      <div className="bi-row">
        <SelectField label={t('biometrics.field.kind')} value={manner.kind} onChange={(kind) => { onManner({ ...manner, kind: kind ?? 'plain' }) }} options={(['plain', 'rolled'] as const).map((value) => ({ value, label: t(`biometrics.kind.${value}`) }))} />
        <NumberField label={t('biometrics.field.dpi')} value={manner.dpi} onChange={(dpi) => { onManner({ ...manner, dpi: dpi ?? 500 }) }} min={300} max={1000} />
        <SelectField label={t('biometrics.field.deviceId')} value={manner.device} onChange={(device) => { onManner({ ...manner, device: device ?? 'none', dpi: scanners.find((one) => one.id === device)?.resolution ?? manner.dpi }) }}
          options={[{ value: 'none', label: t('biometrics.device.none') }, ...scanners.map((device) => ({ value: device.id, label: `${device.maker} ${device.model} · ${device.serial}` }))]} />
      </div>
      <div className="bi-row" style={{ marginBlock: '0.75rem' }}>
        {scanner && <Button leftSection={<IconScan size={18} />} loading={busy} disabled={!scanner.status?.device} onClick={() => { void scan() }}>{t('biometrics.fromScanner')}</Button>}
        <input ref={input} type="file" hidden accept="image/png,image/bmp,image/jpeg,.wsq" aria-label={t('biometrics.fromFile')} onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) void take(file, manner) }} />
        <Button variant={scanner ? 'default' : 'filled'} leftSection={<IconUpload size={18} />} loading={busy} onClick={() => input.current?.click()}>{t('biometrics.fromFile')}</Button>
        {view.state === 'may-stand' && <ActNowButton label={t('biometrics.accept')} endpoint={acceptPrint} input={{ id: page.id, finger: view.finger, reason: '' } as never} confirm={{ title: t('biometrics.accept'), reasonField: 'reason' }} />}
        {view.impressionId && !view.missing && <ActNowButton label={t('biometrics.removePrint')} endpoint={removePrint} input={{ id: page.id, finger: view.finger, reason: '' } as never} confirm={{ title: t('biometrics.removePrint'), reasonField: 'reason' }} />}
      </div>
      <p role="status" aria-live="polite" style={{ margin: 0 }}>{said}</p>
      {sending.problem && <ProblemNotice problem={sending.problem} />}
      {view.state !== 'missing' && <Missing page={page} view={view} />}
    </>
  )
}

function Missing({ page, view }: { page: EnrolmentPage; view: FingerView }) {
  const { t } = useWords()
  const [missing, setMissing] = useState<'amputated' | 'bandaged'>('bandaged')
  const [note, setNote] = useState('')
  const act = useAct(markMissing, { toastProblems: true })
  return (
    <details>
      <summary style={{ cursor: 'pointer', paddingBlock: '0.5rem' }}>{t('biometrics.markMissing')}</summary>
      <div className="bi-row">
        <SelectField label={t('biometrics.markMissing')} value={missing} onChange={(value) => { setMissing(value ?? 'bandaged') }} options={(['amputated', 'bandaged'] as const).map((value) => ({ value, label: t(`biometrics.missing.${value}`) }))} />
        <TextField label={t('biometrics.field.note')} value={note} onChange={(value) => { setNote(value ?? '') }} maxLength={300} />
        <Button variant="default" loading={act.busy} onClick={() => { void act.run({ id: page.id, finger: view.finger, missing, ...(note.trim() ? { note: note.trim() } : {}) } as never) }}>{t('button.save')}</Button>
      </div>
    </details>
  )
}

function PrintImage({ enrolmentId, imageId, name }: { enrolmentId: string; imageId: string; name: string }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  if (!open) return <Button mt="sm" variant="default" onClick={() => { setOpen(true) }}>{t('biometrics.showImage')}</Button>
  return <p style={{ margin: '0.75rem 0 0' }}><img className="bi-image" src={addressOf(openImage, { id: enrolmentId, part: 'print', imageId })} alt={t('biometrics.print.alt', { finger: name })} /></p>
}
