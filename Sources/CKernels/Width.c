#include "Width.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <stdbool.h>
#include <stdint.h>

static tally_vector_width detect(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return width_plain;
  bool saves_registers = (c & bit_OSXSAVE) != 0 && (c & bit_AVX) != 0 && (c & bit_POPCNT) != 0;
  if (!saves_registers) return width_plain;
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  if ((low & 0x6) != 0x6) return width_plain;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return width_plain;
  if ((b & bit_AVX2) == 0 || (b & bit_BMI) == 0) return width_plain;
  bool saves_wide_registers = (low & 0xE0) == 0xE0;
  unsigned wide = bit_AVX512F | bit_AVX512BW | bit_AVX512DQ | bit_AVX512VL;
  return saves_wide_registers && (b & wide) == wide ? width_avx512 : width_avx2;
}

tally_vector_width tally_width(void) {
  // Found anew by each thread that comes first; all find the same.
  static _Atomic int known = -1;
  int width_here = known;
  if (width_here < 0) known = width_here = (int)detect();
  return (tally_vector_width)width_here;
}

bool tally_compresses_bytes(void) {
  static _Atomic int known = -1;
  int here = known;
  if (here < 0) {
    unsigned a, b, c = 0, d;
    bool has_leaf = tally_width() == width_avx512 && __get_cpuid_count(7, 0, &a, &b, &c, &d);
    known = here = has_leaf && (c & bit_AVX512VBMI2) != 0;
  }
  return here != 0;
}

#else

tally_vector_width tally_width(void) { return width_plain; }

bool tally_compresses_bytes(void) { return false; }

#endif
