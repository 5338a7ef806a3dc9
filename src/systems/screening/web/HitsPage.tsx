import { Button, Group, Stack } from '@mantine/core'
import { Link } from 'react-router'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { SelectField } from '#kernel/web/fields.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { Name } from '#kernel/people/web/parts.tsx'
import { HitState, listHits } from '../contract.ts'
import { Likeness } from './parts.tsx'

/** Who in the register looks like somebody on a list, and waits for somebody. */
export default function HitsPage() {
  const { t } = useWords()
  const [{ state = 'open' }, setFilter] = useFilters(['state'], { state: 'open' })
  const { data, problem, loading, again } = useRead(listHits, { state: HitState.catch('open').parse(state) })
  return (
    <Page title={t('screening.title')} loading={loading} problem={problem} onRetry={again} acts={<Button component={Link} to="/screening/lists" variant="default">{t('screening.lists')}</Button>}>
      <SelectField name="state" label={t('screening.state')} value={HitState.catch('open').parse(state)} onChange={(value) => setFilter('state', value)} options={HitState.options.map((value) => ({ value, label: t(`screening.state.${value}`) }))} />
      {data?.rows.length === 0 && <EmptyState title={t('screening.empty')} hint={t('screening.empty.hint')} />}
      <Stack gap="xs" mt="md">
        {data?.rows.map((hit) => (
          <section key={hit.id} className="mz-card" style={{ padding: '0.75rem 1rem' }}>
            <Group justify="space-between" wrap="wrap">
              <div>
                {hit.person && <Name person={hit.person} path={`/screening/${hit.id}`} />}
                <div className="mz-dim"><bdi>{hit.reasons.name.right}</bdi> · {t(`screening.list.${hit.list}`)} · <bdi dir="ltr">{hit.entry.reference}</bdi> · <DateText value={hit.foundAt} short /></div>
              </div>
              <Likeness hit={hit} />
            </Group>
          </section>
        ))}
      </Stack>
    </Page>
  )
}
