import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { westernDigits } from '#kernel/words/format.ts'
import { request } from './api.ts'
import { inputProps } from './field.ts'
import type { FieldProps } from './field.ts'
import { useWords } from './words.tsx'

interface RemotePickerProps<R> extends FieldProps<string> {
  /** The address to ask for what is typed; its answer is `{ rows }`. */
  readonly address: (typed: string) => string
  readonly idOf: (row: R) => string
  /** The chosen row as plain text in the box. */
  readonly textOf: (row: R) => string
  readonly renderRow: (row: R) => ReactNode
  readonly placeholder: string
  /** The text of `value` when it was chosen earlier. */
  readonly chosenName?: string | undefined
  readonly onChoose?: ((row: R) => void) | undefined
  /** A last line in the list for what does not exist yet. */
  readonly onNew?: ((typed: string) => void) | undefined
  readonly newText?: (typed: string) => string
  /** Ask already for this many letters. */
  readonly from?: number
}

/** A box that finds as one types and keeps an id. Arrow keys and Enter choose; Escape closes. */
export function RemotePicker<R>(props: RemotePickerProps<R>) {
  const { value, onChange, address, idOf, textOf, renderRow, placeholder, chosenName, onChoose, onNew, newText, from = 2 } = props
  const { t } = useWords()
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() })
  const [typed, setTyped] = useState<string>()
  const [chosen, setChosen] = useState<{ id: string; text: string }>()
  const [asked] = useDebouncedValue(westernDigits((typed ?? '').trim()), 150)
  const found = useQuery({
    queryKey: ['picker', address(asked)], enabled: typed !== undefined && asked.length >= from, placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => ((await request('GET', address(asked), undefined, { signal })) as { rows: readonly R[] }).rows,
  })
  const rows = typed !== undefined && asked.length >= from ? (found.data ?? []) : []
  const shownText = typed ?? (value ? (chosen?.id === value ? chosen.text : (chosenName ?? value)) : '')
  const submit = (key: string) => {
    if (key === '+new') onNew?.(asked)
    const row = rows.find((one) => idOf(one) === key)
    if (row !== undefined) {
      setChosen({ id: key, text: textOf(row) })
      onChange(key)
      onChoose?.(row)
    }
    setTyped(undefined)
    box.closeDropdown()
  }
  const change = (text: string) => {
    setTyped(text)
    if (value) onChange(undefined)
    box.openDropdown()
    box.resetSelectedOption()
  }
  return (
    <Combobox store={box} onOptionSubmit={submit}>
      <Combobox.Target>
        <TextInput {...inputProps(props)} value={shownText} placeholder={placeholder} autoComplete="off" rightSection={found.isFetching ? <Loader size={16} /> : null}
          onChange={(event) => change(event.currentTarget.value)} onFocus={() => { if (from === 0) { setTyped((before) => before ?? (value ? undefined : '')); box.openDropdown() } }}
          onBlur={() => { setTyped(undefined); box.closeDropdown() }} />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed === undefined || (rows.length === 0 && asked.length < from)}>
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label={props.label}>
          {rows.map((row) => <Combobox.Option key={idOf(row)} value={idOf(row)}>{renderRow(row)}</Combobox.Option>)}
          {onNew && newText && asked.length >= from && <Combobox.Option value="+new">{newText(asked)}</Combobox.Option>}
          {rows.length === 0 && !onNew && <Combobox.Empty>{t(found.isFetching ? 'shell.search.wait' : 'shell.search.nothing')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
