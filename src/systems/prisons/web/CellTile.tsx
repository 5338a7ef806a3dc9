import type { KeyboardEvent } from 'react'
import { useWords } from '#kernel/web/words.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import type { checkPlaces, CellView } from '../contract/cells.ts'
import { Fullness } from './parts.tsx'

type Place = OutputOf<typeof checkPlaces>['rows'][number]

/** One place: how full, for whom; while a person is being moved, whether they may go there and why not. */
export function CellTile({ cell, pressed, place, onPress }: { cell: CellView; pressed: boolean; place: Place | undefined; onPress: () => void }) {
  const { t, number, has } = useWords()
  const first = place?.findings[0]
  const why = first && has(`refusal.${first.code}`) ? t(`refusal.${first.code}`, first.params) : undefined
  return (
    <button type="button" className="pr-tile" data-tile data-fits={place?.fits} aria-pressed={pressed} onClick={onPress}>
      <b><bdi>{cell.name}</bdi></b>
      <Fullness held={cell.held} capacity={cell.capacity} />
      <small>{t(`value.${cell.sex}`)} · {t(`prisons.age.${cell.ageGroup}`)}{cell.standing === 'any' ? '' : ` · ${t(`prisons.standing.${cell.standing}`)}`}{cell.category === 'general' ? '' : ` · ${t(`prisons.category.${cell.category}`)}`}</small>
      {cell.out > 0 && <small>{t('prisons.outOfThem', { n: number(cell.out) })}</small>}
      {place && <span className={`pr-fits ${place.fits === 'no' ? 'mz-alarm' : place.fits === 'warn' ? 'mz-warn' : ''}`}>{t(`prisons.fits.${place.fits}`)}{why ? `: ${why}` : ''}</span>}
    </button>
  )
}

/** Arrow keys go from tile to tile as they lie on the screen; Enter is the button's own key. */
export function moveAmongTiles(event: KeyboardEvent<HTMLElement>): void {
  if (!event.key.startsWith('Arrow') || !(event.target as Element).matches('[data-tile]')) return
  const here = (event.target as HTMLElement).getBoundingClientRect()
  const [x, y] = event.key === 'ArrowLeft' ? [-1, 0] : event.key === 'ArrowRight' ? [1, 0] : event.key === 'ArrowUp' ? [0, -1] : [0, 1]
  const near = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-tile]')].flatMap((tile) => {
    const there = tile.getBoundingClientRect()
    const [dx, dy] = [there.x + there.width / 2 - here.x - here.width / 2, there.y + there.height / 2 - here.y - here.height / 2]
    const along = dx * x + dy * y
    const aside = Math.abs(dx * y) + Math.abs(dy * x)
    return along > 8 ? [{ tile, distance: along + aside * 3 }] : []
  }).sort((a, b) => a.distance - b.distance)
  if (near[0] === undefined) return
  event.preventDefault()
  near[0].tile.focus()
}
