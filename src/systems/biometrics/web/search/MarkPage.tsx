import { Alert, Badge, Stack } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { ActButton, ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName, PersonName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { readMark, withdrawMark } from '../../contract/marks.ts'
import { Box, Fact, SearchLine } from './parts.tsx'

/** One mark: its picture, where it is from, every search of it. */
export default function MarkPage() {
  const { id = '' } = useParams()
  const { t, number, numerals } = useWords()
  const may = useMay()
  const { data, problem, loading, again } = useRead(readMark, { id })
  return (
    <Page title={data ? t('biometrics.mark.title', { number: numerals(data.number) }) : t('biometrics.mark')} parent={{ label: t('biometrics.marks'), path: '/biometrics/marks' }} loading={loading} problem={problem} onRetry={again}
      beside={data && <Badge variant="light" color={data.state === 'identified' ? 'accent' : 'gray'}>{t(`biometrics.markState.${data.state}`)}</Badge>}
      acts={data && data.state !== 'withdrawn' && <div className="bs-acts">
        {may('biometrics.ask-search') && <ActButton label={t('biometrics.mark.search')} may="biometrics.ask-search" path={`/biometrics/search/new?case=${data.case.id}&mark=${id}`} look="primary" />}
        {may('biometrics.withdraw-mark') && data.state === 'unsolved' && <ActNowButton label={t('biometrics.mark.withdraw')} look="default" endpoint={withdrawMark} input={{ id, version: data.version, reason: '' }} onDone={again} confirm={{ title: t('biometrics.mark.withdraw'), text: t('biometrics.mark.withdraw.text'), reasonField: 'reason' }} />}
      </div>}>
      {data && (
        <Stack>
          {data.person && <Alert color="accent" variant="light" title={t('biometrics.mark.identified', { name: data.person.name })}><PersonName name={data.person.name} path={`/people/${data.person.id}`} /></Alert>}
          <Box title={t('biometrics.mark')}>
            <dl className="bs-facts">
              <Fact label={t('biometrics.matter.case')}><Link className="mz-link" to={`/cases/${data.case.id}`}><bdi dir="ltr">{numerals(data.case.number)}</bdi></Link></Fact>
              <Fact label={t('biometrics.field.exhibit')}><bdi>{data.exhibit}</bdi></Fact>
              <Fact label={t('biometrics.field.place')}><bdi>{data.place}</bdi></Fact>
              <Fact label={t('biometrics.field.liftedAt')}><DateText value={data.liftedAt} short time /><div className="mz-dim"><bdi>{data.liftedBy}</bdi></div></Fact>
              <Fact label={t('field.office')}><OfficeName office={data.office} /><div className="mz-dim"><bdi>{data.enteredBy}</bdi> · <DateText value={data.enteredAt} short time /></div></Fact>
              <Fact label={t('biometrics.mark.image')}>{t('biometrics.mark.quality', { quality: number(data.quality), minutiae: number(data.minutiae) })}</Fact>
              {(data.note ?? data.stateReason) && <Fact label={t('biometrics.field.note')}><bdi>{data.note}</bdi> <bdi>{data.stateReason}</bdi></Fact>}
            </dl>
            {data.image ? <img className="bs-image" src={data.image} width={data.width} height={data.height} alt={t('biometrics.mark.image')} /> : <p className="mz-dim">{t('biometrics.mark.noImage')}</p>}
          </Box>
          <Box title={t('biometrics.mark.searches')}>
            {data.searches.length === 0 ? <p className="mz-dim">{t('biometrics.searches.none')}</p> : <ul className="bs-rows">{data.searches.map((row) => <SearchLine key={row.id} row={row} />)}</ul>}
          </Box>
        </Stack>
      )}
    </Page>
  )
}
