import { toSVG } from 'bwip-js/node'

/** A QR code as SVG, error correction M (the library's default), for a text such as a check address. Empty text: no code. */
export function qrSvg(text: string): string {
  return text === '' ? '' : toSVG({ bcid: 'qrcode', text, scale: 1, eclevel: text.length > 4800 ? 'L' : 'M' })
}

/** A Code 128 barcode as SVG. Only printable ASCII is allowed: scanners type what they read into any field. */
export function barcodeSvg(code: string): string {
  if (!/^[\x21-\x7e]{1,48}$/.test(code)) throw new RangeError('a barcode holds 1 to 48 printable ASCII characters')
  return toSVG({ bcid: 'code128', text: code, scale: 1, height: 10, includetext: false })
}
