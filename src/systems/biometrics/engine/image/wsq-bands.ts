// The 64 subbands of a WSQ image, and putting the image together again from them.

/** A rectangle of the plane of coefficients. */
export interface Band { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** A rectangle that was split in both directions. A right or lower part was split the other way round: its high frequencies come first. */
interface Split extends Band { readonly turnedX: boolean; readonly turnedY: boolean }

/** A filter by taps left and right of its middle. Synthesis takes the low one at even places, the high one at odd ones. */
export interface Filters { readonly low: Float64Array; readonly high: Float64Array }

/** Upper left, upper right, lower left, lower right. */
function quarters(whole: Split): [Split, Split, Split, Split] {
  const firstX = whole.turnedX ? whole.width >> 1 : (whole.width + 1) >> 1, firstY = whole.turnedY ? whole.height >> 1 : (whole.height + 1) >> 1
  const part = (right: boolean, lower: boolean): Split => ({
    x: whole.x + (right ? firstX : 0), y: whole.y + (lower ? firstY : 0), width: right ? whole.width - firstX : firstX, height: lower ? whole.height - firstY : firstY,
    turnedX: right, turnedY: lower,
  })
  return [part(false, false), part(true, false), part(false, true), part(true, true)]
}

/** The subbands 0 to 59 in the order of the data (60 to 63 are never sent), and the splits in the order in which they were made. */
export function wsqBands(width: number, height: number): { readonly bands: readonly Band[]; readonly splits: readonly Split[] } {
  const image: Split = { x: 0, y: 0, width, height, turnedX: false, turnedY: false }
  const [ll1, hl1, lh1] = quarters(image)
  const [ll2, hl2, lh2, hh2] = quarters(ll1)
  const middle = quarters(ll2), right = quarters(hl2), lower = quarters(lh2)
  const [ll4, ...others] = quarters(middle[0])
  return {
    bands: [...quarters(ll4), ...others, ...middle.slice(1).flatMap(quarters), ...right.flatMap(quarters), ...lower.flatMap(quarters), hh2, ...quarters(hl1), ...quarters(lh1)],
    splits: [image, ll1, hl1, lh1, ll2, hl2, lh2, ...middle, ...right, ...lower, ll4],
  }
}

/** Turns a plane of coefficients into the image, in place. */
export function joinBands(plane: Float32Array, width: number, splits: readonly Split[], filters: Filters): void {
  for (const split of splits.toReversed()) {
    const column = lineJoiner(split.height, split.turnedY, filters), row = lineJoiner(split.width, split.turnedX, filters)
    for (let x = 0; x < split.width; x++) column(plane, split.y * width + split.x + x, width)
    for (let y = 0; y < split.height; y++) row(plane, (split.y + y) * width + split.x, 1)
  }
}

/** Joins the low and the high half of lines of one length: they alternate, are mirrored at both ends, and each is spread by its filter. */
function lineJoiner(count: number, turned: boolean, { low, high }: Filters): (plane: Float32Array, start: number, step: number) => void {
  const reachLow = low.length >> 1, reachHigh = high.length >> 1, margin = Math.max(reachLow, reachHigh)
  const lows = (count + 1) >> 1, highs = count >> 1, firstLow = turned ? highs : 0, firstHigh = turned ? 0 : lows
  const line = new Float64Array(count + 2 * margin)
  return (plane, start, step) => {
    for (let k = 0; k < count; k++) line[margin + k] = plane[start + ((k & 1 ? firstHigh : firstLow) + (k >> 1)) * step]!
    for (let k = 1; k <= margin; k++) {
      line[margin - k] = line[margin + mirrored(-k, count)]!
      line[margin + count - 1 + k] = line[margin + mirrored(count - 1 + k, count)]!
    }
    for (let k = 0; k < count; k++) {
      let sum = 0
      for (let t = -reachLow; t <= reachLow; t++) if (((k + t) & 1) === 0) sum += line[margin + k + t]! * low[reachLow + t]!
      for (let t = -reachHigh; t <= reachHigh; t++) if ((k + t) & 1) sum += line[margin + k + t]! * high[reachHigh + t]!
      plane[start + k * step] = sum
    }
  }
}

/** The place inside a line of `count` (two or more) that stands for one outside it. */
export function mirrored(at: number, count: number): number {
  const period = 2 * (count - 1), k = ((at % period) + period) % period
  return k < count ? k : period - k
}
