import TallyColumns
import TallyWorkers

extension Progress.Reading {
  /// What is shown of it while people wait: `212 of 509 MB, 4,100,000 rows, 42 %, 3.4 s left` of a file,
  /// `6,400,000 of 10,000,000 rows, 64 %, 0.4 s left` of a question, and `working for 3.1 s` where nobody counts.
  public var sentence: String {
    guard total > 0 else { return "working for \(Progress.Reading.text(ofSeconds: seconds))" }
    let done = min(done, total)
    guard done > 0 else { return unit == .bytes ? amount(nil) : "\(Progress.Reading.grouped(total)) rows" }
    var parts: [String] = []
    switch unit {
    case .bytes: parts = [amount(done), "\(Progress.Reading.grouped(rows)) rows"]
    case .rows: parts = ["\(Progress.Reading.grouped(done)) of \(Progress.Reading.grouped(total)) rows"]
    }
    // What comes behind a pass, and is not counted, may take its time.
    guard done < total else { return parts.joined(separator: ", ") }
    parts.append("\(Int(Double(done) / Double(total) * 100)) %")
    let left = seconds * Double(total - done) / Double(done)
    parts.append("\(Progress.Reading.text(ofSeconds: left)) left")
    return parts.joined(separator: ", ")
  }

  /// `212 of 509 MB`; without a part, only the whole.
  private func amount(_ part: Int?) -> String {
    let (unit, size): (String, Double) = total >= 1_000_000_000 ? ("GB", 1e9) : ("MB", 1e6)
    let text = { (bytes: Int) -> String in
      let number = Double(bytes) / size
      return size == 1e9 ? Progress.Reading.tenths(number) : "\(Int(number.rounded()))"
    }
    return (part.map { "\(text($0)) of " } ?? "") + "\(text(total)) \(unit)"
  }

  private static func text(ofSeconds seconds: Double) -> String {
    // What nobody waits for is not told to the minute.
    guard seconds < 3600 * 100 else { return "more than 99 h" }
    switch seconds {
    case ..<10: return "\(tenths(seconds)) s"
    case ..<100: return "\(Int(seconds)) s"
    case ..<6000: return "\(Int(seconds / 60)) min"
    default: return "\(Int(seconds / 3600)) h"
    }
  }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((max(0, number) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func grouped(_ count: Int) -> String { Value.whole(Int64(count)).text(.readable) }
}
