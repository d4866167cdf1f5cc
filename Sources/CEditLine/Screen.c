// A model of the screen from the prompt's row on, fed with every byte that goes there: which character
// and which style stands in which cell. It knows what libedit writes to a terminal of the VT100's
// family; of anything else it says that it does not know.

#include "Internal.h"

#include <stdlib.h>
#include <string.h>

static const cedit_glyph blank = {.base = L' '};

cedit_glyph *cedit_screen_row(cedit_screen *screen, int row) {
  return screen->cells + (size_t)row * (size_t)screen->columns;
}

bool cedit_add_mark(cedit_glyph *glyph, wchar_t mark) {
  int count = 0;
  while (count < CEDIT_MOST_MARKS && glyph->marks[count] != 0) count++;
  if (count == CEDIT_MOST_MARKS) return false;
  glyph->marks[count] = mark;
  return true;
}

static void erase(cedit_screen *screen, int row, int start, int end) {
  cedit_glyph *cells = cedit_screen_row(screen, row);
  for (int column = start; column < end; column++) cells[column] = blank;
}

static void erase_rows(cedit_screen *screen, int start) {
  for (int row = start; row <= screen->deepest; row++) erase(screen, row, 0, screen->columns);
}

bool cedit_screen_begin(cedit_screen *screen, int rows, int columns) {
  if (screen->cells == NULL || rows != screen->rows || columns != screen->columns) {
    size_t count = (size_t)rows * (size_t)columns;
    free(screen->cells);
    screen->cells = calloc(count, sizeof *screen->cells);
    screen->rows = rows;
    screen->columns = columns;
    screen->deepest = rows - 1;
  }
  screen->known = screen->cells != NULL;
  if (!screen->known) return false;
  erase_rows(screen, 0);
  screen->deepest = 0;
  screen->row = 0;
  screen->column = 0;
  screen->wraps = false;
  screen->inserts = false;
  screen->homed = false;
  screen->style = STYLE_PLAIN;
  screen->sequence_length = 0;
  screen->decoding = (mbstate_t){0};
  return true;
}

static void feed_line(cedit_screen *screen) {
  screen->wraps = false;
  if (screen->row + 1 >= screen->rows) {
    // The prompt's row has left the window.
    screen->known = false;
    return;
  }
  screen->row++;
  if (screen->row <= screen->deepest) return;
  screen->deepest = screen->row;
  erase(screen, screen->row, 0, screen->columns);
}

void cedit_screen_scroll(cedit_screen *screen) {
  size_t row = (size_t)screen->columns;
  memmove(screen->cells, screen->cells + row, (size_t)screen->deepest * row * sizeof *screen->cells);
  erase(screen, screen->deepest, 0, screen->columns);
}

// MARK: - Characters

// Half a wide character is none.
static void part(cedit_screen *screen, int row, int column) {
  cedit_glyph *cells = cedit_screen_row(screen, row);
  if (cells[column].base == 0 && column > 0) cells[column - 1] = blank;
  if (column + 1 < screen->columns && cells[column + 1].base == 0) cells[column + 1] = blank;
}

static void leave_halves(cedit_glyph *cells, int second) {
  if (second > 0) cells[second - 1] = blank;
  cells[second] = blank;
}

static void insert_cells(cedit_screen *screen, int count) {
  cedit_glyph *cells = cedit_screen_row(screen, screen->row);
  int left = screen->columns - screen->column;
  if (count > left) count = left;
  if (cells[screen->column].base == 0) leave_halves(cells, screen->column);
  memmove(cells + screen->column + count, cells + screen->column, (size_t)(left - count) * sizeof *cells);
  erase(screen, screen->row, screen->column, screen->column + count);
  cedit_glyph *last = cells + screen->columns - 1;
  if (last->base != 0 && cedit_width((uint32_t)last->base) > 1) *last = blank;
}

static void delete_cells(cedit_screen *screen, int count) {
  cedit_glyph *cells = cedit_screen_row(screen, screen->row);
  int left = screen->columns - screen->column;
  if (count > left) count = left;
  if (cells[screen->column].base == 0) leave_halves(cells, screen->column);
  memmove(cells + screen->column, cells + screen->column + count, (size_t)(left - count) * sizeof *cells);
  erase(screen, screen->row, screen->columns - count, screen->columns);
  if (cells[screen->column].base == 0) cells[screen->column] = blank;
}

static void add_mark(cedit_screen *screen, wchar_t mark) {
  int column = screen->wraps ? screen->column : screen->column - 1;
  cedit_glyph *cells = cedit_screen_row(screen, screen->row);
  if (column > 0 && cells[column].base == 0) column--;
  if (column < 0 || !cedit_add_mark(cells + column, mark)) screen->known = false;
}

static void print(cedit_screen *screen, wchar_t character) {
  int width = cedit_width((uint32_t)character);
  if (width == 0) return add_mark(screen, character);
  if (screen->wraps || screen->column + width > screen->columns) {
    feed_line(screen);
    screen->column = 0;
    if (!screen->known) return;
  }
  if (screen->inserts) insert_cells(screen, width);
  cedit_glyph *cells = cedit_screen_row(screen, screen->row);
  for (int i = 0; i < width; i++) {
    part(screen, screen->row, screen->column + i);
    cells[screen->column + i] =
        (cedit_glyph){.base = i == 0 ? character : 0, .style = screen->style};
  }
  screen->column += width;
  if (screen->column < screen->columns) return;
  screen->column = screen->columns - 1;
  screen->wraps = true;
}

static void control(cedit_screen *screen, char byte) {
  switch (byte) {
    case '\a': return;
    case '\b':
      if (screen->column > 0) screen->column--;
      break;
    case '\t':
      screen->column = (screen->column / 8 + 1) * 8;
      if (screen->column >= screen->columns) screen->column = screen->columns - 1;
      break;
    case '\n':
      // The terminal's own modes make CR LF of it.
      feed_line(screen);
      screen->column = 0;
      break;
    case '\r': screen->column = 0; break;
    default: screen->known = false;
  }
  screen->wraps = false;
}

// MARK: - Sequences

static int clamped(int value, int limit) { return value < 0 ? 0 : value > limit ? limit : value; }

static void erase_below(cedit_screen *screen, int how) {
  if (how == 0) {
    erase(screen, screen->row, screen->column, screen->columns);
    erase_rows(screen, screen->row + 1);
  } else if (how == 2) {
    erase_rows(screen, 0);
  } else {
    screen->known = false;
  }
}

// `ESC [ numbers final`, of which libedit and the painter use those of at most one number, and colours.
static void control_sequence(cedit_screen *screen, const char *numbers, char final) {
  char *end;
  long first = strtol(numbers, &end, 10);
  bool is_given = end != numbers;
  int count = is_given && first > 0 ? clamped((int)first, 1 << 16) : 1;
  if (final == 'm') {
    bool is_plain = numbers[strspn(numbers, "0;m")] == 0;
    screen->style = is_plain ? STYLE_PLAIN : STYLE_FOREIGN;
    return;
  }
  if ((final == 'h' || final == 'l') && (*numbers == '?' || first == 4)) {
    if (*numbers != '?') screen->inserts = final == 'h';
    return;
  }
  if (*end != final) {
    screen->known = false;
    return;
  }
  bool wrapped = screen->wraps;
  screen->wraps = false;
  switch (final) {
    case 'A':
      if (count > screen->row) screen->known = false;
      else screen->row -= count;
      break;
    case 'B':
      if (screen->row + count > screen->deepest) screen->known = false;
      else screen->row += count;
      break;
    case 'C': screen->column = clamped(screen->column + count, screen->columns - 1); break;
    case 'D': screen->column = clamped(screen->column - count, screen->columns - 1); break;
    case 'G': screen->column = clamped(count - 1, screen->columns - 1); break;
    case 'J': erase_below(screen, (int)first); break;
    case 'K':
      if (first == 0) erase(screen, screen->row, screen->column, screen->columns);
      else screen->known = false;
      screen->wraps = wrapped;
      break;
    case 'P': delete_cells(screen, count); break;
    case '@': insert_cells(screen, count); break;
    case 'X': erase(screen, screen->row, screen->column, clamped(screen->column + count, screen->columns)); break;
    default: screen->known = false;
  }
}

// Whether the bytes so far are a whole sequence.
static bool is_whole(const char *sequence, size_t length) {
  if (length < 2) return false;
  char last = sequence[length - 1];
  if (sequence[1] == '[') return length > 2 && last >= 0x40 && last <= 0x7e;
  return sequence[1] == '(' || sequence[1] == ')' ? length == 3 : true;
}

static bool is_home(const char *sequence) {
  return strcmp(sequence, "\033[H") == 0 || strcmp(sequence, "\033[1;1H") == 0;
}

static void perform(cedit_screen *screen) {
  char *sequence = screen->sequence;
  sequence[screen->sequence_length] = 0;
  char final = sequence[screen->sequence_length - 1];
  bool was_homed = screen->homed;
  screen->homed = is_home(sequence);
  if (screen->homed) {
    // The rows are counted anew once all of them are blank.
    screen->known = false;
  } else if (was_homed && (strcmp(sequence, "\033[J") == 0 || strcmp(sequence, "\033[2J") == 0)) {
    cedit_screen_begin(screen, screen->rows, screen->columns);
    screen->deepest = screen->rows - 1;
    erase_rows(screen, 0);
  } else if (!screen->known || sequence[1] == '(' || sequence[1] == ')') {
    return;
  } else if (sequence[1] == '[') {
    control_sequence(screen, sequence + 2, final);
  } else if (final == 'M' && screen->row > 0) {
    screen->row--;
    screen->wraps = false;
  } else {
    screen->known = false;
  }
}

static void take_escape(cedit_screen *screen, char byte) {
  if (screen->sequence_length + 1 >= sizeof screen->sequence) {
    screen->known = false;
    screen->sequence_length = 0;
    return;
  }
  screen->sequence[screen->sequence_length++] = byte;
  if (!is_whole(screen->sequence, screen->sequence_length)) return;
  perform(screen);
  screen->sequence_length = 0;
}

void cedit_screen_feed(cedit_screen *screen, const char *bytes, size_t count) {
  if (screen->cells == NULL) return;
  for (size_t i = 0; i < count; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    if (screen->sequence_length > 0 || byte == 0x1b) {
      take_escape(screen, bytes[i]);
      continue;
    }
    screen->homed = false;
    if (!screen->known) continue;
    if (byte < 0x20 || byte == 0x7f) {
      control(screen, bytes[i]);
      continue;
    }
    wchar_t character;
    size_t used = mbrtowc(&character, bytes + i, 1, &screen->decoding);
    if (used == 1) print(screen, character);
    else if (used == (size_t)-1) screen->known = false;
  }
}
