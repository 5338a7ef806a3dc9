import { Box, Button, FileButton, Stack, Table } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconUpload } from '@tabler/icons-react'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import { useWords } from '#kernel/web/words.tsx'
import { importLists, listVersions } from '../contract.ts'
import '#kernel/people/web/people.css'

/** Which version of which list stands, what each changed, and bringing a new one in. */
export default function ListsPage() {
  const { t, number, numerals } = useWords()
  const may = useMay()
  const { data, problem, loading, again } = useRead(listVersions, {})
  const act = useAct(importLists, { doneText: null, onDone: ({ version, hits }) => { notifications.show({ message: t('screening.imported', { added: number(version.added), changed: number(version.changed), delisted: number(version.delisted), hits: number(hits) }) }) } })
  const bringIn = async (files: File[]) => {
    if (files.length > 0) await act.run({ files: await Promise.all(files.slice(0, 2).map(async (file) => ({ name: file.name, gzip: await packed(file) }))) })
  }
  return (
    <Page title={t('screening.lists')} parent={{ label: t('screening.title'), path: '/screening' }} loading={loading} problem={problem} onRetry={again}
      acts={may('screening.import') && <FileButton multiple accept=".xml,.csv" onChange={(files) => { void bringIn(files) }}>{(props) => <Button {...props} loading={act.busy} leftSection={<IconUpload size={18} />}>{t('screening.import')}</Button>}</FileButton>}>
      <Stack>
        {may('screening.import') && <p className="mz-dim">{t('screening.import.hint')}</p>}
        {act.problem && <ProblemNotice problem={act.problem} />}
        {data?.rows.length === 0 && <EmptyState title={t('screening.version.none')} />}
        {data && data.rows.length > 0 && (
          <Box className="mz-wide" tabIndex={0} role="group" aria-label={t('screening.lists')}>
            <Table aria-label={t('screening.lists')}>
              <Table.Thead><Table.Tr>{['lists', 'version.published', 'version.imported', 'version.by', 'version.entries', 'version.added', 'version.changed', 'version.delisted'].map((key) => <Table.Th key={key}>{t(`screening.${key}`)}</Table.Th>)}</Table.Tr></Table.Thead>
              <Table.Tbody>
                {data.rows.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>{t(`screening.list.${one.list}`)}</Table.Td><Table.Td>{one.publishedOn ? <DateText value={one.publishedOn} short /> : '—'}</Table.Td><Table.Td><DateText value={one.importedAt} short time /></Table.Td><Table.Td><bdi>{one.importedBy}</bdi></Table.Td>
                    {[one.entries, one.added + one.relisted, one.changed, one.delisted].map((count, place) => <Table.Td key={place}>{numerals(String(count))}</Table.Td>)}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Box>
        )}
      </Stack>
    </Page>
  )
}

/** The file compressed, in base64: lists are larger than a request may be. */
async function packed(file: File): Promise<string> {
  const bytes = new Uint8Array(await new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
