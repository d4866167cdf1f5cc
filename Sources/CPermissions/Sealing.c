// Landlock: a process gives up rights of its own, and the kernel sees to it
// (https://docs.kernel.org/userspace-api/landlock.html). The headers of the system may be older than its kernel, so
// that what is needed of them stands here.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CPermissions.h"

#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SYSTEM_CREATE_RULESET = 444, SYSTEM_RESTRICT_SELF = 446 };
enum { ASK_FOR_VERSION = 1 };

// Rights over files, by the version of the interface that brought them.
enum {
  EXECUTE = 1 << 0,
  WRITE_FILE = 1 << 1,
  // 1 << 2 and 1 << 3 are reading files and folders.
  REMOVE_FOLDER = 1 << 4,
  REMOVE_FILE = 1 << 5,
  MAKE_CHARACTER_DEVICE = 1 << 6,
  MAKE_FOLDER = 1 << 7,
  MAKE_FILE = 1 << 8,
  MAKE_SOCKET = 1 << 9,
  MAKE_PIPE = 1 << 10,
  MAKE_BLOCK_DEVICE = 1 << 11,
  MAKE_LINK = 1 << 12,
  MOVE = 1 << 13,      // version 2
  TRUNCATE = 1 << 14,  // version 3
};
enum { BIND_TCP = 1 << 0, CONNECT_TCP = 1 << 1 };  // version 4

bool cperm_seal(void) {
  long version = syscall(SYSTEM_CREATE_RULESET, NULL, (size_t)0, ASK_FOR_VERSION);
  if (version < 1) return false;
  struct {
    uint64_t files;
    uint64_t network;
  } rights = {.files = EXECUTE | WRITE_FILE | REMOVE_FOLDER | REMOVE_FILE | MAKE_CHARACTER_DEVICE | MAKE_FOLDER |
                       MAKE_FILE | MAKE_SOCKET | MAKE_PIPE | MAKE_BLOCK_DEVICE | MAKE_LINK};
  if (version >= 2) rights.files |= MOVE;
  if (version >= 3) rights.files |= TRUNCATE;
  if (version >= 4) rights.network = BIND_TCP | CONNECT_TCP;
  size_t size = version >= 4 ? sizeof rights : sizeof rights.files;
  // A right that is named here and given to no file is given up for all.
  int ruleset = (int)syscall(SYSTEM_CREATE_RULESET, &rights, size, 0);
  if (ruleset < 0) return false;
  bool done = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYSTEM_RESTRICT_SELF, ruleset, 0) == 0;
  close(ruleset);
  return done;
}
