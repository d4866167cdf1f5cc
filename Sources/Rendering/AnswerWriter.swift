/// One format at work on one answer: what it puts before the rows, for each row, and after them.
///
/// Writers only append bytes; `AnswerRenderer` hands these on, so that answers of any length stream.
protocol AnswerWriter {
  /// How many rows to write, from the first on.
  var rowCount: Int { get }
  func appendHead(to output: inout [UInt8])
  func appendRow(_ row: Int, to output: inout [UInt8])
  func appendFoot(to output: inout [UInt8])
}
