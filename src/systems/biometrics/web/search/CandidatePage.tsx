import { Alert, Badge, Group, Stack } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { RadioField, TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { PersonName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { decideCandidate, proposeLink, readCandidate, Verdict, type CandidatePage as Data } from '../../contract/search.ts'
import { LinkCard } from './LinksPage.tsx'
import { Pairing } from './Pairing.tsx'
import { Box, ScoreWords } from './parts.tsx'

/** A candidate beside what was searched, and the opinions of two examiners who do not see each other's. */
export default function CandidatePage() {
  const { id = '' } = useParams()
  const { t, number, numerals } = useWords()
  const { data, problem, loading, again } = useRead(readCandidate, { id })
  return (
    <Page title={data ? t('biometrics.candidate', { place: number(data.place) }) : t('biometrics.candidate.open')} loading={loading} problem={problem} onRetry={again}
      parent={data ? { label: t('biometrics.search.title', { number: numerals(data.search.number) }), path: `/biometrics/search/${data.search.id}` } : { label: t('biometrics.searches'), path: '/biometrics/searches' }}
      beside={data && <Badge variant={data.result === 'same' ? 'filled' : 'light'} color={data.state === 'conflict' ? 'warning' : data.result === 'same' ? 'accent' : 'gray'}>{data.result ? t(`biometrics.verdict.${data.result}`) : t(`biometrics.candidateState.${data.state}`)}</Badge>}>
      {data && (
        <Stack>
          {data.state !== 'settled' && <Alert color="gray" icon={<IconEyeOff size={20} />} title={t('biometrics.candidate.never')}>{t('biometrics.candidate.never.why')}</Alert>}
          <Box title={t('biometrics.score.fused')}><ScoreWords score={data.score} extrapolated={data.extrapolated} expectedFalse={data.expectedFalse} />{data.latent && <p className="mz-dim">{t('biometrics.mark.latent')}</p>}</Box>
          {data.fingers.map((one, index) => (
            <Box key={index} title={t('biometrics.candidate.finger', { finger: t(`biometrics.finger.${one.finger}`) })}>
              <ScoreWords score={one.score} extrapolated={one.extrapolated} />
              <Pairing one={one} />
            </Box>
          ))}
          <Opinions data={data} again={again} />
          {data.persons && <Persons data={data} again={again} />}
        </Stack>
      )}
    </Page>
  )
}

function Opinions({ data, again }: { data: Data; again: () => void }) {
  const { t, number } = useWords()
  return (
    <Box title={t('biometrics.opinions')}>
      {data.opinionsGiven > data.opinions.length && <p className="mz-dim">{t('biometrics.opinions.given', { count: data.opinionsGiven })}</p>}
      <ul className="bs-rows">
        {data.opinions.map((one) => (
          <li key={one.place}><span>{t('biometrics.opinion.place', { place: number(one.place) })}</span><bdi>{one.examiner}</bdi><Badge variant="light" color="gray">{t(`biometrics.verdict.${one.verdict}`)}</Badge><bdi>{one.reason}</bdi><span className="mz-dim bs-end"><DateText value={one.at} short time /></span></li>
        ))}
      </ul>
      {!data.mayDecide && data.state !== 'settled' && <p className="mz-dim">{t('biometrics.opinions.yours')}</p>}
      {data.mayDecide && (
        <ActForm endpoint={decideCandidate} title={t('biometrics.verdict')} fixed={{ id: data.id }} submitLabel={t('biometrics.opinion.give')} onDone={again}>
          {(f) => (
            <Stack>
              <RadioField {...f('verdict', t('biometrics.verdict'))} options={Verdict.options.map((value) => ({ value, label: t(`biometrics.verdict.${value}`) }))} />
              <TextAreaField {...f('reason', t('biometrics.verdict.reason'))} rows={3} />
            </Stack>
          )}
        </ActForm>
      )}
    </Box>
  )
}

function Persons({ data, again }: { data: Data; again: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const { probe, found, same } = data.persons!
  const two = probe !== null && !same
  return (
    <Box title={t('biometrics.persons')}>
      <Group gap="lg" mb="sm">{[probe, found].map((one, index) => one && <PersonName key={index} name={one.name} path={`/people/${one.id}`} />)}</Group>
      {same && <p className="mz-dim">{t('biometrics.persons.same')}</p>}
      {data.link && <LinkCard link={data.link} onDone={again} />}
      {two && data.result === 'same' && data.link?.state !== 'proposed' && data.link?.state !== 'approved' && may('biometrics.propose-link') && (
        <ActForm endpoint={proposeLink} title={t('biometrics.link.propose')} record={data.id} fixed={{ candidateId: data.id }} initial={{ keepId: found.id }} submitLabel={t('biometrics.link.propose')} onDone={again}>
          {(f) => (
            <Stack>
              <RadioField {...f('keepId', t('biometrics.link.keep'))} options={[found, probe].map((one) => ({ value: one.id, label: one.name }))} />
              <TextAreaField {...f('reason', t('field.reason'))} />
            </Stack>
          )}
        </ActForm>
      )}
    </Box>
  )
}
