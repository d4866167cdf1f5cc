// Signal handlers that only note what came, and the wait that notices it.

#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupt_raised;
static volatile sig_atomic_t window_changed;
static volatile sig_atomic_t resumed;
static volatile sig_atomic_t stop_asked;
static volatile sig_atomic_t ending_signal;

// A handler may run on any thread; a byte in this pipe wakes the one that waits for a key.
static int wake_pipe[2] = {-1, -1};

static void wake(void) {
  int saved = errno;
  // A full pipe already wakes the reader, so a failed write loses nothing.
  ssize_t written = write(wake_pipe[1], "", 1);
  (void)written;
  errno = saved;
}

static void note_interrupt(int signal) {
  (void)signal;
  interrupt_raised = 1;
  wake();
}

static void note_window(int signal) {
  (void)signal;
  window_changed = 1;
  wake();
}

static void note_resumption(int signal) {
  (void)signal;
  resumed = 1;
  wake();
}

static void install(int signal, void (*handler)(int), int flags) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&action.sa_mask);
  if (wake_pipe[0] < 0 && pipe2(wake_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return;
  sigaction(signal, &action, NULL);
}

// Without SA_RESTART: a blocked read shall return so that the flag is looked at.
void cedit_install_interrupt(void) { install(SIGINT, note_interrupt, 0); }

// With SA_RESTART: a resize during a query must not break its reads.
void cedit_install_window_signals(void) {
  install(SIGWINCH, note_window, SA_RESTART);
  install(SIGCONT, note_resumption, SA_RESTART);
}

bool cedit_interrupt_raised(void) { return interrupt_raised != 0; }

void cedit_clear_interrupt(void) { interrupt_raised = 0; }

bool cedit_take_resumed(void) {
  bool was = resumed != 0;
  resumed = 0;
  return was;
}

// MARK: - Signals that end or stop the program

// ^\ and ^Z are among them: libedit leaves these to the terminal.
static const int ending_signals[] = {SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
enum { ENDING_COUNT = sizeof ending_signals / sizeof *ending_signals };
static struct sigaction ending_actions[ENDING_COUNT];

static void note_ending(int signal) {
  if (signal == SIGTSTP) stop_asked = 1;
  else ending_signal = signal;
  wake();
}

// Only while a line is read: otherwise the terminal is as it was found, and they end the program
// at once. Whoever ignores one (nohup) or handles it goes on doing so.
void cedit_catch_ending_signals(void) {
  for (int i = 0; i < ENDING_COUNT; i++) {
    sigaction(ending_signals[i], NULL, &ending_actions[i]);
    if (ending_actions[i].sa_handler == SIG_DFL) install(ending_signals[i], note_ending, 0);
  }
}

void cedit_release_ending_signals(void) {
  for (int i = 0; i < ENDING_COUNT; i++)
    sigaction(ending_signals[i], &ending_actions[i], NULL);
  // One that came after the last key.
  if (ending_signal) raise(ending_signal);
}

// Stops the program, with the terminal as it was found for whoever gets it meanwhile.
void cedit_stop_by_signal(cedit_editor *editor) {
  stop_asked = 0;
  cedit_leave_text(editor, "^Z");
  cedit_restore_terminal(editor);
  raise(SIGTSTP);
  // Continued: all of it is drawn again here.
  resumed = 0;
  cedit_come_back(editor);
}

void cedit_stop_here(void) {
  stop_asked = 0;
  cedit_release_ending_signals();
  raise(SIGTSTP);
  resumed = 0;
  cedit_catch_ending_signals();
}

// Ends the program by the signal that came, so that its status says so.
void cedit_end_by_signal(cedit_editor *editor) {
  cedit_leave_text(editor, "");
  cedit_restore_terminal(editor);
}

// MARK: - Waiting

static void drain(void) {
  char bytes[64];
  while (read(wake_pipe[0], bytes, sizeof bytes) > 0) continue;
}

static bool has_noted_signal(void) {
  return ending_signal || interrupt_raised || stop_asked || window_changed || resumed;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

cedit_wake cedit_wait(int descriptor) { return cedit_wait_for(descriptor, -1); }

cedit_wake cedit_wait_for(int descriptor, int64_t milliseconds) {
  int64_t end = milliseconds < 0 ? 0 : now() + milliseconds;
  struct pollfd waits[2] = {{.fd = descriptor, .events = POLLIN},
                            {.fd = wake_pipe[0], .events = POLLIN}};
  for (;;) {
    if (ending_signal) return WAKE_ENDING;
    if (interrupt_raised) return WAKE_INTERRUPT;
    if (stop_asked) return WAKE_STOP;
    if (window_changed || resumed) {
      window_changed = 0;
      return WAKE_REDRAW;
    }
    int64_t left = milliseconds < 0 ? -1 : end - now();
    if (milliseconds >= 0 && left < 0) left = 0;
    int ready = poll(waits, 2, left > INT_MAX ? INT_MAX : (int)left);
    // Signals first: what they noted is older than the key, even if it came as poll returned.
    if (ready > 0 && waits[1].revents != 0) drain();
    else if (ready < 0 && errno == EINTR) continue;
    else if (ready == 0 && !has_noted_signal()) return WAKE_TIME;
    else if (!has_noted_signal()) return WAKE_INPUT;
  }
}
