import '@mantine/spotlight/styles.css'
import { Spotlight } from '@mantine/spotlight'
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconFileText, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { westernDigits } from '#kernel/words/format.ts'
import { request } from './api.ts'
import type { MenuEntry } from './system.ts'
import { useWords } from './words.tsx'

/** One hit of GET /api/desk/search?q=: `{ rows: [{ id, kind, label, number?, path, detail? }] }`. */
interface Hit {
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly number?: string | null
  readonly path: string
  readonly detail?: string | null
}

/** Ctrl+K: pages of the menu and records found by the server. */
export function Palette({ menu }: { menu: readonly MenuEntry[] }) {
  const { t, text, has, numerals } = useWords()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [asked] = useDebouncedValue(westernDigits(query.trim()), 150)
  const found = useQuery({
    queryKey: ['palette', asked],
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => ((await request('GET', `/api/desk/search?q=${encodeURIComponent(asked)}`, undefined, { signal })) as { rows: readonly Hit[] }).rows,
  })
  const pages: SpotlightActionData[] = menu
    .filter((entry) => Object.values(entry.label).some((label) => label.toLowerCase().includes(query.trim().toLowerCase())))
    .map((entry) => ({ id: entry.path, label: text(entry.label), leftSection: entry.icon && <entry.icon size={20} />, onClick: () => void navigate(entry.path) }))
  const records: SpotlightActionData[] = (asked.length >= 2 ? (found.data ?? []) : []).map((hit) => ({
    id: `${hit.kind}:${hit.id}`,
    label: [hit.label, hit.number ? numerals(hit.number) : ''].filter(Boolean).join(' · '),
    description: hit.detail ?? (has(`kind.${hit.kind}`) ? t(`kind.${hit.kind}`) : ''),
    leftSection: <IconFileText size={20} />,
    onClick: () => void navigate(hit.path),
  }))
  const groups: SpotlightActionGroupData[] = [{ group: t('shell.search.records'), actions: records }, { group: t('shell.search.pages'), actions: pages }]
  return (
    <Spotlight
      actions={groups.filter((group) => group.actions.length > 0)} filter={(_, actions) => actions} query={query} onQueryChange={setQuery}
      shortcut="mod + K" tagsToIgnore={[]} triggerOnContentEditable scrollable maxHeight="70vh" limit={20}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }} attributes={{ content: { 'aria-label': t('shell.search') } }}
      nothingFound={t(found.isFetching ? 'shell.search.wait' : 'shell.search.nothing')}
      searchProps={{ leftSection: <IconSearch size={20} />, placeholder: t('shell.search.placeholder'), 'aria-label': t('shell.search') }}
    />
  )
}
