extension Vector {
  /// The value of a row.
  public func value(at row: Int) -> Value {
    let row = isConstant ? 0 : row
    if bounds != nil { return figure(at: row).map { Value($0, kind: kind) } ?? .unknown }
    guard !best.isMissing(row) else { return .unknown }
    switch best.payload {
    case .integers(let values): return Value(stored: values[row], kind: kind)
    case .reals(let values): return .real(values[row])
    case .codes(let codes, let dictionary): return .text(dictionary[Int(codes[row])])
    }
  }

  /// A vector of single values, all of the kind or unknown; it carries bounds where one of them does.
  public init(_ values: [Value], kind: Kind) {
    let missing = values.contains(.unknown) ? values.map(\.isUnknown) : nil
    if kind == .text {
      var interner = TextInterner()
      let codes = values.map { value -> UInt32 in
        if case .text(let text) = value { interner.intern(text) } else { interner.intern("") }
      }
      self.init(.text, Lane(.codes(codes, interner.dictionary()), missing: missing))
    } else if values.contains(where: { if case .figure = $0 { true } else { false } }) {
      self.init(figures: values.map { $0.keptFigure?.converted(to: kind) }, kind: kind)
    } else if kind == .real {
      let reals = values.map { value -> Double in
        if case .real(let real) = value { real } else { Double(value.stored ?? 0) }
      }
      self.init(.real, reals: reals, missing: missing)
    } else {
      self.init(kind, integers: values.map { $0.stored ?? 0 }, missing: missing)
    }
  }

  /// The values of some rows, in this order; a row may stand there more than once.
  public func taking(_ rows: [UInt32]) -> Vector {
    if isConstant { return self }
    return Vector(
      kind, best.taking(rows),
      bounds: bounds.map { Bounds(low: $0.low.taking(rows), high: $0.high.taking(rows)) })
  }
}

extension Vector.Lane {
  fileprivate func taking(_ rows: [UInt32]) -> Vector.Lane {
    let payload: Vector.Payload =
      switch self.payload {
      case .integers(let values): .integers(values.taking(rows))
      case .reals(let values): .reals(values.taking(rows))
      case .codes(let codes, let dictionary): .codes(codes.taking(rows), dictionary)
      }
    return Vector.Lane(payload, missing: missing?.taking(rows))
  }
}

extension Array {
  @inline(__always)
  fileprivate func taking(_ places: [UInt32]) -> [Element] {
    withUnsafeBufferPointer { values in places.map { values[Int($0)] } }
  }
}

extension Value {
  /// The figure as it is kept, any number included; nil for unknown and for text.
  fileprivate var keptFigure: Figure? {
    if case .figure(let figure, _) = self { figure } else { asFigure }
  }
}
