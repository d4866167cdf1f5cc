import TallyWorkers

/// The table that db-benchmark's ten group-by questions are asked of: three columns of text and three of
/// whole numbers to group by, and three of values.
///
///     id1,id2,id3,id4,id5,id6,v1,v2,v3
///     id016,id016,id0000042202,15,24,5971,5,11,37.211254
///
/// id1, id2, id4 and id5 have `groups` different values, id3 and id6 `rows / groups`. As in the original, a
/// part of the different ids and of each column of values is unknown where that is asked for, and sorting is
/// by the numbers in id1 to id6, unknown ones first.
public struct GroupbyTable: BenchmarkTable {
  public let rowCount: Int
  public let groupCount: Int
  public let unknownPercent: Int
  public let isSorted: Bool
  public let seed: UInt64
  /// Which row stands at each place where rows are sorted.
  private var order: [UInt32]?
  private let ids: [IdColumn]
  private let values: [ValueColumn]

  public let columns = ["id1", "id2", "id3", "id4", "id5", "id6", "v1", "v2", "v3"]
  public let rowsPerChunk = 1 << 16

  /// - Parameters:
  ///   - rows: at least 1.
  ///   - groups: the different values of id1; from 1 to `rows`.
  ///   - unknownPercent: from 0 to 100.
  /// - Throws: `BenchmarkDataError` where a number is out of its range.
  public init(
    rows: Int, groups: Int = 100, unknownPercent: Int = 0, isSorted: Bool = false,
    seed: UInt64 = defaultBenchmarkSeed
  ) throws {
    guard (1...Int(UInt32.max)).contains(rows) else {
      throw BenchmarkDataError(
        "the table has from 1 to \(UInt32.max) rows", help: "give for example --rows 1e7")
    }
    guard (1...rows).contains(groups) else {
      throw BenchmarkDataError(
        "\(groups) groups do not fit \(rows) rows", help: "give from 1 to \(rows), for example --groups 100")
    }
    guard (0...100).contains(unknownPercent) else {
      throw BenchmarkDataError("a percentage goes from 0 to 100")
    }
    rowCount = rows
    groupCount = groups
    self.unknownPercent = unknownPercent
    self.isSorted = isSorted
    self.seed = seed
    ids = (0..<6).map { index in
      IdColumn(
        count: index % 3 == 2 ? rows / groups : groups, unknownPercent: unknownPercent, seed: seed,
        stream: UInt64(index))
    }
    values = [(6, 5), (7, 15), (8, 100_000_001)].map { stream, count in
      ValueColumn(count: count, rows: rows, unknownPercent: unknownPercent, seed: seed, stream: stream)
    }
  }

  public func prepared(workers: Workers, cancellation: Cancellation) throws -> GroupbyTable {
    guard isSorted else { return self }
    var table = self
    table.order = try IdOrder(ids: ids, rowCount: rowCount).rows(workers: workers, cancellation: cancellation)
    return table
  }

  public var fileName: String {
    let sizes = "\(RowNumber.text(rowCount))_\(RowNumber.text(groupCount))"
    return "G1_\(sizes)_\(unknownPercent)_\(isSorted ? 1 : 0)\(seedSuffix(seed)).csv"
  }

  public func write(_ rows: Range<Int>, to lines: inout LineBuffer) {
    for place in rows {
      let row = order.map { Int($0[place]) } ?? place
      for (index, column) in ids.enumerated() {
        if let id = column[row] {
          if index < 3 {
            lines.append("id")
            lines.append(id, digits: index == 2 ? 10 : 3)
          } else {
            lines.append(id)
          }
        }
        lines.endCell()
      }
      for (index, column) in values.enumerated() {
        if let value = column[row] {
          if index == 2 { lines.append(millionths: value) } else { lines.append(value + 1) }
        }
        lines.endCell()
      }
      lines.endLine()
    }
  }
}

/// The ids of a column: from 1 to `count`, of which a part is unknown wherever it stands.
struct IdColumn: IdSource {
  private let count: Int
  private let chance: CellChance
  private let unknown: UnknownPart

  init(count: Int, unknownPercent: Int, seed: UInt64, stream: UInt64) {
    self.count = max(1, count)
    chance = CellChance(seed: seed, stream: stream)
    unknown = UnknownPart(percent: unknownPercent, of: self.count, seed: seed, stream: stream + 100)
  }

  var greatest: Int { count }

  @inline(__always)
  subscript(row: Int) -> Int? {
    let index = chance.below(count, row: row)
    return unknown.contains(index) ? nil : index + 1
  }
}

/// The values of a column: from 0 to `count − 1`, of which a part is unknown.
struct ValueColumn: Sendable {
  private let count: Int
  private let chance: CellChance
  private let unknown: UnknownPart

  init(count: Int, rows: Int, unknownPercent: Int, seed: UInt64, stream: UInt64) {
    self.count = count
    chance = CellChance(seed: seed, stream: stream)
    unknown = UnknownPart(percent: unknownPercent, of: rows, seed: seed, stream: stream + 100)
  }

  @inline(__always)
  subscript(row: Int) -> Int? { unknown.contains(row) ? nil : chance.below(count, row: row) }
}

/// A part by chance of so many things, of exactly so many percent rounded down.
struct UnknownPart: Sendable {
  private let places: Shuffle
  private let unknownCount: Int

  init(percent: Int, of count: Int, seed: UInt64, stream: UInt64) {
    places = Shuffle(count, seed: seed, stream: stream)
    unknownCount = Int(Int64(count) * Int64(percent) / 100)
  }

  @inline(__always)
  func contains(_ thing: Int) -> Bool { unknownCount > 0 && places(thing) < unknownCount }
}
