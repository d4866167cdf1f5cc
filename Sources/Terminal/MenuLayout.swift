import TallySyntax

/// How the candidates of a menu stand under the line: in columns read downwards, a page at a time, what each of
/// them is dim at its right.
struct MenuLayout: Equatable {
  /// Between two columns, and between a label and what it is.
  private static let gap = 2
  /// Before each label, for the mark of the choice.
  private static let margin = 2
  /// Longer labels are cut; the line shows them whole.
  private static let labelLimit = 48
  /// Below this, labels are not cut to leave room for what they are.
  private static let leastLabelWidth = 16
  /// A menu does not take more than half of a larger window.
  private static let leastRows = 4

  private let width: Int
  private let labelWidth: Int
  /// 0 where there is no room for it.
  private let remarkWidth: Int
  private let across: Int
  /// How many candidates stand below one another; 0 where there is no room for any.
  let down: Int
  private let hasFooter: Bool

  /// - Parameters:
  ///   - window: of the terminal.
  ///   - textRows: the rows that prompt and text take.
  init(_ list: CompletionList, window: TerminalSize, textRows: Int) {
    // The last column stays free: behind it terminals go on to the next row.
    width = max(1, window.columns - 1)
    let room = width - MenuLayout.margin
    let widest = { (texts: [String], limit: Int) in
      texts.lazy.map { FittedText($0, to: max(1, limit)).width }.max() ?? 0
    }
    let label = widest(list.candidates.map(\.label), min(room, MenuLayout.labelLimit))
    let remark = widest(list.candidates.map(\.remark), width)
    let besideRemark = room - MenuLayout.gap - remark
    if remark > 0, besideRemark >= min(label, MenuLayout.leastLabelWidth) {
      (labelWidth, remarkWidth) = (min(label, besideRemark), remark)
    } else {
      (labelWidth, remarkWidth) = (max(1, label), 0)
    }
    let cell = MenuLayout.margin + labelWidth + (remarkWidth > 0 ? MenuLayout.gap + remarkWidth : 0)
    let widestAcross = max(1, (width + MenuLayout.gap) / (cell + MenuLayout.gap))

    let count = list.candidates.count
    let rows = max(0, min(window.rows - textRows, max(MenuLayout.leastRows, window.rows / 2)))
    let withoutFooter = rows - (list.omitted > 0 && rows > 1 ? 1 : 0)
    let needed = { (across: Int) in (count + across - 1) / across }
    if let across = (1...widestAcross).first(where: { needed($0) <= withoutFooter }) {
      self.across = across
      down = needed(across)
      hasFooter = withoutFooter < rows
    } else {
      across = widestAcross
      hasFooter = rows > 1
      down = hasFooter ? rows - 1 : rows
    }
  }

  /// Whether anything can be shown.
  var hasRoom: Bool { down > 0 }

  /// The lines, without the newlines between them.
  /// - Parameter usesColor: inverse for the choice and dim for the rest; otherwise a mark before the choice.
  func lines(_ menu: CompletionMenu, usesColor: Bool) -> [String] {
    guard hasRoom else { return [] }
    let candidates = menu.list.candidates
    let perPage = across * down
    let start = menu.choice / perPage * perPage
    let end = min(candidates.count, start + perPage)
    let style = Style(usesColor: usesColor)
    var lines = (start..<min(end, start + down)).map { row in
      stride(from: row, to: end, by: down).map { index in
        cell(candidates[index], isChosen: index == menu.choice, style)
      }.joined(separator: String(repeating: " ", count: MenuLayout.gap))
    }
    if hasFooter { lines.append(footer(start..<end, menu.list, style)) }
    return lines
  }

  private func cell(_ candidate: Candidate, isChosen: Bool, _ style: Style) -> String {
    let label = FittedText(candidate.label, to: labelWidth).padded(to: labelWidth)
    let head = style.mark(isChosen) + label
    guard remarkWidth > 0 else { return style.chosen(head, isChosen) }
    let remark = FittedText(candidate.remark, to: remarkWidth).padded(to: remarkWidth)
    let gap = String(repeating: " ", count: MenuLayout.gap)
    return style.chosen(head + gap + (isChosen ? remark : style.dim(remark)), isChosen)
  }

  private func footer(_ page: Range<Int>, _ list: CompletionList, _ style: Style) -> String {
    let all = list.candidates.count + list.omitted
    let text =
      page.lowerBound == 0
      ? "… and \(all - page.upperBound) more" : "… \(page.lowerBound + 1) to \(page.upperBound) of \(all)"
    let indent = String(repeating: " ", count: MenuLayout.margin)
    return style.dim(FittedText(indent + text, to: width).text)
  }

  /// The escapes of a menu, or none.
  private struct Style {
    let usesColor: Bool

    func mark(_ isChosen: Bool) -> String { isChosen && !usesColor ? "> " : "  " }
    func dim(_ text: String) -> String { usesColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
    func chosen(_ text: String, _ isChosen: Bool) -> String {
      isChosen && usesColor ? "\u{1B}[7m\(text)\u{1B}[0m" : text
    }
  }
}
