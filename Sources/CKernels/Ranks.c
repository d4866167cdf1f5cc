#include "CKernels.h"
#include "Width.h"

#if defined(__x86_64__)
#include <immintrin.h>

// So few values are held each against all.
enum { few = 32, sample_count = 15 };

static void sink(int64_t *values, size_t place, size_t count) {
  int64_t value = values[place];
  while (2 * place + 1 < count) {
    size_t child = 2 * place + 1;
    if (child + 1 < count && values[child] < values[child + 1]) child++;
    if (values[child] <= value) break;
    values[place] = values[child];
    place = child;
  }
  values[place] = value;
}

// Heap sort, for what pivots part badly again and again (Williams, Algorithm 232, 1964).
static void sort(int64_t *values, size_t count) {
  for (size_t place = count / 2; place-- > 0;) sink(values, place, count);
  for (size_t end = count; end-- > 1;) {
    int64_t greatest = values[0];
    values[0] = values[end];
    values[end] = greatest;
    sink(values, 0, end);
  }
}

// What stands at about the wanted place among a few values.
static int64_t pivot_of(const int64_t *values, size_t count, size_t place) {
  int64_t sample[sample_count];
  size_t step = count / sample_count;
  for (size_t taken = 0; taken < sample_count; taken++) {
    int64_t value = values[taken * step + step / 2];
    size_t to = taken;
    for (; to > 0 && sample[to - 1] > value; to--) sample[to] = sample[to - 1];
    sample[to] = value;
  }
  return sample[place * sample_count / count];
}

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx2,bmi,popcnt"))), apply_to = function)

static inline __mmask8 lanes_there(size_t count, size_t start) {
  return count - start >= 8 ? 0xFF : (__mmask8)((1u << (count - start)) - 1);
}

static int64_t least_of(const int64_t *values, size_t count, int64_t least) {
  __m512i leasts = _mm512_set1_epi64(least);
  for (size_t start = 0; start < count; start += 8) {
    __mmask8 there = lanes_there(count, start);
    leasts = _mm512_mask_min_epi64(leasts, there, leasts, _mm512_maskz_loadu_epi64(there, values + start));
  }
  return _mm512_reduce_min_epi64(leasts);
}

static void select_among_few(const int64_t *values, size_t count, size_t place, int64_t above, int64_t *found) {
  for (size_t candidate = 0; candidate < count; candidate++) {
    __m512i value = _mm512_set1_epi64(values[candidate]);
    __m512i next = _mm512_set1_epi64(above);
    size_t less = 0, more = 0;
    for (size_t start = 0; start < count; start += 8) {
      __mmask8 there = lanes_there(count, start);
      __m512i others = _mm512_maskz_loadu_epi64(there, values + start);
      less += (size_t)__builtin_popcount(_mm512_mask_cmplt_epi64_mask(there, others, value));
      __mmask8 is_more = _mm512_mask_cmpgt_epi64_mask(there, others, value);
      more += (size_t)__builtin_popcount(is_more);
      next = _mm512_mask_min_epi64(next, is_more, next, others);
    }
    if (less > place || place >= count - more) continue;
    found[0] = values[candidate];
    found[1] = place + 1 < count - more ? values[candidate] : _mm512_reduce_min_epi64(next);
    return;
  }
}

static void select_avx512(int64_t *values, int64_t *spare, size_t count, size_t place, int64_t *found) {
  // The least of what was put aside because it is above the place.
  int64_t above = INT64_MAX;
  int rounds = 2 * (64 - __builtin_clzll(count));
  while (count > few) {
    if (rounds-- == 0) {
      sort(values, count);
      found[0] = values[place];
      found[1] = place + 1 < count ? values[place + 1] : above;
      return;
    }
    int64_t pivot = pivot_of(values, count, place);
    __m512i pivots = _mm512_set1_epi64(pivot);
    size_t less = 0, more = 0;
    // Lesser ones move to the front, which is never ahead of what is read, and greater ones over.
    for (size_t start = 0; start < count; start += 8) {
      __mmask8 there = lanes_there(count, start);
      __m512i read = _mm512_maskz_loadu_epi64(there, values + start);
      __mmask8 is_less = _mm512_mask_cmplt_epi64_mask(there, read, pivots);
      __mmask8 is_more = _mm512_mask_cmpgt_epi64_mask(there, read, pivots);
      _mm512_storeu_si512((void *)(values + less), _mm512_maskz_compress_epi64(is_less, read));
      _mm512_storeu_si512((void *)(spare + more), _mm512_maskz_compress_epi64(is_more, read));
      less += (size_t)__builtin_popcount(is_less);
      more += (size_t)__builtin_popcount(is_more);
    }
    if (place < less) {
      above = pivot;
      count = less;
    } else if (place < count - more) {
      found[0] = pivot;
      found[1] = place + 1 < count - more ? pivot : least_of(spare, more, above);
      return;
    } else {
      place -= count - more;
      count = more;
      int64_t *other = values;
      values = spare;
      spare = other;
    }
  }
  select_among_few(values, count, place, above, found);
}

#pragma clang attribute pop

bool tally_select(int64_t *values, int64_t *spare, size_t count, size_t place, int64_t *found) {
  if (tally_width() != width_avx512 || place >= count) return false;
  select_avx512(values, spare, count, place, found);
  return true;
}

#else

bool tally_select(int64_t *values, int64_t *spare, size_t count, size_t place, int64_t *found) {
  return false;
}

#endif
