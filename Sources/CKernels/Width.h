// Which vectors there are, for the files of this folder.
#pragma once

#include <stdbool.h>

typedef enum { width_plain, width_avx2, width_avx512 } tally_vector_width;

// The widest vectors that the processor has and the system keeps the registers of: AVX2 with BMI, AVX-512 with its
// instructions on bytes, words and shorter vectors.
tally_vector_width tally_width(void);

// Whether bytes of a vector of 512 bits can be moved together (AVX-512 VBMI2).
bool tally_compresses_bytes(void);
