import { Alert, Group, SimpleGrid, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { ActForm, type Bind } from '#kernel/web/ActForm.tsx'
import { DateField, DateTimeField } from '#kernel/web/DateField.tsx'
import type { InputOf, OutputOf } from '#kernel/web/endpoint-types.ts'
import { CheckboxField, RadioField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { openCase } from '../contract.ts'
import { AccusedRows } from './AccusedRows.tsx'
import { complaintRule } from './offences.ts'
import { Article, Fact, Facts, Section } from './parts.tsx'
import { PersonField } from './PersonField.tsx'
import { thisMoment } from './use-case.tsx'

type Values = InputOf<typeof openCase>

/** Taking a complaint: one page in the order in which people tell it, by keyboard alone; Ctrl+Enter sends. */
export default function OpenCasePage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const [opened, setOpened] = useState<OutputOf<typeof openCase>>()
  const [round, setRound] = useState(0)
  const initial: Partial<Values> = { kind: 'complaint', capacity: 'victim', signed: false, receivedAt: thisMoment(), civilClaim: 'not-said', accused: [{ personId: null, offenceCode: '' }] }
  return (
    <Page title={t('verb.cases.open')} parent={{ label: t('cases.list'), path: '/cases' }}>
      {opened ? <Opened opened={opened} onAgain={() => { setOpened(undefined); setRound(round + 1) }} /> : (
        <ActForm key={round} endpoint={openCase} title={t('verb.cases.open')} initial={initial} submitLabel={t('cases.openNow')} onDone={setOpened} onCancel={() => { void navigate('/cases') }}>
          {(f) => <Fields f={f} />}
        </ActForm>
      )}
    </Page>
  )
}

function Fields({ f }: { f: Bind<Values> }) {
  const { t } = useWords()
  const information = f.values.kind === 'information'
  return (
    <Stack gap={0}>
      <Section title={t('cases.part.who')}>
        <Stack gap="sm">
          <RadioField {...f('kind', t('cases.form.kind'))} options={(['complaint', 'information'] as const).map((value) => ({ value, label: t(`cases.origin.${value}`) }))} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {information ? <TextField {...f('informant', t('cases.role.informant'))} hint={t('cases.form.informant.hint')} autoFocus /> : <PersonField {...f('complainantId', t('cases.role.complainant'))} required autoFocus />}
            {!information && <SelectField {...f('capacity', t('cases.form.capacity'))} options={(['victim', 'representative', 'other-informant'] as const).map((value) => ({ value, label: t(`cases.capacity.${value}`) }))} />}
            <DateTimeField {...f('receivedAt', t('cases.form.receivedAt'))} />
            {!information && <SelectField {...f('civilClaim', t('cases.form.civilClaim'))} options={(['included', 'declined', 'not-said'] as const).map((value) => ({ value, label: t(`cases.civil.${value}`) }))} />}
          </SimpleGrid>
        </Stack>
      </Section>
      <Section title={t('cases.part.what')}>
        <Stack gap="sm">
          <TextAreaField {...f('summary', t('cases.form.summary'))} rows={4} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextField {...f('place', t('cases.form.place'))} />
            <DateTimeField {...f('occurredAt', t('cases.column.occurredAt'))} />
          </SimpleGrid>
          <TextField {...f('witnesses', t('cases.form.witnesses'))} hint={t('cases.form.witnesses.hint')} />
        </Stack>
      </Section>
      <Section title={t('cases.part.against')}>
        <Stack gap="sm">
          <AccusedRows f={f} />
          <ComplaintOnly f={f} />
        </Stack>
      </Section>
      <Section title={t('cases.part.rest')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Stack gap="xs">
            <CheckboxField {...f('signed', t('cases.form.signed'))} />
            <CheckboxField {...f('flagrante', t('cases.form.flagrante'))} />
            <CheckboxField {...f('victimIsKin', t('cases.form.victimIsKin'))} />
            <CheckboxField {...f('againstPublicServant', t('cases.form.againstPublicServant'))} />
            <CheckboxField {...f('stateProperty', t('cases.form.stateProperty'))} />
          </Stack>
          <OfficePicker {...f('courtId', t('cases.form.court'))} kinds={['investigation-court']} hint={t('cases.form.court.hint')} />
        </SimpleGrid>
      </Section>
    </Stack>
  )
}

/** What follows from the chosen offence before anything is sent: only the victim may complain, and until when (CPC 3, 6). */
function ComplaintOnly({ f }: { f: Bind<Values> }) {
  const { t, date } = useWords()
  const { victimIsKin = false, againstPublicServant = false, stateProperty = false } = f.values
  const rule = complaintRule((f.values.accused ?? []) as { offenceCode?: string; circumstance?: string }[], { victimIsKin, againstPublicServant, stateProperty }, f.values.knewOn)
  if (!rule.needed) return null
  const late = rule.last !== undefined && baghdadDay(new Date(thisMoment())) > rule.last
  return (
    <Alert variant="light" color={late ? 'alarm' : 'gray'} icon={<IconAlertTriangle size={20} />} title={t('cases.complaintOnly')}>
      <Group align="end">
        <DateField {...f('knewOn', t('cases.form.knewOn'))} />
        {rule.last && <span className={late ? 'mz-alarm' : ''}>{t(late ? 'cases.complaintLapsed' : 'cases.complaintUntil', { day: date(rule.last) })} <Article of="CPC 6" /></span>}
      </Group>
    </Alert>
  )
}

/** After it is recorded: the numbers to tell the complainant, the paper to print, and what the law has to say about it. */
function Opened({ opened, onAgain }: { opened: OutputOf<typeof openCase>; onAgain: () => void }) {
  const { t, numerals } = useWords()
  return (
    <div className="mz-card" style={{ padding: '1rem' }} role="status">
      <Stack gap="md">
        <Facts>
          <Fact label={t('cases.column.number')}><b style={{ fontSize: '1.5rem' }}><bdi dir="ltr">{numerals(opened.number)}</bdi></b></Fact>
          {opened.diaryNumber && <Fact label={t('cases.diaryNumber')}><b style={{ fontSize: '1.5rem' }}><bdi dir="ltr">{numerals(opened.diaryNumber)}</bdi></b></Fact>}
          <Fact label={t('field.documents')}><a className="mz-link" href={`/api/documents/${opened.documentId}/file`} target="_blank" rel="noreferrer">{t('cases.complaintPaper')}</a></Fact>
        </Facts>
        {opened.warnings.length > 0 && <FindingList findings={opened.warnings} />}
        <Group gap="sm">
          <ActButton label={t('cases.openCase')} path={`/cases/${opened.id}`} look="primary" />
          <ActButton label={t('cases.anotherComplaint')} onClick={onAgain} />
        </Group>
      </Stack>
    </div>
  )
}
