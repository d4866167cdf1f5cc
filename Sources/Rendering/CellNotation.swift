import TallyColumns

/// How a machine format spells the kinds of value.
protocol CellNotation: Sendable {
  /// Whether dates and times stand in quotes.
  static var quotesDates: Bool { get }
  func appendUnknown(to output: inout [UInt8])
  func appendBoolean(_ value: Bool, to output: inout [UInt8])
  func appendReal(_ value: Double, to output: inout [UInt8])
  func appendText(_ utf8: some Collection<UInt8>, to output: inout [UInt8])
  /// A figure with bounds that are not all the same.
  func appendFigure(_ figure: Figure, kind: Kind, to output: inout [UInt8])
}
