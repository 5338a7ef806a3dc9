import { Badge } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { addressOf } from '#kernel/web/api.ts'
import { Clock } from '#kernel/web/Clock.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { useFilters } from '#kernel/web/filters.ts'
import { GovernorateMap, governorateTiles } from '#kernel/web/GovernorateMap.tsx'
import { ListTable } from '#kernel/web/ListTable.tsx'
import type { Column } from '#kernel/web/ListTable.tsx'
import type { Filter } from '#kernel/web/ListTools.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName, PersonName } from '#kernel/web/PersonName.tsx'
import { useInfiniteList, useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { StatCard } from '#kernel/web/StatCard.tsx'
import { countBoard, exportBoard, readBoard, type BoardRow } from '../contract/board.ts'
import { lastMoment, useLabels, type Labels } from './labels.ts'
import './custody.css'

const stages = ['arrested', 'detained', 'referred', 'on-trial', 'sentenced', 'release-ordered'] as const
const facilities = ['police-station', 'juvenile-police', 'prison', 'juvenile-facility'] as const

/** Everyone held: gaps first, then whoever has the least lawful time left. */
export default function BoardPage() {
  const labels = useLabels()
  const { t } = labels
  const may = useMay()
  const [filters, setFilter] = useFilters(['q', 'cover', 'stage', 'withinHours', 'governorate', 'facilityKind', 'ageGroup', 'officeId'])
  const asked = filters as InputOf<typeof readBoard>
  const list = useInfiniteList(readBoard, { ...asked, limit: 100 })
  return (
    <Page title={t('custody.board')} acts={may('custody.book') && <ActButton look="primary" label={t('custody.book')} icon={<IconUserPlus size={18} />} path="/custody/new" />}>
      <Figures onGovernorate={(code) => setFilter('governorate', filters.governorate === code ? undefined : code)} />
      <div className="cu-board">
      <ListTable name="custody.board" caption={t('custody.board')} list={list} rowKey={(row) => row.id} rowPath={(row) => `/custody/${row.id}`} rowTone={toneOf}
        csv={addressOf(exportBoard, filters as InputOf<typeof exportBoard>)} filters={filtersOf(labels)} values={filters} onFilter={setFilter} columns={columnsOf(labels)}
        emptyTitle={t('custody.board.empty')} />
      </div>
    </Page>
  )
}

function toneOf(row: BoardRow): 'alarm' | 'warning' | undefined {
  if (row.coverStatus === 'gap') return 'alarm'
  return row.coverUntil !== null && Date.parse(row.coverUntil) - Date.now() < 24 * 3_600_000 ? 'warning' : undefined
}

/** How many are held, without cover, running out, to be released; and where. */
function Figures({ onGovernorate }: { onGovernorate: (code: string) => void }) {
  const { t, number } = useLabels()
  const { data } = useRead(countBoard, {}, { every: 60_000 })
  const soon = useRead(readBoard, { withinHours: 24, cover: 'covered', limit: 500 }, { every: 60_000 })
  if (data === undefined) return null
  const ordered = data.rows.filter((row) => row.stage === 'release-ordered').reduce((sum, row) => sum + row.count, 0)
  const running = soon.data?.rows.length
  const byPlace: Record<string, number> = Object.fromEntries(governorateTiles.map(([code]) => [code, 0]))
  for (const row of data.rows) if (row.governorate) byPlace[row.governorate] = (byPlace[row.governorate] ?? 0) + row.count
  return (
    <>
      <div className="cu-stats">
        <StatCard label={t('custody.stat.held')} value={data.total} path="/custody" />
        <StatCard label={t('custody.stat.gaps')} value={data.gaps} tone={data.gaps > 0 ? 'alarm' : undefined} path="/custody?cover=gap" />
        <StatCard label={t('custody.stat.soon')} value={running === undefined ? '…' : soon.data?.next ? `${number(running)}+` : running} tone={running ? 'warning' : undefined} path="/custody?cover=covered&withinHours=24" />
        <StatCard label={t('custody.stat.ordered')} value={ordered} path="/custody?stage=release-ordered" />
      </div>
      <details className="mz-card cu-map">
        <summary>{t('custody.map')}</summary>
        <GovernorateMap title={t('custody.stat.held')} values={byPlace} onChoose={onGovernorate} />
      </details>
    </>
  )
}

function filtersOf({ t, stage }: Labels): Filter[] {
  const option = (value: string, label: string) => ({ value, label })
  return [
    { kind: 'search', name: 'q', placeholder: t('custody.board.search') },
    { kind: 'select', name: 'cover', label: t('custody.filter.cover'), options: ['gap', 'covered'].map((v) => option(v, t(`custody.filter.${v}`))) },
    { kind: 'select', name: 'withinHours', label: t('custody.filter.within'), options: ['6', '24', '72'].map((v) => option(v, t('custody.filter.hours', { hours: v }))) },
    { kind: 'select', name: 'stage', label: t('custody.field.stage'), options: stages.map((v) => option(v, stage(v))) },
    { kind: 'select', name: 'facilityKind', label: t('custody.field.facility'), options: facilities.map((v) => option(v, t(`office.${v}`))) },
    { kind: 'select', name: 'governorate', label: t('field.governorate'), options: governorateTiles.map(([v]) => option(v, t(`governorate.${v}`))) },
    { kind: 'select', name: 'ageGroup', label: t('custody.field.ageGroup'), options: ['adult', 'juvenile', 'unknown'].map((v) => option(v, t(`custody.age.${v}`))) },
  ]
}

/** Red with what is missing, or the time left. */
function TimeLeft({ row }: { row: BoardRow }) {
  const { t, cover } = useLabels()
  const small = { fontSize: '0.8rem' }
  if (row.coverUntil === null) return <span>{row.coverStatus === 'gap' ? cover({ kind: null, reason: row.coverReason }) : t('custody.noEnd')}</span>
  return <><Clock due={lastMoment(row.coverUntil)} /><div className={row.coverStatus === 'gap' ? 'mz-alarm' : 'mz-dim'} style={small}>{row.coverStatus === 'gap' ? cover({ kind: 'gap', reason: row.coverReason }) : cover({ kind: row.coverKind, reason: null })}</div></>
}

function columnsOf(labels: Labels): Column<BoardRow>[] {
  const { t, stage, duty, offence, numerals, cover } = labels
  return [
    { key: 'name', label: t('field.name'), width: '15rem', cell: (row) => (
      <>
        <PersonName name={row.name} />{row.ageGroup === 'juvenile' && <>{' '}<Badge variant="outline" color="gray">{t('custody.age.juvenile')}</Badge></>}
        <div className="mz-dim" style={{ fontSize: '0.8rem', fontWeight: 400 }}><bdi>{numerals(row.number)}</bdi></div>
      </>
    ) },
    { key: 'left', label: t('custody.field.timeLeft'), width: '13rem', cell: (row) => <TimeLeft row={row} /> },
    { key: 'basis', label: t('custody.field.basis'), hidden: true, cell: (row) => <>{cover({ kind: row.coverKind, reason: row.coverReason })}<div className="mz-dim" style={{ fontSize: '0.8rem' }}><bdi dir="ltr">{row.coverArticle}</bdi></div></> },
    { key: 'stage', label: t('custody.field.stage'), width: '8.5rem', cell: (row) => stage(row.stage) },
    { key: 'holder', label: t('record.holder'), cell: (row) => <><OfficeName office={row.holder} />{row.inTransit && <div className="mz-warn" style={{ fontSize: '0.8rem' }}>{t('value.in-transit')}</div>}</> },
    { key: 'next', label: t('record.next'), cell: (row) => (row.next ? <>{duty(row.next.act)}{row.next.role && <div className="mz-dim" style={{ fontSize: '0.8rem' }}>{t(`role.${row.next.role}`)}</div>}</> : '—') },
    { key: 'offence', label: t('field.offence'), cell: (row) => offence(row.offenceCode, row.article) },
    { key: 'arrested', label: t('custody.field.arrestedAt'), width: '8rem', cell: (row) => <DateText value={row.arrestedAt} short />, hidden: true },
    { key: 'case', label: t('field.caseNumber'), cell: (row) => <bdi>{numerals(row.caseNumber)}</bdi>, hidden: true },
    { key: 'governorate', label: t('field.governorate'), cell: (row) => (row.governorate ? t(`governorate.${row.governorate}`) : '—'), hidden: true },
    { key: 'sex', label: t('field.sex'), cell: (row) => (row.sex ? t(`value.${row.sex}`) : '—'), hidden: true },
  ]
}
