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

  /// A string. Whatever could drive a terminal or turn the direction of what stands behind it is escaped, also where
  /// JSON would let it through.
  func appendText(_ utf8: some Collection<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var previous: UInt8 = 0
    for byte in utf8 {
      if byte >= 0x20, byte != 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
        !(previous == 0xC2 && byte < 0xA0), !(0xA6...0xAE ~= byte && previous & 0xFE == 0x80)
      {
        output.append(byte)
      } else if byte >= 0xA0 {
        appendThird(byte, behind: previous, to: &output)
      } else {
        // U+0080 to U+009F are C2 80 to C2 9F: the first byte is out already.
        if previous == 0xC2 { output.removeLast() }
        appendEscape(of: UInt16(byte), to: &output)
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

  /// The third byte of U+2028 to U+202E, which are E2 80 A8 to E2 80 AE, and of U+2066 to U+2069, which are E2 81 A6
  /// to E2 81 A9; or else a byte of another character. The two before it are out already.
  private func appendThird(_ byte: UInt8, behind previous: UInt8, to output: inout [UInt8]) {
    guard output[output.count - 2] == 0xE2, previous == 0x80 ? byte >= 0xA8 : byte <= 0xA9 else {
      return output.append(byte)
    }
    output.removeLast(2)
    appendEscape(of: 0x2000 | UInt16(previous & 1) << 6 | UInt16(byte & 0x3F), to: &output)
  }

  /// - Parameter code: of a character of the first plane.
  private func appendEscape(of code: UInt16, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch code {
    case 0x22: output.append(UInt8(ascii: "\""))
    case 0x5C: output.append(UInt8(ascii: "\\"))
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    case 0x09: output.append(UInt8(ascii: "t"))
    default:
      output.append(UInt8(ascii: "u"))
      let digits = Array("0123456789abcdef".utf8)
      for shift in [12, 8, 4, 0] { output.append(digits[Int(code >> shift & 15)]) }
    }
  }
}
