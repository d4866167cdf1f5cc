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

static bool is_terminal_control(wchar_t key) { return key >= 0x80 && key < 0xa0; }

// Deals with signals until there is a key; false when one of them was an interrupt.
static bool wait_for_input(cedit_editor *editor) {
  for (;;) {
    switch (cedit_wait(STDIN_FILENO)) {
      case WAKE_INPUT: return true;
      case WAKE_REDRAW: cedit_draw_anew(editor); break;
      case WAKE_ENDING: cedit_end_by_signal(editor); break;
      case WAKE_INTERRUPT: errno = EINTR; return false;
    }
  }
}

// libedit calls this for every key, once it has drawn everything: the place for whatever shall
// happen between keys. Signals are dealt with here, outside their handlers.
int cedit_read_hook(EditLine *line, wchar_t *key) {
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  cedit_settle(line);
  int count;
  do {
    if (!wait_for_input(editor)) return -1;
    // Its own reader decodes UTF-8, so it is put back for the one key.
    el_set(line, EL_GETCFN, EL_BUILTIN_GETCFN);
    count = el_wgetc(line, key);
    el_set(line, EL_GETCFN, cedit_read_hook);
    // C1 controls are keys for us alone.
  } while (count == 1 && is_terminal_control(*key));
  if (count == 1 && editor->captures) {
    editor->captured_key = *key;
    *key = KEY_CAPTURED;
  }
  return count;
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
  (void)editor;
  struct pollfd wait = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&wait, 1, milliseconds) > 0;
}

static int no_key(EditLine *line, wchar_t *key) {
  (void)line;
  *key = 0;
  return 0;
}

// libedit queues what is pushed behind the keys that wait already: a macro's, or those that vi's
// `.` repeats. So these are taken out first and pushed along.
void cedit_push_key(cedit_editor *editor, uint32_t key) {
  size_t count = 1, capacity = 16;
  wchar_t *keys = malloc(capacity * sizeof *keys);
  if (keys == NULL) return;
  keys[0] = (wchar_t)key;
  el_set(editor->line, EL_GETCFN, no_key);
  while (el_wgetc(editor->line, &keys[count]) == 1) {
    if (++count < capacity) continue;
    wchar_t *grown = realloc(keys, 2 * capacity * sizeof *keys);
    if (grown == NULL) {
      count--;
      break;
    }
    keys = grown;
    capacity *= 2;
  }
  el_set(editor->line, EL_GETCFN, cedit_read_hook);
  keys[count] = 0;
  el_wpush(editor->line, keys);
  free(keys);
}

void cedit_accept(cedit_editor *editor) { cedit_push_key(editor, KEY_ACCEPT); }

void cedit_enter_vi_command_mode(cedit_editor *editor) { cedit_push_key(editor, KEY_VI_COMMAND); }
