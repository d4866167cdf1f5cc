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
    let file = "\(path)/\(name)"
    guard let stream = fopen(file, "w") else { throw Failure.file }
    defer { fclose(stream) }
    files.append(file)
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw Failure.file }
  }

  enum Failure: Error { case folder, file }
}
