import type { Minutia } from '../extract/minutiae.ts'

/** Pixels between two samples of the ridge picture. */
export const textureStep = 2
/** Pixels between two samples of the ridge directions. */
export const flowStep = 8
/** A direction that is not known. Known ones are 0 to 254 for 0 to 180 degrees. */
export const noDirection = 255

/** All that is kept of one impression. Lengths in pixels at 500 dpi. */
export interface Template {
  readonly version: number
  readonly width: number
  readonly height: number
  /** What each of the extractors saw. */
  readonly views: readonly TemplateView[]
}

export interface TemplateView {
  readonly minutiae: readonly Minutia[]
  /** Ridge directions by squares of `flowStep` pixels, row by row. */
  readonly flow: Uint8Array
  readonly flowWidth: number
  /** Ridge (+1), valley (-1) or neither (0) every `textureStep` pixels, row by row. */
  readonly texture: Int8Array
  readonly textureWidth: number
}

/** The side of a grid that covers so many pixels. */
export function gridSize(pixels: number, step: number): number {
  return Math.ceil(pixels / step)
}
