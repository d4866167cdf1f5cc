import TallyDiagnostics
import TallyFiles
import TallyPictures
import TallyWorkers

/// Pictures in files. PNG and PDF are made of the SVG by `rsvg-convert`: one picture, the same in all three.
enum PictureFile {
  /// The program, from librsvg; Debian's package of it is called librsvg2-bin.
  static let program = "rsvg-convert"

  /// Writes a picture, whole or not at all.
  /// - Returns: whether it stands in the place of another file.
  /// - Throws: `FileError`; `Cancelled`. The file is as it was then.
  static func write(
    _ svg: String, as format: PictureFormat, to file: AnswerFile, cancellation: Cancellation
  ) throws -> Bool {
    let bytes = Array(svg.utf8)
    do {
      return try TextFile.write(file.path, file.permit, check: cancellation.check) { sink in
        guard let permit = file.programPermit else { return try bytes.withUnsafeBytes { try sink($0) } }
        // Twice as many dots as there are points, for screens that have them.
        let zoom = format == .png ? ["--zoom=2"] : []
        try FilterProgram.run(
          [program, "--format=\(format.rawValue)"] + zoom, permit, input: bytes, cancellation: cancellation,
          to: sink)
      }
    } catch let failure as FilterProgram.Failure {
      throw FileError(path: file.path, SessionDiagnostics.pictureProgram(failure))
    }
  }
}
