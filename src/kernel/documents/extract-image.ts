/** Finds the code of a certified paper in a picture: a photograph, a scan, a page drawn from a PDF. Pure, without Node. */
import { decodeQR } from 'qr/decode.js'
import { hasExtract } from '#kernel/ledger/extract-text.ts'

export interface Picture {
  readonly width: number
  readonly height: number
  /** RGB or RGBA, eight bits a channel, row by row. */
  readonly data: Uint8Array | Uint8ClampedArray
}

/** A still picture may be looked at longer than a camera's frame. */
const PATIENCE_MS = 700
const MOST_CODES = 6

/** The text of the code; undefined when no code can be read. A code that is no extract is given only when there is no other. */
export function findExtractInPicture(picture: Picture): string | undefined {
  let other: string | undefined
  for (const part of [picture, halved(picture)]) {
    const text = findIn(part)
    if (text !== undefined && hasExtract(text)) return text
    other ??= text
  }
  return other
}

/** A page may have more than one code, and a reader takes any: what was read and is no extract is painted over. */
function findIn(picture: Picture): string | undefined {
  let other: string | undefined
  const left = { ...picture, data: picture.data.slice() }
  for (let n = 0; n < MOST_CODES; n++) {
    const found = read(left)
    if (found === undefined) return other
    if (hasExtract(found.text)) return found.text
    other ??= found.text
    paintOver(left, found.box)
  }
  return other
}

interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

function read(picture: Picture): { text: string; box: Box } | undefined {
  let box: Box = { x: 0, y: 0, width: picture.width, height: picture.height }
  try {
    return { text: decodeQR(picture, { timeLimit: PATIENCE_MS, effort: 4, pointsOnDetect: (points) => { box = points.boundingBox } }), box }
  } catch {
    return undefined
  }
}

function paintOver({ width, height, data }: Picture, box: Box): void {
  const channels = channelsOf({ width, height, data })
  const [left, right] = [Math.max(0, Math.floor(box.x)), Math.min(width, Math.ceil(box.x + box.width))]
  for (let y = Math.max(0, Math.floor(box.y)); y < Math.min(height, box.y + box.height); y++) data.fill(255, (y * width + left) * channels, (y * width + right) * channels)
}

function channelsOf({ width, height, data }: Picture): number {
  return Math.round(data.length / (width * height))
}

/** Four pixels into one: the grain of a telephone's camera goes, the code stays. */
function halved(picture: Picture): Picture {
  const channels = channelsOf(picture)
  const [width, height] = [Math.floor(picture.width / 2), Math.floor(picture.height / 2)]
  const data = new Uint8Array(width * height * channels)
  const row = picture.width * channels
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        const at = 2 * y * row + 2 * x * channels + c
        data[(y * width + x) * channels + c] = (picture.data[at]! + picture.data[at + channels]! + picture.data[at + row]! + picture.data[at + row + channels]!) / 4
      }
    }
  }
  return { width, height, data }
}
