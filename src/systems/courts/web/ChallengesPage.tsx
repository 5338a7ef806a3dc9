import { Badge } from '@mantine/core'
import { Clock } from '#kernel/web/Clock.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listChallenges, type ChallengeRow } from '../contract/challenges.ts'
import { ChallengeKind } from '../contract/parts.ts'

/** The challenges that this post may read: what waits for whom, and until when. */
export default function ChallengesPage() {
  const { t, numerals, date } = useWords()
  const [filters, setFilter] = useFilters(['state', 'kind', 'mine'], { state: 'filed' })
  const { data, problem, loading, again } = useRead(listChallenges, { ...(filters.state ? { state: filters.state as 'filed' } : {}), ...(filters.kind ? { kind: filters.kind as 'cassation' } : {}), ...(filters.mine ? { mine: filters.mine as 'yes' } : {}) })
  const waits = (c: ChallengeRow) => (c.state === 'decided' ? t(`courts.outcome.${c.outcome ?? 'upheld'}`) : c.kind === 'objection' ? t('courts.waits.court') : c.arrivedAt === null ? t('courts.waits.file') : c.opinionAt === null ? t('courts.waits.opinion') : t('courts.waits.court'))
  return (
    <Page title={t('courts.challenges')} problem={problem} loading={loading && !data} onRetry={again}>
      {data && (
        <ListTable name="courts.challenges" caption={t('courts.challenges')} list={fixedList(data.rows)} rowKey={(c) => c.id} rowPath={(c) => `/cases/${c.caseId}`} values={filters} onFilter={setFilter} rowTone={(c) => (c.late && c.state === 'filed' ? 'warning' : undefined)}
          filters={[
            { kind: 'select', name: 'state', label: t('field.state'), options: [{ value: 'filed', label: t('courts.undecided') }, { value: 'decided', label: t('courts.decided') }] },
            { kind: 'select', name: 'kind', label: t('field.kind'), options: ChallengeKind.options.map((value) => ({ value, label: t(`courts.challenge.${value}`) })) },
            { kind: 'select', name: 'mine', label: t('courts.column.decider'), options: [{ value: 'yes', label: t('courts.mine') }] },
          ]}
          columns={[
            { key: 'number', label: t('field.number'), cell: (c) => <bdi dir="ltr">{numerals(c.number)}</bdi>, width: '8rem' },
            { key: 'kind', label: t('field.kind'), cell: (c) => <>{t(`courts.challenge.${c.kind}`)} {c.death && <Badge size="xs" color="gray" variant="outline">{t('courts.kind.death')}</Badge>}</> },
            { key: 'case', label: t('courts.column.caseNumber'), cell: (c) => <bdi dir="ltr">{numerals(c.caseNumber)}</bdi> },
            { key: 'accused', label: t('courts.column.accused'), cell: (c) => (c.accused === null ? <span className="mz-dim">{t('courts.childHidden')}</span> : <bdi>{c.accused}</bdi>) },
            { key: 'party', label: t('courts.column.appellant'), cell: (c) => t(`courts.party.${c.party}`) },
            { key: 'filed', label: t('courts.column.filed'), cell: (c) => <><DateText value={c.filedAt} short /> {c.late && <Badge size="xs" color="orange" variant="light">{t('courts.late')}</Badge>}</> },
            { key: 'lastDay', label: t('courts.lastDay'), cell: (c) => (c.lastDay ? date(c.lastDay) : '—'), hidden: true },
            { key: 'decider', label: t('courts.column.decider'), cell: (c) => <OfficeName office={c.decider} /> },
            { key: 'waits', label: t('courts.column.waits'), cell: (c) => <>{waits(c)}{c.state === 'filed' && c.opinionDue && <div><Clock due={c.opinionDue} warnHours={96} /></div>}</> },
          ]} />
      )}
    </Page>
  )
}
