import { Alert, Badge, Loader, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link, useParams } from 'react-router'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName, PersonName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { RecordHistory } from '#kernel/web/RecordHistory.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { readSearch, repeatSearch, type SearchPage as Data } from '../../contract/search.ts'
import { Box, Fact, Law, ScoreWords, StateMark, Warnings } from './parts.tsx'

/** One search: for what, whether all was searched, what examiners found. Whoever asked sees the outcome, an examiner the candidates. */
export default function SearchPage() {
  const { id = '' } = useParams()
  const { t, numerals } = useWords()
  const { data, problem, loading, again } = useRead(readSearch, { id }, { every: 3000 })
  return (
    <Page title={data ? t('biometrics.search.title', { number: numerals(data.number) }) : t('biometrics.search')} parent={{ label: t('biometrics.searches'), path: '/biometrics/searches' }} loading={loading} problem={problem} onRetry={again} beside={data && <StateMark row={data} />}>
      {data && (
        <Stack>
          {data.state === 'waiting' && <Alert color="gray" icon={<Loader size={18} aria-hidden="true" />} title={t('biometrics.search.waiting')}>{t('biometrics.search.waiting.hint')}</Alert>}
          {data.complete === false && <Incomplete data={data} again={again} />}
          {data.identified.map((one) => <Alert key={one.candidateId} color="accent" variant="light" title={t('biometrics.search.identified', { name: one.name })}><PersonName name={one.name} path={`/people/${one.personId}`} /></Alert>)}
          <Warnings codes={data.warnings} />
          <Facts data={data} />
          {data.found && data.state !== 'waiting' && <Found data={data} />}
          <Box title={t('record.history')}><RecordHistory recordId={id} /></Box>
        </Stack>
      )}
    </Page>
  )
}

function Incomplete({ data, again }: { data: Data; again: () => void }) {
  const { t, numerals } = useWords()
  return (
    <Alert color="warning" icon={<IconAlertTriangle size={20} />} title={t('biometrics.search.incomplete')}>
      <p>{t('biometrics.search.incomplete.hint')}</p>
      <ul>{data.missing.map((one, index) => <li key={index}><span>{t('biometrics.search.missingPart', { partitions: numerals(one.partitions.join(', ')) || '—', reason: '' })}</span> <bdi dir="ltr">{one.shard} {one.reason}</bdi></li>)}</ul>
      {data.state !== 'waiting' && <ActNowButton label={t('biometrics.search.repeat')} look="default" endpoint={repeatSearch} input={{ id: data.id, version: data.version }} onDone={again} confirm={{ title: t('biometrics.search.repeat'), text: t('biometrics.search.repeat.text') }} />}
    </Alert>
  )
}

function Facts({ data }: { data: Data }) {
  const { t, number, numerals } = useWords()
  const may = useMay()
  const matters = [...(data.case ? [{ ...data.case, path: `/cases/${data.case.id}`, kind: 'case' }] : []), ...(data.custody ? [{ ...data.custody, path: `/custody/${data.custody.id}`, kind: 'custody' }] : []), ...(data.mark ? [{ ...data.mark, path: `/biometrics/mark/${data.mark.id}`, kind: 'mark' }] : [])]
  return (
    <Box title={t('biometrics.search')}>
      <dl className="bs-facts">
        <Fact label={t('biometrics.search.purpose')}>{t(`biometrics.purpose.${data.purpose}`)}<div><Law article={data.article} confidence={data.confidence} /></div></Fact>
        <Fact label={t('biometrics.search.matter')}>{matters.length === 0 ? '—' : matters.map((one) => <div key={one.id}>{t(`biometrics.matter.${one.kind}`)} {may(one.kind === 'mark' ? 'biometrics.read-marks' : `${one.kind === 'case' ? 'cases' : 'custody'}.read`) ? <Link className="mz-link" to={one.path}><bdi dir="ltr">{numerals(one.number)}</bdi></Link> : <bdi dir="ltr">{numerals(one.number)}</bdi>}</div>)}</Fact>
        <Fact label={t('biometrics.search.asked')}><bdi>{data.askedBy ?? t('biometrics.search.platform')}</bdi><div className="mz-dim"><OfficeName office={data.office} /> · <DateText value={data.askedAt} short time /></div></Fact>
        {!data.automatic && <Fact label={t('biometrics.search.basis')}><bdi>{data.basis}</bdi></Fact>}
        <Fact label={t('biometrics.search.prints')}>{data.prints.length === 0 ? '—' : data.prints.map((print, index) => <div key={index}>{print.finger === null ? t('biometrics.search.printUnknown', { quality: number(print.quality) }) : t('biometrics.search.print', { finger: t(`biometrics.finger.${print.finger}`), quality: number(print.quality) })}</div>)}</Fact>
        {data.looked !== null && <Fact label={data.complete ? t('biometrics.search.complete') : t('biometrics.search.incomplete')}>{t('biometrics.search.looked', { count: number(data.looked) })}{data.marksLooked !== null && <div>{t('biometrics.search.marksLooked', { count: number(data.marksLooked) })}</div>}{data.ranAt && <div className="mz-dim"><DateText value={data.ranAt} short time /></div>}</Fact>}
      </dl>
    </Box>
  )
}

function Found({ data }: { data: Data }) {
  const { t, number } = useWords()
  return (
    <Box title={t('biometrics.search.candidates')}>
      <p className="mz-dim">{t('biometrics.search.candidates.hint')}</p>
      {data.found!.length === 0 && <p>{t('biometrics.search.candidates.none')}</p>}
      <ul className="bs-rows">
        {data.found!.map((one) => (
          <li key={one.id}>
            <Link className="mz-link" to={`/biometrics/candidate/${one.id}`}>{t('biometrics.candidate.place', { place: number(one.place) })}</Link>
            <Badge variant={one.result === 'same' ? 'filled' : 'light'} color={one.state === 'conflict' ? 'warning' : one.result === 'same' ? 'accent' : 'gray'}>{one.result ? t(`biometrics.verdict.${one.result}`) : t(`biometrics.candidateState.${one.state}`)}</Badge>
            {one.ownOpinion && one.state !== 'settled' && <span className="mz-dim">{t('biometrics.opinions.yours')}</span>}
            <ScoreWords score={one.score} extrapolated={one.extrapolated} expectedFalse={one.expectedFalse} />
          </li>
        ))}
      </ul>
    </Box>
  )
}
