import { SimpleGrid, Stack } from '@mantine/core'
import { useNavigate, useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import { SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { Birth } from '../birth.ts'
import { correctPersonFacts, readPerson } from '../contract.ts'
import { BirthFields } from './name-fields.tsx'

/** Correcting what is recorded; what stood before stays readable with the reason. */
export default function CorrectPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const navigate = useNavigate()
  const { data, problem, loading, again } = useRead(readPerson, { id })
  return (
    <Page title={t('people.correct')} parent={{ label: data?.display ?? t('people.person'), path: `/people/${id}` }} loading={loading} problem={problem} onRetry={again}>
      {data && (
        <ActForm endpoint={correctPersonFacts} title={t('people.correct')} fixed={{ id: data.id, version: data.version }} onReload={again} onDone={() => { void navigate(`/people/${id}`) }} onCancel={() => { void navigate(`/people/${id}`) }}
          initial={{
            birth: { precision: data.birth.precision, ...(data.birth.date ? { date: data.birth.date } : {}) }, identityState: data.identityState,
            ...(data.sex ? { sex: data.sex } : {}), ...(data.nationality ? { nationality: data.nationality } : {}), ...(data.nationalNumber ? { nationalNumber: data.nationalNumber } : {}), ...(data.deceasedOn ? { deceasedOn: data.deceasedOn } : {}),
          }}>
          {(f) => (
            <Stack>
              <BirthFields value={f.values.birth as Birth | undefined} onChange={(birth) => f.set('birth', birth)} error={f('birth').error} />
              <SimpleGrid cols={{ base: 1, xs: 3 }}>
                <SelectField {...f('sex', t('people.sex'))} options={(['male', 'female'] as const).map((value) => ({ value, label: t(`people.sex.${value}`) }))} />
                <TextField {...f('nationalNumber', t('people.nationalNumber'))} numeric dir="ltr" maxLength={12} />
                <TextField {...f('nationality', t('people.nationality'))} dir="ltr" maxLength={3} />
              </SimpleGrid>
              <SimpleGrid cols={{ base: 1, xs: 3 }}>
                <SelectField {...f('identityState', t('people.identity'))} options={(['established', 'being-established'] as const).map((value) => ({ value, label: t(`people.identity.${value}`) }))} />
                <DateField {...f('deceasedOn', t('people.deceasedOn'))} />
              </SimpleGrid>
              <TextAreaField {...f('reason')} />
            </Stack>
          )}
        </ActForm>
      )}
    </Page>
  )
}
