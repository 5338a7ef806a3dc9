import { Alert } from '@mantine/core'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { CheckboxField, NumberField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { PersonNameField } from '#kernel/web/PersonNameField.tsx'
import { renewPin } from '../../contract/booking.ts'
import { recordCourtStep, recordStep } from '../../contract/custody.ts'
import { askFelonyCourt, askJudge } from '../../contract/orders.ts'
import { giveBail, listBails } from '../../contract/release.ts'
import { lawArticle, useLabels } from '../labels.ts'
import { PinPaper } from '../PinPaper.tsx'
import { nowText, type FormProps } from './form.ts'

const stepKinds = ['rights-told', 'lawyer', 'family-told', 'interpreter', 'consulate-told', 'papers-sent'] as const
const reached = ['telephone', 'in-person', 'message', 'not-reached', 'declined'] as const

/** What the office that holds the person did: rights, lawyer, family, interpreter, consulate, papers. */
export function StepForm({ custody, done, again }: FormProps) {
  const { t, text } = useLabels()
  return (
    <ActForm endpoint={recordStep} title={t('verb.custody.write-step')} fixed={{ id: custody.id, version: custody.version }} initial={{ at: nowText(), step: { kind: 'rights-told', told: [], language: t('custody.language.arabic'), signed: true } }} onDone={done} onCancel={done} onReload={again}>
      {(f) => {
        const kind = f.values.step?.kind
        const told = f.values.step?.kind === 'rights-told' ? (f.values.step.told ?? []) : []
        return (
          <>
            <div className="cu-grid">
              <SelectField label={t('custody.field.step')} required name="step.kind" value={kind} options={stepKinds.map((value) => ({ value, label: t(`custody.did.${value}`) }))}
                onChange={(value) => f.set('step', value === 'rights-told' ? { kind: value, told: [], language: t('custody.language.arabic'), signed: true } : { kind: value })} />
              <DateTimeField {...f('at')} />
            </div>
            {kind === 'rights-told' && (
              <>
                <fieldset className="cu-section" data-field="step.told"><legend>{t('custody.rights')}</legend>
                  <CheckboxField label={t('custody.booking.allTold')} value={custody.rights.every((r) => told.includes(r.id))} onChange={(on) => f.set('step.told', on ? custody.rights.map((r) => r.id) : [])} />
                  {custody.rights.map((right) => <CheckboxField key={right.id} label={`${text(right)} (${lawArticle(right.article)})`} value={told.includes(right.id)} onChange={(on) => f.set('step.told', on ? [...told, right.id] : told.filter((id) => id !== right.id))} />)}
                </fieldset>
                <div className="cu-grid"><TextField {...f('step.language', t('field.language'))} required /><CheckboxField {...f('step.signed', t('custody.field.signed'))} /></div>
              </>
            )}
            {kind === 'lawyer' && <div className="cu-grid"><TextField {...f('step.name', t('field.lawyer'))} required /><TextField {...f('step.card', t('custody.field.card'))} numeric /><CheckboxField {...f('step.appointed', t('custody.field.appointed'))} /></div>}
            {kind === 'family-told' && <div className="cu-grid"><TextField {...f('step.whom', t('custody.field.whom'))} required /><SelectField {...f('step.how', t('custody.field.how'))} required options={reached.map((value) => ({ value, label: t(`custody.reached.${value}`) }))} /><TextField {...f('step.phone', t('field.phone'))} numeric dir="ltr" /></div>}
            {kind === 'interpreter' && <div className="cu-grid"><TextField {...f('step.name', t('field.interpreter'))} required /><TextField {...f('step.language', t('field.language'))} required /></div>}
            {kind === 'consulate-told' && <div className="cu-grid"><TextField {...f('step.consulate', t('custody.field.consulate'))} required /><CheckboxField {...f('step.declined', t('custody.field.declined'))} /></div>}
            {kind === 'papers-sent' && <TextAreaField {...f('step.list', t('custody.field.papersList'))} required />}
          </>
        )
      }}
    </ActForm>
  )
}

const courtKinds = ['papers-received', 'questioned', 'personality-study'] as const

/** What the investigation court did: papers received, the accused questioned, a personality study. */
export function CourtStepForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={recordCourtStep} title={t('verb.custody.write-court-step')} fixed={{ id: custody.id, version: custody.version }} initial={{ at: nowText(), step: { kind: 'questioned', by: '', toldRights: true, lawyer: 'present' } }} onDone={done} onCancel={done} onReload={again}>
      {(f) => {
        const kind = f.values.step?.kind
        return (
          <div className="cu-grid">
            <SelectField label={t('custody.field.step')} required name="step.kind" value={kind} options={courtKinds.map((value) => ({ value, label: t(`custody.did.${value}`) }))} onChange={(value) => f.set('step', value === 'questioned' ? { kind: value, toldRights: true, lawyer: 'present' } : { kind: value })} />
            <DateTimeField {...f('at')} />
            {kind === 'papers-received' && <div className="cu-wide"><TextAreaField {...f('step.list', t('custody.field.papersList'))} /></div>}
            {kind === 'questioned' && <><TextField {...f('step.by', t('custody.field.questionedBy'))} required /><SelectField {...f('step.lawyer', t('field.lawyer'))} required options={(['present', 'waived', 'none'] as const).map((value) => ({ value, label: t(`custody.lawyerWas.${value}`) }))} /><CheckboxField {...f('step.toldRights', t('custody.field.toldRights'))} /></>}
            {kind === 'personality-study' && <><TextField {...f('step.by', t('custody.field.studiedBy'))} required /><div className="cu-wide"><TextAreaField {...f('step.summary', t('custody.field.summary'))} required /></div></>}
          </div>
        )
      }}
    </ActForm>
  )
}

const askKinds = ['first-papers', 'papers-extension', 'extension', 'bail', 'release'] as const

/** Puts something before the judge. */
export function AskForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  const first = custody.orders.length === 0 ? 'first-papers' as const : 'extension' as const
  return (
    <ActForm endpoint={askJudge} title={t('verb.custody.ask-judge')} submitLabel={t('button.send')} fixed={{ id: custody.id, version: custody.version }} initial={{ kind: first, days: 15 }} onDone={done} onCancel={done} onReload={again}
      toInput={(values) => (values.kind === 'first-papers' || values.kind === 'extension' ? values : { ...values, days: undefined })}>
      {(f) => (
        <>
          <div className="cu-grid">
            <SelectField {...f('kind', t('custody.field.request'))} options={askKinds.map((value) => ({ value, label: t(`custody.request.${value}`) }))} />
            {(f.values.kind === 'first-papers' || f.values.kind === 'extension') && <NumberField {...f('days', t('custody.field.days'))} min={1} max={15} />}
          </div>
          <TextAreaField {...f('grounds')} rows={5} autoFocus />
        </>
      )}
    </ActForm>
  )
}

/** The judge asks the felony court for more than six months. */
export function AskFelonyForm({ custody, done, again }: FormProps) {
  const { t } = useLabels()
  return (
    <ActForm endpoint={askFelonyCourt} title={t('verb.custody.ask-felony-court')} submitLabel={t('button.send')} fixed={{ id: custody.id, version: custody.version }} onDone={done} onCancel={done} onReload={again}>
      {(f) => <TextAreaField {...f('grounds')} rows={5} autoFocus />}
    </ActForm>
  )
}

/** A new PIN for the family, with its paper. */
export function PinForm({ custody, done }: FormProps) {
  const { t } = useLabels()
  const [pin, setPin] = useState<string | null>()
  if (pin !== undefined) return <PinPaper number={custody.number} name={custody.name} pin={pin} office={custody.holder} onClose={done} />
  return (
    <ActForm endpoint={renewPin} title={t('verb.custody.renew-pin')} fixed={{ id: custody.id, version: custody.version }} onDone={(answer) => setPin(answer.pin)} onCancel={done}>
      {(f) => <TextAreaField {...f('reason')} autoFocus />}
    </ActForm>
  )
}

/** What the judge asked for is given: release follows at once. */
export function GiveBailForm({ custody, done, again }: FormProps) {
  const { t, money, office } = useLabels()
  const [search] = useSearchParams()
  const { data } = useRead(listBails, { id: custody.id })
  const open = data?.rows.filter((bail) => bail.givenAt === null) ?? []
  const bail = open.find((one) => one.id === search.get('bail')) ?? open[0]
  if (data === undefined) return null
  if (bail === undefined) return <Alert variant="light" color="gray">{t('refusal.custody.bail-unknown')}. {t('refusal.custody.bail-unknown.remedy')}</Alert>
  return (
    <ActForm endpoint={giveBail} title={t('verb.custody.give-bail')} submitLabel={t('verb.custody.give-bail')} fixed={{ id: custody.id, version: custody.version, bailId: bail.id }} initial={{ appearPlace: office(custody.court) }} onDone={done} onCancel={done} onReload={again}>
      {(f) => (
        <>
          <p style={{ margin: 0 }}><b>{t(`custody.bail.${bail.kind}`)}</b>{bail.amountIqd !== null && ` · ${money(bail.amountIqd)}`}</p>
          <div className="cu-grid">
            {bail.kind === 'guarantor' && <><PersonNameField {...f('guarantorName')} required autoFocus /><TextField {...f('guarantorDocument')} numeric /><TextField {...f('guarantorAddress')} required /><TextField {...f('guarantorPhone')} numeric dir="ltr" /><TextField {...f('solvency')} required /></>}
            {bail.kind === 'deposit' && <TextField {...f('receiptNumber')} required numeric autoFocus />}
            <TextField {...f('appearPlace')} /><DateTimeField {...f('appearAt')} />
          </div>
        </>
      )}
    </ActForm>
  )
}
