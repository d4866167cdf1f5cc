import TallyColumns

/// What people are told beside what they see, where names change what they mean; in alphabetical order.
enum SessionNotes {
  /// A file was opened under another name, as another table has its own.
  static func renamed(_ table: Table, from name: String) -> String {
    "\(table.path ?? name) is called \(table.name): there is a table \(name) already"
  }

  /// A name stands for another table now.
  static func replaced(_ table: Table) -> String {
    "\(table.name) was the table\(table.path.map { " of \($0)" } ?? "") before; the name stands for this one now"
  }
}
