#include "CKernels.h"
#include "Width.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx2,bmi,popcnt"))), apply_to = function)

// A function that marks 64 values with `steps` vectors a word. `mark(step, mask)` marks the values of one vector, of
// which those outside of the mask are not there.
#define DEFINE_MARK(name, type, steps, prepare, mark)                                                      \
  static void name##_avx512(const type *values, size_t count, type low, type high, uint64_t *marks) {      \
    prepare;                                                                                               \
    enum { lanes = 64 / steps };                                                                           \
    for (size_t start = 0; start < count; start += 64, marks++) {                                          \
      uint64_t there = count - start >= 64 ? ~0ULL : (1ULL << (count - start)) - 1;                        \
      uint64_t word = 0;                                                                                   \
      for (int step = 0; step < steps; step++) {                                                           \
        uint64_t mask = there >> (step * lanes) & (lanes == 64 ? ~0ULL : (1ULL << (lanes & 63)) - 1);      \
        const type *at = values + start + step * lanes;                                                    \
        word |= (uint64_t)(mark) << (step * lanes);                                                        \
      }                                                                                                    \
      *marks = word;                                                                                       \
    }                                                                                                      \
  }

DEFINE_MARK(tally_mark_8, uint8_t, 1,
  __m512i least = _mm512_set1_epi8((char)low); __m512i width = _mm512_set1_epi8((char)high),
  _mm512_mask_cmple_epu8_mask(mask, _mm512_sub_epi8(_mm512_maskz_loadu_epi8(mask, at), least), width))

DEFINE_MARK(tally_mark_16, uint16_t, 2,
  __m512i least = _mm512_set1_epi16((short)low); __m512i width = _mm512_set1_epi16((short)high),
  _mm512_mask_cmple_epu16_mask(
    (__mmask32)mask, _mm512_sub_epi16(_mm512_maskz_loadu_epi16((__mmask32)mask, at), least), width))

DEFINE_MARK(tally_mark_32, uint32_t, 4,
  __m512i least = _mm512_set1_epi32((int)low); __m512i width = _mm512_set1_epi32((int)high),
  _mm512_mask_cmple_epu32_mask(
    (__mmask16)mask, _mm512_sub_epi32(_mm512_maskz_loadu_epi32((__mmask16)mask, at), least), width))

DEFINE_MARK(tally_mark_64, uint64_t, 8,
  __m512i least = _mm512_set1_epi64((long long)low); __m512i width = _mm512_set1_epi64((long long)high),
  _mm512_mask_cmple_epu64_mask(
    (__mmask8)mask, _mm512_sub_epi64(_mm512_maskz_loadu_epi64((__mmask8)mask, at), least), width))

// What is not there is read as 0 and masked out by the first comparison.
DEFINE_MARK(tally_mark_reals, double, 8,
  __m512d least = _mm512_set1_pd(low); __m512d greatest = _mm512_set1_pd(high),
  _mm512_mask_cmp_pd_mask(
    _mm512_mask_cmp_pd_mask(
      (__mmask8)mask, _mm512_maskz_loadu_pd((__mmask8)mask, at), least, _CMP_GE_OQ),
    _mm512_maskz_loadu_pd((__mmask8)mask, at), greatest, _CMP_LE_OQ))

static void sketch_reals_avx512(
  const double *values, size_t count, double low, double per_unit, uint8_t *codes) {
  __m512d lows = _mm512_set1_pd(low), per_units = _mm512_set1_pd(per_unit);
  __m512i greatest = _mm512_set1_epi32(255);
  for (size_t start = 0; start < count; start += 16) {
    size_t rest = count - start;
    __mmask16 there = rest >= 16 ? 0xFFFF : (__mmask16)((1u << rest) - 1);
    __m256i halves[2];
    for (int half = 0; half < 2; half++) {
      __mmask8 mask = (__mmask8)(there >> (half * 8));
      __m512d read = _mm512_mask_loadu_pd(lows, mask, values + start + half * 8);
      halves[half] = _mm512_cvttpd_epi32(_mm512_mul_pd(_mm512_sub_pd(read, lows), per_units));
    }
    __m512i both = _mm512_inserti64x4(_mm512_castsi256_si512(halves[0]), halves[1], 1);
    _mm512_mask_cvtepi32_storeu_epi8((void *)(codes + start), there, _mm512_min_epi32(both, greatest));
  }
}

static void list_marked_avx512(const uint64_t *marks, size_t word_count, uint32_t first, uint32_t *rows) {
  __m512i sixteen = _mm512_set1_epi32(16);
  __m512i ahead = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (size_t index = 0; index < word_count; index++, first += 64) {
    uint64_t word = marks[index];
    if (word == 0) continue;
    __m512i numbers = _mm512_add_epi32(_mm512_set1_epi32((int)first), ahead);
    for (int step = 0; step < 4; step++) {
      __mmask16 mask = (__mmask16)(word >> (step * 16));
      // Whole vectors are written; what is too much is written over.
      _mm512_storeu_si512((void *)rows, _mm512_maskz_compress_epi32(mask, numbers));
      rows += __builtin_popcount(mask);
      numbers = _mm512_add_epi32(numbers, sixteen);
    }
  }
}

#pragma clang attribute pop

#define DISPATCH_MARK(name, type)                                                                          \
  bool name(const type *values, size_t count, type low, type high, uint64_t *marks) {                      \
    if (tally_width() != width_avx512) return false;                                                       \
    name##_avx512(values, count, low, high, marks);                                                        \
    return true;                                                                                           \
  }

DISPATCH_MARK(tally_mark_8, uint8_t)
DISPATCH_MARK(tally_mark_16, uint16_t)
DISPATCH_MARK(tally_mark_32, uint32_t)
DISPATCH_MARK(tally_mark_64, uint64_t)
DISPATCH_MARK(tally_mark_reals, double)

bool tally_sketch_reals(const double *values, size_t count, double low, double per_unit, uint8_t *codes) {
  if (tally_width() != width_avx512) return false;
  sketch_reals_avx512(values, count, low, per_unit, codes);
  return true;
}

bool tally_list_marked(const uint64_t *marks, size_t word_count, uint32_t first, uint32_t *rows) {
  if (tally_width() != width_avx512) return false;
  list_marked_avx512(marks, word_count, first, rows);
  return true;
}

#else

bool tally_sketch_reals(const double *values, size_t count, double low, double per_unit, uint8_t *codes) {
  return false;
}

bool tally_mark_8(const uint8_t *values, size_t count, uint8_t low, uint8_t width, uint64_t *marks) {
  return false;
}

bool tally_mark_16(const uint16_t *values, size_t count, uint16_t low, uint16_t width, uint64_t *marks) {
  return false;
}

bool tally_mark_32(const uint32_t *values, size_t count, uint32_t low, uint32_t width, uint64_t *marks) {
  return false;
}

bool tally_mark_64(const uint64_t *values, size_t count, uint64_t low, uint64_t width, uint64_t *marks) {
  return false;
}

bool tally_mark_reals(const double *values, size_t count, double low, double high, uint64_t *marks) {
  return false;
}

bool tally_list_marked(const uint64_t *marks, size_t word_count, uint32_t first, uint32_t *rows) {
  return false;
}

#endif
