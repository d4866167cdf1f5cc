/// A CSV parser as plain as can be, one character at a time over the whole text, to referee the real one.
struct ReferenceCSV {
  enum Failure: Error, Equatable {
    case ragged, textAfterQuote, unterminatedQuote, empty
  }

  private(set) var records: [[String]] = []

  /// - Parameter isLenient: pads, cuts and lets pass instead of failing.
  init(_ bytes: [UInt8], separator: UInt8 = 0x2C, isLenient: Bool = false) throws {
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x0A || bytes[index] == 0x0D {
        index += 1
        continue
      }
      var record: [String] = []
      while true {
        var cell: [UInt8] = []
        if index < bytes.count, bytes[index] == 0x22 {
          index += 1
          var isClosed = false
          while index < bytes.count {
            if bytes[index] == 0x22 {
              if index + 1 < bytes.count, bytes[index + 1] == 0x22 {
                cell.append(0x22)
                index += 2
                continue
              }
              index += 1
              isClosed = true
              break
            }
            cell.append(bytes[index])
            index += 1
          }
          if !isClosed, !isLenient { throw Failure.unterminatedQuote }
          let isAtEnd = index == bytes.count || [separator, 0x0A, 0x0D].contains(bytes[index])
          if !isAtEnd, !isLenient { throw Failure.textAfterQuote }
        }
        while index < bytes.count, ![separator, 0x0A, 0x0D].contains(bytes[index]) {
          cell.append(bytes[index])
          index += 1
        }
        record.append(String(decoding: cell, as: UTF8.self))
        guard index < bytes.count, bytes[index] == separator else { break }
        index += 1
      }
      if index < bytes.count {
        let isTwoBytes = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        index += isTwoBytes ? 2 : 1
      }
      if let width = records.first?.count, record.count != width {
        guard isLenient else { throw Failure.ragged }
        record = Array(record.prefix(width)) + Array(repeating: "", count: max(0, width - record.count))
      }
      records.append(record)
    }
    if records.isEmpty { throw Failure.empty }
  }
}
