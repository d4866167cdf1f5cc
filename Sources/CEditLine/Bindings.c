// The commands that libedit gets from us, the keys they sit on, and the user's ~/.editrc.

#include "Internal.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char run(EditLine *line, cedit_command command) {
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  if (editor->handler == NULL) return CC_ERROR;
  switch (editor->handler(editor->context, command)) {
    case CEDIT_UNCHANGED: return CC_NORM;
    case CEDIT_REFRESH: return CC_REFRESH;
    case CEDIT_REDRAW: return CC_REDISPLAY;
    case CEDIT_BEEP: return CC_REFRESH_BEEP;
  }
  return CC_ERROR;
}

// libedit passes a command nothing but the key, so each has a function of its own.
#define COMMAND(function, command)                          \
  static unsigned char function(EditLine *line, int key) { \
    (void)key;                                              \
    return run(line, command);                              \
  }

COMMAND(run_enter, CEDIT_ENTER)
COMMAND(run_complete, CEDIT_COMPLETE)
COMMAND(run_up, CEDIT_UP)
COMMAND(run_down, CEDIT_DOWN)
COMMAND(run_older, CEDIT_OLDER)
COMMAND(run_newer, CEDIT_NEWER)
COMMAND(run_older_matching, CEDIT_OLDER_MATCHING)
COMMAND(run_newer_matching, CEDIT_NEWER_MATCHING)
COMMAND(run_paste, CEDIT_PASTE)
COMMAND(run_search, CEDIT_SEARCH)
COMMAND(run_captured_key, CEDIT_CAPTURED_KEY)
COMMAND(run_vi_escape, CEDIT_VI_ESCAPE)
COMMAND(run_start, CEDIT_START)
COMMAND(run_end, CEDIT_END)
COMMAND(run_undo, CEDIT_UNDO)
COMMAND(run_redo, CEDIT_REDO)
COMMAND(run_edit, CEDIT_EDIT)

static unsigned char run_begin(EditLine *line, int key) {
  (void)key;
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  if (editor->beginning != NULL) cedit_insert(editor, editor->beginning);
  return CC_REFRESH;
}

// What the handler has nothing for goes to libedit's own command; CC_ARGHACK keeps the number before it.
static unsigned char run_or(EditLine *line, cedit_command command, int own) {
  unsigned char outcome = run(line, command);
  if (outcome != CC_REFRESH_BEEP) return outcome;
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  cedit_push_key(editor, (uint32_t)own);
  return CC_ARGHACK;
}

static unsigned char run_forward(EditLine *line, int key) {
  (void)key;
  return run_or(line, CEDIT_FORWARD, KEY_FORWARD);
}

static unsigned char run_erase(EditLine *line, int key) {
  (void)key;
  return run_or(line, CEDIT_ERASE, KEY_ERASE);
}

static unsigned char run_delete(EditLine *line, int key) {
  (void)key;
  return run_or(line, CEDIT_DELETE, KEY_DELETE);
}

static unsigned char run_delete_or_end(EditLine *line, int key) {
  const LineInfoW *info = el_wline(line);
  return info->lastchar == info->buffer ? CC_EOF : run_delete(line, key);
}

static unsigned char run_refresh(EditLine *line, int key) {
  (void)line;
  (void)key;
  return CC_REFRESH;
}

static unsigned char run_forward_word(EditLine *line, int key) {
  (void)key;
  return run_or(line, CEDIT_FORWARD_WORD, KEY_FORWARD_WORD);
}

// MARK: - The ends of the text

static unsigned char run_text_start(EditLine *line, int key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  el_cursor(line, (int)(info->buffer - info->cursor));
  return CC_CURSOR;
}

static unsigned char run_text_end(EditLine *line, int key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  el_cursor(line, (int)(info->lastchar - info->cursor));
  return CC_CURSOR;
}

// vi's `$` is libedit's own, which knows the `d`, `c` or `y` before it; but it goes one to the left
// of the end, out of an empty text. CC_ARGHACK keeps the operator for the key pushed here.
static unsigned char run_vi_end(EditLine *line, int key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  if (info->lastchar == info->buffer) return CC_ERROR;
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  cedit_push_key(editor, KEY_VI_END);
  return CC_ARGHACK;
}

// vi's `.`: what it repeats is typed by libedit itself, which the hook shall see.
static unsigned char run_vi_redo(EditLine *line, int key) {
  (void)key;
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  cedit_take_macros(editor);
  el_wpush(line, (wchar_t[]){KEY_VI_REDO, KEY_TAKE_MACROS, 0});
  return CC_ARGHACK;
}

static unsigned char run_take_macros(EditLine *line, int key) {
  (void)key;
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  cedit_take_macros(editor);
  // What is repeated may have begun to insert.
  editor->asks_mode = editor->is_vi;
  return CC_ARGHACK;
}

// One key in both of vi's keymaps: which of these it runs tells the mode.
static unsigned char run_vi_inserting(EditLine *line, int key) {
  (void)key;
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  return cedit_take_mode(editor, false);
}

static unsigned char run_vi_commanding(EditLine *line, int key) {
  (void)key;
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  return cedit_take_mode(editor, true);
}

static unsigned char run_redraw(EditLine *line, int key) {
  (void)line;
  (void)key;
  return CC_REDISPLAY;
}

// MARK: - Names and keys

typedef unsigned char (*command_function)(EditLine *, int);

// libedit keeps these pointers, so the strings are static; the names may be bound in ~/.editrc.
static const struct {
  const wchar_t *name;
  const wchar_t *help;
  command_function function;
} commands[] = {
    {L"tally-enter", L"Run the statement, or open a row when it is not complete", run_enter},
    {L"tally-complete", L"Complete the word at the cursor", run_complete},
    {L"tally-up", L"The row above, or the older entry", run_up},
    {L"tally-down", L"The row below, or the newer entry", run_down},
    {L"tally-older", L"The older history entry", run_older},
    {L"tally-newer", L"The newer history entry", run_newer},
    {L"tally-older-matching", L"The older entry that begins like this", run_older_matching},
    {L"tally-newer-matching", L"The newer entry that begins like this", run_newer_matching},
    {L"tally-paste", L"Insert what the terminal pastes", run_paste},
    {L"tally-search", L"Search the history while typing", run_search},
    {L"tally-captured-key", L"A key of the search or of the menu", run_captured_key},
    {L"tally-vi-escape", L"Leave insert mode, or read a key sequence", run_vi_escape},
    {L"tally-text-start", L"Go to the start of the text", run_text_start},
    {L"tally-text-end", L"Go to the end of the text", run_text_end},
    {L"tally-begin", L"Show what there is to begin with", run_begin},
    {L"tally-start", L"Go to the start of the row", run_start},
    {L"tally-end", L"Go to the end of the row, or take the suggestion", run_end},
    {L"tally-forward", L"Take the suggestion, or go to the next character", run_forward},
    {L"tally-forward-word", L"Take a word of the suggestion, or go to the next word", run_forward_word},
    {L"tally-undo", L"Take the last change back", run_undo},
    {L"tally-redo", L"Make the change again that was taken back", run_redo},
    {L"tally-erase", L"Delete the character before the cursor, or join the row to the one above", run_erase},
    {L"tally-delete", L"Delete the character at the cursor, or join the row below", run_delete},
    {L"tally-delete-or-end", L"Delete the character at the cursor, or leave on an empty line", run_delete_or_end},
    {L"tally-refresh", L"Show where the cursor stands", run_refresh},
    {L"tally-edit", L"Open an editor on the text", run_edit},
    {L"tally-vi-redo", L"Repeat the last change", run_vi_redo},
    {L"tally-take-macros", L"Read what a macro types as keys", run_take_macros},
    {L"tally-redraw", L"Draw the text anew", run_redraw},
    {L"tally-vi-inserting", L"Note that keys are text", run_vi_inserting},
    {L"tally-vi-commanding", L"Note that keys are commands", run_vi_commanding},
    {L"tally-vi-end", L"Go to the last character", run_vi_end},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

void cedit_add_commands(cedit_editor *editor) {
  for (size_t i = 0; i < COUNT(commands); i++)
    el_wset(editor->line, EL_ADDFN, commands[i].name, commands[i].help, commands[i].function);
}

typedef struct binding {
  const char *key;
  const char *command;
} binding;

static const binding shared_keys[] = {
    {"^M", "tally-enter"},       {"^J", "tally-enter"},
    {"^I", "tally-complete"},    {"^P", "tally-older"},
    {"^N", "tally-newer"},       {"^R", "tally-search"},
    {"^D", "tally-delete-or-end"}, {"\\200", "ed-newline"},
    {"\\201", "tally-captured-key"}, {"\\205", "tally-take-macros"},
    {"\\206", "tally-redraw"},      {"\\210", "ed-next-char"},
    {"\\211", "em-next-word"},      {"\\212", "tally-begin"},
    {"\\213", "tally-refresh"},     {"\\214", "ed-delete-prev-char"},
    {"\\215", "ed-delete-next-char"},
};

static const binding sequence_keys[] = {
    {"\\e[A", "tally-up"},   {"\\eOA", "tally-up"},      {"\\e[B", "tally-down"},
    {"\\eOB", "tally-down"}, {"\\e[200~", "tally-paste"}, {"\\e[3~", "tally-delete"},
};

static const binding emacs_keys[] = {
    {"\\ep", "tally-older-matching"}, {"\\en", "tally-newer-matching"},
    {"^H", "tally-erase"},            {"^?", "tally-erase"},
    {"^W", "ed-delete-prev-word"},    {"^F", "tally-forward"},
    {"\\e[C", "tally-forward"},       {"\\eOC", "tally-forward"},
    {"\\ef", "tally-forward-word"},   {"\\e[1;3C", "tally-forward-word"},
    {"\\e[1;5C", "tally-forward-word"}, {"\\e[1;3D", "ed-prev-word"},
    {"\\e[1;5D", "ed-prev-word"},     {"^A", "tally-start"},
    {"\\e[H", "tally-start"},         {"\\eOH", "tally-start"},
    {"\\e[1~", "tally-start"},        {"\\e[7~", "tally-start"},
    {"^E", "tally-end"},              {"\\e[F", "tally-end"},
    {"\\eOF", "tally-end"},           {"\\e[4~", "tally-end"},
    {"\\e[8~", "tally-end"},          {"^_", "tally-undo"},
    {"^X^U", "tally-undo"},           {"\\e/", "tally-redo"},
    {"^X^E", "tally-edit"},           {"\\e<", "tally-text-start"},
    {"\\e>", "tally-text-end"},
    // libedit's em-copy-prev-word reads freed memory when the text outgrows its buffer.
    {"\\e^_", "ed-unassigned"},
};

// An arrow key begins with Escape, which in vi's insert mode is a key of its own: the command on
// it tells the two apart. A sequence bound there would swallow the key that follows Escape.
static const binding vi_insert_keys[] = {
    {"\\e", "tally-vi-escape"},
    {"\\202", "vi-command-mode"},
    {"^H", "tally-erase"},
    {"^?", "tally-erase"},
    {"\\214", "vi-delete-prev-char"},
    {"^A", "tally-start"},
    {"^E", "tally-end"},
    {"^F", "tally-forward"},
    {"\\216", "tally-vi-inserting"},
};

static const binding vi_command_keys[] = {
    {"k", "tally-up"},
    {"j", "tally-down"},
    {"K", "tally-older-matching"},
    {"J", "tally-newer-matching"},
    {"/", "tally-search"},
    {"?", "tally-search"},
    {"\\055", "tally-older"},
    {"+", "tally-newer"},
    // libedit's own walks through the history know nothing of ours: they bring back another text
    // or, when `n` finds nothing, drop the text but not the cursor's place in it.
    {"n", "ed-unassigned"},
    {"N", "ed-unassigned"},
    {"G", "ed-unassigned"},
    {"u", "tally-undo"},
    {"U", "tally-redo"},
    {"v", "tally-edit"},
    {".", "tally-vi-redo"},
    {"\\204", "vi-redo"},
    {"$", "tally-vi-end"},
    {"^E", "tally-vi-end"},
    {"\\e[F", "tally-vi-end"},
    {"\\eOF", "tally-vi-end"},
    {"\\e[4~", "tally-vi-end"},
    {"\\e[8~", "tally-vi-end"},
    {"\\203", "ed-move-to-end"},
    {"\\216", "tally-vi-commanding"},
};

static void bind_main(EditLine *line, const binding *keys, size_t count) {
  for (size_t i = 0; i < count; i++)
    el_set(line, EL_BIND, keys[i].key, keys[i].command, NULL);
}

static void bind_alternate(EditLine *line, const binding *keys, size_t count) {
  for (size_t i = 0; i < count; i++)
    el_set(line, EL_BIND, "-a", keys[i].key, keys[i].command, NULL);
}

void cedit_bind_keys(cedit_editor *editor) {
  EditLine *line = editor->line;
  bind_main(line, shared_keys, COUNT(shared_keys));
  if (cedit_has_vi_keys(editor)) {
    bind_alternate(line, shared_keys, COUNT(shared_keys));
    bind_alternate(line, sequence_keys, COUNT(sequence_keys));
    bind_alternate(line, vi_command_keys, COUNT(vi_command_keys));
    bind_main(line, vi_insert_keys, COUNT(vi_insert_keys));
  } else {
    bind_main(line, sequence_keys, COUNT(sequence_keys));
    bind_main(line, emacs_keys, COUNT(emacs_keys));
  }
}

void cedit_remove_escapes(cedit_editor *editor) {
  el_set(editor->line, EL_BIND, "\\ex", "ed-unassigned", NULL);
  el_set(editor->line, EL_BIND, "\\eX", "ed-unassigned", NULL);
  el_set(editor->line, EL_BIND, "^X^E", "ed-unassigned", NULL);
  if (!cedit_has_vi_keys(editor)) return;
  el_set(editor->line, EL_BIND, "-a", ":", "ed-unassigned", NULL);
  el_set(editor->line, EL_BIND, "-a", "v", "ed-unassigned", NULL);
}

// Whether a line of ~/.editrc is a `bind -v` or `bind -e` for this program: it empties the keymap.
static bool rebuilds_keymap(cedit_editor *editor, int count, const char **words) {
  const char *command = words[0];
  const char *colon = strchr(command, ':');
  if (colon != NULL) {
    char *program = strndup(command, (size_t)(colon - command));
    bool ours = program != NULL && strstr(editor->program, program) != NULL;
    free(program);
    if (!ours) return false;
    command = colon + 1;
  }
  if (strcmp(command, "bind") != 0) return false;
  for (int i = 1; i < count && words[i][0] == '-'; i++)
    if (words[i][1] == 'v' || words[i][1] == 'e') return true;
  return false;
}

static void run_line(cedit_editor *editor, Tokenizer *tokens, const char *text) {
  int count = 0;
  const char **words = NULL;
  tok_reset(tokens);
  if (tok_str(tokens, text, &count, &words) != 0 || count < 1) return;
  bool rebuilds = rebuilds_keymap(editor, count, words);
  el_parse(editor->line, count, words);
  if (rebuilds) cedit_bind_keys(editor);
}

static FILE *open_user_file(void) {
  const char *path = secure_getenv("EDITRC");
  if (path != NULL) return fopen(path, "re");
  const char *home = secure_getenv("HOME");
  char *name = NULL;
  if (home == NULL || asprintf(&name, "%s/.editrc", home) < 0) return NULL;
  FILE *file = fopen(name, "re");
  free(name);
  return file;
}

void cedit_run_user_file(cedit_editor *editor) {
  FILE *file = open_user_file();
  if (file == NULL) return;
  Tokenizer *tokens = tok_init(NULL);
  char *text = NULL;
  size_t capacity = 0;
  ssize_t length;
  while (tokens != NULL && (length = getline(&text, &capacity, file)) >= 0) {
    if (length > 0 && text[length - 1] == '\n') text[length - 1] = 0;
    const char *start = text;
    while (isspace((unsigned char)*start)) start++;
    if (*start != 0 && *start != '#') run_line(editor, tokens, start);
  }
  free(text);
  if (tokens != NULL) tok_end(tokens);
  fclose(file);
}
