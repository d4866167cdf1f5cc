// Reading keys: the hook that libedit calls for each one, and what commands read themselves.

#include "Internal.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

// libedit calls this for every key, once it has drawn everything: the place for whatever shall
// happen between keys. Signals are dealt with here, outside their handlers.
int cedit_read_hook(EditLine *line, wchar_t *key) {
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  for (;;) {
    cedit_wake wake = cedit_wait(STDIN_FILENO);
    if (wake == WAKE_INPUT) break;
    if (wake == WAKE_INTERRUPT) {
      errno = EINTR;
      return -1;
    }
    cedit_draw_anew(editor);
  }
  // Its own reader decodes UTF-8, so it is put back for the one key.
  el_set(line, EL_GETCFN, EL_BUILTIN_GETCFN);
  int count = el_wgetc(line, key);
  el_set(line, EL_GETCFN, cedit_read_hook);
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

void cedit_push_key(cedit_editor *editor, uint32_t key) {
  wchar_t keys[2] = {(wchar_t)key, 0};
  el_wpush(editor->line, keys);
}

void cedit_accept(cedit_editor *editor) { cedit_push_key(editor, KEY_ACCEPT); }

void cedit_enter_vi_command_mode(cedit_editor *editor) { cedit_push_key(editor, KEY_VI_COMMAND); }
