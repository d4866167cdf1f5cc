import TallyWorkers
import Testing

/// Freed memory is known by what the process has and does not use.
@Suite struct FreedMemoryTests {
  #if os(Linux)
    /// What the allocator calls free was counted as kept after it had gone back, so that every answer gave it back anew.
    @Test func whatHasGoneBackIsNotKept() {
      FreedMemory.giveBack()
      let before = FreedMemory.kept
      let megabyte = 1 << 20
      var pieces = (0..<300).map { _ in
        let piece = UnsafeMutableRawPointer.allocate(byteCount: megabyte, alignment: 16)
        piece.initializeMemory(as: UInt8.self, repeating: 1, count: megabyte)
        return piece
      }
      // What others do meanwhile is much less.
      #expect(FreedMemory.kept < before + 150 * megabyte, "they are in use")
      // One stays, so that the others are free in the middle.
      let last = pieces.popLast()
      for piece in pieces { piece.deallocate() }
      FreedMemory.giveBack()
      #expect(FreedMemory.kept < before + 150 * megabyte, "they have gone back")
      last?.deallocate()
    }
  #endif
}
