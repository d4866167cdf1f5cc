import Testing

@testable import TallyFunctions

@Suite struct DecimalRoundingTests {
  /// A number, the digits it is rounded to, and what comes out.
  static let written: [(Double, Int64, Double)] = [
    (2.345, 2, 2.35), (1.005, 2, 1.01), (2.675, 2, 2.68), (-2.5, 0, -3), (0.5, 0, 1), (0.285, 2, 0.29),
    (1234.5, -2, 1200), (1250, -2, 1300), (0.30000000000000004, 17, 0.30000000000000004), (8.5, 300, 8.5),
    (1e300, -299, 1e300), (1e300, -301, 0), (1_000_000_000_000_000.5, 0, 1e15 + 1),
  ]

  /// The nearest binary number to some of these is a little less than a half.
  @Test(arguments: DecimalRoundingTests.written)
  func realsAreRoundedAsTheyAreWritten(_ value: Double, _ digits: Int64, _ rounded: Double) {
    #expect(DecimalRounding.rounded(value, digits: digits) == rounded)
  }

  /// What was just below a half was rounded up, and what is far from any digit came back with another last one.
  @Test func onlyHalvesAreRoundedUp() {
    #expect(DecimalRounding.rounded(0.49999999999999994, digits: 0) == 0)
    #expect(DecimalRounding.rounded(2.5, digits: 32_767) == 2.5)
    #expect(DecimalRounding.rounded(-.greatestFiniteMagnitude, digits: -32_768) == 0)
  }

  /// Whole numbers were rounded as reals, which have not all of them.
  @Test func wholesAreRoundedExactly() throws {
    #expect(try DecimalRounding.rounded(4_611_686_018_427_387_905, digits: -1) == 4_611_686_018_427_387_910)
    #expect(try DecimalRounding.rounded(-25, digits: -1) == -30)
    #expect(try DecimalRounding.rounded(.max, digits: -18) == 9_000_000_000_000_000_000)
    #expect(try DecimalRounding.rounded(4_999_999_999_999_999_999, digits: -19) == 0)
    #expect(try DecimalRounding.rounded(.min, digits: -20) == 0)
    #expect(throws: KernelError.overflow) { try DecimalRounding.rounded(.max, digits: -19) }
    #expect(throws: KernelError.overflow) { try DecimalRounding.rounded(.max, digits: -1) }
  }
}
