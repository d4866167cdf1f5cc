// What the C library's allocator does with memory that has been freed (<malloc.h>, of the GNU C library;
// elsewhere nothing is kept).

#ifndef CMEMORY_H
#define CMEMORY_H

#include <stddef.h>

/// Makes freed memory stay with the process, however long its stretches are.
void cmemory_keep_freed(void);

/// Bytes that have been asked for and not freed.
size_t cmemory_used_bytes(void);

/// Gives back to the system whatever whole pages are free.
void cmemory_give_back(void);

#endif
