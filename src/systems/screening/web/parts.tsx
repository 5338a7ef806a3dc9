import { Badge, Table } from '@mantine/core'
import { useWords } from '#kernel/web/words.tsx'
import type { Hit } from '../contract.ts'

/** How like the names are, in per cent; never a hundred, and no identity. */
export function Likeness({ hit }: { hit: Hit }) {
  const { t, number } = useWords()
  return <Badge color="gray" variant={hit.score >= 0.9 ? 'filled' : 'light'}>{t('screening.likeness', { percent: number(Math.min(99, Math.floor(hit.score * 100))) })}</Badge>
}

/** A birth as a list or the register knows it: about a year, between two, or as exact as it is. */
function useBorn(): (text: string) => string {
  const { t, numerals } = useWords()
  return (text) => (text.endsWith('~') ? t('people.birth.about', { year: numerals(text.slice(0, -1)) }) : numerals(text.replace('/', '–').replaceAll('-', '/')))
}

/** The name part by part, then what else both sides say. */
export function Reasons({ hit }: { hit: Hit }) {
  const { t } = useWords()
  const born = useBorn()
  const said = (kind: string, text: string) => (kind === 'birth' ? born(text) : text)
  const look = { aligned: 'filled', omitted: 'default', contradicted: 'outline', same: 'filled', close: 'light', different: 'outline' } as const
  return (
    <Table className="mz-reasons" aria-label={t('screening.reasons')} fz="sm">
      <Table.Thead><Table.Tr><Table.Th>{t('screening.person')}</Table.Th><Table.Th>{t('screening.entry')}</Table.Th><Table.Th>{t('screening.reasons')}</Table.Th></Table.Tr></Table.Thead>
      <Table.Tbody>
        {hit.reasons.name.parts.map((part, index) => (
          <Table.Tr key={index}><Table.Td><bdi>{part.left || '—'}</bdi></Table.Td><Table.Td><bdi>{part.right || '—'}</bdi></Table.Td><Table.Td><Badge className="mz-long-badge" size="sm" color="gray" variant={look[part.kind]}>{t(`screening.part.${part.kind}`)}</Badge></Table.Td></Table.Tr>
        ))}
        {hit.reasons.seconds.map((second) => (
          <Table.Tr key={second.kind}><Table.Td><bdi>{said(second.kind, second.left)}</bdi></Table.Td><Table.Td><bdi>{said(second.kind, second.right)}</bdi></Table.Td><Table.Td>{t(`screening.second.${second.kind}`)} <Badge size="sm" color="gray" variant={look[second.agreement]}>{t(`screening.agreement.${second.agreement}`)}</Badge></Table.Td></Table.Tr>
        ))}
        {hit.reasons.seconds.length === 0 && <Table.Tr><Table.Td colSpan={3} className="mz-dim">{t('screening.none')}</Table.Td></Table.Tr>}
      </Table.Tbody>
    </Table>
  )
}

/** What the list says of the person. */
export function EntryFacts({ hit: { entry, list, delisted } }: { hit: Hit }) {
  const { t } = useWords()
  const born = useBorn()
  const said = (values: readonly string[]) => values.map((value, index) => <div key={index}><bdi>{value}</bdi></div>)
  return (
    <dl className="mz-facts">
      <div><dt>{t(`screening.list.${list}`)}</dt><dd>{t('screening.reference')}: <bdi dir="ltr">{entry.reference}</bdi> {delisted && <Badge size="sm" color="gray">{t('screening.delisted')}</Badge>}</dd></div>
      <div><dt>{t('screening.aliases')}</dt><dd>{said(entry.names.map(({ text }) => text))}</dd></div>
      <div><dt>{t('screening.births')}</dt><dd>{entry.births.length > 0 ? said(entry.births.map(born)) : '—'}</dd></div>
      <div><dt>{t('screening.nationalities')}</dt><dd>{entry.nationalities.join(', ') || '—'}</dd></div>
      <div><dt>{t('screening.documents')}</dt><dd>{entry.documents.length > 0 ? said(entry.documents.map(({ kind, number }) => `${kind} ${number}`)) : '—'}</dd></div>
      <div><dt>{t('screening.programme')}</dt><dd><bdi>{entry.programme || '—'}</bdi></dd></div>
    </dl>
  )
}
