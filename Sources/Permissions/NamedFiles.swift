import CPermissions

#if canImport(Glibc)
  import Glibc
#endif

/// The files that safe mode opens.
///
/// They are known by where their paths led when they were named, links and `..` resolved. A path that leads
/// elsewhere is refused, whether there is a file or not, so that nobody can find out which there are.
struct NamedFiles: Sendable {
  /// As they were named.
  let paths: [String]
  private var files: Set<String> = []
  private var folders: [String] = []
  /// Pipes and the like have no path that leads to them but the one they were named by.
  private var streams: [String: Identity] = [:]

  private struct Identity: Sendable, Hashable {
    let device: UInt64
    let number: UInt64

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      number = UInt64(status.st_ino)
    }
  }

  init(_ paths: [String]) {
    self.paths = paths
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      if let real = NamedFiles.resolved(path) {
        if status.st_mode & S_IFMT == S_IFDIR { folders.append(real) } else { files.insert(real) }
      } else {
        streams[path] = Identity(status)
      }
    }
  }

  func open(_ path: String, for purpose: Permissions.Purpose) throws(Permissions.Failure) -> Int32 {
    if let stream = streams[path] { return try open(stream, path, purpose) }
    guard let real = NamedFiles.resolved(path) else {
      let code = errno
      throw isMissing(path) ? .system(code) : .refused(PermissionDiagnostics.noReading())
    }
    guard holds(real) else { throw .refused(PermissionDiagnostics.noReading()) }
    let descriptor = cperm_open_resolved(real, purpose.code)
    guard descriptor >= 0 else {
      // A link that was put there meanwhile.
      throw errno == ELOOP ? .refused(PermissionDiagnostics.noReading()) : .system(errno)
    }
    return descriptor
  }

  private func open(
    _ stream: Identity, _ path: String, _ purpose: Permissions.Purpose
  ) throws(Permissions.Failure) -> Int32 {
    let descriptor = cperm_open(path, purpose.code)
    guard descriptor >= 0 else { throw .system(errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, Identity(status) == stream else {
      close(descriptor)
      throw .refused(PermissionDiagnostics.noReading())
    }
    return descriptor
  }

  /// Whether a resolved path is one of the files, or inside one of the folders.
  private func holds(_ real: String) -> Bool {
    files.contains(real) || folders.contains { NamedFiles.isInside(real, $0) }
  }

  /// Whether a path that cannot be resolved would be a file that may be opened if it were there: what there is of
  /// it lies in a folder that was named, or it is one of the paths itself.
  private func isMissing(_ path: String) -> Bool {
    if paths.contains(path) { return true }
    var known = path.split(separator: "/")[...]
    var isBelow = false
    while true {
      let prefix = (path.hasPrefix("/") ? "/" : "") + known.joined(separator: "/")
      if let real = NamedFiles.resolved(prefix.isEmpty ? "." : prefix) {
        return isBelow && folders.contains { NamedFiles.isInside(real, $0) }
      }
      guard let name = known.popLast(), name != ".." else { return false }
      isBelow = true
    }
  }

  private static func isInside(_ real: String, _ folder: String) -> Bool {
    real == folder || real.hasPrefix(folder == "/" ? "/" : folder + "/")
  }

  /// The path without links, `.` and `..`; nil, with errno, where it leads nowhere.
  private static func resolved(_ path: String) -> String? {
    guard !path.utf8.contains(0) else {
      errno = ENOENT
      return nil
    }
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    // A name that is no UTF-8 would be read as another one.
    guard let text = String(validatingCString: real) else {
      errno = ENOENT
      return nil
    }
    return text
  }
}
