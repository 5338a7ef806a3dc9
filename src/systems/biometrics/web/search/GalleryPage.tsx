import { Alert, Badge, Box, Table } from '@mantine/core'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { galleryState } from '../../contract/search.ts'
import './search.css'

/** Whether all enrolled prints are there to be searched: each part, what it holds, how far behind it is. */
export default function GalleryPage() {
  const { t, number, numerals, duration } = useWords()
  const { data, problem, loading, again } = useRead(galleryState, {}, { every: 10_000 })
  const heads = ['part', 'partitions', 'size', 'behind', 'unreadable', 'loaded'] as const
  return (
    <Page title={t('biometrics.gallery')} parent={{ label: t('biometrics.searches'), path: '/biometrics/searches' }} loading={loading} problem={problem} onRetry={again}>
      {data && <Alert color={data.complete ? 'accent' : 'warning'} variant="light" title={data.complete ? t('biometrics.gallery.whole') : t('biometrics.gallery.lacking', { partitions: numerals(data.uncovered.join(', ')) })}>{data.complete ? null : t('biometrics.search.incomplete.hint')}</Alert>}
      {data && (
        <Box className="bs-wide" role="group" tabIndex={0} aria-label={t('biometrics.gallery')}>
          <Table aria-label={t('biometrics.gallery')} fz="sm" mt="md">
            <Table.Thead><Table.Tr>{heads.map((key) => <Table.Th key={key}>{t(`biometrics.gallery.${key}`)}</Table.Th>)}</Table.Tr></Table.Thead>
            <Table.Tbody>
              {data.shards.map((one) => (
                <Table.Tr key={one.shard}>
                  <Table.Td><bdi dir="ltr">{one.shard}</bdi> <Badge size="sm" variant="light" color={one.state === 'ready' ? 'gray' : 'warning'}>{t(`biometrics.gallery.state.${one.state}`)}</Badge>{one.problem && <div className="mz-dim"><bdi dir="ltr">{one.problem}</bdi></div>}</Table.Td>
                  <Table.Td><bdi dir="ltr">{numerals(one.partitions.join(', '))}</bdi></Table.Td><Table.Td>{number(one.size)}</Table.Td><Table.Td>{number(one.behind)}</Table.Td><Table.Td>{number(one.unreadable)}</Table.Td>
                  <Table.Td>{one.loadedInMs === null ? '—' : one.loadedInMs < 60_000 ? <bdi dir="ltr">{number(Math.round(one.loadedInMs / 100) / 10)} s</bdi> : duration(one.loadedInMs)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Box>
      )}
    </Page>
  )
}
