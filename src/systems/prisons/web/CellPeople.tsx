import { Button } from '@mantine/core'
import { IconArrowsMove } from '@tabler/icons-react'
import { Link } from 'react-router'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { CellView } from '../contract/cells.ts'
import { listInmates } from '../contract/reception.ts'
import { StandingBadge } from './parts.tsx'

/** Who sleeps in a place, or who has none; each may be taken up and put somewhere else. */
export function CellPeople({ cell, unplaced, facilityId, moving, onMove }: { cell: CellView | undefined; unplaced: boolean; facilityId: string | undefined; moving: string | undefined; onMove: ((id: string) => void) | undefined }) {
  const { t, numerals } = useWords()
  const may = useMay()
  const list = useInfiniteList(listInmates, { ...(facilityId ? { facilityId } : {}), limit: 200, ...(cell && !unplaced ? { cellId: cell.id } : { only: 'unplaced' as const }) })
  const title = cell && !unplaced ? cell.name : t('prisons.noCell')
  return (
    <section className="mz-card pr-section" aria-label={title}>
      <div className="pr-section-head"><h2><bdi>{title}</bdi> <span className="mz-dim">({numerals(String(list.total ?? list.rows.length))})</span></h2></div>
      {!list.loading && list.rows.length === 0 && <EmptyState title={unplaced ? t('prisons.allPlaced') : t('prisons.cellEmpty')} />}
      <ul className="pr-people">
        {list.rows.map((i) => (
          <li key={i.id} className="pr-person" aria-current={moving === i.id ? 'true' : undefined}>
            <div>
              <Link className="mz-link" to={`/prisons/inmates/${i.id}`}><bdi>{i.name}</bdi></Link>
              <div className="mz-dim" style={{ fontSize: '0.8rem' }}><bdi>{numerals(i.number)}</bdi>{i.out ? ` · ${t(`prisons.out.${i.out}`)}` : ''}</div>
              <StandingBadge standing={i.standing} juvenile={i.juvenile} />
            </div>
            {onMove && may('prisons.place') && <Button variant={moving === i.id ? 'filled' : 'default'} size="sm" leftSection={<IconArrowsMove size={16} />} onClick={() => onMove(i.id)}>{t('prisons.move')}</Button>}
          </li>
        ))}
      </ul>
    </section>
  )
}
