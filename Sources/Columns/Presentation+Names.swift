extension Presentation {
  /// How the whole numbers of a column want to be shown by its name: years and identifiers name rather than count, and
  /// `2,025` is no year.
  public init(ofColumnCalled name: String) {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    self = words.last.map { ["year", "id"].contains($0) } == true ? .ordinal : .plain
  }
}
