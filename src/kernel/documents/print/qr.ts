import { toSVG, type RenderOptions } from 'bwip-js/node'

const MOST_AT_M = 4800

/** A QR code as SVG, error correction M, for a text such as a check address. Empty text: no code. */
export function qrSvg(text: string): string {
  // A long proof gives up strength for room: at M a code of the largest size holds about 5,500 digits.
  const options: RenderOptions & { eclevel: 'L' | 'M' } = { bcid: 'qrcode', text, scale: 1, eclevel: text.length > MOST_AT_M ? 'L' : 'M' }
  return text === '' ? '' : toSVG(options)
}

/** A Code 128 barcode as SVG. Only printable ASCII is allowed: scanners type what they read into any field. */
export function barcodeSvg(code: string): string {
  if (!/^[\x21-\x7e]{1,48}$/.test(code)) throw new RangeError('a barcode holds 1 to 48 printable ASCII characters')
  return toSVG({ bcid: 'code128', text: code, scale: 1, height: 10, includetext: false })
}
