import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { asDue } from '#kernel/clock/calendar.ts'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { InmateRow, Order } from '../contract/parts.ts'
import './prisons.css'

/** A part of a page under its own heading; said to be empty rather than left out. */
export function Section({ title, count, acts, children }: { title: string; count?: number; acts?: ReactNode; children?: ReactNode }) {
  const { t, number } = useWords()
  return (
    <section className="mz-card pr-section" aria-label={title}>
      <div className="pr-section-head"><h2>{title}{count !== undefined && count > 0 && <span className="mz-dim"> ({number(count)})</span>}</h2>{acts}</div>
      {count === 0 ? <div className="mz-dim">{t('value.none')}</div> : children}
    </section>
  )
}

/** Label and value, one under the other. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return <div className="pr-fact"><div className="mz-dim">{label}</div><div>{children || '—'}</div></div>
}

/** Facts side by side, as many as fit. */
export function Facts({ children }: { children: ReactNode }) {
  return <div className="pr-facts">{children}</div>
}

/** An article of the law, kept whole and in its own direction. */
export function Article({ of }: { of: string }) {
  return <bdi dir="ltr" className="mz-dim pr-article">{of}</bdi>
}

export function StandingBadge({ standing, juvenile = false }: { standing: InmateRow['standing']; juvenile?: boolean }) {
  const { t } = useWords()
  return <Badge variant="light" color={standing === 'untried' ? 'gray' : 'accent'}>{t(`prisons.standing.${standing}`)}{juvenile ? ` · ${t('prisons.juvenile')}` : ''}</Badge>
}

/** The end of the sentence, else of the order in force: an order that ends at midnight ends at 23:59 of its last day. */
export function HeldUntil({ inmate, hijri = false }: { inmate: InmateRow; hijri?: boolean }) {
  const { t } = useWords()
  const end = inmate.endsAt ?? (inmate.orderEndsAt ? asDue(new Date(inmate.orderEndsAt)).toISOString() : null)
  if (end === null) return <>—</>
  return <><DateText value={end} time {...(hijri ? { hijri } : { short: true })} />{inmate.endsAt === null && <small className="mz-dim"> {t('prisons.order.detention-order')}</small>}</>
}

/** Where the computation of a sentence stands; nothing for those who have none. */
export function SentenceState({ state }: { state: InmateRow['sentence'] }) {
  const { t } = useWords()
  if (state === 'none') return <>—</>
  return <span className={state === 'confirmed' ? '' : 'mz-warn'}>{t(`prisons.state.${state}`)}</span>
}

/** The order that commits a person, in a line. */
export function OrderLine({ order }: { order: Order | null }) {
  const { t, numerals, date, has } = useWords()
  if (order === null) return <strong className="mz-alarm">{t('prisons.noOrder')}</strong>
  return (
    <span>
      {t(`prisons.order.${order.kind}`)} <bdi>{numerals(order.number)}</bdi> · <bdi>{order.court}</bdi>
      <span className="mz-dim"> · {has(order.measure) ? t(order.measure) : <bdi>{order.measure}</bdi>} · {t('prisons.orderFrom', { day: date(order.startsOn) })}</span>
    </span>
  )
}

/** How full a place is: a bar that never says by colour alone what the numbers don't. */
export function Fullness({ held, capacity }: { held: number; capacity: number }) {
  const { number, t } = useWords()
  const share = capacity > 0 ? held / capacity : 0
  return (
    <div className="pr-full" data-over={capacity > 0 && held > capacity ? true : undefined}>
      <div className="pr-full-bar" aria-hidden="true"><i style={{ inlineSize: `${Math.min(100, share * 100)}%` }} /></div>
      <span>{t('prisons.heldOf', { held: number(held), capacity: number(capacity) })}{capacity > 0 && held > capacity ? ` · ${number(Math.ceil(share * 100))}%` : ''}</span>
    </div>
  )
}

/** The facility that a page speaks of: a prison's own, or the one that a nation-wide reader chose. */
export function useFacility(): { own: boolean; facilityId: string | undefined; choose: (id: string | undefined) => void; ready: boolean } {
  const { post } = useSession()
  const [params, setParams] = useSearchParams()
  const own = post?.role.startsWith('prison-') ?? false
  const facilityId = own ? undefined : (params.get('facility') ?? undefined)
  return { own, facilityId, ready: own || facilityId !== undefined, choose: (id) => setParams((before) => { const next = new URLSearchParams(before); if (id) next.set('facility', id); else next.delete('facility'); return next }, { replace: true }) }
}

/** For those who see many facilities: which one. Shows the page once it is chosen. */
export function FacilityGate({ children }: { children: ReactNode }) {
  const { t } = useWords()
  const { own, facilityId, choose, ready } = useFacility()
  if (own) return <>{children}</>
  return (
    <>
      <div className="pr-gate mz-no-print"><OfficePicker label={t('prisons.facility')} kinds={['prison', 'juvenile-facility']} value={facilityId} onChange={choose} /></div>
      {ready ? children : <EmptyState title={t('prisons.chooseFacility')} />}
    </>
  )
}
