import { Checkbox, NativeSelect, NumberInput, Radio, Group, TextInput, Textarea } from '@mantine/core'
import { westernDigits } from '#kernel/words/format.ts'
import { inputProps } from './field.ts'
import type { FieldProps } from './field.ts'
import { useWords } from './words.tsx'

export interface TextFieldProps extends FieldProps<string> {
  readonly placeholder?: string
  /** 'ltr' for codes and addresses; default: by what is typed. */
  readonly dir?: 'ltr' | 'rtl'
  /** True: Arabic-Indic digits typed here become Western ones (numbers of cards, cases, telephones). */
  readonly numeric?: boolean
  readonly maxLength?: number
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, placeholder, dir, numeric = false, maxLength } = props
  return (
    <TextInput {...inputProps(props)} value={value ?? ''} placeholder={placeholder} {...(dir && { dir })} maxLength={maxLength} {...(numeric && { inputMode: 'numeric' as const })}
      onChange={(event) => onChange((numeric ? westernDigits(event.currentTarget.value) : event.currentTarget.value) || undefined)} />
  )
}

/** Several lines; grows with the text. */
export function TextAreaField(props: FieldProps<string> & { readonly rows?: number; readonly placeholder?: string }) {
  const { value, onChange, rows = 3, placeholder } = props
  return <Textarea {...inputProps(props)} value={value ?? ''} placeholder={placeholder} minRows={rows} maxRows={14} autosize onChange={(event) => onChange(event.currentTarget.value || undefined)} />
}

export interface Option<T extends string = string> {
  readonly value: T
  readonly label: string
  readonly disabled?: boolean
}

/** One of a list. A native select: fastest by keyboard and on a phone. */
export function SelectField<T extends string>(props: FieldProps<T> & { readonly options: readonly Option<T>[] }) {
  const { value, onChange, options } = props
  const { t } = useWords()
  return (
    <NativeSelect {...inputProps(props)} value={value ?? ''} data={[{ value: '', label: t('form.choose'), disabled: props.required === true }, ...options]}
      onChange={(event) => onChange((event.currentTarget.value || undefined) as T | undefined)} />
  )
}

/** One of a few, all visible. */
export function RadioField<T extends string>(props: FieldProps<T> & { readonly options: readonly Option<T>[] }) {
  const { name, label, error, hint, required = false, disabled = false, value, onChange, options } = props
  return (
    <Radio.Group label={label} error={error} description={hint} required={required} value={value ?? ''} onChange={(chosen) => onChange(chosen as T)} data-field={name}>
      <Group gap="lg" mt={6} mih={36}>
        {options.map((option) => <Radio key={option.value} value={option.value} label={option.label} disabled={disabled || option.disabled === true} />)}
      </Group>
    </Radio.Group>
  )
}

/** Yes or no. */
export function CheckboxField(props: FieldProps<boolean>) {
  const { name, label, error, hint, disabled = false, value, onChange } = props
  return (
    <div data-field={name}>
      <Checkbox label={label} error={error} description={hint} disabled={disabled} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} mih={36} />
    </div>
  )
}

export interface NumberFieldProps extends FieldProps<number> {
  readonly min?: number
  readonly max?: number
  readonly decimals?: number
  readonly suffix?: string
}

/** A number. Arabic-Indic digits may be typed. */
export function NumberField(props: NumberFieldProps) {
  const { value, onChange, min, max, decimals = 0, suffix } = props
  return (
    <NumberInput {...inputProps(props)} value={value ?? ''} min={min} max={max} decimalScale={decimals} suffix={suffix} clampBehavior="none" hideControls onBeforeInput={typeWestern}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : typed === '' ? undefined : Number(typed))} />
  )
}

export interface MoneyFieldProps extends FieldProps<number> {
  /** Default IQD. */
  readonly currency?: 'IQD' | 'USD'
}

/** An amount; its value is in integer minor units (whole dinars, cents). */
export function MoneyField(props: MoneyFieldProps) {
  const { value, onChange, currency = 'IQD' } = props
  const { money } = useWords()
  const scale = currency === 'USD' ? 100 : 1
  return (
    <NumberInput {...inputProps(props)} value={value === undefined || value === null ? '' : value / scale} min={0} decimalScale={currency === 'USD' ? 2 : 0} thousandSeparator="," clampBehavior="none" hideControls
      rightSection={<span className="mz-dim" style={{ fontSize: '0.85rem', paddingInline: '0.5rem' }}>{money(0, currency).replace(/^[\d٠-٩.,٫٬]+\s*/, '')}</span>} rightSectionWidth={64}
      onBeforeInput={typeWestern}
      onChange={(typed) => onChange(typed === '' ? undefined : Math.round(Number(typed) * scale))} />
  )
}

/** Puts a Western digit where an Arabic-Indic one is typed: the number input knows no other. */
function typeWestern(event: React.InputEvent<HTMLInputElement>): void {
  const typed = event.data
  const western = typed === null ? typed : westernDigits(typed)
  if (western === typed || western === null) return
  event.preventDefault()
  document.execCommand('insertText', false, western)
}
