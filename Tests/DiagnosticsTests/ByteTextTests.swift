import TallyDiagnostics
import Testing

@Suite struct ByteTextTests {
  @Test(arguments: [
    (0, "0 B"), (-1, "0 B"), (312, "312 B"), (999, "999 B"), (1000, "1.0 kB"), (1449, "1.4 kB"),
    (9949, "9.9 kB"), (9950, "10 kB"), (61_400_000, "61 MB"), (999_499, "999 kB"), (999_500, "1.0 MB"),
    (2_450_000_000, "2.5 GB"), (Int.max, "9.2 EB"),
  ])
  func isShort(_ bytes: Int, _ text: String) { #expect(ByteText.of(bytes) == text) }

  @Test(
    arguments: [
      ("2GB", 2_000_000_000), ("2 gb", 2_000_000_000), ("1.5 GB", 1_500_000_000), ("500mb", 500_000_000),
      ("64kB", 64_000), ("17B", 17), ("0GB", nil), ("GB", nil), ("2", nil), ("-2GB", nil), ("1e3MB", nil),
      ("2XB", nil), ("", nil), ("9999999999EB", nil), ("1.2.3GB", nil), ("0.1B", nil), ("٣GB", nil),
    ] as [(String, Int?)])
  func isRead(_ text: String, _ bytes: Int?) { #expect(ByteText.bytes(in: text) == bytes) }
}
