// Wet or hard pressed skin: ridges run together in blots, whose outlines look like ridges of their own and drown those beside them. What lies in a
// blot is taken as unknown, so that neither contrast nor directions are measured on it.
import { extreme } from '../image/filters.ts'

/** A blot is dark over more than a square of 11 pixels, wider than any ridge; compared with the lightest and darkest of 21 pixels around. */
const width500 = 5
const near = 10
/** How dark, between the darkest around (0) and the lightest (1). */
const darkShare = 0.35
/** Greys between darkest and lightest, below which there is nothing to tell. */
const leastRange = 40

/** 0 in a blot, 1 elsewhere. The image is at 500 dpi. */
export function clearOfBlots(grey: Uint8Array, width: number, height: number): Float32Array {
  const lightest = extreme(grey, width, height, width500, 'lightest'), filled = extreme(lightest, width, height, width500, 'darkest')      // ridges are gone, blots are left
  const dark = extreme(extreme(grey, width, height, near, 'darkest'), width, height, 1, 'lightest'), light = extreme(grey, width, height, near, 'lightest')
  return Float32Array.from(grey, (_, i) => {
    const range = light[i]! - dark[i]!
    return range > leastRange && filled[i]! - dark[i]! < darkShare * range ? 0 : 1
  })
}
