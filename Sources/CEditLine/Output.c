// What is written to the terminal: it is kept until a key is awaited, so that what libedit draws and
// what is painted over it arrive together, and the model of the screen sees all of it.

#include "Internal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Long listings need not be kept.
enum { KEPT = 1 << 16 };

static void hand_over(cedit_editor *editor) {
  const char *next = editor->written;
  size_t left = editor->written_length;
  while (left > 0) {
    ssize_t count = write(STDOUT_FILENO, next, left);
    if (count >= 0) {
      next += count;
      left -= (size_t)count;
    } else if (errno == EAGAIN) {
      struct pollfd wait = {.fd = STDOUT_FILENO, .events = POLLOUT};
      poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      break;  // nobody sees it any more
    }
  }
  editor->written_length = 0;
}

void cedit_put_unseen(cedit_editor *editor, const char *bytes, size_t count) {
  if (editor->written_length + count > editor->written_capacity) {
    size_t capacity = 2 * (editor->written_length + count);
    char *grown = realloc(editor->written, capacity);
    if (grown == NULL) return;
    editor->written = grown;
    editor->written_capacity = capacity;
  }
  memcpy(editor->written + editor->written_length, bytes, count);
  editor->written_length += count;
  if (editor->written_length > KEPT) hand_over(editor);
}

void cedit_put(cedit_editor *editor, const char *bytes, size_t count) {
  cedit_put_unseen(editor, bytes, count);
  cedit_screen_feed(&editor->screen, bytes, count);
}

static ssize_t take(void *editor, const char *bytes, size_t count) {
  cedit_put(editor, bytes, count);
  return (ssize_t)count;
}

FILE *cedit_open_output(cedit_editor *editor) {
  return fopencookie(editor, "w", (cookie_io_functions_t){.write = take});
}

void cedit_flush(cedit_editor *editor) {
  fflush(editor->output);
  hand_over(editor);
}
