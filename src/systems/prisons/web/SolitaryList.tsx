import { useState } from 'react'
import { ActButton, ActNowButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { Clock } from '#kernel/web/Clock.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { RadioField, TextAreaField } from '#kernel/web/fields.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import type { readInmate } from '../contract/reception.ts'
import { endSolitary, visitSolitary } from '../contract/safety.ts'
import { Section } from './parts.tsx'

type Spell = OutputOf<typeof readInmate>['solitary'][number]

/** Confinement of one person: each spell with its end, who ordered it, and when health staff last came. */
export function SolitaryList({ custodyId, version, rows, again }: { custodyId: string; version: number; rows: readonly Spell[]; again: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const [visiting, setVisiting] = useState<string | undefined>()
  return (
    <Section title={t('prisons.solitary')} count={rows.length}>
      <ul className="pr-lines">
        {rows.map((s) => (
          <li key={s.id}>
            <DateText value={s.from} short time /> – {s.endedAt ? <DateText value={s.endedAt} short time /> : <Clock due={s.until} warnHours={48} />}<bdi className="mz-dim">{s.reason}</bdi><bdi className="mz-dim">{s.authorisedBy}</bdi>
            <span className={s.endedAt || s.lastVisit ? 'mz-dim' : 'mz-warn'}>{s.lastVisit ? <>{t('prisons.lastVisit')} <DateText value={s.lastVisit} short time /></> : t('prisons.notSeen')}</span>
            {!s.endedAt && (
              <span className="pr-acts mz-no-print">
                {may('prisons.visit-solitary') && visiting !== s.id && <ActButton label={t('verb.prisons.visit-solitary')} onClick={() => setVisiting(s.id)} />}
                {may('prisons.end-solitary') && <ActNowButton label={t('verb.prisons.end-solitary')} endpoint={endSolitary} input={{ id: custodyId, version, solitaryId: s.id, note: '' }} confirm={{ title: t('verb.prisons.end-solitary'), reasonField: 'note' }} onDone={again} />}
              </span>
            )}
            {visiting === s.id && (
              <div style={{ flexBasis: '100%' }}>
                <ActForm endpoint={visitSolitary} title={t('verb.prisons.visit-solitary')} record={s.id} fixed={{ id: custodyId, solitaryId: s.id }} onCancel={() => setVisiting(undefined)} onDone={() => { setVisiting(undefined); again() }}
                  toInput={(v) => ({ ...v, fit: (v.fit as unknown) === 'yes' || v.fit === true })}>
                  {(f) => (
                    <>
                      <RadioField {...(f('fit', t('prisons.field.fit')) as never as { label: string; value: string; onChange: (v: string | undefined) => void })} options={[{ value: 'yes', label: t('prisons.fit.yes') }, { value: 'no', label: t('prisons.fit.no') }]} />
                      <TextAreaField {...f('note')} rows={2} />
                    </>
                  )}
                </ActForm>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
