#include "CKernels.h"
#include "Width.h"

// Least and greatest in sixteen places at once, so that they are worked out in vectors.
#define LANES 16

#define RANGE_BODY(type)                                                                                   \
  type lows[LANES], highs[LANES];                                                                          \
  for (int lane = 0; lane < LANES; lane++) {                                                               \
    lows[lane] = *low;                                                                                     \
    highs[lane] = *high;                                                                                   \
  }                                                                                                        \
  size_t i = 0;                                                                                            \
  for (; i + LANES <= count; i += LANES) {                                                                 \
    for (int lane = 0; lane < LANES; lane++) {                                                             \
      type value = values[i + lane];                                                                       \
      lows[lane] = value < lows[lane] ? value : lows[lane];                                                \
      highs[lane] = value > highs[lane] ? value : highs[lane];                                             \
    }                                                                                                      \
  }                                                                                                        \
  for (; i < count; i++) {                                                                                 \
    lows[0] = values[i] < lows[0] ? values[i] : lows[0];                                                   \
    highs[0] = values[i] > highs[0] ? values[i] : highs[0];                                                \
  }                                                                                                        \
  for (int lane = 0; lane < LANES; lane++) {                                                               \
    *low = lows[lane] < *low ? lows[lane] : *low;                                                          \
    *high = highs[lane] > *high ? highs[lane] : *high;                                                     \
  }

#define NARROW_BODY(type)                                                                                  \
  for (size_t i = 0; i < count; i++) out[i] = (type)values[i];


#if defined(__x86_64__)
// The same loop three times, each for other vectors.
#define WIDE __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi,popcnt")))
#define MIDDLE __attribute__((target("avx2,bmi,popcnt")))
#define DISPATCH(name, ...)                                                                                \
  switch (tally_width()) {                                                                                 \
    case width_avx512: name##_wide(__VA_ARGS__); return;                                                   \
    case width_avx2: name##_middle(__VA_ARGS__); return;                                                   \
    default: name##_plain(__VA_ARGS__); return;                                                            \
  }
#define DEFINE(name, parameters, body, ...)                                                                \
  WIDE static void name##_wide parameters { body }                                                         \
  MIDDLE static void name##_middle parameters { body }                                                     \
  static void name##_plain parameters { body }                                                             \
  void name parameters { DISPATCH(name, __VA_ARGS__) }
#else
#define DEFINE(name, parameters, body, ...) void name parameters { body }
#endif

DEFINE(tally_range_8, (const int8_t *values, size_t count, int8_t *low, int8_t *high), RANGE_BODY(int8_t),
  values, count, low, high)
DEFINE(tally_range_16, (const int16_t *values, size_t count, int16_t *low, int16_t *high), RANGE_BODY(int16_t),
  values, count, low, high)
DEFINE(tally_range_32, (const int32_t *values, size_t count, int32_t *low, int32_t *high), RANGE_BODY(int32_t),
  values, count, low, high)
DEFINE(tally_range_64, (const int64_t *values, size_t count, int64_t *low, int64_t *high), RANGE_BODY(int64_t),
  values, count, low, high)
DEFINE(tally_range_reals, (const double *values, size_t count, double *low, double *high), RANGE_BODY(double),
  values, count, low, high)

DEFINE(tally_narrow_8, (const int64_t *restrict values, size_t count, int8_t *restrict out), NARROW_BODY(int8_t),
  values, count, out)
DEFINE(tally_narrow_16, (const int64_t *restrict values, size_t count, int16_t *restrict out),
  NARROW_BODY(int16_t), values, count, out)
DEFINE(tally_narrow_32, (const int64_t *restrict values, size_t count, int32_t *restrict out),
  NARROW_BODY(int32_t), values, count, out)

DEFINE(tally_narrow_codes_8, (const uint32_t *restrict codes, size_t count, uint8_t *restrict out),
  for (size_t i = 0; i < count; i++) out[i] = (uint8_t)codes[i];, codes, count, out)
DEFINE(tally_narrow_codes_16, (const uint32_t *restrict codes, size_t count, uint16_t *restrict out),
  for (size_t i = 0; i < count; i++) out[i] = (uint16_t)codes[i];, codes, count, out)
