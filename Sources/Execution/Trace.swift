import TallyColumns

/// A question watched while it is answered: every step with what went in, what came out, and a few of its rows.
public struct Trace: Sendable {
  /// In the order in which they were taken; each stands behind those it works on.
  public let steps: [Step]
  public let answer: Answer

  public struct Step: Sendable {
    /// What it does, without its subject: `keeps the rows where city is Kyiv`.
    public let sentence: String
    /// `5 rows in, 3 out`
    public let passage: String
    /// The steps whose rows went in, by their places among the steps.
    public let inputs: [Int]
    public let rowsIn: [Int]
    public let rowsOut: Int
    /// Rows besides, of which it is open whether they belong there.
    public let openRows: Int
    /// Of the rows that came out, those of which that is open too.
    public let doubtfulRows: Int
    /// How long it took by itself.
    public let duration: Duration
    /// A few rows that went in, where others come out.
    public let before: Table?
    /// A few rows that came out, with the columns that something asks for; of a step that chooses rows, of those that
    /// went in.
    public let sample: Table
    /// For each row of the sample whether it is open that it belongs there.
    public let isOpen: [Bool]
    /// Of a step that chooses rows, what became of each of the sample.
    public let fates: [StepSample.Fate]?
    /// Of a step that moves rows, where each of the sample stood before, counted from 1.
    public let places: [Int]?
    /// Rows that there are besides those of `before` and of `sample`.
    public let hiddenRowsBefore: Int
    public let hiddenRows: Int
    /// Columns of the sample that the step made.
    public let newColumns: Set<Int>
    /// What people see where nothing is known: a blank in rows, a word in figures.
    public let unknownWord: String
    /// What the step had to tell.
    public let notes: [String]
  }
}
