import { Alert, Badge, Box, Button, Skeleton, Stack, Table, Title } from '@mantine/core'
import { IconFilePlus, IconGitMerge, IconPencil, IconSignature, IconUserX } from '@tabler/icons-react'
import { Suspense, lazy, useMemo } from 'react'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { PersonName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { duplicatesOfPerson, readPerson } from '../contract.ts'
import type { Person } from '../person.ts'
import { MergeLine } from './MergeLine.tsx'
import { Facts } from './parts.tsx'
import { listPersonSlots } from './slots.ts'
import './people.css'

/** One person: who they are, by what papers, what they were mistaken for, and what the systems hold of them. */
export default function PersonPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const { data: person, problem, loading, again } = useRead(readPerson, { id })
  const doubles = useRead(duplicatesOfPerson, { id }, { when: person !== undefined })
  const count = doubles.data?.rows.filter(({ comparison }) => comparison.score >= 0.5).length ?? 0
  const at = `/people/${person?.id ?? id}`
  return (
    <Page title={person?.display ?? t('people.person')} parent={{ label: t('people.search'), path: '/people' }} loading={loading} problem={problem} onRetry={again}
      beside={person && <Marks person={person} />}
      acts={<>
        <ActButton label={t('people.addName')} icon={<IconSignature size={18} />} may="people.correct" path={`${at}/name`} look="default" />
        <ActButton label={t('people.correct')} icon={<IconPencil size={18} />} may="people.correct" path={`${at}/correct`} look="default" />
        <ActButton label={t('people.addDocument')} icon={<IconFilePlus size={18} />} may="people.correct" path={`${at}/document`} look="default" />
        <ActButton label={t('people.notThis')} icon={<IconUserX size={18} />} may="people.not-this-person" path={`${at}/not-this-person`} look="default" />
      </>}>
      {person && (
        <Stack gap="lg">
          {person.id !== id && <Alert variant="light" color="gray" icon={<IconGitMerge size={20} />}>{t('people.mergedHere')}</Alert>}
          {person.notThisPerson.length > 0 && <NotThis person={person} />}
          {count > 0 && <Alert variant="light" color="gray" icon={<IconGitMerge size={20} />} title={t('people.doubles', { count })}><Button component={Link} to={`${at}/duplicates`} size="compact-sm" variant="default">{t('people.compare')}</Button></Alert>}
          <section className="mz-card mz-person-part" aria-label={t('people.facts')}><Facts person={person} /></section>
          <Slots personIds={person.ids} />
          <Names person={person} />
          <Documents person={person} />
          {person.merges.length > 0 && <Card title={t('people.merges')}>{person.merges.map((merge) => <MergeLine key={merge.id} merge={merge} />)}</Card>}
          <Corrections person={person} />
        </Stack>
      )}
    </Page>
  )
}

function Marks({ person }: { person: Person }) {
  const { t } = useWords()
  return <>
    {person.identityState === 'being-established' && <Badge color="gray" variant="outline">{t('people.identity.being-established')}</Badge>}
    {person.sealed && <Badge color="gray" variant="filled">{t('people.sealed')}</Badge>}
    {person.deceasedOn && <Badge color="gray" variant="filled">{t('people.deceased')}</Badge>}
  </>
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return <section className="mz-card mz-person-part" aria-label={title}><Title order={2} size="h4" mb="sm">{title}</Title>{children}</section>
}

function NotThis({ person }: { person: Person }) {
  const { t } = useWords()
  return (
    <Alert variant="outline" color="dark" icon={<IconUserX size={20} />} title={t('people.notThis.title')}>
      <Stack gap="xs">
        {person.notThisPerson.map((note) => (
          <div key={note.id}>
            <bdi>{note.note}</bdi>
            {note.otherFacts && <div><bdi>{note.otherFacts}</bdi></div>}
            {note.otherPersonId && <div><Link className="mz-link" to={`/people/${note.otherPersonId}`}>{t('people.otherPerson')}</Link></div>}
            <div className="mz-dim"><bdi>{note.byName}</bdi> · <DateText value={note.at} time short /></div>
          </div>
        ))}
      </Stack>
    </Alert>
  )
}

function Slots({ personIds }: { personIds: readonly string[] }) {
  const may = useMay()
  const { text } = useWords()
  const shown = useMemo(() => listPersonSlots().map((slot) => ({ ...slot, Part: lazy(slot.lazy) })), [])
  return shown.filter((slot) => may(slot.may)).map(({ name, title, Part }) => (
    <Card key={name} title={text(title)}><Suspense fallback={<Skeleton height={48} />}><Part personIds={personIds} /></Suspense></Card>
  ))
}

function Names({ person }: { person: Person }) {
  const { t } = useWords()
  return (
    <Card title={t('people.names')}>
      <Box className="mz-wide" tabIndex={0} role="group" aria-label={t('people.names')}>
        <Table aria-label={t('people.names')}>
          <Table.Thead><Table.Tr>{['script', 'given', 'father', 'grandfather', 'greatGrandfather', 'family', 'mother', 'knownAs'].map((part) => <Table.Th key={part}>{t(`people.part.${part}`)}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {person.names.map((name, index) => (
              <Table.Tr key={index} {...(name.replaced && { className: 'mz-dim' })}>
                <Table.Td>{t(`people.script.${name.script}`)}{name.replaced && ` (${t('people.former')})`}</Table.Td>
                {[name.given, name.father, name.grandfather, name.greatGrandfather, name.family, name.mother, name.knownAs].map((part, at) => <Table.Td key={at}>{part ? <PersonName name={part} /> : '—'}</Table.Td>)}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
    </Card>
  )
}

function Documents({ person }: { person: Person }) {
  const { t, numerals } = useWords()
  if (person.documents.length === 0) return null
  return (
    <Card title={t('people.documents')}>
      <Table aria-label={t('people.documents')}>
        <Table.Thead><Table.Tr><Table.Th>{t('people.document.kind')}</Table.Th><Table.Th>{t('field.number')}</Table.Th><Table.Th>{t('people.document.issuer')}</Table.Th><Table.Th>{t('people.document.expiresOn')}</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {person.documents.map((one) => (
            <Table.Tr key={one.id}><Table.Td>{t(`people.paper.${one.kind}`)}</Table.Td><Table.Td><bdi dir="ltr">{numerals(one.number)}</bdi></Table.Td><Table.Td><bdi>{one.issuer ?? '—'}</bdi></Table.Td><Table.Td>{one.expiresOn ? <DateText value={one.expiresOn} short /> : '—'}</Table.Td></Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  )
}

function Corrections({ person }: { person: Person }) {
  const { t } = useWords()
  if (person.corrections.length === 0) return null
  return (
    <Card title={t('people.corrections')}>
      <Stack gap="xs">
        {person.corrections.map((one, index) => (
          <div key={index}>{t(`people.column.${one.field}`)}: <bdi>{one.was ?? '—'}</bdi> ← <bdi>{one.became ?? '—'}</bdi> <span className="mz-dim">· <bdi>{one.reason}</bdi> · <DateText value={one.at} time short /></span></div>
        ))}
      </Stack>
    </Card>
  )
}
