import { SimpleGrid, Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { SelectField, TextField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { addParty } from '../contract.ts'
import { inRole } from './parts.tsx'
import { PersonField } from './PersonField.tsx'
import { CaseFormPage } from './use-case.tsx'

const roles = ['victim', 'complainant', 'informant', 'witness', 'civil-claimant', 'civilly-liable', 'guardian', 'lawyer', 'expert'] as const

/** Adds a party other than an accused. */
export default function PartyPage() {
  const { t } = useWords()
  return (
    <CaseFormPage verb="cases.change-parties">
      {({ data, back, again }) => (
        <ActForm endpoint={addParty} title={t('verb.cases.change-parties')} fixed={{ id: data.case.id }} onDone={back} onCancel={back} onReload={again}>
          {(f) => (
            <Stack gap="sm">
              <SimpleGrid cols={{ base: 1, xs: 2 }}>
                <PersonField {...f('personId', t('field.person'))} autoFocus />
                <SelectField {...f('role', t('field.role'))} options={roles.map((value) => ({ value, label: t(`cases.role.${value}`) }))} />
                {(f.values.role === 'guardian' || f.values.role === 'lawyer') && <SelectField {...f('forPersonId', t('cases.standsFor'))} required options={inRole(data.parties, 'accused', 'victim', 'complainant', 'civil-claimant').map((p) => ({ value: p.personId, label: `${p.name} (${t(`cases.role.${p.role}`)})` }))} />}
                <TextField {...f('trade', t('field.occupation'))} /><TextField {...f('residence', t('field.address'))} /><TextField {...f('note', t('field.note'))} />
              </SimpleGrid>
            </Stack>
          )}
        </ActForm>
      )}
    </CaseFormPage>
  )
}
