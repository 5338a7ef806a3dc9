import { Alert, Button, Group } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { findDuplicates } from '#kernel/people/contract.ts'
import type { Bind } from '#kernel/web/ActForm.tsx'
import { call } from '#kernel/web/api.ts'
import { DateField } from '#kernel/web/DateField.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { CheckboxField, NumberField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { PersonLine, PersonPicker } from '#kernel/web/PersonPicker.tsx'
import type { bookArrest } from '../../contract/booking.ts'
import { useLabels } from '../labels.ts'
import { scriptOf, type BookingValues, type NewName } from './values.ts'

export type BookingBind = Bind<InputOf<typeof bookArrest>>

interface PartProps { readonly f: BookingBind; readonly v: BookingValues }

/** Who: found in the register as one types, or typed in new, with those they may already be. */
export function PersonPart({ f, v }: PartProps) {
  const { t } = useLabels()
  const isNew = v.extra?.isNew === true
  const startNew = (typed: string) => {
    const [given, father, grandfather, ...family] = typed.split(/\s+/)
    f.set('extra.isNew', true)
    f.set('person', { known: false, new: { names: [{ given, father, grandfather, ...(family.length > 0 ? { family: family.join(' ') } : {}) }] } })
  }
  return (
    <fieldset className="cu-section"><legend>{t('custody.booking.person')}</legend>
      {isNew ? <NewPersonFields f={f} v={v} /> : (
        <PersonPicker label={t('field.person')} name="person.id" required autoFocus value={v.person?.known ? v.person.id : undefined} hint={t('custody.booking.person.hint')}
          chosenName={v.extra?.chosenName ?? ''}
          onChange={(id) => f.set('person', id ? { known: true, id } : { known: false, new: { names: [{}] } })} onChoose={(person) => f.set('extra.chosenName', person.display)} onNew={startNew} />
      )}
    </fieldset>
  )
}

function NewPersonFields({ f, v }: PartProps) {
  const { t } = useLabels()
  const back = () => { f.set('extra.isNew', false); f.set('person', { known: false, new: { names: [{}] } }) }
  return (
    <>
      <NameFields f={f} path="person.new.names.0" autoFocus />
      <div className="cu-grid" style={{ marginBlockStart: '0.75rem' }}>
        <SelectField {...f('person.new.sex', t('field.sex'))} options={(['male', 'female'] as const).map((value) => ({ value, label: t(`value.${value}`) }))} />
        <NumberField label={t('field.birthYear')} name="extra.birthYear" value={v.extra?.birthYear} min={1900} max={new Date().getFullYear()} onChange={(year) => f.set('extra.birthYear', year)} hint={t('custody.booking.birthYear.hint')} />
        <DateField {...f('person.new.birth.date', t('field.birthDate'))} />
        <TextField {...f('person.new.nationalNumber', t('field.nationalCard'))} numeric dir="ltr" />
        <TextField {...f('person.new.nationality', t('field.nationality'))} placeholder="IRQ" dir="ltr" maxLength={3} />
      </div>
      <Doubles v={v} onChoose={(id, name) => { f.set('extra.isNew', false); f.set('extra.chosenName', name); f.set('person', { known: true, id }) }} onSeen={(ids) => f.set('person.seen', ids)} />
      <Button variant="subtle" size="compact-sm" mt="xs" onClick={back}>{t('custody.booking.search')}</Button>
    </>
  )
}

/** The parts of one name. */
export function NameFields({ f, path, autoFocus = false }: { f: BookingBind; path: 'person.new.names.0' | 'warrant.names.0'; autoFocus?: boolean }) {
  const { t } = useLabels()
  return (
    <div className="cu-grid">
      <TextField {...f(`${path}.given`, t('field.givenName'))} required autoFocus={autoFocus} />
      <TextField {...f(`${path}.father`, t('field.fatherName'))} />
      <TextField {...f(`${path}.grandfather`, t('field.grandfatherName'))} />
      <TextField {...f(`${path}.family`, t('field.familyName'))} />
      <TextField {...f(`${path}.mother`, t('field.motherName'))} />
      {path === 'person.new.names.0' && <TextField {...f(`${path}.knownAs`, t('field.knownAs'))} />}
    </div>
  )
}

/** Who in the register the person being typed in may already be, likeliest first. */
function Doubles({ v, onChoose, onSeen }: { v: BookingValues; onChoose: (id: string, name: string) => void; onSeen: (ids: string[]) => void }) {
  const { t, lang } = useLabels()
  const name: NewName = v.person?.new?.names?.[0] ?? {}
  const [asked] = useDebouncedValue(JSON.stringify({ name, year: v.extra?.birthYear, number: v.person?.new?.nationalNumber }), 300)
  const input = JSON.parse(asked) as { name: NewName; year?: number; number?: string }
  const enough = (input.name.given ?? '').length >= 2 && (input.name.father ?? '').length >= 2
  const found = useQuery({
    queryKey: ['doubles', asked], enabled: enough, placeholderData: keepPreviousData, retry: false,
    queryFn: ({ signal }) => call(findDuplicates, { names: [{ ...input.name, script: scriptOf(input.name.given ?? '', lang), given: input.name.given ?? '' }], ...(input.year ? { birth: { date: `${input.year}-01-01`, precision: 'year' as const } } : {}), ...(/^\d{12}$/.test(input.number ?? '') ? { nationalNumber: input.number! } : {}) }, { signal }),
  })
  const rows = enough ? ((found.data as { rows: { person: { id: string; display: string }; comparison: { score: number } }[] } | undefined)?.rows ?? []).filter((row) => row.comparison.score >= 0.5) : []
  if (rows.length === 0) return null
  const ids = rows.map((row) => row.person.id)
  return (
    <Alert variant="light" color="gray" mt="sm" title={t('person.likely')} aria-live="polite">
      {rows.slice(0, 5).map(({ person, comparison }) => (
        <Group key={person.id} justify="space-between" wrap="nowrap" py={4}><PersonLine person={person} fit={comparison.score} /><Button size="compact-sm" variant="default" onClick={() => onChoose(person.id, person.display)}>{t('custody.booking.thisOne')}</Button></Group>
      ))}
      <CheckboxField label={t('custody.booking.noneOfThese')} value={ids.every((id) => v.person?.seen?.includes(id))} onChange={(on) => onSeen(on ? ids : [])} />
    </Alert>
  )
}
