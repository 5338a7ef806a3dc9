import { Badge, Table } from '@mantine/core'
import { Link } from 'react-router'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { PersonName } from '#kernel/web/PersonName.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { endParty, type CasePage } from '../contract.ts'
import { OffenceName, Section, partyName } from './parts.tsx'

/** Everyone in the case, the ended ones last and grey. */
export function Parties({ data }: { data: CasePage }) {
  const { t, date } = useWords()
  const mayEnd = data.acts.find((a) => a.verb === 'cases.change-parties')?.may === true
  const rows = data.parties.toSorted((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null))
  return (
    <Section title={t('record.people')} count={rows.length}>
      <div style={{ overflowX: 'auto' }}>
        <Table miw="36rem" aria-label={t('record.people')}>
          <Table.Thead><Table.Tr><Table.Th>{t('field.name')}</Table.Th><Table.Th>{t('field.role')}</Table.Th><Table.Th>{t('field.state')}</Table.Th><Table.Th>{t('field.occupation')}</Table.Th><Table.Th>{t('field.address')}</Table.Th><Table.Th /></Table.Tr></Table.Thead>
          <Table.Tbody>
            {rows.map((p) => (
              <Table.Tr key={p.id} {...(p.endedAt ? { className: 'mz-dim' } : {})}>
                <Table.Td><PersonName name={p.name || p.personId.slice(-6)} path={`/people/${p.personId}`} /> {p.juvenile && <Badge size="xs" color="gray" variant="outline">{t('cases.juvenile')}</Badge>}</Table.Td>
                <Table.Td>{t(`cases.role.${p.role}`)}{p.forPersonId && <> ({t('cases.standsFor')} <bdi>{partyName(data.parties, p.forPersonId)}</bdi>)</>}</Table.Td>
                <Table.Td>{p.endedAt ? `${t('cases.ended')} ${date(p.endedAt)}` : p.status ? t(`cases.status.${p.status}`) : ''}</Table.Td>
                <Table.Td><bdi>{p.trade}</bdi></Table.Td><Table.Td><bdi>{p.residence}</bdi></Table.Td>
                <Table.Td>{mayEnd && !p.endedAt && p.role !== 'accused' && <ActNowButton label={t('cases.endParty')} endpoint={endParty} input={{ id: data.case.id, partyId: p.id, why: '' }} confirm={{ title: t('cases.endParty'), reasonField: 'why' }} />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Section>
  )
}

/** The charges with their qualification; each earlier one stays to be seen. */
export function Charges({ data }: { data: CasePage }) {
  const { t, date } = useWords()
  const mayRequalify = data.acts.find((a) => a.verb === 'cases.requalify')?.may === true
  return (
    <Section title={t('cases.charges')} count={data.charges.length}>
      <div style={{ overflowX: 'auto' }}>
        <Table miw="36rem" aria-label={t('cases.charges')}>
          <Table.Thead><Table.Tr><Table.Th>{t('cases.role.accused')}</Table.Th><Table.Th>{t('field.offence')}</Table.Th><Table.Th>{t('cases.class')}</Table.Th><Table.Th>{t('field.since')}</Table.Th><Table.Th>{t('field.state')}</Table.Th><Table.Th /></Table.Tr></Table.Thead>
          <Table.Tbody>
            {data.charges.map((c) => (
              <Table.Tr key={c.id} {...(c.endedAt ? { className: 'mz-dim' } : {})}>
                <Table.Td>{c.personId ? <bdi>{partyName(data.parties, c.personId)}</bdi> : t('cases.unknownPerpetrator')}</Table.Td>
                <Table.Td><OffenceName code={c.offenceCode} circumstance={c.circumstance} attempt={c.attempt} />{c.reason && <div className="mz-dim"><bdi>{c.reason}</bdi></div>}</Table.Td>
                <Table.Td>{t(`cases.className.${c.cls}`)} {c.capital && <Badge size="xs" color="gray" variant="outline">{t('cases.capital')}</Badge>}</Table.Td>
                <Table.Td>{date(c.qualifiedAt)}</Table.Td>
                <Table.Td>{c.endedAt ? `${t(`cases.chargeEnd.${c.endedWhy}`)} ${date(c.endedAt)}` : t('cases.stands')}</Table.Td>
                <Table.Td>{mayRequalify && !c.endedAt && <Link className="mz-link" to={`/cases/${data.case.id}/requalify/${c.id}`}>{t('verb.cases.requalify')}</Link>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Section>
  )
}
