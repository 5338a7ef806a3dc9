import { DateText } from '#kernel/web/DateText.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { PersonName } from '#kernel/web/PersonName.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listInmates } from '../contract/reception.ts'
import { FacilityGate, HeldUntil, SentenceState, StandingBadge, useFacility } from './parts.tsx'

const onlyKinds = ['unplaced', 'out', 'incomplete', 'to-calculate', 'to-confirm', 'solitary', 'order-ending'] as const
const standings = ['untried', 'convicted', 'condemned'] as const

/** Everyone held in the facility. */
export default function InmatesPage() {
  const { t } = useWords()
  return <Page title={t('prisons.inmates')}><FacilityGate><List /></FacilityGate></Page>
}

function List() {
  const { t, numerals } = useWords()
  const { facilityId } = useFacility()
  const [filters, setFilter] = useFilters(['q', 'standing', 'only'])
  const list = useInfiniteList(listInmates, { ...(facilityId ? { facilityId } : {}), ...(filters.q ? { q: filters.q } : {}), ...(filters.standing ? { standing: filters.standing as (typeof standings)[number] } : {}), ...(filters.only ? { only: filters.only as (typeof onlyKinds)[number] } : {}) })
  return (
    <ListTable name="prisons.inmates" caption={t('prisons.inmates')} list={list} rowKey={(i) => i.id} rowPath={(i) => `/prisons/inmates/${i.id}`} values={filters} onFilter={setFilter}
      rowTone={(i) => ((i.endsAt ?? i.orderEndsAt) && new Date(i.endsAt ?? i.orderEndsAt ?? 0) < new Date() ? 'alarm' : undefined)}
      filters={[
        { kind: 'search', name: 'q' }, { kind: 'select', name: 'standing', label: t('prisons.standing'), options: standings.map((value) => ({ value, label: t(`prisons.standing.${value}`) })) },
        { kind: 'select', name: 'only', label: t('prisons.only'), options: onlyKinds.map((value) => ({ value, label: t(`prisons.only.${value}`) })) },
      ]}
      columns={[
        { key: 'name', label: t('field.name'), cell: (i) => <PersonName name={i.name} /> },
        { key: 'number', label: t('field.number'), cell: (i) => <bdi>{numerals(i.number)}</bdi>, width: '8rem' },
        { key: 'standing', label: t('prisons.standing'), cell: (i) => <StandingBadge standing={i.standing} juvenile={i.juvenile} /> },
        { key: 'cell', label: t('prisons.cell'), cell: (i) => <>{i.cell ?? <span className="mz-warn">{t('prisons.noCell')}</span>}{i.out && <span className="mz-dim"> · {t(`prisons.out.${i.out}`)}</span>}</> },
        { key: 'ends', label: t('prisons.heldUntil'), cell: (i) => <HeldUntil inmate={i} /> },
        { key: 'sentence', label: t('prisons.computation'), cell: (i) => <SentenceState state={i.sentence} /> },
        { key: 'age', label: t('field.age'), cell: (i) => (i.age === null ? '—' : numerals(String(i.age))), align: 'end', hidden: true },
        { key: 'admitted', label: t('prisons.field.admittedAt'), cell: (i) => <DateText value={i.admittedAt} short time />, hidden: true },
      ]} />
  )
}
