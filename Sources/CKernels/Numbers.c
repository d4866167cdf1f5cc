#include <string.h>

#include "CKernels.h"
#include "Width.h"

#if defined(__x86_64__)
#include <immintrin.h>

// Cells of up to eight digits, each in a word whose last byte is the last digit; the bytes before are '0'.
typedef struct {
  uint64_t words[64];
  // All ones for a number below 0.
  int64_t signs[64];
} digit_cells;

static const double powers_of_ten[9] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

static inline __attribute__((always_inline)) uint64_t load_word(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

// The first `count` bytes of a word, one to eight, moved behind zeros.
static inline __attribute__((always_inline)) uint64_t digits_of(uint64_t word, unsigned count) {
  unsigned shift = (64 - count * 8) & 63;
  return word << shift | (0x3030303030303030ull & ((1ull << shift) - 1));
}

// Takes the cells of whole numbers; gives a bit for each that is of another form.
static inline __attribute__((always_inline)) uint64_t take_wholes(
  const uint8_t *base, const tally_cells *cells, size_t first, size_t count, digit_cells *out
) {
  uint64_t other = 0;
  const uint32_t *starts = cells->starts + first * cells->start_stride;
  const uint32_t *ends = cells->ends + first * cells->end_stride;
  for (size_t i = 0; i < count; i++) {
    uint32_t start = starts[i * cells->start_stride] + cells->gap;
    uint32_t length = ends[i * cells->end_stride] - start;
    const uint8_t *at = base + start;
    uint32_t is_negative = *at == '-';
    at += is_negative;
    length -= is_negative;
    // A cell that its row does not have ends before it begins, so that its length is a great one.
    uint64_t is_other = (length - 1 > 7) | ((*at == '0') & ((length != 1) | is_negative));
    other |= is_other << i;
    out->words[i] = digits_of(load_word(at), length);
    out->signs[i] = -(int64_t)is_negative;
  }
  for (size_t i = count; i < 64; i++) out->words[i] = out->signs[i] = 0;
  return other;
}

typedef struct {
  uint64_t wholes[64];
  uint64_t fractions[64];
  double divisors[64];
  double signs[64];
} real_cells;

// Takes the cells of numbers with a point among digits, up to seven before it and eight behind it.
static inline __attribute__((always_inline)) uint64_t take_reals(
  const uint8_t *base, const tally_cells *cells, size_t first, size_t count, real_cells *out
) {
  uint64_t other = 0;
  const uint32_t *starts = cells->starts + first * cells->start_stride;
  const uint32_t *ends = cells->ends + first * cells->end_stride;
  for (size_t i = 0; i < count; i++) {
    uint32_t start = starts[i * cells->start_stride] + cells->gap;
    uint32_t length = ends[i * cells->end_stride] - start;
    const uint8_t *at = base + start;
    uint32_t is_negative = *at == '-';
    at += is_negative;
    length -= is_negative;
    uint64_t word = load_word(at);
    uint64_t points = word ^ 0x2E2E2E2E2E2E2E2Eull;
    uint64_t found = (points - 0x0101010101010101ull) & ~points & 0x8080808080808080ull;
    uint32_t before = found != 0 ? (uint32_t)__builtin_ctzll(found) / 8 : 0;
    uint32_t behind = length - before - 1;
    uint64_t is_other = (length > 16) | (before == 0) | (behind - 1 > 7) | ((*at == '0') & (before != 1));
    other |= is_other << i;
    // What is not taken may point anywhere, but not far.
    before = is_other ? 1 : before;
    behind = is_other ? 1 : behind;
    out->wholes[i] = digits_of(word, before);
    out->fractions[i] = digits_of(load_word(at + before + 1), behind);
    out->divisors[i] = powers_of_ten[behind];
    out->signs[i] = is_negative ? -0.0 : 0.0;
  }
  for (size_t i = count; i < 64; i++) {
    out->wholes[i] = out->fractions[i] = 0;
    out->divisors[i] = 1;
    out->signs[i] = 0;
  }
  return other;
}

// Digits are put together as pairs, fours and eights (Daniel Lemire, "Quickly parsing eight digits", 2018), in all
// words of a vector. `other` has a bit for each word in which something is no digit.
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx2,bmi,popcnt"))), apply_to = function)
static inline __m512i numbers_avx512(const uint64_t *words, uint64_t *other) {
  __m512i digits = _mm512_sub_epi8(_mm512_loadu_si512(words), _mm512_set1_epi8('0'));
  __m512i above = _mm512_subs_epu8(digits, _mm512_set1_epi8(9));
  *other = _mm512_test_epi64_mask(above, above);
  __m512i pairs = _mm512_maddubs_epi16(digits, _mm512_set1_epi16(0x010A));
  __m512i fours = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00010064));
  __m512i high = _mm512_mul_epu32(fours, _mm512_set1_epi64(10000));
  return _mm512_add_epi64(high, _mm512_srli_epi64(fours, 32));
}

static uint64_t wholes_avx512(
  const uint8_t *base, const tally_cells *cells, size_t first, size_t count, int64_t *values
) {
  digit_cells taken;
  uint64_t unread = take_wholes(base, cells, first, count, &taken);
  for (size_t i = 0; i < count; i += 8) {
    uint64_t other;
    __m512i numbers = numbers_avx512(taken.words + i, &other);
    __m512i signs = _mm512_loadu_si512(taken.signs + i);
    numbers = _mm512_sub_epi64(_mm512_xor_si512(numbers, signs), signs);
    unread |= other << i;
    if (count - i >= 8) {
      _mm512_storeu_si512(values + i, numbers);
    } else {
      _mm512_mask_storeu_epi64(values + i, (__mmask8)((1u << (count - i)) - 1), numbers);
    }
  }
  return count < 64 ? unread & ((1ull << count) - 1) : unread;
}

static uint64_t reals_avx512(
  const uint8_t *base, const tally_cells *cells, size_t first, size_t count, double *values
) {
  real_cells taken;
  uint64_t unread = take_reals(base, cells, first, count, &taken);
  for (size_t i = 0; i < count; i += 8) {
    uint64_t other, another;
    __m512d wholes = _mm512_cvtepi64_pd(numbers_avx512(taken.wholes + i, &other));
    __m512d fractions = _mm512_cvtepi64_pd(numbers_avx512(taken.fractions + i, &another));
    __m512d divisors = _mm512_loadu_pd(taken.divisors + i);
    __m512d numbers = _mm512_div_pd(_mm512_add_pd(_mm512_mul_pd(wholes, divisors), fractions), divisors);
    numbers = _mm512_xor_pd(numbers, _mm512_loadu_pd(taken.signs + i));
    unread |= (other | another) << i;
    if (count - i >= 8) {
      _mm512_storeu_pd(values + i, numbers);
    } else {
      _mm512_mask_storeu_pd(values + i, (__mmask8)((1u << (count - i)) - 1), numbers);
    }
  }
  return count < 64 ? unread & ((1ull << count) - 1) : unread;
}
#pragma clang attribute pop

uint64_t tally_read_wholes(
  const uint8_t *base, const tally_cells *cells, size_t first, size_t count, int64_t *values
) {
  if (tally_width() != width_avx512) return count < 64 ? (1ull << count) - 1 : ~0ull;
  return wholes_avx512(base, cells, first, count, values);
}

uint64_t tally_read_reals(
  const uint8_t *base, const tally_cells *cells, size_t first, size_t count, double *values
) {
  if (tally_width() != width_avx512) return count < 64 ? (1ull << count) - 1 : ~0ull;
  return reals_avx512(base, cells, first, count, values);
}

#else

uint64_t tally_read_wholes(
  const uint8_t *base, const tally_cells *cells, size_t first, size_t count, int64_t *values
) {
  return count < 64 ? (1ull << count) - 1 : ~0ull;
}

uint64_t tally_read_reals(
  const uint8_t *base, const tally_cells *cells, size_t first, size_t count, double *values
) {
  return count < 64 ? (1ull << count) - 1 : ~0ull;
}

#endif
