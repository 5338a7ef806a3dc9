// What comparing needs of a template, computed once: flat arrays and the local descriptors of the minutiae.
import type { Minutia } from '../extract/minutiae.ts'
import type { Template, TemplateView } from '../template/template.ts'
import { flowStep, noDirection, textureStep } from '../template/template.ts'
import type { Texture } from './texture.ts'
import { textureOf } from './texture.ts'

/** Circles around a minutia on which ridge directions are sampled (Tico and Kuosmanen 2003): radius in pixels, number of points. */
const circles: readonly (readonly [radius: number, points: number])[] = [[14, 6], [28, 10], [42, 14], [58, 18], [74, 16]]
export const samples = circles.reduce((sum, [, points]) => sum + points, 0)
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
  const own = (angle / Math.PI) * 255, flowHeight = flow.length / flowWidth
  let k = 0
  for (const [radius, points] of circles) {
    for (let p = 0; p < points; p++, k++) {
      const a = angle + (2 * Math.PI * p) / points
      const cx = Math.floor((x + radius * Math.cos(a)) / flowStep), cy = Math.floor((y + radius * Math.sin(a)) / flowStep)
      if (cx < 0 || cy < 0 || cx >= flowWidth || cy >= flowHeight) continue
      const direction = flow[cy * flowWidth + cx]!
      if (direction !== noDirection) out[k] = (((Math.round(direction - own) % 255) + 255) % 255)
    }
  }
}

function samplePatch({ x, y, angle }: Minutia, { texture, textureWidth }: TemplateView, patch: Uint32Array, known: Uint32Array): void {
  const height = texture.length / textureWidth, c = Math.cos(angle), s = Math.sin(angle), half = (patchSide - 1) / 2
  for (let j = 0, bit = 0; j < patchSide; j++) {
    for (let i = 0; i < patchSide; i++, bit++) {
      const u = (i - half) * patchStep, v = (j - half) * patchStep
      const px = Math.round((x + u * c - v * s) / textureStep), py = Math.round((y + u * s + v * c) / textureStep)
      if (px < 0 || py < 0 || px >= textureWidth || py >= height) continue
      const value = texture[py * textureWidth + px]!
      if (value === 0) continue
      known[bit >> 5]! |= 1 << (bit & 31)
      if (value > 0) patch[bit >> 5]! |= 1 << (bit & 31)
    }
  }
}
