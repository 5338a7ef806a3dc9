// A picture that an examiner can follow: both impressions, the minutiae that were found to belong together with the same number on either side,
// a line along each one's direction, and those of the overlapping area that met no partner.
import { encode } from 'fast-png'
import type { GreyImage } from './image/grey.ts'
import { toWorkingDpi } from './image/grey.ts'
import type { Comparison } from './match/compare.ts'

const gap = 24
const colours = ['#d62728', '#1f77b4', '#2ca02c', '#9467bd', '#ff7f0e', '#8c564b', '#e377c2', '#17becf']

/** A minutia: its place in pixels at 500 dpi, its direction in radians. */
export interface Point { readonly x: number; readonly y: number; readonly angle: number }

/** Which minutiae of two impressions belong together, and those that met no partner: what the picture draws. */
export interface Pairing { readonly score: number; readonly pairs: readonly { readonly a: Point; readonly b: Point }[]; readonly loneA: readonly Point[]; readonly loneB: readonly Point[] }

export function pairingOf({ score, evidence }: Comparison): Pairing {
  const pairing = evidence?.pairings[0], [p, q] = evidence?.views ?? []
  if (!pairing || !p || !q) return { score, pairs: [], loneA: [], loneB: [] }
  const at = (set: typeof p, i: number): Point => ({ x: set.x[i]!, y: set.y[i]!, angle: set.angle[i]! })
  const pairedA = new Set(pairing.pairs.map(([i]) => i)), pairedB = new Set(pairing.pairs.map(([, j]) => j))
  const lone = (set: typeof p, paired: ReadonlySet<number>) => Array.from({ length: set.count }, (_, i) => i).filter((i) => !paired.has(i)).map((i) => at(set, i))
  return { score, pairs: pairing.pairs.map(([i, j]) => ({ a: at(p, i), b: at(q, j) })), loneA: lone(p, pairedA), loneB: lone(q, pairedB) }
}

/** SVG with both images in it. `said`: what stands below instead of the number of pairs and the score. */
export function picture(a: GreyImage, b: GreyImage, comparison: Comparison, said?: string): string {
  const first = toWorkingDpi(a), second = toWorkingDpi(b)
  const width = first.width + gap + second.width, height = Math.max(first.height, second.height) + 28
  const shift = first.width + gap
  const { score, pairs, loneA, loneB } = pairingOf(comparison)
  const marks = [...loneA.map((one) => lone(one.x, one.y)), ...loneB.map((one) => lone(one.x + shift, one.y))]
  for (const [n, { a: p, b: q }] of pairs.entries()) {
    const colour = colours[n % colours.length]!
    marks.push(line(p.x, p.y, q.x + shift, q.y, colour, 0.35), mark(p.x, p.y, p.angle, colour, n + 1), mark(q.x + shift, q.y, q.angle, colour, n + 1))
  }
  const caption = said ?? `${pairs.length} minutiae paired · score ${score.toFixed(2)} (-log10 of the false-match rate)`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width * 2}" height="${height * 2}" font-family="sans-serif" role="img" aria-label="${caption}">
<rect width="100%" height="100%" fill="#fff"/>
${embed(first, 0)}
${embed(second, shift)}
${marks.join('\n')}
<text x="4" y="${height - 9}" font-size="12">${caption}</text>
</svg>
`
}

function embed({ width, height, pixels }: GreyImage, x: number): string {
  const png = encode({ width, height, data: pixels, channels: 1, depth: 8 })
  return `<image x="${x}" y="0" width="${width}" height="${height}" href="data:image/png;base64,${Buffer.from(png).toString('base64')}"/>`
}

function mark(x: number, y: number, angle: number, colour: string, number: number): string {
  return `<circle cx="${f(x)}" cy="${f(y)}" r="4" fill="none" stroke="${colour}" stroke-width="1.4"/>${line(x + 4 * Math.cos(angle), y + 4 * Math.sin(angle), x + 13 * Math.cos(angle), y + 13 * Math.sin(angle), colour, 1)}<text x="${f(x + 5)}" y="${f(y - 5)}" font-size="9" font-weight="bold" fill="${colour}" stroke="#fff" stroke-width="2" paint-order="stroke">${number}</text>`
}

function lone(x: number, y: number): string {
  return `<circle cx="${f(x)}" cy="${f(y)}" r="2.5" fill="none" stroke="#777" stroke-width="0.8"/>`
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string, opacity: number): string {
  return `<line x1="${f(x1)}" y1="${f(y1)}" x2="${f(x2)}" y2="${f(y2)}" stroke="${colour}" stroke-width="1.2" opacity="${opacity}"/>`
}

function f(value: number): string {
  return value.toFixed(1)
}
