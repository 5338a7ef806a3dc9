import { useElementSize } from '@mantine/hooks'
import { useWords } from './words.tsx'
import './pictures.css'

export interface ChartPoint {
  /** What stands under it: a month, a week, an office. */
  readonly label: string
  readonly value: number
  /** 'alarm' only for the law's alarms. */
  readonly tone?: 'alarm' | 'warning' | undefined
}

const height = 240
/** Before the first measuring, and where nothing can be measured. */
const usualWidth = 640
const left = 44
const bottom = 28
const top = 14

/** A round number at or above the greatest value, and four steps up to it. */
export function scaleOf(values: readonly number[]): { readonly max: number; readonly ticks: readonly number[] } {
  const most = Math.max(1, ...values)
  const power = 10 ** Math.floor(Math.log10(most))
  const max = [1, 2, 4, 5, 8, 10].map((n) => n * power).find((n) => n >= most) ?? 10 * power
  const step = max < 4 ? 1 : max / 4
  return { max, ticks: Array.from({ length: Math.floor(max / step) + 1 }, (_, n) => n * step) }
}

export interface BarTimeChartProps {
  readonly title: string
  readonly points: readonly ChartPoint[]
}

/** Counts by time as bars. Time runs in the reading direction. The same numbers stand below as a table. */
export function BarTimeChart({ title, points }: BarTimeChartProps) {
  const { t, dir, number, numerals } = useWords()
  const { ref, width } = useWidth()
  if (points.length === 0) return <figure className="mz-card mz-picture"><figcaption>{title}</figcaption><p className="mz-dim">{t('chart.noData')}</p></figure>
  const { max, ticks } = scaleOf(points.map((point) => point.value))
  const step = (width - left) / points.length
  const bar = Math.min(step * 0.7, 48)
  const x = (index: number) => mirror(left + step * (index + 0.5), width, dir)
  const y = (value: number) => top + (height - top - bottom) * (1 - value / max)
  const every = Math.ceil(points.length / (width / 64))
  return (
    <figure className="mz-card mz-picture">
      <figcaption>{title}</figcaption>
      <div ref={ref}><svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} direction="ltr">
        <Grid ticks={ticks} y={y} width={width} />
        {points.map((point, index) => (
          <g key={point.label}>
            <rect className="mz-bar" data-tone={point.tone} x={x(index) - bar / 2} y={y(point.value)} width={bar} height={Math.max(0, y(0) - y(point.value))} rx={2}><title>{`${point.label}: ${number(point.value)}`}</title></rect>
            {step >= 26 && <text x={x(index)} y={y(point.value) - 4} textAnchor="middle">{number(point.value)}</text>}
            {index % every === 0 && <text x={x(index)} y={height - 8} textAnchor="middle">{numerals(point.label)}</text>}
          </g>
        ))}
      </svg></div>
      <Numbers head={[title]} rows={points.map((point) => [point.label, number(point.value)])} />
    </figure>
  )
}

export interface LineChartProps {
  readonly title: string
  /** All series have the same labels in the same order. */
  readonly series: readonly { readonly name: string; readonly points: readonly ChartPoint[] }[]
}

/** Dashes tell the lines apart without colour. */
const dashes = ['none', '7 4', '2 4', '10 3 2 3']
const strokes = ['var(--mz-accent-ink)', 'var(--mz-ink)', 'var(--mantine-color-dimmed)', 'var(--mz-warn-ink)']

/** Trends as lines, at most four. */
export function LineChart({ title, series }: LineChartProps) {
  const { t, dir, number, numerals } = useWords()
  const { ref, width } = useWidth()
  const labels = series[0]?.points.map((point) => point.label) ?? []
  if (labels.length === 0) return <figure className="mz-card mz-picture"><figcaption>{title}</figcaption><p className="mz-dim">{t('chart.noData')}</p></figure>
  const { max, ticks } = scaleOf(series.flatMap((one) => one.points.map((point) => point.value)))
  const x = (index: number) => mirror(left + 12 + ((width - left - 24) * index) / Math.max(1, labels.length - 1), width, dir)
  const y = (value: number) => top + (height - top - bottom) * (1 - value / max)
  const every = Math.ceil(labels.length / (width / 64))
  return (
    <figure className="mz-card mz-picture">
      <figcaption>{title}</figcaption>
      <div ref={ref}><svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} direction="ltr">
        <Grid ticks={ticks} y={y} width={width} />
        {labels.map((label, index) => index % every === 0 && <text key={label} x={x(index)} y={height - 8} textAnchor="middle">{numerals(label)}</text>)}
        {series.map((one, n) => (
          <g key={one.name}>
            <polyline className="mz-series" stroke={strokes[n % 4]} strokeDasharray={dashes[n % 4]} points={one.points.map((point, index) => `${x(index)},${y(point.value)}`).join(' ')} />
            {one.points.map((point, index) => <circle key={point.label} cx={x(index)} cy={y(point.value)} r={3} fill={strokes[n % 4]}><title>{`${one.name}, ${point.label}: ${number(point.value)}`}</title></circle>)}
          </g>
        ))}
      </svg></div>
      <div className="mz-legend" aria-hidden="true">
        {series.map((one, n) => <span key={one.name}><svg style={{ inlineSize: 32 }} viewBox="0 0 32 8"><line x1="0" x2="32" y1="4" y2="4" strokeWidth="2.5" stroke={strokes[n % 4]} strokeDasharray={dashes[n % 4]} /></svg>{one.name}</span>)}
      </div>
      <Numbers head={['', ...series.map((one) => one.name)]} rows={labels.map((label, index) => [label, ...series.map((one) => number(one.points[index]?.value ?? 0))])} />
    </figure>
  )
}

/** The drawing is as wide as its place, so that its letters keep their size on a phone. */
function useWidth() {
  const { ref, width } = useElementSize<HTMLDivElement>()
  return { ref, width: width > 0 ? Math.round(width) : usualWidth }
}

function mirror(x: number, width: number, dir: 'rtl' | 'ltr'): number {
  return dir === 'rtl' ? width - x : x
}

function Grid({ ticks, y, width }: { ticks: readonly number[]; y: (value: number) => number; width: number }) {
  const { dir, number } = useWords()
  return ticks.map((tick) => (
    <g key={tick}>
      <line className="mz-gridline" x1={mirror(left - 4, width, dir)} x2={mirror(width, width, dir)} y1={y(tick)} y2={y(tick)} />
      <text x={mirror(left - 8, width, dir)} y={y(tick) + 4} textAnchor={dir === 'rtl' ? 'start' : 'end'}>{number(tick)}</text>
    </g>
  ))
}

function Numbers({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  const { t, numerals } = useWords()
  return (
    <details className="mz-no-print">
      <summary>{t('chart.table')}</summary>
      <table>
        {head.length > 1 && <thead><tr>{head.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>}
        <tbody>{rows.map(([label, ...values]) => <tr key={label}><th scope="row">{numerals(label ?? '')}</th>{values.map((value, index) => <td key={index}>{value}</td>)}</tr>)}</tbody>
      </table>
    </details>
  )
}
