import { SimpleGrid } from '@mantine/core'
import type { FieldProps } from '#kernel/web/field.ts'
import { DateField } from '#kernel/web/DateField.tsx'
import { NumberField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { Birth } from '../birth.ts'
import type { PersonName } from '../name.ts'

const parts = ['given', 'father', 'grandfather', 'greatGrandfather', 'family', 'mother', 'knownAs'] as const
type Part = 'script' | (typeof parts)[number]

/** The parts of a name. `bind` gives one part's field. */
export function NameFields({ bind, autoFocus = false }: { bind: <P extends Part>(part: P, label: string) => FieldProps<NonNullable<PersonName[P]>>; autoFocus?: boolean }) {
  const { t } = useWords()
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
      <SelectField {...bind('script', t('people.part.script'))} required options={(['ar', 'ckb', 'latn'] as const).map((value) => ({ value, label: t(`people.script.${value}`) }))} />
      {parts.map((part) => <TextField key={part} {...bind(part, t(`people.part.${part}`))} maxLength={80} autoFocus={autoFocus && part === 'given'} />)}
    </SimpleGrid>
  )
}

/** A birth: first how much is known, then that much of a date. */
export function BirthFields({ value, onChange, error }: { value: Birth | undefined; onChange: (birth: Birth | undefined) => void; error?: string | undefined }) {
  const { t } = useWords()
  const precision = value?.precision ?? 'unknown'
  const change = (next: Birth['precision']) => onChange(next === 'unknown' ? { precision: next } : { precision: next, ...(value?.date ? { date: next === 'day' ? value.date : `${value.date.slice(0, next === 'month' ? 7 : 4)}${next === 'month' ? '-01' : '-01-01'}` } : {}) })
  const setYear = (year: number | undefined) => onChange({ precision, ...(year ? { date: `${String(year).padStart(4, '0')}-${precision === 'month' ? (value?.date?.slice(5, 7) ?? '01') : '01'}-01` } : {}) })
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
      <SelectField label={t('people.birth.known')} name="birth" value={precision} required error={error} onChange={(next) => change(next ?? 'unknown')}
        options={(['day', 'month', 'year', 'estimated', 'unknown'] as const).map((one) => ({ value: one, label: t(`people.birth.${one}`) }))} />
      {precision === 'day' && <DateField label={t('field.birthDate')} value={value?.date} onChange={(date) => onChange({ precision, ...(date ? { date } : {}) })} />}
      {(precision === 'month' || precision === 'year' || precision === 'estimated') && <NumberField label={t('field.birthYear')} value={value?.date ? Number(value.date.slice(0, 4)) : undefined} min={1880} max={2100} onChange={setYear} />}
      {precision === 'month' && <NumberField label={t('people.birth.monthNumber')} value={value?.date ? Number(value.date.slice(5, 7)) : undefined} min={1} max={12} onChange={(month) => { if (value?.date && month) onChange({ precision, date: `${value.date.slice(0, 4)}-${String(month).padStart(2, '0')}-01` }) }} />}
    </SimpleGrid>
  )
}
