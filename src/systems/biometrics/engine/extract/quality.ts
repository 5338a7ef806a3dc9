// How good an image is for comparing, and what the operator can do about it. Our own measure of native features (clarity, area, contrast,
// moisture, minutiae), 0 to 100; it is not NFIQ 2 and its numbers do not compare with NFIQ 2's.
import type { RidgeField } from './field.ts'
import { cell } from './field.ts'

export type QualityReason = 'no-finger' | 'too-little-area' | 'dry' | 'wet' | 'smudged' | 'faint' | 'off-centre' | 'few-minutiae'

export interface Quality {
  /** 0 to 100; under 25 take it again, from 50 good. */
  readonly score: number
  /** Square centimetres of usable ridges. */
  readonly area: number
  /** 0 to 1: how much of what is seen is ridge. */
  readonly clarity: number
  /** Spread of the grey between ridge and valley, 0 to 127. */
  readonly contrast: number
  /** Share of the finger that is dark: small when dry, large when wet or pressed hard. */
  readonly dark: number
  readonly minutiae: number
  /** What to tell the operator, the gravest first. Empty when all is well. */
  readonly reasons: readonly QualityReason[]
}

const squareCentimetre = (500 / 2.54) ** 2

/** Measures an image whose ridges have been found. `grey` is the image at 500 dpi. */
export function qualityOf(grey: Uint8Array, contrast: Float32Array, field: RidgeField, reliable: Float32Array, width: number, height: number, minutiae: number): Quality {
  let cells = 0, clear = 0, sum = 0, spread = 0, cx = 0, cy = 0
  for (let c = 0; c < field.mask.length; c++) {
    if (!field.mask[c]) continue
    const x = c % field.width, y = Math.floor(c / field.width)
    const i = Math.min(height - 1, y * cell + 2) * width + Math.min(width - 1, x * cell + 2)
    cells++
    if (reliable[c]! > 0.5) clear++
    sum += reliable[c]!
    spread += contrast[i]!
    cx += x
    cy += y
  }
  if (cells < 300) return { score: 0, area: 0, clarity: 0, contrast: 0, dark: 0, minutiae, reasons: ['no-finger'] }
  const area = (clear * cell * cell) / squareCentimetre, clarity = sum / cells
  const measured = { area, clarity, contrast: spread / cells, dark: darkShare(grey, field, width, height), minutiae }
  const centre = Math.hypot(cx / cells / field.width - 0.5, cy / cells / field.height - 0.5)
  const score = Math.round(100 * ramp(clarity, 0.35, 0.85) ** 1.2 * ramp(area, 0.1, 1.4) ** 0.7 * ramp(minutiae, 2, 22) ** 0.5)
  return { score, ...measured, reasons: reasonsOf(measured, centre) }
}

function reasonsOf({ area, clarity, contrast, dark, minutiae }: Omit<Quality, 'score' | 'reasons'>, offCentre: number): QualityReason[] {
  const out: QualityReason[] = []
  if (area < 0.7) out.push('too-little-area')
  if (area < 1.2 && offCentre > 0.16) out.push('off-centre')
  if (contrast < 14) out.push('faint')
  if (clarity < 0.72 && dark < 0.4) out.push('dry')
  else if (clarity < 0.72 && dark > 0.6) out.push('wet')
  else if (clarity < 0.6) out.push('smudged')
  if (minutiae < 12) out.push('few-minutiae')
  return out
}

/** Share of the finger darker than the middle between its light and its dark tenth: independent of the scanner's brightness. */
function darkShare(grey: Uint8Array, field: RidgeField, width: number, height: number): number {
  const counts = new Uint32Array(256)
  let n = 0
  for (let y = 0; y < height; y += 2) for (let x = 0; x < width; x += 2) {
    if (!field.mask[Math.floor(y / cell) * field.width + Math.floor(x / cell)]) continue
    counts[grey[y * width + x]!]!++
    n++
  }
  const at = (share: number) => { let left = share * n, v = 0; while (v < 255 && (left -= counts[v]!) > 0) v++; return v }
  const low = at(0.05), high = at(0.95)
  if (high - low < 10) return 0.5
  let below = 0
  for (let v = 0; v < (low + high) / 2; v++) below += counts[v]!
  return below / n
}

function ramp(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)))
}
