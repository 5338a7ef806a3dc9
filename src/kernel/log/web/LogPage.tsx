import { Badge, Box } from '@mantine/core'
import { DateText } from '#kernel/web/DateText.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { StatCard } from '#kernel/web/StatCard.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { readWitnesses, type SeenCheckpoint, type WitnessView } from '../contract.ts'
import './log.css'

type Log = OutputOf<typeof readWitnesses>

/** What grave refusals are: not the line, but the history. */
const grave = new Set(['inconsistent', 'ahead'])

/** The public log: how long it is, who has witnessed it and when, with which keys it is signed. */
export default function LogPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useRead(readWitnesses, {}, { every: 5000 })
  return (
    <Page title={t('log.title')} loading={loading} problem={problem} onRetry={again}>
      <p className="lg-lead">{t('log.lead')}</p>
      {data && <><Sizes log={data} /><Witnesses log={data} />{data.refusals.length > 0 && <Refusals log={data} />}<Checkpoints log={data} /><Keys log={data} /><How /></>}
    </Page>
  )
}

function Sizes({ log }: { log: Log }) {
  const { t, number } = useWords()
  return (
    <div className="lg-stats">
      <StatCard label={t('log.newest')} value={log.newest ? number(log.newest.size) : '—'} hint={log.newest && <DateText value={log.newest.at} short time />} />
      <StatCard label={t('log.believed')} value={log.believed ? number(log.believed.size) : '—'} hint={log.believed && <DateText value={log.believed.at} short time />} tone={log.newest && !log.believed ? 'alarm' : undefined} />
    </div>
  )
}

function Witnesses({ log }: { log: Log }) {
  const { t, numerals } = useWords()
  return (
    <section className="mz-card lg-part">
      <h2>{t('log.witnesses')}</h2>
      <p className="mz-dim">{log.quorum === '' ? t('log.noQuorum') : <>{t('log.quorum')} <bdi dir="ltr">{numerals(log.quorum)}</bdi></>}</p>
      {log.witnesses.length > 0 && (
        <Box className="lg-scroll" tabIndex={0} role="group" aria-label={t('log.witnesses')}>
          <table>
            <thead><tr><th scope="col">{t('log.witness')}</th><th scope="col">{t('log.result')}</th><th scope="col">{t('log.lastSigned')}</th><th scope="col">{t('log.when')}</th><th scope="col">{t('log.lag')}</th></tr></thead>
            <tbody>{log.witnesses.map((witness) => <Witness key={witness.vkey} witness={witness} />)}</tbody>
          </table>
        </Box>
      )}
    </section>
  )
}

function Witness({ witness: w }: { witness: WitnessView }) {
  const { t, has, number, duration } = useWords()
  const state = has(`log.result.${w.result}`) ? t(`log.result.${w.result}`) : w.result
  return (
    <tr>
      <th scope="row"><bdi>{w.name}</bdi>{!w.counts && <small className="mz-dim"> · {t('log.doesNotCount')}</small>}</th>
      <td><Badge variant="light" color={grave.has(w.result) ? 'alarm' : w.result === 'cosigned' ? 'teal' : 'gray'}>{state}</Badge>{w.failures > 1 && <small className="mz-dim lg-more">{t('log.failures', { count: w.failures })}</small>}</td>
      <td>{w.size > 0 ? number(w.size) : '—'}</td>
      <td>{w.cosignedAt ? <DateText value={w.cosignedAt} short time /> : '—'}</td>
      <td>{w.lag === 0 ? t('log.noLag') : `${number(w.lag)} · ${duration(w.lagSeconds * 1000)}`}</td>
    </tr>
  )
}

function Refusals({ log }: { log: Log }) {
  const { t, has, number } = useWords()
  return (
    <section className="mz-card lg-part lg-grave">
      <h2>{t('log.refusals')}</h2>
      <p>{t('log.refusals.hint')}</p>
      <ul>{log.refusals.map((one) => (
        <li key={`${one.name} ${one.at}`}><b><bdi>{one.name}</bdi></b> · {has(`log.result.${one.result}`) ? t(`log.result.${one.result}`) : one.result} · {t('log.atSize', { size: number(one.size) })} · <DateText value={one.at} short time /></li>
      ))}</ul>
    </section>
  )
}

function Checkpoints({ log }: { log: Log }) {
  const { t } = useWords()
  if (log.checkpoints.length === 0) return null
  return (
    <section className="mz-card lg-part">
      <h2>{t('log.checkpoints')}</h2>
      <Box className="lg-scroll" tabIndex={0} role="group" aria-label={t('log.checkpoints')}>
        <table>
          <thead><tr><th scope="col">{t('log.size')}</th><th scope="col">{t('log.signedAt')}</th><th scope="col">{t('log.seenBy')}</th><th scope="col">{t('log.root')}</th></tr></thead>
          <tbody>{log.checkpoints.map((checkpoint) => <Checkpoint key={checkpoint.size} checkpoint={checkpoint} asked={log.quorum !== ''} />)}</tbody>
        </table>
      </Box>
    </section>
  )
}

function Checkpoint({ checkpoint: c, asked }: { checkpoint: SeenCheckpoint; asked: boolean }) {
  const { t, number } = useWords()
  return (
    <tr>
      <th scope="row">{number(c.size)}</th>
      <td><DateText value={c.at} short time /></td>
      <td>{c.seen.length === 0 ? <span className="mz-dim">{t('log.nobodyYet')}</span> : c.seen.map((one) => <span key={one.witness} className="lg-seen"><bdi>{one.witness}</bdi> <small className="mz-dim"><DateText value={one.at} short time /></small></span>)}
        {asked && c.seen.length > 0 && !c.enough && <small className="mz-dim"> · {t('log.tooFew')}</small>}</td>
      <td><code dir="ltr">{c.root.slice(0, 16)}…</code></td>
    </tr>
  )
}

function Keys({ log }: { log: Log }) {
  const { t, number } = useWords()
  if (log.keys.length === 0) return null
  return (
    <section className="mz-card lg-part">
      <h2>{t('log.keys')}</h2>
      <p className="mz-dim">{t('log.keys.hint')}</p>
      <ul>{log.keys.map((key) => (
        <li key={key.vkey}><code dir="ltr">{key.vkey}</code><br /><small className="mz-dim">{key.to === null ? t('log.key.from', { from: number(key.from) }) : t('log.key.fromTo', { from: number(key.from), to: number(key.to) })}</small></li>
      ))}</ul>
    </section>
  )
}

/** The command that checks it all, and where the parts are. */
function How() {
  const { t } = useWords()
  const address = `${window.location.origin}/log`
  return (
    <section className="mz-card lg-part">
      <h2>{t('log.how')}</h2>
      <p>{t('log.how.hint')}</p>
      <pre dir="ltr"><code>{`./mizan verify --log ${address} --from my.checkpoint --key KEY --policy policy.txt`}</code></pre>
      <p><a className="mz-link" href="/log/checkpoint">{t('log.theCheckpoint')}</a> · <a className="mz-link" href="/log/policy">{t('log.thePolicy')}</a> · <a className="mz-link" href="/log/keys">{t('log.theKeys')}</a></p>
    </section>
  )
}
