import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax

extension Session {
  /// What can stand at a cursor: verbs, clauses, tables, columns of the table in question, values of the
  /// column in question.
  ///
  /// What begins with what is typed comes alone; only where nothing does, what contains it; and only where nothing
  /// does either, what has its letters in their order.
  /// - Parameters:
  ///   - text: what has been typed, however unfinished; of several statements the one at the cursor counts.
  ///   - cursor: a UTF-8 offset in the text.
  /// - Complexity: bounded for tables of any size: rows of a column are counted once, and only so many texts are
  ///   looked at.
  public func completions(of text: String, at cursor: Int) -> CompletionList {
    completions(of: text, at: cursor, by: TypedPattern.Fit.allCases)
  }

  /// - Parameter fits: how candidates may go with what is typed; the first that gives any counts.
  func completions(of text: String, at cursor: Int, by fits: [TypedPattern.Fit]) -> CompletionList {
    // What begins with a bar goes on from the question before.
    guard let last = lastQuestion, SourceText(text).goesOn else {
      return completionsInside(text, at: cursor, by: fits)
    }
    let lead = last + " "
    var list = completionsInside(lead + text, at: lead.utf8.count + cursor, by: fits)
    let start = max(0, list.replaced.lowerBound - lead.utf8.count)
    list.replaced = start..<max(start, list.replaced.upperBound - lead.utf8.count)
    return list
  }

  private func completionsInside(_ text: String, at cursor: Int, by fits: [TypedPattern.Fit])
    -> CompletionList
  {
    guard let place = CompletionCursor(text, at: cursor, vocabulary: vocabulary) else {
      return CompletionList(replaced: cursor..<cursor, candidates: [])
    }
    let catalog = completingCatalog
    let topic = place.before.first?.keyword.flatMap(Command.named)?.completes
    let demoNames = topic == .demos ? self.demoNames : []
    let lessons = topic == .lessons ? shippedLessons : []
    let complete = { [vocabulary, permissions, rowCounts] (place: CompletionCursor, fit: TypedPattern.Fit) in
      var completer = Completer(
        text: text, cursor: place, pattern: TypedPattern(place.typed, fit), catalog: catalog,
        vocabulary: vocabulary, permissions: permissions, rowCounts: rowCounts, demoNames: demoNames)
      completer.lessons = lessons
      completer.offerStatement()
      return completer.list
    }
    // The rest of a word is replaced only where a candidate begins with the whole of it.
    if let whole = place.wholeWord {
      let list = complete(whole, .beginning)
      if !list.candidates.isEmpty { return list }
    }
    for fit in fits where TypedPattern(place.typed, fit).canFit {
      let list = complete(place, fit)
      if !list.candidates.isEmpty { return list }
    }
    return CompletionList(replaced: place.replaced, candidates: [])
  }

  /// The tables, with the last answer. Of large tables not all columns that go across are known, as Tab does not
  /// wait for them; with every key that is typed no values are looked for at all.
  private var completingCatalog: Catalog {
    var catalog = catalog
    if let last = lastAnswer, catalog.table(named: Table.lastAnswerName) == nil {
      catalog.name(last.renamed(Table.lastAnswerName))
    }
    catalog.findsValues = nil
    guard !rowCounts.isHurried else { return catalog }
    catalog.findsValues = { [executor] in
      try executor.differentValues(of: $1, over: $0, rowLimit: ColumnValues.rowLimit)
    }
    return catalog
  }
}
