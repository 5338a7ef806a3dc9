import { Button, FileInput, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { NumberField, SelectField } from '#kernel/web/fields.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { SensorLook, checkSensor, type Device, type SensorCheck } from '../../contract/devices.ts'
import { useSendImage } from '../enrolment/send-image.ts'
import { Finding, Measures } from './parts.tsx'

type Look = SensorCheck['look']

/** One image of the scanner is handed in and measured; what was found stands below. */
export function CheckForm({ device }: { device: Device }) {
  const { t } = useWords()
  const [look, setLook] = useState<Look>(device.due[0] ?? 'empty')
  const [lines, setLines] = useState<number | undefined>(1)
  const [image, setImage] = useState<File | null>(null)
  const [found, setFound] = useState<SensorCheck>()
  const sending = useSendImage(checkSensor)
  const send = async () => {
    if (!image) return
    setFound(undefined)
    const check = await sending.run({ id: device.id, look, linesPerMm: look === 'bars' ? (lines ?? 0) : 0 }, image)
    if (check) { setFound(check); setImage(null) }
  }
  return (
    <section className="mz-card bu-box">
      <h2>{t('biometrics.sensor')}</h2>
      {device.due.length > 0 && <p className="mz-warn">{t('biometrics.sensor.due')}: {device.due.map((one) => t(`biometrics.sensor.look.${one}`)).join('، ')}</p>}
      <form onSubmit={(event) => { event.preventDefault(); void send() }}>
        <Stack>
          <SelectField name="look" label={t('biometrics.sensor.look')} required value={look} onChange={(value) => { if (value) setLook(value) }} options={SensorLook.options.map((value) => ({ value, label: t(`biometrics.sensor.look.${value}`) }))} />
          {look === 'bars' && <NumberField name="linesPerMm" label={t('biometrics.sensor.lines')} value={lines} onChange={setLines} min={0.2} max={5} decimals={2} required />}
          <FileInput name="file" label={t('biometrics.sensor.file')} description={t('biometrics.sensor.file.hint')} accept="image/png,image/bmp,image/jpeg" value={image} onChange={setImage} required placeholder={t('form.choose')} />
          <Group><Button type="submit" loading={sending.busy} disabled={image === null}>{t('biometrics.sensor.run')}</Button></Group>
        </Stack>
      </form>
      {sending.problem && <ProblemNotice problem={sending.problem} />}
      {found && <Stack gap="xs" mt="md"><Finding check={found} /><Measures check={found} /></Stack>}
      <p className="mz-dim">{t('biometrics.sensor.notCertificate')}</p>
    </section>
  )
}
