extension Value {
  /// What a text is read as where nothing says what it should be: a number, date, time, yes or no, duration
  /// or figure where it is one as a whole, by the rules that cells of files are read by; otherwise text.
  public init(literal text: String) {
    var copy = text
    self =
      copy.withUTF8 { bytes -> Value? in
        switch LiteralScanner.number(bytes) {
        case .whole(let whole)?: return .whole(whole)
        case .real(let real)?: return .real(real)
        case nil: break
        }
        if let day = LiteralScanner.date(bytes) { return .date(day) }
        if let moment = LiteralScanner.time(bytes) { return .time(moment) }
        if let isSo = LiteralScanner.boolean(bytes) { return .boolean(isSo) }
        if let length = LiteralScanner.duration(bytes) { return .duration(length) }
        return LiteralScanner.figure(bytes).map { Value($0.figure, kind: $0.kind) }
      } ?? .text(text)
  }
}
