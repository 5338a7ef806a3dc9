import { Alert, Button, Group } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconUserSearch } from '@tabler/icons-react'
import { queryString, request } from './api.ts'
import type { FieldProps } from './field.ts'
import { RemotePicker } from './RemotePicker.tsx'
import { useWords } from './words.tsx'

/** A person as the search of the register gives them; a PersonSummary of `#kernel/people/person.ts` fits. */
export interface PersonHit {
  readonly id: string
  readonly display: string
  readonly names?: readonly { readonly mother?: string | null }[]
  readonly birth?: { readonly date: string | null }
  readonly nationalNumber?: string | null
}

/** A row of GET /api/people/search: `fit` from 0 to 1. */
interface FoundPerson { readonly person: PersonHit; readonly fit: number }

export interface PersonPickerProps extends FieldProps<string> {
  /** The name of `value` when it was chosen earlier. */
  readonly chosenName?: string
  readonly onChoose?: (person: PersonHit) => void
  /** Offers "new person: …" as the last line and calls this with what was typed. */
  readonly onNew?: (typed: string) => void
}

/** Finds a person by name, mother's name or card number, and keeps their id. */
export function PersonPicker({ onChoose, ...props }: PersonPickerProps) {
  const { t } = useWords()
  return (
    <RemotePicker<FoundPerson> {...props} {...(onChoose && { onChoose: (row: FoundPerson) => onChoose(row.person) })} placeholder={t('person.search')} newText={(name) => t('person.new', { name })}
      address={(typed) => `/api/people/search${queryString({ text: typed, limit: 12 })}`} idOf={(row) => row.person.id} textOf={(row) => row.person.display} renderRow={(row) => <PersonLine person={row.person} fit={row.fit} />} />
  )
}

/** What tells two persons of the same name apart, on one line. */
export function PersonLine({ person, fit }: { person: PersonHit; fit?: number }) {
  const { t, numerals } = useWords()
  const mother = person.names?.find((name) => name.mother)?.mother
  const facts = [
    mother && `${t('field.motherName')}: ${mother}`,
    person.birth?.date && `${t('field.birthYear')}: ${numerals(person.birth.date.slice(0, 4))}`,
    person.nationalNumber && `${t('field.nationalCard')}: ${numerals(person.nationalNumber)}`,
  ].filter(Boolean)
  return (
    <div>
      <bdi style={{ fontWeight: 600 }}>{person.display}</bdi>
      {fit !== undefined && <span className="mz-dim"> · {t(fit >= 0.9 ? 'person.sure' : 'person.possible')}</span>}
      <div className="mz-dim" style={{ fontSize: '0.8rem' }}>{facts.join(' · ')}</div>
    </div>
  )
}

export interface LikelyPersonsProps {
  /** What is being typed into a new person's form; asked for from six letters on. */
  readonly name: { readonly given?: string; readonly father?: string; readonly grandfather?: string; readonly family?: string }
  readonly onChoose: (person: PersonHit) => void
}

/** While a new person is typed in: who in the register they may already be. */
export function LikelyPersons({ name, onChoose }: LikelyPersonsProps) {
  const { t } = useWords()
  const [typed] = useDebouncedValue([name.given, name.father, name.grandfather, name.family].filter(Boolean).join(' ').trim(), 300)
  const found = useQuery({
    queryKey: ['likely', typed], enabled: typed.length >= 6 && typed.includes(' '), placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => ((await request('GET', `/api/people/search${queryString({ text: typed, limit: 5 })}`, undefined, { signal })) as { rows: readonly FoundPerson[] }).rows,
  })
  const rows = typed.length >= 6 ? (found.data ?? []) : []
  return (
    <div aria-live="polite">
      {rows.length > 0 && (
        <Alert variant="light" color="gray" icon={<IconUserSearch size={20} />} title={t('person.likely')}>
          {rows.map(({ person, fit }) => (
            <Group key={person.id} justify="space-between" wrap="nowrap" py={4}><PersonLine person={person} fit={fit} /><Button size="compact-sm" variant="default" onClick={() => onChoose(person)}>{t('form.choose').replace('…', '')}</Button></Group>
          ))}
        </Alert>
      )}
    </div>
  )
}
