import TallyColumns

/// Finds the different values of an expression over rows, those that may belong included: in the order of keys,
/// unknown last.
public typealias ValueFinder = @Sendable (RelationPlan, Expression) throws -> [Value]

/// What names can mean: the tables and values of a session.
public struct Catalog: Sendable {
  /// In the order in which they were loaded.
  public private(set) var tables: [Table] = []
  /// Names, in lower case, of tables that `let` made. They are meant only where they are named.
  private var derived: Set<String> = []
  /// Values named by `let` or from outside, by their names in lower case.
  public private(set) var values: [String: Value] = [:]
  /// How parameters are written, by their names in lower case: each is read as what it stands beside wants it.
  public private(set) var parameters: [String: String] = [:]
  /// The parameters, in lower case, that were given from outside. They stay what they are: a `let` or a `param` of
  /// the same name says what they are where nothing is given.
  public private(set) var given: Set<String> = []
  /// Which place lies inside which, and what else they are called.
  public var places: Hierarchy?
  /// Which event is part of which.
  public var events: Hierarchy?
  /// The table chosen by `use`.
  public private(set) var currentTable: String?
  /// Finds the values that become columns; nil where questions are planned without their data.
  public var findsValues: ValueFinder?
  /// Days since 1970-01-01 on which `today` falls.
  public var today: Int64 = 0

  public init(tables: [Table] = [], today: Int64 = 0) {
    self.tables = tables
    self.today = today
  }

  /// The table of a name, ignoring case.
  public func table(named name: String) -> Table? {
    let key = name.lowercased()
    return tables.last { $0.name.lowercased() == key }
  }

  /// A name that no table has: the one wanted, or that with a number behind it.
  /// - Parameter isOwn: tables whose place may be taken.
  public func freeName(_ wanted: String, exceptFor isOwn: (Table) -> Bool = { _ in false }) -> String {
    var (name, number) = (wanted, 2)
    while let other = table(named: name), !isOwn(other) {
      name = "\(wanted)_\(number)"
      number += 1
    }
    return name
  }

  /// Adds a table, in the place of one of the same name.
  public mutating func add(_ table: Table) {
    let key = table.name.lowercased()
    derived.remove(key)
    if let index = tables.firstIndex(where: { $0.name.lowercased() == key }) {
      tables[index] = table
    } else {
      tables.append(table)
    }
  }

  /// Names an answer as a table.
  public mutating func name(_ table: Table) {
    add(table)
    derived.insert(table.name.lowercased())
  }

  /// The tables that a question may mean without naming them: those that were loaded.
  public var loadedTables: [Table] { tables.filter { !derived.contains($0.name.lowercased()) } }

  /// Names a value, unless one of that name was given from outside.
  public mutating func name(_ value: Value, _ name: String) {
    let key = name.lowercased()
    guard !given.contains(key) else { return }
    values[key] = value
    parameters[key] = nil
  }

  /// Gives a parameter from outside, such as on the command line: a literal where the text is one, never code.
  public mutating func give(_ name: String, _ text: String) {
    given.insert(name.lowercased())
    setParameter(name, to: text, isText: false)
  }

  /// Gives the parameters that another catalog was given from outside.
  public mutating func give(asIn other: Catalog) {
    for name in other.given { give(name, other.parameters[name] ?? "") }
  }

  /// Says what a parameter is, whoever gave it.
  /// - Parameter isText: whether it is a text even where it could be read as something else.
  public mutating func setParameter(_ name: String, to text: String, isText: Bool) {
    let key = name.lowercased()
    parameters[key] = text
    values[key] = isText ? .text(text) : Value(literal: text)
  }

  /// What parameters are, and whose they are, to be put back as it is.
  public struct Parameters: Sendable {
    fileprivate let given: Set<String>
    fileprivate let spellings: [String: String]
    fileprivate let values: [String: Value]
  }

  public var parametersAsTheyAre: Parameters {
    Parameters(given: given, spellings: parameters, values: values)
  }

  /// Has the parameters of a script end with it: what they were before, they are again. Values that `let` named stay.
  public mutating func endParameters(since before: Parameters) {
    for key in Set(parameters.keys).union(before.spellings.keys) {
      (values[key], parameters[key]) = (before.values[key], before.spellings[key])
    }
    given = before.given
  }

  /// Makes a table the one meant where a query names none; nil for none.
  public mutating func use(_ name: String?) {
    currentTable = name
  }
}
