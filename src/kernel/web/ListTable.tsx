import { Button, Skeleton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react'
import { columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { Link, useNavigate } from 'react-router'
import { EmptyState } from './EmptyState.tsx'
import { ErrorState } from './ErrorState.tsx'
import type { Filters } from './filters.ts'
import { ListTools } from './ListTools.tsx'
import type { Filter } from './ListTools.tsx'
import type { InfiniteList } from './query.tsx'
import { keep, kept } from './storage.ts'
import { useWords } from './words.tsx'
import './ListTable.css'

export interface Column<T> {
  /** Also the value of the `sort` filter when `sort` is true. */
  readonly key: string
  readonly label: string
  readonly cell: (row: T) => ReactNode
  /** True: the head sorts by this key (`sort=due`, `sort=-due`). */
  readonly sort?: boolean
  readonly align?: 'start' | 'end'
  /** CSS width, for example '8rem'. */
  readonly width?: string
  /** Not shown until chosen. */
  readonly hidden?: boolean
}

export interface ListTableProps<T> {
  /** Names the list: the chosen columns are kept under it. */
  readonly name: string
  /** What the list is, for screen readers. */
  readonly caption: string
  readonly columns: readonly Column<T>[]
  /** From `useInfiniteList`, or `fixedList(rows)` for rows at hand. */
  readonly list: InfiniteList<T>
  readonly rowKey: (row: T) => string
  /** Where a row leads. The first column becomes the link; a click anywhere in the row follows it. */
  readonly rowPath?: (row: T) => string | undefined
  /** Instead of `rowPath`: what opening a row does. */
  readonly onOpen?: (row: T) => void
  readonly rowTone?: (row: T) => 'alarm' | 'warning' | undefined
  /** The filter bar; values and setter come from `useFilters`. */
  readonly filters?: readonly Filter[]
  readonly values?: Filters
  readonly onFilter?: (name: string, value: string | undefined) => void
  /** Address of the same list as CSV. */
  readonly csv?: string
  readonly emptyTitle?: string
  readonly emptyHint?: string
  /** No tools above (for short lists inside a record). */
  readonly plain?: boolean
}

const features = tableFeatures({ columnVisibilityFeature })
const rowHeight = 43
/** Below this many rows all are drawn: windowing would only cost. */
const windowFrom = 60

/** A list of records: sticky head, windowed rows, sorting and filters in the address, chosen columns, CSV, print, arrow keys and Enter. */
export function ListTable<T>(props: ListTableProps<T>) {
  const { list, columns, name, rowKey, values = {}, onFilter } = props
  const { t } = useWords()
  const [visible, setVisible] = useState<Record<string, boolean>>(() => firstVisible(name, columns))
  const printing = usePrinting()
  // On a phone the page scrolls, not the list: rows are cards of their own height, and more are asked for by a button.
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const scroll = useRef<HTMLDivElement>(null)
  const helper = useMemo(() => createColumnHelper<typeof features, T & object>(), [])
  const defs = useMemo(() => helper.columns(columns.map((column) => helper.display({ id: column.key }))), [helper, columns])
  const table = useTable({ features, columns: defs, data: list.rows as unknown as (T & object)[], getRowId: (row) => rowKey(row), state: { columnVisibility: visible } })
  const shown = table.getVisibleLeafColumns().map((column) => columns.find((one) => one.key === column.id)!)
  const rows = table.getRowModel().rows
  const windowed = (rows.length > windowFrom || list.hasMore) && !printing && !phone
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => rowHeight, overscan: 12, enabled: windowed })
  const items = windowed ? virtual.getVirtualItems() : []
  const first = windowed ? (items[0]?.index ?? 0) : 0
  const last = windowed ? (items.at(-1)?.index ?? 0) : rows.length - 1
  const above = windowed ? (items[0]?.start ?? 0) : 0
  const below = windowed ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0
  useEffect(() => { if (windowed && last >= rows.length - 15) list.more() }, [windowed, last, rows.length, list])

  const choose = (key: string, on: boolean) => {
    const next = { ...visible, [key]: on }
    setVisible(next)
    keep(`columns.${name}`, JSON.stringify(next))
  }
  const filtered = (props.filters ?? []).some((filter) => values[filter.name] !== undefined)
  return (
    <div className="mz-list">
      {props.plain !== true && <ListTools {...{ filters: props.filters ?? [], values, list, columns, visible, onChoose: choose }} {...(onFilter && { onFilter })} {...(props.csv !== undefined && { csv: props.csv })} />}
      {list.problem !== undefined ? <ErrorState problem={list.problem} onRetry={list.again} /> : (
        <div className="mz-card mz-table-scroll" ref={scroll} tabIndex={rows.length > 0 ? -1 : undefined} aria-busy={list.loading}>
          <table className="mz-table" aria-rowcount={list.hasMore ? (list.total ?? -1) : rows.length + 1}>
            <caption className="mantine-VisuallyHidden-root" style={hidden}>{props.caption}</caption>
            <thead><tr>{shown.map((column) => <Head key={column.key} column={column} sort={values['sort']} {...(onFilter && { onFilter })} />)}</tr></thead>
            <tbody>
              {above > 0 && <Spacer height={above} columns={shown.length} />}
              {rows.slice(first, last + 1).map((row, offset) => (
                <Row key={row.id} row={row.original} index={first + offset} columns={shown} {...pick(props)} {...(windowed && { measure: virtual.measureElement })} />
              ))}
              {below > 0 && <Spacer height={below} columns={shown.length} />}
              {list.loading && [1, 2, 3, 4, 5].map((n) => <tr key={n}><td colSpan={shown.length}><Skeleton height={18} /></td></tr>)}
            </tbody>
          </table>
          {!list.loading && rows.length === 0 && <EmptyState title={filtered ? t('list.emptyFiltered') : (props.emptyTitle ?? t('list.empty'))} {...(!filtered && props.emptyHint !== undefined && { hint: props.emptyHint })} />}
          {list.hasMore && !windowed && <Button className="mz-no-print" variant="default" fullWidth loading={list.loadingMore} onClick={list.more}>{t('list.more')}</Button>}
        </div>
      )}
      <div role="status" style={hidden}>{list.loading ? t('list.loading') : t('list.shown', { shown: rows.length, total: list.total ?? rows.length })}</div>
    </div>
  )
}

const hidden = { position: 'absolute', inlineSize: 1, blockSize: 1, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' } as const

function pick<T>({ rowPath, onOpen, rowTone }: ListTableProps<T>) {
  return { ...(rowPath && { rowPath }), ...(onOpen && { onOpen }), ...(rowTone && { rowTone }) }
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  return <tr className="mz-spacer" aria-hidden="true" style={{ blockSize: height }}><td colSpan={columns}>{' '}</td></tr>
}

function Head<T>({ column, sort, onFilter }: { column: Column<T>; sort: string | undefined; onFilter?: (name: string, value: string | undefined) => void }) {
  const { t } = useWords()
  const state = sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : undefined
  const style = column.width === undefined ? {} : { inlineSize: column.width }
  if (column.sort !== true || onFilter === undefined) return <th scope="col" style={style}><span data-align={column.align}>{column.label}</span></th>
  const Icon = state === 'ascending' ? IconArrowUp : state === 'descending' ? IconArrowDown : IconArrowsSort
  return (
    <th scope="col" aria-sort={state} style={style}>
      <button type="button" data-align={column.align} title={t('list.sortBy', { column: column.label })} onClick={() => onFilter('sort', state === 'ascending' ? `-${column.key}` : column.key)}>
        {column.label}<Icon size={14} className={state === undefined ? 'mz-dim' : ''} aria-hidden="true" />
      </button>
    </th>
  )
}

interface RowProps<T> {
  readonly row: T
  readonly index: number
  readonly columns: readonly Column<T>[]
  readonly rowPath?: (row: T) => string | undefined
  readonly onOpen?: (row: T) => void
  readonly rowTone?: (row: T) => 'alarm' | 'warning' | undefined
  readonly measure?: (element: Element | null) => void
}

function Row<T>({ row, index, columns, rowPath, onOpen, rowTone, measure }: RowProps<T>) {
  const navigate = useNavigate()
  const path = rowPath?.(row)
  const open = path !== undefined ? () => void navigate(path) : onOpen && (() => onOpen(row))
  const click = (event: MouseEvent) => {
    const inner = (event.target as Element).closest('a, button, input, label, summary')
    if (inner === null && window.getSelection()?.toString() === '') open?.()
  }
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} data-tone={rowTone?.(row)} data-open={open ? true : undefined} onClick={open && click}>
      {columns.map((column, place) => (
        <td key={column.key} data-align={column.align} data-label={column.label}>
          {place === 0 && path !== undefined ? <Link to={path} data-row-open onKeyDown={moveByArrow}>{column.cell(row)}</Link>
            : place === 0 && onOpen !== undefined ? <button type="button" className="mz-row-open" data-row-open onKeyDown={moveByArrow} onClick={() => onOpen(row)}>{column.cell(row)}</button>
              : <div>{column.cell(row)}</div>}
        </td>
      ))}
    </tr>
  )
}

/** Arrow keys move between the rows' links; Enter is the link's own key. */
function moveByArrow(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const row = (event.target as Element).closest('tr')
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  const target = next?.querySelector<HTMLElement>('[data-row-open]')
  if (target === null || target === undefined) return
  event.preventDefault()
  target.focus()
}

function firstVisible<T>(name: string, columns: readonly Column<T>[]): Record<string, boolean> {
  const all = Object.fromEntries(columns.map((column) => [column.key, column.hidden !== true]))
  try {
    return { ...all, ...(JSON.parse(kept(`columns.${name}`) ?? '{}') as Record<string, boolean>) }
  } catch {
    return all
  }
}

/** True while the browser prints: then every loaded row is drawn. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true))
    const after = () => setPrinting(false)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => { window.removeEventListener('beforeprint', before); window.removeEventListener('afterprint', after) }
  }, [])
  return printing
}

/** Rows that are at hand already, as the `list` of a ListTable. */
export function fixedList<T>(rows: readonly T[] | undefined): InfiniteList<T> {
  return { rows: rows ?? [], total: rows?.length, hasMore: false, loading: rows === undefined, loadingMore: false, problem: undefined, more: nothing, again: nothing }
}

function nothing(): void {}
