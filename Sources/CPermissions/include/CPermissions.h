// Opening files and pipes in ways that Swift cannot spell, and what the kernel is asked to hold a process to.

#ifndef CPERMISSIONS_H
#define CPERMISSIONS_H

#include <stdbool.h>

/// What a file is opened for.
typedef enum cperm_purpose {
  CPERM_BYTES,  ///< To read what is in it.
  CPERM_NAMES,  ///< To list a folder.
  CPERM_LOOK    ///< To see what it is: nothing is read, and a pipe is not waited for.
} cperm_purpose;

/// Opens a file. -1, with errno, where that fails.
int cperm_open(const char *path, cperm_purpose purpose);

/// Opens an absolute path that has been resolved: no part of it is a link, or it is not opened. Who puts a link in
/// the place of a part meanwhile leads nowhere. -1, with errno, where that fails.
int cperm_open_resolved(const char *path, cperm_purpose purpose);

/// Opens a pipe that programs which are started do not have, however soon they are. False, with errno, where that
/// fails.
bool cperm_pipe(int ends[2]);

/// Has the kernel refuse, from here on and to this thread and all that come from it, to open files for writing, to
/// make, rename or remove any, to start programs and to reach the network. There is no way back.
///
/// Files that are open stay open. False where the kernel cannot do that.
bool cperm_seal(void);

#endif
