import Testing

@testable import TallyExecution

/// What is selected at a place is what stands there once all is sorted, with vectors and without.
@Suite struct SelectionTests {
  private func check(_ values: [Int64], places: [Int]) {
    let sorted = values.sorted()
    for place in places where place < values.count {
      for usesVectors in [false, true] {
        var room = values + [Int64](repeating: .min, count: Selection.room)
        var spare = [Int64](repeating: .max, count: room.count)
        let pair = room.withUnsafeMutableBufferPointer { room in
          spare.withUnsafeMutableBufferPointer { spare -> (low: Int64, high: Int64)? in
            guard let room = room.baseAddress, let spare = spare.baseAddress else { return nil }
            return Selection.pair(at: place, among: values.count, in: room, spare, usesVectors: usesVectors)
          }
        }
        #expect(pair?.low == sorted[place], "\(values.count) values, place \(place)")
        #expect(pair?.high == sorted[min(place + 1, values.count - 1)], "\(values.count), place \(place)")
      }
    }
  }

  /// At every place of a few values, and at some of many.
  @Test func everyPlace() {
    for count in Array(1...70) + [127, 128, 129, 1000, 5000] {
      let all = count <= 129 ? Array(0..<count) : [0, 1, count / 3, count / 2, count - 2, count - 1]
      for make in [
        { $0 }, { -$0 }, { _ in 4 }, { $0 % 3 }, { $0 &* 0x1E37_79B9_7F4A_7C15 },
        { $0 % 5 == 0 ? .max : .min },
        { $0 < 40 ? $0 : 40 }, { ($0 &* 7919) % 1009 }, { $0 % 2 == 0 ? $0 : -$0 },
      ] as [(Int64) -> Int64] {
        check((0..<Int64(count)).map(make), places: all)
      }
    }
  }

  /// An order in which every pivot is next to one end, as all that are looked at are the greatest.
  @Test func pivotsThatPartBadly() {
    let count = 1 << 14
    var values = (0..<Int64(count)).map { $0 }
    var left = count
    while left > 40 {
      let step = left / 15
      // Those that a sample of this length is taken of are put at the end of the values.
      for taken in 0..<15 { values[taken * step + step / 2] = Int64(count * 2 - left * 15 + taken) }
      left -= 15
    }
    check(values, places: [0, 1, count / 2, count - 2, count - 1])
  }
}
