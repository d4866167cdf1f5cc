import TallyColumns

/// What makes two keys the same group: texts byte by byte, as dictionaries have them, all else by value.
struct KeyIdentity: Hashable {
  private let value: Value
  private let bytes: [UInt8]

  init(_ value: Value) {
    if case .text(let text) = value {
      self.value = .boolean(true)
      bytes = Array(text.utf8)
    } else {
      self.value = value
      bytes = []
    }
  }
}
