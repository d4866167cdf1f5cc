/// A shell that can complete the command line, by what the options are.
enum CompletedShell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  /// What the shell is to read.
  var script: String {
    switch self {
    case .bash: BashCompletion.script
    case .zsh: ZshCompletion.script
    case .fish: FishCompletion.script
    }
  }

  /// Words that can stand in the place of the first file.
  static let words = ["run", "lint", "format", "demo"]
}

extension CommandOption {
  /// What its value can be, where that is one of a few words.
  var choices: [String] {
    if case .value(_, let choices, _) = action { choices } else { [] }
  }

  /// What help calls its value; nil where it has none.
  var valueName: String? {
    if case .value(let name, _, _) = action { name } else { nil }
  }

  /// The summary without the full stop, as shells show descriptions.
  var description: String { summary.hasSuffix(".") ? String(summary.dropLast()) : summary }
}

/// Needs nothing but bash: no library of completions.
enum BashCompletion {
  static var script: String {
    let choices = CommandOption.all.filter { !$0.choices.isEmpty }.map { option in
      "    \(option.names.joined(separator: "|"))) choices='\(option.choices.joined(separator: " "))' ;;"
    }
    let valued = CommandOption.all.filter { $0.valueName != nil }.flatMap(\.names)
    let free = CommandOption.all.filter { $0.valueName != nil && $0.choices.isEmpty }.flatMap(\.names)
    let names = CommandOption.all.flatMap(\.names).joined(separator: " ")
    return """
      # Completes the command line of tally in bash: source this, or have it in
      # ~/.local/share/bash-completion/completions/tally
      _tally() {
        local current=${COMP_WORDS[COMP_CWORD]} previous= choices= word i
        ((COMP_CWORD > 0)) && previous=${COMP_WORDS[COMP_CWORD - 1]}
        # Bash takes the sign between an option and its value for a word.
        if [[ $current == = ]]; then
          current=
        elif [[ $previous == = ]] && ((COMP_CWORD > 1)); then
          previous=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        COMPREPLY=()
        case $previous in
      \(choices.joined(separator: "\n"))
          \(free.joined(separator: "|")))
            # What is typed here is no file.
            compopt +o default 2>/dev/null
            return
            ;;
        esac
        if [[ -n $choices ]]; then
          mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
          return
        fi
        if [[ $current == -* ]]; then
          mapfile -t COMPREPLY < <(compgen -W '\(names)' -- "$current")
          return
        fi
        # Whether a word that is neither an option nor its value stands before.
        for ((i = 1; i < COMP_CWORD; i++)); do
          case ${COMP_WORDS[i]} in
            \(valued.joined(separator: "|")))
              ((i++))
              [[ ${COMP_WORDS[i]} != = ]] || ((i++))
              ;;
            -*) ;;
            *) word=${COMP_WORDS[i]} ;;
          esac
        done
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        [[ -n $word ]] || mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W '\(CompletedShell.words.joined(separator: " "))' -- "$current")
      }
      complete -o default -F _tally tally
      """
  }
}

enum ZshCompletion {
  static var script: String {
    let options = CommandOption.all.map { "    \(specification($0)) \\" }
    let words = CompletedShell.words.joined(separator: " ")
    return """
      #compdef tally
      # Completes the command line of tally in zsh: have this as _tally in a folder of $fpath, or source it.
      _tally_first() {
        _alternative 'words:word:(\(words))' 'files:file:_files'
      }
      _tally() {
        _arguments -S \\
      \(options.joined(separator: "\n"))
          '1:file:_tally_first' \\
          '*:file:_files'
      }
      if [[ ${funcstack[1]} == _tally ]]; then
        _tally "$@"
      else
        compdef _tally tally
      fi
      """
  }

  /// `'(-h --help)'{-h,--help}'[Show this help]'`
  private static func specification(_ option: CommandOption) -> String {
    let signs = ["[": "\\[", "]": "\\]", ":": "\\:", "'": "'\\''"]
    let text = option.description.map { signs[String($0)] ?? String($0) }.joined()
    // Behind the last of several names the value may stand behind an equals sign.
    let names = option.names.map { $0.hasPrefix("--") && option.valueName != nil ? $0 + "=" : $0 }
    let isRepeated = option.summary.contains("several times")
    let before = isRepeated ? "'*'" : (names.count > 1 ? "'(\(option.names.joined(separator: " ")))'" : "")
    let value = option.valueName.map { name in
      option.choices.isEmpty ? ":\(name): " : ":\(name):(\(option.choices.joined(separator: " ")))"
    }
    let name = names.count > 1 ? "{\(names.joined(separator: ","))}" : names.joined()
    return "\(before)\(name)'[\(text)]\(value ?? "")'"
  }
}

enum FishCompletion {
  static var script: String {
    let options = CommandOption.all.map { option in
      let names = option.names.map { name in
        name.hasPrefix("--") ? "-l \(name.dropFirst(2))" : "-s \(name.dropFirst())"
      }
      let value =
        option.choices.isEmpty
        ? (option.valueName == nil ? "" : " -x") : " -x -a '\(option.choices.joined(separator: " "))'"
      return "complete -c tally \(names.joined(separator: " "))\(value) -d '\(quoted(option.description))'"
    }
    let words = CompletedShell.words.joined(separator: " ")
    return """
      # Completes the command line of tally in fish: have this as ~/.config/fish/completions/tally.fish
      \(options.joined(separator: "\n"))
      complete -c tally -n 'test (count (commandline -opc)) -eq 1' -a '\(words)'
      """
  }

  private static func quoted(_ text: String) -> String {
    text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
  }
}
