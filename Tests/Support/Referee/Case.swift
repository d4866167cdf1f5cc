import TallyColumns

/// A question on some tables, and how the engine is set up to answer it.
public struct Case: Sendable {
  public var set: Dataset
  public var question: Question
  /// Rows the engine works on at once, and threads.
  public let batchRows: Int
  public let threads: Int

  /// The case of a seed. Some seeds in a row share their tables.
  public init(seed: UInt64) {
    self.init(seed: seed, set: Case.dataset(seed: seed))
  }

  init(seed: UInt64, set: Dataset) {
    // Seeds that follow each other must not give streams that overlap.
    var chance = SeededGenerator(seed: SeededGenerator.scrambled(seed))
    var maker = QuestionMaker(chance: SeededGenerator(seed: chance.next()), set: set)
    self.set = set
    question = maker.question()
    batchRows = Int.random(in: 1...7, using: &chance)
    threads = Int.random(in: 1...3, using: &chance)
  }

  /// How many seeds share their tables.
  static let questionsPerDataset: UInt64 = 8

  static func dataset(seed: UInt64) -> Dataset {
    var tables = TableMaker(
      chance: SeededGenerator(seed: SeededGenerator.scrambled(~(seed / questionsPerDataset))))
    return tables.dataset(number: seed / questionsPerDataset)
  }
}
