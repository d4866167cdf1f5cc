import TallyWorkers

extension ExecutionContext {
  /// Elements that a thread sorts at once, and that it merges between two looks at whether it is to stop.
  static let sortedAtOnce = 1 << 14

  /// Elements in order: pieces are sorted on all cores, then merged two by two, each merge cut where its output is to
  /// be cut (Odeh, Green, Mwassi, Shmueli, Birk: "Merge Path", 2012).
  ///
  /// All of it is one pass of the progress.
  /// - Parameters:
  ///   - count: how many there are.
  ///   - make: the element of a number.
  ///   - isBefore: whether an element comes before another, which is so of one of any two; both are of this call.
  /// - Throws: `Cancelled`.
  /// - Complexity: O(n log n), on all cores.
  @inline(__always)
  func sorted<Element: BitwiseCopyable & Sendable>(
    _ count: Int, pieceCount: Int = sortedAtOnce, _ make: @Sendable (Int) -> Element,
    by isBefore: @Sendable (Element, Element) -> Bool
  ) throws -> [Element] {
    let merges = SortedRuns<Element>.merges(count, pieceCount)
    cancellation.begin(rows: count, passes: merges + 1)
    var elements: [Element] = try workers.fill(
      count, pieceCount: pieceCount, cancellation: cancellation, counting: .partOfPass
    ) { range, base in
      for place in range { base[place] = make(place) }
      var piece = UnsafeMutableBufferPointer(start: base + range.lowerBound, count: range.count)
      piece.sort(by: isBefore)
    }
    for merge in 0..<merges {
      elements = try elements.withUnsafeBufferPointer { elements in
        let runs = SortedRuns(elements: elements, length: pieceCount << merge)
        return try workers.fill(
          count, pieceCount: pieceCount, cancellation: cancellation, counting: .partOfPass
        ) {
          runs.merge($0, into: $1, by: isBefore)
        }
      }
    }
    return elements
  }
}

/// Elements in sorted runs of one length, the last perhaps shorter, of which two by two are merged.
private struct SortedRuns<Element: BitwiseCopyable>: @unchecked Sendable {
  let elements: UnsafeBufferPointer<Element>
  let length: Int

  /// How often runs of so many elements have to be merged until there is one.
  static func merges(_ count: Int, _ length: Int) -> Int {
    var merges = 0
    while length << merges < count { merges += 1 }
    return merges
  }

  /// Writes some of the places of what comes of merging. All of them lie in one pair of runs, as a pair is a
  /// multiple of them long.
  @inline(__always)
  func merge(
    _ places: Range<Int>, into target: UnsafeMutablePointer<Element>, by isBefore: (Element, Element) -> Bool
  ) {
    let start = places.lowerBound / (2 * length) * (2 * length)
    let middle = min(start + length, elements.count)
    let end = min(start + 2 * length, elements.count)
    let left = UnsafeBufferPointer(rebasing: elements[start..<middle])
    let right = UnsafeBufferPointer(rebasing: elements[middle..<end])
    var fromLeft = taken(of: left, and: right, places.lowerBound - start, by: isBefore)
    var fromRight = places.lowerBound - start - fromLeft
    for place in places {
      let takesLeft =
        fromRight == right.count || (fromLeft < left.count && isBefore(left[fromLeft], right[fromRight]))
      target[place] = takesLeft ? left[fromLeft] : right[fromRight]
      if takesLeft { fromLeft += 1 } else { fromRight += 1 }
    }
  }

  /// How many of the first merged elements are the left run's.
  @inline(__always)
  private func taken(
    of left: UnsafeBufferPointer<Element>, and right: UnsafeBufferPointer<Element>, _ count: Int,
    by isBefore: (Element, Element) -> Bool
  ) -> Int {
    var (low, high) = (max(0, count - right.count), min(count, left.count))
    while low < high {
      let middle = (low + high) / 2
      if isBefore(left[middle], right[count - 1 - middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
