import EngineTables
import SQLiteTables
import TallyColumns
import TallyDiagnostics
import TallyDialects
import TallyPlanning
import TallySyntax

/// Another engine that is asked in SQL.
public protocol SQLEngine: AnyObject {
  var dialect: Dialect { get }

  /// Makes these the tables that are asked.
  func load(_ tables: [Table]) throws

  /// The rows of a SELECT, with values of the types of the plan that it was written for.
  /// - Throws: `Declined` for what the engine is known not to take, and what else it finds wrong.
  func rows(of sql: String, types: [ValueType]) throws -> [[Value]]
}

/// An engine that answers the SQL of a question.
public final class SQLReferee: Referee {
  private let engine: any SQLEngine
  /// The tables that the engine has.
  private var loaded: UInt64?

  public init(_ engine: any SQLEngine) {
    self.engine = engine
  }

  public var name: String { engine.dialect.rawValue }

  /// Rows of which a condition is open are left out in SQL, so it says less than the engine.
  public var leavesOutOpenRows: Bool { true }

  public func ruling(on plan: QueryPlan, of tested: Case) throws -> Ruling {
    let sql: SQLTranslation
    do {
      sql = try SQLTranslation(plan, as: engine.dialect)
    } catch let diagnostic as Diagnostic {
      throw Declined(reason: diagnostic.id + " " + diagnostic.message)
    }
    if loaded == nil || loaded != tested.set.number {
      try engine.load(tested.set.tables)
      loaded = tested.set.number
    }
    do {
      return Ruling(rows: try engine.rows(of: sql.text, types: plan.types), text: sql.text)
    } catch let declined as Declined {
      throw declined
    } catch {
      throw Problem(against: name, sort: .failed, what: "\(error)\n\(sql.text)")
    }
  }
}

/// SQLite in this process.
public final class SQLiteEngine: SQLEngine {
  public let dialect = Dialect.sqlite
  private var tables: SQLiteTables?

  public init() {}

  public func load(_ tables: [Table]) throws { self.tables = try SQLiteTables(tables) }

  public func rows(of sql: String, types: [ValueType]) throws -> [[Value]] {
    do {
      return try tables?.rows(of: sql, types: types) ?? []
    } catch let error where "\(error)".contains("integer overflow") {
      // A sum that leaves 64 bits on the way to one that does not is an error in SQLite.
      throw Declined(reason: "integer overflow")
    }
  }
}

/// An engine in a process of its own.
public final class ChildEngine: SQLEngine {
  public let dialect: Dialect
  private let tables: EngineTables

  /// Nil where it is not installed.
  public init?(_ dialect: Dialect) {
    guard let tables = EngineTables(dialect) else { return nil }
    self.dialect = dialect
    self.tables = tables
  }

  public func load(_ tables: [Table]) throws { try self.tables.set(tables) }

  public func rows(of sql: String, types: [ValueType]) throws -> [[Value]] {
    try tables.rows(of: sql, types: types)
  }
}
