import { Alert, Badge, Group, Stack, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useParams } from 'react-router'
import { Facts, Name } from '#kernel/people/web/parts.tsx'
import '#kernel/people/web/people.css'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { RadioField, SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { SecondKind, Verdict, decideVerdict, proposeVerdict, readHit } from '../contract.ts'
import type { Hit } from '../contract.ts'
import { EntryFacts, Likeness, Reasons } from './parts.tsx'

/** A person and one who is listed, side by side, and the decision of two people. */
export default function HitPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const may = useMay()
  const { data, problem, loading, again } = useRead(readHit, { id })
  return (
    <Page title={data?.person?.display ?? t('screening.title')} parent={{ label: t('screening.title'), path: '/screening' }} loading={loading} problem={problem} onRetry={again} beside={data && <Group gap="xs"><Likeness hit={data} /><Badge color="gray" variant="light">{t(`screening.state.${data.state}`)}</Badge></Group>}>
      {data && (
        <Stack gap="lg">
          <Alert icon={<IconAlertTriangle size={20} />} color="gray" title={t('screening.nameOnly')}>{t('screening.nameOnly.why')}</Alert>
          <div className="mz-pair">
            <section className="mz-card mz-person-part"><Title order={2} size="h4" mb="xs">{data.person && <Name person={data.person} path={`/people/${data.person.id}`} />}</Title>{data.person && <Facts person={data.person} />}</section>
            <section className="mz-card mz-person-part"><Title order={2} size="h4" mb="xs"><bdi>{data.entry.names[0]?.text}</bdi></Title><EntryFacts hit={data} /></section>
          </div>
          <section className="mz-card mz-person-part mz-wide"><Title order={2} size="h4" mb="xs">{t('screening.reasons')}</Title><Reasons hit={data} /></section>
          {data.verdict && <Proposal hit={data} />}
          {data.state === 'open' && may('screening.propose') && <Propose hit={data} onDone={again} />}
        </Stack>
      )}
    </Page>
  )
}

function Proposal({ hit }: { hit: Hit }) {
  const { t } = useWords()
  const own = hit.proposedByReader ? t('refusal.screening.own-proposal') : null
  return (
    <section className="mz-card mz-person-part">
      <Title order={2} size="h4" mb="xs">{t('screening.verdict')}: {t(`screening.verdict.${hit.verdict!}`)}</Title>
      <p><bdi>{hit.reason}</bdi></p>
      {hit.secondKind && <p>{t('screening.second')}: {t(`screening.second.${hit.secondKind}`)} — <bdi>{hit.secondText}</bdi></p>}
      {hit.state === 'proposed' && (
        <Group gap="xs">
          <ActNowButton label={t('screening.approve')} endpoint={decideVerdict} may="screening.decide" disabledReason={own} input={{ id: hit.id, approve: true }} confirm={{ title: t('screening.approve'), text: t('screening.approve.text') }} />
          <ActNowButton label={t('screening.return')} look="default" endpoint={decideVerdict} may="screening.decide" disabledReason={own} input={{ id: hit.id, approve: false }} confirm={{ title: t('screening.return'), reasonField: 'reason' }} />
        </Group>
      )}
    </section>
  )
}

function Propose({ hit, onDone }: { hit: Hit; onDone: () => void }) {
  const { t } = useWords()
  return (
    <section className="mz-card mz-person-part">
      <Title order={2} size="h4" mb="xs">{t('screening.propose')}</Title>
      <ActForm endpoint={proposeVerdict} title={t('screening.propose')} fixed={{ id: hit.id }} submitLabel={t('screening.propose')} onDone={onDone}>
        {(f) => (
          <Stack>
            <RadioField {...f('verdict', t('screening.verdict'))} options={Verdict.options.map((value) => ({ value, label: t(`screening.verdict.${value}`) }))} />
            {f.values.verdict === 'confirmed' && <>
              <p className="mz-dim">{t('screening.nameOnly.why')}</p>
              <SelectField {...f('secondKind', t('screening.second'))} required options={SecondKind.options.map((value) => ({ value, label: t(`screening.second.${value}`) }))} />
              <TextAreaField {...f('secondText', t('screening.second.text'))} required />
            </>}
            <TextAreaField {...f('reason')} />
          </Stack>
        )}
      </ActForm>
    </section>
  )
}
