import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listOffences, type OffenceView } from '../law-contract.ts'
import { LawTabs } from './parts.tsx'
import { useSpan } from './spans.ts'

/** The catalogue of offences, one line for each penalty of a text. */
export default function OffencesPage() {
  const { t, text } = useWords()
  const span = useSpan()
  const [filters, setFilter] = useFilters(['text', 'kind', 'confidence'])
  const { data, problem, loading, again } = useRead(listOffences, filters as never)
  const max = (value: OffenceView['variants'][number]['max']) => (typeof value === 'string' ? t(`administration.max.${value}`) : span(value))
  const lines = (data?.rows ?? []).flatMap((o) => o.variants.map((variant, n) => ({ id: `${o.code}.${n}`, offence: o, variant, first: n === 0 })))
  return (
    <Page title={t('administration.offences')} loading={loading} problem={problem} onRetry={again}>
      <LawTabs />
      <p className="adm-hint">{t('administration.offences.hint')}</p>
      <ListTable name="administration.offences" caption={t('administration.offences')} list={fixedList(lines)} rowKey={(l: (typeof lines)[number]) => l.id} values={filters} onFilter={setFilter}
        filters={[
          { kind: 'search', name: 'text' },
          { kind: 'select', name: 'kind', label: t('administration.class'), options: (['F', 'M', 'C', 'X'] as const).map((value) => ({ value, label: t(`administration.class.${value}`) })) },
          { kind: 'select', name: 'confidence', label: t('administration.confidence'), options: (['T', 'C', 'P', 'U'] as const).map((value) => ({ value, label: t(`confidence.${value}`) })) },
        ]}
        columns={[
          { key: 'title', label: t('field.offence'), cell: (l) => (l.first ? <b>{text(l.offence.title)}</b> : <span className="mz-dim">{text(l.offence.title)}</span>) },
          { key: 'variant', label: t('administration.circumstance'), cell: (l) => text(l.variant.title) },
          { key: 'article', label: t('field.article'), cell: (l) => <bdi>{l.variant.article}</bdi>, width: '10rem' },
          { key: 'max', label: t('administration.penalty'), cell: (l) => max(l.variant.max), width: '14rem' },
          { key: 'kind', label: t('administration.class'), cell: (l) => t(`administration.class.${l.offence.kind}`), width: '8rem', hidden: true },
          { key: 'jurisdiction', label: t('administration.field.jurisdiction'), cell: (l) => t(`jurisdiction.${l.variant.jurisdiction}`), width: '9rem' },
          { key: 'confidence', label: t('administration.confidence'), cell: (l) => <ConfidenceMark value={l.variant.confidence} />, width: '6rem' },
        ]} />
    </Page>
  )
}
