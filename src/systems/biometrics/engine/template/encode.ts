// A template as bytes: a head, then for each view its minutiae (6 bytes each), ridge directions and ridge picture, all deflated.
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Minutia } from '../extract/minutiae.ts'
import { ending, fork } from '../extract/minutiae.ts'
import type { Template, TemplateView } from './template.ts'
import { flowStep, gridSize, textureStep } from './template.ts'

const magic = 0x5a46     // "FZ"
const headBytes = 8
const minutiaBytes = 6
const largest = 4096

/** The bytes are no template, or of a version that cannot be read: extract again from the image. */
export class TemplateError extends Error {}

/** About 6 to 12 KB. */
export function encodeTemplate({ version, width, height, views }: Template): Uint8Array {
  const body = new Uint8Array(views.reduce((size, view) => size + viewBytes(view.minutiae.length, width, height), 0))
  let at = 0
  for (const view of views) at = writeView(view, body, at)
  const deflated = deflateRawSync(body, { level: 9 })
  const out = new Uint8Array(headBytes + deflated.length), head = new DataView(out.buffer)
  head.setUint16(0, magic, true)
  head.setUint8(2, version)
  head.setUint8(3, views.length)
  head.setUint16(4, width, true)
  head.setUint16(6, height, true)
  out.set(deflated, headBytes)
  return out
}

/** @throws TemplateError */
export function decodeTemplate(bytes: Uint8Array): Template {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < headBytes || head.getUint16(0, true) !== magic) throw new TemplateError('these bytes are no fingerprint template')
  const version = head.getUint8(2), count = head.getUint8(3), width = head.getUint16(4, true), height = head.getUint16(6, true)
  if (width > largest || height > largest || count > 4) throw new TemplateError('the template is damaged: extract it again from its image')
  try {
    const body = new Uint8Array(inflateRawSync(bytes.subarray(headBytes), { maxOutputLength: 64 * 2 ** 20 }))
    let at = 0
    const views: TemplateView[] = []
    for (let i = 0; i < count; i++) {
      const { view, next } = readView(body, at, width, height)
      views.push(view)
      at = next
    }
    if (at !== body.length) throw new TemplateError('too long')
    return { version, width, height, views }
  } catch (error) {
    throw new TemplateError(`the template is damaged (${(error as Error).message}): extract it again from its image`, { cause: error })
  }
}

function viewBytes(minutiae: number, width: number, height: number): number {
  return 1 + minutiae * minutiaBytes + gridSize(width, flowStep) * gridSize(height, flowStep) + 2 * planeBytes(width, height)
}

function planeBytes(width: number, height: number): number {
  return Math.ceil((gridSize(width, textureStep) * gridSize(height, textureStep)) / 8)
}

function writeView({ minutiae, flow, texture }: TemplateView, out: Uint8Array, start: number): number {
  const data = new DataView(out.buffer)
  let at = start
  out[at++] = minutiae.length
  for (const { x, y, angle, kind, quality } of minutiae) {
    data.setUint16(at, x, true)
    data.setUint16(at + 2, y, true)
    data.setUint8(at + 4, Math.round((angle / (2 * Math.PI)) * 256) & 255)
    data.setUint8(at + 5, Math.round(quality * 100) | (kind << 7))
    at += minutiaBytes
  }
  out.set(flow, at)
  at += flow.length
  const plane = Math.ceil(texture.length / 8)
  for (let i = 0; i < texture.length; i++) {
    if (texture[i] !== 0) out[at + (i >> 3)]! |= 1 << (i & 7)
    if (texture[i]! > 0) out[at + plane + (i >> 3)]! |= 1 << (i & 7)
  }
  return at + 2 * plane
}

function readView(body: Uint8Array, start: number, width: number, height: number): { view: TemplateView; next: number } {
  const data = new DataView(body.buffer, body.byteOffset, body.byteLength)
  let at = start
  const count = data.getUint8(at++)
  const minutiae: Minutia[] = []
  for (let i = 0; i < count; i++, at += minutiaBytes) {
    const last = data.getUint8(at + 5)
    minutiae.push({ x: data.getUint16(at, true), y: data.getUint16(at + 2, true), angle: (data.getUint8(at + 4) / 256) * 2 * Math.PI, kind: last >> 7 ? fork : ending, quality: (last & 127) / 100 })
  }
  const flowWidth = gridSize(width, flowStep), squares = flowWidth * gridSize(height, flowStep)
  const textureWidth = gridSize(width, textureStep), samples = textureWidth * gridSize(height, textureStep), plane = planeBytes(width, height)
  const next = at + squares + 2 * plane
  if (next > body.length) throw new TemplateError('too short')
  const flow = body.slice(at, at + squares), known = body.subarray(at + squares), ridge = body.subarray(at + squares + plane)
  const texture = new Int8Array(samples)
  for (let byte = 0; byte < plane; byte++) {
    const mask = known[byte]!, bits = ridge[byte]!
    if (mask === 0) continue
    for (let bit = 0, i = 8 * byte; bit < 8 && i < samples; bit++, i++) texture[i] = ((mask >> bit) & 1) * (2 * ((bits >> bit) & 1) - 1)
  }
  return { view: { minutiae, flow, flowWidth, texture, textureWidth }, next }
}
