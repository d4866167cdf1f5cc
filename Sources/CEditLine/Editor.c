// Making an editor, reading a line with it, and the text inside it.

#include "Internal.h"

#include <errno.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cedit_use_utf8(void) {
  const char *name = setlocale(LC_CTYPE, "");
  if (name == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

static char *prompt_of(EditLine *line) {
  static char none[] = "";
  cedit_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  const char *prompt = cedit_prompt(editor);
  return prompt != NULL ? (char *)prompt : none;
}

static bool terminal_has_escapes(void) {
  const char *name = getenv("TERM");
  return name != NULL && name[0] != 0 && strcmp(name, "dumb") != 0;
}

cedit_editor *cedit_create(const char *program, int history_size) {
  cedit_use_utf8();
  cedit_editor *editor = calloc(1, sizeof *editor);
  if (editor == NULL) return NULL;
  editor->has_escapes = terminal_has_escapes();
  editor->program = strdup(program);
  editor->history = history_init();
  editor->output = cedit_open_output(editor);
  if (editor->output != NULL)
    editor->line = el_init_fd(program, stdin, editor->output, stderr, STDIN_FILENO, STDOUT_FILENO,
                              STDERR_FILENO);
  if (editor->program == NULL || editor->history == NULL || editor->line == NULL) {
    cedit_destroy(editor);
    return NULL;
  }
  HistEvent event;
  // Without a size libedit keeps no entry at all.
  history(editor->history, &event, H_SETSIZE, history_size);
  history(editor->history, &event, H_SETUNIQUE, 1);
  el_set(editor->line, EL_CLIENTDATA, editor);
  el_set(editor->line, EL_HIST, history, editor->history);
  // Its signal handling would send each signal on to the whole process group.
  el_set(editor->line, EL_SIGNAL, 0);
  el_set(editor->line, EL_PROMPT, prompt_of);
  // The default is vi; choosing an editor rebuilds the keymap, so bindings come after it.
  el_set(editor->line, EL_EDITOR, "emacs");
  el_set(editor->line, EL_GETCFN, cedit_read_hook);
  cedit_add_commands(editor);
  cedit_bind_keys(editor);
  cedit_install_interrupt();
  cedit_install_window_signals();
  return editor;
}

void cedit_destroy(cedit_editor *editor) {
  if (editor == NULL) return;
  if (editor->line != NULL) el_end(editor->line);
  if (editor->history != NULL) history_end(editor->history);
  if (editor->output != NULL) {
    cedit_flush(editor);
    fclose(editor->output);
  }
  cedit_free_painting(editor);
  free(editor->drawn.start);
  free(editor->written.start);
  free(editor->program);
  free(editor->prompt);
  free(editor->command_prompt);
  free(editor->text);
  free(editor->queue);
  free(editor->noted);
  free(editor->beginning);
  free(editor);
}

void cedit_set_handler(cedit_editor *editor, cedit_handler handler, void *context) {
  editor->handler = handler;
  editor->context = context;
}

static int prompt_width(cedit_editor *editor) {
  cedit_layout layout = {.columns = INT_MAX};
  cedit_lay_out_prompt(&layout, editor);
  return layout.cell.column;
}

void cedit_indent_rows(cedit_editor *editor) { editor->indentation = prompt_width(editor); }

bool cedit_set_prompt(cedit_editor *editor, const char *prompt, int style) {
  char *copy = strdup(prompt);
  char *command_copy = strdup(prompt);
  if (copy == NULL || command_copy == NULL) {
    free(copy);
    free(command_copy);
    return false;
  }
  char *end = command_copy + strlen(command_copy);
  while (end > command_copy && end[-1] == ' ') end--;
  if (end > command_copy && end[-1] == '>') end[-1] = '<';
  free(editor->prompt);
  free(editor->command_prompt);
  editor->prompt = copy;
  editor->command_prompt = command_copy;
  editor->prompt_style = style;
  return true;
}

void cedit_remember(cedit_editor *editor, const char *entry) {
  HistEvent event;
  history(editor->history, &event, H_ENTER, entry);
}

static void switch_bracketed_paste(cedit_editor *editor, bool on) {
  if (editor->has_escapes) cedit_say(editor, on ? "\033[?2004h" : "\033[?2004l");
}

// Takes the terminal for editing, the cursor in the row where the prompt goes.
static void take_terminal(cedit_editor *editor) {
  cedit_catch_ending_signals();
  // libedit shows the prompt before it turns the terminal's echo off: keys typed in between would
  // appear twice.
  el_set(editor->line, EL_PREP_TERM, 1);
  switch_bracketed_paste(editor, true);
  cedit_show_mode(editor);
  // What was typed before, the terminal has shown by itself where the prompt goes; libedit takes the row for empty.
  if (editor->has_escapes) cedit_put_unseen(editor, "\r\033[K", 4);
  cedit_begin_painting(editor);
}

void cedit_restore_terminal(cedit_editor *editor) {
  switch_bracketed_paste(editor, false);
  cedit_hide_mode(editor);
  cedit_flush(editor);
  el_set(editor->line, EL_PREP_TERM, 0);
  cedit_release_ending_signals();
}

// Behind what libedit has ended by a newline: the cursor goes to the row below the text.
static void leave_line(cedit_editor *editor) {
  if (editor->draws_itself) {
    const LineInfoW *info = el_wline(editor->line);
    bool ends_row = info->lastchar > info->buffer && info->lastchar[-1] == L'\n';
    cedit_leave_own_drawing(editor, true);
    cedit_say(editor, ends_row ? "\r" : "\r\n");
    return;
  }
  cedit_lift_overlays(editor);
  if (editor->has_escapes && !editor->screen.known) cedit_say(editor, "\033[J");
}

cedit_ending cedit_read(cedit_editor *editor, const char *beginning) {
  int count = 0;
  editor->captures = false;
  editor->was_at_end = true;
  editor->last_length = 0;
  editor->noted_length = 0;
  editor->last_cursor = 0;
  cedit_set_suggestion(editor, NULL, STYLE_PLAIN);
  cedit_set_below(editor, NULL, 0);
  editor->is_redrawn = false;
  editor->top = 0;
  cedit_drop_queued(editor);
  cedit_begin_mode(editor);
  free(editor->beginning);
  editor->beginning = *beginning != 0 ? strdup(beginning) : NULL;
  if (editor->beginning != NULL) cedit_queue_key(editor, KEY_BEGIN);
  // What the program has printed comes first.
  fflush(stdout);
  take_terminal(editor);
  const wchar_t *line = el_wgets(editor->line, &count);
  editor->captures = false;
  if (line != NULL) {
    leave_line(editor);
    cedit_restore_terminal(editor);
    return CEDIT_LINE;
  }
  // -1: the read failed and the cursor is still in the text. 0: a command ended the line.
  bool interrupted = cedit_interrupt_raised();
  if (count < 0) cedit_leave_text(editor, interrupted ? "^C" : "");
  else if (!interrupted) cedit_say(editor, "\r\n");
  if (count >= 0) leave_line(editor);
  cedit_restore_terminal(editor);
  return interrupted ? CEDIT_INTERRUPTED : CEDIT_END_OF_INPUT;
}

void cedit_step_aside(cedit_editor *editor) {
  cedit_leave_text(editor, "");
  cedit_restore_terminal(editor);
}

void cedit_come_back(cedit_editor *editor) {
  take_terminal(editor);
  el_set(editor->line, EL_REFRESH);
}
