import { ActionIcon, Button, Menu, NativeSelect, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconColumns3, IconDownload, IconPrinter, IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { westernDigits } from '#kernel/words/format.ts'
import { DateField } from './DateField.tsx'
import type { Filters } from './filters.ts'
import type { Column } from './ListTable.tsx'
import type { InfiniteList } from './query.tsx'
import { useWords } from './words.tsx'

/** One filter above a list. `name` is the key in the address and in the endpoint's input. */
export type Filter =
  | { readonly kind: 'search'; readonly name: string; readonly label?: string; readonly placeholder?: string }
  | { readonly kind: 'select'; readonly name: string; readonly label: string; readonly options: readonly { readonly value: string; readonly label: string }[]; readonly allLabel?: string }
  | { readonly kind: 'date'; readonly name: string; readonly label: string }

interface ListToolsProps<T> {
  readonly filters: readonly Filter[]
  readonly values: Filters
  readonly onFilter?: (name: string, value: string | undefined) => void
  readonly list: InfiniteList<T>
  readonly columns: readonly Column<T>[]
  readonly visible: Readonly<Record<string, boolean>>
  readonly onChoose: (key: string, on: boolean) => void
  readonly csv?: string
}

/** What stands above a list: filters, how many, columns, CSV, print. */
export function ListTools<T>({ filters, values, onFilter, list, columns, visible, onChoose, csv }: ListToolsProps<T>) {
  const { t, number } = useWords()
  const some = filters.some((filter) => values[filter.name] !== undefined)
  const shown = number(list.rows.length)
  return (
    <div className="mz-list-tools mz-no-print">
      {onFilter && filters.map((filter) => <FilterField key={filter.name} filter={filter} value={values[filter.name]} onFilter={onFilter} />)}
      {onFilter && some && <Button variant="subtle" color="gray" leftSection={<IconX size={16} />} onClick={() => { for (const filter of filters) onFilter(filter.name, undefined) }}>{t('list.clearFilters')}</Button>}
      <span className="mz-grow" />
      <span className="mz-list-count">{list.total !== undefined ? t('list.shown', { shown, total: number(list.total) }) : list.hasMore ? t('list.shownMore', { shown }) : shown}</span>
      <Menu closeOnItemClick={false} position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size={40} aria-label={t('list.columns')} title={t('list.columns')}><IconColumns3 size={18} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {columns.map((column, index) => (
            <Menu.CheckboxItem key={column.key} checked={visible[column.key] !== false} disabled={index === 0} onChange={(on: boolean) => onChoose(column.key, on)}>{column.label}</Menu.CheckboxItem>
          ))}
        </Menu.Dropdown>
      </Menu>
      {csv !== undefined && <Tooltip label={t('list.csv')}><ActionIcon component="a" href={csv} download variant="default" size={40} aria-label={t('list.csv')}><IconDownload size={18} /></ActionIcon></Tooltip>}
      <Tooltip label={t('button.print')}><ActionIcon variant="default" size={40} aria-label={t('button.print')} onClick={() => window.print()}><IconPrinter size={18} /></ActionIcon></Tooltip>
    </div>
  )
}

interface FilterFieldProps { readonly filter: Filter; readonly value: string | undefined; readonly onFilter: (name: string, value: string | undefined) => void }

function FilterField({ filter, value, onFilter }: FilterFieldProps) {
  const { t } = useWords()
  if (filter.kind === 'search') return <SearchField filter={filter} value={value} onFilter={onFilter} />
  if (filter.kind === 'date') return <div data-select data-date><DateField label={filter.label} value={value} onChange={(day) => onFilter(filter.name, day)} /></div>
  const data = [{ value: '', label: filter.allLabel ?? t('list.all') }, ...filter.options]
  return <NativeSelect wrapperProps={{ 'data-select': true }} label={filter.label} data={data} value={value ?? ''} onChange={(event) => onFilter(filter.name, event.currentTarget.value || undefined)} />
}

/** Searches as one types, 200 ms after the last key; a barcode scanner's Enter searches at once. */
function SearchField({ filter, value, onFilter }: FilterFieldProps & { filter: Extract<Filter, { kind: 'search' }> }) {
  const { t } = useWords()
  const [text, setText] = useState(value ?? '')
  useEffect(() => setText(value ?? ''), [value])
  const send = (typed: string) => onFilter(filter.name, westernDigits(typed.trim()) || undefined)
  const later = useDebouncedCallback(send, 200)
  const label = filter.label ?? t('list.search')
  return (
    <TextInput wrapperProps={{ 'data-filter': true }} type="search" label={label} placeholder={filter.placeholder} value={text} leftSection={<IconSearch size={16} />}
      onChange={(event) => { setText(event.currentTarget.value); later(event.currentTarget.value) }}
      onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); send(event.currentTarget.value) } }} />
  )
}
