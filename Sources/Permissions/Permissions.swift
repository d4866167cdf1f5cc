import CPermissions
import TallyDiagnostics

#if canImport(Glibc)
  import Glibc
#endif

/// What a session may do outside of itself: read files, write files, start programs.
///
/// Everything, or what safe mode leaves of it. A value never comes to allow more than it did, and whatever reads,
/// writes or starts something wants one, or a permit that only one can give; so no new way out can forget to ask.
public struct Permissions: Sendable {
  /// The files that may be read; nil for all.
  let named: NamedFiles?

  /// A session that may do what its user may.
  public static let everything = Permissions(named: nil)

  /// Safe mode: nothing is written, nothing is started, and nothing is read but files that are named.
  /// - Parameter paths: files, and folders with what is in them. What they lead to is found out now; a link that is
  ///   put in their place later is not followed.
  public static func safe(naming paths: [String]) -> Permissions {
    Permissions(named: NamedFiles(paths))
  }

  public var isSafe: Bool { named != nil }

  /// The paths that safe mode opens, as they were named.
  public var namedPaths: [String] { named?.paths ?? [] }

  // MARK: - Reading

  /// What a file is opened for.
  public enum Purpose: Sendable {
    /// To read what is in it.
    case bytes
    /// To list a folder.
    case names
    /// To see what it is.
    case look
  }

  /// Why a file was not opened.
  public enum Failure: Error, Sendable {
    /// The system's error number.
    case system(Int32)
    case refused(Diagnostic)
  }

  /// Opens a file.
  /// - Returns: a descriptor, which the caller closes.
  public func open(_ path: String, for purpose: Purpose) throws(Failure) -> Int32 {
    if let named { return try named.open(path, for: purpose) }
    let descriptor = cperm_open(path, purpose.code)
    guard descriptor >= 0 else { throw .system(errno) }
    return descriptor
  }

  /// Whether there is a folder at a path.
  public func isFolder(_ path: String) throws(Failure) -> Bool {
    let descriptor = try open(path, for: .look)
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, in no order; `.` and `..` are among them.
  /// - Parameters:
  ///   - limit: more are not looked for.
  ///   - isWanted: others are left out.
  public func names(
    in path: String, limit: Int = .max, where isWanted: (String) -> Bool = { _ in true }
  ) throws(Failure) -> [String] {
    let descriptor = try open(path, for: .names)
    guard let folder = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw .system(code)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if isWanted(name) { names.append(name) }
    }
    return names
  }

  // MARK: - Writing and starting

  /// The permit that writing a file takes; nil in safe mode.
  public var writePermit: WritePermit? { isSafe ? nil : WritePermit() }

  /// The permit that starting a program takes; nil in safe mode.
  public var programPermit: ProgramPermit? { isSafe ? nil : ProgramPermit() }

  /// The permit to write a file.
  /// - Parameter span: the words that ask for it.
  /// - Throws: a `Diagnostic` in safe mode.
  public func writePermit(at span: Span?) throws -> WritePermit {
    guard let writePermit else { throw PermissionDiagnostics.noWriting(span) }
    return writePermit
  }

  /// The permit to start a program.
  /// - Parameter span: the words that ask for it.
  /// - Throws: a `Diagnostic` in safe mode.
  public func programPermit(at span: Span?) throws -> ProgramPermit {
    guard let programPermit else { throw PermissionDiagnostics.noPrograms(span) }
    return programPermit
  }

  /// Has the kernel hold the process to safe mode as well: it refuses to write, to start programs and to reach the
  /// network, whoever asks, and there is no way back. For the main thread before there are others.
  /// - Returns: whether it does; an old kernel cannot.
  @discardableResult
  public func seal() -> Bool { isSafe && cperm_seal() }
}

/// Leave to write files. Only `Permissions` gives one.
public struct WritePermit: Sendable, Hashable {
  fileprivate init() {}
}

/// Leave to start programs. Only `Permissions` gives one.
public struct ProgramPermit: Sendable, Hashable {
  fileprivate init() {}
}

extension Permissions.Purpose {
  var code: cperm_purpose {
    switch self {
    case .bytes: CPERM_BYTES
    case .names: CPERM_NAMES
    case .look: CPERM_LOOK
    }
  }
}
