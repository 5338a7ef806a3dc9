import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { recordDeath, recordEscape, recordRecapture } from '../../contract/care.ts'
import { useLabels } from '../labels.ts'
import { nowText, type FormProps } from './form.ts'

/** A death in custody: told at once to those outside. */
export function DeathForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={recordDeath} title={t('verb.custody.record-death')} tone="danger" fixed={{ id: custody.id, version: custody.version }} initial={{ at: nowText() }} onDone={done} onCancel={done} onReload={again}>
      {(f) => (
        <>
          <p className="mz-dim" style={{ margin: 0 }}>{t('custody.ending.hint')}</p>
          <div className="cu-grid"><DateTimeField {...f('at')} /><TextField {...f('place')} /><TextField {...f('foundBy')} /><TextField {...f('familyTold')} /></div>
          <TextAreaField {...f('circumstances')} rows={5} />
        </>
      )}
    </ActForm>
  )
}

/** An escape. */
export function EscapeForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={recordEscape} title={t('verb.custody.record-escape')} tone="danger" fixed={{ id: custody.id, version: custody.version }} initial={{ at: nowText() }} onDone={done} onCancel={done} onReload={again}>
      {(f) => (
        <>
          <p className="mz-dim" style={{ margin: 0 }}>{t('custody.ending.hint')}</p>
          <div className="cu-grid"><DateTimeField {...f('at')} /><TextField {...f('place')} /></div>
          <TextAreaField {...f('circumstances')} rows={5} />
        </>
      )}
    </ActForm>
  )
}

/** Someone who had escaped is back. */
export function RecaptureForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={recordRecapture} title={t('verb.custody.record-recapture')} fixed={{ id: custody.id, version: custody.version }} initial={{ at: nowText() }} onDone={done} onCancel={done} onReload={again}>
      {(f) => <div className="cu-grid"><DateTimeField {...f('at')} /><TextField {...f('place')} /><TextField {...f('by', t('custody.field.recapturedBy'))} /></div>}
    </ActForm>
  )
}
