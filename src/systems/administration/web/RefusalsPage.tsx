import { DateText } from '#kernel/web/DateText.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listRefusals, type RefusalRow } from '../law-contract.ts'

/** Every act that was refused and every sign-in that failed. */
export default function RefusalsPage() {
  const { t } = useWords()
  const [filters, setFilter] = useFilters(['text', 'from', 'to'])
  const list = useInfiniteList(listRefusals, { ...filters, limit: 100 } as never)
  return (
    <Page title={t('administration.refusals')}>
      <p className="adm-hint">{t('administration.refusals.hint')}</p>
      <ListTable name="administration.refusals" caption={t('administration.refusals')} list={list} rowKey={(r: RefusalRow) => r.id} values={filters} onFilter={setFilter}
        filters={[{ kind: 'search', name: 'text' }, { kind: 'date', name: 'from', label: t('field.from') }, { kind: 'date', name: 'to', label: t('field.to') }]}
        columns={[
          { key: 'why', label: t('administration.why'), cell: (r) => <b>{r.codeText}</b>, width: '19rem' },
          { key: 'verb', label: t('administration.verb'), cell: (r) => r.verbText, width: '11rem' },
          { key: 'person', label: t('administration.who'), cell: (r) => <bdi>{r.person ?? String(r.params['ip'] ?? '—')}</bdi>, width: '10rem' },
          { key: 'office', label: t('field.office'), cell: (r) => (r.office ? <OfficeName office={r.office} /> : '—'), width: '11rem' },
          { key: 'article', label: t('field.article'), cell: (r) => <bdi>{r.article ?? '—'}</bdi>, width: '6rem' },
          { key: 'at', label: t('field.at'), cell: (r) => <DateText value={r.at} short />, width: '11rem' },
        ]} />
    </Page>
  )
}
