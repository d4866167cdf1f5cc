import TallyColumns

/// A function of one row's values.
public struct ScalarFunction: Builtin {
  public let name: String
  public let synonyms: [String]
  public let usage: String
  public let summary: String
  public let examples: [Example]
  /// What each argument must be; the last may repeat where `isVariadic`.
  public let parameters: [Parameter]
  /// How many arguments must be given at the least.
  public let minimumCount: Int
  public let isVariadic: Bool
  /// Whether the result is known wherever the arguments are, reals too large for any aside.
  public let isTotal: Bool
  /// The type of the result from the types of the arguments.
  public let result: @Sendable ([ValueType]) -> ValueType
  public let kernel: Kernel

  /// What an argument may be.
  public enum Parameter: String, Sendable, Hashable {
    case number = "a number"
    /// A whole number or a real, or a duration.
    case quantity = "a number or a duration"
    case whole = "a whole number"
    case text = "text"
    case dateOrTime = "a date or a time"
    case time = "a time"
    /// Anything; of an operator all such arguments are of one kind.
    case any = "a value"
    case condition = "a condition"
    /// A regular expression, one for all rows.
    case pattern = "a pattern in quotes"
  }

  public enum Kernel: Sendable {
    /// Works on whole vectors of exact values. What is missing in any argument is missing in the result
    /// unless the kernel says otherwise.
    case vectors(@Sendable (_ arguments: [Vector], _ rows: Int) throws -> Vector)
    /// The same, with a second kernel for figures that carry bounds, a row at a time.
    case figures(
      @Sendable (_ arguments: [Vector], _ rows: Int) throws -> Vector,
      bounded: @Sendable (_ arguments: [Figure?]) throws -> Figure?)
    /// Works on single values, all of them known: once for each entry of a dictionary where only one
    /// argument is no constant, once for each different row of arguments elsewhere. What can be made ready
    /// before any row is looked at is.
    case values(prepare: @Sendable ([Argument]) -> RowFunction)
    /// Chooses among its arguments, each of which is worked out only for the rows that take it.
    case choice(Choice)
  }

  public typealias RowFunction = @Sendable ([Value]) -> Value

  /// What is known of an argument before any row is looked at.
  public struct Argument: Sendable {
    public let type: ValueType
    /// The value, where it is the same for all rows.
    public let constant: Value?

    public init(type: ValueType, constant: Value? = nil) {
      self.type = type
      self.constant = constant
    }
  }

  public enum Choice: Sendable {
    /// The second argument where the first, a condition, is so, and the third where it is not.
    case condition
    /// The first argument that is known.
    case firstKnown
  }

  public init(
    _ name: String, synonyms: [String] = [], usage: String, _ summary: String, examples: [Example] = [],
    parameters: [Parameter], minimumCount: Int? = nil, isVariadic: Bool = false, isTotal: Bool = false,
    result: @escaping @Sendable ([ValueType]) -> ValueType, kernel: Kernel
  ) {
    self.name = name
    self.synonyms = synonyms
    self.usage = usage
    self.summary = summary
    self.examples = examples
    self.parameters = parameters
    self.minimumCount = minimumCount ?? parameters.count
    self.isVariadic = isVariadic
    self.isTotal = isTotal
    self.result = result
    self.kernel = kernel
  }

  /// What argument `index` must be, or nil when there are not so many.
  public func parameter(at index: Int) -> Parameter? {
    if index < parameters.count { return parameters[index] }
    return isVariadic ? parameters.last : nil
  }
}

extension ScalarFunction.Parameter {
  public func accepts(_ kind: Kind) -> Bool {
    switch self {
    case .number: kind.isNumber
    case .quantity: kind.isNumber || kind == .duration
    case .whole: kind == .whole
    case .text, .pattern: kind == .text
    case .dateOrTime: kind == .date || kind == .time
    case .time: kind == .time
    case .condition: kind == .boolean
    case .any: true
    }
  }
}
