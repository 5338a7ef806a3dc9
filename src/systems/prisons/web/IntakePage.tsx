import { SimpleGrid } from '@mantine/core'
import { useNavigate, useParams } from 'react-router'
import { asDue } from '#kernel/clock/calendar.ts'
import { ActForm, type Bind } from '#kernel/web/ActForm.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import type { InputOf, OutputOf } from '#kernel/web/endpoint-types.ts'
import { CheckboxField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { HandoverPanel } from '#kernel/web/HandoverPanel.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { RecordPanels } from '#kernel/web/RecordPanels.tsx'
import { OfficeName, officeText, PersonName } from '#kernel/web/PersonName.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { readCells } from '../contract/cells.ts'
import { admit, readIntake } from '../contract/reception.ts'
import { Fact, Facts, OrderLine, Section, StandingBadge } from './parts.tsx'

type Intake = OutputOf<typeof readIntake>
type Values = InputOf<typeof admit>

/** One person at the desk: the order first, then what is written on arrival, then a place to sleep. */
export default function IntakePage() {
  const { id = '' } = useParams()
  const { t, lang, numerals } = useWords()
  const navigate = useNavigate()
  const { data, problem, loading, again } = useRead(readIntake, { id })
  const blocked = data?.findings.some((f) => f.outcome === 'block') ?? false
  return (
    <Page title={t('verb.prisons.admit')} parent={{ label: t('prisons.reception'), path: '/prisons/reception' }} beside={data && <PersonName name={data.name} />} loading={loading} problem={problem} onRetry={again}>
      {data && (
        <>
          <Section title={t('prisons.orderTitle')} acts={<StandingBadge standing={data.standing} juvenile={data.ageGroup === 'juvenile'} />}>
            <OrderLine order={data.order} />
            {data.findings.length > 0 && <FindingList findings={data.findings} />}
            <Facts>
              <Fact label={t('field.number')}><bdi>{numerals(data.number)}</bdi></Fact><Fact label={t('field.caseNumber')}><bdi>{numerals(data.caseNumber)}</bdi></Fact>
              <Fact label={t('field.sex')}>{data.sex ? t(`value.${data.sex}`) : '—'}</Fact><Fact label={t('field.age')}>{data.age === null ? '—' : numerals(String(data.age))}</Fact>
              <Fact label={t('field.from')}>{data.from && <OfficeName office={data.from} />}</Fact><Fact label={t('field.condition')}>{data.condition}</Fact><Fact label={t('field.escort')}>{data.escort}</Fact>
              {data.order && data.order.daysHeld !== null && <Fact label={t('prisons.daysHeld')}>{numerals(String(data.order.daysHeld))}</Fact>}
              {data.order?.endsAt && <Fact label={t('field.until')}><DateText value={asDue(new Date(data.order.endsAt)).toISOString()} time /></Fact>}
            </Facts>
          </Section>
          <RecordPanels kind="custody-reception" recordId={id} />
          {blocked ? (
            <>
              <Section title={t('prisons.notTakenIn')}><p>{t('prisons.notTakenInWhy')}</p></Section>
              {data.state === 'offered' && <HandoverPanel recordId={id} version={data.version} held={false} holderName={data.from ? officeText(data.from, lang) : ''} onDone={() => void navigate('/prisons/reception')} />}
            </>
          ) : (
            <Section title={t('prisons.sheet')}>
              <ActForm endpoint={admit} title={t('prisons.sheet')} fixed={{ id, version: data.version }} initial={{ sheet: { ...data.proposed } } as Partial<Values>} submitLabel={t('verb.prisons.admit')} toInput={(v) => ({ ...v, sheet: { injuriesFound: false, ...v.sheet } })}
                onDone={() => void navigate(`/prisons/inmates/${id}`)} onCancel={() => void navigate('/prisons/reception')} onReload={again}>
                {(f) => <Fields f={f} data={data} />}
              </ActForm>
            </Section>
          )}
        </>
      )}
    </Page>
  )
}

function Fields({ f, data }: { f: Bind<Values>; data: Intake }) {
  const { t } = useWords()
  const { data: plan } = useRead(readCells, {})
  const places = (plan?.rows ?? []).filter((c) => c.kind !== 'section' && (data.sex === null || c.sex === data.sex))
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextAreaField {...f('sheet.identity')} rows={2} hint={t('prisons.hint.identity')} />
        <TextAreaField {...f('sheet.commitment')} rows={2} />
        <TextAreaField {...f('sheet.arrest')} rows={2} />
        <TextAreaField {...f('sheet.injuriesAndComplaints')} rows={2} hint={t('prisons.hint.injuries')} />
        <TextAreaField {...f('sheet.property')} rows={2} hint={t('prisons.hint.none')} />
        <TextAreaField {...f('sheet.family')} rows={2} hint={t('prisons.hint.family')} />
        <TextField {...f('sheet.emergencyContact')} />
        <TextField {...f('sheet.toldInLanguage')} hint={t('prisons.hint.told')} />
      </SimpleGrid>
      <CheckboxField {...f('sheet.injuriesFound', t('prisons.field.injuriesFound'))} />
      <SelectField {...f('cellId', t('prisons.field.cellId'))} required={false} options={places.map((c) => ({ value: c.id, label: `${c.name} (${c.held}/${c.capacity})` }))} />
      <TextAreaField {...f('sheet.remarks', t('field.note'))} required={false} rows={2} />
    </>
  )
}
