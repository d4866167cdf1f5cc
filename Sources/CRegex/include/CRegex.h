// RE2's regular expressions behind plain C functions: matching takes time linear in the text and memory
// that is bounded, whatever the pattern.
//
// Patterns and texts are UTF-8. A pattern ignores case unless it says (?-i).

#ifndef CREGEX_H
#define CREGEX_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cregex_pattern cregex_pattern;

/// Where something lies in a text, in bytes.
typedef struct cregex_range {
  size_t start;
  size_t end;
  bool is_found;
} cregex_range;

/// Reads a pattern. Never null; what is wrong with it is told by `cregex_error`.
cregex_pattern *cregex_compile(const char *pattern, size_t length);

void cregex_free(cregex_pattern *pattern);

/// What can be wrong with a pattern.
typedef enum cregex_fault {
  CREGEX_FINE = 0,
  CREGEX_BAD_CLASS,
  CREGEX_BAD_ESCAPE,
  CREGEX_BAD_GROUP,
  CREGEX_BAD_RANGE,
  CREGEX_MISSING_BRACKET,
  CREGEX_MISSING_PARENTHESIS,
  CREGEX_NOTHING_TO_REPEAT,
  CREGEX_REPEATED_REPEAT,
  CREGEX_REPEATED_TOO_OFTEN,
  CREGEX_TOO_LARGE,
  CREGEX_TRAILING_BACKSLASH,
  CREGEX_UNEXPECTED_PARENTHESIS,
  CREGEX_UNREADABLE,
} cregex_fault;

cregex_fault cregex_error(const cregex_pattern *pattern);

/// The piece of the pattern that the error is about; empty where it is about all of it. Valid as long as the
/// pattern.
const char *cregex_error_piece(const cregex_pattern *pattern);

/// How many groups in parentheses the pattern has.
int cregex_group_count(const cregex_pattern *pattern);

/// Whether the pattern is found anywhere in the text. Callable from several threads at once.
bool cregex_matches(const cregex_pattern *pattern, const char *text, size_t length);

/// Where the first match lies, or one of its groups; 0 is all of it. Not found where the pattern is not, and
/// where the group has no part in the match.
cregex_range cregex_find(const cregex_pattern *pattern, const char *text, size_t length, int group);

#ifdef __cplusplus
}
#endif

#endif
