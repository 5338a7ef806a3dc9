import type { CSSProperties } from 'react'
import { useWords } from './words.tsx'
import './pictures.css'

/**
 * A tile for each governorate, laid out by where they lie to one another: north is up, west is left, in every language.
 * Drawn by us as a diagram: it says nothing about boundaries. [code, column, row], both from 1.
 */
export const governorateTiles: readonly (readonly [string, number, number])[] = [
  ['IQ-DA', 2, 1], ['IQ-NI', 2, 2], ['IQ-AR', 3, 2], ['IQ-SU', 4, 2], ['IQ-SD', 2, 3], ['IQ-KI', 3, 3], ['IQ-HA', 4, 3],
  ['IQ-AN', 1, 4], ['IQ-BG', 2, 4], ['IQ-DI', 3, 4], ['IQ-KA', 1, 5], ['IQ-BB', 2, 5], ['IQ-WA', 3, 5],
  ['IQ-NA', 1, 6], ['IQ-QA', 2, 6], ['IQ-DQ', 3, 6], ['IQ-MA', 4, 6], ['IQ-MU', 2, 7], ['IQ-BA', 4, 7],
]

export interface GovernorateMapProps {
  readonly title: string
  /** A number for each governorate by code ('IQ-BG'); one that is absent is shown as "—". */
  readonly values: Readonly<Record<string, number | undefined>>
  readonly onChoose?: (code: string) => void
  /** How a value is written; default: as a number. */
  readonly format?: (value: number) => string
}

/** A number for each governorate, by shade and in figures. */
export function GovernorateMap({ title, values, onChoose, format }: GovernorateMapProps) {
  const { t, number } = useWords()
  const most = Math.max(1, ...Object.values(values).filter((value) => value !== undefined))
  const show = format ?? ((value: number) => number(value))
  const Tile = onChoose ? 'button' : 'div'
  return (
    <figure className="mz-card mz-picture">
      <figcaption>{title}</figcaption>
      <div className="mz-tiles" role="group" aria-label={`${t('map.title')}: ${title}`}>
        {governorateTiles.map(([code, column, row]) => {
          const value = values[code]
          const share = value === undefined ? 0 : value / most
          const name = t(`governorate.${code}`)
          return (
            <Tile key={code} {...(onChoose ? { type: 'button' as const, onClick: () => onChoose(code) } : { tabIndex: 0, role: 'img' })} className="mz-tile" data-empty={value === undefined || undefined}
              aria-label={`${name}: ${value === undefined ? t('value.unknown') : show(value)}`}
              style={{ gridColumn: column, gridRow: row, '--share': share } as CSSProperties}>
              <b>{value === undefined ? '—' : show(value)}</b><span>{name}</span>
            </Tile>
          )
        })}
      </div>
      <div className="mz-scale" aria-hidden="true">{t('map.less')}<i />{t('map.more')}</div>
    </figure>
  )
}
