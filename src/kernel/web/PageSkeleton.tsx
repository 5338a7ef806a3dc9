import { Skeleton, Stack } from '@mantine/core'
import { useWords } from './words.tsx'

/** What stands in for a page's content while it loads. */
export function PageSkeleton() {
  const { t } = useWords()
  return (
    <Stack gap="sm" role="status" aria-label={t('list.loading')}>
      <Skeleton height={96} /><Skeleton height={44} /><Skeleton height={44} /><Skeleton height={44} width="70%" />
    </Stack>
  )
}
