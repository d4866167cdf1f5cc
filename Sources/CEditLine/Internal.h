// What the files of this room share with one another, and with no one else.

#ifndef CEDITLINE_INTERNAL_H
#define CEDITLINE_INTERNAL_H

// For pipe2, asprintf, secure_getenv and wcwidth.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CEditLine.h"

#include <histedit.h>
#include <wchar.h>

struct cedit_editor {
  EditLine *line;
  History *history;
  char *program;
  char *prompt;
  cedit_handler handler;
  void *context;
  /// The text in UTF-8, as `cedit_text` last gave it.
  char *text;
  size_t text_capacity;
  /// Whether the terminal understands the escapes of a VT100.
  bool has_escapes;
  /// Whether keys go to CEDIT_SEARCH_KEY.
  bool captures;
  wchar_t captured_key;
  /// Keys to be read before those of the terminal.
  wchar_t *queue;
  size_t queue_length;
  size_t queue_capacity;
  /// Where the text stood when the last key was asked for.
  bool was_at_end;
  size_t last_length;
};

/// Keys that no keyboard sends (C1 controls), bound to what only libedit can do.
enum {
  KEY_ACCEPT = 0x80,
  KEY_CAPTURED = 0x81,
  KEY_VI_COMMAND = 0x82,
  KEY_VI_END = 0x83,
  KEY_VI_REDO = 0x84,
  KEY_TAKE_MACROS = 0x85,
  KEY_REDRAW = 0x86
};

/// A cell of the screen, counted from the prompt's first.
typedef struct cedit_cell {
  int row;
  int column;
} cedit_cell;

// Layout.c
cedit_cell cedit_cell_of_cursor(cedit_editor *editor, int columns);
cedit_cell cedit_cell_of_end(cedit_editor *editor, int columns);
int cedit_columns(void);
bool cedit_fills_window(cedit_editor *editor);
void cedit_leave_text(cedit_editor *editor, const char *mark);
void cedit_draw_anew(cedit_editor *editor);

// Keys.c
int cedit_read_hook(EditLine *line, wchar_t *key);
void cedit_settle(EditLine *line);
bool cedit_is_private(wchar_t key);

// Queue.c
void cedit_take_macros(cedit_editor *editor);
bool cedit_take_queued(cedit_editor *editor, wchar_t *key);
void cedit_drop_queued(cedit_editor *editor);

// Editor.c
void cedit_restore_terminal(cedit_editor *editor);

// Bindings.c
void cedit_add_commands(cedit_editor *editor);
void cedit_bind_keys(cedit_editor *editor);

// Signals.c
typedef enum cedit_wake { WAKE_INPUT, WAKE_INTERRUPT, WAKE_REDRAW, WAKE_ENDING } cedit_wake;
void cedit_install_window_signals(void);
cedit_wake cedit_wait(int descriptor);
bool cedit_take_resumed(void);
void cedit_catch_ending_signals(void);
void cedit_release_ending_signals(void);
void cedit_end_by_signal(cedit_editor *editor);

#endif
