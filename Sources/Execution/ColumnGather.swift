import TallyColumns

extension Column {
  /// The column of these rows, in this order.
  public func taking(_ rows: [UInt32]) -> Column {
    // Entries of plain text may repeat, and their codes would tell equal texts apart.
    if case .plain(let dictionary) = storage {
      return Column(plain: dictionary, missing: best.missing, rows: .list(rows))
    }
    return Column(concatenating: [gather(.list(rows))], kind: kind)
  }

  /// The values of a batch's rows as a dense vector.
  func gather(_ rows: BatchRows) -> Vector {
    let best = best.gather(rows)
    guard let bounds else { return Vector(kind, best) }
    return Vector(
      kind, best, bounds: Vector.Bounds(low: bounds.low.gather(rows), high: bounds.high.gather(rows)))
  }
}

extension Column.Part {
  func gather(_ rows: BatchRows) -> Vector.Lane {
    Vector.Lane(storage.gather(rows), missing: missing?.gather(rows))
  }
}

extension NullMask {
  /// For each row of the batch whether it is unknown; nil where none is.
  func gather(_ rows: BatchRows) -> [Bool]? {
    var any = false
    let result = rows.map { row in
      let isNull = self[row]
      any = any || isNull
      return isNull
    }
    return any ? result : nil
  }
}

extension Storage {
  /// The values widened: whole numbers to 64 bits, codes to 32.
  func gather(_ rows: BatchRows) -> Vector.Payload {
    switch self {
    case .int8(let values): .integers(rows.gather(values) { Int64($0) })
    case .int16(let values): .integers(rows.gather(values) { Int64($0) })
    case .int32(let values): .integers(rows.gather(values) { Int64($0) })
    case .int64(let values): .integers(rows.gather(values) { $0 })
    case .real(let values): .reals(rows.gather(values) { $0 })
    case .code8(let codes, let dictionary): .codes(rows.gather(codes) { UInt32($0) }, dictionary)
    case .code16(let codes, let dictionary): .codes(rows.gather(codes) { UInt32($0) }, dictionary)
    case .code32(let codes, let dictionary): .codes(rows.gather(codes) { $0 }, dictionary)
    case .plain(let dictionary): .codes(rows.ids, dictionary)
    }
  }
}

extension BatchRows {
  /// A function of each row number, in the order of the rows.
  @inline(__always)
  func map<Result>(_ body: (Int) -> Result) -> [Result] {
    switch self {
    case .range(let range): range.map(body)
    case .list(let ids): ids.map { body(Int($0)) }
    }
  }

  /// The values at the rows, each turned into another. Row numbers come from the engine and are in range.
  @inline(__always)
  func gather<Value, Result>(_ values: [Value], _ widen: (Value) -> Result) -> [Result] {
    values.withUnsafeBufferPointer { values in
      switch self {
      case .range(let range):
        let slice = UnsafeBufferPointer(rebasing: values[range])
        return slice.map(widen)
      case .list(let ids):
        return ids.map { widen(values[Int($0)]) }
      }
    }
  }
}
