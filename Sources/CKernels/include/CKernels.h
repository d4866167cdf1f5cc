// Loops over bytes and numbers with the widest vectors that the processor has. Each has a plain counterpart in Swift
// that serves where these do not apply, and as their referee in tests.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What a stretch of text holds.
typedef struct {
  /// Bytes from 0x80 on.
  bool has_non_ascii;
  bool has_quote;
} tally_byte_facts;

/// Looks a stretch of text through once.
tally_byte_facts tally_look_through(const uint8_t *bytes, size_t count);

/// Where the cells of a run of CSV records end.
typedef struct {
  /// Complete records that were indexed; each has exactly `width` cells.
  size_t row_count;
  /// Where the first record begins that was not, as an offset.
  size_t next;
  /// Whether what begins there is irregular and must be read in another way: a record of more or fewer
  /// cells, a quote where none belongs, a carriage return alone, a record longer than the run.
  bool is_irregular;
} tally_csv_run;

/// Indexes the cells of the records in `bytes`, the first of which begins at 0, by bit masks of separators,
/// line ends and quotes, 64 bytes at a time (Langdale and Lemire, "Parsing gigabytes of JSON per second",
/// VLDB Journal 2019).
///
/// Quoted cells must open where a cell begins and close where it ends; line ends are LF or CR LF.
///
/// - bytes: `count` of them, and at least 64 more that can be read.
/// - starts: room for a number for each row; the offset of its first byte.
/// - ends: room for `width` numbers a row; the offset of the byte behind each cell.
/// - row_capacity: rows that there is room for; `ends` must have room for 64 numbers more.
tally_csv_run tally_index_csv(
  const uint8_t *bytes, size_t count, uint8_t separator, size_t width,
  uint32_t *starts, uint32_t *ends, size_t row_capacity);

/// Whether `tally_index_csv` has vectors to work with here; without, it indexes nothing.
bool tally_has_wide_vectors(void);

// Marks: a bit a row, the first row lowest, 64 to a word; bits behind the last row are 0. All of these return false,
// and do nothing, where there are no vectors of 512 bits.

/// Marks the values that are at least `low` and at most `width` above it, by subtraction without a sign: that serves
/// numbers with a sign as well.
bool tally_mark_8(const uint8_t *values, size_t count, uint8_t low, uint8_t width, uint64_t *marks);
bool tally_mark_16(const uint16_t *values, size_t count, uint16_t low, uint16_t width, uint64_t *marks);
bool tally_mark_32(const uint32_t *values, size_t count, uint32_t low, uint32_t width, uint64_t *marks);
bool tally_mark_64(const uint64_t *values, size_t count, uint64_t low, uint64_t width, uint64_t *marks);

/// Marks the reals from `low` to `high`.
bool tally_mark_reals(const double *values, size_t count, double low, double high, uint64_t *marks);

/// Tells of each real in which of 256 stretches above `low` it lies, of which there are so many in a unit; what lies
/// in none is not among them.
bool tally_sketch_reals(const double *values, size_t count, double low, double per_unit, uint8_t *codes);

/// Lists the rows that are marked, counted from `first`.
///
/// - rows: room for as many numbers as there are marks, and 16 more.
bool tally_list_marked(const uint64_t *marks, size_t word_count, uint32_t first, uint32_t *rows);

/// Finds what stands at a place in order, and what stands next to it, by parting the values around pivots again and
/// again (Hoare, Algorithm 65: FIND, 1961). Returns false, and does nothing, where there are no vectors of 512 bits,
/// or no such place.
///
/// - values: `count` of them, with room for 8 more; they are lost.
/// - spare: room for as many.
/// - found: the two; where nothing stands behind the place the second means nothing.
bool tally_select(int64_t *values, int64_t *spare, size_t count, size_t place, int64_t *found);

/// Eight sums of about 106 bits each, in two parts, and as many of squares.
typedef struct {
  double highs[8], lows[8];
  double square_highs[8], square_lows[8];
} tally_spread_sums;

/// Adds up how far values lie from an origin, and the squares of that; what all eight sums come to is the sum.
/// Returns false, and does nothing, where there are no vectors of 512 bits.
bool tally_add_spread(const double *values, size_t count, double origin, tally_spread_sums *sums);

/// Where the cells of one column stand in an indexed run of records: row i from `starts[i * start_stride] + gap` to
/// before `ends[i * end_stride]`, or nowhere where that lies before.
typedef struct {
  const uint32_t *starts;
  size_t start_stride;
  uint32_t gap;
  const uint32_t *ends;
  size_t end_stride;
} tally_cells;

/// Reads up to 64 cells as whole numbers of one to eight digits, some of them with a minus before them.
///
/// - base: what the cells are counted from; 32 bytes behind each can be read.
/// - values: room for `count` numbers.
/// - returns: a bit for each cell that is of another form and is still to be read, the first lowest; without vectors
///   of 512 bits these are all.
uint64_t tally_read_wholes(
  const uint8_t *base, const tally_cells *cells, size_t first, size_t count, int64_t *values);

/// Reads up to 64 cells as numbers with a point, one to seven digits before it and one to eight behind it, as above.
/// Each is the double that is nearest: digits and power of ten are exact, so that one division rounds once (William
/// Clinger, "How to read floating point numbers accurately", 1990).
uint64_t tally_read_reals(
  const uint8_t *base, const tally_cells *cells, size_t first, size_t count, double *values);

/// Widens a range, `low` to `high`, to hold values. Reals must be numbers.
void tally_range_8(const int8_t *values, size_t count, int8_t *low, int8_t *high);
void tally_range_16(const int16_t *values, size_t count, int16_t *low, int16_t *high);
void tally_range_32(const int32_t *values, size_t count, int32_t *low, int32_t *high);
void tally_range_64(const int64_t *values, size_t count, int64_t *low, int64_t *high);
void tally_range_reals(const double *values, size_t count, double *low, double *high);

/// Copies numbers that fit into fewer bits.
void tally_narrow_8(const int64_t *values, size_t count, int8_t *out);
void tally_narrow_16(const int64_t *values, size_t count, int16_t *out);
void tally_narrow_32(const int64_t *values, size_t count, int32_t *out);
void tally_narrow_codes_8(const uint32_t *codes, size_t count, uint8_t *out);
void tally_narrow_codes_16(const uint32_t *codes, size_t count, uint16_t *out);
