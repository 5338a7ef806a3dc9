// The numbers of a WSQ image: Huffman codes for runs of noughts, small values, and longer ones that follow in full.
import { ImageError } from './grey.ts'

export const wrong = 'is a damaged WSQ image; export it again'
export const cutOff = 'is a WSQ image that was cut off; copy it again'

const longest = 16

/** For each length of code: the first and the last code of it, and where its values begin. */
export interface CodeTable { readonly values: Uint8Array; readonly first: Int32Array; readonly last: Int32Array; readonly from: Int32Array }

/** `counts`: how many codes of 1 to 16 bits; codes count upwards. @throws ImageError when there are more than can be told apart. */
export function codeTable(counts: Uint8Array, values: Uint8Array): CodeTable {
  const first = new Int32Array(longest + 1), last = new Int32Array(longest + 1).fill(-1), from = new Int32Array(longest + 1)
  for (let bits = 1, code = 0, at = 0; bits <= longest; bits++, code *= 2) {
    first[bits] = code
    from[bits] = at
    code += counts[bits - 1]!
    at += counts[bits - 1]!
    if (code > 2 ** bits) throw new ImageError(wrong)
    last[bits] = code - 1
  }
  return { values, first, last, from }
}

/** Takes the values of one block, from `at` up to the next marker. `take` is given a value and how often. Gives the place of the marker. */
export function readCodes(bytes: Uint8Array, at: number, { values, first, last, from }: CodeTable, take: (value: number, times: number) => void): number {
  let held = 0, left = 0
  const bit = (): number => {
    if (left === 0) {
      if (at >= bytes.length) throw new ImageError(cutOff)
      held = bytes[at]!
      if (held === 0xff) {
        if (at + 1 >= bytes.length) throw new ImageError(cutOff)
        if (bytes[at + 1] !== 0) return -1
        at++
      }
      at++
      left = 8
    }
    left--
    return (held >> left) & 1
  }
  const number = (count: number): number => {
    let value = 0
    for (let k = 0; k < count; k++) {
      const one = bit()
      if (one < 0) throw new ImageError(wrong)
      value = value * 2 + one
    }
    return value
  }
  for (;;) {
    let code = 0, bits = 0
    do {
      const one = bit()
      if (one < 0) return at      // what is left of the last byte are ones, which are no code
      if (++bits > longest) throw new ImageError(wrong)
      code = code * 2 + one
    } while (code > last[bits]!)
    const symbol = values[from[bits]! + code - first[bits]!]!
    if (symbol >= 1 && symbol <= 100) take(0, symbol)
    else if (symbol >= 107 && symbol <= 254) take(symbol - 180, 1)
    else if (symbol === 101) take(number(8), 1)
    else if (symbol === 102) take(-number(8), 1)
    else if (symbol === 103) take(number(16), 1)
    else if (symbol === 104) take(-number(16), 1)
    else if (symbol === 105) take(0, number(8))
    else if (symbol === 106) take(0, number(16))
    else throw new ImageError(wrong)
  }
}
