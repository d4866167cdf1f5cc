import TallyColumns

/// Values as JSON (RFC 8259): numbers exactly, dates and durations as the texts they are typed as.
struct JSONNotation: CellNotation {
  static var quotesDates: Bool { true }

  func appendUnknown(to output: inout [UInt8]) {
    output.append("null")
  }

  func appendBoolean(_ value: Bool, to output: inout [UInt8]) {
    output.append(value ? "true" : "false")
  }

  /// JSON has no infinities; like JavaScript's writer this one gives null for them.
  func appendReal(_ value: Double, to output: inout [UInt8]) {
    guard value.isFinite else { return appendUnknown(to: &output) }
    output.appendReal(value)
  }

  /// A string. Every control character is escaped, those JSON would let through too, so that none
  /// reaches a terminal.
  func appendText(_ utf8: some Collection<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var previous: UInt8 = 0
    for byte in utf8 {
      if byte >= 0x20, byte != 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
        !(previous == 0xC2 && byte < 0xA0)
      {
        output.append(byte)
      } else {
        // U+0080 to U+009F are C2 80 to C2 9F: the first byte is out already.
        if previous == 0xC2 { output.removeLast() }
        appendEscape(of: byte, to: &output)
      }
      previous = byte
    }
    output.append(UInt8(ascii: "\""))
  }

  /// An object of the three parts; an open bound is null.
  func appendFigure(_ figure: Figure, kind: Kind, to output: inout [UInt8]) {
    let figure = figure.opened
    output.append("{\"low\":")
    appendPart(figure.low, kind: kind, to: &output)
    output.append(",\"best\":")
    appendPart(figure.best, kind: kind, to: &output)
    output.append(",\"high\":")
    appendPart(figure.high, kind: kind, to: &output)
    output.append("}")
  }

  private func appendPart(_ number: Number?, kind: Kind, to output: inout [UInt8]) {
    switch number {
    case nil: appendUnknown(to: &output)
    case .whole(let value)? where kind == .duration:
      appendText(Moment.durationText(value).utf8, to: &output)
    case .whole(let value)?: output.appendDecimal(value)
    case .real(let value)?: appendReal(value, to: &output)
    }
  }

  private func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
    case UInt8(ascii: "\n"): output.append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): output.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): output.append(UInt8(ascii: "t"))
    default:
      output.append("u00")
      let digits = Array("0123456789abcdef".utf8)
      output.append(digits[Int(byte >> 4)])
      output.append(digits[Int(byte & 15)])
    }
  }
}
