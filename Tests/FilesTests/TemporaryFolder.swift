#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder with files in it that is gone after the test.
final class TemporaryFolder {
  let path: String
  private var files: [String] = []

  init(_ files: [String: String]) throws {
    var template = Array("\(P_tmpdir)/tally-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure.folder }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    for (name, text) in files { try add(name, text) }
  }

  deinit {
    for file in files { unlink(file) }
    rmdir(path)
  }

  func add(_ name: String, _ text: String) throws {
    try add(name, Array(text.utf8))
  }

  func add(_ name: String, _ bytes: [UInt8]) throws {
    files.append("\(path)/\(name)")
    try TemporaryFolder.write(bytes, to: "\(path)/\(name)", "w")
  }

  /// Writes behind what a file has.
  func append(_ text: String, to name: String) throws {
    try TemporaryFolder.write(Array(text.utf8), to: "\(path)/\(name)", "a")
  }

  static func write(_ bytes: [UInt8], to path: String, _ mode: String) throws {
    guard let stream = fopen(path, mode) else { throw Failure.file }
    defer { fclose(stream) }
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw Failure.file }
  }

  enum Failure: Error { case folder, file }
}
