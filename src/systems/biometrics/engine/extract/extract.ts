import type { GreyImage } from '../image/grey.ts'
import { toWorkingDpi } from '../image/grey.ts'
import type { Template, TemplateView } from '../template/template.ts'
import { flowStep, gridSize, noDirection, textureStep } from '../template/template.ts'
import type { RidgeField } from './field.ts'
import { bandPass, cell, ridgeField } from './field.ts'
import { enhance } from './gabor.ts'
import type { Minutia } from './minutiae.ts'
import { findMinutiae } from './minutiae.ts'
import type { Quality } from './quality.ts'
import { qualityOf } from './quality.ts'
import { reliability } from './reliability.ts'
import { spectral } from './spectrum.ts'
import { thin } from './thin.ts'

/** Changes whenever templates of before and after should not be compared: then everything is extracted again from the images. */
export const templateVersion = 1

const mostMinutiae = 80

export interface Extracted { readonly template: Template; readonly quality: Quality }

/** The template and the quality of one impression. Any resolution of 300 to 1,000 dpi. */
export function extract(original: GreyImage): Extracted {
  const image = toWorkingDpi(original)
  const { width, height } = image
  const { band, contrast } = bandPass(image)
  const first = ridgeField(band, contrast, width, height)
  const filtered = [filteredAgain(band, contrast, first, width, height), filteredBySpectrum(band, contrast, first, width, height)]
  const views = filtered.map(({ ridges, field }) => {
    const reliable = reliability(band, ridges, field, width, height)
    const skeleton = new Uint8Array(ridges.length)
    for (let i = 0; i < skeleton.length; i++) skeleton[i] = ridges[i]! > 0 ? 1 : 0
    thin(skeleton, width, height)
    const minutiae = findMinutiae(skeleton, width, height, field, reliable, mostMinutiae).map(rounded)
    return { reliable, view: { minutiae, ...flowOf(field, width, height), ...textureOf(ridges, field, reliable, width, height) } }
  })
  return {
    template: { version: templateVersion, width, height, views: views.map(({ view }) => view) },
    quality: qualityOf(image.pixels, contrast, first, views[0]!.reliable, width, height, views[0]!.view.minutiae.length),
  }
}

/** As exact as a stored template can tell: an angle in 256ths of a turn, quality in hundredths. */
function rounded({ x, y, kind, angle, quality }: Minutia): Minutia {
  return { x, y, kind, angle: ((Math.round((angle / (2 * Math.PI)) * 256) & 255) / 256) * 2 * Math.PI, quality: Math.round(quality * 100) / 100 }
}

interface View { readonly ridges: Float32Array; readonly field: RidgeField }

/** The first way: filters along the field, measures the field again on the outcome, which is cleaner, and filters the original again by that. */
function filteredAgain(band: Float32Array, contrast: Float32Array, first: RidgeField, width: number, height: number): View {
  let field = first, ridges = enhance(band, field, width, height, 4)
  for (let pass = 0; pass < 2; pass++) {
    field = ridgeField(ridges, contrast, width, height, first.mask)
    ridges = enhance(band, field, width, height, 5)
  }
  return { ridges, field }
}

/** The second way: strengthens each window's own waves, and filters that along its field. */
function filteredBySpectrum(band: Float32Array, contrast: Float32Array, { mask }: RidgeField, width: number, height: number): View {
  const strong = spectral(band, mask, width, height)
  const field = ridgeField(strong, contrast, width, height, mask)
  return { ridges: enhance(strong, field, width, height, 4), field }
}

function flowOf(field: RidgeField, width: number, height: number): Pick<TemplateView, 'flow' | 'flowWidth'> {
  const flowWidth = gridSize(width, flowStep), flowHeight = gridSize(height, flowStep)
  const flow = new Uint8Array(flowWidth * flowHeight).fill(noDirection)
  for (let y = 0; y < flowHeight; y++) {
    for (let x = 0; x < flowWidth; x++) {
      const c = Math.min(field.height - 1, y * 2 + 1) * field.width + Math.min(field.width - 1, x * 2 + 1)
      if (field.mask[c] && Math.hypot(field.cos[c]!, field.sin[c]!) > 0.15) flow[y * flowWidth + x] = toDirection(Math.atan2(field.sin[c]!, field.cos[c]!) / 2)
    }
  }
  return { flow, flowWidth }
}

/** Radians as 0 to 254, which stand for half a turn. */
export function toDirection(angle: number): number {
  const turns = angle / Math.PI
  return Math.floor((turns - Math.floor(turns)) * 255) % 255
}

function textureOf(ridges: Float32Array, field: RidgeField, reliable: Float32Array, width: number, height: number): Pick<TemplateView, 'texture' | 'textureWidth'> {
  const textureWidth = gridSize(width, textureStep), textureHeight = gridSize(height, textureStep)
  const texture = new Int8Array(textureWidth * textureHeight)
  for (let y = 0; y < textureHeight; y++) {
    for (let x = 0; x < textureWidth; x++) {
      const px = Math.min(width - 1, x * textureStep), py = Math.min(height - 1, y * textureStep)
      const c = Math.floor(py / cell) * field.width + Math.floor(px / cell)
      if (field.mask[c] && reliable[c]! > 0.35) texture[y * textureWidth + x] = ridges[py * width + px]! > 0 ? 1 : -1
    }
  }
  return { texture, textureWidth }
}
