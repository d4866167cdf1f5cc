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
  ///   - hiddenNames: columns that are not shown.
  ///   - isCut: whether a shown text or name is cut short.
  static func omissions(
    shownRows: Int, of rows: Int, hiddenNames: [String], isCut: Bool, thousands: ThousandsMark
  ) -> String? {
    var parts: [String] = []
    if shownRows < rows {
      let hidden = rows - shownRows
      let noun = hidden == 1 ? "row" : "rows"
      parts.append("\(grouped(hidden, thousands)) more \(noun) (skip \(shownRows) shows the next)")
    }
    if !hiddenNames.isEmpty { parts.append(moreColumns(hiddenNames, thousands)) }
    if isCut { parts.append("some texts are cut") }
    guard !parts.isEmpty else { return nil }
    let remedy = shownRows < rows ? "set format csv shows all" : "set wide on shows all"
    return parts.joined(separator: "; ") + "; " + remedy
  }

  private static func moreColumns(_ names: [String], _ thousands: ThousandsMark) -> String {
    let named = names.prefix(8).joined(separator: ", ")
    let rest = names.count > 8 ? " and \(grouped(names.count - 8, thousands)) others" : ""
    let choice = names.prefix(2).map(typed).joined(separator: ", ")
    let noun = names.count == 1 ? "column" : "columns"
    return "\(grouped(names.count, thousands)) more \(noun): \(named)\(rest) (| list \(choice) shows these)"
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
