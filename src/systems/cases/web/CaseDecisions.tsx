import { Group } from '@mantine/core'
import { Link } from 'react-router'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { CasePage } from '../contract.ts'
import { decideSettlement } from '../contract/decisions.ts'
import { Article, Section, partyName } from './parts.tsx'

/** The judge's decisions with their reasons, for whom, and that the prosecution was told and has seen it (130(E)). */
export function Decisions({ data }: { data: CasePage }) {
  const { t, dateTime, numerals } = useWords()
  const told = data.notices.filter((n) => n.kind === 'decision')
  return (
    <Section title={t('cases.decisions')} count={data.decisions.length + data.links.length} empty={t('cases.none.decisions')}>
      {data.decisions.map((d) => (
        <div key={d.id} style={{ paddingBlock: '0.5rem', borderBlockEnd: '1px solid var(--mz-line)' }}>
          <div><b>{t(`cases.decision.${d.kind}`)}</b> <span className="mz-dim"><bdi dir="ltr">{numerals(d.number)}</bdi> · {dateTime(d.decidedAt)} · <bdi>{d.judge}</bdi> · <OfficeName office={d.court} /></span> <Article of={d.article} /></div>
          {d.personIds.length > 0 && <div>{d.personIds.map((id) => partyName(data.parties, id)).join('، ')}</div>}
          {d.trialCourt && <div>{t('cases.trialCourt')}: <OfficeName office={d.trialCourt} /></div>}
          <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}><bdi>{d.reasons}</bdi></div>
          {d.warnings.length > 0 && <FindingList findings={d.warnings} />}
        </div>
      ))}
      {data.links.map((l) => <div key={`${l.caseId}${l.why}`}>{t(`cases.link.${l.why}.${l.direction}`)} <Link className="mz-link" to={`/cases/${l.caseId}`}><bdi dir="ltr">{numerals(l.number ?? '—')}</bdi></Link> <Article of={l.article} /></div>)}
      {told.length > 0 && <div className="mz-dim" style={{ marginBlockStart: '0.5rem' }}>{told.map((n) => <div key={n.id}><OfficeName office={n.office} />: {t('cases.told')} {dateTime(n.toldAt)}{n.seenAt ? ` · ${t('cases.seen')} ${dateTime(n.seenAt)}` : ` · ${t('cases.notSeen')}`}</div>)}</div>}
    </Section>
  )
}

/** Waivers and conciliations; the judge answers from here. */
export function Settlements({ data, onDone }: { data: CasePage; onDone: () => void }) {
  const { t, dateTime } = useWords()
  if (data.settlements.length === 0) return null
  return (
    <Section title={t('cases.settlements')} count={data.settlements.length}>
      {data.settlements.map((s) => (
        <div key={s.id} style={{ paddingBlock: '0.4rem' }}>
          <div><b>{t(`cases.settlement.${s.kind}`)}</b> · <bdi>{partyName(data.parties, s.byPersonId)}</bdi> → {s.forPersonIds.map((id) => partyName(data.parties, id)).join('، ')} <span className="mz-dim">{dateTime(s.madeAt)}</span></div>
          <div style={{ whiteSpace: 'pre-wrap' }}><bdi>{s.statement}</bdi></div>
          {s.decided ? <div>{t(`cases.decision.${s.decided}`)}</div> : (
            <Group gap="xs" mt={4}>
              <span className="mz-dim">{t(s.needsApproval ? 'cases.needsApproval' : 'cases.noApproval')}</span>
              <ActNowButton label={t('cases.accept')} endpoint={decideSettlement} input={{ id: data.case.id, version: data.case.version, settlementId: s.id, accept: true, reasons: '' }} confirm={{ title: t('cases.accept'), reasonField: 'reasons' }} onDone={onDone} reasonText={false} />
              <ActNowButton label={t('cases.refuse')} endpoint={decideSettlement} input={{ id: data.case.id, version: data.case.version, settlementId: s.id, accept: false, reasons: '' }} confirm={{ title: t('cases.refuse'), reasonField: 'reasons' }} onDone={onDone} reasonText={false} />
            </Group>
          )}
        </div>
      ))}
    </Section>
  )
}
