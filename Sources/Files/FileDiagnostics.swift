import TallyColumns
import TallyDiagnostics
import TallyWorkers

/// Every message of this room, in alphabetical order of their ids.
enum FileDiagnostics {
  static func badDescriptor(_ problem: String) -> Diagnostic {
    Diagnostic(
      "bad-descriptor", "the data package is not as the standard has it: \(problem)",
      help: "the standard is at https://datapackage.org")
  }

  static func badJSON(_ problem: String) -> Diagnostic {
    Diagnostic("bad-json", "this is not JSON: \(problem)")
  }

  static func cellDoesNotFit(_ cell: String, column: String, declared: DeclaredKind) -> Diagnostic {
    Diagnostic(
      "cell-does-not-fit", "column \(column) is declared as \(declared.phrase), and \"\(cell)\" is not",
      help: "correct the cell, or the type of \(column) in the data package")
  }

  static func cannotWrite(_ reason: String) -> Diagnostic {
    Diagnostic("cannot-write", "the file cannot be written: \(reason)")
  }

  static func changedWhileRead() -> Diagnostic {
    Diagnostic("changed-while-read", "the file was changed while it was read", help: "load it again")
  }

  static func crossedParts(_ name: String, row: Int, _ figure: Figure) -> Diagnostic {
    let part = { (word: String, number: Number?) in
      number.map { number in
        switch number {
        case .whole(let whole): "\(word) \(whole)"
        case .real(let real): "\(word) \(real)"
        }
      }
    }
    let parts = [part("low", figure.low), part("best", figure.best), part("high", figure.high)].compactMap {
      $0
    }
    return Diagnostic(
      "crossed-parts", "row \(row) has no figure \(name): \(parts.joined(separator: ", ")) are out of order",
      help: "low is at most best, and best at most high")
  }

  static func emptyFile() -> Diagnostic {
    Diagnostic(
      "empty-file", "the file is empty", help: "a table needs at least a line with the names of its columns")
  }

  static func extraColumn(_ name: String) -> Diagnostic {
    Diagnostic(
      "extra-column", "the file has a column \(name), which the data package does not declare",
      help: "add it to the fields of the schema, or remove it from the file")
  }

  static func diskFull() -> Diagnostic {
    Diagnostic(
      "disk-full", "there is no room left where the file is to be",
      help: "what was there before is as it was; make room, or name another place")
  }

  static func fileNotFound() -> Diagnostic {
    Diagnostic("file-not-found", "there is no such file or folder")
  }

  static func isFolder() -> Diagnostic {
    Diagnostic(
      "is-folder", "this is a folder, not a file", help: "name a file in it, or open the folder itself")
  }

  static func isFolderThere() -> Diagnostic {
    Diagnostic("is-folder-there", "there is a folder of that name", help: "name a file in it, or another one")
  }

  static func missingColumn(_ name: String) -> Diagnostic {
    Diagnostic(
      "missing-column", "the file has no column \(name), which the data package declares",
      help: "add it to the file, or remove it from the fields of the schema")
  }

  static func noDeclaredColumn(_ name: String, table: String) -> Diagnostic {
    Diagnostic(
      "no-declared-column", "the package speaks of a column \"\(name)\" that table \(table) does not have")
  }

  static func noHierarchy(_ fault: Hierarchy.Fault) -> Diagnostic {
    switch fault {
    case .unknownParent(let entry, let parent):
      Diagnostic(
        "unknown-parent", "\"\(entry)\" is said to be inside \"\(parent)\", which is not in the list",
        help: "add a row for \"\(parent)\", or leave the cell blank")
    case .cycle(let names):
      Diagnostic(
        "cycle", "these lie inside one another in a circle: \(names.joined(separator: " in "))",
        help: "each lies inside one larger one, the outermost in none")
    }
  }

  static func noMemory(bytes: Int) -> Diagnostic {
    Diagnostic("no-memory", "there is no memory for the \(bytes) bytes of the file")
  }

  static func noSuchFolder() -> Diagnostic {
    Diagnostic(
      "no-such-folder", "there is no folder to put the file in",
      help: "make the folder first, or name another")
  }

  static func noTables() -> Diagnostic {
    Diagnostic(
      "no-tables", "the folder has no CSV file in it",
      help: "name a file, or a folder with datapackage.json or with .csv or .tsv files")
  }

  static func notATable(_ format: String) -> Diagnostic {
    Diagnostic("not-a-table", "this is \(format), not text", help: "turn it into CSV first")
  }

  static func notEnoughMemory(_ shortage: MemoryShortage) -> Diagnostic {
    let left = ByteText.of(shortage.left)
    let rest = shortage.limit.map { "\(left) are left of the \(ByteText.of($0)) that may be taken" }
    return Diagnostic(
      "not-enough-memory",
      "reading on needs \(ByteText.of(shortage.wanted)) more memory, and \(rest ?? "\(left) may be taken")",
      help: shortage.sufficientGigabytes.map { "to allow more: set memory \($0)GB" })
  }

  static func notPermitted() -> Diagnostic {
    Diagnostic("not-permitted", "you are not permitted to read this", help: "ask its owner, or see ls -l")
  }

  static func notPermittedToWrite() -> Diagnostic {
    Diagnostic(
      "not-permitted-to-write", "you are not permitted to write this", help: "name a place that is yours")
  }

  static func raggedRow(expected: Int, found: Int) -> Diagnostic {
    Diagnostic(
      "ragged-row", "this row has \(count(found, "cell")), and the table has \(count(expected, "column"))",
      help: "quote cells that hold the separator; --lenient pads short rows and cuts long ones")
  }

  static func recordTooLong() -> Diagnostic {
    Diagnostic(
      "record-too-long", "the row that begins here is longer than 4 GB",
      help: "look for a quote that is never closed")
  }

  static func textAfterQuote() -> Diagnostic {
    Diagnostic(
      "text-after-quote", "there is text between a closing quote and the next separator",
      help:
        "write a quote inside quotes twice; --lenient takes what stands behind the quotes as part of the cell"
    )
  }

  static func unreadable(_ reason: String) -> Diagnostic {
    Diagnostic("unreadable", "the file cannot be read: \(reason)")
  }

  static func unsafePath(_ path: String) -> Diagnostic {
    Diagnostic(
      "unsafe-path", "the data package names \"\(path)\", which may lie outside of its folder",
      help: "paths in a data package are relative and without ..")
  }

  static func unsupported(_ feature: String) -> Diagnostic {
    Diagnostic("unsupported", "\(feature) is not supported")
  }

  static func unterminatedQuote() -> Diagnostic {
    Diagnostic(
      "unterminated-quote", "the quote that opens here is never closed",
      help: "close it; --lenient takes the rest of the file as one cell")
  }

  static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}
