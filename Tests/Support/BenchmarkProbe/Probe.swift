import TallyDiagnostics
import TallyFiles
import TallySession

/// A session that answers a line with a line, to be timed from another process:
///
///     run load /data/x.csv as x       {"seconds":0.7}
///     run sum v1 by id1               {"seconds":0.004,"rows":100}
///     check sum v1 by id1             {"seconds":0.004,"rows":100,"checks":[100,100,…]}
///
/// The seconds are those from the text of a statement to its answer as a table, on a monotonic clock; checking
/// and letting go of the answer come after them.
public final class Probe {
  private let session: Session
  private let clock = ContinuousClock()

  public init(session: Session) {
    self.session = session
  }

  /// What comes of a line, as JSON: times and checks, or `{"error":"…"}`.
  public func answer(_ line: String) -> String {
    let words = line.split(separator: " ", maxSplits: 1)
    guard words.count == 2, let verb = Verb(rawValue: String(words[0])) else {
      return ProbeReply.failure("a line is \"run STATEMENT\" or \"check QUESTION\"").json
    }
    do {
      let start = clock.now
      let outcome = try session.run(SourceText(String(words[1])))
      let time = clock.now - start
      guard case .answer(let answer) = outcome.result else { return ProbeReply.done(time).json }
      let checks = verb == .check ? AnswerChecks(of: answer.table) : nil
      return ProbeReply.answered(time, rows: answer.table.rowCount, checks).json
    } catch let diagnostic as Diagnostic {
      return ProbeReply.failure(diagnostic.message).json
    } catch let error as FileError {
      return ProbeReply.failure(error.rendered(by: DiagnosticRenderer(usesColor: false, width: 200))).json
    } catch {
      return ProbeReply.failure("\(error)").json
    }
  }

  private enum Verb: String {
    case run, check
  }
}

/// What the probe says of a line.
enum ProbeReply {
  /// A statement that gives no rows.
  case done(Duration)
  case answered(Duration, rows: Int, AnswerChecks?)
  case failure(String)

  var json: String {
    switch self {
    case .done(let time):
      return "{\"seconds\":\(ProbeReply.seconds(time))}"
    case .answered(let time, let rows, let checks):
      let numbers = checks.map { ",\"checks\":[\($0.numbers.map(ProbeReply.number).joined(separator: ","))]" }
      return "{\"seconds\":\(ProbeReply.seconds(time)),\"rows\":\(rows)\(numbers ?? "")}"
    case .failure(let message):
      return "{\"error\":\"\(ProbeReply.escaped(message))\"}"
    }
  }

  private static func seconds(_ time: Duration) -> Double {
    let (seconds, attoseconds) = time.components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  /// JSON has no infinities.
  private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
