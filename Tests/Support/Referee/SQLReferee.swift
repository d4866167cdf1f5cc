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
  /// Whether rows that nothing puts in order come as they stand in their tables.
  var keepsOrder: Bool { get }
  /// Builtins that are known to give something else here.
  var deviations: Set<String> { get }

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

  public var answersInSQL: Bool { true }
  public var keepsOrder: Bool { engine.keepsOrder }

  public func ruling(on plan: QueryPlan, of tested: Case) throws -> Ruling {
    if tested.set.isBeyondSQL { throw Declined(reason: "values that SQL takes otherwise") }
    if !engine.deviations.isDisjoint(with: tested.question.features) {
      throw Declined(reason: "a builtin that gives something else")
    }
    if plan.relation.asksOfAnyNumbers { throw Declined(reason: "figures that may be any number") }
    if plan.relation.isOfUnorderedRows, plan.relation.usesOrder {
      throw Declined(reason: "rows without an order, some of them chosen")
    }
    let sql: SQLTranslation
    do {
      sql = try SQLTranslation(plan, as: engine.dialect)
    } catch let diagnostic as Diagnostic {
      throw Declined(reason: diagnostic.id + " " + diagnostic.message)
    }
    if sql.leavesRowsOpen { throw Declined(reason: "rows without an order, some of them chosen") }
    // A bound that is the least number says nothing; put together anew of a number beside it, it does in SQL.
    if tested.question.features.contains("figure"), tested.set.tables.contains(where: \.holdsLargeNumbers) {
      throw Declined(reason: "figures put together of numbers beyond 2⁵³")
    }
    // A piece of a text can begin or end with what stands inside of it.
    if sql.trimsOnlyBlanks, tested.question.features.contains(where: ["extract", "part", "split"].contains) {
      throw Declined(reason: "pieces of texts, trimmed of blanks only")
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
  public let keepsOrder = true
  public let deviations: Set<String> = []
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
  public let keepsOrder = false
  /// The great ß is one letter, and to more digits than a real has reals are rounded by a little.
  public let deviations: Set<String> = ["upper", "round"]
  private let tables: EngineTables

  /// Nil where it is not installed.
  public init?(_ dialect: Dialect) {
    guard let tables = EngineTables(dialect) else { return nil }
    self.dialect = dialect
    self.tables = tables
  }

  public func load(_ tables: [Table]) throws { try self.tables.set(tables) }

  public func rows(of sql: String, types: [ValueType]) throws -> [[Value]] {
    do {
      return try tables.rows(of: sql, types: types)
    } catch let error where "\(error)".contains("out of range for the destination type INT64") {
      // DuckDB works conditions out of rows that others leave out: a length of time that leaves 64 bits is an error
      // in both, but for whom it comes up is not.
      throw Declined(reason: "integer overflow")
    }
  }
}

extension Table {
  /// Whether it has whole numbers that no real is.
  fileprivate var holdsLargeNumbers: Bool {
    columns.contains { column in
      column.kind == .whole
        && column.values.contains { value in
          if case .whole(let whole) = value { return whole.magnitude > 1 << 53 }
          return false
        }
    }
  }
}
