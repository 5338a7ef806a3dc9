// Comparing two impressions: minutiae's surroundings, and ridge pictures block by block.

// Likeness of each minutia of a with each of b, 0 to 255 for the ridge directions around (0 when too few are known) and 0 to 255 for the ridge
// picture around. `around`: 64 directions of 0 to 254, 255 unknown. `patch`, `known`: 128 bits each.
EXPORT("likeness")
void likeness(const uint8_t *a_around, const uint8_t *b_around, const uint8_t *a_patch, const uint8_t *a_known, const uint8_t *b_patch, const uint8_t *b_known, int na, int nb, const uint8_t *table, uint8_t *flow, uint8_t *picture) {
  v128_t lut = wasm_v128_load(table), none = wasm_i8x16_splat(-1);
  for (int i = 0; i < na; i++) {
    v128_t p[4], pk[4], patch = wasm_v128_load(a_patch + 16 * i), known = wasm_v128_load(a_known + 16 * i);
    for (int k = 0; k < 4; k++) {
      p[k] = wasm_v128_load(a_around + 64 * i + 16 * k);
      pk[k] = wasm_i8x16_ne(p[k], none);
    }
    for (int j = 0; j < nb; j++) {
      v128_t sum = wasm_i16x8_splat(0);
      int count = 0;
      for (int k = 0; k < 4; k++) {
        v128_t q = wasm_v128_load(b_around + 64 * j + 16 * k);
        v128_t both = wasm_v128_and(pk[k], wasm_i8x16_ne(q, none));
        v128_t d = wasm_i8x16_sub(wasm_u8x16_max(p[k], q), wasm_u8x16_min(p[k], q));
        d = wasm_u8x16_min(d, wasm_i8x16_sub(none, d));
        v128_t s = wasm_v128_and(wasm_i8x16_swizzle(lut, wasm_u8x16_shr(d, 3)), both);
        sum = wasm_i16x8_add(sum, wasm_u16x8_extadd_pairwise_u8x16(s));
        count += __builtin_popcount(wasm_i8x16_bitmask(both));
      }
      v128_t wide = wasm_u32x4_extadd_pairwise_u16x8(sum);
      int total = wasm_i32x4_extract_lane(wide, 0) + wasm_i32x4_extract_lane(wide, 1) + wasm_i32x4_extract_lane(wide, 2) + wasm_i32x4_extract_lane(wide, 3);
      flow[i * nb + j] = count < 19 ? 0 : total / count;
      v128_t both = wasm_v128_and(known, wasm_v128_load(b_known + 16 * j));
      v128_t differ = wasm_v128_and(both, wasm_v128_xor(patch, wasm_v128_load(b_patch + 16 * j)));
      int shared = __builtin_popcountll(wasm_i64x2_extract_lane(both, 0)) + __builtin_popcountll(wasm_i64x2_extract_lane(both, 1));
      int wrong = __builtin_popcountll(wasm_i64x2_extract_lane(differ, 0)) + __builtin_popcountll(wasm_i64x2_extract_lane(differ, 1));
      picture[i * nb + j] = shared < 50 ? 102 : (255 * (shared - wrong)) / shared;
    }
  }
}

// Turns the ridge picture `b` into the frame of `a`: out(x, y) = b(c x - s y + u, s x + c y + v), 0 where b knows nothing. x, y from -margin.
// c, s, u, v in units of 1 / 65,536.
EXPORT("turn_picture")
void turn_picture(const int8_t *b, int bw, int bh, int8_t *out, int stride, int rows, int margin, int c, int s, int u, int v) {
  for (int y = 0; y < rows; y++) {
    int fx = u - s * (y - margin) - c * margin + 32768, fy = v + c * (y - margin) - s * margin + 32768;
    int8_t *to = out + y * stride;
    for (int x = 0; x < stride; x++, fx += c, fy += s) {
      unsigned ix = fx >> 16, iy = fy >> 16;
      to[x] = ix < (unsigned)bw && iy < (unsigned)bh ? b[iy * bw + ix] : 0;
    }
  }
}

// Tries a block of 11 by 11 samples at every shift of up to `search` around `b`. Gives the best shift's number (row by row) in the low 8 bits and above
// them its fit: 1,000 + 1,000 times (same - different) / both known; 0 if nowhere half of the block is known.
EXPORT("best_shift")
int best_shift(const int8_t *a, int a_stride, const int8_t *b, int b_stride, int search) {
  static const int8_t lanes[16] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0};
  v128_t row[11], some[11], keep = wasm_v128_load(lanes), zero = wasm_i8x16_splat(0);
  for (int j = 0; j < 11; j++) {
    row[j] = wasm_v128_and(wasm_v128_load(a + (j - 5) * a_stride - 5), keep);
    some[j] = wasm_i8x16_ne(row[j], zero);
  }
  int best = 0, best_at = 0, at = 0;
  for (int dv = -search; dv <= search; dv++) for (int du = -search; du <= search; du++, at++) {
    v128_t known = zero, differ = zero;
    const int8_t *from = b + (dv - 5) * b_stride + du - 5;
    for (int j = 0; j < 11; j++) {
      v128_t q = wasm_v128_load(from + j * b_stride);
      v128_t both = wasm_v128_and(some[j], wasm_i8x16_ne(q, zero));
      known = wasm_i8x16_sub(known, both);
      differ = wasm_i8x16_sub(differ, wasm_v128_and(both, wasm_i8x16_ne(row[j], q)));
    }
    v128_t k = wasm_u16x8_extadd_pairwise_u8x16(known), d = wasm_u16x8_extadd_pairwise_u8x16(differ);
    // both counts in one: the sums are below 128 each
    v128_t w = wasm_u32x4_extadd_pairwise_u16x8(wasm_i16x8_add(k, wasm_i16x8_shl(d, 8)));
    int sum = wasm_i32x4_extract_lane(w, 0) + wasm_i32x4_extract_lane(w, 1) + wasm_i32x4_extract_lane(w, 2) + wasm_i32x4_extract_lane(w, 3);
    int shared = sum & 255, wrong = sum >> 8;
    if (shared < 61) continue;
    int fit = 2000 - (2000 * wrong) / shared;
    if (fit > best) { best = fit; best_at = at; }
  }
  return best << 8 | best_at;
}
