import { Link, useParams } from 'react-router'
import { ActButton, ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName, PersonName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { moveBack } from '../contract/cells.ts'
import { readInmate } from '../contract/reception.ts'
import { Fact, Facts, HeldUntil, OrderLine, Section, SentenceState, StandingBadge } from './parts.tsx'
import { SolitaryList } from './SolitaryList.tsx'

type Stay = OutputOf<typeof readInmate>

/** One person's stay: where, under which order, until when; what was written on arrival; every move since. */
export default function InmatePage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const { data, problem, loading, again } = useRead(readInmate, { id })
  return (
    <Page title={data?.inmate.name ?? t('prisons.inmate')} beside={data && <StandingBadge standing={data.inmate.standing} juvenile={data.inmate.juvenile} />} parent={{ label: t('prisons.inmates'), path: '/prisons/inmates' }} loading={loading} problem={problem} onRetry={again}
      acts={<Link className="mz-link" to={`/custody/${id}`}>{t('prisons.custodyPage')}</Link>}>
      {data && <><Head stay={data} again={again} /><Papers stay={data} /><Moves stay={data} again={again} /></>}
    </Page>
  )
}

function Head({ stay: d, again }: { stay: Stay; again: () => void }) {
  const { t, text, numerals } = useWords()
  const { post } = useSession()
  const i = d.inmate
  const gone = d.leftAt !== null ? t('prisons.goneAlready') : d.facility.id !== post?.office.id ? t('act.notHolder', { office: text(d.facility) }) : i.out === 'transit' ? t('act.inTransit') : null
  const to = (act: string) => `/prisons/inmates/${i.id}/${act}`
  return (
    <Section title={t('prisons.now')}>
      <Facts>
        <Fact label={t('prisons.facility')}><OfficeName office={d.facility} />{d.leftAt && <span className="mz-dim"> · {t(`prisons.left.${d.leftKind ?? 'released'}`)} <DateText value={d.leftAt} short time /></span>}</Fact>
        <Fact label={t('prisons.cell')}>{i.cell ?? (d.leftAt ? '—' : <span className="mz-warn">{t('prisons.noCell')}</span>)}{i.out && ` · ${t(`prisons.out.${i.out}`)}`}</Fact>
        <Fact label={t('field.number')}><bdi>{numerals(i.number)}</bdi></Fact><Fact label={t('field.caseNumber')}><bdi>{numerals(i.caseNumber)}</bdi></Fact>
        <Fact label={t('field.age')}>{i.age === null ? '—' : numerals(String(i.age))}</Fact><Fact label={t('field.article')}><bdi>{i.article}</bdi></Fact>
        <Fact label={t('prisons.heldUntil')}><HeldUntil inmate={i} hijri /></Fact>
        <Fact label={t('prisons.computation')}>{i.sentence === 'none' ? '—' : <Link className="mz-link" to={`/prisons/sentence/${i.id}`}><SentenceState state={i.sentence} /></Link>}</Fact>
        <Fact label={t('prisons.needs')}>{[i.pregnant && t('prisons.field.pregnant'), i.withInfant && t('prisons.field.withInfant'), i.vulnerable && t('prisons.field.vulnerable'), d.needs].filter(Boolean).join('، ')}</Fact>
        {d.keepApart.length > 0 && <Fact label={t('prisons.field.keepApart')}>{d.keepApart.map((k) => <div key={k.id}><PersonName name={k.name} path={`/prisons/inmates/${k.id}`} /></div>)}</Fact>}
      </Facts>
      <div className="pr-acts mz-no-print" style={{ marginBlockStart: '0.75rem' }}>
        <ActButton label={t('verb.prisons.place')} path={`/prisons/cells?move=${i.id}`} may="prisons.place" disabledReason={gone} reasonText={false} />
        {i.out && i.out !== 'transit' ? <ActNowButton label={t('prisons.back')} endpoint={moveBack} input={{ id: i.id, version: i.version }} disabledReason={gone} reasonText={false} onDone={again} /> : <ActButton label={t('prisons.takeOut')} path={to('out')} may="prisons.move" disabledReason={gone} reasonText={false} />}
        <ActButton label={t('verb.prisons.set-needs')} path={to('needs')} may="prisons.set-needs" disabledReason={gone} reasonText={false} />
        <ActButton label={t('verb.prisons.transfer')} path={to('transfer')} may="prisons.transfer" disabledReason={gone ?? (i.out ? t(`prisons.out.${i.out}`) : null)} reasonText={false} />
        <ActButton label={t('verb.prisons.order-solitary')} path={to('solitary')} may="prisons.order-solitary" disabledReason={gone ?? (i.solitaryUntil ? t('prisons.inSolitary') : null)} reasonText={false} />
        <ActButton label={t('verb.prisons.report-incident')} path={`/prisons/incidents/new?person=${i.id}`} may="prisons.report-incident" disabledReason={gone} reasonText={false} />
      </div>
      {gone && <small className="mz-dim">{gone}</small>}
    </Section>
  )
}

function Papers({ stay: d }: { stay: Stay }) {
  const { t, dateTime } = useWords()
  const [sheet, ...earlier] = d.sheets
  const rows = ['identity', 'commitment', 'arrest', 'injuriesAndComplaints', 'property', 'family', 'emergencyContact', 'toldInLanguage', 'remarks'] as const
  return (
    <div className="pr-two">
      <Section title={t('prisons.sheet')} acts={sheet && <span className="mz-dim"><bdi>{sheet.writer}</bdi> · {dateTime(sheet.writtenAt)}{earlier.length > 0 ? ` · ${t('prisons.sheetsBefore', { n: String(earlier.length) })}` : ''}</span>}>
        {sheet ? <Facts>{rows.filter((r) => sheet[r]).map((r) => <Fact key={r} label={t(r === 'remarks' ? 'field.note' : `prisons.field.${r}`)}>{sheet[r]}</Fact>)}</Facts> : <Link className="mz-link" to={`/prisons/reception/${d.inmate.id}`}>{t('prisons.sheetMissing')}</Link>}
      </Section>
      <Section title={t('prisons.admissions')} count={d.admissions.length}>
        <ul className="pr-lines">{d.admissions.map((a) => <li key={a.id}><OfficeName office={a.facility} /><DateText value={a.admittedAt} short time /><OrderLine order={a.order} />{a.leftAt && <span className="mz-dim">{t(`prisons.left.${a.leftKind ?? 'released'}`)} <DateText value={a.leftAt} short time /></span>}</li>)}</ul>
      </Section>
    </div>
  )
}

function Moves({ stay: d, again }: { stay: Stay; again: () => void }) {
  const { t, numerals } = useWords()
  return (
    <div className="pr-two">
      <Section title={t('prisons.placements')} count={d.placements.length}>
        <ul className="pr-lines">{d.placements.map((p) => <li key={p.id}><b><bdi>{p.cell}</bdi></b><DateText value={p.from} short time />{p.to && <> – <DateText value={p.to} short time /></>}{p.overCapacity && <span className="mz-warn">{t('prisons.overCapacity')}</span>}{p.reason && <span className="mz-dim"><bdi>{p.reason}</bdi></span>}</li>)}</ul>
      </Section>
      <Section title={t('prisons.movements')} count={d.movements.length}>
        <ul className="pr-lines">{d.movements.map((m) => <li key={m.id}><b>{t(`prisons.out.${m.kind}`)}</b><bdi>{m.destination}</bdi><DateText value={m.outAt} short time />{m.backAt ? <> – <DateText value={m.backAt} short time /></> : <span className="mz-warn">{t('prisons.stillOut')}</span>}</li>)}</ul>
      </Section>
      <SolitaryList custodyId={d.inmate.id} version={d.inmate.version} rows={d.solitary} again={again} />
      <Section title={t('prisons.transfers')} count={d.transfers.length}>
        <ul className="pr-lines">{d.transfers.map((x) => <li key={x.id}><OfficeName office={x.to} /><bdi>{numerals(x.orderNumber)}</bdi><bdi className="mz-dim">{x.reason}</bdi><DateText value={x.orderedAt} short time />{x.arrivedAt ? <span>{t('prisons.arrived')} <DateText value={x.arrivedAt} short time /></span> : <span className="mz-warn">{t('prisons.notArrived')}</span>}</li>)}</ul>
      </Section>
      <Section title={t('prisons.incidents')} count={d.incidents.length}>
        <ul className="pr-lines">{d.incidents.map((i) => <li key={i.id}><Link className="mz-link" to="/prisons/incidents">{t(`prisons.incident.${i.kind}`)}</Link><DateText value={i.occurredAt} short time />{!i.closedAt && <span className="mz-alarm">{t('prisons.open')}</span>}</li>)}</ul>
      </Section>
    </div>
  )
}
