// The second look of a search at those that the first let through: ridge directions around minutiae compared finely, then the likeliest pairs
// strengthen each other (match/consensus.ts, in single precision and from tables).

#define PAIRS 32
#define LISTED 96
// Likenesses below this (a mean to the third power, of at most about 0.5) are chance.
#define LEAST 0.1f

typedef struct {
  float like[MINUTIAE * MINUTIAE], fit[PAIRS * PAIRS], rows[MINUTIAE], columns[MINUTIAE], scores[LISTED], now[PAIRS], next[PAIRS];
  uint8_t a[LISTED], b[LISTED], used[2 * MINUTIAE];
} Look;

// What the query brings along: directions in 15 sectors (15 unknown), distances in pixels and ways in 256ths of a turn from each minutia to each,
// how well a difference of distances (quarter pixels) and of angles fits, how alike directions are.
typedef struct {
  uint8_t around[64 * MINUTIAE];
  float distances[MINUTIAE * MINUTIAE];
  uint8_t ways[MINUTIAE * MINUTIAE];
  float by_distance[128], by_angle[128];
  uint8_t alike[16];
} Fine;

// The way from one point to another in 256ths of a turn; right to a quarter of a degree.
static inline float way(float y, float x) {
  float ax = x < 0 ? -x : x, ay = y < 0 ? -y : y, small = ax < ay ? ax : ay, large = ax < ay ? ay : ax;
  if (large == 0) return 0;
  float q = small / large, a = q * (32.0f + (1 - q) * (9.955f + 2.723f * q));
  if (ay > ax) a = 64 - a;
  if (x < 0) a = 128 - a;
  return y < 0 ? 256 - a : a;
}

static inline int turned_by(int a) {
  a &= 255;
  return a > 128 ? 256 - a : a;
}

static void likenesses(const Fine *fine, int na, const uint8_t *packed, int nb, Look *look) {
  v128_t table = wasm_v128_load(fine->alike), unknown = wasm_i8x16_splat(15);
  for (int i = 0; i < na; i++) look->rows[i] = 0;
  for (int j = 0; j < nb; j++) {
    v128_t two = wasm_v128_load(packed + 32 * j), more = wasm_v128_load(packed + 32 * j + 16);
    v128_t q[4] = { wasm_v128_and(two, unknown), wasm_u8x16_shr(two, 4), wasm_v128_and(more, unknown), wasm_u8x16_shr(more, 4) };
    v128_t known[4];
    for (int k = 0; k < 4; k++) known[k] = wasm_i8x16_ne(q[k], unknown);
    float best = 0;
    for (int i = 0; i < na; i++) {
      v128_t sum = wasm_i16x8_splat(0), count = wasm_i8x16_splat(0);
      for (int k = 0; k < 4; k++) {
        v128_t p = wasm_v128_load(fine->around + 64 * i + 16 * k);
        v128_t both = wasm_v128_and(known[k], wasm_i8x16_ne(p, unknown));
        v128_t s = wasm_v128_and(wasm_i8x16_swizzle(table, wasm_i8x16_abs(wasm_i8x16_sub(p, q[k]))), both);
        sum = wasm_i16x8_add(sum, wasm_u16x8_extadd_pairwise_u8x16(s));
        count = wasm_i8x16_sub(count, both);
      }
      v128_t wide = wasm_u32x4_extadd_pairwise_u16x8(sum), number = wasm_u32x4_extadd_pairwise_u16x8(wasm_u16x8_extadd_pairwise_u8x16(count));
      wide = wasm_i32x4_add(wide, wasm_i32x4_shuffle(wide, wide, 2, 3, 0, 1));
      number = wasm_i32x4_add(number, wasm_i32x4_shuffle(number, number, 2, 3, 0, 1));
      int total = wasm_i32x4_extract_lane(wide, 0) + wasm_i32x4_extract_lane(wide, 1), shared = wasm_i32x4_extract_lane(number, 0) + wasm_i32x4_extract_lane(number, 1);
      float l = shared < 19 ? 0 : (float)total / (255.0f * shared);
      l = l * l * l;
      look->like[i * MINUTIAE + j] = l;
      if (l > best) best = l;
      if (l > look->rows[i]) look->rows[i] = l;
    }
    look->columns[j] = best;
  }
}

// The strongest pairs, each minutia at most twice; gives how many.
static int likeliest(int na, int nb, Look *look) {
  int found = 0;
  for (int i = 0; i < na; i++) for (int j = 0; j < nb; j++) {
    float l = look->like[i * MINUTIAE + j];
    if (l < LEAST || l < look->rows[i] * 0.8f || l < look->columns[j] * 0.8f || (found == LISTED && l <= look->scores[LISTED - 1])) continue;
    int at = found < LISTED ? found++ : LISTED - 1;
    for (; at > 0 && look->scores[at - 1] < l; at--) {
      look->scores[at] = look->scores[at - 1];
      look->a[at] = look->a[at - 1];
      look->b[at] = look->b[at - 1];
    }
    look->scores[at] = l;
    look->a[at] = i;
    look->b[at] = j;
  }
  for (int k = 0; k < 2 * MINUTIAE; k++) look->used[k] = 0;
  int kept = 0;
  for (int k = 0; k < found && kept < PAIRS; k++) {
    uint8_t *a = look->used + look->a[k], *b = look->used + MINUTIAE + look->b[k];
    if (*a >= 2 || *b >= 2) continue;
    ++*a;
    ++*b;
    look->scores[kept] = look->scores[k];
    look->a[kept] = look->a[k];
    look->b[kept] = look->b[k];
    kept++;
  }
  return kept;
}

static float fits(const Fine *fine, const uint8_t *a_angles, const uint8_t *b_angles, const uint8_t *xs, const uint8_t *ys, int a0, int b0, int a1, int b1) {
  if (a0 == a1 || b0 == b1) return 0;
  float x = 2 * (xs[b1] - xs[b0]), y = 2 * (ys[b1] - ys[b0]), da = fine->distances[a0 * MINUTIAE + a1], db = __builtin_sqrtf(x * x + y * y);
  float apart = da < db ? db - da : da - db;
  if (apart > 24) return 0;
  int turn = turned_by(a_angles[a0] - a_angles[a1] - b_angles[b0] + b_angles[b1]);
  if (turn > 44) return 0;
  int bend = turned_by(fine->ways[a0 * MINUTIAE + a1] - a_angles[a0] - (int)(way(y, x) + 0.5f) + b_angles[b0]);
  if (bend > 44) return 0;
  apart -= 0.06f * da;
  bend -= (int)(122.2f / (da + 10));
  return fine->by_distance[apart < 0 ? 0 : (int)(apart * 4)] * fine->by_angle[turn] * fine->by_angle[bend < 0 ? 0 : bend];
}

// How strongly the six best pairs support each other; 0 when there are none.
EXPORT("consensus")
float consensus(const uint8_t *query, int minutiae, const uint8_t *record, uint8_t *scratch) {
  Look *look = (Look *)scratch;
  const uint8_t *angles = query + minutiae * BYTES * 32, *turned = record + 2 * CODES, *xs = turned + MINUTIAE, *ys = xs + MINUTIAE, *tail = ys + MINUTIAE;
  const Fine *fine = (const Fine *)(angles + 64 + 256 + 512);
  likenesses(fine, minutiae, tail + 16, tail[1], look);
  int n = likeliest(minutiae, tail[1], look);
  if (n < 2) return 0;
  for (int t = 0; t < PAIRS; t++) look->now[t] = t < n ? look->scores[t] : 0;
  for (int k = 0; k < PAIRS * PAIRS; k += 4) wasm_v128_store(look->fit + k, wasm_f32x4_splat(0));
  for (int t = 0; t < n; t++) for (int k = 0; k < t; k++) look->fit[t * PAIRS + k] = look->fit[k * PAIRS + t] = fits(fine, angles, turned, xs, ys, look->a[t], look->b[t], look->a[k], look->b[k]);
  float share = 0.5f / (n - 1);
  for (int round = 0; round < 5; round++) {
    for (int t = 0; t < n; t++) {
      v128_t sum = wasm_f32x4_splat(0);
      for (int k = 0; k < PAIRS; k += 4) sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(look->fit + t * PAIRS + k), wasm_v128_load(look->now + k)));
      look->next[t] = look->now[t] * 0.5f + share * (wasm_f32x4_extract_lane(sum, 0) + wasm_f32x4_extract_lane(sum, 1) + wasm_f32x4_extract_lane(sum, 2) + wasm_f32x4_extract_lane(sum, 3));
    }
    for (int k = 0; k < PAIRS; k += 4) wasm_v128_store(look->now + k, wasm_v128_load(look->next + k));
  }
  float strength = 0;
  for (int best = 0; best < 6; best++) {
    int at = 0;
    for (int t = 1; t < n; t++) if (look->now[t] > look->now[at]) at = t;
    strength += look->now[at] / 6;
    look->now[at] = 0;
  }
  return strength;
}
