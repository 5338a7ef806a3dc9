import { Button, Group } from '@mantine/core'
import { Link } from 'react-router'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { SelectField } from '#kernel/web/fields.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { Page } from '#kernel/web/Page.tsx'
import { PageSkeleton } from '#kernel/web/PageSkeleton.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useMay, useSession } from '#kernel/web/session.tsx'
import { useNow } from '#kernel/web/Clock.tsx'
import { listReleases, type ReleaseView } from '../contract/release.ts'
import { useLabels } from './labels.ts'
import { ReleaseFacts } from './ReleaseSection.tsx'
import './custody.css'

const states = ['open', 'done', 'all'] as const

/** Release orders and how far each has come: the one that has waited longest first. */
export default function ReleasesPage() {
  const { t } = useLabels()
  const [filters, setFilter] = useFilters(['state'], { state: 'open' })
  const list = useInfiniteList(listReleases, { ...(filters as InputOf<typeof listReleases>), limit: 50 })
  return (
    <Page title={t('custody.releases')} problem={list.problem} onRetry={list.again}
      acts={<SelectField label={t('field.state')} value={(filters.state ?? 'open') as 'open'} options={states.map((value) => ({ value, label: t(`custody.releases.${value}`) }))} onChange={(value) => setFilter('state', value)} />}>
      {list.loading && <PageSkeleton />}
      {!list.loading && list.rows.length === 0 && <EmptyState title={t('custody.releases.none')} />}
      <div style={{ display: 'grid', gap: '0.75rem' }}>{list.rows.map((release) => <ReleaseCard key={release.id} release={release} />)}</div>
      {list.hasMore && <Button variant="default" mt="md" loading={list.loadingMore} onClick={list.more}>{t('list.more')}</Button>}
    </Page>
  )
}

function ReleaseCard({ release }: { release: ReleaseView }) {
  const { t, numerals, office, duration } = useLabels()
  const { post } = useSession()
  const may = useMay()
  const now = useNow()
  const mine = release.holder.id === post?.office.id && may('custody.receive-release')
  const waited = now.getTime() - Date.parse(release.orderedAt)
  return (
    <article className="mz-card cu-box" style={release.late ? { borderInlineStart: '4px solid var(--mz-alarm-solid)' } : undefined}>
      <header>
        <h2><Link className="mz-link" to={`/custody/${release.custodyId}?tab=release`}><bdi>{release.name}</bdi></Link> <span className="mz-dim" style={{ fontWeight: 400 }}><bdi>{numerals(release.custodyNumber)}</bdi> · {office(release.holder)}</span></h2>
        <span><DateText value={release.orderedAt} short />{release.next !== null && release.progress.freed === undefined && <span className={release.late ? 'mz-alarm' : 'mz-dim'}> · {t('custody.release.waited', { length: duration(waited) })}</span>}</span>
      </header>
      <ReleaseFacts release={release} />
      {release.next && (
        <Group mt="sm" className="mz-no-print">
          {mine ? <Button component={Link} to={`/custody/${release.custodyId}/do/release`}>{t(`custody.do.${release.next}`)}</Button> : <span className="mz-dim">{t('custody.release.nextBy', { step: t(`custody.do.${release.next}`), office: office(release.holder) })}</span>}
        </Group>
      )}
    </article>
  )
}
