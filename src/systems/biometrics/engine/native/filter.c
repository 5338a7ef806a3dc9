// The filter of a search: every enrolled finger is looked at, a few microseconds each. Built by build.sh with shared memory, so that any
// number of threads scan parts of the same packed records.
#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(name)))
#define MINUTIAE 32
#define BYTES 24
#define CODES (BYTES * MINUTIAE)
#define RECORD (2 * CODES + 3 * MINUTIAE + 16 + 32 * MINUTIAE)
// What a minutia counts that meets one, from where on and how much their resemblance adds, and what one costs that meets none.
#define MET 100
#define BASE 25
#define SLOPE 8
#define LONE 24
// What the pair counts that all was laid by, beyond so much resemblance.
#define EVEN 50
#define SEED 12

// How well the query's minutiae meet ones of the same direction close by, if minutia i lies on m and all turn with it. The farther
// from that pair the wider is close: skin stretches. Places are in steps of 2 pixels, angles in 256ths of a turn.
// Only minutiae that come to lie where the other finger has any count: a part of a finger is no worse for being a part.
static inline __attribute__((always_inline)) int follow(const uint8_t *xs, const uint8_t *ys, const uint8_t *turned, const int16_t *qx, const int16_t *qy, const uint8_t *angles, const int16_t *cosines, const uint8_t *alike, const uint8_t *box, int minutiae, int i, int m) {
  int turn = (uint8_t)(turned[m] - angles[i]), c = cosines[turn], s = cosines[(turn + 192) & 255], met = 0, seen = 0;
  v128_t x0 = wasm_v128_load(xs), x1 = wasm_v128_load(xs + 16), y0 = wasm_v128_load(ys), y1 = wasm_v128_load(ys + 16);
  v128_t a0 = wasm_v128_load(turned), a1 = wasm_v128_load(turned + 16), bend = wasm_i8x16_splat(18);
  for (int k = 0; k < minutiae; k++) {
    int dx = qx[k] - qx[i], dy = qy[k] - qy[i];
    int x = xs[m] + ((c * dx - s * dy + 128) >> 8), y = ys[m] + ((s * dx + c * dy + 128) >> 8);
    if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) continue;
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
// (16 bit); 256 cosines (16 bit, 256 is one); then what consensus.h calls Fine.
// records: code bytes (byte 0 of all 32 minutiae, byte 1, ...), mask bytes likewise, 32 angles, 32 places x, 32 places y, 16 bytes: finger
// position, count, least and greatest place (x, y, x, y), 10 unused; then for each minutia 64 directions of 4 bits. Unused minutiae have a mask
// of 0 and the place 255, 255.
// Each minutia of the query is paired with the one most like it, if more than `threshold` bits are alike beyond half of those known; the `seeds`
// most alike pairs are followed. scratch: 16,384 bytes of the thread's own: threads share the memory, so nothing may lie on the stack.
// Only records whose finger position is in `fingers` (a set of bits) are scored. scores: one 16-bit number a record.
EXPORT("scan")
void scan(const uint8_t *query, int minutiae, const uint8_t *records, int count, int fingers, int threshold, int seeds, uint8_t *scratch, uint16_t *scores) {
  const uint8_t *angles = query + minutiae * BYTES * 32;
  const int16_t *qx = (const int16_t *)(angles + 64), *qy = qx + 64, *cosines = qy + 64;
  v128_t zero = wasm_i8x16_splat(0);
  uint8_t *strengths = scratch;
  uint16_t *hit = (uint16_t *)(scratch + 64);
  uint8_t *alike = scratch + 2048;
  for (int r = 0; r < count; r++, records += RECORD) {
    const uint8_t *turned = records + 2 * CODES, *xs = turned + MINUTIAE, *ys = xs + MINUTIAE, *tail = ys + MINUTIAE;
    if (!(fingers >> tail[0] & 1)) { scores[r] = 0; continue; }
    int halves = tail[1] > 16 ? 2 : 1, found = 0;
    for (int i = 0; i < minutiae; i++) {
      const uint8_t *q = query + i * BYTES * 32;
      v128_t rows[2] = { zero, zero };
      for (int h = 0; h < halves; h++) {
        v128_t differ = zero, known = zero;
        const uint8_t *code = records + 16 * h, *mask = code + CODES;
        for (int k = 0; k < BYTES; k++) {
          v128_t both = wasm_v128_and(wasm_v128_load(mask + k * MINUTIAE), wasm_v128_load(q + 32 * k + 16));
          v128_t wrong = wasm_v128_and(both, wasm_v128_xor(wasm_v128_load(code + k * MINUTIAE), wasm_v128_load(q + 32 * k)));
          differ = wasm_i8x16_add(differ, wasm_i8x16_popcnt(wrong));
          known = wasm_i8x16_add(known, wasm_i8x16_popcnt(both));
        }
        rows[h] = wasm_u8x16_sub_sat(wasm_u8x16_shr(known, 1), differ);
        wasm_v128_store(alike + MINUTIAE * i + 16 * h, rows[h]);
      }
      v128_t best = wasm_u8x16_max(rows[0], rows[1]);
      best = wasm_u8x16_max(best, wasm_i8x16_shuffle(best, best, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
      best = wasm_u8x16_max(best, wasm_i8x16_shuffle(best, best, 4, 5, 6, 7, 0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15));
      best = wasm_u8x16_max(best, wasm_i8x16_shuffle(best, best, 2, 3, 0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
      best = wasm_u8x16_max(best, wasm_i8x16_shuffle(best, best, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
      int most = wasm_u8x16_extract_lane(best, 0);
      if (most <= threshold) continue;
      v128_t all = wasm_i8x16_splat((int8_t)most);
      uint32_t at = wasm_i8x16_bitmask(wasm_i8x16_eq(rows[0], all)) | wasm_i8x16_bitmask(wasm_i8x16_eq(rows[1], all)) << 16;
      strengths[found] = most;
      hit[found++] = i << 8 | __builtin_ctz(at);
    }
    int top = 0;
    for (int n = 0; n < seeds && n < found; n++) {
      int best = n;
      for (int k = n + 1; k < found; k++) if (strengths[k] > strengths[best]) best = k;
      int strength = strengths[best];
      uint16_t pair = hit[best];
      strengths[best] = strengths[n];
      hit[best] = hit[n];
      int score = follow(xs, ys, turned, qx, qy, angles, cosines, alike, tail + 2, minutiae, pair >> 8, pair & 255) + (strength - EVEN) * SEED;
      if (score > top) top = score;
    }
    scores[r] = top > 65535 ? 65535 : top;
  }
}

#include "consensus.h"
