import { Badge, Table } from '@mantine/core'
import { DateText } from '#kernel/web/DateText.tsx'
import { PersonName } from '#kernel/web/PersonName.tsx'
import { registerWords, useWords } from '#kernel/web/words.tsx'
import type { Duplicate } from '../contract.ts'
import type { PersonSummary } from '../person.ts'
import { words } from '../screen-words.ts'
import './people.css'

// Other systems show persons on their own pages, where nobody else brings these words.
registerWords(words)

/** The name in the reader's script where there is one. */
export function Name({ person, path }: { person: PersonSummary; path?: string }) {
  const of = (script: string) => person.names.find((name) => name.script === script && !name.replaced)?.display
  return <PersonName name={{ text: person.display, ar: of('ar'), ckb: of('ckb'), latin: of('latn') }} {...(path ? { path } : {})} />
}

/** The mother's name in the first script that has it. */
export function motherOf(person: PersonSummary): string | undefined {
  return person.names.find((name) => name.mother && !name.replaced)?.mother ?? undefined
}

/** A birth with no more than is known of it. */
export function Birth({ birth }: { birth: PersonSummary['birth'] }) {
  const { t, numerals } = useWords()
  if (!birth.date) return <span className="mz-dim">{t('value.unknown')}</span>
  if (birth.precision === 'day') return <DateText value={birth.date} short />
  const year = numerals(birth.precision === 'month' ? birth.date.slice(0, 7).replace('-', '/') : birth.date.slice(0, 4))
  return <span>{birth.precision === 'estimated' ? t('people.birth.about', { year }) : year}</span>
}

/** How well a person fits what was asked. Says nothing of identity: a name is shared by thousands. */
export function Fit({ value }: { value: number }) {
  const { t } = useWords()
  return <Badge variant={value >= 0.9 ? 'filled' : 'light'} color="gray">{t(value >= 0.9 ? 'people.fit.all' : value >= 0.5 ? 'people.fit.most' : 'people.fit.some')}</Badge>
}

/** A likelihood in per cent; never a hundred: no comparison is certain. */
export function percent(score: number): number {
  return Math.min(99, Math.floor(score * 100))
}

/** Why two descriptions may be one person, part by part: what stands on each side, how they agree, and by what. */
export function Reasons({ comparison }: { comparison: Duplicate['comparison'] }) {
  const { t, number } = useWords()
  const look = { same: 'filled', close: 'light', different: 'outline', omitted: 'default', missing: 'default' } as const
  return (
    <Table className="mz-reasons" aria-label={t('people.reasons')} fz="sm">
      <Table.Thead><Table.Tr><Table.Th>{t('people.part')}</Table.Th><Table.Th>{t('people.left')}</Table.Th><Table.Th>{t('people.right')}</Table.Th><Table.Th>{t('people.agreement')}</Table.Th><Table.Th ta="end">{t('people.weight')}</Table.Th></Table.Tr></Table.Thead>
      <Table.Tbody>
        {comparison.parts.map((one, index) => (
          <Table.Tr key={`${one.part}${index}`}>
            <Table.Td>{t(`people.part.${one.part}`)}</Table.Td>
            <Table.Td><bdi>{one.part === 'sex' && one.left ? t(`people.sex.${one.left}`) : (one.left ?? '—')}</bdi></Table.Td>
            <Table.Td><bdi>{one.part === 'sex' && one.right ? t(`people.sex.${one.right}`) : (one.right ?? '—')}</bdi></Table.Td>
            <Table.Td><Badge size="sm" color="gray" variant={look[one.agreement]}>{t(`people.agreement.${one.agreement}`)}</Badge>{one.why && <div className="mz-dim">{t(`people.why.${one.why}`)}</div>}</Table.Td>
            <Table.Td ta="end" style={{ fontVariantNumeric: 'tabular-nums' }}>{one.weight === 0 ? '—' : <bdi dir="ltr">{`${one.weight > 0 ? '+' : '−'}${number(Math.abs(one.weight), 1)}`}</bdi>}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** One person as a card: what tells people of one name apart. */
export function Facts({ person }: { person: PersonSummary }) {
  const { t, numerals } = useWords()
  return (
    <dl className="mz-facts">
      {person.names.filter((name) => !name.replaced).map((name, index) => (
        <div key={index}><dt>{t(`people.script.${name.script}`)}</dt><dd><PersonName name={name.display} /></dd></div>
      ))}
      <div><dt>{t('field.motherName')}</dt><dd><bdi>{motherOf(person) ?? '—'}</bdi></dd></div>
      <div><dt>{t('field.birthDate')}</dt><dd><Birth birth={person.birth} /></dd></div>
      <div><dt>{t('people.sex')}</dt><dd>{person.sex ? t(`people.sex.${person.sex}`) : t('value.unknown')}</dd></div>
      <div><dt>{t('people.nationalNumber')}</dt><dd><bdi dir="ltr">{person.nationalNumber ? numerals(person.nationalNumber) : '—'}</bdi></dd></div>
      <div><dt>{t('people.nationality')}</dt><dd>{person.nationality ?? t('value.unknown')}</dd></div>
      <div><dt>{t('people.identity')}</dt><dd>{t(`people.identity.${person.identityState}`)}</dd></div>
      {person.deceasedOn && <div><dt>{t('people.deceasedOn')}</dt><dd><DateText value={person.deceasedOn} short /></dd></div>}
    </dl>
  )
}
