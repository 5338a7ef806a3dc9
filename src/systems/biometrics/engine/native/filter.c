// The filter of a search: every enrolled finger is looked at, a few microseconds each. Built by build.sh with shared memory, so that any
// number of threads scan parts of the same packed records.
#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(name)))
#define MINUTIAE 32
#define BYTES 24
#define CODES (BYTES * MINUTIAE)
#define RECORD (2 * CODES + 3 * MINUTIAE + 16)
#define HITS 320
// What a minutia counts that meets one, from where on and how much their resemblance adds, and what one costs that meets none.
#define MET 100
#define BASE 25
#define SLOPE 8
#define LONE 24

// How well the query's minutiae meet ones of the same direction close by, if minutia i lies on m and all turn with it. The farther
// from that pair the wider is close: skin stretches. Places are in steps of 2 pixels, angles in 256ths of a turn.
static inline __attribute__((always_inline)) int follow(const uint8_t *xs, const uint8_t *ys, const uint8_t *turned, const int16_t *qx, const int16_t *qy, const uint8_t *angles, const int16_t *cosines, const uint8_t *alike, int minutiae, int i, int m) {
  int turn = (uint8_t)(turned[m] - angles[i]), c = cosines[turn], s = cosines[(turn + 192) & 255], met = 0, seen = 0;
  v128_t x0 = wasm_v128_load(xs), x1 = wasm_v128_load(xs + 16), y0 = wasm_v128_load(ys), y1 = wasm_v128_load(ys + 16);
  v128_t a0 = wasm_v128_load(turned), a1 = wasm_v128_load(turned + 16), bend = wasm_i8x16_splat(18);
  for (int k = 0; k < minutiae; k++) {
    int dx = qx[k] - qx[i], dy = qy[k] - qy[i];
    int x = xs[m] + ((c * dx - s * dy + 128) >> 8), y = ys[m] + ((s * dx + c * dy + 128) >> 8);
    if ((unsigned)x > 255 || (unsigned)y > 255) continue;
    seen++;
    int far = (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
    v128_t near = wasm_i8x16_splat(4 + (far >> 5)), px = wasm_i8x16_splat(x), py = wasm_i8x16_splat(y), pa = wasm_i8x16_splat(angles[k] + turn);
    v128_t d0 = wasm_u8x16_max(wasm_i8x16_sub(wasm_u8x16_max(x0, px), wasm_u8x16_min(x0, px)), wasm_i8x16_sub(wasm_u8x16_max(y0, py), wasm_u8x16_min(y0, py)));
    v128_t d1 = wasm_u8x16_max(wasm_i8x16_sub(wasm_u8x16_max(x1, px), wasm_u8x16_min(x1, px)), wasm_i8x16_sub(wasm_u8x16_max(y1, py), wasm_u8x16_min(y1, py)));
    v128_t f0 = wasm_v128_and(wasm_u8x16_le(d0, near), wasm_u8x16_le(wasm_i8x16_abs(wasm_i8x16_sub(a0, pa)), bend));
    v128_t f1 = wasm_v128_and(wasm_u8x16_le(d1, near), wasm_u8x16_le(wasm_i8x16_abs(wasm_i8x16_sub(a1, pa)), bend));
    uint32_t close = wasm_i8x16_bitmask(f0) | wasm_i8x16_bitmask(f1) << 16;
    if (!close) continue;
    int best = 0;
    for (; close; close &= close - 1) {
      int a = alike[k * MINUTIAE + __builtin_ctz(close)];
      if (a > best) best = a;
    }
    met += MET + (best > BASE ? (best - BASE) * SLOPE : 0);
  }
  return met - seen * LONE;
}

// query: for each of its minutiae BYTES times (code byte 16 times over, mask byte 16 times over); then 64 angles; 64 places x and 64 places y
// (16 bit); 256 cosines (16 bit, 256 is one).
// records: code bytes (byte 0 of all 32 minutiae, byte 1, ...), mask bytes likewise, 32 angles, 32 places x, 32 places y, 16 bytes: finger
// position, count, 14 unused. Unused minutiae have a mask of 0 and the place 255, 255.
// seeds: how many of the most alike pairs are followed. scratch: 4,096 bytes of the thread's own: threads share the memory, so nothing may lie on the stack.
// Only records whose finger position is in `fingers` (a set of bits) are scored. scores: one 16-bit number a record.
EXPORT("scan")
void scan(const uint8_t *query, int minutiae, const uint8_t *records, int count, int fingers, int threshold, int seeds, uint8_t *scratch, uint16_t *scores) {
  const uint8_t *angles = query + minutiae * BYTES * 32;
  const int16_t *qx = (const int16_t *)(angles + 64), *qy = qx + 64, *cosines = qy + 64;
  v128_t least = wasm_i8x16_splat((int8_t)threshold), zero = wasm_i8x16_splat(0);
  uint8_t *s = scratch, *strengths = scratch + 16;
  uint16_t *hit = (uint16_t *)(scratch + 16 + HITS + 16);
  uint8_t *alike = scratch + 2048;
  for (int r = 0; r < count; r++, records += RECORD) {
    const uint8_t *turned = records + 2 * CODES, *xs = turned + MINUTIAE, *ys = xs + MINUTIAE, *tail = ys + MINUTIAE;
    if (!(fingers >> tail[0] & 1)) { scores[r] = 0; continue; }
    int halves = tail[1] > 16 ? 2 : 1, found = 0;
    for (int i = 0; i < minutiae; i++) {
      const uint8_t *q = query + i * BYTES * 32;
      for (int h = 0; h < halves; h++) {
        v128_t differ = zero, known = zero;
        const uint8_t *code = records + 16 * h, *mask = code + CODES;
        for (int k = 0; k < BYTES; k++) {
          v128_t both = wasm_v128_and(wasm_v128_load(mask + k * MINUTIAE), wasm_v128_load(q + 32 * k + 16));
          v128_t wrong = wasm_v128_and(both, wasm_v128_xor(wasm_v128_load(code + k * MINUTIAE), wasm_v128_load(q + 32 * k)));
          differ = wasm_i8x16_add(differ, wasm_i8x16_popcnt(wrong));
          known = wasm_i8x16_add(known, wasm_i8x16_popcnt(both));
        }
        v128_t resemble = wasm_u8x16_sub_sat(wasm_u8x16_shr(known, 1), differ), strength = wasm_u8x16_sub_sat(resemble, least);
        wasm_v128_store(alike + MINUTIAE * i + 16 * h, resemble);
        int hits = wasm_i8x16_bitmask(wasm_i8x16_ne(strength, zero));
        if (!hits) continue;
        wasm_v128_store(s, strength);
        for (; hits; hits &= hits - 1) {
          int j = __builtin_ctz(hits);
          strengths[found] = s[j];
          hit[found] = i << 8 | (16 * h + j);
          if (found < HITS) found++;
        }
      }
    }
    int top = 0;
    for (int n = 0; n < seeds && n < found; n++) {
      int best = n;
      for (int k = n + 1; k < found; k++) if (strengths[k] > strengths[best]) best = k;
      int strength = strengths[best];
      uint16_t pair = hit[best];
      strengths[best] = strengths[n];
      hit[best] = hit[n];
      int score = follow(xs, ys, turned, qx, qy, angles, cosines, alike, minutiae, pair >> 8, pair & 255) + strength * 12;
      if (score > top) top = score;
    }
    scores[r] = top > 65535 ? 65535 : top;
  }
}
