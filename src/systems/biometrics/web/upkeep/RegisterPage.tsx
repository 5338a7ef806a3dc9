import { Stack } from '@mantine/core'
import { useNavigate } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { NumberField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { DeviceKind, registerDevice } from '../../contract/devices.ts'

/** A scanner or camera is registered with an office. */
export default function RegisterPage() {
  const { t } = useWords()
  const { post } = useSession()
  const navigate = useNavigate()
  return (
    <Page title={t('biometrics.device.register')} parent={{ label: t('biometrics.devices'), path: '/biometrics/devices' }}>
      <ActForm endpoint={registerDevice} title={t('biometrics.device.register')} initial={{ kind: 'single', resolution: 500, ...(post && { officeId: post.office.id }) }} onDone={({ id }) => void navigate(`/biometrics/devices/${id}`)}>
        {(f) => (
          <Stack>
            <SelectField {...f('kind', t('biometrics.device.kind'))} options={DeviceKind.options.map((value) => ({ value, label: t(`biometrics.device.kind.${value}`) }))} />
            <TextField {...f('maker', t('biometrics.device.maker'))} />
            <TextField {...f('model', t('biometrics.device.model'))} />
            <TextField {...f('serial', t('biometrics.device.serial'))} dir="ltr" />
            {f.values.kind !== 'camera' && <NumberField {...f('resolution', t('biometrics.device.resolution'))} hint={t('biometrics.device.resolution.hint')} min={300} max={1000} />}
            <OfficePicker {...f('officeId', t('field.office'))} {...(post && { chosenName: post.office.name })} />
            <TextAreaField {...f('reason')} />
          </Stack>
        )}
      </ActForm>
    </Page>
  )
}
