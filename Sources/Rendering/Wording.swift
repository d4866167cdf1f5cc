import TallyColumns

/// Every word this room says by itself.
enum Wording {
  static let noRows = "no rows"
  static let noColumns = "no columns"
  static let noteLead = "  note: "

  static func moreNotes(_ count: Int) -> String {
    "\(grouped(count, .comma)) more \(count == 1 ? "note" : "notes"): type notes"
  }

  /// What stands over a row whose columns are below one another.
  static func row(_ number: Int, _ thousands: ThousandsMark) -> String { "row \(grouped(number, thousands))" }

  /// What a table does not show and how to see it; nil when it shows everything.
  /// - Parameters:
  ///   - shownRows: rows that are shown, of `rows`.
  ///   - columns: what is not shown of the columns.
  static func omissions(
    shownRows: Int, of rows: Int, columns: ReadableTable.Omission, thousands: ThousandsMark
  ) -> String? {
    var parts: [String] = []
    if shownRows < rows {
      let hidden = rows - shownRows
      let noun = hidden == 1 ? "row" : "rows"
      parts.append("\(grouped(hidden, thousands)) more \(noun) (skip \(shownRows) shows the next)")
    }
    if !columns.names.isEmpty { parts.append(moreColumns(columns.names, thousands)) }
    if !columns.blankNames.isEmpty { parts.append(blankColumns(columns.blankNames, thousands)) }
    if columns.isCut { parts.append("some texts are cut") }
    guard !parts.isEmpty else { return nil }
    let remedy = shownRows < rows ? "set format csv shows all" : "set wide on shows all"
    return parts.joined(separator: "; ") + "; " + remedy
  }

  private static func moreColumns(_ names: [String], _ thousands: ThousandsMark) -> String {
    let choice = names.prefix(2).map(typed).joined(separator: ", ")
    let noun = names.count == 1 ? "column" : "columns"
    return
      "\(grouped(names.count, thousands)) more \(noun): \(listed(names, thousands)) (| list \(choice) shows these)"
  }

  private static func blankColumns(_ names: [String], _ thousands: ThousandsMark) -> String {
    let noun = names.count == 1 ? "column" : "columns"
    return "\(grouped(names.count, thousands)) \(noun) blank in these rows: \(listed(names, thousands))"
  }

  private static func listed(_ names: [String], _ thousands: ThousandsMark) -> String {
    // Another takes as much room as that there is one.
    guard names.count > 9 else { return names.joined(separator: ", ") }
    return "\(names.prefix(8).joined(separator: ", ")) and \(grouped(names.count - 8, thousands)) others"
  }

  /// A column's name as a query spells it.
  private static func typed(_ name: String) -> String {
    let isWord =
      name.first.map { $0.isLetter || $0 == "_" } == true
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isWord ? name : "[\(name)]"
  }

  private static func grouped(_ count: Int, _ thousands: ThousandsMark) -> String {
    Value.whole(Int64(count)).text(thousands.style)
  }
}
