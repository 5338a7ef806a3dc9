import { Badge, Tabs } from '@mantine/core'
import { useParams, useSearchParams } from 'react-router'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName, PersonName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { RecordHeader } from '#kernel/web/RecordHeader.tsx'
import { RecordHistory } from '#kernel/web/RecordHistory.tsx'
import { RecordPanels } from '#kernel/web/RecordPanels.tsx'
import { RecordPapers } from '#kernel/web/RecordPapers.tsx'
import { readCustody, type CustodyPage as Custody } from '../contract/custody.ts'
import { arrestGrounds } from '../rules/arrest.ts'
import { ActsPanel } from './ActsPanel.tsx'
import { CareSection } from './CareSection.tsx'
import { Ceilings, CoverSection, Duties } from './CoverSection.tsx'
import { CustodyHandovers } from './CustodyHandovers.tsx'
import { lastMoment, lawArticle, useLabels } from './labels.ts'
import { OrdersSection } from './OrdersSection.tsx'
import { ReleaseSection } from './ReleaseSection.tsx'
import './custody.css'

const tabs = ['cover', 'orders', 'care', 'release', 'handover', 'papers', 'history'] as const

/** One person held: who holds them, why, until when, who must act next; everything else below. */
export default function CustodyPage() {
  const { id = '' } = useParams()
  const { t, stage, numerals } = useLabels()
  const { data, problem, loading, again } = useRead(readCustody, { id })
  const badges = data && (
    <>
      <bdi className="mz-dim">{numerals(data.number)}</bdi>
      <Badge variant="light" color={data.stage === 'release-ordered' ? 'warning' : 'gray'}>{stage(data.stage)}</Badge>
      {data.band !== 'adult' && <Badge variant="outline" color="gray">{t('custody.age.juvenile')}</Badge>}
      {data.capital && <Badge variant="outline" color="gray">{t('custody.capital')}</Badge>}
    </>
  )
  return (
    <Page title={data?.name ?? t('kind.custody')} beside={badges} parent={{ label: t('custody.board'), path: '/custody' }} loading={loading} problem={problem} onRetry={again}>
      {data && <Whole custody={data} again={again} />}
    </Page>
  )
}

function Whole({ custody, again }: { custody: Custody; again: () => void }) {
  const { t } = useLabels()
  const [search, setSearch] = useSearchParams()
  const tab = search.get('tab') ?? 'cover'
  return (
    <>
      <Answers custody={custody} />
      <ActsPanel custody={custody} />
      <div style={{ marginBlockEnd: '0.75rem' }}><CoverSection custody={custody} /></div>
      <RecordPanels kind="custody" recordId={custody.id} />
      <Tabs value={tab} onChange={(value) => setSearch(value === null ? {} : { tab: value }, { replace: true })} keepMounted={false}>
        <Tabs.List mb="sm" className="mz-no-print">{tabs.map((key) => <Tabs.Tab key={key} value={key}>{t(`custody.tab.${key}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="cover"><div className="cu-two"><Duties custody={custody} /><Ceilings custody={custody} /></div><Facts custody={custody} /></Tabs.Panel>
        <Tabs.Panel value="orders"><OrdersSection custody={custody} /></Tabs.Panel>
        <Tabs.Panel value="care"><CareSection custody={custody} /></Tabs.Panel>
        <Tabs.Panel value="release"><ReleaseSection id={custody.id} /></Tabs.Panel>
        <Tabs.Panel value="handover"><CustodyHandovers custody={custody} again={again} /></Tabs.Panel>
        <Tabs.Panel value="papers"><RecordPapers recordId={custody.id} /></Tabs.Panel>
        <Tabs.Panel value="history"><section className="mz-card cu-box"><RecordHistory recordId={custody.id} /></section></Tabs.Panel>
      </Tabs>
    </>
  )
}

function Answers({ custody }: { custody: Custody }) {
  const { t, cover, duty, numerals } = useLabels()
  const { next, ended } = custody
  const now = custody.intervals.at(-1)
  const gap = custody.cover.status === 'gap'
  return (
    <RecordHeader
      holder={{ name: ended ? t(`custody.stage.${ended.kind === 'bail' ? 'released' : ended.kind}`) : <OfficeName office={custody.holder} />, detail: custody.state === 'in-transit' ? t('value.in-transit') : t(`office.${custody.facilityKind}`), since: ended?.at ?? null, tone: custody.state === 'in-transit' ? 'warning' : undefined }}
      why={{ text: `${cover(custody.cover)}${now?.number ? ` ${numerals(now.number)}` : ''}`, article: custody.cover.article, tone: gap ? 'alarm' : undefined, paper: now?.documentId ? { path: `/api/documents/${now.documentId}/file` } : null }}
      until={{ due: ended || custody.cover.until === null ? null : lastMoment(custody.cover.until), text: custody.cover.until ? undefined : ended ? '—' : t('custody.noEnd'), warnHours: 24, tone: gap ? 'alarm' : undefined }}
      next={next === null ? { who: t('custody.next.nobody') } : { who: next.role ? t(`role.${next.role}`) : duty(next.act), what: <>{duty(next.act)}{next.office && <> · <OfficeName office={next.office} /></>}{next.article && <> · {next.article}</>}</>, tone: gap ? 'alarm' : undefined }} />
  )
}

function Facts({ custody }: { custody: Custody }) {
  const { t, text, offence, dateTime, date, numerals, office } = useLabels()
  const { arrest, birth } = custody
  const ground = arrestGrounds.find((one) => one.id === arrest.groundId)
  const rows: [string, React.ReactNode][] = [
    [t('field.offence'), offence(custody.offenceCode, custody.article)],
    [t('field.caseNumber'), <bdi key="number">{numerals(custody.caseNumber)}</bdi>],
    [t('custody.field.arrestedAt'), dateTime(arrest.at)],
    [t('custody.field.ground'), `${ground ? text(ground.name) : arrest.groundId} (${lawArticle(arrest.article)})`],
    ...(arrest.facts ? [[t('custody.field.facts'), arrest.facts] as [string, React.ReactNode]] : []),
    [t('field.place'), arrest.place], [t('custody.field.arrestedBy'), `${arrest.by} · ${office(arrest.station)}`],
    [t('field.birthDate'), birth.date === null ? t('value.unknown') : birth.precision === 'day' ? date(birth.date) : `${birth.date.slice(0, 4)} (${t(`custody.precision.${birth.precision}`)})`],
    [t('field.sex'), custody.sex ? t(`value.${custody.sex}`) : t('value.unknown')], [t('field.nationality'), custody.nationality ?? t('value.unknown')],
    [t('field.lawyer'), custody.lawyer ?? t('value.none')], [t('field.interpreter'), custody.interpreter ?? t('value.none')],
    [t('field.court'), office(custody.court) || '—'], [t('office.prosecution-office'), office(custody.prosecution) || '—'],
  ]
  return (
    <section className="mz-card cu-box">
      <h2><PersonName name={custody.name} path={`/people/${custody.personId}`} /></h2>
      <dl className="cu-facts">{rows.map(([label, value]) => [<dt key={label}>{label}</dt>, <dd key={`${label}.`}>{value}</dd>])}</dl>
    </section>
  )
}
