import TallyDiagnostics
import TallyRendering

/// Where a session's words go, and what the place can show.
public struct Output: Sendable {
  /// Takes answers, in pieces; throws where they cannot be written.
  public let write: @Sendable (UnsafeRawBufferPointer) throws -> Void
  /// Takes messages, notes for machine formats, and times: a line each.
  public let tell: @Sendable (String) -> Void
  /// Columns of the terminal that answers go to; nil for a file or a pipe.
  public let width: @Sendable () -> Int?
  /// Rows of it; nil for a file or a pipe.
  public let height: @Sendable () -> Int?
  public let usesColor: Bool
  /// Whether messages may be coloured: they go elsewhere than answers.
  public let messagesUseColor: Bool
  public let usesUnicode: Bool
  /// What stands between groups of three digits where nobody says otherwise.
  public let thousands: ThousandsMark
  /// In which program people read what is longer than their screen; nil where nobody is there to read.
  public var pager: Pager?
  /// How what is typed looks, for what is shown as if somebody typed it; nil where all of it is plain.
  public let typedLook: TypedLook?
  /// Waits for keys; nil where nobody would press any.
  public let keys: KeyWaiting?
  /// Calls people back to what took long; nil where nobody would hear it.
  public let ring: (@Sendable () -> Void)?
  /// Takes what answers for people rest on, a line each, where their text does not have it; nil for `tell`.
  public var note: (@Sendable (String) -> Void)?
  /// Told where something new is about to be shown; nil where it does not matter where one thing ends.
  public var beginAnswer: (@Sendable () -> Void)?
  /// Asks a person for a line of text, nil where they want none; nil where nobody is there to be asked.
  public var ask: (@Sendable (String) throws -> String?)?
  /// Told of work that may take long; nil where nothing could be shown of it.
  public let watch: WorkWatch?

  public init(
    write: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void,
    tell: @escaping @Sendable (String) -> Void,
    width: @escaping @Sendable () -> Int? = { nil }, height: @escaping @Sendable () -> Int? = { nil },
    usesColor: Bool = false, messagesUseColor: Bool = false,
    usesUnicode: Bool = true, thousands: ThousandsMark = .comma, pager: Pager? = nil,
    typedLook: TypedLook? = nil, keys: KeyWaiting? = nil,
    ask: (@Sendable (String) throws -> String?)? = nil, ring: (@Sendable () -> Void)? = nil,
    watch: WorkWatch? = nil
  ) {
    self.write = write
    self.tell = tell
    self.width = width
    self.height = height
    self.usesColor = usesColor
    self.messagesUseColor = messagesUseColor
    self.usesUnicode = usesUnicode
    self.thousands = thousands
    self.pager = pager
    self.typedLook = typedLook
    self.keys = keys
    self.ask = ask
    self.ring = ring
    self.watch = watch
  }

  /// The same with answers going elsewhere than to a screen.
  public func withoutScreen(write: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void) -> Output {
    Output(
      write: write, tell: tell, messagesUseColor: messagesUseColor, ask: ask, ring: ring, watch: watch)
  }

  func writeText(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }
}

/// An answer could not be written out.
public struct OutputError: Error, Sendable, Hashable {
  /// Why, as the system says it.
  public let reason: String

  public init(reason: String) {
    self.reason = reason
  }
}
