// The size of the window, within bounds: a terminal can claim to have as many as four thousand million cells, and
// libedit keeps two pictures of all that it claims.
//
// libedit asks the terminal itself, at its start and at each change, so what it asks with is wrapped by the linker.

#include "Internal.h"

#include <stdarg.h>
#include <sys/ioctl.h>

// No screen has more columns, and of rows more than these are not drawn at once.
enum { MOST_COLUMNS = 4096 };

int __real_ioctl(int descriptor, unsigned long request, ...);
int __wrap_ioctl(int descriptor, unsigned long request, ...);

int __wrap_ioctl(int descriptor, unsigned long request, ...) {
  va_list arguments;
  va_start(arguments, request);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  int result = __real_ioctl(descriptor, request, argument);
  if (request != TIOCGWINSZ || result != 0) return result;
  struct winsize *size = argument;
  if (size->ws_col > MOST_COLUMNS) size->ws_col = MOST_COLUMNS;
  int most_rows = CEDIT_MOST_CELLS / (size->ws_col > 0 ? size->ws_col : MOST_COLUMNS);
  if (size->ws_row > most_rows) size->ws_row = (unsigned short)most_rows;
  return result;
}

bool cedit_window_size(int descriptor, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return false;
  // A terminal that does not know its size says 0; these are libedit's fallbacks.
  *rows = size.ws_row > 0 ? size.ws_row : 24;
  *columns = size.ws_col > 1 ? size.ws_col : 80;
  return true;
}
