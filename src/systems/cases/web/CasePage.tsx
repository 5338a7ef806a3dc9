import { Alert, Badge, Stack } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useParams } from 'react-router'
import { HandoverPanel } from '#kernel/web/HandoverPanel.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName, officeText } from '#kernel/web/PersonName.tsx'
import { RecordHeader } from '#kernel/web/RecordHeader.tsx'
import { RecordHistory } from '#kernel/web/RecordHistory.tsx'
import { RecordPanels } from '#kernel/web/RecordPanels.tsx'
import { RecordPapers } from '#kernel/web/RecordPapers.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { getCasePage, type CasePage as CaseData } from '../contract.ts'
import { CaseActs } from './CaseActs.tsx'
import { Decisions, Settlements } from './CaseDecisions.tsx'
import { Charges, Parties } from './CasePeople.tsx'
import { Diary, Scenes, Searches, Statements } from './CasePapers.tsx'
import { Article, Fact, Facts, OffenceName, Section, StageBadge, partyName } from './parts.tsx'

/** One case: who holds it, why, until when, who must act next; then everything in it. */
export default function CasePage() {
  const { id = '' } = useParams()
  const { t, numerals } = useWords()
  const { data, problem, loading, again } = useRead(getCasePage, { id })
  return (
    <Page title={data ? t('cases.title', { number: numerals(data.case.number) }) : t('kind.case')} parent={{ label: t('cases.list'), path: '/cases' }} loading={loading} problem={problem} onRetry={again}
      beside={data && <><StageBadge stage={data.case.stage} state={data.case.state} />{data.case.capital && <Badge color="gray" variant="outline">{t('cases.capital')}</Badge>}{data.case.juvenile && <Badge color="gray" variant="outline">{t('cases.juvenile')}</Badge>}</>}>
      {data && <CaseBody data={data} again={again} />}
    </Page>
  )
}

function CaseBody({ data, again }: { data: CaseData; again: () => void }) {
  const { t } = useWords()
  return (
    <>
      <Header data={data} />
      <Coercion data={data} />
      <CaseActs data={data} />
      <Section title={t('cases.part.what')}>
        <Facts>
          <Fact label={t('cases.column.summary')}>{data.case.summary}</Fact>
          <Fact label={t('cases.column.place')}>{data.case.place}</Fact>
          <Dates data={data} />
          <Fact label={t('cases.form.civilClaim')}>{t(`cases.civil.${data.case.civilClaim}`)}</Fact>
          {data.case.complaintOnly && <Fact label={t('cases.complaintOnly.short')}>{t(data.case.complained ? 'cases.complained' : 'cases.notComplained')}</Fact>}
        </Facts>
      </Section>
      <Parties data={data} />
      <Charges data={data} />
      <Decisions data={data} />
      <Settlements data={data} onDone={again} />
      <RecordPanels kind="case" recordId={data.case.id} />
      <Statements data={data} />
      <Searches data={data} />
      <Scenes data={data} />
      <Diary data={data} />
      <Handing data={data} again={again} />
      <Section title={t('field.documents')}><RecordPapers recordId={data.case.id} /></Section>
      <Section title={t('record.history')}><RecordHistory recordId={data.case.id} /></Section>
    </>
  )
}

function Header({ data }: { data: CaseData }) {
  const { t } = useWords()
  const { case: c, next } = data
  const last = data.decisions.at(-1)
  return (
    <RecordHeader
      holder={{ name: <OfficeName office={c.holder} />, detail: c.state === 'in-transit' ? t('value.in-transit') : c.holder.id === c.court.id ? undefined : <>{t('cases.under')} <OfficeName office={c.court} /></>, ...(c.state === 'in-transit' ? { tone: 'warning' as const } : {}) }}
      why={{ text: last ? t(`cases.decision.${last.kind}`) : <OffenceName code={c.offenceCode} />, article: last?.article ?? (c.origin === 'complaint' ? 'CPC 1, 49' : c.origin === 'arrest' ? 'CPC 102-103' : 'CPC 47-49') }}
      until={next.until ? { due: next.until } : { text: t('cases.noTerm') }}
      next={{ who: next.office ? <OfficeName office={next.office} /> : t('value.none'), what: <>{t(`cases.next.${next.code}`)}{next.article && <> <Article of={next.article} /></>}</> }} />
  )
}

function Dates({ data }: { data: CaseData }) {
  const { t, dateTime } = useWords()
  const { case: c } = data
  return (
    <>
      <Fact label={t('cases.column.occurredAt')}>{c.occurredAt ? dateTime(c.occurredAt) : t('value.unknown')}</Fact>
      <Fact label={t('cases.column.openedAt')}>{dateTime(c.openedAt)} · {t(`cases.origin.${c.origin}`)}{c.flagrante && ` · ${t('cases.form.flagrante')}`}</Fact>
      <Fact label={t('cases.station')}><OfficeName office={c.station} /></Fact>
      <Fact label={t('office.prosecution-office')}>{c.prosecution ? <OfficeName office={c.prosecution} /> : '—'}</Fact>
      {c.trialCourt && <Fact label={t('cases.trialCourt')}><OfficeName office={c.trialCourt} /></Fact>}
    </>
  )
}

/** Coercion is said at the top of the case, to everybody who opens it, for as long as the case lasts. */
function Coercion({ data }: { data: CaseData }) {
  const { t, dateTime } = useWords()
  const alleged = data.statements.filter((s) => s.coercionAlleged || s.injuriesSeen)
  if (alleged.length === 0) return null
  return (
    <Alert role="alert" color="alarm" variant="light" icon={<IconAlertOctagon size={22} />} title={t('alarm.coercion-alleged')} mb="md">
      <Stack gap={4}>
        {alleged.map((s) => <div key={s.id}><bdi>{partyName(data.parties, s.personId)}</bdi> · {dateTime(s.startedAt)}{s.coercionNote && <> — <bdi>{s.coercionNote}</bdi></>}</div>)}
        <div><Article of="CPC 127" /></div>
      </Stack>
    </Alert>
  )
}

function Handing({ data, again }: { data: CaseData; again: () => void }) {
  const { t, lang } = useWords()
  const { post } = useSession()
  const { case: c } = data
  const kinds = c.stage === 'investigation' ? ['investigation-court', 'police-station', 'juvenile-police'] : c.stage === 'referred' ? [c.trialCourt?.kind ?? 'felony-court'] : undefined
  return (
    <div style={{ marginBlockEnd: '1rem' }}>
      <HandoverPanel recordId={c.id} version={c.version} held={post?.office.id === c.holder.id} holderName={officeText(c.holder, lang)} {...(kinds ? { kinds } : {})} {...(c.state === 'closed' ? { disabledReason: t('refusal.kernel.record-closed') } : {})} onDone={again} />
    </div>
  )
}
