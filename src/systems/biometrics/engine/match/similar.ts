// How alike two minutiae's surroundings are.
import { bytesAt, kernels, layOut } from '../native/kernels.ts'
import type { MinutiaSet } from './prepare.ts'
import { samples } from './prepare.ts'

/** Likeness of two directions by their difference in steps of 5.6°: falling exponentially, after Tico and Kuosmanen. */
const alike = Uint8Array.from({ length: 16 }, (_, step) => Math.round(255 * Math.exp((-12 * (step * 8 + 3.5)) / 255)))

/** For each minutia of `a` (row) and of `b` (column): 0 (nothing in common) to 1. */
export function similarities(a: MinutiaSet, b: MinutiaSet): Float32Array {
  const cells = a.count * b.count
  const [aAround, bAround, aPatch, aKnown, bPatch, bKnown, table, flow, picture] = layOut(a.count * samples, b.count * samples, a.count * 16, a.count * 16, b.count * 16, b.count * 16, 16, cells, cells) as [number, number, number, number, number, number, number, number, number]
  for (const [at, data] of [[aAround, a.around], [bAround, b.around], [aPatch, a.patch], [aKnown, a.patchKnown], [bPatch, b.patch], [bKnown, b.patchKnown], [table, alike]] as const) {
    bytesAt(at, data.byteLength).set(new Int8Array(data.buffer, data.byteOffset, data.byteLength))
  }
  kernels.likeness(aAround, bAround, aPatch, aKnown, bPatch, bKnown, a.count, b.count, table, flow, picture)
  const out = new Float32Array(cells), flows = new Uint8Array(bytesAt(flow, cells).buffer, flow, cells), pictures = new Uint8Array(bytesAt(picture, cells).buffer, picture, cells)
  for (let i = 0; i < cells; i++) {
    const likeness = flows[i] === 0 ? 0 : (flows[i]! + 0.2 * pictures[i]!) / 306   // directions tell far more than the picture, measured on true pairs
    out[i] = likeness * likeness * likeness
  }
  return out
}
