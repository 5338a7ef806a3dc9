import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { BodyMap } from '#kernel/web/BodyMap.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { CheckboxField, NumberField, RadioField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { Consistency, getCare, makeAllegation, Occasion, passOnProperty, recordExam, takeProperty } from '../../contract/care.ts'
import { useLabels } from '../labels.ts'
import { nowText, type FormProps } from './form.ts'

/** A medical examination with its body drawing. */
export function MedicalForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={recordExam} title={t('verb.custody.record-medical')} fixed={{ id: custody.id, version: custody.version }} initial={{ at: nowText(), consent: false, privately: false, illTreatmentSigns: false, marks: [] }} onDone={done} onCancel={done} onReload={again}>
      {(f) => (
        <div className="cu-grid">
          <TextField {...f('examiner')} autoFocus />
          <DateTimeField {...f('at', t('custody.field.examinedAt'))} />
          <SelectField {...f('occasion')} options={Occasion.options.map((value) => ({ value, label: t(`custody.occasion.${value}`) }))} />
          <div><CheckboxField {...f('consent')} /><CheckboxField {...f('privately')} /></div>
          <div className="cu-wide"><BodyMap {...f('marks')} /></div>
          <div className="cu-wide"><TextAreaField {...f('findings')} /></div>
          <TextAreaField {...f('complaints')} rows={2} /><TextAreaField {...f('history')} rows={2} /><TextAreaField {...f('treatment')} rows={2} />
          <div className="cu-wide"><CheckboxField {...f('illTreatmentSigns')} hint={t('custody.medical.signs.hint')} /></div>
          <div className="cu-wide"><TextAreaField {...f('allegation')} rows={2} hint={t('custody.medical.allegation.hint')} /></div>
          {(f.values.allegation || f.values.illTreatmentSigns) && <SelectField {...f('consistent')} options={Consistency.options.map((value) => ({ value, label: t(`custody.consistent.${value}`) }))} />}
          <RadioField label={t('custody.field.fitForDetention')} required name="fitForDetention" value={f.values.fitForDetention === undefined ? undefined : f.values.fitForDetention ? 'yes' : 'no'} error={f('fitForDetention').error} options={['yes', 'no'].map((value) => ({ value, label: t(`value.${value}`) }))} onChange={(value) => f.set('fitForDetention', value === 'yes')} />
        </div>
      )}
    </ActForm>
  )
}

/** An allegation of ill-treatment: it goes to the prosecution and leaves the hands of this office. */
export function AllegationForm({ custody, done }: FormProps) {
  const { t, office } = useLabels()
  return (
    <ActForm endpoint={makeAllegation} title={t('verb.custody.allege')} fixed={{ custodyId: custody.id }} record={custody.id} initial={{ allegedAt: nowText() }} tone="danger" submitLabel={t('custody.allegation.send')} onDone={done} onCancel={done}>
      {(f) => (
        <>
          <p className="mz-dim" style={{ margin: 0 }}>{t('custody.allegation.hint')}</p>
          <TextAreaField {...f('words')} rows={5} autoFocus />
          <div className="cu-grid">
            <TextField {...f('toldTo')} />
            <DateTimeField {...f('allegedAt')} />
            <OfficePicker {...f('againstOfficeId')} chosenName={office(custody.holder)} />
          </div>
        </>
      )}
    </ActForm>
  )
}

/** Things taken into safe keeping, against a receipt. */
export function PropertyForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={takeProperty} title={t('verb.custody.take-property')} fixed={{ id: custody.id, version: custody.version }} initial={{ items: [{ description: '', quantity: 1 }] }} onDone={done} onCancel={done} onReload={again}>
      {(f) => {
        const items = f.values.items ?? []
        return (
          <>
            {items.map((_, index) => (
              <div key={index} className="cu-grid">
                <TextField {...f(`items.${index}.description`, t('custody.field.description'))} required autoFocus={index === items.length - 1} />
                <NumberField {...f(`items.${index}.quantity`, t('custody.field.quantity'))} min={1} />
                <TextField {...f(`items.${index}.seal`, t('field.seal'))} numeric />
              </div>
            ))}
            <div><Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => f.set('items', [...items, { description: '', quantity: 1 }])}>{t('custody.property.more')}</Button></div>
            <TextField {...f('remarks')} />
          </>
        )
      }}
    </ActForm>
  )
}

/** Things passed on to somebody whom the person names. */
export function PassOnForm({ custody, done, again }: FormProps) {
  const { t, number } = useLabels()
  const { data } = useRead(getCare, { id: custody.id })
  const stored = data?.property.filter((item) => item.returnedAt === null) ?? []
  return (
    <ActForm endpoint={passOnProperty} title={t('custody.property.passOn')} fixed={{ id: custody.id, version: custody.version }} onDone={done} onCancel={done} onReload={again}>
      {(f) => {
        const chosen = f.values.itemIds ?? []
        return (
          <>
            <fieldset className="cu-section" data-field="itemIds"><legend>{t('custody.property')}</legend>
              {stored.length === 0 && <p className="mz-dim">{t('custody.property.none')}</p>}
              {stored.map((item) => <CheckboxField key={item.id} label={`${item.description} × ${number(item.quantity)}`} value={chosen.includes(item.id)} onChange={(on) => f.set('itemIds', on ? [...chosen, item.id] : chosen.filter((id) => id !== item.id))} />)}
            </fieldset>
            <TextField {...f('to', t('custody.field.passOnTo'))} />
            <TextField {...f('remarks')} />
          </>
        )
      }}
    </ActForm>
  )
}
