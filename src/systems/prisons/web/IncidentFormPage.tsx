import { useNavigate, useSearchParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { CheckboxField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { readInmate } from '../contract/reception.ts'
import { IncidentKind, reportIncident } from '../contract/safety.ts'
import { Section } from './parts.tsx'

/** What happened, at once; whoever has an office in the platform is told in the same act. */
export default function IncidentFormPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const person = params.get('person') ?? undefined
  const { data } = useRead(readInmate, { id: person ?? '' }, { when: person !== undefined })
  const back = () => void navigate('/prisons/incidents')
  return (
    <Page title={t('verb.prisons.report-incident')} parent={{ label: t('prisons.incidents'), path: '/prisons/incidents' }}>
      <Section title={t('verb.prisons.report-incident')}>
        {data && <p><b><bdi>{data.inmate.name}</bdi></b></p>}
        <p className="mz-dim">{t('prisons.incidentHelp')}</p>
        <ActForm endpoint={reportIncident} title={t('verb.prisons.report-incident')} tone="danger" record={person ?? 'new'} fixed={{ custodyIds: person ? [person] : [] }} initial={{ occurredAt: new Date().toISOString() }} submitLabel={t('verb.prisons.report-incident')} onDone={back} onCancel={back}>
          {(f) => (
            <>
              <SelectField {...f('kind', t('field.kind'))} options={IncidentKind.options.map((value) => ({ value, label: t(`prisons.incident.${value}`), disabled: person === undefined && (value === 'death' || value === 'escape') }))} />
              <DateTimeField {...f('occurredAt', t('field.at'))} /><TextField {...f('place')} /><TextAreaField {...f('description')} rows={4} />
              {person === undefined && <CheckboxField {...f('foreigner')} />}{f.values.kind === 'death' && <TextField {...f('deathCertificate')} required={false} />}
            </>
          )}
        </ActForm>
      </Section>
    </Page>
  )
}
