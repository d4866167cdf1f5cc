extension DateLevel {
  /// The beginnings of all periods from one to another, both included: days, or moments where the level needs
  /// times. Nil where there are more than `most`.
  /// - Complexity: O(periods).
  public func periods(from first: Int64, to last: Int64, atMost most: Int) -> [Int64]? {
    var periods: [Int64] = []
    var current = first
    while current <= last {
      guard periods.count < most else { return nil }
      periods.append(current)
      let (next, overflow) =
        switch self {
        case .hour: current.addingReportingOverflow(Moment.perHour)
        case .minute: current.addingReportingOverflow(Moment.perMinute)
        default: (end(ofPeriodFrom: current), false)
        }
      // Behind the last period that there is, there is nothing to fill.
      guard !overflow, next > current else { break }
      current = next
    }
    return periods
  }
}
