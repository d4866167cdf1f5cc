import TestFolders
import Testing

/// A text that is kept beside the tests and compared with what comes out; `Scripts/record` writes it anew.
enum Golden {
  static let isRecording = ProjectFiles.setting("TALLY_RECORD") != nil

  /// Compares a text with the file of the same content, and shows the first lines that differ.
  static func check(_ text: String, against path: String) {
    let kept = ProjectFiles.text(of: path)
    if kept == text { return }
    if isRecording {
      #expect(ProjectFiles.write(text, to: path), "cannot write \(path)")
      print("recorded \(path)")
      return
    }
    let difference = firstDifference(kept ?? "", text)
    Issue.record("\(path) differs, Scripts/record writes it anew\n\(difference)")
  }

  private static func firstDifference(_ kept: String, _ text: String) -> String {
    let old = kept.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let same = zip(old, new).prefix { $0 == $1 }.count
    let section = new.prefix(same + 1).last { $0.hasPrefix("== ") } ?? ""
    let shown = { (lines: [Substring], sign: String) in
      lines.dropFirst(same).prefix(4).map { "\(sign) \($0)" }.joined(separator: "\n")
    }
    return "\(section) (line \(same + 1))\n\(shown(old, "-"))\n\(shown(new, "+"))"
  }
}
