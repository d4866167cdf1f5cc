// Opening files by paths, links followed or not, and pipes.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CPermissions.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int flags_for(cperm_purpose purpose) {
  switch (purpose) {
    // A pipe that nobody writes to yet is no reason to wait here.
    case CPERM_BYTES: return O_RDONLY | O_NONBLOCK | O_CLOEXEC;
    case CPERM_NAMES: return O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    case CPERM_LOOK: return O_PATH | O_CLOEXEC;
  }
  return O_PATH | O_CLOEXEC;
}

static void close_quietly(int descriptor) {
  int saved = errno;
  close(descriptor);
  errno = saved;
}

int cperm_open(const char *path, cperm_purpose purpose) { return open(path, flags_for(purpose)); }

bool cperm_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0; }

// A link that is only looked at is opened as itself.
static int refusing_link(int descriptor) {
  struct stat status;
  if (descriptor < 0) return descriptor;
  if (fstat(descriptor, &status) == 0 && !S_ISLNK(status.st_mode)) return descriptor;
  close(descriptor);
  errno = ELOOP;
  return -1;
}

int cperm_open_resolved(const char *path, cperm_purpose purpose) {
  path += strspn(path, "/");
  if (*path == 0) return cperm_open("/", purpose);
  int folder = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  while (folder >= 0) {
    char name[NAME_MAX + 1];
    size_t length = strcspn(path, "/");
    if (length > NAME_MAX) {
      close(folder);
      errno = ENAMETOOLONG;
      return -1;
    }
    memcpy(name, path, length);
    name[length] = 0;
    path += length;
    path += strspn(path, "/");
    int flags = *path == 0 ? flags_for(purpose) : O_PATH | O_DIRECTORY | O_CLOEXEC;
    int next = openat(folder, name, flags | O_NOFOLLOW);
    close_quietly(folder);
    if (*path == 0) return refusing_link(next);
    folder = next;
  }
  return -1;
}
