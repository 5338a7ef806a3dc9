// The packed record of one finger for the filter of a search: the surroundings of its best minutiae as bits.
import type { PreparedView } from '../match/prepare.ts'
import { patchWords, samples } from '../match/prepare.ts'
import { noDirection } from '../template/template.ts'

export const codeMinutiae = 32
export const codeBytes = 24
const fineBytes = samples / 2
const aboutAt = 2 * codeBytes * codeMinutiae + 3 * codeMinutiae
const fineAt = aboutAt + 16
/** Bytes of one record: code and mask of each minutia, byte by byte over all of them, their angles and places, 16 bytes about the finger (its position first), and finer directions. */
export const recordBytes = fineAt + fineBytes * codeMinutiae
/** Pixels to one step of a place in a record. */
const placeStep = 2
/** Steps around its outermost minutiae in which a finger counts as seen. */
const around = 6
/** Half a turn in so many sectors, 12° each. */
const sectors = 15
const sectorWidth = 17
const unknownSector = 15
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
  into[aboutAt] = finger
  into[aboutAt + 1] = count
  for (const [k, at] of [into.subarray(aboutAt - 2 * codeMinutiae, aboutAt - 2 * codeMinutiae + count), into.subarray(aboutAt - codeMinutiae, aboutAt - codeMinutiae + count)].entries()) {
    into[aboutAt + 2 + k] = Math.max(0, Math.min(...at) - around)
    into[aboutAt + 4 + k] = Math.min(254, Math.max(...at) + around)
  }
  for (let i = 0; i < codeMinutiae; i++) writeFine(view, i < count ? i : undefined, into.subarray(fineAt + i * fineBytes, fineAt + (i + 1) * fineBytes))
}

/** Where a record has the finger's position. */
export const positionAt = aboutAt

/** The directions of a minutia in 15 sectors, two a byte: samples 0 and 16, 1 and 17 and so on, then those from 32. */
function writeFine(view: PreparedView, minutia: number | undefined, into: Uint8Array): void {
  const at = (k: number) => (minutia === undefined ? unknownSector : sectorOf(view.around[minutia * samples + k]!))
  for (let k = 0; k < fineBytes; k++) {
    const first = k < 16 ? k : k + 16
    into[k] = at(first) | (at(first + 16) << 4)
  }
}

function sectorOf(direction: number): number {
  return direction === noDirection ? unknownSector : Math.min(sectors - 1, Math.floor(direction / sectorWidth))
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
  const minutiae = Math.min(codeMinutiae, view.count), codes = minutiae * codeBytes * 32
  const bytes = new Uint8Array(codes + fixedBytes + fineQueryBytes)
  for (let i = 0; i < minutiae; i++) {
    const { code, mask, angle } = codeOf(view, i)
    for (let k = 0; k < codeBytes; k++) {
      const at = (i * codeBytes + k) * 32
      bytes.fill(code[k]!, at, at + 16)
      bytes.fill(mask[k]!, at + 16, at + 32)
    }
    bytes[codes + i] = angle
  }
  const tail = new DataView(bytes.buffer, codes + 64)
  for (let i = 0; i < minutiae; i++) {
    tail.setInt16(2 * i, Math.round(view.x[i]! / placeStep), true)
    tail.setInt16(128 + 2 * i, Math.round(view.y[i]! / placeStep), true)
  }
  for (let turn = 0; turn < 256; turn++) tail.setInt16(256 + 2 * turn, Math.round(256 * Math.cos((turn * 2 * Math.PI) / 256)), true)
  writeFineQuery(view, minutiae, bytes.subarray(codes + fixedBytes))
  return { bytes, minutiae }
}

const fixedBytes = 64 + 256 + 512
const pairsOf = codeMinutiae * codeMinutiae
const fineQueryBytes = samples * codeMinutiae + 4 * pairsOf + pairsOf + 2 * 512 + 16

/** `Fine` of native/consensus.h: the same numbers as match/consensus.ts and match/similar.ts reckon with. */
function writeFineQuery(view: PreparedView, minutiae: number, into: Uint8Array): void {
  const distances = samples * codeMinutiae, ways = distances + 4 * pairsOf, soft = ways + pairsOf, alike = soft + 1024
  const data = new DataView(into.buffer, into.byteOffset, into.byteLength)
  into.fill(unknownSector, 0, distances)
  for (let i = 0; i < minutiae; i++) {
    for (let k = 0; k < samples; k++) into[i * samples + k] = sectorOf(view.around[i * samples + k]!)
    for (let j = 0; j < minutiae; j++) {
      const dx = view.x[j]! - view.x[i]!, dy = view.y[j]! - view.y[i]!
      data.setFloat32(distances + 4 * (i * codeMinutiae + j), Math.hypot(dx, dy), true)
      into[ways + i * codeMinutiae + j] = Math.round((Math.atan2(dy, dx) / (2 * Math.PI)) * 256) & 255
    }
  }
  for (let k = 0; k < 128; k++) {
    data.setFloat32(soft + 4 * k, 1 / (1 + Math.exp(((k + 0.5) / 4 - 6) * 0.5)), true)
    data.setFloat32(soft + 512 + 4 * k, 1 / (1 + Math.exp(((k * 2 * Math.PI) / 256 - 0.3) * 18)), true)
  }
  for (let d = 0; d < sectors; d++) into[alike + d] = Math.round(255 * Math.exp((-12 * sectorWidth * Math.max(1 / 3, Math.min(d, sectors - d))) / 255))
}
