import { Badge, Modal } from '@mantine/core'
import { IconEye, IconFolderOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActButton, ActNowButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CoverBar } from '#kernel/web/CoverBar.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import '#systems/custody/web/public.tsx'
import { dismissAlarm, readAlarm, seeAlarm, type AlarmView } from '../contract.ts'
import { useAlarmWords } from './alarm-words.ts'
import './oversight.css'

/** One alarm: what happened, where, the cover of the person, and the answer of its receiver. */
export default function AlarmPage() {
  const { id = '' } = useParams()
  const { t, kindOf } = useAlarmWords()
  const { data, problem, loading, again } = useRead(readAlarm, { id })
  const alarm = data?.alarm
  return (
    <Page title={alarm ? kindOf(alarm.kind) : t('oversight.alarm')} beside={alarm && <Badge color={alarm.state === 'open' ? 'alarm' : 'gray'} variant="light" size="lg">{t(`oversight.state.${alarm.state}`)}</Badge>}
      parent={{ label: t('oversight.alarms'), path: '/alarms' }} loading={loading} problem={problem} onRetry={again}>
      {alarm && <><Facts alarm={alarm} /><Acts alarm={alarm} onDone={again} /></>}
      {data?.cover && <Cover cover={data.cover} />}
      {data && data.earlier.length > 0 && <Earlier rows={data.earlier} />}
    </Page>
  )
}

function Facts({ alarm: a }: { alarm: AlarmView }) {
  const { t, numerals, detailOf } = useAlarmWords()
  const again = Number(a.detail['again'] ?? 0)
  return (
    <dl className="mz-card ov-facts">
      <div><dt>{t('oversight.about')}</dt><dd>{a.record ? <Link className="mz-link" to={a.record.path}><bdi>{a.record.label}</bdi>{a.record.number && <> · <bdi>{numerals(a.record.number)}</bdi></>}</Link> : t('oversight.sealed')}</dd></div>
      <div><dt>{t('oversight.where')}</dt><dd><OfficeName office={a.office} /></dd></div>
      <div><dt>{t('field.article')}</dt><dd><bdi>{a.article}</bdi></dd></div>
      <div><dt>{t('oversight.raised')}</dt><dd><DateText value={a.raisedAt} time />{again > 0 && <span className="mz-alarm"> · {t('oversight.again', { count: again })}</span>}</dd></div>
      <div><dt>{t('oversight.to')}</dt><dd><OfficeName office={a.raisedTo} /></dd></div>
      {detailOf(a).map((d) => <div key={d.label}><dt>{d.label}</dt><dd><bdi>{d.value}</bdi></dd></div>)}
      {a.dismissedAt && <div><dt>{t('oversight.dismissedBy')}</dt><dd><bdi>{a.dismissedBy}</bdi> · <DateText value={a.dismissedAt} time /></dd></div>}
      {a.reason && <div><dt>{t('field.reason')}</dt><dd>{a.reason}</dd></div>}
    </dl>
  )
}

function Acts({ alarm, onDone }: { alarm: AlarmView; onDone: () => void }) {
  const { t } = useAlarmWords()
  const [asking, setAsking] = useState(false)
  const not = alarm.state === 'dismissed' ? t('oversight.over') : alarm.mayAnswer ? undefined : t('oversight.notYours')
  return (
    <div className="ov-acts mz-no-print">
      {alarm.record && <ActButton label={t('oversight.openRecord')} look="primary" icon={<IconFolderOpen size={18} />} path={alarm.record.path} />}
      {alarm.seenAt === null && alarm.state === 'open' && <ActNowButton label={t('oversight.see')} icon={<IconEye size={18} />} endpoint={seeAlarm} input={{ id: alarm.id }} disabledReason={not} onDone={onDone} />}
      <ActButton label={t('oversight.dismiss')} look="danger" disabledReason={not} onClick={() => setAsking(true)} />
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('oversight.dismiss')} closeButtonProps={{ 'aria-label': t('button.close') }}>
        <p className="mz-dim">{t('oversight.dismiss.text')}</p>
        <ActForm endpoint={dismissAlarm} title={t('oversight.dismiss')} fixed={{ id: alarm.id }} tone="danger" submitLabel={t('oversight.dismiss')} onCancel={() => setAsking(false)} onDone={() => { setAsking(false); onDone() }}>
          {(f) => <TextAreaField {...f('reason')} rows={4} autoFocus />}
        </ActForm>
      </Modal>
    </div>
  )
}

function Cover({ cover }: { cover: NonNullable<OutputOf<typeof readAlarm>['cover']> }) {
  const { t } = useAlarmWords()
  const last = cover.intervals.at(-1)
  const covered = cover.intervals.filter((i) => !['gap', 'released', 'bail', 'escaped', 'dead'].includes(i.kind))
  return (
    <CoverBar from={cover.from} to={cover.to}
      intervals={covered.map((i) => ({ from: i.from, to: i === last && cover.to === null ? null : i.to, kind: i.kind, label: t(`custody.cover.${i.kind}`), article: i.article }))}
      gaps={cover.intervals.filter((i) => i.kind === 'gap').map((i) => ({ from: i.from, to: i.to }))} />
  )
}

function Earlier({ rows }: { rows: readonly AlarmView[] }) {
  const { t, kindOf } = useAlarmWords()
  return (
    <section style={{ marginBlockStart: '1rem' }}>
      <h2>{t('oversight.earlier')}</h2>
      <ul className="mz-card ov-earlier">
        {rows.map((a) => (
          <li key={a.id}>
            <Link className="mz-link" to={`/alarms/${a.id}`}>{kindOf(a.kind)}</Link>
            <span className="mz-dim"><DateText value={a.raisedAt} short time /> · <OfficeName office={a.raisedTo} /> · {t(`oversight.state.${a.state}`)}</span>
            {a.reason && <span>{a.reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
