import Synchronization

/// A byte for each real of a column: in which of 256 stretches, all as long, from the least to the greatest it lies.
/// A condition that asks for a range reads these bytes, and of the reals only those that lie in a stretch with an end
/// of the range (Hentschel, Kester and Idreos, Column Sketches, SIGMOD 2018).
///
/// It is made zone by zone as conditions ask of them. The first to ask reads the values all the same, so that what is
/// asked once costs nothing.
public final class RealSketch: Sendable {
  /// The stretch of a value; greater values never have lesser ones.
  public struct Scale: Sendable {
    public let low: Double
    public let high: Double
    /// Stretches in a unit.
    public let perUnit: Double

    /// - Parameter value: from the least to the greatest.
    @inlinable @inline(__always)
    public func code(_ value: Double) -> UInt8 {
      UInt8(truncatingIfNeeded: min(Int32(truncatingIfNeeded: Int((value - low) * perUnit)), 255))
    }
  }

  public let scale: Scale
  private let count: Int
  private let state: Mutex<State>

  private enum Zone {
    case new, asked, beingMade, made
  }

  private struct State: @unchecked Sendable {
    var zones: [Zone]
    /// A byte for each row; nil before the first zone is made.
    var codes: UnsafeMutablePointer<UInt8>?
  }

  /// - Parameters:
  ///   - zones: of all rows, none of them unknown.
  ///   - count: how many rows there are.
  /// - Returns: nil for too few rows, and for values that all are the same or lie too far apart.
  init?(_ zones: ZoneMap, count: Int) {
    guard case .reals(let lows, let highs) = zones, lows.count > 1, let low = lows.min(),
      let high = highs.max()
    else { return nil }
    let perUnit = 256 / (high - low)
    guard low.isFinite, high.isFinite, perUnit.isNormal else { return nil }
    scale = Scale(low: low, high: high, perUnit: perUnit)
    self.count = count
    state = Mutex(State(zones: [Zone](repeating: .new, count: lows.count), codes: nil))
  }

  deinit {
    state.withLock { $0.codes?.deallocate() }
  }

  /// The bytes of the rows of a zone.
  /// - Parameter make: writes them, and is given the rows and the first of their places.
  /// - Returns: nil where they have not been asked for before, and while they are being made.
  public func codes(
    ofZone zone: Int, _ make: (Range<Int>, UnsafeMutablePointer<UInt8>) -> Void
  ) -> UnsafeBufferPointer<UInt8>? {
    let rows = zone * ZoneMap.rowsPerZone..<min((zone + 1) * ZoneMap.rowsPerZone, count)
    nonisolated(unsafe) var places: UnsafeMutablePointer<UInt8>?
    let found = state.withLock { state -> Zone in
      guard state.zones.indices.contains(zone) else { return .beingMade }
      let found = state.zones[zone]
      switch found {
      case .new: state.zones[zone] = .asked
      case .asked:
        if state.codes == nil { state.codes = .allocate(capacity: count) }
        state.zones[zone] = .beingMade
      case .beingMade, .made: break
      }
      places = state.codes.map { $0 + rows.lowerBound }
      return found
    }
    guard let places, found == .asked || found == .made else { return nil }
    if found == .asked {
      make(rows, places)
      state.withLock { $0.zones[zone] = .made }
    }
    return UnsafeBufferPointer(start: places, count: rows.count)
  }

  /// Bytes that it takes so far.
  var byteCount: Int { state.withLock { $0.codes == nil ? 0 : count } }
}
