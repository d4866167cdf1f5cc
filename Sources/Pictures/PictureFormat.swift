/// The forms in which a picture is kept in a file.
public enum PictureFormat: String, Sendable, Hashable, CaseIterable {
  /// Scalable Vector Graphics 1.1 (W3C), as it is drawn.
  case svg
  /// Portable Network Graphics, made of the SVG.
  case png
  /// A page of the Portable Document Format, made of the SVG.
  case pdf
}
