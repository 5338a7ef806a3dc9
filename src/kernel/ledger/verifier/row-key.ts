/** The 16 bytes under which a row is looked up: those of its uuid, or of a hash of a composite key's text. */
import { sha256 } from '../merkle.ts'

export const KEY_BYTES = 16
const UUID_CHARACTERS = 36

/** Hex digit by character code; 255 where there is none. */
const DIGIT = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16)
  return Number.isNaN(digit) ? 255 : digit
})

/** Writes the key of a row into `target`. A text in uuid form gives its bytes; any other the beginning of its SHA-256. */
export function writeRowKey(text: string, target: Buffer, at: number): void {
  if (!writeUuid(text, target, at)) sha256(text).copy(target, at, 0, KEY_BYTES)
}

/** Writes hex digits as bytes. False when there is another character among them (what was written is then worthless). */
export function writeHex(text: string, target: Buffer, at: number, bytes: number): boolean {
  let bad = 0
  for (let i = 0; i < bytes; i++) {
    const high = DIGIT[text.charCodeAt(2 * i)] ?? 255
    const low = DIGIT[text.charCodeAt(2 * i + 1)] ?? 255
    bad |= high | low
    target[at + i] = (high << 4) | low
  }
  return bad < 16
}

/** Writes a uuid's text form as its 16 bytes. False when it is none. */
export function writeUuid(text: string, target: Buffer, at: number): boolean {
  if (text.length !== UUID_CHARACTERS) return false
  let bad = 0
  let byte = 0
  for (let i = 0; i < UUID_CHARACTERS; i += 2) {
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (text.charCodeAt(i) !== 45) return false
      i++
    }
    const high = DIGIT[text.charCodeAt(i)] ?? 255
    const low = DIGIT[text.charCodeAt(i + 1)] ?? 255
    bad |= high | low
    target[at + byte++] = (high << 4) | low
  }
  return bad < 16
}
