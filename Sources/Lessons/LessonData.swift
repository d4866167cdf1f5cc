import TallyColumns

/// The tables that a lesson asks of, and what lies inside what in them.
public struct LessonData: Sendable {
  public let tables: [Table]
  public let places: Hierarchy?
  public let events: Hierarchy?

  public init(tables: [Table], places: Hierarchy?, events: Hierarchy?) {
    self.tables = tables
    self.places = places
    self.events = events
  }

  /// Tables of the same columns with other rows, the same for the same seed: an answer that only looks right on
  /// these is another there.
  ///
  /// All texts and dates that a question could name are still there. Numbers are others, some known cells unknown
  /// and some unknown ones known. Some events happen a second time, a few days later; other lists have some rows a
  /// second time under a new name, and some of what is told of a place is told of one elsewhere. Bounds stay bounds, a figure that includes others is as much greater than these
  /// as it was, what lies inside a place or an event still does, and a place that stands beside its city does so in
  /// every row.
  /// - Complexity: O(rows · columns).
  public func variant(_ seed: UInt64) -> LessonData {
    var maker = VariantMaker(self, seed: seed)
    return maker.variant()
  }
}
