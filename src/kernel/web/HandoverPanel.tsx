import { Group, Stack } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useState } from 'react'
import { acceptHandover, listHandovers, offerHandover, recallHandover, refuseHandover } from '#kernel/handover/contract.ts'
import { ActButton, ActNowButton } from './ActButton.tsx'
import { ActForm } from './ActForm.tsx'
import { Clock, useNow } from './Clock.tsx'
import { TextAreaField, TextField } from './fields.tsx'
import { OfficePicker } from './OfficePicker.tsx'
import { officeText } from './PersonName.tsx'
import { useRead } from './query.tsx'
import { useSession } from './session.tsx'
import { useWords } from './words.tsx'

export interface HandoverPanelProps {
  readonly recordId: string
  readonly version: number
  /** True when this post's office holds the record. */
  readonly held: boolean
  readonly holderName: string
  /** Kinds of office it may go to, for example ['prison']. */
  readonly kinds?: readonly string[]
  /** Why it cannot be offered now, by the system's own rules. */
  readonly disabledReason?: string | undefined
  readonly onDone?: () => void
}

/** Offers a record to another office; there it is accepted or refused with a reason; until then it can be recalled. */
export function HandoverPanel({ recordId, version, held, holderName, kinds, disabledReason, onDone }: HandoverPanelProps) {
  const { t, lang, duration } = useWords()
  const { post } = useSession()
  const now = useNow()
  const [offering, setOffering] = useState(false)
  const { data, again } = useRead(listHandovers, { recordId, state: 'offered' })
  const open = data?.rows[0]
  const done = () => { setOffering(false); again(); onDone?.() }
  return (
    <section className="mz-card" style={{ padding: '0.75rem 1rem' }} aria-label={t('handover.title')}>
      <Group justify="space-between" mb="xs"><h2 style={{ margin: 0, fontSize: '1rem' }}>{t('handover.title')}</h2>{open && <Clock due={open.dueAt} />}</Group>
      {open ? (
        <Stack gap="sm">
          <div>{t('handover.inTransit', { from: officeText(open.from, lang), to: officeText(open.to, lang), since: duration(now.getTime() - Date.parse(open.offeredAt)) })}</div>
          {(open.condition || open.sealNumber) && <div className="mz-dim">{[open.condition, open.sealNumber && `${t('field.seal')}: ${open.sealNumber}`].filter(Boolean).join(' · ')}</div>}
          {open.recallAsked && <div className="mz-warn">{t('handover.recallAsked')}</div>}
          <Group gap="sm">
            {open.to.id === post?.office.id && <ActNowButton look="primary" label={t('handover.accept')} endpoint={acceptHandover} input={{ recordId }} onDone={done} />}
            {open.to.id === post?.office.id && <ActNowButton label={t('handover.refuse')} endpoint={refuseHandover} input={{ recordId, reason: '' }} confirm={{ title: t('handover.refuse'), reasonField: 'reason' }} onDone={done} />}
            {open.from.id === post?.office.id && !open.recallAsked && <ActNowButton label={t('handover.recall')} endpoint={recallHandover} input={{ recordId, reason: '' }} confirm={{ title: t('handover.recall'), reasonField: 'reason' }} onDone={done} />}
          </Group>
        </Stack>
      ) : offering ? (
        <ActForm endpoint={offerHandover} title={t('handover.offer')} submitLabel={t('handover.offer')} fixed={{ recordId, version }} record={recordId} onDone={done} onCancel={() => setOffering(false)}>
          {(f) => (
            <>
              <OfficePicker {...f('toOffice')} {...(kinds && { kinds })} autoFocus />
              <TextField {...f('sealNumber', t('field.seal'))} numeric />
              <TextAreaField {...f('condition')} rows={2} />
              <TextField {...f('escort')} />
              <TextAreaField {...f('reason')} rows={2} />
            </>
          )}
        </ActForm>
      ) : (
        <Group gap="sm" align="start">
          <span>{t('handover.held', { office: holderName })}</span>
          <ActButton label={t('handover.offer')} icon={<IconArrowsExchange size={18} />} may={offerHandover.may} disabledReason={held ? disabledReason : t('act.notHolder', { office: holderName })} onClick={() => setOffering(true)} />
        </Group>
      )}
    </section>
  )
}
