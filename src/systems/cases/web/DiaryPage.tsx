import { IconPencilPlus } from '@tabler/icons-react'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { ListTable } from '#kernel/web/ListTable.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { readDiary } from '../contract/papers.ts'

/** The station's book, newest first (CPC 49(C)); the inspector chooses the station. */
export default function DiaryPage() {
  const { t, numerals } = useWords()
  const { post } = useSession()
  const [filters, setFilter] = useFilters(['officeId', 'from', 'to'])
  const list = useInfiniteList(readDiary, filters)
  return (
    <Page title={t('cases.diary')} acts={<ActButton label={t('verb.cases.write-diary')} icon={<IconPencilPlus size={18} />} may="cases.write-diary" path="/diary/new" look="primary" reasonText={false} />}>
      {post?.role === 'inspector' && <div style={{ maxInlineSize: '24rem', marginBlockEnd: '0.75rem' }}><OfficePicker label={t('cases.station')} value={filters.officeId} onChange={(id) => setFilter('officeId', id)} kinds={['police-station', 'juvenile-police']} /></div>}
      <ListTable name="cases.diary" caption={t('cases.diary')} list={list} rowKey={(d) => d.id} rowPath={(d) => (d.caseId ? `/cases/${d.caseId}` : undefined)} values={filters} onFilter={setFilter}
        filters={[{ kind: 'date', name: 'from', label: t('field.from') }, { kind: 'date', name: 'to', label: t('field.to') }]}
        columns={[
          { key: 'number', label: t('field.number'), cell: (d) => <bdi dir="ltr">{numerals(d.number)}</bdi>, width: '8rem' },
          { key: 'informedAt', label: t('cases.form.receivedAt'), cell: (d) => <DateText value={d.informedAt} />, width: '14rem' },
          { key: 'summary', label: t('cases.column.summary'), cell: (d) => <bdi>{d.corrects ? `${t('cases.correction')}: ${d.summary}` : d.summary}</bdi> },
          { key: 'informant', label: t('cases.role.informant'), cell: (d) => <bdi>{d.informant ?? '—'}</bdi> },
          { key: 'case', label: t('cases.column.number'), cell: (d) => <bdi dir="ltr">{d.caseNumber ? numerals(d.caseNumber) : '—'}</bdi>, width: '8rem' },
          { key: 'writer', label: t('field.officer'), cell: (d) => <bdi>{d.writer}</bdi> },
        ]} />
    </Page>
  )
}
