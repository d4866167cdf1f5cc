// What is painted over libedit's drawing: colours of the text, a suggestion behind it, rows below it.
//
// The model of the screen tells what stands in every cell, whoever put it there, so only cells that
// look otherwise than they shall are written. Text is painted over only where the model has the very
// characters that libedit's layout puts there; where they differ in one cell nothing is painted.

#include "Internal.h"

#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const cedit_glyph blank = {.base = L' '};

// MARK: - What shall be shown

bool cedit_set_style(cedit_editor *editor, int style, const char *numbers) {
  if (style <= STYLE_PLAIN || style >= CEDIT_STYLE_COUNT) return false;
  char *copy = editor->style_numbers[style];
  if (strlen(numbers) >= sizeof editor->style_numbers[style]) return false;
  strcpy(copy, numbers);
  bool marks_blanks = false;
  for (const char *next = numbers; next != NULL; next = strchr(next, ';')) {
    if (*next == ';') next++;
    long number = strtol(next, NULL, 10);
    // Underlined, reversed, struck through, on a background.
    marks_blanks |= number == 4 || number == 7 || number == 9 || (number >= 40 && number < 49)
        || number >= 100;
  }
  editor->style_marks_blanks[style] = marks_blanks;
  return true;
}

// The style of an escape in what stands below: one that is known, or one made of it.
static uint8_t style_of(cedit_editor *editor, const char *numbers) {
  if (numbers[strspn(numbers, "0;")] == 0) return STYLE_PLAIN;
  int style = CEDIT_STYLE_COUNT - 1;
  for (; style > STYLE_PLAIN && editor->style_numbers[style][0] != 0; style--)
    if (strcmp(editor->style_numbers[style], numbers) == 0) return (uint8_t)style;
  return cedit_set_style(editor, style, numbers) ? (uint8_t)style : STYLE_PLAIN;
}

static uint8_t valid_style(const cedit_editor *editor, uint8_t style) {
  return style < CEDIT_STYLE_COUNT && editor->style_numbers[style][0] != 0 ? style : STYLE_PLAIN;
}

bool cedit_set_looks(cedit_editor *editor, const uint8_t *styles, size_t count) {
  editor->looks_length = 0;
  if (count > editor->looks_capacity) {
    uint8_t *grown = realloc(editor->looks, 2 * count);
    if (grown == NULL) return false;
    editor->looks = grown;
    editor->looks_capacity = 2 * count;
  }
  if (count > 0) memcpy(editor->looks, styles, count);
  editor->looks_length = count;
  return true;
}

void cedit_set_suggestion(cedit_editor *editor, const char *text, int style) {
  free(editor->suggestion);
  editor->suggestion = text == NULL ? NULL : strdup(text);
  editor->suggestion_style = style;
}

void cedit_set_below(cedit_editor *editor, const char *lines, int columns) {
  free(editor->below);
  editor->below = lines == NULL ? NULL : strdup(lines);
  editor->below_columns = columns;
}

void cedit_free_painting(cedit_editor *editor) {
  cedit_set_suggestion(editor, NULL, STYLE_PLAIN);
  cedit_set_below(editor, NULL, 0);
  free(editor->looks);
  free(editor->wanted);
  free(editor->screen.cells);
}

// MARK: - Characters that terminals agree on

// Whether terminals take a character of no width for a mark on the one before it.
static bool is_plain_mark(wchar_t mark) {
  static const struct {
    wchar_t first, last;
  } ranges[] = {
      {0x300, 0x36f},   {0x483, 0x487},   {0x591, 0x5bd},   {0x5bf, 0x5bf},   {0x5c1, 0x5c2},
      {0x5c4, 0x5c5},   {0x5c7, 0x5c7},   {0x610, 0x61a},   {0x64b, 0x65f},   {0x670, 0x670},
      {0xe31, 0xe31},   {0xe34, 0xe3a},   {0xe47, 0xe4e},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
      {0x20d0, 0x20f0}, {0xfe20, 0xfe2f},
  };
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (mark >= ranges[i].first && mark <= ranges[i].last) return true;
  return false;
}

// Characters that some terminals join with their neighbours, or of whose width they differ.
static bool is_doubtful(wchar_t character, int width) {
  if (width == 0) return !is_plain_mark(character);
  return character == 0xad || (character >= 0x1f1e6 && character <= 0x1f1ff) ||
         (character >= 0x1f3fb && character <= 0x1f3ff) || (character >= 0xe000 && character <= 0xf8ff) ||
         character >= 0xf0000;
}

// MARK: - The picture

// The rows as they shall be, filled while the text is laid out.
typedef struct picture {
  cedit_layout layout;
  cedit_editor *editor;
  /// The rows that have been begun.
  int rows;
  uint8_t style;
  uint8_t role;
  /// Whether all is as the model of the screen has it.
  bool agrees;
  /// The cell of the first character of which the terminal may think otherwise; row -1 where there is none.
  cedit_cell doubt;
} picture;

static cedit_glyph *wanted_row(cedit_editor *editor, int row) {
  return editor->wanted + (size_t)row * (size_t)editor->screen.columns;
}

static bool begin_rows(picture *picture, int count) {
  cedit_editor *editor = picture->editor;
  if (count > editor->screen.rows) return false;
  while (picture->rows < count) {
    cedit_glyph *row = wanted_row(editor, picture->rows++);
    for (int column = 0; column < editor->screen.columns; column++) row[column] = blank;
  }
  return true;
}

// The cell of the character that a mark goes on: the one before, if only at the end of a full row.
static cedit_cell marked_cell(const picture *picture) {
  cedit_cell cell = picture->layout.cell;
  if (cell.column == 0) cell = (cedit_cell){cell.row - 1, picture->layout.columns};
  cell.column--;
  if (cell.row >= 0 && cell.column > 0 && wanted_row(picture->editor, cell.row)[cell.column].base == 0)
    cell.column--;
  return cell;
}

static void add_mark(picture *picture, wchar_t mark) {
  cedit_cell cell = marked_cell(picture);
  if (cell.row < 0) {
    picture->agrees = false;
    return;
  }
  cedit_glyph *glyph = wanted_row(picture->editor, cell.row) + cell.column;
  if (glyph->marks[0] == 0) glyph->marks[0] = mark;
  else if (glyph->marks[1] == 0) glyph->marks[1] = mark;
  else picture->agrees = false;
}

static void place(cedit_layout *layout, wchar_t shown, int width) {
  picture *picture = (struct picture *)layout;
  cedit_cell cell = layout->cell;
  if (!picture->agrees) return;
  if (picture->doubt.row < 0 && is_doubtful(shown, width))
    picture->doubt = width > 0 ? cell : marked_cell(picture);
  if (!begin_rows(picture, cell.row + 1)) {
    picture->agrees = false;
    return;
  }
  if (width == 0) return add_mark(picture, shown);
  cedit_glyph *glyph = wanted_row(picture->editor, cell.row) + cell.column;
  const cedit_glyph *present = cedit_screen_row(&picture->editor->screen, cell.row) + cell.column;
  for (int i = 0; i < width; i++) {
    glyph[i] = (cedit_glyph){.base = i == 0 ? shown : 0, .style = picture->style, .role = picture->role};
    if (picture->role == ROLE_OVERLAY) continue;
    bool is_blank = picture->role == ROLE_MARK && present[i].base == L' ';
    picture->agrees &=
        cell.row <= picture->editor->screen.deepest && (is_blank || present[i].base == glyph[i].base);
  }
}

static bool is_cursor_at(const picture *picture, cedit_cell cell, wchar_t character) {
  const cedit_screen *screen = &picture->editor->screen;
  // libedit puts the cursor where a wide character goes, not where it does not fit.
  if (cell.column + cedit_width((uint32_t)character) > screen->columns)
    cell = (cedit_cell){cell.row + 1, 0};
  return screen->row == cell.row && screen->column == cell.column && !screen->wraps;
}

// What stands in the place of a blank before a row: `..> ` under the end of the prompt.
static wchar_t row_mark(const cedit_editor *editor, int left) {
  if (editor->indentation < 4 || left > 4) return L' ';
  return L"..> "[4 - left];
}

// Lays prompt and text out; false where the screen does not show just that.
static bool take_text(picture *picture, const LineInfoW *info) {
  cedit_editor *editor = picture->editor;
  size_t offset = 0;
  picture->role = ROLE_TEXT;
  picture->style = valid_style(editor, (uint8_t)editor->prompt_style);
  cedit_lay_out_prompt(&picture->layout, editor);
  int left = 0;
  for (const wchar_t *next = info->buffer; next < info->lastchar && picture->agrees; next++) {
    if (next == info->cursor && !is_cursor_at(picture, picture->layout.cell, *next)) return false;
    int blank = left;
    if (cedit_is_indentation(editor, &left, *next)) {
      picture->role = ROLE_MARK;
      picture->style = valid_style(editor, (uint8_t)editor->prompt_style);
      cedit_lay_out(&picture->layout, row_mark(editor, blank));
      continue;
    }
    picture->role = ROLE_TEXT;
    picture->style = offset < editor->looks_length ? valid_style(editor, editor->looks[offset]) : STYLE_PLAIN;
    cedit_lay_out(&picture->layout, *next);
    offset += (size_t)cedit_utf8_length(*next);
  }
  if (!picture->agrees || !begin_rows(picture, picture->layout.cell.row + 1)) return false;
  return info->cursor < info->lastchar || is_cursor_at(picture, picture->layout.cell, 0);
}

// Takes the style of an escape at the start of `text`; its length, or 0 where there is none.
static size_t take_style(picture *picture, const char *text, size_t length) {
  char numbers[16];
  if (length < 3 || text[0] != '\033' || text[1] != '[') return 0;
  size_t count = strspn(text + 2, "0123456789;");
  if (count + 2 >= length || count >= sizeof numbers || text[count + 2] != 'm') return 0;
  memcpy(numbers, text + 2, count);
  numbers[count] = 0;
  picture->style = style_of(picture->editor, numbers);
  return count + 3;
}

// As much of some UTF-8 as fits before column `end` of the layout's row; true when that is all of it.
static bool take_fitting(picture *picture, const char *text, size_t length, int end) {
  mbstate_t state = {0};
  picture->role = ROLE_OVERLAY;
  for (size_t used = 0; used < length;) {
    size_t escape = take_style(picture, text + used, length - used);
    used += escape;
    if (escape > 0) continue;
    wchar_t character;
    size_t count = mbrtowc(&character, text + used, length - used, &state);
    if (count == 0 || count > length - used) return true;
    int width = cedit_width((uint32_t)character);
    bool is_shown = character >= 0x20 && !is_doubtful(character, width);
    if (!is_shown) character = L'?', width = 1;
    if (picture->layout.cell.column + width > end) return false;
    cedit_lay_out(&picture->layout, character);
    used += count;
  }
  return true;
}

// Up to the end of its line, with a sign for what is left out. The row's last cell stays free: behind
// it a terminal goes on to the next row.
static void take_suggestion(picture *picture) {
  cedit_editor *editor = picture->editor;
  const char *text = editor->suggestion;
  cedit_cell start = picture->layout.cell;
  int end = picture->layout.columns - 1;
  if (text == NULL || start.column + 2 > end) return;
  size_t length = strcspn(text, "\n");
  picture->style = valid_style(editor, (uint8_t)editor->suggestion_style);
  editor->suggestion_is_shown = true;
  if (take_fitting(picture, text, length, end) && text[length] == 0) return;
  for (int column = start.column; column < picture->layout.columns; column++)
    wanted_row(editor, start.row)[column] = blank;
  picture->layout.cell = start;
  take_fitting(picture, text, length, end - 1);
  cedit_lay_out(&picture->layout, L'…');
}

static int line_count(const char *lines) {
  int count = 1;
  for (; *lines != 0; lines++) count += *lines == '\n';
  return count;
}

static void take_below(picture *picture) {
  cedit_editor *editor = picture->editor;
  const char *rest = editor->below;
  if (rest == NULL || editor->below_columns != editor->screen.columns) return;
  if (picture->rows + line_count(rest) > editor->screen.rows) return;
  for (;;) {
    size_t length = strcspn(rest, "\n");
    picture->layout.cell = (cedit_cell){picture->rows, 0};
    begin_rows(picture, picture->rows + 1);
    picture->style = STYLE_PLAIN;
    take_fitting(picture, rest, length, picture->layout.columns - 1);
    if (rest[length] == 0) return;
    rest += length + 1;
  }
}

// MARK: - Painting

static void move(cedit_editor *editor, int row, int column) {
  cedit_screen *screen = &editor->screen;
  char sequence[32];
  int below = row < screen->deepest ? row : screen->deepest;
  int step = below - screen->row;
  if (step != 0) {
    int count = snprintf(sequence, sizeof sequence, "\033[%d%c", abs(step), step < 0 ? 'A' : 'B');
    cedit_put(editor, sequence, (size_t)count);
  }
  // A row that there has not been yet may have to be scrolled up to.
  while (screen->row < row && screen->known) cedit_put(editor, "\r\n", 2);
  if (screen->column == column && !screen->wraps) return;
  if (column == 0) return cedit_put(editor, "\r", 1);
  int count = snprintf(sequence, sizeof sequence, "\033[%dG", column + 1);
  cedit_put(editor, sequence, (size_t)count);
}

static void take_pen(cedit_editor *editor, uint8_t style) {
  uint8_t present = editor->screen.style;
  // What somebody else has coloured is never written.
  if (present == style || style == STYLE_FOREIGN) return;
  char sequence[32];
  const char *start = present == STYLE_PLAIN ? "" : style == STYLE_PLAIN ? "0" : "0;";
  const char *numbers = style == STYLE_PLAIN ? "" : editor->style_numbers[style];
  int count = snprintf(sequence, sizeof sequence, "\033[%s%sm", start, numbers);
  cedit_put_unseen(editor, sequence, (size_t)count);
  editor->screen.style = style;
}

static bool marks_blanks(const cedit_editor *editor, uint8_t style) {
  return style == STYLE_FOREIGN || editor->style_marks_blanks[style];
}

static bool is_blank(const cedit_editor *editor, const cedit_glyph *glyph) {
  return glyph->base == L' ' && glyph->marks[0] == 0 && !marks_blanks(editor, glyph->style);
}

static bool looks_alike(const cedit_editor *editor, const cedit_glyph *a, const cedit_glyph *b) {
  if (is_blank(editor, a) && is_blank(editor, b)) return true;
  return a->base == b->base && a->marks[0] == b->marks[0] && a->marks[1] == b->marks[1] &&
         a->style == b->style;
}

static void write_glyph(cedit_editor *editor, const cedit_glyph *glyph) {
  char bytes[3 * MB_LEN_MAX];
  size_t count = 0;
  mbstate_t state = {0};
  const wchar_t characters[] = {glyph->base, glyph->marks[0], glyph->marks[1]};
  for (size_t i = 0; i < 3 && characters[i] != 0; i++) {
    size_t used = wcrtomb(bytes + count, characters[i], &state);
    if (used != (size_t)-1) count += used;
  }
  cedit_put(editor, bytes, count);
}

static void paint_row(cedit_editor *editor, int row, const cedit_glyph *wanted) {
  int columns = editor->screen.columns;
  int rest = columns;
  while (rest > 0 && is_blank(editor, &wanted[rest - 1])) rest--;
  for (int column = 0; column < columns; column++) {
    cedit_glyph *present = cedit_screen_row(&editor->screen, row) + column;
    bool is_wide = column + 1 < columns && wanted[column + 1].base == 0;
    if (wanted[column].base == 0) continue;
    if (looks_alike(editor, present, &wanted[column]) && (!is_wide || present[1].base == 0)) {
      for (int i = 0; i <= is_wide; i++) present[i].role = wanted[column].role;
      continue;
    }
    move(editor, row, column);
    if (!editor->screen.known) return;
    if (column >= rest) {
      take_pen(editor, STYLE_PLAIN);
      cedit_put(editor, "\033[K", 3);
      return;
    }
    take_pen(editor, wanted[column].style);
    write_glyph(editor, &wanted[column]);
    for (int i = 0; i <= is_wide; i++) present[i].role = wanted[column].role;
  }
}

static void paint_rows(picture *picture) {
  cedit_editor *editor = picture->editor;
  cedit_screen *screen = &editor->screen;
  cedit_cell cursor = {screen->row, screen->column};
  // What is left of rows that were below.
  if (!begin_rows(picture, screen->deepest + 1)) return;
  for (int row = 0; row < picture->rows && screen->known; row++) {
    if (row > screen->deepest) move(editor, row, 0);
    if (screen->known) paint_row(editor, row, wanted_row(editor, row));
  }
  take_pen(editor, STYLE_PLAIN);
  if (screen->known) move(editor, cursor.row, cursor.column);
}

static bool reserve(cedit_editor *editor) {
  size_t count = (size_t)editor->screen.rows * (size_t)editor->screen.columns;
  if (count <= editor->wanted_capacity) return true;
  cedit_glyph *grown = realloc(editor->wanted, count * sizeof *grown);
  if (grown == NULL) return false;
  editor->wanted = grown;
  editor->wanted_capacity = count;
  return true;
}

void cedit_begin_painting(cedit_editor *editor) {
  int rows, columns;
  // What the program has printed otherwise comes first.
  cedit_flush(editor);
  editor->screen.known = false;
  if (!editor->has_escapes || !cedit_window_size(STDIN_FILENO, &rows, &columns)) return;
  cedit_screen_begin(&editor->screen, rows, columns);
}

// The rows as they stand from a cell on, without what is no text.
static void take_present(picture *picture, cedit_cell start, int rows) {
  cedit_editor *editor = picture->editor;
  for (int row = start.row; row < rows; row++) {
    const cedit_glyph *present = cedit_screen_row(&editor->screen, row);
    cedit_glyph *wanted = wanted_row(editor, row);
    for (int column = row == start.row ? start.column : 0; column < editor->screen.columns; column++)
      wanted[column] = present[column].role == ROLE_OVERLAY ? blank : present[column];
  }
}

static bool may_fit(cedit_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  return info->lastchar - info->buffer <= (ptrdiff_t)editor->screen.rows * editor->screen.columns;
}

bool cedit_can_paint(cedit_editor *editor) { return editor->screen.known && may_fit(editor); }

// False where the screen shows something else than libedit's layout of the text.
bool cedit_paint(cedit_editor *editor) {
  fflush(editor->output);
  if (!cedit_can_paint(editor) || editor->handler == NULL) return true;
  editor->suggestion_is_shown = false;
  editor->handler(editor->context, CEDIT_PAINT);
  int columns = editor->screen.columns;
  picture picture = {
      .layout = {.columns = columns, .place = place}, .editor = editor, .agrees = true, .doubt = {-1, 0}};
  const LineInfoW *info = el_wline(editor->line);
  if (!reserve(editor)) return true;
  if (!take_text(&picture, info)) return false;
  if (picture.doubt.row >= 0) take_present(&picture, picture.doubt, picture.rows);
  else if (info->cursor == info->lastchar) take_suggestion(&picture);
  take_below(&picture);
  paint_rows(&picture);
  return true;
}

// Takes away what is no text, until it is painted again: before the line is handed over, and before the window is left.
void cedit_lift_overlays(cedit_editor *editor) {
  fflush(editor->output);
  cedit_screen *screen = &editor->screen;
  picture picture = {.layout = {.columns = screen->columns}, .editor = editor, .agrees = true};
  if (!screen->known || !reserve(editor) || !begin_rows(&picture, screen->deepest + 1)) return;
  take_present(&picture, (cedit_cell){0, 0}, screen->deepest + 1);
  paint_rows(&picture);
}

bool cedit_shows_suggestion(cedit_editor *editor) { return editor->suggestion_is_shown; }

bool cedit_input_waits(cedit_editor *editor) {
  if (editor->queue_length > 0) return true;
  struct pollfd wait = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&wait, 1, 0) > 0;
}
