// What comparing needs of a template, computed once: flat arrays and the local descriptors of the minutiae.
import type { Minutia } from '../extract/minutiae.ts'
import type { Template, TemplateView } from '../template/template.ts'
import { flowStep, noDirection, textureStep } from '../template/template.ts'
import type { Texture } from './texture.ts'
import { textureOf } from './texture.ts'

/** Circles around a minutia on which ridge directions are sampled (Tico and Kuosmanen 2003): radius in pixels, number of points. */
const circles: readonly (readonly [radius: number, points: number])[] = [[14, 6], [28, 10], [42, 14], [58, 18], [74, 16]]
export const samples = circles.reduce((sum, [, points]) => sum + points, 0)
/** The points themselves around a minutia that points to the right. */
const pointsX = Float64Array.from(circles.flatMap(([radius, points]) => Array.from({ length: points }, (_, p) => radius * Math.cos((2 * Math.PI * p) / points))))
const pointsY = Float64Array.from(circles.flatMap(([radius, points]) => Array.from({ length: points }, (_, p) => radius * Math.sin((2 * Math.PI * p) / points))))
/** The ridge picture around a minutia, turned with it: this many points a side, this many pixels apart. */
const patchSide = 11
const patchStep = 4
export const patchWords = 4

export interface MinutiaSet {
  readonly count: number
  readonly x: Float32Array
  readonly y: Float32Array
  readonly angle: Float32Array
  readonly kind: Uint8Array
  readonly quality: Float32Array
  /** Ridge directions around each minutia, relative to its own; 255 where unknown. `samples` for each. */
  readonly around: Uint8Array
  /** Ridge or valley around each minutia, as bits, and which of the bits are known. `patchWords` for each. */
  readonly patch: Uint32Array
  readonly patchKnown: Uint32Array
}

export interface Prepared {
  readonly template: Template
  readonly views: readonly PreparedView[]
}

export interface PreparedView extends MinutiaSet { readonly texture: Texture }

/** Prepares a template for comparing with many others. */
export function prepare(template: Template): Prepared {
  return { template, views: template.views.map(prepareView) }
}

/** The ridge picture is only unfolded when it is looked at: most candidates of a search never come so far. */
function prepareView(view: TemplateView): PreparedView {
  let texture: Texture | undefined
  return Object.defineProperty(minutiaSet(view.minutiae, view), 'texture', { get: () => texture ??= textureOf(view) }) as PreparedView
}

function minutiaSet(minutiae: readonly Minutia[], template: TemplateView): MinutiaSet {
  const count = minutiae.length
  const set: MinutiaSet = {
    count,
    x: Float32Array.from(minutiae, (m) => m.x), y: Float32Array.from(minutiae, (m) => m.y), angle: Float32Array.from(minutiae, (m) => m.angle),
    kind: Uint8Array.from(minutiae, (m) => m.kind), quality: Float32Array.from(minutiae, (m) => m.quality),
    around: new Uint8Array(count * samples).fill(noDirection), patch: new Uint32Array(count * patchWords), patchKnown: new Uint32Array(count * patchWords),
  }
  for (let i = 0; i < count; i++) {
    sampleDirections(minutiae[i]!, template, set.around.subarray(i * samples, (i + 1) * samples))
    samplePatch(minutiae[i]!, template, set.patch.subarray(i * patchWords, (i + 1) * patchWords), set.patchKnown.subarray(i * patchWords, (i + 1) * patchWords))
  }
  return set
}

function sampleDirections({ x, y, angle }: Minutia, { flow, flowWidth }: TemplateView, out: Uint8Array): void {
  const own = (angle / Math.PI) * 255, flowHeight = flow.length / flowWidth, c = Math.cos(angle), s = Math.sin(angle)
  for (let k = 0; k < samples; k++) {
    const cx = Math.floor((x + c * pointsX[k]! - s * pointsY[k]!) / flowStep), cy = Math.floor((y + s * pointsX[k]! + c * pointsY[k]!) / flowStep)
    if (cx < 0 || cy < 0 || cx >= flowWidth || cy >= flowHeight) continue
    const direction = flow[cy * flowWidth + cx]!
    if (direction !== noDirection) out[k] = (((Math.round(direction - own) % 255) + 255) % 255)
  }
}

function samplePatch({ x, y, angle }: Minutia, { texture, textureWidth }: TemplateView, patch: Uint32Array, known: Uint32Array): void {
  const height = texture.length / textureWidth, c = Math.cos(angle) * (patchStep / textureStep), s = Math.sin(angle) * (patchStep / textureStep), half = (patchSide - 1) / 2
  const x0 = x / textureStep + 0.5, y0 = y / textureStep + 0.5
  for (let j = -half, bit = 0; j <= half; j++) {
    for (let i = -half; i <= half; i++, bit++) {
      const px = Math.floor(x0 + i * c - j * s), py = Math.floor(y0 + i * s + j * c)
      if (px < 0 || py < 0 || px >= textureWidth || py >= height) continue
      const value = texture[py * textureWidth + px]!
      if (value === 0) continue
      known[bit >> 5]! |= 1 << (bit & 31)
      if (value > 0) patch[bit >> 5]! |= 1 << (bit & 31)
    }
  }
}
