// Where libedit has put prompt and text on the screen, by the rules of its own refresh:
// a tab runs to the next multiple of eight, a wide character that does not fit goes to the
// next row, a full row wraps at once, controls show as ^X and \U+hex.

#include "Internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wctype.h>

bool cedit_window_size(int descriptor, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return false;
  // A terminal that does not know its size says 0; these are libedit's fallbacks.
  *rows = size.ws_row > 0 ? size.ws_row : 24;
  *columns = size.ws_col > 1 ? size.ws_col : 80;
  return true;
}

int cedit_width(uint32_t character) {
  int width = wcwidth((wchar_t)character);
  return width > 0 ? width : 0;
}

int cedit_columns(void) {
  int rows, columns;
  return cedit_window_size(STDIN_FILENO, &rows, &columns) ? columns : 80;
}

static void advance(cedit_cell *cell, int width, int columns) {
  if (width > 1 && cell->column + width > columns) *cell = (cedit_cell){cell->row + 1, 0};
  cell->column += width;
  if (cell->column >= columns) *cell = (cedit_cell){cell->row + 1, cell->column - columns};
}

static void advance_over(cedit_cell *cell, wchar_t character, int columns) {
  if (character == L'\n') {
    *cell = (cedit_cell){cell->row + 1, 0};
  } else if (character == L'\t') {
    do advance(cell, 1, columns);
    while (cell->column % 8 != 0);
  } else if (character < 0x100 && iswcntrl((wint_t)character)) {
    advance(cell, 1, columns);
    advance(cell, 1, columns);
  } else if (iswprint((wint_t)character)) {
    advance(cell, cedit_width((uint32_t)character), columns);
  } else {
    for (int i = 0; i < (character > 0xffff ? 8 : 7); i++) advance(cell, 1, columns);
  }
}

static cedit_cell cell_after_prompt(cedit_editor *editor, int columns) {
  cedit_cell cell = {0, 0};
  bool hidden = false;
  mbstate_t state = {0};
  const char *rest = editor->prompt;
  size_t left = rest ? strlen(rest) : 0;
  while (left > 0) {
    wchar_t character;
    size_t used = mbrtowc(&character, rest, left, &state);
    if (used == 0 || used > left) break;
    rest += used;
    left -= used;
    if (character == 1) hidden = !hidden;
    else if (!hidden) advance(&cell, cedit_width((uint32_t)character), columns);
  }
  return cell;
}

static cedit_cell cell_of(cedit_editor *editor, const wchar_t *position, int columns) {
  cedit_cell cell = cell_after_prompt(editor, columns);
  const LineInfoW *info = el_wline(editor->line);
  for (const wchar_t *next = info->buffer; next < position; next++)
    advance_over(&cell, *next, columns);
  return cell;
}

cedit_cell cedit_cell_of_cursor(cedit_editor *editor, int columns) {
  return cell_of(editor, el_wline(editor->line)->cursor, columns);
}

cedit_cell cedit_cell_of_end(cedit_editor *editor, int columns) {
  return cell_of(editor, el_wline(editor->line)->lastchar, columns);
}

int cedit_row_count(cedit_editor *editor) {
  return cedit_cell_of_end(editor, cedit_columns()).row + 1;
}

bool cedit_fills_window(cedit_editor *editor) {
  int rows, columns;
  if (!cedit_window_size(STDIN_FILENO, &rows, &columns)) return false;
  return cedit_cell_of_end(editor, columns).row + 1 >= rows;
}

// Puts the cursor on the row below the text, with `mark` behind the text's end.
void cedit_leave_text(cedit_editor *editor, const char *mark) {
  if (editor->has_escapes) {
    int columns = cedit_columns();
    cedit_cell end = cedit_cell_of_end(editor, columns);
    int down = end.row - cedit_cell_of_cursor(editor, columns).row;
    // Cursor-down stops at the last row, where libedit's own picture ends too.
    if (down > 0) fprintf(stdout, "\033[%dB", down);
    fprintf(stdout, "\033[%dG", end.column + 1);
  }
  fprintf(stdout, "%s\r\n", mark);
  fflush(stdout);
}

void cedit_print_below(cedit_editor *editor, const char *lines) {
  cedit_leave_text(editor, "");
  fputs(lines, stdout);
  fputs("\r\n", stdout);
  fflush(stdout);
  el_set(editor->line, EL_REFRESH);
}

// After the window or the terminal's owner changed. Terminals that wrap text anew put the
// cursor where the new width says; others keep short texts in place, where both agree.
void cedit_draw_anew(cedit_editor *editor) {
  if (cedit_take_resumed()) {
    // The modes are whatever the other program left: go to cooked so that raw is set anew.
    el_set(editor->line, EL_PREP_TERM, 0);
    el_set(editor->line, EL_PREP_TERM, 1);
    fputs("\r\n", stdout);
  } else if (editor->has_escapes) {
    int up = cedit_cell_of_cursor(editor, cedit_columns()).row;
    if (up > 0) fprintf(stdout, "\033[%dA", up);
    fputs("\r\033[J", stdout);
  } else {
    fputs("\r\n", stdout);
  }
  fflush(stdout);
  el_resize(editor->line);
  el_set(editor->line, EL_REFRESH);
}
