// What is written to the terminal: it is kept until a key is awaited, so that what libedit draws and
// what is painted over it arrive together, and the model of the screen sees all of it.
//
// What libedit draws is kept apart until it is known whether it is shown: some texts are drawn here.

#include "Internal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Long listings need not be kept.
enum { KEPT = 1 << 16 };

static void hand_over(cedit_editor *editor) {
  const char *next = editor->written.start;
  size_t left = editor->written.length;
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
  editor->written.length = 0;
}

static void append(cedit_bytes *bytes, const char *more, size_t count) {
  if (count == 0) return;
  if (bytes->length + count > bytes->capacity) {
    size_t capacity = 2 * (bytes->length + count);
    char *grown = realloc(bytes->start, capacity);
    if (grown == NULL) return;
    bytes->start = grown;
    bytes->capacity = capacity;
  }
  memcpy(bytes->start + bytes->length, more, count);
  bytes->length += count;
}

void cedit_put_unseen(cedit_editor *editor, const char *bytes, size_t count) {
  append(&editor->written, bytes, count);
  if (editor->written.length > KEPT) hand_over(editor);
}

void cedit_put(cedit_editor *editor, const char *bytes, size_t count) {
  cedit_put_unseen(editor, bytes, count);
  cedit_screen_feed(&editor->screen, bytes, count);
}

void cedit_say(cedit_editor *editor, const char *text) {
  cedit_settle_drawing(editor);
  cedit_put(editor, text, strlen(text));
}

// MARK: - What libedit draws

static ssize_t take(void *cookie, const char *bytes, size_t count) {
  cedit_editor *editor = cookie;
  append(&editor->drawn, bytes, count);
  return (ssize_t)count;
}

void cedit_show_drawing(cedit_editor *editor) {
  fflush(editor->output);
  cedit_put(editor, editor->drawn.start, editor->drawn.length);
  editor->drawn.length = 0;
}

void cedit_drop_drawing(cedit_editor *editor) {
  fflush(editor->output);
  for (size_t i = 0; i < editor->drawn.length; i++)
    if (editor->drawn.start[i] == '\a') cedit_put_unseen(editor, "\a", 1);
  editor->drawn.length = 0;
}

void cedit_settle_drawing(cedit_editor *editor) {
  if (editor->draws_itself) cedit_drop_drawing(editor);
  else cedit_show_drawing(editor);
}

FILE *cedit_open_output(cedit_editor *editor) {
  return fopencookie(editor, "w", (cookie_io_functions_t){.write = take});
}

void cedit_flush(cedit_editor *editor) {
  cedit_settle_drawing(editor);
  hand_over(editor);
}
