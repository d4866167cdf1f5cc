import TallyDiagnostics

/// Lines that lie inside one another, each with a few remarks beside it.
public struct OutlineTree: Sendable, Hashable {
  public let text: String
  public let remarks: [String]
  public let children: [OutlineTree]

  public init(_ text: String, remarks: [String] = [], children: [OutlineTree] = []) {
    self.text = text
    self.remarks = remarks
    self.children = children
  }
}

extension AnswerRenderer {
  /// A tree as lines without newlines: texts on the left behind their branches, remarks in a column on the right,
  /// at most 100 columns wide.
  public func lines(of tree: OutlineTree) -> [String] {
    TreeWriter(options: options).lines(tree)
  }
}

/// Draws trees.
private struct TreeWriter {
  let options: RenderingOptions

  /// No wider than can be read with ease.
  private static let widest = 100
  private static let gap = 2
  /// The most that texts take with their branches where remarks stand beside them.
  private static let widestText = 58
  /// The least that remarks are given beside the texts.
  private static let leastRemarks = 28
  /// Screens narrower than this have the remarks below the texts.
  private static let narrow = 80
  /// The least that a text is given; branches go no deeper where it had less.
  private static let leastText = 24

  /// The branches of a node: before its first line, and before its others.
  private struct Branch {
    var first = ""
    var next = ""
  }

  func lines(_ tree: OutlineTree) -> [String] {
    let width = min(options.width ?? TreeWriter.widest, TreeWriter.widest)
    var widest = 0
    measure(tree, depth: 0, &widest)
    let isNarrow = width < TreeWriter.narrow
    let left = isNarrow ? width : min(widest, width - TreeWriter.gap - TreeWriter.leastRemarks)
    var lines: [String] = []
    append(tree, Branch(), left: left, beside: isNarrow ? nil : width - left - TreeWriter.gap, to: &lines)
    return lines
  }

  /// The room that texts want with their branches, which take three columns a level, and three more on the
  /// lines that a text goes on over.
  private func measure(_ tree: OutlineTree, depth: Int, _ widest: inout Int) {
    let branches = depth * 3 + (tree.children.isEmpty ? 0 : 3)
    widest = max(widest, min(TreeWriter.widestText, branches + DisplayWidth.of(visible(tree.text))))
    for child in tree.children { measure(child, depth: depth + 1, &widest) }
  }

  /// - Parameters:
  ///   - left: the room of texts with their branches.
  ///   - room: the room of remarks beside them; nil where they stand below.
  private func append(
    _ tree: OutlineTree, _ branch: Branch, left: Int, beside room: Int?, to lines: inout [String]
  ) {
    let unicode = options.usesUnicode
    let (tee, corner, bar) = unicode ? ("├─ ", "└─ ", "│  ") : ("|- ", "`- ", "|  ")
    let own = tree.children.isEmpty ? branch.next : branch.next + bar
    let wanted = max(DisplayWidth.of(branch.first), DisplayWidth.of(own))
    let texts = Paragraph(visible(tree.text), lead: "", width: max(TreeWriter.leastText, left - wanted)).lines
    let remarks = tree.remarks.map(visible).joined(separator: unicode ? " · " : "; ")
    let beside = remarks.isEmpty ? [] : room.map { Paragraph(remarks, lead: "", width: $0).lines } ?? []
    let below =
      remarks.isEmpty || room != nil
      ? [] : Paragraph(remarks, lead: "", width: max(TreeWriter.leastText, left - wanted)).lines
    let paint = Paint(usesColor: options.usesColor)
    for index in 0..<max(texts.count, beside.count) {
      let text = index < texts.count ? (index == 0 ? branch.first : own) + texts[index] : own
      guard index < beside.count else {
        lines.append(trimmed(text))
        continue
      }
      let padding = max(0, left - DisplayWidth.of(text)) + TreeWriter.gap
      lines.append(text + String(repeating: " ", count: padding) + paint.dim(beside[index]))
    }
    lines += below.map { own + paint.dim($0) }
    for (index, child) in tree.children.enumerated() {
      let isLast = index == tree.children.count - 1
      let isDeepest =
        DisplayWidth.of(branch.next) + 6 + TreeWriter.leastText > (room == nil ? left : TreeWriter.widestText)
      let inner = Branch(
        first: branch.next + (isLast ? corner : tee),
        next: isDeepest && isLast ? branch.next : branch.next + (isLast ? "   " : bar))
      append(child, inner, left: left, beside: room, to: &lines)
    }
  }

  private func visible(_ text: String) -> String { ScreenText(text, usesUnicode: options.usesUnicode).text }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
