// libedit's native interface (<histedit.h>) as plain C functions that Swift can call:
// no variadics, UTF-8 at the border, and every callback and signal handler inside C.
//
// One editor a process and one thread: libedit keeps the terminal's state to itself.

#ifndef CEDITLINE_H
#define CEDITLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: - Locale and terminal

/// Sets LC_CTYPE from the environment, or to C.UTF-8 when that is not UTF-8:
/// libedit loses keys and can crash on a prompt outside a UTF-8 locale.
void cedit_use_utf8(void);

/// The columns that a code point takes on a terminal; 0 for what does not print.
int cedit_width(uint32_t character);

/// The window size of a terminal, in character cells, of which it has at most 2^20, whatever it claims; false when
/// `descriptor` is no terminal.
bool cedit_window_size(int descriptor, int *rows, int *columns);

// MARK: - Signals

/// Installs the SIGINT handler: it only notes the signal. Blocking calls return EINTR.
void cedit_install_interrupt(void);

// MARK: - Single keys

typedef enum cedit_key {
  CEDIT_KEY,
  // The time has passed.
  CEDIT_NO_KEY,
  CEDIT_KEY_INTERRUPT,
  // No more keys will come: the terminal is gone, or the program is to end.
  CEDIT_KEYS_END
} cedit_key;

/// Has standard input give each key at once, and show none. For where no line is read.
/// Returns false where it is no terminal; nothing has changed then.
bool cedit_begin_keys(void);

/// Has standard input as it was. Where a signal came meanwhile that ends the program, it ends it now.
void cedit_end_keys(void);

/// Waits for a key, at most so many milliseconds; without end where they are negative. An escape sequence is one key.
cedit_key cedit_wait_key(int64_t milliseconds, char *bytes, size_t size, size_t *length);

/// Whether SIGINT has come since the last `cedit_clear_interrupt`. Callable from any thread.
bool cedit_interrupt_raised(void);

void cedit_clear_interrupt(void);

// MARK: - The editor

typedef struct cedit_editor cedit_editor;

/// What a bound key asks of the handler.
typedef enum cedit_command {
  CEDIT_ENTER,
  CEDIT_COMPLETE,
  CEDIT_UP,
  CEDIT_DOWN,
  CEDIT_OLDER,
  CEDIT_NEWER,
  CEDIT_OLDER_MATCHING,
  CEDIT_NEWER_MATCHING,
  CEDIT_PASTE,
  CEDIT_SEARCH,
  CEDIT_CAPTURED_KEY,
  CEDIT_VI_ESCAPE,
  CEDIT_START,
  CEDIT_END,
  CEDIT_UNDO,
  CEDIT_REDO,
  CEDIT_EDIT,
  /// With CEDIT_BEEP these go on to what libedit does with the key.
  CEDIT_FORWARD,
  CEDIT_FORWARD_WORD,
  CEDIT_ERASE,
  CEDIT_DELETE,
  /// Not keys: vi's insert mode has begun, in the middle of a line, and has ended.
  CEDIT_VI_INSERTS,
  CEDIT_VI_COMMANDS,
  /// Not a key: the text has changed.
  CEDIT_CHANGED,
  /// Not a key: the text is about to be shown. Says what is painted; what it answers is not looked at.
  CEDIT_PAINT
} cedit_command;

/// What libedit shall do after a command.
typedef enum cedit_outcome {
  CEDIT_UNCHANGED,  ///< Nothing to draw.
  CEDIT_REFRESH,    ///< The text or the cursor changed.
  CEDIT_REDRAW,     ///< The prompt changed: draw everything anew.
  CEDIT_BEEP        ///< The key had nothing to do.
} cedit_outcome;

typedef cedit_outcome (*cedit_handler)(void *context, cedit_command command);

/// How reading a line ended.
typedef enum cedit_ending { CEDIT_LINE, CEDIT_INTERRUPTED, CEDIT_END_OF_INPUT } cedit_ending;

/// An editor on standard input and output, with emacs keys and the program's own commands bound.
/// Returns NULL when libedit cannot start. `program` names the lines of ~/.editrc meant for it.
cedit_editor *cedit_create(const char *program, int history_size);
void cedit_destroy(cedit_editor *editor);

/// Who answers the commands above. `context` must outlive the editor.
void cedit_set_handler(cedit_editor *editor, cedit_handler handler, void *context);

/// Runs the user's ~/.editrc (or $EDITRC) line by line, after the program's own bindings; a line
/// that rebuilds the keymap (`bind -v`) gets those bindings anew, so later lines still win.
void cedit_run_user_file(cedit_editor *editor);

/// Takes away the keys by which libedit runs its own command lines or another program.
void cedit_remove_escapes(cedit_editor *editor);

/// The prompt in UTF-8, without controls. Its style is painted like those of the text: libedit loses
/// escapes in a prompt when it moves the cursor over it.
bool cedit_set_prompt(cedit_editor *editor, const char *prompt, int style);

/// Has every row but the first begin under the text of the first, behind blanks that are no part of the
/// text. Call it with the prompt set that is shown most.
void cedit_indent_rows(cedit_editor *editor);

/// Reads one line, in which `beginning` stands at first. After CEDIT_LINE, `cedit_text` is the line.
cedit_ending cedit_read(cedit_editor *editor, const char *beginning);

/// Adds an entry to the list that libedit's own history commands walk.
void cedit_remember(cedit_editor *editor, const char *entry);

// MARK: - Inside a command

/// The text being edited: `length` UTF-8 bytes, valid until the next call, the cursor at byte
/// `cursor`. NULL when memory is short.
const char *cedit_text(cedit_editor *editor, size_t *length, size_t *cursor);

/// Replaces the whole text and puts the cursor behind its first `cursor` bytes.
void cedit_replace(cedit_editor *editor, const char *text, size_t cursor);

/// Puts the cursor behind the first `cursor` bytes.
void cedit_move(cedit_editor *editor, size_t cursor);

/// Leaves the terminal to somebody else, the cursor on the row below the text.
void cedit_step_aside(cedit_editor *editor);

/// Takes the terminal back and draws prompt and text at the cursor.
void cedit_come_back(cedit_editor *editor);

/// Inserts at the cursor.
void cedit_insert(cedit_editor *editor, const char *text);

/// Reads the next key; false when input ended or was interrupted.
bool cedit_read_key(cedit_editor *editor, uint32_t *key);

/// Whether a key comes within `milliseconds`: tells a lone Escape from the start of a sequence.
bool cedit_key_follows(cedit_editor *editor, int milliseconds);

/// Puts a key back, to be read next: before keys that were put back earlier.
void cedit_push_key(cedit_editor *editor, uint32_t key);

/// Ends the line as Enter does by default, once the current command returns.
void cedit_accept(cedit_editor *editor);

/// Leaves vi's insert mode, once the current command returns.
void cedit_enter_vi_command_mode(cedit_editor *editor);

/// While on, every key arrives as CEDIT_CAPTURED_KEY, whatever it is bound to.
void cedit_capture_keys(cedit_editor *editor, bool on);

/// The key of the present CEDIT_CAPTURED_KEY.
uint32_t cedit_captured_key(cedit_editor *editor);

// MARK: - Painting

enum {
  /// Styles have numbers below this one; 0 is plain.
  CEDIT_STYLE_COUNT = 32
};

/// What a style looks like: the numbers of an SGR escape, such as "1;34". A style without any is plain.
bool cedit_set_style(cedit_editor *editor, int style, const char *numbers);

/// Whether anything can be painted: the terminal moves its cursor.
bool cedit_can_paint(cedit_editor *editor);

/// The style of each UTF-8 byte of the text, from its start; behind them all is plain. They stay until
/// they are set anew: set them at CEDIT_PAINT.
bool cedit_set_looks(cedit_editor *editor, const uint8_t *styles, size_t count);

/// What stands behind the text while the cursor is at its end, up to its first newline and cut to the
/// row; NULL for nothing. Never part of the text.
void cedit_set_suggestion(cedit_editor *editor, const char *text, int style);

/// Whether it stood there when the last key was waited for.
bool cedit_shows_suggestion(cedit_editor *editor);

/// Lines to be shown under the text while keys are waited for, with \n between them; NULL for none. Escapes
/// of colour may stand in them. They go before the line is handed over. Nothing is shown where the window
/// has no rows left for all of them, or another width than `columns`.
void cedit_set_below(cedit_editor *editor, const char *lines, int columns);

/// The cell behind the text's end, counted from the prompt's first; rows below it are free.
void cedit_end_of_text(cedit_editor *editor, int *row, int *column);

/// Prints whole lines under the text and draws prompt and text anew below them.
void cedit_print_below(cedit_editor *editor, const char *lines);

/// The rows that prompt and text take on the screen, or will take beside a menu: a text as tall as the window shows
/// less of itself then.
int cedit_row_count(cedit_editor *editor);

#endif
