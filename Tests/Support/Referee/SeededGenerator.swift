/// Chance that is the same in every run (SplitMix64, Steele, Lea and Flood 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// Whether something of a chance of one in so many happens.
  public mutating func oneIn(_ chances: Int) -> Bool {
    Int.random(in: 0..<max(1, chances), using: &self) == 0
  }

  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &self)]
  }

  /// One of the elements, each as often as its weight says.
  mutating func pick<Element>(weighted elements: [(Int, Element)]) -> Element {
    var rest = Int.random(in: 0..<elements.reduce(0) { $0 + $1.0 }, using: &self)
    for (weight, element) in elements {
      if rest < weight { return element }
      rest -= weight
    }
    return elements[elements.count - 1].1
  }

  /// A seed that is far from those of its neighbours.
  static func scrambled(_ seed: UInt64) -> UInt64 {
    var chance = SeededGenerator(seed: seed)
    return chance.next()
  }
}
