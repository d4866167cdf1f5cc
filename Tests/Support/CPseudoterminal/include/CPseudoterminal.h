// Starting a program on a pseudoterminal of its own, for tests.

#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <stdint.h>
#include <sys/types.h>

/// Starts `path` as the leader of a new session on a new terminal of the given size.
/// `arguments` and `environment` end in NULL. Gives the terminal's other end, or -1.
int cpty_spawn(const char *path, char *const *arguments, char *const *environment, int rows,
               int columns, pid_t *process);

/// Changes the window size; the program gets SIGWINCH.
int cpty_resize(int descriptor, int rows, int columns);

/// The columns that a code point takes, in a UTF-8 locale; -1 when it does not print.
int cpty_width(uint32_t character);

#endif
