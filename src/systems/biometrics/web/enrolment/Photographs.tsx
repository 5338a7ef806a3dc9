import { Alert, Button } from '@mantine/core'
import { IconCamera, IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { addressOf } from '#kernel/web/api.ts'
import { DateText } from '#kernel/web/DateText.tsx'
import { SelectField } from '#kernel/web/fields.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { addPhotograph, MarkKind, MarkPlace, openImage, removePhotograph, type EnrolmentPage, type PhotographView } from '../../contract/enrolment.ts'
import { Camera, drawnFile } from './Camera.tsx'
import { useSendImage } from './send-image.ts'

const poses = ['front', 'right', 'left', 'mark'] as const
type Pose = (typeof poses)[number]

/** What a photograph shows, in words. */
export function usePictureName(): (picture: PhotographView) => string {
  const { t } = useWords()
  return (picture) => (picture.pose === 'mark' ? `${t(`biometrics.mark.${picture.markKind}`)}: ${t(`biometrics.place.${picture.markPlace}`)}` : t(`biometrics.pose.${picture.pose}`))
}

/** The photographs of one taking or of several, side by side. Until asked for, only their places: each opening is recorded. */
export function Pictures({ pages, withRemoval = false }: { pages: readonly EnrolmentPage[]; withRemoval?: boolean }) {
  const { t } = useWords()
  const nameOf = usePictureName()
  const [open, setOpen] = useState(false)
  const all = pages.flatMap((page) => page.pictures.map((picture) => ({ page, picture })))
  const mayOpen = pages.some((page) => page.mayOpen && page.pictures.length > 0)
  return (
    <>
      <Alert variant="light" color="gray" mb="sm">{t('biometrics.photographs.humanOnly')}</Alert>
      {all.length === 0 && <p className="mz-dim" style={{ margin: 0 }}>{t('biometrics.photographs.none')}</p>}
      {mayOpen && <Button variant="default" mb="sm" onClick={() => { setOpen(!open) }}>{t(open ? 'biometrics.hideImages' : 'biometrics.photographs.show')}</Button>}
      <ul className="bi-pictures">
        {all.map(({ page, picture }) => (
          <li key={picture.id}>
            {open && page.mayOpen ? <img src={addressOf(openImage, { id: page.id, part: 'photograph', imageId: picture.id })} width={picture.width} height={picture.height} alt={t('biometrics.photograph.alt', { what: nameOf(picture) })} /> : <div className="bi-blank" aria-hidden="true"><IconCamera size={28} /></div>}
            <div>{nameOf(picture)}</div>
            <div className="mz-dim" style={{ fontSize: '0.85rem' }}><DateText value={picture.takenAt} short /></div>
            {withRemoval && <ActNowButton label={t('button.remove')} endpoint={removePhotograph} input={{ id: page.id, photographId: picture.id, reason: '' } as never} confirm={{ title: t('button.remove'), reasonField: 'reason' }} />}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Photographs of a taking: the camera of this machine, or a file. */
export function Photographs({ page }: { page: EnrolmentPage }) {
  const { t } = useWords()
  const taking = page.own && page.state === 'taking'
  return (
    <section className="mz-card bi-panel" aria-label={t('biometrics.photographs')}>
      <h2>{t('biometrics.photographs')}</h2>
      {taking && <Taking page={page} />}
      <Pictures pages={[page]} withRemoval={taking} />
    </section>
  )
}

function Taking({ page }: { page: EnrolmentPage }) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const sending = useSendImage(addPhotograph)
  const [pose, setPose] = useState<Pose>('front')
  const [what, setWhat] = useState<(typeof MarkKind.options)[number]>('scar')
  const [where, setWhere] = useState<(typeof MarkPlace.options)[number]>('face')
  const [camera, setCamera] = useState(false)
  const send = (picture: Blob) => void sending.run({ id: page.id, pose, what: pose === 'mark' ? what : '-', where: pose === 'mark' ? where : '-' }, picture)
  return (
    <div style={{ marginBlockEnd: '1rem' }}>
      <div className="bi-row" style={{ marginBlockEnd: '0.6rem' }}>
        <SelectField label={t('biometrics.photographs')} value={pose} onChange={(value) => { setPose(value ?? 'front') }} options={poses.map((value) => ({ value, label: t(`biometrics.pose.${value}`) }))} />
        {pose === 'mark' && <SelectField label={t('biometrics.field.what')} value={what} onChange={(value) => { setWhat(value ?? 'other') }} options={MarkKind.options.map((value) => ({ value, label: t(`biometrics.mark.${value}`) }))} />}
        {pose === 'mark' && <SelectField label={t('biometrics.field.where')} value={where} onChange={(value) => { setWhere(value ?? 'face') }} options={MarkPlace.options.map((value) => ({ value, label: t(`biometrics.place.${value}`) }))} />}
        {!camera && <Button variant="default" leftSection={<IconCamera size={18} />} onClick={() => { setCamera(true) }}>{t('biometrics.camera')}</Button>}
        <input ref={input} type="file" hidden accept="image/jpeg,image/png" aria-label={t('biometrics.photographs')} onChange={(event) => { const file = event.currentTarget.files?.[0]; event.currentTarget.value = ''; if (file) void drawnFile(file).then(send) }} />
        <Button variant="default" leftSection={<IconUpload size={18} />} loading={sending.busy} onClick={() => input.current?.click()}>{t('biometrics.fromFile')}</Button>
      </div>
      {camera && <Camera busy={sending.busy} onPicture={send} onClose={() => { setCamera(false) }} />}
      {sending.problem && <ProblemNotice problem={sending.problem} />}
    </div>
  )
}
