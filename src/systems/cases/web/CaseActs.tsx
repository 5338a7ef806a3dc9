import { Group } from '@mantine/core'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { CasePage } from '../contract.ts'

const paths: Readonly<Record<string, string>> = {
  'cases.take-statement': 'statement', 'cases.question-accused': 'question', 'cases.record-search': 'search-record', 'cases.record-scene': 'scene-record', 'cases.change-parties': 'party',
  'cases.add-accused': 'accused', 'cases.decide': 'decide', 'cases.join': 'join', 'cases.split': 'split', 'cases.transfer': 'transfer', 'cases.reopen': 'reopen', 'cases.record-settlement': 'settlement',
}

/** The acts of the page: those that this post may do stand in front; the others are grey and say why. */
export function CaseActs({ data }: { data: CasePage }) {
  const { t, has } = useWords()
  const acts = data.acts.filter((act) => act.verb in paths).toSorted((a, b) => Number(b.may) - Number(a.may))
  const due: Readonly<Record<string, string>> = { 'hear-complainant': 'cases.take-statement', 'question-accused': 'cases.question-accused', decide: 'cases.decide' }
  const why = (code: string | null) => (code === null ? undefined : has(`refusal.${code}`) ? t(`refusal.${code}`, { stage: t(`cases.stage.${data.case.stage}`), verb: '' }) : code)
  return (
    <section aria-label={t('record.acts')} className="mz-no-print" style={{ marginBlockEnd: '1rem' }}>
      <Group gap="xs" align="start">
        {acts.map((act) => (
          <ActButton key={act.verb} label={t(`verb.${act.verb}`)} path={`/cases/${data.case.id}/${paths[act.verb]}`} disabledReason={act.verb === 'cases.add-accused' && act.why === null ? undefined : why(act.why === 'kernel.not-permitted' ? null : act.why)}
            may={act.verb} look={due[data.next.code] === act.verb && act.may ? 'primary' : 'default'} reasonText={false} />
        ))}
      </Group>
    </section>
  )
}
