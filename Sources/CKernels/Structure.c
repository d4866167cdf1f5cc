#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "Width.h"

// One bit a byte of 64 bytes of text.
typedef struct {
  uint64_t separators;
  uint64_t line_feeds;
  uint64_t carriage_returns;
  uint64_t quotes;
} masks;

typedef struct {
  const uint8_t *bytes;
  size_t count;
  size_t width;
  uint32_t *starts;
  uint32_t *ends;
  size_t row_capacity;
  // Cells indexed so far.
  size_t cell_count;
  // Line feeds met outside quotes.
  size_t line_count;
  // All ones while the text so far ends inside quotes.
  uint64_t inside;
  // Bit 0: the byte before was a cell's end, or the run begins here. Bit 1: it was a quote that closed a
  // cell. Bit 2: it was a carriage return.
  unsigned before;
} state;

enum { at_cell_start = 1, behind_close = 2, behind_return = 4 };

// Bit i is the parity of bits 0 to i: text between quotes, the opening one included.
static inline __attribute__((always_inline)) uint64_t prefix_parity(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

// Takes in the masks of 64 bytes and gives the ends of cells among them; false where something is irregular.
static inline __attribute__((always_inline)) bool take(state *s, masks m, uint64_t *found) {
  uint64_t ends = m.separators | m.line_feeds;
  uint64_t breaks = m.line_feeds;
  if ((m.quotes | s->inside | (s->before & behind_close)) != 0) {
    uint64_t inside = prefix_parity(m.quotes) ^ s->inside;
    ends &= ~inside;
    breaks &= ~inside;
    m.carriage_returns &= ~inside;
    // A quote opens behind the end of a cell, or behind a quote that it makes one of two with.
    uint64_t opening = m.quotes & inside;
    uint64_t closing = m.quotes & ~inside;
    uint64_t behind_ends = ends << 1 | (s->before & at_cell_start);
    uint64_t behind_closing = closing << 1 | ((s->before & behind_close) != 0);
    if ((opening & ~(behind_ends | behind_closing)) != 0) return false;
    // Behind one that closes stands the end of a cell, or the second of two.
    if ((behind_closing & ~(ends | m.carriage_returns | opening)) != 0) return false;
    s->before = (s->before & behind_return) | (closing >> 63 ? behind_close : 0);
    s->inside = (uint64_t)((int64_t)inside >> 63);
  } else {
    s->before &= behind_return;
  }
  // Behind a carriage return stands a line feed.
  uint64_t behind_returns = m.carriage_returns << 1 | ((s->before & behind_return) != 0);
  if ((behind_returns & ~breaks) != 0) return false;
  s->before = (s->before & behind_close) | (ends >> 63) | (m.carriage_returns >> 63 ? behind_return : 0);

  s->line_count += (size_t)__builtin_popcountll(breaks);
  *found = ends;
  return true;
}

// Lists the places of bits, counted from `base`.
static inline __attribute__((always_inline)) void list_bits(uint64_t bits, uint32_t base, uint32_t *out) {
  // Eight at a time, whether there are as many or not: what is too much is written over.
  do {
    for (int i = 0; i < 8; i++) {
      out[i] = base + (uint32_t)(bits != 0 ? __builtin_ctzll(bits) : 0);
      bits &= bits - 1;
    }
    out += 8;
  } while (bits != 0);
}

// Holds the cells found against the width of the table, row by row, and gives the rows their starts.
static tally_csv_run finish(const state *s, bool is_irregular) {
  size_t rows = s->cell_count / s->width;
  if (rows > s->row_capacity) rows = s->row_capacity;
  size_t row = 0;
  uint32_t start = 0;
  for (; row < rows; row++) {
    uint32_t *last = s->ends + (row + 1) * s->width - 1;
    if (s->bytes[*last] != '\n') break;
    s->starts[row] = start;
    start = *last + 1;
    // The cell ends before CR LF; a blank line is no record.
    if (*last > 0 && s->bytes[*last - 1] == '\r') *last -= 1;
    if (s->width == 1 && *last == s->starts[row]) {
      start = s->starts[row];
      break;
    }
  }
  tally_csv_run run = {row, start, is_irregular || row < rows || row == 0};
  // As many lines as rows up to here: a line of fewer cells would have run on into the next.
  size_t lines_in_rows = 0;
  if (s->line_count != row) {
    for (size_t cell = 0; cell < row * s->width; cell++) {
      uint32_t end = s->ends[cell];
      bool is_line_end = s->bytes[end] == '\n' || (s->bytes[end] == '\r' && s->bytes[end + 1] == '\n');
      if (!is_line_end) continue;
      lines_in_rows++;
      if (cell % s->width == s->width - 1) continue;
      run.row_count = cell / s->width;
      run.next = s->starts[run.row_count];
      run.is_irregular = true;
      break;
    }
  }
  return run;
}

#define DEFINE_INDEX(name, load, list)                                                                    \
  static tally_csv_run name(state *s, uint8_t separator) {                                               \
    size_t limit = s->row_capacity * s->width;                                                           \
    for (size_t offset = 0; offset < s->count && s->cell_count < limit; offset += 64) {                  \
      masks m = load(s->bytes + offset, separator);                                                      \
      if (s->count - offset < 64) {                                                                      \
        uint64_t kept = (1ull << (s->count - offset)) - 1;                                               \
        m.separators &= kept;                                                                            \
        m.line_feeds &= kept;                                                                            \
        m.carriage_returns &= kept;                                                                      \
        m.quotes &= kept;                                                                                \
      }                                                                                                  \
      uint64_t ends;                                                                                     \
      if (!take(s, m, &ends)) return finish(s, true);                                                    \
      list(ends, (uint32_t)offset, s->ends + s->cell_count);                                             \
      s->cell_count += (size_t)__builtin_popcountll(ends);                                               \
    }                                                                                                    \
    return finish(s, false);                                                                             \
  }

#pragma clang attribute push(__attribute__((target("avx2,bmi,popcnt"))), apply_to = function)
static inline uint64_t equal_avx2(__m256i low, __m256i high, uint8_t byte) {
  __m256i wanted = _mm256_set1_epi8((char)byte);
  uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return (uint64_t)b << 32 | a;
}

static inline masks load_avx2(const uint8_t *bytes, uint8_t separator) {
  __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  masks m = {
    equal_avx2(low, high, separator), equal_avx2(low, high, '\n'), equal_avx2(low, high, '\r'),
    equal_avx2(low, high, '"')};
  return m;
}

DEFINE_INDEX(index_avx2, load_avx2, list_bits)

static tally_byte_facts look_through_avx2(const uint8_t *bytes, size_t count) {
  __m256i all = _mm256_setzero_si256();
  __m256i quotes = _mm256_setzero_si256();
  __m256i quote = _mm256_set1_epi8('"');
  size_t offset = 0;
  for (; offset + 32 <= count; offset += 32) {
    __m256i text = _mm256_loadu_si256((const __m256i *)(bytes + offset));
    all = _mm256_or_si256(all, text);
    quotes = _mm256_or_si256(quotes, _mm256_cmpeq_epi8(text, quote));
  }
  tally_byte_facts facts = {_mm256_movemask_epi8(all) != 0, _mm256_movemask_epi8(quotes) != 0};
  for (; offset < count; offset++) {
    if (bytes[offset] >= 0x80) facts.has_non_ascii = true;
    if (bytes[offset] == '"') facts.has_quote = true;
  }
  return facts;
}
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512bw,avx2,bmi,popcnt"))), apply_to = function)
static inline masks load_avx512(const uint8_t *bytes, uint8_t separator) {
  __m512i text = _mm512_loadu_si512((const void *)bytes);
  masks m = {
    _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8((char)separator)),
    _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\n')),
    _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\r')),
    _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('"'))};
  return m;
}

DEFINE_INDEX(index_avx512, load_avx512, list_bits)
#pragma clang attribute pop

#pragma clang attribute push( \
  __attribute__((target("avx512vbmi2,avx512bw,avx2,bmi,popcnt"))), apply_to = function)
static inline __m512i widened(__m128i places, uint32_t base) {
  return _mm512_add_epi32(_mm512_cvtepu8_epi32(places), _mm512_set1_epi32((int)base));
}

// The same with the places moved together in a register: few 64 bytes have more than sixteen of them.
static inline void list_compressed(uint64_t bits, uint32_t base, uint32_t *out) {
  static const uint8_t all[64] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
    22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
    44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  __m512i places = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(all));
  _mm512_storeu_si512(out, widened(_mm512_castsi512_si128(places), base));
  if (__builtin_popcountll(bits) <= 16) return;
  _mm512_storeu_si512(out + 16, widened(_mm512_extracti32x4_epi32(places, 1), base));
  _mm512_storeu_si512(out + 32, widened(_mm512_extracti32x4_epi32(places, 2), base));
  _mm512_storeu_si512(out + 48, widened(_mm512_extracti32x4_epi32(places, 3), base));
}

DEFINE_INDEX(index_compressed, load_avx512, list_compressed)
#pragma clang attribute pop

bool tally_has_wide_vectors(void) { return tally_width() != width_plain; }

tally_byte_facts tally_look_through(const uint8_t *bytes, size_t count) {
  if (tally_width() != width_plain) return look_through_avx2(bytes, count);
  tally_byte_facts facts = {false, false};
  for (size_t i = 0; i < count; i++) {
    if (bytes[i] >= 0x80) facts.has_non_ascii = true;
    if (bytes[i] == '"') facts.has_quote = true;
  }
  return facts;
}

tally_csv_run tally_index_csv(
  const uint8_t *bytes, size_t count, uint8_t separator, size_t width, uint32_t *starts, uint32_t *ends,
  size_t row_capacity
) {
  state s = {bytes, count, width, starts, ends, row_capacity, 0, 0, 0, at_cell_start};
  tally_csv_run nothing = {0, 0, true};
  if (width == 0 || count > UINT32_MAX) return nothing;
  switch (tally_width()) {
    case width_avx512:
      return tally_compresses_bytes() ? index_compressed(&s, separator) : index_avx512(&s, separator);
    case width_avx2: return index_avx2(&s, separator);
    default: return nothing;
  }
}

#else

bool tally_has_wide_vectors(void) { return false; }

tally_byte_facts tally_look_through(const uint8_t *bytes, size_t count) {
  tally_byte_facts facts = {false, false};
  for (size_t i = 0; i < count; i++) {
    if (bytes[i] >= 0x80) facts.has_non_ascii = true;
    if (bytes[i] == '"') facts.has_quote = true;
  }
  return facts;
}

tally_csv_run tally_index_csv(
  const uint8_t *bytes, size_t count, uint8_t separator, size_t width, uint32_t *starts, uint32_t *ends,
  size_t row_capacity
) {
  tally_csv_run nothing = {0, 0, true};
  return nothing;
}

#endif
