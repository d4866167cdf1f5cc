import TallyDiagnostics
import Testing

@Suite struct ByteTextTests {
  @Test(arguments: [
    (0, "0 B"), (-1, "0 B"), (312, "312 B"), (999, "999 B"), (1000, "1.0 kB"), (1449, "1.4 kB"),
    (9949, "9.9 kB"), (9950, "10 kB"), (61_400_000, "61 MB"), (999_499, "999 kB"), (999_500, "1.0 MB"),
    (2_450_000_000, "2.5 GB"), (Int.max, "9.2 EB"),
  ])
  func isShort(_ bytes: Int, _ text: String) { #expect(ByteText.of(bytes) == text) }
}
