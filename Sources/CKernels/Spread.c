#include "CKernels.h"
#include "Width.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx2,bmi,popcnt"))), apply_to = function)

// Eight reals of about 106 bits: a sum of two, the second at most half a unit in the last place of the first (Dekker
// 1971; Hida, Li and Bailey, Library for Double-Double Arithmetic, 2001).
typedef struct {
  __m512d high, low;
} long_reals;

static inline long_reals normalized(__m512d high, __m512d low) {
  __m512d sum = _mm512_add_pd(high, low);
  return (long_reals){sum, _mm512_sub_pd(low, _mm512_sub_pd(sum, high))};
}

static inline long_reals difference(__m512d a, __m512d b) {
  __m512d difference = _mm512_sub_pd(a, b);
  __m512d part = _mm512_sub_pd(difference, a);
  __m512d lost =
    _mm512_sub_pd(_mm512_sub_pd(a, _mm512_sub_pd(difference, part)), _mm512_add_pd(b, part));
  return (long_reals){difference, lost};
}

static inline long_reals sum(long_reals a, long_reals b) {
  __m512d sum = _mm512_add_pd(a.high, b.high);
  __m512d part = _mm512_sub_pd(sum, a.high);
  __m512d lost = _mm512_add_pd(_mm512_sub_pd(a.high, _mm512_sub_pd(sum, part)), _mm512_sub_pd(b.high, part));
  return normalized(sum, _mm512_add_pd(lost, _mm512_add_pd(a.low, b.low)));
}

static inline long_reals square(long_reals a) {
  __m512d product = _mm512_mul_pd(a.high, a.high);
  __m512d lost = _mm512_fmsub_pd(a.high, a.high, product);
  __m512d cross = _mm512_mul_pd(a.high, a.low);
  return normalized(product, _mm512_add_pd(lost, _mm512_add_pd(cross, cross)));
}

static void spread_avx512(const double *values, size_t count, double origin, tally_spread_sums *sums) {
  long_reals all[2], squares[2];
  for (int half = 0; half < 2; half++) {
    all[half] = squares[half] = (long_reals){_mm512_setzero_pd(), _mm512_setzero_pd()};
  }
  __m512d origins = _mm512_set1_pd(origin);
  // Two at a time: an addition need not wait for the one before.
  for (size_t start = 0; start < count; start += 16) {
    for (int half = 0; half < 2; half++) {
      size_t at = start + (size_t)half * 8;
      size_t rest = at < count ? count - at : 0;
      __mmask8 there = rest >= 8 ? 0xFF : (__mmask8)((1u << rest) - 1);
      // What is not there lies at the origin.
      long_reals apart = difference(_mm512_mask_loadu_pd(origins, there, values + at), origins);
      all[half] = sum(all[half], apart);
      squares[half] = sum(squares[half], square(apart));
    }
  }
  all[0] = sum(all[0], all[1]);
  squares[0] = sum(squares[0], squares[1]);
  _mm512_storeu_pd(sums->highs, all[0].high);
  _mm512_storeu_pd(sums->lows, all[0].low);
  _mm512_storeu_pd(sums->square_highs, squares[0].high);
  _mm512_storeu_pd(sums->square_lows, squares[0].low);
}

#pragma clang attribute pop

bool tally_add_spread(const double *values, size_t count, double origin, tally_spread_sums *sums) {
  if (tally_width() != width_avx512) return false;
  spread_avx512(values, count, origin, sums);
  return true;
}

#else

bool tally_add_spread(const double *values, size_t count, double origin, tally_spread_sums *sums) {
  return false;
}

#endif
