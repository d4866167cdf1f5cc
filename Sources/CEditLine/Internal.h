// What the files of this room share with one another, and with no one else.

#ifndef CEDITLINE_INTERNAL_H
#define CEDITLINE_INTERNAL_H

// For pipe2, asprintf, secure_getenv and wcwidth.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CEditLine.h"

#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

/// A window is never taken for larger than this.
enum { CEDIT_MOST_CELLS = 1 << 20 };

/// Marks on one character; more of them nobody can read.
enum { CEDIT_MOST_MARKS = 6 };

/// What one cell of the screen shows.
typedef struct cedit_glyph {
  /// 0 in the second cell of a wide character.
  wchar_t base;
  /// Combining marks, 0 where there are none.
  wchar_t marks[CEDIT_MOST_MARKS];
  uint8_t style;
  /// What put it there.
  uint8_t role;
} cedit_glyph;

enum { ROLE_TEXT, ROLE_OVERLAY, ROLE_MARK };

/// Foreign is what was coloured by an escape that the painter did not write.
enum { STYLE_PLAIN = 0, STYLE_FOREIGN = 255 };

/// What stands on the rows of the window from the prompt's first on, as far as it was written here.
typedef struct cedit_screen {
  int rows;
  int columns;
  /// Row by row; rows below `deepest` are blank.
  cedit_glyph *cells;
  /// The lowest row that has been reached: below it a newline may scroll the window.
  int deepest;
  int row;
  int column;
  /// Whether the row is full and the next character goes to the next one.
  bool wraps;
  /// Whether characters push others to the right.
  bool inserts;
  /// Whether the cursor was sent to the window's first cell.
  bool homed;
  /// Whether all of this is so; an escape that is not understood ends it.
  bool known;
  uint8_t style;
  char sequence[32];
  size_t sequence_length;
  mbstate_t decoding;
} cedit_screen;

/// Bytes that become more.
typedef struct cedit_bytes {
  char *start;
  size_t length;
  size_t capacity;
} cedit_bytes;

/// Where in a command of vi the keys are.
typedef struct cedit_vi_keys {
  enum { VI_COMMAND, VI_ARGUMENT, VI_ESCAPE, VI_SEQUENCE, VI_LINE } place;
  /// Whether `c` waits for what it is to change, and whether that has a count.
  bool changes;
  bool is_counted;
} cedit_vi_keys;

struct cedit_editor {
  EditLine *line;
  /// What libedit draws to.
  FILE *output;
  /// What it has drawn since the last key, as long as it is not settled whether that is shown.
  cedit_bytes drawn;
  /// What goes to the terminal, in one piece, before a key is awaited.
  cedit_bytes written;
  cedit_screen screen;
  /// Whether the text is drawn here, and what libedit draws is dropped.
  bool draws_itself;
  /// The first row that is shown of a text taller than the window.
  int top;
  History *history;
  char *program;
  char *prompt;
  /// What it is in vi's command mode where the cursor does not show the mode; NULL where it is the same.
  char *command_prompt;
  int prompt_style;
  /// Blanks before each row but the first, which are no part of the text.
  int indentation;
  cedit_handler handler;
  void *context;
  /// The text in UTF-8, as `cedit_text` last gave it.
  char *text;
  size_t text_capacity;
  /// Whether the terminal understands the escapes of a VT100.
  bool has_escapes;
  /// Whether the keys are vi's, and are commands rather than text.
  bool is_vi;
  bool is_commanding;
  /// Whether libedit is to be asked for the mode before the next key.
  bool asks_mode;
  cedit_vi_keys vi_keys;
  /// Whether keys go to CEDIT_CAPTURED_KEY.
  bool captures;
  wchar_t captured_key;
  /// What stands at the prompt to begin with, or NULL.
  char *beginning;
  /// Keys to be read before those of the terminal.
  wchar_t *queue;
  size_t queue_length;
  size_t queue_capacity;
  /// Where the text stood when the last key was asked for.
  bool was_at_end;
  size_t last_length;
  size_t last_cursor;
  /// The text when the last key was asked for, and whether it has been drawn anew since it is this.
  wchar_t *noted;
  size_t noted_length;
  size_t noted_capacity;
  bool is_redrawn;
  /// SGR numbers of each style, and whether it shows on blanks.
  char style_numbers[CEDIT_STYLE_COUNT][16];
  bool style_marks_blanks[CEDIT_STYLE_COUNT];
  /// How the bytes of the text look; behind them all are plain.
  uint8_t *looks;
  size_t looks_length;
  size_t looks_capacity;
  /// What stands dim behind the text, in UTF-8; NULL for nothing.
  char *suggestion;
  int suggestion_style;
  bool suggestion_is_shown;
  /// Lines to be shown under the text, or NULL.
  char *below;
  int below_columns;
  /// What the rows shall show.
  cedit_glyph *wanted;
  size_t wanted_capacity;
};

/// Keys that no keyboard sends (C1 controls), bound to what only libedit can do.
enum {
  KEY_ACCEPT = 0x80,
  KEY_CAPTURED = 0x81,
  KEY_VI_COMMAND = 0x82,
  KEY_VI_END = 0x83,
  KEY_VI_REDO = 0x84,
  KEY_TAKE_MACROS = 0x85,
  KEY_REDRAW = 0x86,
  KEY_FORWARD = 0x88,
  KEY_FORWARD_WORD = 0x89,
  KEY_BEGIN = 0x8a,
  KEY_REFRESH = 0x8b,
  KEY_ERASE = 0x8c,
  KEY_DELETE = 0x8d,
  KEY_MODE = 0x8e
};

/// Clears the cursor's row and all below it, the cursor at the start. Not all of the window at once: tmux and others
/// take that for leaving the screen, and what stood there would go to the history.
#define CEDIT_CLEAR_BELOW "\r \033[J\r"

/// A cell of the screen, counted from the prompt's first.
typedef struct cedit_cell {
  int row;
  int column;
} cedit_cell;

/// Walks over a text as libedit's refresh does, and tells what it puts where.
typedef struct cedit_layout {
  int columns;
  cedit_cell cell;
  /// Called for each character before `cell` moves on; NULL only measures. A width of 0 is a mark.
  void (*place)(struct cedit_layout *layout, wchar_t shown, int width);
} cedit_layout;

// Layout.c
void cedit_lay_out(cedit_layout *layout, wchar_t character);
void cedit_lay_out_prompt(cedit_layout *layout, const cedit_editor *editor);
const char *cedit_prompt(const cedit_editor *editor);
cedit_cell cedit_cell_of_cursor(cedit_editor *editor, int columns);
cedit_cell cedit_cell_of_end(cedit_editor *editor, int columns);
int cedit_columns(void);
bool cedit_fills_window(cedit_editor *editor);
void cedit_leave_text(cedit_editor *editor, const char *mark);
void cedit_draw_anew(cedit_editor *editor);
void cedit_draw_again(cedit_editor *editor);

// Keys.c
int cedit_read_hook(EditLine *line, wchar_t *key);
void cedit_settle(EditLine *line);
bool cedit_is_private(wchar_t key);

bool cedit_input_waits(cedit_editor *editor);

// Output.c
FILE *cedit_open_output(cedit_editor *editor);
void cedit_put(cedit_editor *editor, const char *bytes, size_t count);
void cedit_put_unseen(cedit_editor *editor, const char *bytes, size_t count);
void cedit_say(cedit_editor *editor, const char *text);
void cedit_show_drawing(cedit_editor *editor);
void cedit_drop_drawing(cedit_editor *editor);
void cedit_settle_drawing(cedit_editor *editor);
void cedit_flush(cedit_editor *editor);

// Screen.c
bool cedit_screen_begin(cedit_screen *screen, int rows, int columns);
void cedit_screen_feed(cedit_screen *screen, const char *bytes, size_t count);
cedit_glyph *cedit_screen_row(cedit_screen *screen, int row);
bool cedit_add_mark(cedit_glyph *glyph, wchar_t mark);
/// After a newline in the window's last row, which is the lowest that has been reached.
void cedit_screen_scroll(cedit_screen *screen);

// Paint.c
bool cedit_paint(cedit_editor *editor);
void cedit_lift_overlays(cedit_editor *editor);
void cedit_leave_own_drawing(cedit_editor *editor, bool is_whole);
void cedit_begin_painting(cedit_editor *editor);
void cedit_free_painting(cedit_editor *editor);

// ViMode.c
bool cedit_has_vi_keys(cedit_editor *editor);
void cedit_begin_mode(cedit_editor *editor);
void cedit_note_vi_key(cedit_editor *editor, wchar_t key);
unsigned char cedit_take_mode(cedit_editor *editor, bool is_commanding);
void cedit_show_mode(cedit_editor *editor);
void cedit_hide_mode(cedit_editor *editor);

// Queue.c
void cedit_take_macros(cedit_editor *editor);
bool cedit_take_queued(cedit_editor *editor, wchar_t *key);
void cedit_drop_queued(cedit_editor *editor);
void cedit_queue_key(cedit_editor *editor, wchar_t key);

// Editor.c
void cedit_restore_terminal(cedit_editor *editor);

// Text.c
bool cedit_is_indentation(const cedit_editor *editor, int *left, wchar_t character);
int cedit_utf8_length(wchar_t character);
bool cedit_pass_indentation(cedit_editor *editor);

// Bindings.c
void cedit_add_commands(cedit_editor *editor);
void cedit_bind_keys(cedit_editor *editor);

// Signals.c
typedef enum cedit_wake {
  WAKE_INPUT, WAKE_INTERRUPT, WAKE_REDRAW, WAKE_STOP, WAKE_ENDING, WAKE_TIME
} cedit_wake;
void cedit_install_window_signals(void);
cedit_wake cedit_wait(int descriptor);
// The same, at most so many milliseconds; without end where they are negative.
cedit_wake cedit_wait_for(int descriptor, int64_t milliseconds);
bool cedit_take_resumed(void);
void cedit_catch_ending_signals(void);
void cedit_release_ending_signals(void);
// Stops the program where the terminal is as it was found already.
void cedit_stop_here(void);
void cedit_stop_by_signal(cedit_editor *editor);
void cedit_end_by_signal(cedit_editor *editor);

#endif
