import CEditLine
import TallySyntax

/// The menu of completions: while it is open, every key comes here first.
extension LibeditEditor {
  /// Opens a menu under the line; where there is no room for one, or the terminal cannot, prints a list.
  func choose(_ list: CompletionList) -> cedit_outcome {
    guard let menu = CompletionMenu(buffer, list) else { return CEDIT_BEEP }
    let size = window
    let layout = MenuLayout(list, window: size, textRows: Int(cedit_row_count(editor)))
    guard layout.hasRoom, cedit_can_paint(editor) else {
      printList(list, size)
      return CEDIT_UNCHANGED
    }
    cedit_capture_keys(editor, true)
    // The painter looks at the same text again: the suggestion behind it goes.
    painted = nil
    return show(menu)
  }

  func menuKey() -> cedit_outcome {
    guard var present = menu else { return CEDIT_BEEP }
    let (key, keys) = readMenuKey(cedit_captured_key(editor))
    switch present.press(key, columnHeight: layout(of: present).down) {
    case .stay:
      return show(present)
    case .close(let text):
      return closeMenu(text)
    case .goOn(let text):
      return closeMenu(text, goingOnWith: keys)
    case .narrow(let typed):
      let list = configuration.complete(typed.text, typed.cursor)
      if let narrowed = CompletionMenu(typed, list, narrowing: present) { return show(narrowed) }
      // The character goes behind what is chosen where it leads nowhere else.
      let isFinished = !list.candidates.isEmpty || !present.isInText
      return isFinished ? closeMenu(typed) : closeMenu(present.text, goingOnWith: keys)
    }
  }

  // MARK: - Showing

  private func show(_ menu: CompletionMenu) -> cedit_outcome {
    self.menu = menu
    if buffer != menu.text { buffer = menu.text }
    return CEDIT_REFRESH
  }

  /// Says what stands under the text, for the window as it is now.
  func paintMenu() {
    guard let menu else { return }
    let size = window
    let lines = layout(of: menu).lines(menu, usesColor: configuration.usesColor)
    cedit_set_below(
      editor, lines.isEmpty ? nil : lines.joined(separator: "\n"), Int32(clamping: size.columns))
  }

  private func closeMenu(_ text: EditBuffer, goingOnWith keys: [UInt32] = []) -> cedit_outcome {
    menu = nil
    painted = nil
    cedit_capture_keys(editor, false)
    cedit_set_below(editor, nil, 0)
    if buffer != text { buffer = text }
    // What is pushed last is read first.
    for key in keys.reversed() { cedit_push_key(editor, key) }
    return CEDIT_REFRESH
  }

  private var window: TerminalSize { TerminalSize() ?? TerminalSize(rows: 24, columns: 80) }

  private func layout(of menu: CompletionMenu) -> MenuLayout {
    MenuLayout(menu.list, window: window, textRows: Int(cedit_row_count(editor)))
  }

  private func printList(_ list: CompletionList, _ size: TerminalSize) {
    // The text is drawn anew below the list; both shall be on the screen at once.
    let rows = size.rows - Int(cedit_row_count(editor))
    let lines = CandidateGrid.lines(
      list.candidates.map(\.label), columns: size.columns, rows: rows, omitted: list.omitted)
    cedit_print_below(editor, lines.joined(separator: "\r\n"))
  }

  // MARK: - Keys

  /// What a key is to the menu, and all that was read of it.
  private func readMenuKey(_ key: UInt32) -> (CompletionMenu.Key, [UInt32]) {
    switch key {
    case 0x09: return (.tab, [key])
    case 0x0A, 0x0D: return (.enter, [key])
    case 0x07: return (.escape, [key])  // ^G
    case 0x08, 0x7F: return (.erase, [key])
    case 0x1B:
      guard cedit_key_follows(editor, Self.escapeDelay) else { return (.escape, [key]) }
      return readArrow()
    default:
      guard key >= 0x20, let scalar = Unicode.Scalar(key) else { return (.other, [key]) }
      return (.character(scalar), [key])
    }
  }

  /// The rest of a key sequence, which is not to be captured.
  private func readArrow() -> (CompletionMenu.Key, [UInt32]) {
    cedit_capture_keys(editor, false)
    defer { cedit_capture_keys(editor, true) }
    var keys: [UInt32] = [0x1B]
    var key: UInt32 = 0
    guard cedit_read_key(editor, &key) else { return (.other, []) }
    keys.append(key)
    guard key == 0x5B || key == 0x4F else { return (.other, keys) }  // [ or O
    // Up to the byte that ends a control sequence (ECMA-48: 0x40 to 0x7E).
    repeat {
      guard cedit_read_key(editor, &key) else { return (.other, []) }
      keys.append(key)
    } while !(0x40...0x7E).contains(key) && keys.count < 16
    switch String(String.UnicodeScalarView(keys.dropFirst(2).compactMap(Unicode.Scalar.init))) {
    case "A": return (.up, keys)
    case "B": return (.down, keys)
    case "C": return (.right, keys)
    case "D": return (.left, keys)
    case "Z": return (.up, keys)  // Shift-Tab
    default: return (.other, keys)
    }
  }
}
