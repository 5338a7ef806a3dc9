// The WebAssembly kernels as plain functions over typed arrays. One instance, one growing memory for each thread.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Kernel = (...args: number[]) => number

const page = 65536
const memory = new WebAssembly.Memory({ initial: 64 })
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(join(import.meta.dirname, 'kernels.wasm'))), { env: { memory } })
export const kernels = exports as Record<'filter_cells' | 'blur' | 'likeness' | 'turn_picture' | 'best_shift' | 'extreme', Kernel>
/** What the module itself uses, its stack, lies below. */
const base = 65536

/** Lays arrays of so many bytes one after another, 16 bytes of room between them, and gives the addresses. Valid until the next call. */
export function layOut(...bytes: number[]): number[] {
  let at = base
  const places = bytes.map((size) => { const place = at; at += (size + 31) & ~15; return place })
  if (at > memory.buffer.byteLength) memory.grow(Math.ceil((at - memory.buffer.byteLength) / page))
  return places
}

export function floatsAt(address: number, length: number): Float32Array {
  return new Float32Array(memory.buffer, address, length)
}

export function wordsAt(address: number, length: number): Int32Array {
  return new Int32Array(memory.buffer, address, length)
}

export function bytesAt(address: number, length: number): Int8Array {
  return new Int8Array(memory.buffer, address, length)
}
