// The packed record of one finger for the filter of a search: the surroundings of its best minutiae as bits.
import type { PreparedView } from '../match/prepare.ts'
import { patchWords, samples } from '../match/prepare.ts'
import { noDirection } from '../template/template.ts'

export const codeMinutiae = 32
export const codeBytes = 24
/** Bytes of one record: code and mask of each minutia, byte by byte over all of them, their angles and places, and 16 bytes about the finger. */
export const recordBytes = 2 * codeBytes * codeMinutiae + 3 * codeMinutiae + 16
/** Pixels to one step of a place in a record. */
const placeStep = 2
/** Each of the ridge directions as two bits: a quarter turn differs in both. */
const directionBytes = samples / 4
/** Every second sample of the ridge picture. */
const pictureBits = Math.min(60, (codeBytes - directionBytes) * 8)

interface Code { readonly code: Uint8Array; readonly mask: Uint8Array; readonly angle: number }

function codeOf(view: PreparedView, minutia: number): Code {
  const code = new Uint8Array(codeBytes), mask = new Uint8Array(codeBytes)
  for (let k = 0; k < samples; k++) {
    const direction = view.around[minutia * samples + k]!
    if (direction === noDirection) continue
    const sector = Math.floor(((direction + 32) % 255) / 64), bits = [0, 1, 3, 2][sector]!
    code[k >> 2]! |= bits << ((k & 3) * 2)
    mask[k >> 2]! |= 3 << ((k & 3) * 2)
  }
  for (let k = 0; k < pictureBits; k++) {
    const bit = k * 2, word = minutia * patchWords + (bit >> 5), at = directionBytes + (k >> 3)
    if (!((view.patchKnown[word]! >>> (bit & 31)) & 1)) continue
    mask[at]! |= 1 << (k & 7)
    if ((view.patch[word]! >>> (bit & 31)) & 1) code[at]! |= 1 << (k & 7)
  }
  return { code, mask, angle: Math.floor((view.angle[minutia]! / (2 * Math.PI)) * 256) & 255 }
}

/** Writes the record of a finger (1 to 10; 0 unknown) at the start of `into`. */
export function writeRecord(view: PreparedView, finger: number, into: Uint8Array): void {
  into.fill(0, 0, recordBytes)
  const count = Math.min(codeMinutiae, view.count)
  const middle = { x: mean(view.x, count), y: mean(view.y, count) }
  for (let i = 0; i < count; i++) {
    const { code, mask, angle } = codeOf(view, i)
    for (let byte = 0; byte < codeBytes; byte++) {
      into[byte * codeMinutiae + i] = code[byte]!
      into[(codeBytes + byte) * codeMinutiae + i] = mask[byte]!
    }
    const at = 2 * codeBytes * codeMinutiae + i
    into[at] = angle
    into[at + codeMinutiae] = place(view.x[i]! - middle.x)
    into[at + 2 * codeMinutiae] = place(view.y[i]! - middle.y)
  }
  for (let i = count; i < codeMinutiae; i++) into[2 * codeBytes * codeMinutiae + codeMinutiae + i] = into[2 * codeBytes * codeMinutiae + 2 * codeMinutiae + i] = 255
  into[recordBytes - 16] = finger
  into[recordBytes - 15] = count
}

/** A place as a byte: 0 to 254 in steps from the middle of the finger's minutiae, at most 254 pixels away. */
function place(pixels: number): number {
  return Math.min(254, Math.max(0, Math.round(pixels / placeStep) + 127))
}

function mean(values: Float32Array, count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += values[i]!
  return count === 0 ? 0 : sum / count
}

/** The same as the filter wants it of the one who is looked for. */
export function queryBytes(view: PreparedView): { bytes: Uint8Array; minutiae: number } {
  const minutiae = Math.min(codeMinutiae, view.count)
  const bytes = new Uint8Array(minutiae * codeBytes * 32 + 64 + 256 + 512)
  for (let i = 0; i < minutiae; i++) {
    const { code, mask, angle } = codeOf(view, i)
    for (let k = 0; k < codeBytes; k++) {
      const at = (i * codeBytes + k) * 32
      bytes.fill(code[k]!, at, at + 16)
      bytes.fill(mask[k]!, at + 16, at + 32)
    }
    bytes[minutiae * codeBytes * 32 + i] = angle
  }
  const tail = new DataView(bytes.buffer, minutiae * codeBytes * 32 + 64)
  for (let i = 0; i < minutiae; i++) {
    tail.setInt16(2 * i, Math.round(view.x[i]! / placeStep), true)
    tail.setInt16(128 + 2 * i, Math.round(view.y[i]! / placeStep), true)
  }
  for (let turn = 0; turn < 256; turn++) tail.setInt16(256 + 2 * turn, Math.round(256 * Math.cos((turn * 2 * Math.PI) / 256)), true)
  return { bytes, minutiae }
}
