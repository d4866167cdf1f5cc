#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that goes away, with all that is in it, when this object does.
public final class TestFolder: Sendable {
  public let path: String

  public enum Failure: Error {
    case folder
    case file(String)
  }

  /// - Parameter files: contents by name; a name may have folders before it.
  public init(_ files: [String: String] = [:]) throws {
    var template = Array("\(P_tmpdir)/tally-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure.folder }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit {
    TestFolder.remove(path)
  }

  /// Writes a file, with the folders that lead to it.
  public func write(_ text: String, to name: String) throws {
    var folder = path
    for component in name.split(separator: "/").dropLast() {
      folder += "/" + component
      mkdir(folder, 0o700)
    }
    guard let file = fopen("\(path)/\(name)", "w") else { throw Failure.file(name) }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure.file(name) }
  }

  /// The text of a file.
  public func read(_ name: String) throws -> String {
    guard let file = fopen("\(path)/\(name)", "r") else { throw Failure.file(name) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What is in it, in no order.
  public func names(_ folder: String = ".") -> [String] {
    guard let folder = opendir(path + "/" + folder) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  private static func remove(_ path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
            String(cString: $0)
          }
        }
        if name == "." || name == ".." { continue }
        if unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
      }
      closedir(folder)
    }
    rmdir(path)
  }
}
