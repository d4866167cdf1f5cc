#include "CRegex.h"

#include <re2/re2.h>

#include <vector>

// An empty text may come without an address, which would look like a group without a part in the match.
static const char *addressed(const char *text) { return text == nullptr ? "" : text; }

struct cregex_pattern {
  RE2 expression;

  cregex_pattern(re2::StringPiece text, const RE2::Options &options) : expression(text, options) {}
};

static RE2::Options options() {
  RE2::Options options(RE2::Quiet);
  options.set_case_sensitive(false);
  options.set_max_mem(8 << 20);
  return options;
}

cregex_pattern *cregex_compile(const char *pattern, size_t length) {
  return new cregex_pattern(re2::StringPiece(addressed(pattern), length), options());
}

void cregex_free(cregex_pattern *pattern) { delete pattern; }

cregex_fault cregex_error(const cregex_pattern *pattern) {
  switch (pattern->expression.error_code()) {
  case RE2::NoError: return CREGEX_FINE;
  case RE2::ErrorBadCharClass: return CREGEX_BAD_CLASS;
  case RE2::ErrorBadEscape: return CREGEX_BAD_ESCAPE;
  case RE2::ErrorBadPerlOp: return CREGEX_BAD_GROUP;
  case RE2::ErrorBadNamedCapture: return CREGEX_BAD_GROUP;
  case RE2::ErrorBadCharRange: return CREGEX_BAD_RANGE;
  case RE2::ErrorMissingBracket: return CREGEX_MISSING_BRACKET;
  case RE2::ErrorMissingParen: return CREGEX_MISSING_PARENTHESIS;
  case RE2::ErrorRepeatArgument: return CREGEX_NOTHING_TO_REPEAT;
  case RE2::ErrorRepeatOp: return CREGEX_REPEATED_REPEAT;
  case RE2::ErrorRepeatSize: return CREGEX_REPEATED_TOO_OFTEN;
  case RE2::ErrorPatternTooLarge: return CREGEX_TOO_LARGE;
  case RE2::ErrorTrailingBackslash: return CREGEX_TRAILING_BACKSLASH;
  case RE2::ErrorUnexpectedParen: return CREGEX_UNEXPECTED_PARENTHESIS;
  default: return CREGEX_UNREADABLE;
  }
}

const char *cregex_error_piece(const cregex_pattern *pattern) {
  return pattern->expression.error_arg().c_str();
}

int cregex_group_count(const cregex_pattern *pattern) {
  return pattern->expression.ok() ? pattern->expression.NumberOfCapturingGroups() : 0;
}

bool cregex_matches(const cregex_pattern *pattern, const char *text, size_t length) {
  re2::StringPiece whole(addressed(text), length);
  return pattern->expression.Match(whole, 0, length, RE2::UNANCHORED, nullptr, 0);
}

cregex_range cregex_find(const cregex_pattern *pattern, const char *text, size_t length, int group) {
  cregex_range missing = {0, 0, false};
  if (group < 0 || group > cregex_group_count(pattern)) return missing;
  std::vector<re2::StringPiece> found(static_cast<size_t>(group) + 1);
  re2::StringPiece whole(addressed(text), length);
  if (!pattern->expression.Match(whole, 0, length, RE2::UNANCHORED, found.data(), group + 1)) return missing;
  const re2::StringPiece &piece = found[static_cast<size_t>(group)];
  if (piece.data() == nullptr) return missing;
  size_t start = static_cast<size_t>(piece.data() - whole.data());
  return {start, start + piece.size(), true};
}
