// Which of its two modes vi is in. libedit tells nobody, so it is asked, by a key that runs one command in one mode
// and another in the other, wherever the mode may have changed.
//
// The key must not be read by a command that reads keys itself, as `f` does: the commands of vi are followed so far.

#include "Internal.h"

#include <string.h>
#include <term.h>

bool cedit_has_vi_keys(cedit_editor *editor) {
  const char *name = NULL;
  return el_get(editor->line, EL_EDITOR, &name) == 0 && name != NULL && strcmp(name, "vi") == 0;
}

// MARK: - Following the keys

// A command is over that may have begun to insert.
static void end_command(cedit_editor *editor, bool may_insert) {
  if (may_insert || editor->vi_keys.changes) editor->asks_mode = true;
  editor->vi_keys = (cedit_vi_keys){.place = VI_COMMAND};
}

static void note_command(cedit_editor *editor, wchar_t key) {
  cedit_vi_keys *keys = &editor->vi_keys;
  switch (key) {
    case L'f': case L'F': case L't': case L'T': case L'r': case L'@': keys->place = VI_ARGUMENT; return;
    case 0x1b: keys->place = VI_ESCAPE; return;
    case L':': keys->place = VI_LINE; return;
    case L'i': case L'I': case L'a': case L'A': case L's': case L'S': case L'C': case L'R':
      end_command(editor, true);
      return;
    case L'c':
      if (keys->changes) break;
      keys->changes = true;
      return;
    case L'0':
      if (!keys->is_counted) break;
      return;
    default:
      if (key < L'1' || key > L'9') break;
      keys->is_counted = true;
      return;
  }
  end_command(editor, false);
}

void cedit_note_vi_key(cedit_editor *editor, wchar_t key) {
  if (!editor->is_vi) return;
  if (key == KEY_VI_COMMAND) editor->asks_mode = true;
  if (!editor->is_commanding || cedit_is_private(key)) return;
  switch (editor->vi_keys.place) {
    case VI_COMMAND: note_command(editor, key); break;
    case VI_ARGUMENT: end_command(editor, false); break;
    case VI_ESCAPE:
      if (key == L'[' || key == L'O') editor->vi_keys.place = VI_SEQUENCE;
      else end_command(editor, false);
      break;
    case VI_SEQUENCE:
      if (key >= 0x40 && key <= 0x7e) end_command(editor, false);
      break;
    case VI_LINE:
      if (key == L'\r' || key == L'\n' || key == 0x1b) end_command(editor, true);
      break;
  }
}

void cedit_begin_mode(cedit_editor *editor) {
  editor->is_vi = cedit_has_vi_keys(editor);
  editor->is_commanding = false;
  editor->asks_mode = false;
  editor->vi_keys = (cedit_vi_keys){.place = VI_COMMAND};
}

unsigned char cedit_take_mode(cedit_editor *editor, bool is_commanding) {
  if (editor->is_commanding == is_commanding) return CC_ARGHACK;
  const char *prompt = cedit_prompt(editor);
  editor->is_commanding = is_commanding;
  editor->vi_keys = (cedit_vi_keys){.place = VI_COMMAND};
  bool is_other_prompt = prompt != cedit_prompt(editor);
  cedit_show_mode(editor);
  if (editor->handler != NULL)
    editor->handler(editor->context, is_commanding ? CEDIT_VI_COMMANDS : CEDIT_VI_INSERTS);
  return is_other_prompt ? CC_REDISPLAY : CC_NORM;
}

// MARK: - Showing the mode

// The escape that gives the cursor a shape (DECSCUSR), where the terminal's description says that it has one.
static char *shape_sequence(const cedit_editor *editor) {
  if (!editor->has_escapes || !editor->is_vi) return NULL;
  char *sequence = tigetstr("Ss");
  return sequence == NULL || sequence == (char *)-1 ? NULL : sequence;
}

static void shape_cursor(cedit_editor *editor, int shape) {
  char *sequence = shape_sequence(editor);
  if (sequence == NULL) return;
  const char *bytes = tiparm(sequence, shape);
  if (bytes != NULL) cedit_put_unseen(editor, bytes, strlen(bytes));
}

// A bar where text goes in between, a block on the character that commands are about.
void cedit_show_mode(cedit_editor *editor) { shape_cursor(editor, editor->is_commanding ? 2 : 6); }

// The shape that the terminal's user has chosen.
void cedit_hide_mode(cedit_editor *editor) { shape_cursor(editor, 0); }

const char *cedit_prompt(const cedit_editor *editor) {
  bool is_sign = editor->is_vi && editor->is_commanding && editor->has_escapes && shape_sequence(editor) == NULL;
  return is_sign && editor->command_prompt != NULL ? editor->command_prompt : editor->prompt;
}
