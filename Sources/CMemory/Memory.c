#include "CMemory.h"

// Says whose library it is.
#include <stdlib.h>

#ifdef __GLIBC__

#include <malloc.h>

void cmemory_keep_freed(void) {
  // Stretches that are mapped on their own would go back at once.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
}

size_t cmemory_used_bytes(void) {
  struct mallinfo2 told = mallinfo2();
  return told.uordblks + told.hblkhd;
}

void cmemory_give_back(void) { malloc_trim(0); }

#else

void cmemory_keep_freed(void) {}

size_t cmemory_used_bytes(void) { return 0; }

void cmemory_give_back(void) {}

#endif
