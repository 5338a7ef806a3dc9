import { Badge, Group, Stack } from '@mantine/core'
import { Link } from 'react-router'
import { useRead } from '#kernel/web/query.tsx'
import { registerWords, useWords } from '#kernel/web/words.tsx'
import { hitsOfPerson } from '../contract.ts'
import { words } from '../words.ts'
import { Likeness } from './parts.tsx'

registerWords(words)

/** On a person's page: whom on the lists they look like, and what was decided. */
export default function PersonHits({ personIds }: { personIds: readonly string[] }) {
  const { t } = useWords()
  const { data } = useRead(hitsOfPerson, { id: personIds[0] ?? '' })
  if (!data) return null
  if (data.rows.length === 0) return <p className="mz-dim">{t('screening.person.none')}</p>
  return (
    <Stack gap="xs">
      {data.rows.map((hit) => (
        <Group key={hit.id} justify="space-between" wrap="wrap">
          <div><Link className="mz-link" to={`/screening/${hit.id}`}><bdi>{hit.entry.names[0]?.text}</bdi></Link> <span className="mz-dim">· {t(`screening.list.${hit.list}`)} · <bdi dir="ltr">{hit.entry.reference}</bdi></span></div>
          <Group gap="xs"><Likeness hit={hit} /><Badge color="gray" variant="light">{t(`screening.state.${hit.state}`)}</Badge></Group>
        </Group>
      ))}
    </Stack>
  )
}
