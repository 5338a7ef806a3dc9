import { Alert, Button, Group, Table } from '@mantine/core'
import { IconGitCompare } from '@tabler/icons-react'
import { useWords } from './words.tsx'

export interface ConflictProps {
  readonly mine: unknown
  readonly theirs: unknown
  /** Sends mine again on top of what is there now. */
  readonly onRetry?: () => void
  /** Gives mine up and reads the record again. */
  readonly onDrop: () => void
}

/** Two versions of a record side by side, so that nobody overwrites a colleague unseen. */
export function Conflict({ mine, theirs, onRetry, onDrop }: ConflictProps) {
  const { t, has } = useWords()
  const left = fieldsOf(mine)
  const right = fieldsOf(theirs)
  const names = Object.keys(left).filter((name) => name !== 'expectedVersion' && name !== 'version' && name in right)
  const shown = names.length > 0 ? names : [...new Set([...Object.keys(left), ...Object.keys(right)])]
  const label = (name: string) => (has(`field.${name}`) ? t(`field.${name}`) : name)
  return (
    <Alert role="alert" variant="light" color="gray" icon={<IconGitCompare size={20} />} title={t('conflict.title')}>
      <Table.ScrollContainer minWidth={360}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{t('conflict.field')}</Table.Th><Table.Th>{t('conflict.mine')}</Table.Th><Table.Th>{t('conflict.theirs')}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {shown.map((name) => (
              <Table.Tr key={name} style={left[name] === right[name] ? {} : { fontWeight: 600 }}>
                <Table.Th scope="row">{label(name)}</Table.Th><Table.Td><bdi>{left[name] ?? '—'}</bdi></Table.Td><Table.Td><bdi>{right[name] ?? '—'}</bdi></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group gap="sm" mt="sm">
        {onRetry && <Button onClick={onRetry}>{t('conflict.retry')}</Button>}
        <Button variant="default" onClick={onDrop}>{t('conflict.drop')}</Button>
      </Group>
    </Alert>
  )
}

function fieldsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined && each !== null).map(([key, each]) => [key, typeof each === 'object' ? JSON.stringify(each) : String(each)]))
}
