import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { ListTable, type Column } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listOffices, type OfficeRow } from '../contract.ts'
import { officeKinds } from '../rules.ts'
import { AddOffice } from './AddOffice.tsx'
import { FormToggle } from './parts.tsx'
import { governorates } from './places.ts'

/** The columns of a list of offices. */
export function useOfficeColumns(): Column<OfficeRow>[] {
  const { t, number } = useWords()
  return [
    { key: 'name', label: t('field.name'), cell: (o) => <OfficeName office={o.name} /> },
    { key: 'kind', label: t('field.kind'), cell: (o) => t(`office.${o.kind}`), width: '12rem' },
    { key: 'governorate', label: t('field.governorate'), cell: (o) => (o.governorate ? t(`governorate.${o.governorate}`) : '—'), width: '8rem' },
    { key: 'parent', label: t('administration.below'), cell: (o) => (o.below > 0 ? number(o.below) : '—'), width: '9rem', align: 'end' },
    { key: 'posts', label: t('administration.posts'), cell: (o) => number(o.posts), width: '7rem', align: 'end' },
    { key: 'validTo', label: t('field.state'), cell: (o) => (o.validTo ? <><span>{t('value.closed')} </span><DateText value={o.validTo} short /></> : ''), width: '9rem', hidden: true },
  ]
}

/** The top of the tree, or whatever is searched for. */
export default function OfficesPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const [filters, setFilter] = useFilters(['text', 'kind', 'governorate', 'closed'])
  const list = useInfiniteList(listOffices, { ...filters, limit: 100 } as never)
  return (
    <Page title={t('administration.offices')} acts={<FormToggle label={t('administration.add-office')} may="administration.add-office" icon={<IconPlus size={18} />}>{(close) => <AddOffice parentId={null} onCancel={close} onDone={(id) => void navigate(`/administration/offices/${id}`)} />}</FormToggle>}>
      <ListTable name="administration.offices" caption={t('administration.offices')} list={list} rowKey={(o: OfficeRow) => o.id} rowPath={(o) => `/administration/offices/${o.id}`} columns={useOfficeColumns()}
        values={filters} onFilter={setFilter} filters={[
          { kind: 'search', name: 'text' },
          { kind: 'select', name: 'kind', label: t('field.kind'), options: officeKinds.map((value) => ({ value, label: t(`office.${value}`) })) },
          { kind: 'select', name: 'governorate', label: t('field.governorate'), options: governorates.map((value) => ({ value, label: t(`governorate.${value}`) })) },
        ]} />
    </Page>
  )
}
