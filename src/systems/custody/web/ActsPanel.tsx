import { ActButton } from '#kernel/web/ActButton.tsx'
import { useMay, useSession } from '#kernel/web/session.tsx'
import type { CustodyPage } from '../contract/custody.ts'
import { formActs, labelOf, type FormAct } from './acts.ts'
import { useLabels } from './labels.ts'

/** Why this act can't be done here and now by this post; undefined when it can. */
export function useWhyNot(custody: CustodyPage | undefined): (act: FormAct) => string | undefined {
  const { t, has, office } = useLabels()
  const { post } = useSession()
  const may = useMay()
  return (act) => {
    if (custody === undefined) return undefined
    if (!may(act.verb)) return t('act.notAllowed')
    const said = act.many ? undefined : custody.verbs.find((v) => v.verb === act.verb)
    if (said && !said.may) return said.code && has(`refusal.${said.code}`) ? t(`refusal.${said.code}`, { office: office(custody.holder) }) : t('act.notAllowed')
    if (act.holder && custody.holder.id !== post?.office.id) return t('act.notHolder', { office: office(custody.holder) })
    if (act.holder && custody.state === 'in-transit' && act.group !== 'end') return t('act.inTransit')
    if (custody.state === 'closed') return t('custody.why.closed')
    const not = act.not?.(custody)
    return not && t(not)
  }
}

/** What this post may do with the custody now; the rest stays, greyed, with the reason. */
export function ActsPanel({ custody }: { custody: CustodyPage }) {
  const { t } = useLabels()
  const whyNot = useWhyNot(custody)
  const judged = formActs.map((act) => ({ act, reason: whyNot(act) }))
  const open = judged.filter(({ reason }) => reason === undefined)
  const others = judged.filter(({ reason }) => reason !== undefined)
  const first = open.find(({ act }) => act.key === firstKey(custody))?.act.key
  return (
    <section className="mz-card cu-box mz-no-print" aria-label={t('record.acts')} style={{ marginBlockEnd: '0.75rem' }}>
      <h2>{t('record.acts')}</h2>
      {open.length === 0 ? <p className="mz-dim" style={{ margin: 0 }}>{t('custody.acts.none')}</p> : (
        <div className="cu-acts">
          {open.map(({ act }) => <ActButton key={act.key} label={t(labelOf(act))} look={act.key === first ? 'primary' : 'default'} path={`/custody/${custody.id}/do/${act.key}`} />)}
        </div>
      )}
      <details style={{ marginBlockStart: '0.5rem' }}>
        <summary className="mz-dim">{t('custody.acts.others', { count: others.length })}</summary>
        <div className="cu-acts" style={{ marginBlockStart: '0.5rem' }}>
          {others.map(({ act, reason }) => <ActButton key={act.key} label={t(labelOf(act))} disabledReason={reason} />)}
        </div>
      </details>
    </section>
  )
}

/** The form that the next duty asks for. */
function firstKey({ next }: CustodyPage): string | undefined {
  if (next === null) return undefined
  if (next.act.startsWith('release')) return 'release'
  return { 'order-or-release': 'order', 'decide-extension': 'order', 'present-papers': 'ask', 'ask-felony-court': 'ask-felony', question: 'court-step', 'tell-family': 'step', examine: 'medical' }[next.act]
}
