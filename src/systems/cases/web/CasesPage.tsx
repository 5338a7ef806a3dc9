import { Badge } from '@mantine/core'
import { IconFilePlus } from '@tabler/icons-react'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { addressOf } from '#kernel/web/api.ts'
import { DateText } from '#kernel/web/DateText.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { governorates } from '#kernel/offices/reference/governorates.ts'
import { offences } from '#systems/offences/public.ts'
import { exportCases, listCases, type CaseFilter } from '../contract.ts'
import { Stage } from '../contract/parts.ts'
import { OffenceName, StageBadge } from './parts.tsx'
import { articleOf } from './offences.ts'

const filterNames = ['text', 'stage', 'offence', 'governorate', 'from', 'to', 'capital', 'juvenile'] as const

/** The cases that this post may read, newest first. What is looked for stays in the address. */
export default function CasesPage() {
  const { t, lang, numerals } = useWords()
  const [filters, setFilter] = useFilters(filterNames)
  const list = useInfiniteList(listCases, filters as CaseFilter)
  const yesNo = [{ value: 'yes', label: t('value.yes') }, { value: 'no', label: t('value.no') }]
  return (
    <Page title={t('cases.list')} acts={<ActButton label={t('verb.cases.open')} icon={<IconFilePlus size={18} />} may="cases.open" path="/cases/new" look="primary" reasonText={false} />}>
      <ListTable name="cases.list" caption={t('cases.list')} list={list} rowKey={(c) => c.id} rowPath={(c) => `/cases/${c.id}`} csv={addressOf(exportCases, { ...(filters as CaseFilter), lang })}
        values={filters} onFilter={setFilter}
        filters={[
          { kind: 'search', name: 'text', label: t('cases.search') },
          { kind: 'select', name: 'stage', label: t('cases.column.stage'), options: Stage.options.map((value) => ({ value, label: t(`cases.stage.${value}`) })) },
          { kind: 'select', name: 'offence', label: t('field.offence'), options: offences.map((o) => ({ value: o.code, label: numerals(`${o.title[lang]} (${t('cases.article', { article: articleOf(o) })})`) })) },
          { kind: 'select', name: 'governorate', label: t('field.governorate'), options: governorates.map((g) => ({ value: g.code, label: t(`governorate.${g.code}`) })) },
          { kind: 'date', name: 'from', label: t('field.from') }, { kind: 'date', name: 'to', label: t('field.to') },
          { kind: 'select', name: 'capital', label: t('cases.capital'), options: yesNo }, { kind: 'select', name: 'juvenile', label: t('cases.juvenile'), options: yesNo },
        ]}
        columns={[
          { key: 'number', label: t('cases.column.number'), cell: (c) => <bdi dir="ltr">{numerals(c.number)}</bdi>, width: '8rem' },
          { key: 'stage', label: t('cases.column.stage'), cell: (c) => <StageBadge stage={c.stage} state={c.state} />, width: '9.5rem' },
          { key: 'offence', label: t('field.offence'), cell: (c) => <><OffenceName code={c.offenceCode} /> {c.capital && <Badge size="xs" color="gray" variant="outline">{t('cases.capital')}</Badge>}</> },
          { key: 'accused', label: t('cases.column.accused'), cell: (c) => <><bdi>{c.accused || t('cases.unknownPerpetrator')}</bdi> {c.juvenile && <Badge size="xs" color="gray" variant="outline">{t('cases.juvenile')}</Badge>}</> },
          { key: 'summary', label: t('cases.column.summary'), cell: (c) => <bdi>{c.summary.slice(0, 90)}</bdi> },
          { key: 'place', label: t('cases.column.place'), cell: (c) => <bdi>{c.place}</bdi>, hidden: true },
          { key: 'holder', label: t('cases.column.holder'), cell: (c) => <OfficeName office={c.holder} /> },
          { key: 'court', label: t('cases.column.court'), cell: (c) => <OfficeName office={c.court} />, hidden: true },
          { key: 'outcome', label: t('cases.column.outcome'), cell: (c) => (c.outcome ? t(`cases.decision.${c.outcome}`) : '—'), hidden: true },
          { key: 'openedAt', label: t('cases.column.openedAt'), cell: (c) => <DateText value={c.openedAt} short />, width: '8rem' },
        ]} />
    </Page>
  )
}
