import TallyColumns
import TallyPlanning
import TallyWorkers

/// The values of an argument for all rows, those of each group side by side.
///
/// There is room for a value of every row. Each thread takes a run of the rows and puts their values in places of its
/// own, which in each group lie behind those of the run before; where values are unknown some places stay free.
struct GatheredValues: Sendable {
  /// Reals as their bits, whole numbers as they are.
  private var words: [Int64]
  private let isReal: Bool
  /// For each run the place of the first value of each group, and the place behind its last.
  private let starts: [[UInt32]]
  private let ends: [[UInt32]]
  /// How many rows do not know the argument.
  let unknown: Int

  /// - Parameters:
  ///   - starts: for each run of batches the first place of each group; its rows there take those that follow.
  ///   - batches: calls with each batch of a run, and the groups of its rows.
  /// - Complexity: O(rows), on all cores.
  init(
    _ argument: Expression, starts: [[UInt32]], rows: Int, _ context: ExecutionContext,
    batches: @Sendable (_ run: Int, (Batch, [UInt32]) throws -> Void) throws -> Void
  ) throws {
    isReal = argument.type.kind == .real
    self.starts = starts
    var parts: [(ends: [UInt32], unknown: Int)] = []
    words = try [Int64](unsafeUninitializedCapacity: rows) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      let shared = SharedPlaces(base: base)
      adviseLargePages(base, bytes: rows * MemoryLayout<Int64>.stride)
      parts = try context.workers.map(starts.count, cancellation: context.cancellation) { run in
        var (ends, unknown) = (starts[run], 0)
        let evaluator = ExpressionEvaluator(context: context)
        try batches(run) { batch, groups in
          let lane = try evaluator.evaluate(argument, batch).stretched(to: batch.count).best
          unknown += lane.missing?.count { $0 } ?? 0
          ends.withUnsafeMutableBufferPointer { ends in
            switch lane.payload {
            case .integers(let values): shared.scatter(values, lane.missing, groups, ends) { $0 }
            case .reals(let values):
              shared.scatter(values, lane.missing, groups, ends) { Int64(bitPattern: $0.bitPattern) }
            case .codes: break
            }
          }
        }
        return (ends, unknown)
      }
      initialized = rows
    }
    ends = parts.map(\.ends)
    unknown = parts.reduce(0) { $0 + $1.unknown }
  }

  /// Calls for pieces of the groups, on all cores, with the values of each group.
  /// - Parameters:
  ///   - pieces: of `groups`.
  ///   - make: what gathers the answers of a piece, by how many groups it has.
  mutating func map<Answers>(
    _ groups: [Int], in pieces: [Range<Int>], _ context: ExecutionContext, _ make: @Sendable (Int) -> Answers,
    _ add: @Sendable (inout Answers, UnsafeMutableBufferPointer<Int64>) -> Void
  ) throws -> [Answers] where Answers: Sendable {
    let (starts, ends) = (starts, ends)
    return try words.withUnsafeMutableBufferPointer { words in
      guard let base = words.baseAddress else { return [] }
      let shared = SharedPlaces(base: base)
      return try context.workers.map(pieces.count, cancellation: context.cancellation) { piece in
        var answers = make(pieces[piece].count)
        for group in groups[pieces[piece]] {
          let first = shared.base + Int(starts[0][group])
          var count = Int(ends[0][group] - starts[0][group])
          for run in starts.indices.dropFirst() {
            // What stands behind free places moves up.
            let (start, end) = (Int(starts[run][group]), Int(ends[run][group]))
            if first + count != shared.base + start, end > start {
              (first + count).update(from: shared.base + start, count: end - start)
            }
            count += end - start
          }
          add(&answers, UnsafeMutableBufferPointer(start: first, count: count))
        }
        return answers
      }
    }
  }
}

extension SharedPlaces<Int64> {
  /// Puts values behind those that are there of their groups.
  /// - Parameter ends: the next place of each group.
  @inline(__always)
  fileprivate func scatter<Value>(
    _ values: [Value], _ missing: [Bool]?, _ groups: [UInt32], _ ends: UnsafeMutableBufferPointer<UInt32>,
    _ word: (Value) -> Int64
  ) {
    guard let ends = ends.baseAddress else { return }
    values.withUnsafeBufferPointer { values in
      groups.withUnsafeBufferPointer { groups in
        for row in 0..<values.count {
          if let missing, missing[row] { continue }
          let group = Int(groups[row])
          base[Int(ends[group])] = word(values[row])
          ends[group] &+= 1
        }
      }
    }
  }
}
