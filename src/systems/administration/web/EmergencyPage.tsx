import { Alert, Badge } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { breakTheGlass, listBrokenGlass, review, type GlassView } from '#kernel/access/approval-contract.ts'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { FormToggle, Section } from './parts.tsx'

/** Opening a record in an emergency, one's own openings, and their review. */
export default function EmergencyPage() {
  const { t, time } = useWords()
  const [opened, setOpened] = useState<{ recordId: string; kind: string; expiresAt: string }>()
  const { data, problem, loading, again } = useRead(listBrokenGlass, { limit: 200 })
  const open = (data?.rows ?? []).filter((g) => g.reviewedAt === null)
  const reviewed = (data?.rows ?? []).filter((g) => g.reviewedAt !== null)
  return (
    <Page title={t('administration.glass')} loading={loading} problem={problem} onRetry={again} acts={<BreakGlass onDone={setOpened} />}>
      <p className="adm-hint">{t('administration.glass.hint')}</p>
      {opened && <Alert mb="md" role="status" title={t('administration.glass.until', { time: time(opened.expiresAt) })}><bdi>{opened.recordId}</bdi></Alert>}
      <Section title={t('administration.glass.open')}>
        {open.length === 0 ? <EmptyState title={t('list.empty')} /> : <ul className="adm-cards">{open.map((g) => <GlassCard key={g.id} glass={g} />)}</ul>}
      </Section>
      {reviewed.length > 0 && <Section title={t('administration.glass.reviewed')}><ul className="adm-cards">{reviewed.map((g) => <GlassCard key={g.id} glass={g} />)}</ul></Section>}
    </Page>
  )
}

function BreakGlass({ onDone }: { onDone: (opened: { recordId: string; kind: string; expiresAt: string }) => void }) {
  const { t } = useWords()
  return (
    <FormToggle label={t('administration.glass.break')} may="access.break-glass" icon={<IconAlertTriangle size={18} />}>
      {(close) => (
        <>
          <Alert color="alarm" variant="light">{t('administration.glass.warning')}</Alert>
          <ActForm endpoint={breakTheGlass} title={t('administration.glass.break')} tone="danger" submitLabel={t('administration.glass.break')} initial={{ kind: 'custody' }} onDone={(answer) => { onDone(answer); close() }} onCancel={close}>
            {(f) => (
              <>
                <SelectField {...f('kind')} options={(['custody', 'case'] as const).map((value) => ({ value, label: t(`administration.kind.${value}`) }))} />
                <OfficePicker {...f('officeId', t('field.office'))} />
                <TextField {...f('number', t('administration.glass.number'))} numeric />
                <TextAreaField {...f('reason')} rows={3} />
              </>
            )}
          </ActForm>
        </>
      )}
    </FormToggle>
  )
}

function GlassCard({ glass: g }: { glass: GlassView }) {
  const { t, text, number, numerals } = useWords()
  return (
    <li className="mz-card adm-card">
      <div>
        <b><bdi>{text(g.person)}</bdi></b> · <OfficeName office={g.office} /> <span className="mz-dim"><DateText value={g.openedAt} short /></span>
        <p style={{ margin: '0.3rem 0' }}>{g.reason}</p>
        <span className="mz-dim">{g.recordNumber ? numerals(g.recordNumber) : t('record.sealed')} · {t('administration.glass.reads')}: {number(g.reads)}</span>
        {g.finding && <p style={{ margin: '0.3rem 0' }}>{t('administration.glass.finding')}: {g.finding} <span className="mz-dim">({g.reviewedBy})</span></p>}
      </div>
      {g.reviewedAt ? <Badge variant="light">{t('administration.glass.reviewed')}</Badge> : g.own ? <span className="mz-dim">{t('refusal.access.own-glass')}</span> : (
        <FormToggle label={t('administration.glass.review')} may="access.review-glass">
          {(close) => <ActForm endpoint={review} title={t('administration.glass.review')} fixed={{ id: g.id }} onDone={close} onCancel={close}>{(f) => <TextAreaField {...f('finding', t('administration.glass.finding'))} rows={3} />}</ActForm>}
        </FormToggle>
      )}
    </li>
  )
}
