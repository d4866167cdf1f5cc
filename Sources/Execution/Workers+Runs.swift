import TallyWorkers

extension Workers {
  /// Batches shared out, a run for each thread; at least one, be it empty.
  func runs(of batches: Int) -> [Range<Int>] {
    let runs = min(count, max(1, batches))
    return (0..<runs).map { (batches * $0 / runs)..<(batches * ($0 + 1) / runs) }
  }
}
