import TallyDiagnostics

/// How what scripts expected is told.
public enum CheckReport: String, Sendable, CaseIterable {
  /// A line each, for people.
  case plain
  /// The Test Anything Protocol, version 14.
  case tap
  /// JUnit's XML, as build servers read it.
  case junit

  /// - Parameter script: what the script is called.
  public func text(of list: CheckList, script: String) -> String {
    switch self {
    case .plain: CheckReport.plainText(list)
    case .tap: CheckReport.tapText(list)
    case .junit: CheckReport.junitText(list, script)
    }
  }

  // MARK: - For people

  private static func plainText(_ list: CheckList) -> String {
    var lines: [String] = []
    for check in list.checks {
      let sign = check.failure == nil ? "ok      " : check.isError ? "error   " : "not ok  "
      lines.append(sign + check.text)
      if let failure = check.failure { lines.append("        \(check.place): \(failure)") }
      lines += check.notes.map { "        note: \($0)" }
    }
    lines.append(summary(list))
    // Texts in cells may be anything.
    return lines.map { VisibleText.of($0) + "\n" }.joined()
  }

  /// `4 checks: 2 as expected, 1 not, 1 error`
  private static func summary(_ list: CheckList) -> String {
    let errors = list.checks.count(where: \.isError)
    let failed = list.failures.count - errors
    var parts = ["\(list.checks.count - failed - errors) as expected"]
    if failed > 0 { parts.append("\(failed) not") }
    if errors > 0 { parts.append("\(errors) \(errors == 1 ? "error" : "errors")") }
    return
      "\(list.checks.count) \(list.checks.count == 1 ? "check" : "checks"): \(parts.joined(separator: ", "))"
  }

  // MARK: - TAP

  private static func tapText(_ list: CheckList) -> String {
    var lines = ["TAP version 14", "1..\(list.checks.count)"]
    for (number, check) in list.checks.enumerated() {
      // A number sign would begin a directive.
      let text = VisibleText.of(check.text).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
      lines.append("\(check.failure == nil ? "ok" : "not ok") \(number + 1) - \(text)")
      if check.failure == nil, check.notes.isEmpty { continue }
      lines.append("  ---")
      if let failure = check.failure {
        lines += ["  message: \(yaml(failure))", "  at: \(yaml(check.place))"]
      }
      if !check.notes.isEmpty { lines += ["  notes:"] + check.notes.map { "    - \(yaml($0))" } }
      lines.append("  ...")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A text as a double-quoted scalar of YAML.
  private static func yaml(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: "\\x" + hexadecimal(scalar.value)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    (value < 16 ? "0" : "") + String(value, radix: 16)
  }

  // MARK: - JUnit

  private static func junitText(_ list: CheckList, _ script: String) -> String {
    let failed = list.checks.count { $0.failure != nil && !$0.isError }
    let errors = list.checks.count { $0.isError }
    let counts = "tests=\"\(list.checks.count)\" failures=\"\(failed)\" errors=\"\(errors)\""
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites \(counts)>",
      "  <testsuite name=\"\(xml(script))\" \(counts)>",
    ]
    for check in list.checks {
      let file = xml(check.source.name ?? script)
      let open =
        "    <testcase name=\"\(xml(check.text))\" classname=\"\(file)\" file=\"\(file)\" line=\"\(check.source.origin.line)\""
      guard let failure = check.failure else {
        let notes = xml(check.notes.joined(separator: "\n"))
        lines.append(notes.isEmpty ? open + "/>" : "\(open)><system-out>\(notes)</system-out></testcase>")
        continue
      }
      let element = check.isError ? "error" : "failure"
      lines += [
        open + ">",
        "      <\(element) message=\"\(xml(failure))\">\(xml(([failure] + check.notes).joined(separator: "\n")))</\(element)>",
        "    </testcase>",
      ]
    }
    lines += ["  </testsuite>", "</testsuites>"]
    return lines.map { $0 + "\n" }.joined()
  }

  /// A text as XML holds it; what XML 1.0 has no way to write is shown as a mark.
  private static func xml(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "\t", "\n", "\r": "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: "\u{FFFD}"
      default: String(scalar)
      }
    }.joined()
  }
}
