import { Badge, Stack } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { RecordHistory } from '#kernel/web/RecordHistory.tsx'
import { RecordPanels } from '#kernel/web/RecordPanels.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { readEnrolment, type EnrolmentPage as Enrolment } from '../contract/enrolment.ts'
import { FingerPanel, type Manner } from './enrolment/FingerPanel.tsx'
import { Finish } from './enrolment/Finish.tsx'
import { Hands } from './enrolment/Hands.tsx'
import { Photographs } from './enrolment/Photographs.tsx'
import { useScanner } from './enrolment/scanner.ts'
import { ScannerBar } from './enrolment/ScannerBar.tsx'
import './enrolment/enrolment.css'

/** One taking of prints: ten fingers, photographs, and how it ends. */
export default function EnrolmentPage() {
  const { id = '' } = useParams()
  const { t, numerals } = useWords()
  const { data, problem, loading, again } = useRead(readEnrolment, { id })
  return (
    <Page title={data?.name ?? t('biometrics.title')} parent={{ label: t('biometrics.title'), path: '/biometrics' }} loading={loading} problem={problem} onRetry={again}
      beside={data && <><bdi className="mz-dim">{numerals(data.number)}</bdi><Badge variant="light" color={data.state === 'taking' ? 'warning' : 'gray'}>{t(`biometrics.state.${data.state}`)}</Badge></>}>
      {data && <Whole page={data} />}
    </Page>
  )
}

function Whole({ page }: { page: Enrolment }) {
  const { t } = useWords()
  const device = page.devices.find((one) => one.id === page.deviceId)
  const [chosen, setChosen] = useState<number | undefined>(page.state === 'taking' ? page.fingers.find((one) => one.state === 'empty')?.finger : undefined)
  const [manner, setManner] = useState<Manner>({ kind: 'plain', dpi: device?.resolution ?? 500, device: device?.id ?? 'none' })
  const scanner = useScanner(page.own && page.state === 'taking' ? page.scanner : null)
  const view = page.fingers.find((one) => one.finger === chosen)
  const toNext = (done: number) => {
    const next = page.fingers.find((one) => one.state === 'empty' && one.finger !== done)
    if (next) setChosen(next.finger)
  }
  return (
    <Stack gap="sm">
      <Basis page={page} />
      {scanner && <ScannerBar scanner={scanner} />}
      <Hands fingers={page.fingers} chosen={chosen} onChoose={setChosen} />
      {view ? <FingerPanel page={page} view={view} manner={manner} onManner={setManner} scanner={scanner} onGood={toNext} /> : <p className="mz-dim" style={{ margin: 0 }}>{t(page.state === 'taking' ? 'biometrics.chooseFinger' : 'biometrics.lookAtFinger')}</p>}
      <Photographs page={page} />
      {page.own && page.state === 'taking' && <Finish page={page} />}
      <RecordPanels kind="enrolment" recordId={page.id} />
      {page.openings && <Openings openings={page.openings} />}
      <section className="mz-card bi-panel"><RecordHistory recordId={page.id} /></section>
    </Stack>
  )
}

/** For what, by whose word, under which article. */
function Basis({ page }: { page: Enrolment }) {
  const { t } = useWords()
  return (
    <section className="mz-card bi-panel" aria-label={t('biometrics.law')}>
      <dl className="bi-facts">
        <dt>{t('biometrics.field.purpose')}</dt><dd>{t(`biometrics.purpose.${page.purpose}`)}</dd>
        <dt>{t('biometrics.law')}</dt><dd><bdi dir="ltr">{page.article}</bdi> <ConfidenceMark value={page.confidence} /></dd>
        <dt>{t('biometrics.field.authority')}</dt><dd><bdi>{page.basis.replace(/^(\w+): /, (_, authority: string) => `${t(`biometrics.authority.${authority}`)}: `)}</bdi></dd>
        <dt>{t('biometrics.column.by')}</dt><dd><bdi>{page.begunBy}</bdi> · <OfficeName office={page.office} /> · <DateText value={page.begunAt} time /></dd>
        {page.endReason && <><dt>{t('field.reason')}</dt><dd><bdi>{page.endReason}</bdi></dd></>}
      </dl>
      {page.state === 'taking' && page.warnings.length > 0 && <FindingList findings={page.warnings} />}
      <p style={{ marginBlockEnd: 0 }}>
        <Link className="mz-link" to={`/people/${page.personId}`}>{t('biometrics.field.personId')}</Link>
        {page.custodyId && <>{' · '}<Link className="mz-link" to={`/custody/${page.custodyId}`}>{t('biometrics.ofCustody')}</Link></>}
      </p>
    </section>
  )
}

function Openings({ openings }: { openings: NonNullable<Enrolment['openings']> }) {
  const { t } = useWords()
  return (
    <section className="mz-card bi-panel" aria-label={t('biometrics.openings')}>
      <h2>{t('biometrics.openings')}</h2>
      {openings.length === 0 ? <p className="mz-dim" style={{ margin: 0 }}>{t('biometrics.openings.none')}</p> : (
        <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>{openings.map((one, index) => <li key={index}><bdi>{one.person}</bdi> · {t(`verb.${one.verb}`)} · <DateText value={one.at} time /></li>)}</ul>
      )}
    </section>
  )
}
