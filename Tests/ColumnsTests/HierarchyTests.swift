import TallyColumns
import Testing

@Suite struct HierarchyTests {
  /// A chain of entries once took the square of its length: each went all the way up again.
  @Test(arguments: [true, false]) func longChainIsReadInOneWalk(isUpwards: Bool) throws {
    let entries = (0..<20_000).map { Hierarchy.Entry("p\($0)", inside: $0 == 0 ? nil : "p\($0 - 1)") }
    let hierarchy = try Hierarchy(isUpwards ? entries.reversed() : entries)
    let inner = try #require(hierarchy.number(of: "p19999"))
    let outer = try #require(hierarchy.number(of: "p0"))
    #expect(hierarchy.isInside(inner, outer))
  }

  /// Only the entries of the circle are told, not those that lead to it, nor those met before it.
  @Test func cycleIsToldWithoutTheWayToIt() {
    let entries: [Hierarchy.Entry] = [
      .init("outer"), .init("inner", inside: "outer"), .init("way", inside: "a"), .init("a", inside: "b"),
      .init("b", inside: "c"), .init("c", inside: "a"),
    ]
    #expect(throws: Hierarchy.Fault.cycle(["a", "b", "c"])) { try Hierarchy(entries) }
    #expect(throws: Hierarchy.Fault.cycle(["x"])) { try Hierarchy([.init("x", inside: "x")]) }
  }
}
