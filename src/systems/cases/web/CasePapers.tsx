import { Badge, Group } from '@mantine/core'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { CasePage } from '../contract.ts'
import { Fact, Facts, Section, partyName } from './parts.tsx'

/** Every statement, closed until it is asked for; what it lacks or alleges is seen without opening it. */
export function Statements({ data }: { data: CasePage }) {
  const { t, dateTime } = useWords()
  return (
    <Section title={t('cases.statements')} count={data.statements.length} empty={t('cases.none.statements')}>
      {data.statements.map((s) => (
        <details key={s.id} style={{ paddingBlock: '0.4rem', borderBlockEnd: '1px solid var(--mz-line)' }}>
          <summary style={{ cursor: 'pointer' }}>
            <b>{t(`cases.statement.${s.kind}`)}</b> · <bdi>{s.name || partyName(data.parties, s.personId)}</bdi> · {dateTime(s.startedAt)} · <bdi>{s.recorder}</bdi>{' '}
            {s.confession && <Badge size="sm" color="gray">{t('cases.confession')}</Badge>} {(s.coercionAlleged || s.injuriesSeen) && <Badge size="sm" color="alarm">{t('cases.coercion')}</Badge>}
          </summary>
          <div style={{ paddingBlock: '0.5rem' }}>
            <Facts>
              {s.kind === 'accused' ? (
                <>
                  <Fact label={t('cases.form.told')}>{[s.toldOffence && t('cases.form.toldOffence'), s.toldRights && t('cases.form.toldRights')].filter(Boolean).join('، ')}</Fact>
                  <Fact label={t('field.lawyer')}>{t(`cases.lawyer.${s.lawyer}`)}{s.lawyerName && <> · <bdi>{s.lawyerName}</bdi></>}</Fact>
                </>
              ) : <><Fact label={t('field.occupation')}>{s.trade}</Fact><Fact label={t('field.address')}>{s.residence}</Fact><Fact label={t('cases.form.relation')}>{s.relation}</Fact><Fact label={t('cases.form.sworn')}>{t(s.sworn ? 'value.yes' : 'value.no')}</Fact></>}
              <Fact label={t('field.time')}>{dateTime(s.startedAt)} – {dateTime(s.endedAt)}</Fact>
              <Fact label={t('field.place')}>{s.place}</Fact>
              <Fact label={t('cases.form.present')}>{s.present.join('، ')}</Fact>
              <Fact label={t('cases.form.signature')}>{t(`cases.signature.${s.signature}`)}{s.refusalNote && <> · {s.refusalNote}</>}</Fact>
            </Facts>
            <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}><bdi>{s.body}</bdi></p>
            {s.defence && <Fact label={t('cases.form.defence')}>{s.defence}</Fact>}
            {s.coercionNote && <Fact label={t('cases.coercion')}>{s.coercionNote}</Fact>}
            {s.warnings.length > 0 && <FindingList findings={s.warnings} />}
          </div>
        </details>
      ))}
    </Section>
  )
}

export function Searches({ data }: { data: CasePage }) {
  const { t, dateTime } = useWords()
  if (data.searches.length === 0) return null
  return (
    <Section title={t('cases.searches')} count={data.searches.length}>
      {data.searches.map((s) => (
        <details key={s.id} style={{ paddingBlock: '0.4rem' }}>
          <summary style={{ cursor: 'pointer' }}><b><bdi>{s.place}</bdi></b> · {dateTime(s.startedAt)} · {t(`cases.ground.${s.ground}`)} {s.orderNumber}</summary>
          <Facts>
            <Fact label={t('cases.form.procedures')}>{s.procedures}</Fact><Fact label={t('cases.form.objectsSeized')}>{s.objectsSeized}</Fact><Fact label={t('cases.form.personsFound')}>{s.personsFound}</Fact>
            <Fact label={t('cases.form.remarks')}>{s.remarks}</Fact><Fact label={t('cases.form.witnesses')}>{s.witnesses.join('، ')}</Fact><Fact label={t('cases.form.mukhtar')}>{s.mukhtar}</Fact>
            {s.femaleSearched && <Fact label={t('cases.form.femaleSearcher')}>{s.femaleSearcher}</Fact>}<Fact label={t('field.officer')}>{s.recorder}</Fact>
          </Facts>
          {s.warnings.length > 0 && <FindingList findings={s.warnings} />}
        </details>
      ))}
    </Section>
  )
}

export function Scenes({ data }: { data: CasePage }) {
  const { t, dateTime } = useWords()
  if (data.scenes.length === 0) return null
  return (
    <Section title={t('cases.scenes')} count={data.scenes.length}>
      {data.scenes.map((s) => (
        <details key={s.id} style={{ paddingBlock: '0.4rem' }}>
          <summary style={{ cursor: 'pointer' }}><b><bdi>{s.place}</bdi></b> · {dateTime(s.inspectedAt)} · <bdi>{s.recorder}</bdi></summary>
          <Facts>
            <Fact label={t('cases.form.traces')}>{s.traces}</Fact><Fact label={t('cases.form.damage')}>{s.damage}</Fact><Fact label={t('cases.form.sketch')}>{s.sketch}</Fact><Fact label={t('cases.form.persons')}>{s.persons}</Fact>
            {s.death && <Fact label={t('cases.form.apparentCause')}>{s.apparentCause}</Fact>}<Fact label={t('cases.form.seized')}>{s.seized}</Fact>
          </Facts>
          {s.warnings.length > 0 && <FindingList findings={s.warnings} />}
        </details>
      ))}
    </Section>
  )
}

export function Diary({ data }: { data: CasePage }) {
  const { t, dateTime, numerals } = useWords()
  return (
    <Section title={t('cases.diary')} count={data.diary.length} empty={t('cases.none.diary')}>
      {data.diary.map((d) => (
        <div key={d.id} style={{ paddingBlock: '0.35rem' }}>
          <Group gap="xs"><b><bdi dir="ltr">{numerals(d.number)}</bdi></b> <span className="mz-dim">{t('cases.form.receivedAt')} {dateTime(d.informedAt)} · <bdi>{d.writer}</bdi></span></Group>
          <div style={{ whiteSpace: 'pre-wrap' }}><bdi>{d.summary}</bdi></div>
        </div>
      ))}
    </Section>
  )
}
