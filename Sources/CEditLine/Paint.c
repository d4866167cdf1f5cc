// What is painted over libedit's drawing: colours of the text, a suggestion behind it, rows below it.
//
// The model of the screen tells what stands in every cell, whoever put it there, so only cells that
// look otherwise than they shall are written. Text is painted over only where the model has the very
// characters that libedit's layout puts there; where they differ in one cell nothing is painted.
//
// Two kinds of text libedit draws wrongly, and those are drawn here, all of them, in place of its drawing: those
// taller than the window, of which the rows around the cursor are shown, and those with characters that terminals
// join with their neighbours. A row with such characters is written from its start, so that each terminal puts
// them where it will, and the cursor is brought to its place by writing what stands before it once more.

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
  /// The row of the layout that is the first of these; rows before it and behind the `most` after it are left out.
  int top;
  int most;
  /// The cell of the cursor.
  cedit_cell cursor;
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
  cell.row -= picture->top;
  cell.column--;
  bool is_shown = cell.row >= 0 && cell.row < picture->rows;
  if (is_shown && cell.column > 0 && wanted_row(picture->editor, cell.row)[cell.column].base == 0)
    cell.column--;
  return cell;
}

static void add_mark(picture *picture, wchar_t mark) {
  cedit_cell cell = marked_cell(picture);
  bool is_shown = cell.row >= 0 && cell.row < picture->rows;
  bool is_added = is_shown && cedit_add_mark(wanted_row(picture->editor, cell.row) + cell.column, mark);
  if (!is_added && !picture->editor->draws_itself) picture->agrees = false;
}

static void place(cedit_layout *layout, wchar_t shown, int width) {
  picture *picture = (struct picture *)layout;
  cedit_editor *editor = picture->editor;
  cedit_cell cell = layout->cell;
  cell.row -= picture->top;
  if (!picture->agrees || cell.row < 0 || cell.row >= picture->most) return;
  if (width == 0) return add_mark(picture, shown);
  if (!begin_rows(picture, cell.row + 1)) {
    picture->agrees = false;
    return;
  }
  cedit_glyph *glyph = wanted_row(editor, cell.row) + cell.column;
  const cedit_glyph *present = cedit_screen_row(&editor->screen, cell.row) + cell.column;
  for (int i = 0; i < width; i++) {
    glyph[i] = (cedit_glyph){.base = i == 0 ? shown : 0, .style = picture->style, .role = picture->role};
    if (picture->role == ROLE_OVERLAY || editor->draws_itself) continue;
    bool is_blank = picture->role == ROLE_MARK && present[i].base == L' ';
    picture->agrees &= cell.row <= editor->screen.deepest && (is_blank || present[i].base == glyph[i].base);
  }
}

// libedit puts the cursor where a wide character goes, not where it does not fit.
static cedit_cell cursor_cell(cedit_cell cell, wchar_t character, int columns) {
  if (cell.column + cedit_width((uint32_t)character) > columns) return (cedit_cell){cell.row + 1, 0};
  return cell;
}

// Notes where the cursor goes; false where the screen has it elsewhere.
static bool take_cursor(picture *picture, wchar_t character) {
  const cedit_screen *screen = &picture->editor->screen;
  cedit_cell cell = cursor_cell(picture->layout.cell, character, screen->columns);
  cell.row -= picture->top;
  picture->cursor = cell;
  if (picture->editor->draws_itself) return true;
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
    if (next == info->cursor && !take_cursor(picture, *next)) return false;
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
  int rows = picture->layout.cell.row + 1 - picture->top;
  if (!picture->agrees || !begin_rows(picture, rows < picture->most ? rows : picture->most)) return false;
  return info->cursor < info->lastchar || take_cursor(picture, 0);
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
    wanted_row(editor, start.row - picture->top)[column] = blank;
  picture->layout.cell = start;
  take_fitting(picture, text, length, end - 1);
  cedit_lay_out(&picture->layout, L'…');
}

static int line_count(const char *lines) {
  int count = 1;
  for (; *lines != 0; lines++) count += *lines == '\n';
  return count;
}

// The rows that stand under the text; 0 where there are none.
static int rows_below(const cedit_editor *editor) {
  if (editor->below == NULL || editor->below_columns != editor->screen.columns) return 0;
  int count = line_count(editor->below);
  return count < editor->screen.rows ? count : 0;
}

static void take_below(picture *picture) {
  cedit_editor *editor = picture->editor;
  const char *rest = editor->below;
  int count = rows_below(editor);
  if (count == 0 || picture->rows + count > editor->screen.rows) return;
  picture->most = editor->screen.rows;
  for (;;) {
    size_t length = strcspn(rest, "\n");
    picture->layout.cell = (cedit_cell){picture->top + picture->rows, 0};
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
  bool is_unsure = screen->wraps;
  int below = row < screen->deepest ? row : screen->deepest;
  int step = below - screen->row;
  if (step != 0) {
    int count = snprintf(sequence, sizeof sequence, "\033[%d%c", abs(step), step < 0 ? 'A' : 'B');
    cedit_put(editor, sequence, (size_t)count);
  }
  // A row that there has not been yet may have to be scrolled up to.
  while (screen->row < row && screen->known) cedit_put(editor, "\r\n", 2);
  if (screen->column == column && !is_unsure) return;
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
  return a->base == b->base && memcmp(a->marks, b->marks, sizeof a->marks) == 0 && a->style == b->style;
}

// A character and its marks in UTF-8; gives how many bytes.
static size_t encode(const cedit_glyph *glyph, char bytes[(1 + CEDIT_MOST_MARKS) * MB_LEN_MAX]) {
  size_t count = 0;
  mbstate_t state = {0};
  wchar_t next = glyph->base;
  for (int i = 0; next != 0; i++) {
    size_t used = wcrtomb(bytes + count, next, &state);
    if (used != (size_t)-1) count += used;
    next = i < CEDIT_MOST_MARKS ? glyph->marks[i] : 0;
  }
  return count;
}

static void write_glyph(cedit_editor *editor, const cedit_glyph *glyph) {
  char bytes[(1 + CEDIT_MOST_MARKS) * MB_LEN_MAX];
  cedit_put(editor, bytes, encode(glyph, bytes));
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

// MARK: - Rows of which terminals think differently

static bool is_rough(const cedit_glyph *row, int columns) {
  for (int column = 0; column < columns; column++) {
    const cedit_glyph *glyph = row + column;
    if (glyph->base != 0 && is_doubtful(glyph->base, 1)) return true;
    for (int i = 0; i < CEDIT_MOST_MARKS && glyph->marks[i] != 0; i++)
      if (!is_plain_mark(glyph->marks[i])) return true;
  }
  return false;
}

static bool is_flag_letter(wchar_t character) { return character >= 0x1f1e6 && character <= 0x1f1ff; }

static int column_before(const cedit_glyph *row, int column) {
  do column--;
  while (column > 0 && row[column].base == 0);
  return column;
}

// Whether terminals may put the character in a cell together with the one before it.
static bool is_joined(const cedit_glyph *row, int column) {
  if (column <= 0) return false;
  wchar_t character = row[column].base;
  if (character >= 0x1f3fb && character <= 0x1f3ff) return true;
  int before = column_before(row, column);
  for (int i = 0; i < CEDIT_MOST_MARKS; i++)
    if (row[before].marks[i] == 0x200d) return true;
  if (!is_flag_letter(character) || !is_flag_letter(row[before].base)) return false;
  int letters = 0;
  for (int place = column; place > 0; letters++) {
    place = column_before(row, place);
    if (!is_flag_letter(row[place].base)) break;
  }
  return letters % 2 == 1;
}

// Writes a row from its start up to a column, without the model of the screen: where the cursor is then, the
// terminal alone knows. What is joined has one colour, as an escape in the middle would take it apart.
static void write_row(cedit_editor *editor, int row, int end) {
  const cedit_glyph *cells = cedit_screen_row(&editor->screen, row);
  move(editor, row, 0);
  for (int column = 0; column < end; column++) {
    if (cells[column].base == 0) continue;
    bool shows_no_style = is_blank(editor, &cells[column]);
    if (!is_joined(cells, column)) take_pen(editor, shows_no_style ? STYLE_PLAIN : cells[column].style);
    char bytes[(1 + CEDIT_MOST_MARKS) * MB_LEN_MAX];
    cedit_put_unseen(editor, bytes, encode(&cells[column], bytes));
  }
}

// A row of another width than it is counted for ends at the edge of the window, rather than on the next one.
static const char wraps_not[] = "\033[?7l", wraps_again[] = "\033[?7h";

static void paint_rough_row(cedit_editor *editor, int row, const cedit_glyph *wanted) {
  int columns = editor->screen.columns;
  cedit_glyph *present = cedit_screen_row(&editor->screen, row);
  bool is_same = true;
  for (int column = 0; column < columns; column++)
    is_same &= looks_alike(editor, present + column, wanted + column);
  memcpy(present, wanted, (size_t)columns * sizeof *wanted);
  if (is_same) return;
  int end = columns;
  while (end > 0 && is_blank(editor, &wanted[end - 1])) end--;
  cedit_put_unseen(editor, wraps_not, sizeof wraps_not - 1);
  write_row(editor, row, end);
  take_pen(editor, STYLE_PLAIN);
  if (end < columns) cedit_put_unseen(editor, "\033[K", 3);
  cedit_put_unseen(editor, "\r", 1);
  cedit_put_unseen(editor, wraps_again, sizeof wraps_again - 1);
}

static void move_cursor(cedit_editor *editor, cedit_cell cell) {
  const cedit_glyph *row = cedit_screen_row(&editor->screen, cell.row);
  if (cell.row > editor->screen.deepest || !is_rough(row, editor->screen.columns))
    return move(editor, cell.row, cell.column);
  int column = cell.column;
  while (column > 0 && (row[column].base == 0 || is_joined(row, column))) column--;
  cedit_put_unseen(editor, wraps_not, sizeof wraps_not - 1);
  write_row(editor, cell.row, column);
  take_pen(editor, STYLE_PLAIN);
  cedit_put_unseen(editor, wraps_again, sizeof wraps_again - 1);
  // Wherever that is, the next move begins with a return.
  editor->screen.wraps = true;
}

// MARK: - Painting all

static void paint_rows(picture *picture) {
  cedit_editor *editor = picture->editor;
  cedit_screen *screen = &editor->screen;
  // What is left of rows that were below.
  if (!begin_rows(picture, screen->deepest + 1)) return;
  for (int row = 0; row < picture->rows && screen->known; row++) {
    if (row > screen->deepest) move(editor, row, 0);
    if (!screen->known) return;
    const cedit_glyph *wanted = wanted_row(editor, row);
    bool is_rough_row =
        is_rough(wanted, screen->columns) || is_rough(cedit_screen_row(screen, row), screen->columns);
    if (is_rough_row) paint_rough_row(editor, row, wanted);
    else paint_row(editor, row, wanted);
  }
  take_pen(editor, STYLE_PLAIN);
  if (screen->known) move_cursor(editor, picture->cursor);
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
  editor->draws_itself = false;
  editor->screen.known = false;
  if (!editor->has_escapes || !cedit_window_size(STDIN_FILENO, &rows, &columns)) return;
  cedit_screen_begin(&editor->screen, rows, columns);
}

bool cedit_can_paint(cedit_editor *editor) { return editor->screen.known; }

// MARK: - Who draws

typedef struct search {
  cedit_layout layout;
  bool found;
} search;

static void find_doubtful(cedit_layout *layout, wchar_t shown, int width) {
  ((search *)layout)->found |= shown >= 0xad && is_doubtful(shown, width);
}

static bool has_doubtful(cedit_editor *editor) {
  search search = {.layout = {.columns = editor->screen.columns, .place = find_doubtful}};
  cedit_lay_out_prompt(&search.layout, editor);
  const LineInfoW *info = el_wline(editor->line);
  for (const wchar_t *next = info->buffer; next < info->lastchar && !search.found; next++)
    cedit_lay_out(&search.layout, *next);
  return search.found;
}

// Rows of the window that the text may take.
static int room_for_text(const cedit_editor *editor) { return editor->screen.rows - rows_below(editor); }

static int row_of_cursor(cedit_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  int columns = editor->screen.columns;
  wchar_t character = info->cursor < info->lastchar ? *info->cursor : 0;
  return cursor_cell(cedit_cell_of_cursor(editor, columns), character, columns).row;
}

// Has the rows around the cursor shown, moved no further than needed.
static void follow_cursor(cedit_editor *editor, int rows) {
  int room = room_for_text(editor);
  int row = row_of_cursor(editor);
  if (row < editor->top) editor->top = row;
  if (row >= editor->top + room) editor->top = row - room + 1;
  if (editor->top > rows - room) editor->top = rows - room;
  if (editor->top < 0) editor->top = 0;
}

// Shows what libedit has drawn. Where a text was taller than the window meanwhile, it has scrolled it, and nobody
// knows by how much: then it draws once more, from the row where the prompt was.
static void show_drawing(cedit_editor *editor) {
  cedit_screen *screen = &editor->screen;
  int up = screen->row;
  fflush(editor->output);
  cedit_screen_feed(screen, editor->drawn.start, editor->drawn.length);
  if (screen->known) {
    cedit_put_unseen(editor, editor->drawn.start, editor->drawn.length);
    editor->drawn.length = 0;
    return;
  }
  char sequence[32];
  int count = up > 0 ? snprintf(sequence, sizeof sequence, "\033[%dA", up) : 0;
  editor->drawn.length = 0;
  cedit_put_unseen(editor, sequence, (size_t)count);
  cedit_put_unseen(editor, CEDIT_CLEAR_BELOW, strlen(CEDIT_CLEAR_BELOW));
  cedit_screen_begin(screen, screen->rows, screen->columns);
  el_set(editor->line, EL_REFRESH);
  cedit_show_drawing(editor);
}

static bool clears_window(cedit_editor *editor) {
  fflush(editor->output);
  return memmem(editor->drawn.start, editor->drawn.length, "\033[H", 3) != NULL;
}

// Drops what libedit has drawn, or shows it, whoever draws this text.
static void choose_drawing(cedit_editor *editor) {
  int rows = cedit_cell_of_end(editor, editor->screen.columns).row + 1;
  bool drew_itself = editor->draws_itself;
  editor->draws_itself = rows > room_for_text(editor) || has_doubtful(editor);
  if (editor->draws_itself) {
    bool clears = clears_window(editor);
    cedit_drop_drawing(editor);
    if (clears) cedit_put(editor, "\033[H\033[J", 6);
    follow_cursor(editor, rows);
  } else {
    if (drew_itself) {
      cedit_drop_drawing(editor);
      cedit_draw_again(editor);
    }
    show_drawing(editor);
  }
}

static picture begin_picture(cedit_editor *editor) {
  return (picture){
      .layout = {.columns = editor->screen.columns, .place = place},
      .editor = editor,
      .agrees = true,
      .top = editor->draws_itself ? editor->top : 0,
      .most = editor->draws_itself ? room_for_text(editor) : editor->screen.rows + 1,
  };
}

// False where the screen shows something else than libedit's layout of the text.
bool cedit_paint(cedit_editor *editor) {
  editor->suggestion_is_shown = false;
  if (!cedit_can_paint(editor) || editor->handler == NULL || !reserve(editor)) {
    cedit_settle_drawing(editor);
    return true;
  }
  editor->handler(editor->context, CEDIT_PAINT);
  choose_drawing(editor);
  if (!cedit_can_paint(editor)) return true;
  picture picture = begin_picture(editor);
  const LineInfoW *info = el_wline(editor->line);
  if (!take_text(&picture, info)) return false;
  if (info->cursor == info->lastchar) take_suggestion(&picture);
  take_below(&picture);
  paint_rows(&picture);
  return true;
}

// Takes away what is no text, until it is painted again: before the line is handed over, and before the window is left.
void cedit_lift_overlays(cedit_editor *editor) {
  cedit_settle_drawing(editor);
  cedit_screen *screen = &editor->screen;
  picture picture = {
      .layout = {.columns = screen->columns},
      .editor = editor,
      .agrees = true,
      .cursor = {screen->row, screen->column},
  };
  if (!screen->known || !reserve(editor) || !begin_rows(&picture, screen->deepest + 1)) return;
  for (int row = 0; row <= screen->deepest; row++) {
    const cedit_glyph *present = cedit_screen_row(screen, row);
    for (int column = 0; column < screen->columns; column++)
      if (present[column].role != ROLE_OVERLAY) wanted_row(editor, row)[column] = present[column];
  }
  paint_rows(&picture);
}

// MARK: - Leaving what is drawn here

// Taller texts are not shown whole when they are left.
enum { ROWS_KEPT = 500 };

// The text from a row on, the cursor behind its end.
static void paint_end(cedit_editor *editor, int top) {
  editor->top = top;
  picture picture = begin_picture(editor);
  if (!take_text(&picture, el_wline(editor->line))) return;
  picture.cursor = picture.layout.cell;
  picture.cursor.row -= top;
  if (picture.cursor.row >= editor->screen.rows)
    picture.cursor = (cedit_cell){editor->screen.rows - 1, editor->screen.columns - 1};
  paint_rows(&picture);
}

// Puts the cursor behind the text, in the row where it ends, and nothing below it. A text taller than the window is
// shown whole, as far as the window scrolls, or its end alone.
void cedit_leave_own_drawing(cedit_editor *editor, bool is_whole) {
  cedit_screen *screen = &editor->screen;
  cedit_drop_drawing(editor);
  cedit_set_below(editor, NULL, 0);
  if (!screen->known || !reserve(editor)) return;
  int rows = cedit_cell_of_end(editor, screen->columns).row + 1;
  int last = rows > screen->rows ? rows - screen->rows : 0;
  bool scrolls = is_whole && rows <= ROWS_KEPT;
  for (int top = scrolls ? 0 : last; top <= last && screen->known; top++) {
    if (scrolls && top > 0) {
      move(editor, screen->deepest, 0);
      cedit_put_unseen(editor, "\r\n", 2);
      cedit_screen_scroll(screen);
    }
    paint_end(editor, top);
  }
}

bool cedit_shows_suggestion(cedit_editor *editor) { return editor->suggestion_is_shown; }

bool cedit_input_waits(cedit_editor *editor) {
  if (editor->queue_length > 0) return true;
  struct pollfd wait = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&wait, 1, 0) > 0;
}
