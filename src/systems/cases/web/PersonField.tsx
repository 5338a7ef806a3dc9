import { Button, Group, Modal, SimpleGrid, Stack } from '@mantine/core'
import { useState } from 'react'
import { createNewPerson } from '#kernel/people/contract.ts'
import { ActForm } from '#kernel/web/ActForm.tsx'
import type { FieldProps } from '#kernel/web/field.ts'
import { NumberField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { LikelyPersons, PersonPicker } from '#kernel/web/PersonPicker.tsx'
import { useWords } from '#kernel/web/words.tsx'

const nameParts = [['given', 'givenName'], ['father', 'fatherName'], ['grandfather', 'grandfatherName'], ['family', 'familyName'], ['mother', 'motherName'], ['knownAs', 'knownAs']] as const

/** Finds a person in the register, or writes a new one down without leaving the form: the last line of the list opens a small dialog. */
export function PersonField(props: FieldProps<string> & { chosenName?: string }) {
  const { t } = useWords()
  const [typed, setTyped] = useState<string>()
  const [name, setName] = useState(props.chosenName)
  const choose = (id: string, display: string) => { setName(display); props.onChange(id); setTyped(undefined) }
  return (
    <>
      <PersonPicker {...props} {...(name ? { chosenName: name } : {})} onChoose={(person) => setName(person.display)} onNew={setTyped} />
      <Modal opened={typed !== undefined} onClose={() => setTyped(undefined)} title={t('cases.newPerson')} size="lg" withCloseButton={false}>
        {typed !== undefined && <NewPersonForm typed={typed} onDone={choose} onCancel={() => setTyped(undefined)} />}
      </Modal>
    </>
  )
}

function NewPersonForm({ typed, onDone, onCancel }: { typed: string; onDone: (id: string, name: string) => void; onCancel: () => void }) {
  const { t, lang } = useWords()
  const latin = /^[\u0000-\u024f\s]*$/.test(typed)
  const [given, father, grandfather, ...rest] = typed.split(/\s+/).filter(Boolean)
  const script = latin ? 'latn' as const : lang === 'ckb' ? 'ckb' as const : 'ar' as const
  const [shown, setShown] = useState(typed)
  return (
    <ActForm endpoint={createNewPerson} title={t('cases.newPerson')} record={`dialog.${typed}`} initial={{ names: [{ script, given: given ?? '', father, grandfather, family: rest.join(' ') || undefined }], birth: { precision: 'unknown' } }}
      onDone={({ id }) => onDone(id, shown)} onCancel={onCancel} submitLabel={t('button.add')}
      toInput={(values) => {
        const name = values.names?.[0]
        setShown([name?.given, name?.father, name?.grandfather, name?.family].filter(Boolean).join(' '))
        return values
      }}>
      {(f) => (
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }}>
            {nameParts.map(([part, label], n) => <TextField key={part} {...f(`names.0.${part}` as 'names', t(`field.${label}`)) as unknown as FieldProps<string>} autoFocus={n === 0} maxLength={80} required={part === 'given'} />)}
          </SimpleGrid>
          <Group grow>
            <SelectField {...f('sex', t('field.sex'))} options={[{ value: 'male', label: t('value.male') }, { value: 'female', label: t('value.female') }]} />
            <NumberField label={t('field.birthYear')} name="birth" value={yearOf(f.values.birth)} min={1900} max={2100} onChange={(year) => f.set('birth', year ? { precision: 'year', date: `${String(year).padStart(4, '0')}-01-01` } : { precision: 'unknown' })} />
          </Group>
          <LikelyPersons name={(f.values.names?.[0] ?? {}) as { given?: string }} onChoose={(person) => onDone(person.id, person.display)} />
        </Stack>
      )}
    </ActForm>
  )
}

function yearOf(birth: unknown): number | undefined {
  const date = (birth as { date?: string } | undefined)?.date
  return date ? Number(date.slice(0, 4)) : undefined
}

/** Several short texts, one a line: names of witnesses, of those present. */
export function AddRowButton({ label, onClick }: { label: string; onClick: () => void }) {
  return <Button variant="default" size="compact-md" onClick={onClick}>+ {label}</Button>
}
