import TallyColumns
import TallyDiagnostics
import TallyFiles
import TallyWorkers
import TestFolders
import Testing

@testable import TallySession

/// Questions asked of files of which only so much is read as they need have the answers of files that are
/// read as a whole.
@Suite struct DeferredReadingTests {
  private let folder: TestFolder

  /// `a` is whole, `b` becomes real, `c` text, `d` figures and `when` times; `word` is text.
  init() throws {
    let rows = (1...300).map {
      "\($0),\($0 % 50),\($0 % 9),\($0 % 11),2025-05-\(10 + $0 % 20),\(["x", "y", "when"][$0 % 3])"
    }
    folder = try TestFolder([
      "t.csv": "a,b,c,d,when,word\n" + rows.joined(separator: "\n")
        + "\n301,1.5,many,15+,2025-05-24 10:00,x\n302,,NA,..20,,\n",
      "names.csv": "word,kind,b\n" + (1...60).map { "w\($0),\($0 % 4),0\n" }.joined()
        + "x,sea,1\ny,land,2\n",
      "bad.csv": "a,b\n" + (1...90).map { "\($0),1\n" }.joined() + "91\n",
    ])
  }

  private func session(_ isDeferred: Bool, _ files: [String] = ["t.csv", "names.csv"]) throws -> Session {
    var options = CSVOptions(permissions: .everything)
    options.firstBytes = 64
    options.workers = Workers(count: 2)
    options.wholeFileBytes = 0
    options.sectionBytes = 1023
    let session = Session(opener: TableOpener(options: options), today: 20_232)
    for file in files { try session.open("\(folder.path)/\(file)", isDeferred: isDeferred) }
    return session
  }

  /// Everything that a statement gives, as lines.
  private func outcome(_ statement: String, _ session: Session) -> [String] {
    do {
      let outcome = try session.run(SourceText(statement))
      switch outcome.result {
      case .answer(let answer): return lines(answer.table) + answer.notes
      case .text(let text): return [text] + outcome.notes
      case .explanation(let explanation): return ["\(explanation)"]
      case .trace(let trace, _): return lines(trace.answer.table) + trace.answer.notes
      default: return outcome.notes
      }
    } catch let diagnostic as Diagnostic {
      return [diagnostic.id, diagnostic.message, diagnostic.help ?? "", diagnostic.fix ?? ""]
    } catch let error as FileError {
      return [error.place, error.diagnostic.message]
    } catch {
      return ["\(error)"]
    }
  }

  private func lines(_ table: Table) -> [String] {
    let header = zip(table.fields, table.columns).map { "\($0.name) \($1.kind)" }
    return [header.joined(separator: ",")]
      + (0..<table.rowCount).map { row in
        table.columns.map { $0.value(at: row).text() }.joined(separator: ",")
      }
  }

  static let statements = [
    "count from t", "count t", "sum a from t", "sum b from t", "sum d from t", "sum b by word from t",
    "list a from t limit 3", "list from t sort by a down limit 2", "t | skip 299", "list distinct c from t",
    "count where c = many from t", "count where c = 3 from t", "count where c > 3 from t",
    "count where b = 1.5 from t", "count where d > 14 from t", "sum a where word = when from t",
    "sum a where word = [when] from t", "count where when = 2025-05 from t", "max when from t",
    "count by every month of when from t", "count across word from t", "count by word across c from t",
    "sum a across word from t | list", "add e = b * 2 from t | drop e | sum a",
    "add e = c * 2 from t | drop e",
    "drop a from t | limit 2", "rename z = a from t | sum z", "rename a = z from t | sum z",
    "add f = running sum a per word from t | keep 2 last a per word", "keep 3 highest b from t",
    "top 2 word by sum a from t", "join names on word from t | count by kind",
    "inner join names on word from t | sum [names.b]", "semi join names on word from t | sum a",
    "full join names on word from t | count", "join t on word from names | sum a by kind",
    "sum a, mean b, max c, count distinct word from t", "median d by word from t", "sum nothing from t",
    "sum word from t", "sum a form t", "1 + 1", "let x = sum a from t", "let y = 2 + 3",
    "let u = list a, c from t where a > 290", "sum a from u", "let t = list a from t where a < 4",
    "count from t",
    "correlation of a and b from t", "count where a in (1, 2, c) from t",
    "count where if(a > 2, c, b) > 1 from t",
    "list sum from t", "sum where from t", "count where word is unknown from t", "quantile 0.9 of d from t",
    "share of a by word from t", "tally a from t", "sum a from t according to x", "list e.b from t",
    "explain sum b by word from t", "trace sum a by word from t", "sql sum b where c = many from t",
    "sql list from t", "why sum a where word = x from t limit 1", "describe t", "tables", "use t", "sum b",
    "role d is item in t", "role", "role word is event in t", "help sum", "sum",
  ]

  @Test(arguments: statements) func aQuestionByItself(_ statement: String) throws {
    #expect(outcome(statement, try session(true)) == outcome(statement, try session(false)))
  }

  /// All in one session, in an order that differs from seed to seed.
  @Test(arguments: 0..<12) func questionsOneAfterTheOther(_ seed: Int) throws {
    let (deferred, whole) = (try session(true), try session(false))
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    for _ in 0..<20 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let statement = DeferredReadingTests.statements[
        Int(state >> 33) % DeferredReadingTests.statements.count]
      #expect(outcome(statement, deferred) == outcome(statement, whole), "\(statement)")
      for further in ["| count", "why", "why 1", "notes", "why | count"] {
        #expect(outcome(further, deferred) == outcome(further, whole), "\(statement) and then \(further)")
      }
    }
  }

  /// A name for a question read all that was left, and the question before it was explained with columns that
  /// had not been read.
  @Test func aQuestionIsExplainedWithWhatANameHasReadSince() throws {
    let (deferred, whole) = (try session(true), try session(false))
    for statement in ["sum a where a < 4 from t", "let z = count where word = x from t", "why | list"] {
      #expect(outcome(statement, deferred) == outcome(statement, whole), "\(statement)")
    }
  }

  @Test func onlyWhatIsAskedForIsRead() throws {
    let session = try session(true)
    _ = outcome("sum a where word = x from t", session)
    #expect(session.unreadColumns(of: "t") == ["b", "c", "d", "when"])
    #expect(session.unreadColumns(of: "names") == ["word", "kind", "b"])
    // A second question that needs more reads all that is left, so that nothing is read a third time.
    _ = outcome("max a from t", session)
    #expect(session.unreadColumns(of: "t") == ["b", "c", "d", "when"])
    _ = outcome("max b from t", session)
    #expect(session.unreadColumns(of: "t") == [])
    #expect(session.unreadColumns(of: "names") == ["word", "kind", "b"])
  }

  @Test func aColumnThatOnlyDecidesWhatIsMeantIsRead() throws {
    let session = try session(true)
    // `c` looks like a number in the first rows.
    _ = outcome("add e = c * 2 from t | drop e | sum a", session)
    #expect(session.unreadColumns(of: "t").contains("c") == false)
  }

  @Test(arguments: ["count from bad", "sum a from bad", "sum b from bad", "tables", "list from bad"])
  func aBadFileIsTheErrorOfTheQuestion(_ statement: String) throws {
    let error = #expect(throws: FileError.self) { try session(false, ["bad.csv"]) }
    let deferred = try session(true, ["bad.csv"])
    #expect(outcome(statement, deferred) == [error?.place ?? "", error?.diagnostic.message ?? ""])
    // And again: nothing half-read stands for the table.
    #expect(outcome(statement, deferred) == [error?.place ?? "", error?.diagnostic.message ?? ""])
  }

  @Test func whatReadingTookIsTold() throws {
    let session = try session(true)
    let first = try session.run(SourceText("sum a from t")).timing
    #expect((first?.load ?? .zero) > .zero && first?.text(rows: 1).hasPrefix("load ") == true)
    let second = try session.run(SourceText("sum a from t")).timing
    #expect(second?.load == .zero && second?.text(rows: 1).hasPrefix("parse ") == true)
  }
}
