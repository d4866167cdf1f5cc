import CPermissions

/// A pipe between this program and one that it starts. Programs that are started have none of its ends but those
/// that they are given: an end that somebody else has would keep what is read from having an end.
public struct ProgramPipe: Sendable {
  public let reading: Int32
  public let writing: Int32

  /// - Returns: nil, with the system's reason in errno, where there can be none.
  public init?() {
    var ends: [Int32] = [-1, -1]
    guard cperm_pipe(&ends) else { return nil }
    (reading, writing) = (ends[0], ends[1])
  }
}
