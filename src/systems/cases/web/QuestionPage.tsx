import { Alert, SimpleGrid, Stack } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { ActForm, type Bind } from '#kernel/web/ActForm.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { CheckboxField, RadioField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { CasePage } from '../contract.ts'
import { questionAccused } from '../contract/papers.ts'
import { Article, Section, inRole } from './parts.tsx'
import { CaseFormPage, namesIn } from './use-case.tsx'

type Values = InputOf<typeof questionAccused>

/** Questioning of the accused: the rights come before the words, and a confession is offered only to the judge. */
export default function QuestionPage() {
  const { t } = useWords()
  const [present, setPresent] = useState('')
  return (
    <CaseFormPage verb="cases.question-accused">
      {({ data, back, again }) => {
        const waiting = inRole(data.parties, 'accused').find((p) => !data.statements.some((s) => s.kind === 'accused' && s.personId === p.personId))
        const now = new Date().toISOString()
        return (
          <ActForm endpoint={questionAccused} title={t('verb.cases.question-accused')} fixed={{ id: data.case.id }} initial={{ ...(waiting ? { personId: waiting.personId } : {}), identityChecked: false, toldOffence: false, toldRights: false, lawyer: 'not-asked', appearedAt: now, startedAt: now, signedByRecorder: false, body: '' }}
            onDone={back} onCancel={back} onReload={again} toInput={(values) => ({ ...values, body: values.body ?? '', endedAt: values.endedAt ?? new Date().toISOString(), present: namesIn(present) })}>
            {(f) => <Fields f={f} data={data} present={present} onPresent={setPresent} />}
          </ActForm>
        )
      }}
    </CaseFormPage>
  )
}

function Fields({ f, data, present, onPresent }: { f: Bind<Values>; data: CasePage; present: string; onPresent: (text: string) => void }) {
  const { t } = useWords()
  const { post } = useSession()
  const police = post?.role === 'station-officer' || post?.role === 'station-commander' || post?.role === 'juvenile-officer'
  return (
    <Stack gap={0}>
      <Section title={t('cases.part.before')}>
        <Stack gap="sm">
          <Alert variant="light" color="gray" icon={<IconShieldCheck size={20} />}>{t('cases.rights')} <Article of="CPC 123" /></Alert>
          <SelectField {...f('personId', t('cases.role.accused'))} options={inRole(data.parties, 'accused').map((p) => ({ value: p.personId, label: p.name || p.personId.slice(-6) }))} />
          <CheckboxField {...f('identityChecked', t('cases.form.identityChecked'))} /><CheckboxField {...f('toldOffence', t('cases.form.toldOffence'))} /><CheckboxField {...f('toldRights', t('cases.form.toldRights'))} />
          <RadioField {...f('lawyer', t('cases.form.lawyer'))} options={(['present', 'waived', 'asked-and-absent', 'not-asked'] as const).map((value) => ({ value, label: t(`cases.lawyer.${value}`) }))} />
          {f.values.lawyer === 'present' && <TextField {...f('lawyerName', t('field.lawyer'))} />}
          {police && <SimpleGrid cols={{ base: 1, xs: 2 }}><CheckboxField {...f('ordered', t('cases.form.ordered'))} /><CheckboxField {...f('urgent', t('cases.form.urgent'))} /></SimpleGrid>}
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <DateTimeField {...f('appearedAt', t('cases.form.appearedAt'))} /><DateTimeField {...f('startedAt', t('field.from'))} /><DateTimeField {...f('endedAt', t('field.to'))} hint={t('cases.form.endedAt.hint')} /><TextField {...f('place', t('field.place'))} />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 2 }}><TextField label={t('cases.form.present')} name="present" value={present} onChange={(text) => onPresent(text ?? '')} hint={t('cases.form.witnesses.hint')} /><TextField {...f('interpreter', t('field.interpreter'))} /></SimpleGrid>
        </Stack>
      </Section>
      <Section title={t('cases.part.words')}>
        <Stack gap="sm">
          <TextAreaField {...f('body', t('cases.part.words'))} rows={8} required />
          <TextAreaField {...f('defence', t('cases.form.defence'))} rows={2} />
          {post?.role === 'investigative-judge' ? <CheckboxField {...f('confession', t('cases.form.confession'))} /> : <p className="mz-dim">{t('cases.confessionOnlyJudge')} <Article of="CPC 128(B)" /></p>}
          {f.values.confession && <SimpleGrid cols={{ base: 1, xs: 2 }}><CheckboxField {...f('ownHandwriting', t('cases.form.ownHandwriting'))} />{f.values.ownHandwriting && <CheckboxField {...f('judgeWatchedWriting', t('cases.form.judgeWatchedWriting'))} />}</SimpleGrid>}
        </Stack>
      </Section>
      <Section title={t('cases.coercion')}>
        <Stack gap="xs">
          <CheckboxField {...f('coercionAlleged', t('cases.form.coercionAlleged'))} hint={t('cases.form.coercion.hint')} /><CheckboxField {...f('injuriesSeen', t('cases.form.injuriesSeen'))} />
          {(f.values.coercionAlleged || f.values.injuriesSeen) && <TextAreaField {...f('coercionNote', t('cases.form.coercionNote'))} rows={3} />}
        </Stack>
      </Section>
      <Section title={t('cases.part.end')}>
        <Stack gap="xs">
          <CheckboxField {...f('readBack', t('cases.form.readBack'))} />
          <RadioField {...f('signature', t('cases.form.signature'))} options={(['signed', 'refused'] as const).map((value) => ({ value, label: t(`cases.signature.${value}`) }))} />
          {f.values.signature === 'refused' && <TextField {...f('refusalNote', t('cases.form.refusalNote'))} />}
          <CheckboxField {...f('signedByRecorder', t('cases.form.signedByRecorder'))} />
        </Stack>
      </Section>
    </Stack>
  )
}
