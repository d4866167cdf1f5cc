// The text in libedit's buffer, as the program sees it.
//
// libedit has no prompt for the rows below the first. So each of them begins with as many blanks as the
// prompt is wide, which are no part of the text: they go in behind every newline and are left out here.

#include "Internal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

bool cedit_is_indentation(const cedit_editor *editor, int *left, wchar_t character) {
  if (character == L'\n') *left = editor->indentation;
  else if (*left > 0 && character == L' ') return (*left)--, true;
  else *left = 0;
  return false;
}

static bool reserve(cedit_editor *editor, size_t capacity) {
  if (capacity <= editor->text_capacity) return true;
  char *grown = realloc(editor->text, capacity);
  if (grown == NULL) return false;
  editor->text = grown;
  editor->text_capacity = capacity;
  return true;
}

const char *cedit_text(cedit_editor *editor, size_t *length, size_t *cursor) {
  const LineInfoW *info = el_wline(editor->line);
  size_t characters = (size_t)(info->lastchar - info->buffer);
  if (!reserve(editor, characters * MB_LEN_MAX + 1)) return NULL;
  mbstate_t state = {0};
  char *end = editor->text;
  int left = 0;
  *cursor = 0;
  for (const wchar_t *next = info->buffer; next < info->lastchar; next++) {
    if (next == info->cursor) *cursor = (size_t)(end - editor->text);
    if (cedit_is_indentation(editor, &left, *next)) continue;
    size_t used = wcrtomb(end, *next, &state);
    if (used != (size_t)-1) end += used;
  }
  *length = (size_t)(end - editor->text);
  if (info->cursor >= info->lastchar) *cursor = *length;
  return editor->text;
}

int cedit_utf8_length(wchar_t character) {
  return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

void cedit_move(cedit_editor *editor, size_t cursor) {
  const LineInfoW *info = el_wline(editor->line);
  const wchar_t *place = info->buffer;
  int left = 0;
  for (size_t bytes = 0; place < info->lastchar; place++) {
    bool is_indentation = cedit_is_indentation(editor, &left, *place);
    if (bytes >= cursor && !is_indentation) break;
    if (!is_indentation) bytes += (size_t)cedit_utf8_length(*place);
  }
  el_cursor(editor->line, (int)(place - info->cursor));
}

// A copy with blanks behind every newline; NULL when memory is short.
static char *indented(const cedit_editor *editor, const char *text) {
  size_t width = (size_t)editor->indentation;
  size_t length = strlen(text);
  for (const char *next = text; *next != 0; next++)
    if (*next == '\n') length += width;
  char *copy = malloc(length + 1);
  if (copy == NULL) return NULL;
  char *end = copy;
  for (; *text != 0; text++) {
    *end++ = *text;
    if (*text != '\n') continue;
    memset(end, ' ', width);
    end += width;
  }
  *end = 0;
  return copy;
}

void cedit_replace(cedit_editor *editor, const char *text, size_t cursor) {
  const LineInfoW *info = el_wline(editor->line);
  if (*text == 0) {
    // Replacing by nothing is refused, deleting is not.
    el_cursor(editor->line, (int)(info->lastchar - info->cursor));
    el_deletestr(editor->line, (int)(info->lastchar - info->buffer));
    return;
  }
  char *rows = indented(editor, text);
  if (rows != NULL && el_replacestr(editor->line, rows) == 0) cedit_move(editor, cursor);
  free(rows);
}

void cedit_insert(cedit_editor *editor, const char *text) {
  char *rows = indented(editor, text);
  if (rows != NULL) el_insertstr(editor->line, rows);
  free(rows);
}

// MARK: - Where the cursor may stand

// The blanks before a row are passed over in one step, in the direction in which the cursor came.
bool cedit_pass_indentation(cedit_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  const wchar_t *row = info->cursor;
  while (row > info->buffer && row[-1] == L' ') row--;
  bool begins = row > info->buffer && row[-1] == L'\n';
  const wchar_t *start = row;
  while (start < info->lastchar && *start == L' ' && start - row < editor->indentation) start++;
  size_t place = (size_t)(info->cursor - info->buffer);
  bool came_back = place < editor->last_cursor;
  editor->last_cursor = place;
  if (!begins || info->cursor >= start) return false;
  const wchar_t *target = came_back ? row - 1 : start;
  editor->last_cursor = (size_t)(target - info->buffer);
  el_cursor(editor->line, (int)(target - info->cursor));
  return true;
}
