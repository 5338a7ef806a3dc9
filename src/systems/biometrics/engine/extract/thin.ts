// Ridges thinned to lines one pixel wide (Zhang and Suen 1984, by tables), without the steps that would look like forks.

const step1 = new Uint8Array(256), step2 = new Uint8Array(256), stair = new Uint8Array(256)
for (let code = 0; code < 256; code++) fillTables(code)

/** Bits of a code: the eight neighbours clockwise from the upper one. */
function fillTables(code: number): void {
  const p = Array.from({ length: 8 }, (_, i) => (code >> i) & 1)
  const count = p.reduce((a, b) => a + b, 0)
  let turns = 0
  for (let i = 0; i < 8; i++) if (!p[i] && p[(i + 1) % 8]) turns++
  const [n, , e, , s, , w] = p as [number, number, number, number, number, number, number]
  if (count >= 2 && count <= 6 && turns === 1) {
    if (!(n && e && s) && !(e && s && w)) step1[code] = 1
    if (!(n && e && w) && !(n && s && w)) step2[code] = 1
  }
  // a corner of a step: two neighbours at right angles that touch each other, and nothing on the other side
  for (let i = 0; i < 8; i += 2) {
    const a = p[i]!, b = p[(i + 2) % 8]!, far = p[(i + 5) % 8]!, f1 = p[(i + 4) % 8]!, f2 = p[(i + 6) % 8]!
    if (a && b && !far && !f1 && !f2) stair[code] = 1
  }
}

/** Thins `binary` (1 is ridge) in place. The outermost pixels become 0. */
export function thin(binary: Uint8Array, width: number, height: number): void {
  for (let x = 0; x < width; x++) binary[x] = binary[(height - 1) * width + x] = 0
  for (let y = 0; y < height; y++) binary[y * width] = binary[y * width + width - 1] = 0
  let live = new Int32Array(binary.length), count = 0
  for (let i = 0; i < binary.length; i++) if (binary[i]) live[count++] = i
  const gone = new Int32Array(count)
  for (let changed = true; changed;) {
    changed = false
    for (const table of [step1, step2]) {
      let removed = 0, kept = 0
      for (let k = 0; k < count; k++) {
        const i = live[k]!
        if (table[neighbours(binary, i, width)]) gone[removed++] = i
        else live[kept++] = i
      }
      count = kept
      for (let k = 0; k < removed; k++) binary[gone[k]!] = 0
      if (removed > 0) changed = true
    }
  }
  for (let k = 0; k < count; k++) if (stair[neighbours(binary, live[k]!, width)]) binary[live[k]!] = 0
}

/** The eight neighbours of pixel `i` as bits, clockwise from the upper one. */
export function neighbours(binary: Uint8Array, i: number, width: number): number {
  return binary[i - width]! | (binary[i - width + 1]! << 1) | (binary[i + 1]! << 2) | (binary[i + width + 1]! << 3) |
    (binary[i + width]! << 4) | (binary[i + width - 1]! << 5) | (binary[i - 1]! << 6) | (binary[i - width - 1]! << 7)
}

/** How many lines leave each code: 1 is an end, 2 a line, 3 a fork. */
export const crossings = Uint8Array.from({ length: 256 }, (_, code) => {
  let turns = 0
  for (let i = 0; i < 8; i++) if (!((code >> i) & 1) && (code >> ((i + 1) % 8)) & 1) turns++
  return turns
})
