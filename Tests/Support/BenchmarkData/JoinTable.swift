import TallyWorkers

/// The tables that db-benchmark's five join questions are asked of: `x`, and three that are joined to it.
///
///     x       id1,id2,id3,id4,id5,id6,v1
///     small   id1,id4,v2
///     medium  id1,id2,id4,id5,v2
///     big     id1,id2,id3,id4,id5,id6,v2
///
/// `x` and `big` have the same number of rows, `medium` a thousandth of it and `small` a millionth, each with
/// as many different ids: of small's id1, of medium's id2 and of big's id3. Nine in ten of them are in both
/// tables. id4 to id6 are id1 to id3 as text: `id7`.
public struct JoinTable: BenchmarkTable {
  public let part: Part
  /// Rows of `x`, which the sizes of the others follow.
  public let size: Int
  public let unknownPercent: Int
  public let isSorted: Bool
  public let seed: UInt64
  public let columns: [String]
  public let rowCount: Int
  public let rowsPerChunk = 1 << 16

  private let ids: [JoinColumn]
  private let value: ValueColumn
  private var order: [UInt32]?

  public enum Part: String, Sendable, CaseIterable {
    case x, small, medium, big
  }

  /// The fewest rows of `x`: fewer would leave no room for tables of three sizes beside it.
  public static let fewestRows = 1000

  /// - Parameters:
  ///   - size: rows of `x`, from 1,000; below 10,000,000 `small` has 10 rows, and below 100,000 `medium` 100.
  ///   - unknownPercent: of the different ids of `x` and of its values; from 0 to 100.
  ///   - isSorted: `x` by id1 to id3, the others by the id of which all of theirs differ.
  /// - Throws: `BenchmarkDataError` where a number is out of its range.
  public init(
    _ part: Part, size: Int, unknownPercent: Int = 0, isSorted: Bool = false,
    seed: UInt64 = defaultBenchmarkSeed
  ) throws {
    guard (JoinTable.fewestRows...Int(UInt32.max)).contains(size) else {
      throw BenchmarkDataError(
        "the tables to join have from \(JoinTable.fewestRows) to \(UInt32.max) rows",
        help: "give for example --rows 1e7")
    }
    guard (0...100).contains(unknownPercent) else {
      throw BenchmarkDataError("a percentage goes from 0 to 100")
    }
    self.part = part
    self.size = size
    self.unknownPercent = unknownPercent
    self.isSorted = isSorted
    self.seed = seed
    let rows = JoinTable.rowCount(of: part, size: size)
    rowCount = rows
    // The number of different ids of each column is the number of rows of one of the other tables.
    let spaces = [Part.small, .medium, .big].enumerated().map { index, other in
      KeySpace(JoinTable.rowCount(of: other, size: size), seed: seed, stream: UInt64(index))
    }
    let used = part == .small ? 1 : part == .medium ? 2 : 3
    let stream = UInt64(10 * (1 + (Part.allCases.firstIndex(of: part) ?? 0)))
    ids = spaces.prefix(used).enumerated().map { index, space in
      JoinColumn(
        space, isLeft: part == .x, rows: rows, unknownPercent: part == .x ? unknownPercent : 0, seed: seed,
        stream: stream + UInt64(index))
    }
    value = ValueColumn(
      count: 100_000_001, rows: rows, unknownPercent: part == .x ? unknownPercent : 0, seed: seed,
      stream: stream + 9)
    columns =
      (1...used).map { "id\($0)" } + (1...used).map { "id\($0 + 3)" } + [part == .x ? "v1" : "v2"]
  }

  public func prepared(workers: Workers, cancellation: Cancellation) throws -> JoinTable {
    guard isSorted else { return self }
    var table = self
    let sorting = part == .x ? ids : ids.suffix(1)
    table.order = try IdOrder(ids: sorting, rowCount: rowCount)
      .rows(workers: workers, cancellation: cancellation)
    return table
  }

  /// How many rows a table has beside an `x` of a size.
  static func rowCount(of part: Part, size: Int) -> Int {
    switch part {
    case .x, .big: size
    case .medium: max(100, size / 1000)
    case .small: max(10, size / 1_000_000)
    }
  }

  /// The original names the tables to join by their rows, and `x` by NA.
  public var fileName: String {
    let other = part == .x ? "NA" : RowNumber.text(rowCount)
    let flags = "\(unknownPercent)_\(isSorted ? 1 : 0)"
    return "J1_\(RowNumber.text(size))_\(other)_\(flags)\(seedSuffix(seed)).csv"
  }

  public func write(_ rows: Range<Int>, to lines: inout LineBuffer) {
    for place in rows {
      let row = order.map { Int($0[place]) } ?? place
      let keys = ids.map { $0[row] }
      for key in keys {
        if let key { lines.append(key) }
        lines.endCell()
      }
      for key in keys {
        if let key {
          lines.append("id")
          lines.append(key)
        }
        lines.endCell()
      }
      if let value = value[row] { lines.append(millionths: value) }
      lines.endCell()
      lines.endLine()
    }
  }
}

/// The ids that a column of `x` and one of a table beside it have: nine tenths in both, one tenth in `x`
/// only and one in the other only.
struct KeySpace: Sendable {
  /// Different ids on either side.
  let count: Int
  private let common: Int
  private let keys: Shuffle

  init(_ count: Int, seed: UInt64, stream: UInt64) {
    self.count = count
    common = count - count / 10
    keys = Shuffle(count + count / 10, seed: seed, stream: stream)
  }

  var greatest: Int { keys.count }

  /// One of the ids of a side, from 1.
  @inline(__always)
  func key(_ index: Int, isLeft: Bool) -> Int {
    keys(isLeft || index < common ? index : index + count / 10) + 1
  }
}

/// A column of ids in which each id of its side is there at least once.
struct JoinColumn: IdSource {
  private let space: KeySpace
  private let isLeft: Bool
  private let places: Shuffle
  private let chance: CellChance
  private let unknown: UnknownPart

  init(_ space: KeySpace, isLeft: Bool, rows: Int, unknownPercent: Int, seed: UInt64, stream: UInt64) {
    self.space = space
    self.isLeft = isLeft
    places = Shuffle(rows, seed: seed, stream: stream + 200)
    chance = CellChance(seed: seed, stream: stream + 300)
    unknown = UnknownPart(percent: unknownPercent, of: space.count, seed: seed, stream: stream + 400)
  }

  var greatest: Int { space.greatest }

  @inline(__always)
  subscript(row: Int) -> Int? {
    let place = places(row)
    let index = place < space.count ? place : chance.below(space.count, row: row)
    return unknown.contains(index) ? nil : space.key(index, isLeft: isLeft)
  }
}
