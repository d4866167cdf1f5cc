// Where libedit has put prompt and text on the screen, by the rules of its own refresh:
// a tab runs to the next multiple of eight, a wide character that does not fit goes to the
// next row, a full row wraps at once, controls show as ^X and \U+hex.

#include "Internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wctype.h>

int cedit_width(uint32_t character) {
  int width = wcwidth((wchar_t)character);
  return width > 0 ? width : 0;
}

int cedit_columns(void) {
  int rows, columns;
  return cedit_window_size(STDIN_FILENO, &rows, &columns) ? columns : 80;
}

static void put(cedit_layout *layout, wchar_t shown, int width) {
  while (width > 1 && layout->cell.column + width > layout->columns) put(layout, L' ', 1);
  if (layout->place != NULL) layout->place(layout, shown, width);
  layout->cell.column += width;
  if (layout->cell.column >= layout->columns) layout->cell = (cedit_cell){layout->cell.row + 1, 0};
}

static void put_code_point(cedit_layout *layout, unsigned int character) {
  for (const wchar_t *next = L"\\U+"; *next != 0; next++) put(layout, *next, 1);
  for (int shift = character > 0xffff ? 16 : 12; shift >= 0; shift -= 4)
    put(layout, L"0123456789ABCDEF"[(character >> shift) & 0xf], 1);
}

void cedit_lay_out(cedit_layout *layout, wchar_t character) {
  if (character == L'\n') {
    layout->cell = (cedit_cell){layout->cell.row + 1, 0};
  } else if (character == L'\t') {
    do put(layout, L' ', 1);
    while (layout->cell.column % 8 != 0);
  } else if (character < 0x100 && iswcntrl((wint_t)character)) {
    put(layout, L'^', 1);
    put(layout, character == 0x7f ? L'?' : character | 0x40, 1);
  } else if (iswprint((wint_t)character)) {
    put(layout, character, cedit_width((uint32_t)character));
  } else {
    put_code_point(layout, (unsigned int)character);
  }
}

void cedit_lay_out_prompt(cedit_layout *layout, const cedit_editor *editor) {
  mbstate_t state = {0};
  const char *rest = cedit_prompt(editor);
  size_t left = rest ? strlen(rest) : 0;
  while (left > 0) {
    wchar_t character;
    size_t used = mbrtowc(&character, rest, left, &state);
    if (used == 0 || used > left) break;
    rest += used;
    left -= used;
    put(layout, character, cedit_width((uint32_t)character));
  }
}

static cedit_cell cell_of(cedit_editor *editor, const wchar_t *position, int columns) {
  cedit_layout layout = {.columns = columns};
  cedit_lay_out_prompt(&layout, editor);
  const LineInfoW *info = el_wline(editor->line);
  for (const wchar_t *next = info->buffer; next < position; next++) cedit_lay_out(&layout, *next);
  return layout.cell;
}

cedit_cell cedit_cell_of_cursor(cedit_editor *editor, int columns) {
  return cell_of(editor, el_wline(editor->line)->cursor, columns);
}

cedit_cell cedit_cell_of_end(cedit_editor *editor, int columns) {
  return cell_of(editor, el_wline(editor->line)->lastchar, columns);
}

void cedit_end_of_text(cedit_editor *editor, int *row, int *column) {
  cedit_cell cell = cedit_cell_of_end(editor, cedit_columns());
  *row = cell.row;
  *column = cell.column;
}

// Rows of a menu that a text leaves room for by showing less of itself.
enum { ROWS_LEFT = 4 };

int cedit_row_count(cedit_editor *editor) {
  int rows, columns;
  int count = cedit_cell_of_end(editor, cedit_columns()).row + 1;
  if (!cedit_can_paint(editor) || !cedit_window_size(STDIN_FILENO, &rows, &columns)) return count;
  int most = rows > 2 * ROWS_LEFT ? rows - ROWS_LEFT : (rows + 1) / 2;
  return count < most ? count : most;
}

bool cedit_fills_window(cedit_editor *editor) {
  int rows, columns;
  if (!cedit_window_size(STDIN_FILENO, &rows, &columns)) return false;
  return cedit_cell_of_end(editor, columns).row + 1 >= rows;
}

// `ESC [ count final`, or nothing for a count of 0.
static void step(cedit_editor *editor, int count, char final) {
  char sequence[32];
  if (count <= 0) return;
  snprintf(sequence, sizeof sequence, "\033[%d%c", count, final);
  cedit_say(editor, sequence);
}

// Puts the cursor on the row below the text, with `mark` behind the text's end.
void cedit_leave_text(cedit_editor *editor, const char *mark) {
  if (editor->draws_itself) {
    cedit_leave_own_drawing(editor, false);
  } else {
    cedit_lift_overlays(editor);
    if (editor->has_escapes) {
      int columns = cedit_columns();
      cedit_cell end = cedit_cell_of_end(editor, columns);
      // Cursor-down stops at the last row, where libedit's own picture ends too.
      step(editor, end.row - cedit_cell_of_cursor(editor, columns).row, 'B');
      step(editor, end.column + 1, 'G');
    }
  }
  cedit_say(editor, mark);
  cedit_say(editor, "\r\n");
  cedit_flush(editor);
}

void cedit_print_below(cedit_editor *editor, const char *lines) {
  cedit_leave_text(editor, "");
  cedit_say(editor, lines);
  cedit_say(editor, "\r\n");
  cedit_begin_painting(editor);
  el_set(editor->line, EL_REFRESH);
}

static void draw_from_row(cedit_editor *editor, int up) {
  step(editor, up, 'A');
  cedit_say(editor, CEDIT_CLEAR_BELOW);
  cedit_begin_painting(editor);
  el_set(editor->line, EL_REFRESH);
}

void cedit_draw_again(cedit_editor *editor) {
  if (editor->screen.known) draw_from_row(editor, editor->screen.row);
}

// After the window or the terminal's owner changed. Terminals that wrap text anew put the
// cursor where the new width says; others keep short texts in place, where both agree.
void cedit_draw_anew(cedit_editor *editor) {
  if (cedit_take_resumed()) {
    // The modes are whatever the other program left: go to cooked so that raw is set anew.
    el_set(editor->line, EL_PREP_TERM, 0);
    el_set(editor->line, EL_PREP_TERM, 1);
    cedit_say(editor, editor->has_escapes ? "\r\n\033[J" : "\r\n");
  } else if (editor->has_escapes && cedit_fills_window(editor)) {
    // All of the window is the text's.
    cedit_say(editor, "\033[H" CEDIT_CLEAR_BELOW);
  } else if (editor->has_escapes) {
    int columns = cedit_columns();
    bool is_shown_in_part = editor->draws_itself && editor->top > 0 && editor->screen.columns == columns;
    step(editor, is_shown_in_part ? editor->screen.row : cedit_cell_of_cursor(editor, columns).row, 'A');
    cedit_say(editor, CEDIT_CLEAR_BELOW);
  } else {
    cedit_say(editor, "\r\n");
  }
  el_resize(editor->line);
  cedit_begin_painting(editor);
  el_set(editor->line, EL_REFRESH);
}
