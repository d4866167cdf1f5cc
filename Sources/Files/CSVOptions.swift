import TallyPermissions
import TallyWorkers

/// How a CSV file is to be read.
public struct CSVOptions: Sendable {
  /// Asked before a file is opened.
  public let permissions: Permissions
  /// The byte between cells; nil to find it among comma, tab, semicolon and bar.
  public var separator: UInt8?
  /// Whether the first record names the columns.
  public var hasHeader = true
  /// Whether irregular records are put right and remarked on, instead of being errors.
  public var isLenient = false
  /// The columns needed, case ignored; nil for all. Others are skipped over and not in the table.
  public var columns: Set<String>?
  /// What a data package says about the columns; nil to find everything out.
  public var schema: TableSchema?
  /// Threads to use.
  public var workers = Workers()
  /// Asked before columns are read.
  public var memory = MemoryBudget()
  /// Bytes that one worker reads on its own, with dictionaries of its own; nil to fit the file.
  public var sectionBytes: Int?
  /// Bytes indexed at a time; about a quarter of a second-level cache.
  public var blockBytes = 256 << 10
  /// Bytes of the first rows, from which it is taken what columns look like.
  public var firstBytes = 64 << 10
  /// Files of more bytes are never in memory as a whole, but read block by block.
  public var wholeFileBytes = 4 << 20

  public init(permissions: Permissions) {
    self.permissions = permissions
  }

  /// Large sections make few dictionaries to merge; several a worker even the load out.
  func sectionBytes(of count: Int) -> Int {
    max(1, sectionBytes ?? min(max(count / (workers.count * 4), 1 << 20), 64 << 20))
  }
}

/// The columns that a data package declares for a table.
public struct TableSchema: Sendable, Hashable {
  /// In the order of the file.
  public let columns: [ColumnSchema]

  public init(columns: [ColumnSchema]) {
    self.columns = columns
  }
}

/// What a data package declares of one column.
public struct ColumnSchema: Sendable, Hashable {
  public let name: String
  /// Nil to find it out.
  public let kind: DeclaredKind?
  /// Texts that mean unknown, besides a blank; nil where nothing is said.
  public let missingValues: [String]?
  public let description: String?

  public init(
    name: String, kind: DeclaredKind? = nil, missingValues: [String]? = nil, description: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.missingValues = missingValues
    self.description = description
  }
}
