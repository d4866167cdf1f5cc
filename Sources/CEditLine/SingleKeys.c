// Keys that are waited for one by one, where no line is read.

#include "Internal.h"

#include <termios.h>
#include <unistd.h>

static struct termios found_modes;
static struct termios key_modes;

bool cedit_begin_keys(void) {
  if (tcgetattr(STDIN_FILENO, &found_modes) != 0) return false;
  key_modes = found_modes;
  // ^C stays a signal.
  key_modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  key_modes.c_cc[VMIN] = 1;
  key_modes.c_cc[VTIME] = 0;
  cedit_catch_ending_signals();
  if (tcsetattr(STDIN_FILENO, TCSADRAIN, &key_modes) == 0) return true;
  cedit_release_ending_signals();
  return false;
}

void cedit_end_keys(void) {
  // What was pressed and not waited for is not meant for the prompt.
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &found_modes);
  cedit_release_ending_signals();
}

cedit_key cedit_wait_key(int64_t milliseconds, char *bytes, size_t size, size_t *length) {
  *length = 0;
  for (;;) {
    switch (cedit_wait_for(STDIN_FILENO, milliseconds)) {
      case WAKE_TIME: return CEDIT_NO_KEY;
      case WAKE_INTERRUPT: return CEDIT_KEY_INTERRUPT;
      case WAKE_ENDING: return CEDIT_KEYS_END;
      case WAKE_STOP:
        tcsetattr(STDIN_FILENO, TCSADRAIN, &found_modes);
        cedit_stop_here();
        tcsetattr(STDIN_FILENO, TCSADRAIN, &key_modes);
        continue;
      case WAKE_REDRAW:
        // Who was stopped and goes on finds the modes of somebody else.
        cedit_take_resumed();
        tcsetattr(STDIN_FILENO, TCSADRAIN, &key_modes);
        continue;
      case WAKE_INPUT: {
        ssize_t count = read(STDIN_FILENO, bytes, size);
        if (count <= 0) return CEDIT_KEYS_END;
        *length = (size_t)count;
        return CEDIT_KEY;
      }
    }
  }
}
