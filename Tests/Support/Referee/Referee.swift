import NaiveEvaluator
import TallyColumns
import TallyPlanning

/// Somebody else who answers questions, for the engine's answers to be held against.
public protocol Referee {
  /// What the coverage calls it: `naive`, `sqlite`.
  var name: String { get }
  /// Whether it answers in SQL. It leaves out rows of which it is open whether they belong, where the engine's
  /// answer spans what they could add, and has one value for unknown figures and those that may be anything.
  var answersInSQL: Bool { get }

  /// Whether rows that nothing puts in order come as they stand in their tables.
  var keepsOrder: Bool { get }

  /// The answer of a plan.
  /// - Throws: `Declined` where this referee cannot tell.
  func ruling(on plan: QueryPlan, of tested: Case) throws -> Ruling
}

/// What a referee says the answer is.
public struct Ruling: Sendable {
  public let rows: [[Value]]
  /// Rows that may match were in play: its bounds are as tight as can be, and the engine's may be wider.
  public let isTightest: Bool
  /// How the referee was asked; empty where that is the plan.
  public let text: String

  public init(rows: [[Value]], isTightest: Bool = false, text: String = "") {
    self.rows = rows
    self.isTightest = isTightest
    self.text = text
  }
}

/// Why a referee does not answer, in few words that cases have in common.
public struct Declined: Error {
  public let reason: String
}

/// The plainest evaluator there is.
public struct NaiveReferee: Referee {
  public let name = "naive"
  public let answersInSQL = false
  public let keepsOrder = true

  public init() {}

  public func ruling(on plan: QueryPlan, of tested: Case) throws -> Ruling {
    do {
      let answer = try NaiveEvaluator().answer(of: plan)
      return Ruling(rows: answer.rows, isTightest: answer.isTightest)
    } catch is NaiveEvaluator.NotCovered {
      throw Declined(reason: "not covered")
    }
  }

  /// Whether working the plan out leaves 64 bits somewhere; nil where that cannot be told.
  func overflows(_ plan: QueryPlan) throws -> Bool? {
    do {
      _ = try NaiveEvaluator(stopsEarly: false).rows(of: plan)
      return false
    } catch is NaiveEvaluator.Overflow {
      return true
    } catch is NaiveEvaluator.NotCovered {
      return nil
    }
  }
}
