#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The project's own files, found from where this one stands.
public enum ProjectFiles {
  public static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(4).joined(separator: "/")
  }()

  /// The text of a file named from the project's root; nil where there is none.
  public static func text(of path: String) -> String? {
    guard let file = fopen("\(root)/\(path)", "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the text could be written.
  public static func write(_ text: String, to path: String) -> Bool {
    guard let file = fopen("\(root)/\(path)", "wb") else { return false }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    return fclose(file) == 0 && written == bytes.count
  }

  /// The names of the files of a folder that end in a way, in order.
  public static func names(in folder: String, ending: String) -> [String] {
    guard let directory = opendir("\(root)/\(folder)") else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(ending) { names.append(name) }
    }
    return names.sorted()
  }

  /// The paths of the files in a folder, and in the folders in it, that end in a way, in order.
  public static func paths(below folder: String, ending: String) -> [String] {
    let names = names(in: folder, ending: "").filter { !$0.hasPrefix(".") }
    return names.flatMap { name in
      let path = "\(folder)/\(name)"
      var status = stat()
      guard stat("\(root)/\(path)", &status) == 0 else { return [String]() }
      return status.st_mode & S_IFMT == S_IFDIR
        ? paths(below: path, ending: ending) : name.hasSuffix(ending) ? [path] : []
    }
  }

  /// A real file of 2,425 attacks, where it lies beside the package; nil where it does not.
  public static let missiles: String? = {
    let path =
      root.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
      + "/shared/data/missile_attacks_daily.csv"
    return access(path, R_OK) == 0 ? path : nil
  }()

  /// A setting of the environment.
  public static func setting(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
