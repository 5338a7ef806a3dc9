const side = 32
const bits = 5
const reversed = Uint8Array.from({ length: side }, (_, i) => { let r = 0; for (let b = 0; b < bits; b++) r |= ((i >> b) & 1) << (bits - 1 - b); return r })
const cosines = Float32Array.from({ length: side / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / side))
const sines = Float32Array.from({ length: side / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / side))

/** Two-dimensional Fourier transform of 32 by 32 complex numbers, in place. Unscaled in both directions. */
export function fft32(re: Float32Array, im: Float32Array, inverse: boolean): void {
  for (let y = 0; y < side; y++) transform(re, im, y * side, 1, inverse)
  for (let x = 0; x < side; x++) transform(re, im, x, side, inverse)
}

function transform(re: Float32Array, im: Float32Array, start: number, stride: number, inverse: boolean): void {
  for (let i = 0; i < side; i++) {
    const j = reversed[i]!
    if (j <= i) continue
    const p = start + i * stride, q = start + j * stride
    const a = re[p]!, b = im[p]!
    re[p] = re[q]!
    im[p] = im[q]!
    re[q] = a
    im[q] = b
  }
  for (let size = 2; size <= side; size *= 2) {
    const half = size / 2, jump = side / size
    for (let k = 0; k < half; k++) {
      const c = cosines[k * jump]!, s = inverse ? sines[k * jump]! : -sines[k * jump]!
      for (let i = k; i < side; i += size) {
        const p = start + i * stride, q = p + half * stride
        const tr = re[q]! * c - im[q]! * s, ti = re[q]! * s + im[q]! * c
        re[q] = re[p]! - tr
        im[q] = im[p]! - ti
        re[p] = re[p]! + tr
        im[p] = im[p]! + ti
      }
    }
  }
}
