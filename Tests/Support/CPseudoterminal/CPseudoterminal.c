#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CPseudoterminal.h"

#include <fcntl.h>
#include <locale.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

// Only what is safe between fork and exec in a program with threads.
static void become(const char *path, char *const *arguments, char *const *environment) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGINT, SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  execve(path, arguments, environment);
  _exit(127);
}

int cpty_spawn(const char *path, char *const *arguments, char *const *environment, int rows,
               int columns, pid_t *process) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  int descriptor = -1;
  pid_t child = forkpty(&descriptor, NULL, NULL, &size);
  if (child == 0) become(path, arguments, environment);
  if (child < 0) return -1;
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  // Writing must not wait for a program that itself waits until its output is read.
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
  *process = child;
  return descriptor;
}

int cpty_resize(int descriptor, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(descriptor, TIOCSWINSZ, &size);
}

int cpty_width(uint32_t character) {
  static locale_t utf8;
  if (utf8 == (locale_t)0) utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  locale_t previous = uselocale(utf8);
  int width = wcwidth((wchar_t)character);
  uselocale(previous);
  return width;
}
