import Synchronization
import TallyColumns

/// The texts of one column that one thread has met so far, in the sections that it has read.
///
/// A section takes them for itself and gives them back, so that there are as many dictionaries to be put together
/// as threads, and not as sections.
final class ThreadDictionary: @unchecked Sendable {
  private(set) var interner = TextInterner()

  func take() -> TextInterner {
    defer { interner = TextInterner() }
    return interner
  }

  func give(_ interner: TextInterner) {
    self.interner = interner
  }
}

/// What the threads go on with from section to section: for each column a dictionary.
final class DictionaryShelf: Sendable {
  private let free = Mutex<[Dictionaries]>([])
  private let columnCount: Int

  struct Dictionaries: Sendable {
    fileprivate(set) var lastSection: Int
    let columns: [ThreadDictionary]
  }

  init(columnCount: Int) {
    self.columnCount = columnCount
  }

  /// Dictionaries that nobody works with, and that have been used only for sections before this one: so that their
  /// entries stand in the order of the file.
  func take(for section: Int) -> Dictionaries {
    let found: Dictionaries? = free.withLock { free in
      guard let place = free.lastIndex(where: { $0.lastSection < section }) else { return nil }
      return free.remove(at: place)
    }
    return found
      ?? Dictionaries(lastSection: -1, columns: (0..<columnCount).map { _ in ThreadDictionary() })
  }

  func putBack(_ dictionaries: Dictionaries, after section: Int) {
    var dictionaries = dictionaries
    dictionaries.lastSection = section
    free.withLock { $0.append(dictionaries) }
  }
}
