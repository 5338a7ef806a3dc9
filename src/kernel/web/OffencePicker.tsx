import { MultiSelect, Select } from '@mantine/core'
import type { ComboboxItem, OptionsFilter } from '@mantine/core'
import { westernDigits } from '#kernel/words/format.ts'
import { inputProps } from './field.ts'
import type { FieldProps } from './field.ts'
import { useWords } from './words.tsx'

export interface OffenceOption {
  readonly id: string
  readonly label: string
  /** For example 'م 443'. */
  readonly article: string
  /** The penalty, in words. */
  readonly detail?: string
}

interface Offences { readonly options: readonly OffenceOption[] }

/** One offence of the catalogue, found by article or by words. */
export function OffencePicker(props: FieldProps<string> & Offences) {
  const { value, onChange, options } = props
  const { t } = useWords()
  const shared = useShared(options)
  return <Select {...inputProps(props)} {...shared} value={value ?? null} onChange={(id) => onChange(id ?? undefined)} placeholder={t('offence.search')} clearable clearButtonProps={{ 'aria-label': t('button.clear') }} />
}

/** Several offences of the catalogue. */
export function OffencesPicker(props: FieldProps<readonly string[]> & Offences) {
  const { value, onChange, options } = props
  const { t } = useWords()
  const shared = useShared(options)
  return <MultiSelect {...inputProps(props)} {...shared} value={[...(value ?? [])]} onChange={(ids) => onChange(ids.length > 0 ? ids : undefined)} placeholder={(value?.length ?? 0) > 0 ? '' : t('offence.search')} hidePickedOptions />
}

function useShared(options: readonly OffenceOption[]) {
  const { t, numerals } = useWords()
  const byId = new Map(options.map((option) => [option.id, option]))
  return {
    data: options.map((option) => ({ value: option.id, label: numerals(`${option.label} (${option.article})`) })),
    searchable: true, limit: 60, maxDropdownHeight: 340, nothingFoundMessage: t('shell.search.nothing'), filter: everyWord,
    renderOption: ({ option }: { option: ComboboxItem }) => (
      <div><bdi>{option.label}</bdi>{byId.get(option.value)?.detail && <div className="mz-dim" style={{ fontSize: '0.8rem' }}>{byId.get(option.value)?.detail}</div>}</div>
    ),
  }
}

/** Every typed word must occur; digits of any script and forms of alef and ya count as the same. */
const everyWord: OptionsFilter = ({ options, search, limit }) => {
  const words = fold(search).split(/\s+/).filter(Boolean)
  return options.filter((option) => 'label' in option && words.every((word) => fold(String(option.label)).includes(word))).slice(0, limit)
}

function fold(text: string): string {
  return westernDigits(text).toLowerCase().replace(/[\u064b-\u0652\u0640]/g, '').replace(/[أإآ]/g, 'ا').replace(/[ىی]/g, 'ي').replace(/ک/g, 'ك').replace(/ة/g, 'ه')
}
