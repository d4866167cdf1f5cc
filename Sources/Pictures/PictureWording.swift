import TallyColumns

/// Every word this room says by itself.
enum PictureWording {
  static let unknown = "unknown"
  static let nothingToDraw = "no rows"

  static let surely = "surely"
  static let perhaps = "perhaps"
  static let openAbove = "or more"
  static let openBelow = "or less"
  static let best = "best estimate"
  static let about = "about"
  static let range = "least to greatest"
  static let noRow = "no row"
  static let several = "several"

  static func moreRows(_ count: Int) -> String {
    "\(grouped(count)) more \(count == 1 ? "row is" : "rows are") not drawn; limit, skip and top choose others"
  }

  static func moreSeries(_ count: Int, of name: String) -> String {
    "\(grouped(count)) more \(count == 1 ? "value" : "values") of \(name) \(count == 1 ? "is" : "are") not drawn"
  }

  static func moreColumns(_ count: Int, of name: String) -> String { moreSeries(count, of: name) }

  static func unknownLeftOut(_ name: String, _ count: Int, of total: Int) -> String {
    "\(name) is unknown in \(grouped(count)) of \(grouped(total)) \(total == 1 ? "row" : "rows"), not drawn"
  }

  static func pairsTwice(_ count: Int) -> String {
    "\(grouped(count)) \(count == 1 ? "pair stands" : "pairs stand") in several rows, of which the last is drawn"
  }

  static func sparkBounds(_ names: [String]) -> String {
    "sparks do not show bounds, which \(names.joined(separator: ", ")) \(names.count == 1 ? "has" : "have"); draw line does"
  }

  static func grouped(_ count: Int) -> String { Value.whole(Int64(count)).text(.readable) }
}
