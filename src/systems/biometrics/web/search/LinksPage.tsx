import { Badge, Group, Stack } from '@mantine/core'
import { Link } from 'react-router'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { SelectField } from '#kernel/web/fields.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { Page } from '#kernel/web/Page.tsx'
import { PersonName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { decideLink, LinkState, listLinks, type LinkRow } from '../../contract/search.ts'
import './search.css'

/** Two identities that were found to be one person: proposed by one examiner, decided by another. */
export default function LinksPage() {
  const { t } = useWords()
  const [{ state = 'proposed' }, setFilter] = useFilters(['state'], { state: 'proposed' })
  const chosen = LinkState.catch('proposed').parse(state)
  const { data, problem, loading, again } = useRead(listLinks, { state: chosen })
  return (
    <Page title={t('biometrics.links')} parent={{ label: t('biometrics.searches'), path: '/biometrics/searches' }} loading={loading} problem={problem} onRetry={again}>
      <p className="mz-dim">{t('biometrics.links.hint')}</p>
      <SelectField name="state" label={t('field.state')} value={chosen} onChange={(value) => setFilter('state', value)} options={LinkState.options.map((value) => ({ value, label: t(`biometrics.linkState.${value}`) }))} />
      {data?.rows.length === 0 && <EmptyState title={t('biometrics.links.none')} hint={t('biometrics.links.none.hint')} />}
      <Stack gap="sm" mt="md">{data?.rows.map((link) => <LinkCard key={link.id} link={link} onDone={again} />)}</Stack>
    </Page>
  )
}

/** One link: both names, why, who, and the decision where it is open. */
export function LinkCard({ link, onDone }: { link: LinkRow; onDone: () => void }) {
  const { t, numerals } = useWords()
  const may = useMay()
  const own = link.proposedByReader ? t('refusal.biometrics.link-own') : null
  return (
    <section className="mz-card bs-box" aria-label={`${link.keep.name} · ${link.drop.name}`}>
      <Group justify="space-between" wrap="wrap">
        <Group gap="xs"><PersonName name={link.keep.name} path={`/people/${link.keep.id}`} /><span aria-hidden="true">=</span><PersonName name={link.drop.name} path={`/people/${link.drop.id}`} /></Group>
        <Badge variant={link.state === 'approved' ? 'filled' : 'light'} color={link.state === 'approved' ? 'accent' : 'gray'}>{t(`biometrics.linkState.${link.state}`)}</Badge>
      </Group>
      <p><bdi>{link.reason}</bdi></p>
      <p className="mz-dim"><bdi>{link.proposedBy}</bdi> · <DateText value={link.proposedAt} short time />{link.decidedBy && <> · <bdi>{link.decidedBy}</bdi></>}{link.decisionReason && <> · <bdi>{link.decisionReason}</bdi></>}</p>
      <p>
        {may('biometrics.examine') ? <Link className="mz-link" to={`/biometrics/candidate/${link.candidateId}`}>{t('biometrics.search.title', { number: numerals(link.number) })}</Link> : t('biometrics.search.title', { number: numerals(link.number) })}
        {link.mergeState && <> · {t(`biometrics.mergeState.${link.mergeState}`)}</>}
      </p>
      {link.state === 'proposed' && may('biometrics.decide-link') && (
        <div className="bs-acts">
          <ActNowButton label={t('biometrics.link.approve')} endpoint={decideLink} disabledReason={own} input={{ id: link.id, approve: true }} onDone={onDone} confirm={{ title: t('biometrics.link.approve'), text: t('biometrics.link.approve.text') }} />
          <ActNowButton label={t('biometrics.link.refuse')} look="default" endpoint={decideLink} disabledReason={own} input={{ id: link.id, approve: false }} onDone={onDone} confirm={{ title: t('biometrics.link.refuse'), reasonField: 'reason' }} reasonText={false} />
        </div>
      )}
    </section>
  )
}
