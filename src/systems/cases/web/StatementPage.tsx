import { SimpleGrid, Stack } from '@mantine/core'
import { useState } from 'react'
import { ActForm, type Bind } from '#kernel/web/ActForm.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { CheckboxField, NumberField, RadioField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { CasePage } from '../contract.ts'
import { takeStatement } from '../contract/papers.ts'
import { oathAge } from '../rules/statement.ts'
import { Section, inRole } from './parts.tsx'
import { PersonField } from './PersonField.tsx'
import { CaseFormPage, namesIn } from './use-case.tsx'

type Values = InputOf<typeof takeStatement>

/** Statement of a complainant, witness or expert, with Article 60's fields in its order. */
export default function StatementPage() {
  const { t } = useWords()
  const [present, setPresent] = useState('')
  return (
    <CaseFormPage verb="cases.take-statement">
      {({ data, back, again }) => {
        const complainant = inRole(data.parties, 'complainant').find((p) => !data.statements.some((s) => s.personId === p.personId))
        const initial: Partial<Values> = {
          kind: complainant ? 'complainant' : 'witness', ...(complainant ? { personId: complainant.personId, name: complainant.name, trade: complainant.trade ?? undefined, residence: complainant.residence ?? undefined } : {}),
          sworn: false, heardAlone: false, readBack: false, signedByRecorder: false, startedAt: new Date().toISOString(),
        }
        return (
          <ActForm endpoint={takeStatement} title={t('verb.cases.take-statement')} fixed={{ id: data.case.id }} initial={initial} onDone={back} onCancel={back} onReload={again}
            toInput={(values) => ({ ...values, endedAt: values.endedAt ?? new Date().toISOString(), present: namesIn(present) })}>
            {(f) => <Fields f={f} data={data} present={present} onPresent={setPresent} />}
          </ActForm>
        )
      }}
    </CaseFormPage>
  )
}

function Fields({ f, data, present, onPresent }: { f: Bind<Values>; data: CasePage; present: string; onPresent: (text: string) => void }) {
  const { t } = useWords()
  const known = data.parties.find((p) => p.personId === f.values.personId)
  return (
    <Stack gap={0}>
      <Section title={t('cases.part.who')}>
        <Stack gap="sm">
          <RadioField {...f('kind', t('field.kind'))} options={(['complainant', 'witness', 'expert'] as const).map((value) => ({ value, label: t(`cases.statement.${value}`) }))} />
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
            <PersonField {...f('personId', t('field.person'))} {...(known ? { chosenName: known.name } : {})} autoFocus />
            <TextField {...f('name', t('field.fullName'))} /><TextField {...f('surname', t('field.familyName'))} required /><TextField {...f('trade', t('field.occupation'))} required />
            <TextField {...f('residence', t('field.address'))} required /><TextField {...f('relation', t('cases.form.relation'))} required />
            <NumberField {...f('age', t('field.age'))} min={0} max={130} />
            <SelectField {...f('kinship', t('cases.form.kinship'))} required={false} options={(['none', 'spouse', 'ascendant', 'descendant'] as const).map((value) => ({ value, label: t(`cases.kinship.${value}`) }))} />
            {f.values.kinship && f.values.kinship !== 'none' && <SelectField {...f('kinshipException', t('cases.form.kinshipException'))} required={false} options={(['none', 'adultery', 'against-person-or-property', 'against-child'] as const).map((value) => ({ value, label: t(`cases.kinshipException.${value}`) }))} />}
          </SimpleGrid>
          <CheckboxField {...f('sworn', t('cases.form.sworn'))} hint={f.values.age !== undefined && f.values.age < oathAge ? t('cases.form.sworn.child') : t('cases.form.sworn.hint')} />
          <CheckboxField {...f('heardAlone', t('cases.form.heardAlone'))} />
        </Stack>
      </Section>
      <Section title={t('cases.part.words')}>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, sm: 2 }}><DateTimeField {...f('startedAt', t('field.from'))} /><DateTimeField {...f('endedAt', t('field.to'))} required={false} hint={t('cases.form.endedAt.hint')} /><TextField {...f('place', t('field.place'))} /></SimpleGrid>
          <TextAreaField {...f('body', t('cases.part.words'))} rows={8} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}><TextField {...f('condition', t('cases.form.condition'))} /><TextField label={t('cases.form.present')} name="present" value={present} onChange={(text) => onPresent(text ?? '')} hint={t('cases.form.witnesses.hint')} /></SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 2 }}><CheckboxField {...f('interpreterNeeded', t('cases.form.interpreterNeeded'))} />{f.values.interpreterNeeded && <TextField {...f('interpreter', t('field.interpreter'))} />}</SimpleGrid>
          {f.values.interpreterNeeded && <CheckboxField {...f('interpreterSworn', t('cases.form.interpreterSworn'))} />}
        </Stack>
      </Section>
      <Section title={t('cases.part.end')}>
        <Stack gap="xs">
          <CheckboxField {...f('readBack', t('cases.form.readBack'))} />
          <RadioField {...f('signature', t('cases.form.signature'))} options={(['signed', 'thumb', 'refused'] as const).map((value) => ({ value, label: t(`cases.signature.${value}`) }))} />
          {f.values.signature === 'refused' && <TextField {...f('refusalNote', t('cases.form.refusalNote'))} />}
          <CheckboxField {...f('signedByRecorder', t('cases.form.signedByRecorder'))} />
        </Stack>
      </Section>
    </Stack>
  )
}
