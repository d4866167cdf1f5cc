import TallyWorkers

/// Reads scripts and other texts.
public enum TextFile {
  /// The text of a file, in whichever encoding it is written.
  /// - Throws: `FileError`.
  public static func read(_ path: String) throws -> String {
    let file = try FileBytes.contents(of: path)
    guard !file.bytes.isEmpty else { return "" }
    let source = try SourceBytes(file, path: path, workers: Workers(), cancellation: .never)
    return String(decoding: source.bytes[source.range], as: UTF8.self)
  }
}
