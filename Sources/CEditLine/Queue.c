// Keys that wait to be read: pushed by commands, or repeated by vi's `.`.
//
// libedit has a queue of its own for macros, but it reads that without asking the hook, and what
// is pushed there comes after what waits already.

#include "Internal.h"

#include <stdlib.h>
#include <string.h>

static int no_key(EditLine *line, wchar_t *key) {
  (void)line;
  *key = 0;
  return 0;
}

static bool reserve(cedit_editor *editor, size_t capacity) {
  if (capacity <= editor->queue_capacity) return true;
  wchar_t *grown = realloc(editor->queue, 2 * capacity * sizeof *grown);
  if (grown == NULL) return false;
  editor->queue = grown;
  editor->queue_capacity = 2 * capacity;
  return true;
}

static bool insert(cedit_editor *editor, size_t position, wchar_t key) {
  if (!reserve(editor, editor->queue_length + 1)) return false;
  wchar_t *place = editor->queue + position;
  memmove(place + 1, place, (editor->queue_length - position) * sizeof *place);
  *place = key;
  editor->queue_length++;
  return true;
}

void cedit_take_macros(cedit_editor *editor) {
  wchar_t key;
  size_t position = 0;
  el_set(editor->line, EL_GETCFN, no_key);
  while (el_wgetc(editor->line, &key) == 1)
    // What `.` repeats holds the keys that commands pushed the first time; they do so again.
    if (!cedit_is_private(key) && insert(editor, position, key)) position++;
  el_set(editor->line, EL_GETCFN, cedit_read_hook);
}

void cedit_push_key(cedit_editor *editor, uint32_t key) {
  cedit_take_macros(editor);
  insert(editor, 0, (wchar_t)key);
}

bool cedit_take_queued(cedit_editor *editor, wchar_t *key) {
  if (editor->queue_length == 0) return false;
  *key = editor->queue[0];
  editor->queue_length--;
  memmove(editor->queue, editor->queue + 1, editor->queue_length * sizeof *editor->queue);
  return true;
}

// Behind all that wait.
void cedit_queue_key(cedit_editor *editor, wchar_t key) { insert(editor, editor->queue_length, key); }

void cedit_drop_queued(cedit_editor *editor) { editor->queue_length = 0; }
