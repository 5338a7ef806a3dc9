import { SimpleGrid, Stack } from '@mantine/core'
import { useState } from 'react'
import { ActForm, type Bind } from '#kernel/web/ActForm.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { CheckboxField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { recordSearch } from '../contract/papers.ts'
import { Section } from './parts.tsx'
import { CaseFormPage, namesIn } from './use-case.tsx'

type Values = InputOf<typeof recordSearch>
interface People { witnesses: string; signed: string; refused: string }

/** The search record as Article 82 wants it. */
export default function SearchRecordPage() {
  const { t } = useWords()
  const [people, setPeople] = useState<People>({ witnesses: '', signed: '', refused: '' })
  return (
    <CaseFormPage verb="cases.record-search">
      {({ data, back, again }) => (
        <ActForm endpoint={recordSearch} title={t('verb.cases.record-search')} fixed={{ id: data.case.id }} initial={{ ofPlace: true, accusedPresent: false, startedAt: new Date().toISOString(), place: data.case.place }} onDone={back} onCancel={back} onReload={again}
          toInput={(v) => ({ ...v, procedures: v.procedures ?? '', place: v.place ?? '', objectsSeized: v.objectsSeized ?? '', personsFound: v.personsFound ?? '', remarks: v.remarks ?? '', witnesses: namesIn(people.witnesses),
            signatures: [...namesIn(people.signed).map((name) => ({ name, signed: true })), ...namesIn(people.refused).map((name) => ({ name, signed: false, refusalNoted: true }))] })}>
          {(f) => <Fields f={f} people={people} onPeople={setPeople} />}
        </ActForm>
      )}
    </CaseFormPage>
  )
}

function Fields({ f, people, onPeople }: { f: Bind<Values>; people: People; onPeople: (people: People) => void }) {
  const { t } = useWords()
  const names = (key: keyof People, label: string) => <TextField label={label} name={key} value={people[key]} onChange={(text) => onPeople({ ...people, [key]: text ?? '' })} hint={t('cases.form.witnesses.hint')} />
  return (
    <Stack gap={0}>
      <Section title={t('cases.part.ground')}>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <SelectField {...f('ground', t('cases.form.ground'))} options={(['order', 'arrested-person', 'flagrante-home', 'cry-for-help', 'fire-or-flood'] as const).map((value) => ({ value, label: t(`cases.ground.${value}`) }))} />
            {f.values.ground === 'order' && <TextField {...f('orderNumber', t('cases.form.orderNumber'))} numeric required />}
            {f.values.ground === 'flagrante-home' && <CheckboxField {...f('strongPresumption', t('cases.form.strongPresumption'))} />}
          </SimpleGrid>
          <CheckboxField {...f('ofPlace', t('cases.form.ofPlace'))} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}><DateTimeField {...f('startedAt', t('field.from'))} /><DateTimeField {...f('endedAt', t('field.to'))} /><TextField {...f('place', t('field.place'))} required /></SimpleGrid>
        </Stack>
      </Section>
      <Section title={t('cases.part.presence')}>
        <Stack gap="sm">
          <CheckboxField {...f('accusedPresent', t('cases.form.accusedPresent'))} />
          {!f.values.accusedPresent && <TextField {...f('accusedAbsenceReason', t('cases.form.accusedAbsenceReason'))} />}
          <SimpleGrid cols={{ base: 1, xs: 2 }}><CheckboxField {...f('ownerFound', t('cases.form.ownerFound'))} /><CheckboxField {...f('ownerPresent', t('cases.form.ownerPresent'))} /></SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>{names('witnesses', t('cases.form.twoWitnesses'))}<TextField {...f('mukhtar', t('cases.form.mukhtar'))} /></SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 2 }}><CheckboxField {...f('femaleSearched', t('cases.form.femaleSearched'))} />{f.values.femaleSearched && <TextField {...f('femaleSearcher', t('cases.form.femaleSearcher'))} required />}</SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 3 }}><CheckboxField {...f('outOfArea', t('cases.form.outOfArea'))} />{f.values.outOfArea && <CheckboxField {...f('localJudgeConsulted', t('cases.form.localJudgeConsulted'))} />}{f.values.outOfArea && <CheckboxField {...f('urgent', t('cases.form.urgent'))} />}</SimpleGrid>
        </Stack>
      </Section>
      <Section title={t('cases.part.found')}>
        <Stack gap="sm">
          <TextAreaField {...f('procedures', t('cases.form.procedures'))} rows={4} required /><TextAreaField {...f('objectsSeized', t('cases.form.objectsSeized'))} rows={3} hint={t('cases.form.onePerLine')} required />
          <TextAreaField {...f('personsFound', t('cases.form.personsFound'))} rows={2} hint={t('cases.form.onePerLine')} required /><TextAreaField {...f('remarks', t('cases.form.remarks'))} rows={2} required />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>{names('signed', t('cases.form.whoSigned'))}{names('refused', t('cases.form.whoRefused'))}</SimpleGrid>
        </Stack>
      </Section>
    </Stack>
  )
}
