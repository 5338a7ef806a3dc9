import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { call, queryString } from '#kernel/web/api.ts'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { CheckboxField, NumberField, RadioField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { OffencePicker } from '#kernel/web/OffencePicker.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { RemotePicker } from '#kernel/web/RemotePicker.tsx'
import { findOffence, offences } from '#systems/offences/public.ts'
import { checkBooking } from '../../contract/booking.ts'
import { arrestGrounds, rightsChecklist } from '../../rules/arrest.ts'
import { lawArticle, useLabels } from '../labels.ts'
import { NameFields, type BookingBind } from './PersonPart.tsx'
import { toArrest, type BookingValues } from './values.ts'

interface PartProps { readonly f: BookingBind; readonly v: BookingValues }

/** On what ground, when, where and by whom. */
export function ArrestPart({ f, v }: PartProps) {
  const { t, text } = useLabels()
  const ground = arrestGrounds.find((g) => g.id === v.groundId)
  const late = v.arrestedAt !== undefined && Date.now() - Date.parse(v.arrestedAt) > 2 * 3_600_000
  return (
    <fieldset className="cu-section"><legend>{t('custody.booking.arrest')}</legend>
      <div className="cu-grid">
        <SelectField {...f('groundId', t('custody.field.ground'))} required options={arrestGrounds.map((g) => ({ value: g.id, label: `${text(g.name)} (${lawArticle(g.article)})` }))} />
        <DateTimeField {...f('arrestedAt')} required />
        <TextField {...f('place', t('field.place'))} required />
        <TextField {...f('arrestedBy')} required />
        {late && <TextField {...f('lateReason')} required />}
        {ground?.asks === 'facts' && <div className="cu-wide"><TextAreaField {...f('facts')} required rows={2} /></div>}
      </div>
      {ground?.asks === 'warrant-number' && (
        <div style={{ display: 'grid', gap: '0.75rem', marginBlockStart: '0.75rem' }}>
          <p className="mz-dim" style={{ margin: 0 }}>{t('custody.booking.warrant.hint')}</p>
          <div className="cu-grid">
            <TextField {...f('warrant.number', t('custody.field.warrantNumber'))} required numeric />
            <TextField {...f('warrant.issuedBy', t('field.court'))} />
            <NumberField label={t('field.birthYear')} name="extra.warrantBirthYear" value={v.extra?.warrantBirthYear} min={1900} max={new Date().getFullYear()} onChange={(year) => f.set('extra.warrantBirthYear', year)} />
            <TextField {...f('warrant.nationalNumber', t('field.nationalCard'))} numeric dir="ltr" />
          </div>
          <NameFields f={f} path="warrant.names.0" />
        </div>
      )}
    </fieldset>
  )
}

interface CaseHit { readonly id: string; readonly number: string; readonly summary: string }

/** Of what, in a case that is open or one that this arrest opens. */
export function CasePart({ f, v }: PartProps) {
  const { t, text, numerals } = useLabels()
  const open = v.inCase?.known === true
  const options = useMemo(() => offences.map((o) => ({ id: o.code, label: text(o.title), article: lawArticle(o.code.startsWith('PC-') ? `Penal ${o.code.slice(3)}` : o.article) })), [text])
  const variants = findOffence(v.inCase?.charge?.offenceCode ?? '')?.variants ?? []
  return (
    <fieldset className="cu-section"><legend>{t('custody.booking.case')}</legend>
      <div className="cu-grid">
        <OffencePicker {...f('inCase.charge.offenceCode', t('field.offence'))} required={!open} options={options} />
        {variants.length > 1 && <SelectField {...f('inCase.charge.circumstance', t('custody.field.circumstance'))} options={variants.map((one) => ({ value: one.id, label: text(one.title) }))} />}
        <RadioField label={t('custody.field.case')} name="inCase.known" value={open ? 'open' : 'new'} options={[{ value: 'new', label: t('custody.booking.caseNew') }, { value: 'open', label: t('custody.booking.caseOpen') }]} onChange={(value) => f.set('inCase.known', value === 'open')} />
        <CheckboxField {...f('inCase.charge.attempt', t('custody.field.attempt'))} />
        {open ? (
          <RemotePicker<CaseHit> {...f('inCase.id', t('field.caseNumber'))} required placeholder={t('custody.booking.caseSearch')} address={(typed) => `/api/cases${queryString({ text: typed, limit: 10 })}`}
            idOf={(row) => row.id} textOf={(row) => `${row.number} · ${row.summary}`} renderRow={(row) => <div><bdi>{numerals(row.number)}</bdi><div className="mz-dim" style={{ fontSize: '0.8rem' }}>{row.summary}</div></div>} />
        ) : <div className="cu-wide"><TextAreaField {...f('inCase.summary', t('custody.field.summaryOfCase'))} required rows={2} /></div>}
      </div>
    </fieldset>
  )
}

const reached = ['telephone', 'in-person', 'message', 'not-reached', 'declined'] as const

/** Rights, lawyer, family, injuries, things: each becomes an act of its own after the arrest. */
export function CarePart({ f, v }: PartProps) {
  const { t, text } = useLabels()
  const year = v.extra?.birthYear ?? (v.person?.new?.birth?.date ? Number(v.person.new.birth.date.slice(0, 4)) : undefined)
  const band = year !== undefined && new Date().getFullYear() - year <= 18 ? 'youth' as const : 'adult' as const
  const foreigner = (v.person?.new?.nationality ?? 'IRQ').toUpperCase() !== 'IRQ'
  const rights = rightsChecklist({ band, foreigner })
  const told = v.extra?.told ?? []
  // Of whichever kind the field is: each extra is one text.
  const extra = (key: keyof NonNullable<BookingValues['extra']>, label: string) => ({ name: `extra.${key}`, label, value: v.extra?.[key] as never, onChange: (value: unknown) => f.set(`extra.${key}`, value) })
  return (
    <fieldset className="cu-section"><legend>{t('custody.booking.care')}</legend>
      <CheckboxField label={t('custody.booking.allTold')} value={rights.every((r) => told.includes(r.id))} onChange={(on) => f.set('extra.told', on ? rights.map((r) => r.id) : [])} />
      <div className="cu-grid" style={{ paddingInlineStart: '1.5rem', marginBlockEnd: '0.75rem' }}>
        {rights.map((right) => <CheckboxField key={right.id} label={text(right.name)} value={told.includes(right.id)} onChange={(on) => f.set('extra.told', on ? [...told, right.id] : told.filter((id) => id !== right.id))} />)}
      </div>
      <div className="cu-grid">
        <TextField {...extra('language', t('field.language'))} />
        <TextField {...f('interpreter', t('field.interpreter'))} />
        <TextField {...extra('lawyer', t('field.lawyer'))} />
        <TextField {...extra('family', t('custody.field.whom'))} />
        <SelectField {...extra('familyHow', t('custody.field.how'))} options={reached.map((value) => ({ value, label: t(`custody.reached.${value}`) }))} />
        <TextField {...extra('familyPhone', t('field.phone'))} numeric dir="ltr" />
        <TextAreaField {...extra('injuries', t('custody.field.injuries'))} rows={2} />
        <TextAreaField {...extra('complaint', t('custody.field.complaint'))} rows={2} hint={t('custody.booking.complaint.hint')} />
        <TextAreaField {...extra('property', t('custody.property'))} rows={2} hint={t('custody.booking.property.hint')} />
      </div>
    </fieldset>
  )
}

/** What law and register say about the arrest as it stands on the form; nothing is written yet. */
export function BookingFindings({ v }: { v: BookingValues }) {
  const { t, lang, dateTime } = useLabels()
  const [asked] = useDebouncedValue(JSON.stringify(toArrest(v, lang)), 600)
  const input = JSON.parse(asked) as ReturnType<typeof toArrest>
  const ready = checkBooking.input.safeParse(input).success
  const found = useQuery({ queryKey: ['checkBooking', asked], enabled: ready, retry: false, placeholderData: keepPreviousData, queryFn: ({ signal }) => call(checkBooking, input, { signal }) })
  const answer = ready ? found.data : undefined
  if (!answer) return null
  return (
    <div role="status" className="mz-card cu-box">
      {answer.papersDue && <div>{t('custody.booking.papersDue', { at: dateTime(answer.papersDue) })}</div>}
      {answer.heldAlready && <div className="mz-alarm">{t('refusal.custody.held-already', { number: answer.heldAlready.number })}</div>}
      {answer.findings.length > 0 && <FindingList findings={answer.findings} />}
    </div>
  )
}
