/// What can go wrong while values are computed; the executor adds where in the query it happened.
public enum KernelError: Error, Sendable, Hashable {
  /// A whole number left the 64 bits it has.
  case overflow
}
