import { ActButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { listBails, listReleases, type ReleaseView } from '../contract/release.ts'
import { useLabels } from './labels.ts'
import { ReleaseSteps } from './ReleaseSteps.tsx'

/** Release orders of a custody with their proof, and bail. */
export function ReleaseSection({ id }: { id: string }) {
  const { t } = useLabels()
  const { data } = useRead(listReleases, { custodyId: id, state: 'all' })
  if (data === undefined) return null
  return (
    <div className="cu-two">
      <section className="mz-card cu-box">
        <h2>{t('custody.release')}</h2>
        {data.rows.length === 0 && <p className="mz-dim">{t('custody.release.none')}</p>}
        <ul className="cu-list">{data.rows.map((release) => <li key={release.id}><ReleaseFacts release={release} /><DateText value={release.orderedAt} short /></li>)}</ul>
      </section>
      <Bails id={id} />
    </div>
  )
}

/** One order: what it rests on, how far it has come, what the check found. */
export function ReleaseFacts({ release }: { release: ReleaseView }) {
  const { t, office, choice, numerals } = useLabels()
  const { check } = release
  return (
    <div style={{ display: 'grid', gap: '0.4rem' }}>
      <div><b>{choice('decision', release.decision)}</b> <span className="mz-dim">({release.article})</span> · <bdi>{numerals(release.number)}</bdi> · {office(release.orderedBy)}</div>
      {release.late && <div className="mz-alarm">{t('alarm.release-late')}</div>}
      <ReleaseSteps release={release} />
      {release.withdrawnAt && <div className="mz-warn">{t('custody.release.withdrawn')}: {release.withdrawnReason && t(release.withdrawnReason)}</div>}
      {release.keptAt && <div className="mz-warn">{t('custody.release.kept')}: {release.keptReason}</div>}
      {check && (
        <div className="mz-dim" style={{ fontSize: '0.85rem' }}>
          {t('custody.release.identifiedBy', { by: choice('identifier', check.identifiedBy) })}
          {check.openCases.length > 0 && <div>{t('custody.release.openCases', { numbers: check.openCases.join('، ') })}</div>}
          {check.notThisPerson.length > 0 && <div>{t('custody.release.notThisPerson')}: {check.notThisPerson.join(' · ')}</div>}
          {check.findings.length > 0 && <FindingList findings={check.findings as Parameters<typeof FindingList>[0]['findings']} />}
        </div>
      )}
      {release.slipPaper && <a className="mz-link" href={`/api/documents/${release.slipPaper}/file`} target="_blank" rel="noreferrer">{t('custody.release.slip')}</a>}
    </div>
  )
}

function Bails({ id }: { id: string }) {
  const { t, money, choice } = useLabels()
  const { data } = useRead(listBails, { id })
  return (
    <section className="mz-card cu-box">
      <h2>{t('custody.bails')}</h2>
      {data?.rows.length === 0 && <p className="mz-dim">{t('custody.bails.none')}</p>}
      <ul className="cu-list">
        {data?.rows.map((bail) => (
          <li key={bail.id}>
            <div><b>{choice('bail', bail.kind)}</b>{bail.amountIqd !== null && <> · {money(bail.amountIqd)}</>}<div className="mz-dim" style={{ fontSize: '0.85rem' }}>{bail.decidedBy}{bail.guarantor && ` · ${t('custody.field.guarantorName')}: ${bail.guarantor}`}</div>
              {bail.givenAt ? <div>{t('custody.bail.given')} <DateText value={bail.givenAt} short /></div> : <ActButton label={t('verb.custody.give-bail')} may="custody.give-bail" reasonText={false} path={`/custody/${id}/do/give-bail?bail=${bail.id}`} />}
            </div>
            <DateText value={bail.decidedAt} short />
          </li>
        ))}
      </ul>
    </section>
  )
}
