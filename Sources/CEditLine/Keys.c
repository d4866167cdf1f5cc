// Reading keys: the hook that libedit calls for each one, and what commands read themselves.

#include "Internal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

// Some commands of libedit leave the cursor outside the text: emacs' exchange of cursor and mark
// goes to a mark that deletions left behind the end, and vi's `^` runs over blanks that stand
// there still. The next command would then copy a negative number of characters.
void cedit_settle(EditLine *line) {
  const LineInfoW *info = el_wline(line);
  if (info->cursor < info->buffer) el_cursor(line, (int)(info->buffer - info->cursor));
  if (info->cursor > info->lastchar) el_cursor(line, (int)(info->lastchar - info->cursor));
  // libedit's own buffer, which it always keeps one character longer than the text.
  *(wchar_t *)info->lastchar = 0;
}

bool cedit_is_private(wchar_t key) { return key >= 0x80 && key < 0xa0; }

// Paints, once, over a drawing made anew where the screen does not show the text: where libedit wraps a
// row while it moves others it clears what it has just written.
static void paint(cedit_editor *editor) {
  if (cedit_paint(editor) || editor->is_redrawn) return;
  editor->is_redrawn = true;
  cedit_draw_again(editor);
  cedit_paint(editor);
}

enum { DRAWN_AT_ONCE = 4096 };

// Deals with signals until there is a key; false when one of them was an interrupt.
static bool wait_for_input(cedit_editor *editor) {
  for (;;) {
    // While input waits, what is drawn meanwhile is shown a piece at a time.
    if (!cedit_input_waits(editor) || editor->drawn.length > DRAWN_AT_ONCE) {
      paint(editor);
      cedit_flush(editor);
    }
    switch (cedit_wait(STDIN_FILENO)) {
      case WAKE_INPUT: return true;
      case WAKE_REDRAW: cedit_draw_anew(editor); break;
      case WAKE_STOP: cedit_stop_by_signal(editor); break;
      case WAKE_ENDING: cedit_end_by_signal(editor); break;
      case WAKE_INTERRUPT: errno = EINTR; return false;
      case WAKE_TIME: break;
    }
  }
}

// Longer texts are looked at only while nothing is typed.
enum { NOTED_WITH_EACH_KEY = 4096 };

// Notices that the text is another one.
static void note_text(cedit_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  size_t length = (size_t)(info->lastchar - info->buffer);
  if (length > NOTED_WITH_EACH_KEY && cedit_input_waits(editor)) return;
  if (length == editor->noted_length &&
      (length == 0 || wmemcmp(info->buffer, editor->noted, length) == 0))
    return;
  if (length > editor->noted_capacity) {
    wchar_t *grown = realloc(editor->noted, 2 * length * sizeof *grown);
    if (grown == NULL) return;
    editor->noted = grown;
    editor->noted_capacity = 2 * length;
  }
  wmemcpy(editor->noted, info->buffer, length);
  editor->noted_length = length;
  editor->is_redrawn = false;
  if (editor->handler != NULL) editor->handler(editor->context, CEDIT_CHANGED);
}

// libedit adds a character at the text's end to the screen without laying the text out. It counts
// a column for a combining mark, and it does not notice that the cursor came to the end of a text
// taller than the window: the rows it has then noted run over its picture of the screen.
static bool needs_drawing(cedit_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  bool was_at_end = editor->was_at_end;
  size_t length = (size_t)(info->lastchar - info->buffer);
  bool is_longer = length > editor->last_length;
  editor->was_at_end = info->cursor == info->lastchar;
  editor->last_length = length;
  if (!editor->was_at_end || length == 0) return false;
  if (is_longer && cedit_width((uint32_t)info->lastchar[-1]) == 0) return true;
  return !was_at_end && cedit_fills_window(editor);
}

static int deliver(cedit_editor *editor, wchar_t *key) {
  if (!editor->captures || cedit_is_private(*key)) {
    cedit_note_vi_key(editor, *key);
    return 1;
  }
  editor->captured_key = *key;
  *key = KEY_CAPTURED;
  return 1;
}

// libedit calls this for every key, once it has drawn everything: the place for whatever shall
// happen between keys. Signals are dealt with here, outside their handlers.
int cedit_read_hook(EditLine *line, wchar_t *key) {
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  cedit_settle(line);
  if (editor->asks_mode) {
    // Before the text is noted: what a command changed to begin with is part of what is typed then.
    editor->asks_mode = false;
    *key = KEY_MODE;
    return 1;
  }
  note_text(editor);
  if (cedit_pass_indentation(editor)) {
    *key = KEY_REFRESH;
    return 1;
  }
  if (cedit_take_queued(editor, key)) return deliver(editor, key);
  if (needs_drawing(editor)) {
    *key = KEY_REDRAW;
    return 1;
  }
  int count;
  do {
    if (!wait_for_input(editor)) return -1;
    // Its own reader decodes UTF-8, so it is put back for the one key.
    el_set(line, EL_GETCFN, EL_BUILTIN_GETCFN);
    count = el_wgetc(line, key);
    el_set(line, EL_GETCFN, cedit_read_hook);
    // C1 controls are keys for us alone.
  } while (count == 1 && cedit_is_private(*key));
  return count == 1 ? deliver(editor, key) : count;
}

void cedit_capture_keys(cedit_editor *editor, bool on) { editor->captures = on; }

uint32_t cedit_captured_key(cedit_editor *editor) { return (uint32_t)editor->captured_key; }

bool cedit_read_key(cedit_editor *editor, uint32_t *key) {
  wchar_t character;
  if (el_wgetc(editor->line, &character) != 1) return false;
  *key = (uint32_t)character;
  return true;
}

bool cedit_key_follows(cedit_editor *editor, int milliseconds) {
  if (editor->queue_length > 0) return true;
  struct pollfd wait = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&wait, 1, milliseconds) > 0;
}

void cedit_accept(cedit_editor *editor) {
  // What was typed too fast to be painted stays on the screen.
  cedit_paint(editor);
  cedit_push_key(editor, KEY_ACCEPT);
}

void cedit_enter_vi_command_mode(cedit_editor *editor) { cedit_push_key(editor, KEY_VI_COMMAND); }
