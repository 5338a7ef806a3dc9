import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listClocks, type ClockRuleView } from '../law-contract.ts'
import { LawTabs } from './parts.tsx'
import { useSpan } from './spans.ts'

/** Every period of the law that the platform counts. */
export default function ClocksPage() {
  const { t, has, text } = useWords()
  const span = useSpan()
  const { data, problem, loading, again } = useRead(listClocks, {})
  const who = (actor: string) => (has(`office.${actor}`) ? t(`office.${actor}`) : t(`administration.actor.${actor}`))
  const length = (c: ClockRuleView) => c.lengths.map((l) => `${l.which ? `${t(`administration.case.${l.which}`)}: ` : ''}${l.span ? span(l.span) : t('administration.computed')}`).join('؛ ') + (c.direction === 'before' ? ` (${t('administration.before')})` : '')
  return (
    <Page title={t('administration.clocks')} loading={loading} problem={problem} onRetry={again}>
      <LawTabs />
      <p className="adm-hint">{t('administration.clocks.hint')}</p>
      <ListTable name="administration.clocks" caption={t('administration.clocks')} list={fixedList(data?.rows ?? [])} rowKey={(c: ClockRuleView) => c.id}
        columns={[
          { key: 'name', label: t('field.name'), cell: (c) => <b>{text(c.name)}</b> },
          { key: 'article', label: t('field.article'), cell: (c) => <bdi>{c.article}</bdi>, width: '9rem' },
          { key: 'length', label: t('administration.length'), cell: length },
          { key: 'trigger', label: t('administration.trigger'), cell: (c) => text(c.trigger) },
          { key: 'actor', label: t('administration.actor'), cell: (c) => who(c.actor), width: '10rem' },
          { key: 'escalateTo', label: t('administration.escalateTo'), cell: (c) => who(c.escalateTo), width: '10rem' },
          { key: 'counting', label: t('administration.counting'), cell: (c) => t(`administration.counting.${c.calendar}`), hidden: true },
          { key: 'jurisdiction', label: t('administration.field.jurisdiction'), cell: (c) => t(`jurisdiction.${c.jurisdiction}`), width: '9rem', hidden: true },
          { key: 'confidence', label: t('administration.confidence'), cell: (c) => <ConfidenceMark value={c.confidence} />, width: '6rem' },
          { key: 'id', label: t('field.number'), cell: (c) => c.id, width: '6rem', hidden: true },
        ]} />
    </Page>
  )
}
