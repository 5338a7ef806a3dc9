// The engine's inner loops for WebAssembly with SIMD. Built by build.sh; the built module is committed beside it, and a test
// builds it again wherever clang is to be had. No memory is allocated here: the caller says where everything lies.
#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(name)))

#include "match.h"

// Filters one cell after another, each by its own kernel: 4 by 4 pixels at once.
// plan: for each cell four numbers: index of the upper left pixel in `padded`, its index in `out`, first tap, number of taps.
EXPORT("filter_cells")
void filter_cells(const float *padded, int stride, float *out, int out_stride, const int32_t *plan, int cells, const int32_t *offsets, const float *weights) {
  for (int c = 0; c < cells; c++, plan += 4) {
    const float *from = padded + plan[0];
    const int32_t *offset = offsets + plan[2];
    const float *weight = weights + plan[2];
    v128_t r0 = wasm_f32x4_splat(0), r1 = r0, r2 = r0, r3 = r0;
    for (int k = 0; k < plan[3]; k++) {
      const float *p = from + offset[k];
      v128_t w = wasm_v128_load32_splat(weight + k);
      r0 = wasm_f32x4_add(r0, wasm_f32x4_mul(wasm_v128_load(p), w));
      r1 = wasm_f32x4_add(r1, wasm_f32x4_mul(wasm_v128_load(p + stride), w));
      r2 = wasm_f32x4_add(r2, wasm_f32x4_mul(wasm_v128_load(p + 2 * stride), w));
      r3 = wasm_f32x4_add(r3, wasm_f32x4_mul(wasm_v128_load(p + 3 * stride), w));
    }
    float *to = out + plan[1];
    wasm_v128_store(to, r0);
    wasm_v128_store(to + out_stride, r1);
    wasm_v128_store(to + 2 * out_stride, r2);
    wasm_v128_store(to + 3 * out_stride, r3);
  }
}

// Gaussian blur, separable. `kernel` has 2 * radius + 1 weights; `rows` holds width * height numbers, `line` width + 2 * radius + 4.
EXPORT("blur")
void blur(const float *source, float *out, float *rows, float *line, int width, int height, const float *kernel, int radius) {
  int taps = 2 * radius + 1;
  for (int y = 0; y < height; y++) {
    const float *from = source + y * width;
    for (int x = 0; x < radius; x++) line[x] = from[0];
    for (int x = 0; x < width; x++) line[radius + x] = from[x];
    for (int x = 0; x < radius + 4; x++) line[radius + width + x] = from[width - 1];
    float *to = rows + y * width;
    int x = 0;
    for (; x + 4 <= width; x += 4) {
      v128_t sum = wasm_f32x4_splat(0);
      for (int k = 0; k < taps; k++) sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(line + x + k), wasm_v128_load32_splat(kernel + k)));
      wasm_v128_store(to + x, sum);
    }
    for (; x < width; x++) {
      float sum = 0;
      for (int k = 0; k < taps; k++) sum += line[x + k] * kernel[k];
      to[x] = sum;
    }
  }
  for (int y = 0; y < height; y++) {
    float *to = out + y * width;
    int x = 0;
    for (; x + 4 <= width; x += 4) {
      v128_t sum = wasm_f32x4_splat(0);
      for (int k = -radius; k <= radius; k++) {
        int row = y + k < 0 ? 0 : y + k >= height ? height - 1 : y + k;
        sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(rows + row * width + x), wasm_v128_load32_splat(kernel + k + radius)));
      }
      wasm_v128_store(to + x, sum);
    }
    for (; x < width; x++) {
      float sum = 0;
      for (int k = -radius; k <= radius; k++) {
        int row = y + k < 0 ? 0 : y + k >= height ? height - 1 : y + k;
        sum += rows[row * width + x] * kernel[k + radius];
      }
      to[x] = sum;
    }
  }
}

static inline __attribute__((always_inline)) v128_t more(v128_t a, v128_t b, int darkest) {
  return darkest ? wasm_u8x16_min(a, b) : wasm_u8x16_max(a, b);
}

// The lightest (or darkest) of the square of side 2 * radius + 1 around each pixel. Images are at least 16 pixels wide; `rows` holds one,
// `line` width + 2 * radius + 16.
EXPORT("extreme")
void extreme(const uint8_t *source, uint8_t *out, uint8_t *rows, uint8_t *line, int width, int height, int radius, int darkest) {
  for (int y = 0; y < height; y++) {
    const uint8_t *from = source + y * width;
    for (int k = 0; k < radius; k++) {
      line[k] = from[0];
      line[radius + width + k] = from[width - 1];
    }
    for (int x = 0; x < width; x++) line[radius + x] = from[x];
    for (int block = 0; block < width; block += 16) {
      int x = block + 16 > width ? width - 16 : block;
      v128_t best = wasm_v128_load(line + x);
      for (int k = 1; k <= 2 * radius; k++) best = more(best, wasm_v128_load(line + x + k), darkest);
      wasm_v128_store(rows + y * width + x, best);
    }
  }
  for (int y = 0; y < height; y++) {
    int first = y < radius ? 0 : y - radius, last = y + radius >= height ? height - 1 : y + radius;
    for (int block = 0; block < width; block += 16) {
      int x = block + 16 > width ? width - 16 : block;
      v128_t best = wasm_v128_load(rows + first * width + x);
      for (int k = first + 1; k <= last; k++) best = more(best, wasm_v128_load(rows + k * width + x), darkest);
      wasm_v128_store(out + y * width + x, best);
    }
  }
}
