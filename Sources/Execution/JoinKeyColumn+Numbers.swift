import TallyColumns

extension JoinKeyColumn {
  /// Moves the number of each row up by a radix, and puts the word of this key below it; `RowOrigins.none` stays, and
  /// is the number of rows that can match nothing.
  /// - Parameters:
  ///   - numbers: of the rows, the first first.
  ///   - size: how many words there are; all numbers that can come of it must be below `RowOrigins.none`.
  func append(to numbers: UnsafeMutablePointer<UInt32>, times size: UInt32, _ rows: BatchRows) {
    switch (reading, column.storage) {
    case (.texts(let words), .code8(let codes, _)): append(codes, words, numbers, size, rows)
    case (.texts(let words), .code16(let codes, _)): append(codes, words, numbers, size, rows)
    case (.texts(let words), .code32(let codes, _)): append(codes, words, numbers, size, rows)
    case (.integers, .int8(let values)): append(values, numbers, size, rows)
    case (.integers, .int16(let values)): append(values, numbers, size, rows)
    case (.integers, .int32(let values)): append(values, numbers, size, rows)
    case (.integers, .int64(let values)): append(values, numbers, size, rows)
    default:
      let (words, isOut) = self.words(rows)
      for row in words.indices {
        let isNone = isOut?[row] ?? false || numbers[row] == RowOrigins.none
        let word = UInt32(truncatingIfNeeded: words[row])
        numbers[row] = isNone ? RowOrigins.none : numbers[row] &* size &+ word
      }
      return
    }
    guard let missing = column.best.missing else { return }
    rows.forEach { position, row in if missing[row] { numbers[position] = RowOrigins.none } }
  }

  @inline(__always)
  private func append<Code: FixedWidthInteger>(
    _ codes: [Code], _ words: [UInt32], _ numbers: UnsafeMutablePointer<UInt32>, _ size: UInt32,
    _ rows: BatchRows
  ) {
    codes.withUnsafeBufferPointer { codes in
      words.withUnsafeBufferPointer { words in
        rows.forEach { position, row in
          let (number, word) = (numbers[position], words[Int(codes[row])])
          let isNone = number == RowOrigins.none || word == RowOrigins.none
          numbers[position] = isNone ? RowOrigins.none : number &* size &+ word
        }
      }
    }
  }

  @inline(__always)
  private func append<Value: FixedWidthInteger>(
    _ values: [Value], _ numbers: UnsafeMutablePointer<UInt32>, _ size: UInt32, _ rows: BatchRows
  ) {
    let (low, high) = (range?.lowerBound ?? 0, range?.upperBound ?? 0)
    values.withUnsafeBufferPointer { values in
      rows.forEach { position, row in
        let (number, value) = (numbers[position], Int64(truncatingIfNeeded: values[row]))
        let isNone = number == RowOrigins.none || value < low || value > high
        numbers[position] =
          isNone ? RowOrigins.none : number &* size &+ UInt32(truncatingIfNeeded: value &- low)
      }
    }
  }
}
