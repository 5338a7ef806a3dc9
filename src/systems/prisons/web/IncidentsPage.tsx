import { Badge } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { closeIncident, listIncidents, tellOutside, type IncidentView } from '../contract/safety.ts'
import { Article, Fact, Facts, Section, useFacility } from './parts.tsx'

/** Deaths, escapes, serious incidents: what happened, and who outside was told when. */
export default function IncidentsPage() {
  const { t } = useWords()
  const { facilityId } = useFacility()
  const { data, problem, loading, again } = useRead(listIncidents, facilityId ? { facilityId } : {})
  return (
    <Page title={t('prisons.incidents')} loading={loading} problem={problem} onRetry={again} acts={<ActButton label={t('verb.prisons.report-incident')} path="/prisons/incidents/new" may="prisons.report-incident" look="danger" reasonText={false} />}>
      {data?.rows.length === 0 && <EmptyState title={t('prisons.noIncidents')} />}
      {data?.rows.map((i) => <Incident key={i.id} incident={i} again={again} />)}
    </Page>
  )
}

function Incident({ incident: i, again }: { incident: IncidentView; again: () => void }) {
  const { t, numerals } = useWords()
  const may = useMay()
  const [open, setOpen] = useState<'told' | 'close' | undefined>()
  const done = () => { setOpen(undefined); again() }
  const untold = i.duties.filter((d) => d.toldAt === null)
  return (
    <Section title={`${t(`prisons.incident.${i.kind}`)} · ${numerals(i.number)}`} acts={<Badge variant="light" color={i.closedAt ? 'gray' : 'alarm'}>{t(i.closedAt ? 'value.closed' : 'prisons.open')}</Badge>}>
      <Facts>
        <Fact label={t('field.at')}><DateText value={i.occurredAt} time hijri /></Fact><Fact label={t('field.place')}>{i.place}</Fact><Fact label={t('prisons.facility')}><OfficeName office={i.facility} /></Fact><Fact label={t('prisons.reporter')}><bdi>{i.reporter}</bdi></Fact>
        <Fact label={t('field.person')}>{i.persons.map((p) => <div key={p.custodyId}><Link className="mz-link" to={`/prisons/inmates/${p.custodyId}`}><bdi>{p.name}</bdi></Link></div>)}</Fact>
        <Fact label={t('field.description')}>{i.description}</Fact>{i.outcome && <Fact label={t('prisons.field.outcome')}>{i.outcome}</Fact>}
      </Facts>
      <h3 style={{ fontSize: '0.9rem', marginBlockEnd: '0.35rem' }}>{t('prisons.toldOutside')}</h3>
      <ul className="pr-lines">
        {i.duties.map((d) => (
          <li key={d.recipient}>
            <b>{t(`prisons.recipient.${d.recipient}`)}</b>
            {d.toldAt ? <span className={d.late ? 'mz-warn' : ''}>{t(`prisons.how.${d.how ?? 'platform'}`)} · <bdi>{d.toldWhom}</bdi> · <DateText value={d.toldAt} short time /></span> : <strong className="mz-alarm">{t('prisons.notTold')}</strong>}
            <Article of={d.article} />
          </li>
        ))}
      </ul>
      {!i.closedAt && open === undefined && (
        <div className="pr-acts mz-no-print" style={{ marginBlockStart: '0.75rem' }}>
          {untold.length > 0 && may('prisons.tell-outside') && <ActButton label={t('verb.prisons.tell-outside')} onClick={() => setOpen('told')} />}
          {may('prisons.close-incident') && <ActButton label={t('verb.prisons.close-incident')} onClick={() => setOpen('close')} />}
        </div>
      )}
      {open === 'told' && (
        <ActForm endpoint={tellOutside} title={t('verb.prisons.tell-outside')} fixed={{ id: i.id }} initial={{ toldAt: new Date().toISOString() }} onDone={done} onCancel={() => setOpen(undefined)}>
          {(f) => (
            <>
              <SelectField {...f('recipient')} options={untold.map((d) => ({ value: d.recipient, label: t(`prisons.recipient.${d.recipient}`) }))} />
              <TextField {...f('toldWhom')} /><SelectField {...f('how')} options={(['telephone', 'letter', 'in-person'] as const).map((value) => ({ value, label: t(`prisons.how.${value}`) }))} /><DateTimeField {...f('toldAt')} />
            </>
          )}
        </ActForm>
      )}
      {open === 'close' && (
        <ActForm endpoint={closeIncident} title={t('verb.prisons.close-incident')} fixed={{ id: i.id }} tone="danger" onDone={done} onCancel={() => setOpen(undefined)}>
          {(f) => <><TextAreaField {...f('outcome')} rows={3} />{i.kind === 'death' && <><TextField {...f('deathCertificate')} required={false} /><TextField {...f('remainsHandedTo')} required={false} /></>}</>}
        </ActForm>
      )}
    </Section>
  )
}
