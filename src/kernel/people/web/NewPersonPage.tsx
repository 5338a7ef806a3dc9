import { Alert, Group, SimpleGrid, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { IconUserSearch } from '@tabler/icons-react'
import { useNavigate, useSearchParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { call } from '#kernel/web/api.ts'
import { CheckboxField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { Birth } from '../birth.ts'
import { createNewPerson, findDuplicates } from '../contract.ts'
import { tokensOf } from '../fold.ts'
import { PersonName } from '../name.ts'
import { Birth as BirthText, Name, motherOf, percent } from './parts.tsx'
import { BirthFields, NameFields } from './name-fields.tsx'

/** Writing a person down; while it is typed, who they may already be is shown. */
export default function NewPersonPage() {
  const { t, lang } = useWords()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [given, father, grandfather, family] = tokensOf(search.get('name') ?? '').map(({ text }) => text.replaceAll(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase()))
  const initial = { names: [{ script: lang === 'ckb' ? 'ckb' as const : 'ar' as const, given: given ?? '', father, grandfather, family }], birth: { precision: 'unknown' as const } }
  return (
    <Page title={t('people.new')} parent={{ label: t('people.search'), path: '/people' }}>
      <ActForm endpoint={createNewPerson} title={t('people.new')} initial={initial} onDone={({ id }) => { void navigate(`/people/${id}`) }} onCancel={() => { void navigate('/people') }}>
        {(f) => (
          <Stack>
            <NameFields bind={(part, label) => f(`names.0.${part}`, label) as never} autoFocus />
            <BirthFields value={f.values.birth as Birth | undefined} onChange={(birth) => f.set('birth', birth)} error={f('birth').error} />
            <SimpleGrid cols={{ base: 1, xs: 3 }}>
              <SelectField {...f('sex', t('people.sex'))} options={(['male', 'female'] as const).map((value) => ({ value, label: t(`people.sex.${value}`) }))} />
              <TextField {...f('nationalNumber', t('people.nationalNumber'))} numeric dir="ltr" maxLength={12} />
              <TextField {...f('nationality', t('people.nationality'))} dir="ltr" maxLength={3} placeholder="IRQ" />
            </SimpleGrid>
            <AlreadyThere name={f.values.names?.[0]} birth={f.values.birth as Birth | undefined} nationalNumber={f.values.nationalNumber} seen={f.values.seen ?? []} onSeen={(seen) => f.set('seen', seen)} />
          </Stack>
        )}
      </ActForm>
    </Page>
  )
}

interface AlreadyThereProps { name: unknown; birth: Birth | undefined; nationalNumber: string | undefined; seen: readonly string[]; onSeen: (ids: string[]) => void }

/** The likely doubles of what is being typed; each must be confirmed not to be them before the server accepts. */
function AlreadyThere({ name, birth, nationalNumber, seen, onSeen }: AlreadyThereProps) {
  const { t, number } = useWords()
  const filled = Object.fromEntries(Object.entries((name ?? {}) as object).filter(([, value]) => value !== '' && value !== undefined))
  const [asked] = useDebouncedValue(JSON.stringify({ name: filled, birth, nationalNumber }), 400)
  const parsed = JSON.parse(asked) as { name: unknown; birth?: Birth; nationalNumber?: string }
  const written = PersonName.safeParse(parsed.name)
  const input = { ...(parsed.birth?.date ? { birth: parsed.birth } : {}), ...(/^\d{12}$/.test(parsed.nationalNumber ?? '') ? { nationalNumber: parsed.nationalNumber } : {}) }
  const found = useQuery({
    queryKey: ['doubles', asked], enabled: written.success && Boolean(written.data.father),
    queryFn: ({ signal }) => call(findDuplicates, { names: [written.data!], ...input }, { signal }),
  })
  const rows = (found.data?.rows ?? []).filter(({ comparison }) => comparison.score >= 0.4)
  return (
    <div aria-live="polite">
      {rows.length > 0 && (
        <Alert variant="light" color="gray" icon={<IconUserSearch size={20} />} title={t('person.likely')}>
          <Stack gap="xs">
            {rows.map(({ person, comparison }) => (
              <Group key={person.id} justify="space-between">
                <div>
                  <Name person={person} path={`/people/${person.id}`} /> <span className="mz-dim">· {t('people.likelihood', { percent: number(percent(comparison.score)) })}</span>
                  <div className="mz-dim"><bdi>{motherOf(person) ?? '—'}</bdi> · <BirthText birth={person.birth} /></div>
                </div>
                <CheckboxField label={t('people.notThem')} value={seen.includes(person.id)} onChange={(yes) => onSeen(yes ? [...seen, person.id] : seen.filter((id) => id !== person.id))} />
              </Group>
            ))}
          </Stack>
        </Alert>
      )}
    </div>
  )
}
